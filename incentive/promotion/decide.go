package promotion

import "github.com/partnermath/partnermath"

// Desk decides proposals on one menu. It may be shared between goroutines. A zero Desk
// returns an error.
type Desk struct {
	menu Menu
}

// Compile returns the desk of a menu, of which it keeps a copy. The error is that of
// Menu.Validate, with paths below "menu".
func Compile(m Menu) (*Desk, error) { return nil, todo() }

// Decide decides a proposal, see the package comment. It is Compile and Desk.Decide in
// one.
func Decide(m Menu, p Proposal, b Baseline) (Decision, error) { return Decision{}, todo() }

// Decide decides a proposal with the vendor's baseline. The error is a
// [*partnermath.ValidationError], for a proposal or a baseline that is not valid, another
// currency than that of the menu, and an amount with more decimals than it. What lies outside
// the menu is no error: it is returned, with the menu's limit.
func (d *Desk) Decide(p Proposal, b Baseline) (Decision, error) { return Decision{}, todo() }

// Simulate works a proposal out at other levels and attainments. The error is that of
// [Decide], and one for axes that are not valid, a level that is not on the menu, and a
// proposal without a payout of the menu or one goal of money.
func Simulate(m Menu, p Proposal, b Baseline, axes Axes) (Grid, error) { return Grid{}, todo() }

// Verify sets what was reached beside what was proposed. The error is that of [Decide], and
// one for an actual that is not valid, and a proposal without a payout of the menu or one
// goal of money.
func Verify(m Menu, p Proposal, b Baseline, a Actual) (Verification, error) {
	return Verification{}, todo()
}

// CompareModels compares two models over the same partners. The error is a
// [*partnermath.ValidationError], for models or a partner that are not valid, a partner that is given twice,
// and a tier that is not known.
func CompareModels(m Models, partners []ModelPartner) (ModelComparison, error) {
	return ModelComparison{}, todo()
}

// MeasureReturn tells what programs returned. The error is a [*partnermath.ValidationError],
// for a policy or a partner that is not valid, a partner that is given twice, a program that is
// not known, and, unless the policy sets them apart, a sale that is not valid or of a
// partner that is not known, and copies of a sale that differ.
func MeasureReturn(p ReturnPolicy, partners []ReturnPartner, sales []ReturnSale) (ReturnReport, error) {
	return ReturnReport{}, todo()
}

func todo() error {
	var faults partnermath.ValidationError
	faults.Add("", "invalid", "is not written yet")
	return faults.Err()
}
