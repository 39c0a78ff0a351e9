package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// MaxPeriods is the largest number of periods of a program, and MaxList that of the
// entries of any other list in it.
const (
	MaxPeriods = 120
	MaxList    = 1000
)

// Program is the policy: what a rebate or reward program pays, to whom and for what. The zero
// Program is not valid: it lacks ID, Currency, Periods, Qualifies and Formula.
type Program struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=200"`
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"currency"`
	// Periods are the 1 to MaxPeriods settlement periods, in order, none overlapping
	// another. Measures, tiers, baselines, targets, guarantees and budgets are of one
	// period; the end of the last is the end of the program.
	Periods []partnermath.Period `json:"periods" validate:"required,min=1,max=120"`
	// Eligibility tells which partners take part. The zero Eligibility lets all.
	Eligibility Eligibility `json:"eligibility,omitzero"`
	// Sales tells which products count. The zero Selection takes all.
	Sales Selection `json:"sales,omitzero"`
	// Role, where given, pays that role of the chain of a sale only, such as
	// "distributor". None pays all. Of the sales of one Chain one earns for each role.
	Role string `json:"role,omitempty" validate:"omitempty,id"`
	// Basis pays sales of that basis only; none pays both.
	Basis SalesBasis `json:"basis,omitempty" validate:"omitempty,enum"`
	// Stage tells which date of a transaction counts; none means StageInvoiced.
	Stage TransactionStage `json:"stage,omitempty" validate:"omitempty,enum"`
	// Qualifies is the measure that is set against the formula's thresholds, and Pays
	// the one that is paid on; none means that of Qualifies. Two different ones need a
	// formula of tiers by the whole method.
	Qualifies Measure `json:"qualifies" validate:"enum"`
	Pays      Measure `json:"pays,omitempty" validate:"omitempty,enum"`
	// MeasureCap is the most, above 0, that is paid on. What qualifies has no cap. A
	// formula of growth or a goal has none.
	MeasureCap decimal.NullDecimal `json:"measureCap,omitzero" validate:"omitempty,bounds,above=0"`
	// ZeroPaysFlat pays the flat amount of the first tier, which starts at 0, for a measure of
	// exactly 0. Otherwise a measure of 0 or below pays nothing. It is for a formula of tiers.
	ZeroPaysFlat bool    `json:"zeroPaysFlat,omitempty"`
	Formula      Formula `json:"formula"`
	// Multipliers raise or lower what single sales earn; those that apply to a sale are
	// multiplied, MaxMultipliers at most. Gates must all be met, or the period pays nothing.
	Multipliers []Multiplier `json:"multipliers,omitempty" validate:"max=1000,dive"`
	Gates       []Gate       `json:"gates,omitempty" validate:"max=1000,dive"`
	Limits      Limits       `json:"limits,omitzero"`
	// GraceDays are the days after the end of a period in which a record still becomes
	// part of its settlement. What is recorded later is an adjustment.
	GraceDays int `json:"graceDays,omitempty" validate:"min=0,max=3660"`
	// ReturnDays is the return window in whole days from the invoice, 0 to 3660: a
	// linked return inside it lowers the measure of its sale, one outside it that of
	// the period in which it comes back, but no deals and no customers. None given, every linked return is inside.
	ReturnDays decimal.NullDecimal `json:"returnDays,omitzero" validate:"omitempty,bounds,atleast=0,atmost=3660,digits=4 0"`
	// Faulty tells what becomes of sales that are not valid; none means FaultyRefuse.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Measure is what a program counts.
type Measure string

// The measures. Revenue and margin are money, the others counts.
const (
	MeasureRevenue Measure = "revenue"
	MeasureMargin  Measure = "margin"
	MeasureUnits   Measure = "units"
	// MeasureDeals counts sales of which returns inside the window and corrections leave
	// something. Under StagePaid a sale counts with the payment that completes it.
	MeasureDeals Measure = "deals"
	// MeasureNewCustomers counts the customers of sales marked NewCustomer, each once in
	// the periods of the program, with the first such deal by date and id.
	MeasureNewCustomers Measure = "new-customers"
)

// Values returns the measures.
func (Measure) Values() []Measure {
	return []Measure{MeasureRevenue, MeasureMargin, MeasureUnits, MeasureDeals, MeasureNewCustomers}
}

func (m Measure) money() bool { return m == MeasureRevenue || m == MeasureMargin }

// SalesBasis tells a partner's purchases from its sales. None is either.
type SalesBasis string

// The bases.
const (
	// BasisSellIn is what a partner buys.
	BasisSellIn SalesBasis = "sell-in"
	// BasisSellThrough is what a partner sells on.
	BasisSellThrough SalesBasis = "sell-through"
)

// Values returns the bases.
func (SalesBasis) Values() []SalesBasis { return []SalesBasis{BasisSellIn, BasisSellThrough} }

// TransactionStage tells which step of a transaction a record is of.
type TransactionStage string

// The stages.
const (
	StageOrdered  TransactionStage = "ordered"
	StageShipped  TransactionStage = "shipped"
	StageInvoiced TransactionStage = "invoiced"
	// StagePaid counts sales by their payments: each is a record of the quantity ×
	// paid ÷ invoiced, in the period of its day.
	StagePaid TransactionStage = "paid"
)

// Values returns the stages.
func (TransactionStage) Values() []TransactionStage {
	return []TransactionStage{StageOrdered, StageShipped, StageInvoiced, StagePaid}
}
