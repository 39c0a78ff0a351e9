package reward

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Timetable is what a deal would pay at each milestone.
type Timetable struct {
	Program  string `json:"program"`
	Currency string `json:"currency"`
	// Steps are the milestones in order, on no day. Their amounts add up to the Counted of
	// each.
	Steps []Step `json:"steps"`
}

// Schedule tells before a deal begins what it would pay at each milestone, in share and in
// money, at a margin and a base that stay as they are:
//
//	earned = round(share × min(margin, round(cap rate × base)))
//
// and amount, rep and organisation as the package says. The margin must be given, and the
// base where the program has a cap rate; each is from 0 to 10^13, with no more decimals than
// the currency. The base is not used without a cap rate. The steps are those of a deal with a
// rep.
//
// The error is a [*partnermath.ValidationError] that lists every rule that program, margin
// and base break, with paths below "program", "margin" and "base".
func Schedule(program Program, margin, base decimal.NullDecimal) (Timetable, error) {
	var faults partnermath.ValidationError
	faults.Merge("program", program.Validate())
	money := moneyOf(minorUnits(program.Currency))
	money.Require(&faults, check.Place{Field: "margin"}, margin)
	if program.CapRate.Valid {
		money.Require(&faults, check.Place{Field: "base"}, base)
	} else {
		money.CheckNull(&faults, check.Place{Field: "base"}, base)
	}
	if err := faults.Err(); err != nil {
		return Timetable{}, err
	}
	t := termsOf(&program)
	r := run{terms: &t, purse: &purse{decimals: t.places}, repShare: t.repShare, margin: t.minor(margin), base: t.minor(base)}
	timetable := Timetable{Program: program.ID, Currency: program.Currency, Steps: make([]Step, len(t.shares))}
	for k, m := range program.Milestones {
		timetable.Steps[k] = Step{Milestone: m.ID, Share: m.Share}
		r.reach(&timetable.Steps[k], k)
	}
	return timetable, nil
}
