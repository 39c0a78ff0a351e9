package profit

import "github.com/shopspring/decimal"

// Actuals are what the months up to Through have brought. The zero Actuals is not valid.
type Actuals struct {
	// Through is the last closed month.
	Through int `json:"through" validate:"min=1,max=120"`
	// ByUnits tells that the volume is measured in units, because they are alike, and not
	// in value at planned prices.
	ByUnits bool `json:"byUnits,omitempty"`
	// Lines are at most 10,000, one for each line and month.
	Lines []Actual `json:"lines,omitempty"`
}

// Actual is what one line of a case brought in a closed month. Its ID is of something of the
// case, or new. Either the first three numbers are given, or VendorMoney, or Cost alone:
//
//	a product, a recurring line, a service     Quantity, Revenue, Cost
//	vendor money                               VendorMoney
//	a role, a cost                             Cost
//
// What is new is what its numbers say. The quantity of a recurring line is its closing base,
// of a service its hours where it has a bill rate, else how many were done. The cost of
// a service is what is paid by the hour or to subcontractors; of an agency or a referral it is
// 0; of a sales role pay and commission together. Amounts are in minor units, at most
// 10^14 of them, and may be below 0. A number that is not known is a line that is left out. The
// zero Actual is not valid.
type Actual struct {
	// Month is 0 to Through.
	Month       int                 `json:"month"`
	ID          string              `json:"id"`
	Quantity    decimal.NullDecimal `json:"quantity,omitzero"`
	Revenue     decimal.NullDecimal `json:"revenue,omitzero"`
	Cost        decimal.NullDecimal `json:"cost,omitzero"`
	VendorMoney decimal.NullDecimal `json:"vendorMoney,omitzero"`
}

// PlanActual is a number planned and actual, over the closed months that were reported.
type PlanActual struct {
	Plan   decimal.NullDecimal `json:"plan"`
	Actual decimal.NullDecimal `json:"actual"`
	// Variance is Actual − Plan.
	Variance decimal.NullDecimal `json:"variance"`
}

// VerifiedLine is one line of a case, or a new one.
type VerifiedLine struct {
	ID string `json:"id"`
	// New tells that the case does not have it.
	New bool `json:"new,omitempty"`
	// Unreported are the closed months in which it was planned to be other than 0 and is not reported.
	Unreported []int `json:"unreported,omitempty"`
	// Quantity and Revenue are undefined where the line has none. Cost is below 0 for
	// vendor money.
	Quantity PlanActual `json:"quantity"`
	Revenue  PlanActual `json:"revenue"`
	Cost     PlanActual `json:"cost"`
	// Profit is revenue − cost.
	Profit PlanActual `json:"profit"`
}

// Verification sets what months have brought beside their plan. All of it but the
// reforecast is over what was reported: what was not has no variance.
type Verification struct {
	Case     string `json:"case"`
	Currency string `json:"currency"`
	Through  int    `json:"through"`
	// Lines are those of the case (products, recurring lines, services, roles, vendor money, costs), then
	// the new ones, by the order in which they are reported.
	Lines []VerifiedLine `json:"lines"`
	// Profit is the sum of the lines: an operating profit.
	Profit PlanActual `json:"profit"`
	// ByUnits is that of the actuals. Volume to OtherCost add up to the variance of Profit. With Q, P and C the quantities,
	// prices and unit costs of lines that were planned to sell, Σ over them, M the margin that they planned, ΣQp(Pp − Cp), and
	// k = ΣQa·Pp ÷ ΣQp·Pp or, by units, ΣQa ÷ ΣQp:
	//
	//	Volume       (k − 1) × M
	//	Mix          ΣQa(Pp − Cp) − k × M
	//	Price        ΣQa(Pa − Pp)
	//	CostOfLines  −ΣQa(Ca − Cp)
	//	NewLines     the margin of lines that were not planned to sell any
	//	VendorMoney  of all of it
	//	OtherCost    roles and costs
	//
	// The planned profit and the parts are added up in this order, each sum rounded to the minor unit; a part is the
	// difference of two. All are undefined when k is: when nothing was planned to sell.
	ByUnits     bool                `json:"byUnits,omitempty"`
	Volume      decimal.NullDecimal `json:"volume"`
	Mix         decimal.NullDecimal `json:"mix"`
	Price       decimal.NullDecimal `json:"price"`
	CostOfLines decimal.NullDecimal `json:"costOfLines"`
	NewLines    decimal.NullDecimal `json:"newLines"`
	VendorMoney decimal.NullDecimal `json:"vendorMoney"`
	OtherCost   decimal.NullDecimal `json:"otherCost"`
	// Unreported are the closed months in which a line is unreported.
	Unreported []int `json:"unreported,omitempty"`
	// Reforecast is the forecast with every reported number in its place, new lines among the others of
	// their kind (as resales, rebates and running costs). The pay of a sales role is its
	// actual cost, and its commission of the month 0. Totals, marketing funds, tax and cash follow;
	// quantities that are not reported, and all that is not, stay as they were planned.
	Reforecast Statement `json:"reforecast"`
}

// Verify sets what closed months have brought beside the plan, tells where the difference
// comes from, and forecasts anew.
//
// The error is a [*partnermath.ValidationError] with paths below "case" and "actuals":
// faults of each; a month after Through, or a Through after the last; a line that stands twice in a
// month; numbers that are not those of its line; and more lines with the new ones than a case may have.
func Verify(c Case, a Actuals) (Verification, error) { return Verification{}, errStub }

// Validate returns a [*partnermath.ValidationError] that lists every rule that the actuals
// break by themselves.
func (a Actuals) Validate() error { return errStub }
