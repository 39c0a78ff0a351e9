package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// MaxSales is the largest number of sales in a book, MaxLinked that of the records linked
// to one of them, and MaxPartners that of partners and of products.
const (
	MaxSales    = 1_000_000
	MaxLinked   = 10_000
	MaxPartners = 100_000
)

// Book is the input: what happened in a program up to one of its periods. The zero
// Book is not valid: it has no Period.
type Book struct {
	// Period is the period of the program that is settled.
	Period partnermath.Period `json:"period"`
	// Final says that the settlement of the period is the final one: its guarantee is tested, what
	// is owed is repaid and the shares of its budget stand from then on. Others are interim
	// settlements. A final period can be settled again, as final, to find what was recorded since.
	Final bool `json:"final,omitempty"`
	// Products are the products, each with its category. All that sales and the program
	// name must be among them.
	Products []Product `json:"products,omitempty"`
	Partners []Partner `json:"partners"`
	// Sales are all records of the program so far, those of the earlier periods included:
	// what is known of them since makes adjustments.
	Sales []Sale `json:"sales,omitempty"`
	// Settled is Settlement.Settled of the settlement before; nil at the first.
	Settled []Settled `json:"settled,omitempty"`
}

// Product is a product and the category it belongs to.
type Product struct {
	ID       string `json:"id"`
	Category string `json:"category,omitempty"`
}

// Partner is a partner that may take part, as of the settlement.
type Partner struct {
	ID             string   `json:"id"`
	Name           string   `json:"name,omitempty"`
	Type           string   `json:"type,omitempty"`
	Tier           string   `json:"tier,omitempty"`
	Region         string   `json:"region,omitempty"`
	Certifications []string `json:"certifications,omitempty"`
	// SalesLevel is what Eligibility.MinimumSales is compared with.
	SalesLevel decimal.NullDecimal `json:"salesLevel,omitzero"`
	// Enrolled is the first day on which the partner takes part, none given always, and
	// Left the first on which it does no more, none given never.
	Enrolled partnermath.Date `json:"enrolled,omitzero"`
	Left     partnermath.Date `json:"left,omitzero"`
	// History is what the partner's qualifying measure was in earlier periods, of which
	// baselines are made.
	History []PeriodFigure `json:"history,omitempty"`
	// BaselineAdjustments are added to the baseline of their period, each with its
	// reason, such as the sales of a partner that was absorbed.
	BaselineAdjustments []PeriodFigure `json:"baselineAdjustments,omitempty"`
	// Targets are the partner's own targets, above 0, for a formula that states none.
	Targets []PeriodFigure `json:"targets,omitempty"`
}

// PeriodFigure is a measure of a period. The zero PeriodFigure is not valid.
type PeriodFigure struct {
	Period partnermath.Period `json:"period"`
	// Value must be given.
	Value decimal.NullDecimal `json:"value,omitzero"`
	// Reason is required of an adjustment.
	Reason string `json:"reason,omitempty"`
}

// Settled is what was settled so far for a partner and a period. A product keeps
// Settlement.Settled, and hands it to the next settlement unchanged; one that moves from
// another system writes the first by hand, where a figure left out is a fault, never 0.
type Settled struct {
	Partner string             `json:"partner"`
	Period  partnermath.Period `json:"period"`
	// AsOf is the day of the settlement that said so last, and Final whether the period
	// was settled as final. It is the same for all partners of a period.
	AsOf  partnermath.Date `json:"asOf"`
	Final bool             `json:"final,omitempty"`
	// Reason is why the partner did not take part in the period; none when it did. It
	// stands once the period is over or final, whatever the partner is later.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Earned, TopUp, Awarded, Repaid and Owed are those of Statement, with the records
	// that were found since.
	Earned  decimal.NullDecimal `json:"earned"`
	TopUp   decimal.NullDecimal `json:"topUp"`
	Awarded decimal.NullDecimal `json:"awarded"`
	Repaid  decimal.NullDecimal `json:"repaid"`
	Owed    decimal.NullDecimal `json:"owed"`
	// Adjusted is the sum of the adjustments of earlier periods that the settlements of
	// this one found, Paid and Lapsed what they paid out and let lapse, and CarriedOut
	// what the last of them handed on.
	Adjusted   decimal.NullDecimal `json:"adjusted"`
	Paid       decimal.NullDecimal `json:"paid"`
	Lapsed     decimal.NullDecimal `json:"lapsed"`
	CarriedOut decimal.NullDecimal `json:"carriedOut"`
}
