package profit

import "github.com/shopspring/decimal"

// VendorSide is what the vendor earns and spends on what a partner sells. The zero
// VendorSide is not valid.
type VendorSide struct {
	// Lines are products and recurring lines of the statement, each at most once.
	Lines []VendorLine `json:"lines" validate:"min=1,max=80,dive"`
	// Cost is what the vendor spends on this partner beside what the statement shows:
	// people, training, systems.
	Cost decimal.NullDecimal `json:"cost,omitzero" validate:"required,bounds,atleast=0,atmost=100000000000000"`
	// Shares are the parts of the margin that would not have come without the partner.
	Shares []decimal.NullDecimal `json:"shares,omitempty" validate:"max=20,dive,required,bounds,atleast=0,atmost=1,digits=9 8"`
}

// VendorLine is what the vendor earns on a line. The zero VendorLine is not valid.
type VendorLine struct {
	ID string `json:"id" validate:"id"`
	// MarginRate is of what the partner pays for the line, its product or recurring cost;
	// MarginPerUnit is of its units, for a recurring line of its base of each month. One of the two
	// is given; what the vendor pays for an agency or a referral is not taken off.
	MarginRate    decimal.NullDecimal `json:"marginRate,omitzero" validate:"omitempty,bounds,atleast=-1,atmost=1,digits=9 8"`
	MarginPerUnit decimal.NullDecimal `json:"marginPerUnit,omitzero" validate:"omitempty,bounds,atleast=-1000000000000,atmost=1000000000000,digits=18 6"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule that it breaks by itself.
func (v VendorSide) Validate() error { return errStub }

// VendorReturn is what a partner brings its vendor.
type VendorReturn struct {
	Case     string `json:"case"`
	Currency string `json:"currency"`
	// Margin is the vendor's, the sum over the lines, each rounded to the minor unit.
	Margin decimal.Decimal `json:"margin"`
	// Fees are the revenue of products without a cost: what the vendor pays for agency and
	// referral. VendorMoney is that of the statement: rebates, registration margin, marketing
	// funds. ProgramCost is the two and the other cost.
	Fees        decimal.Decimal `json:"fees"`
	VendorMoney decimal.Decimal `json:"vendorMoney"`
	ProgramCost decimal.Decimal `json:"programCost"`
	// Shares are in the order given.
	Shares []VendorShare `json:"shares,omitempty"`
	// ZeroShare is the share at which nothing is left, ProgramCost ÷ Margin with 4 decimals; above 1 where
	// the whole margin does not pay for the program, undefined without a margin above 0.
	ZeroShare decimal.NullDecimal `json:"zeroShare"`
}

// VendorShare is what is left when a share of the margin is due to the partner.
type VendorShare struct {
	Share decimal.Decimal `json:"share"`
	// Margin is round(share × margin), Return margin − program cost, MarginROI return ÷ program
	// cost with 4 decimals, undefined without a cost.
	Margin    decimal.Decimal     `json:"margin"`
	Return    decimal.Decimal     `json:"return"`
	MarginROI decimal.NullDecimal `json:"marginROI"`
}

// MeasureVendor tells what a vendor gets from the plan of a partner, at several shares
// of it that would not have come without.
//
// The error is a [*partnermath.ValidationError] with paths below "statement" (as for [Measure]) and
// "side": its faults, and rule "known" for a line that the statement does not have, or has no cost
// for a rate to be of, naming those that do.
func MeasureVendor(s Statement, side VendorSide) (VendorReturn, error) {
	return VendorReturn{}, errStub
}
