package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/ledger"
)

// The limits of a case.
const (
	MaxMonths = ledger.MaxMonths
	MaxLines  = ledger.MaxLines
	MaxFlows  = 1000
)

// Case is a partner's business with a vendor: what it sells and services, with whom, at
// what cost. The zero Case is not valid.
type Case struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Currency is the ISO 4217 code of every amount.
	Currency string               `json:"currency" validate:"currency"`
	Calendar partnermath.Calendar `json:"calendar,omitzero"`
	// Start is a day of month 1, which is the month of Calendar that holds it.
	Start partnermath.Date `json:"start"`
	// Months are 1 to MaxMonths; left out, 36.
	Months int `json:"months,omitempty" validate:"min=0,max=120"`
	// The parts of the business. Their ids are unique in the whole case.
	Products    []Product     `json:"products,omitempty" validate:"max=40,dive"`
	Recurring   []Recurring   `json:"recurring,omitempty" validate:"max=40,dive"`
	Services    []Service     `json:"services,omitempty" validate:"max=40,dive"`
	Roles       []Role        `json:"roles,omitempty" validate:"max=40,dive"`
	VendorMoney []VendorMoney `json:"vendorMoney,omitempty" validate:"max=40,dive"`
	Costs       []Cost        `json:"costs,omitempty" validate:"max=80,dive"`
	Tax         Tax           `json:"tax,omitzero"`
	Timing      Timing        `json:"timing,omitzero"`
	// OpeningCash is the cash before month 0; left out, 0.
	OpeningCash decimal.NullDecimal `json:"openingCash,omitzero" validate:"omitempty,bounds,atleast=-10000000000000,atmost=10000000000000"`
}

// ProductKind tells how a product earns.
type ProductKind string

// The kinds of product.
const (
	// ProductResale: revenue is units × price. What it costs is units × price ×
	// (1 − margin), or units × list × (1 − discount).
	ProductResale ProductKind = "resale"
	// ProductAgency: the vendor bills the customer. Revenue is units × price × margin,
	// and there is no cost.
	ProductAgency ProductKind = "agency"
	// ProductReferral: revenue is units × price, the price being the fee for one. There
	// is no cost.
	ProductReferral ProductKind = "referral"
)

// Values returns the kinds in order.
func (ProductKind) Values() []ProductKind {
	return []ProductKind{ProductResale, ProductAgency, ProductReferral}
}

// Product is something that is sold once for each unit. The zero Product is not valid.
type Product struct {
	ID   string      `json:"id" validate:"id"`
	Name string      `json:"name,omitempty" validate:"text=1000"`
	Kind ProductKind `json:"kind" validate:"oneof=resale agency referral"`
	// Units are sold by the month.
	Units Ramp `json:"units"`
	// Price of a unit, what the customer pays, or the fee of a referral.
	Price decimal.NullDecimal `json:"price,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000,digits=18 6"`
	// Decline is the fraction by which price and list fall at the start of each plan year
	// but the first: round6(price of the year before × (1 − decline)). Left out, 0.
	Decline decimal.NullDecimal `json:"decline,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// Margin is the part of the price that the partner keeps. A resale states it or
	// Discount, an agency states one of at least 0, a referral none.
	Margin decimal.NullDecimal `json:"margin,omitzero" validate:"omitempty,bounds,atleast=-1,atmost=1,digits=9 8"`
	// Discount is off List, which is the price where it is left out.
	Discount decimal.NullDecimal `json:"discount,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	List     decimal.NullDecimal `json:"list,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000,digits=18 6"`
}

// RampKind tells where the units of a [Ramp] come from.
type RampKind string

// The kinds of ramp.
const (
	// RampGrowth: units grow from a start at a rate: trend(first) = start, trend(m) =
	// round8(trend(m−1) × (1 + growth)), units(m) = round4(trend(m) × season). Months before
	// the first have none.
	RampGrowth RampKind = "growth"
	// RampTable: units are given for each month of the case.
	RampTable RampKind = "table"
	// RampOutcomes: units are the won deals of an outcome for each month of the case.
	RampOutcomes RampKind = "outcomes"
)

// Values returns the kinds in order.
func (RampKind) Values() []RampKind { return []RampKind{RampGrowth, RampTable, RampOutcomes} }

// Ramp is how many a month: units sold, customers that join. Units and trend are at most
// 10^6 in any month. The zero Ramp is not valid.
type Ramp struct {
	Kind RampKind `json:"kind" validate:"oneof=growth table outcomes"`
	// First is the first month with units; left out, 1.
	First int `json:"first,omitempty" validate:"min=0,max=120"`
	// Start is the trend of the first month, Growth its rate a month; left out, 0.
	Start  decimal.NullDecimal `json:"start,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000,digits=15 8"`
	Growth decimal.NullDecimal `json:"growth,omitzero" validate:"omitempty,bounds,atleast=-1,atmost=10,digits=10 8"`
	// Season has a factor for each of the 12 months of the fiscal year; left out, all
	// are 1.
	Season []decimal.Decimal `json:"season,omitempty" validate:"omitempty,min=12,max=12,dive,bounds,atleast=0,atmost=100,digits=10 8"`
	// Table has the units of months 1 to n, each of which must be given.
	Table []decimal.NullDecimal `json:"table,omitempty" validate:"max=120,dive,required,bounds,atleast=0,atmost=1000000,digits=11 4"`
	// Outcomes has an outcome for each of months 1 to n. Their won deals must be known and are rounded to
	// 4 decimals; their other figures are not read.
	Outcomes []partnermath.Outcome `json:"outcomes,omitempty" validate:"max=120"`
}

// Recurring is something that is billed for as long as a customer stays: a subscription, a
// managed service. The package comment says how its cohorts are worked out. The zero
// Recurring is not valid.
type Recurring struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// New are the customers, seats or contracts that join each month, Base those that are
	// there before month 1, as renewed stock; left out, 0.
	New  Ramp                `json:"new"`
	Base decimal.NullDecimal `json:"base,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000,digits=11 4"`
	// AnnualChurn is the fraction that leaves in a year, MonthlyExpansion the fraction by
	// which those that are there grow in a month (left out, 0).
	AnnualChurn      decimal.NullDecimal `json:"annualChurn,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	MonthlyExpansion decimal.NullDecimal `json:"monthlyExpansion,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// RenewalRate is the fraction of those left after a year that renews.
	RenewalRate decimal.NullDecimal `json:"renewalRate,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	// Price is for a month, and Decline that of a [Product].
	Price   decimal.NullDecimal `json:"price,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000,digits=18 6"`
	Decline decimal.NullDecimal `json:"decline,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// FirstMargin is kept of the revenue from customers in their first 12 months,
	// RenewalMargin of that from renewed ones.
	FirstMargin   decimal.NullDecimal `json:"firstMargin,omitzero" validate:"required,bounds,atleast=-1,atmost=1,digits=9 8"`
	RenewalMargin decimal.NullDecimal `json:"renewalMargin,omitzero" validate:"required,bounds,atleast=-1,atmost=1,digits=9 8"`
	// Yearly tells that customers are billed for a year in advance, not by the month.
	Yearly bool `json:"yearly,omitempty"`
}
