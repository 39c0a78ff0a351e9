package reward

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/finding"
)

// Settle tells what every deal of a book has earned by the end of the day asOf, what is
// pending and what was paid, and makes the statements of organisations and reps:
//
//	earned at a milestone = round(share × min(margin known then, cap)) − earned before
//	rep's part            = round(rep share × all that is earned) − rep's before
//	due                   = earned − paid
//
// in minor units, the organisation having the rest of what the rep has not. What is
// dated after asOf has not happened yet. How a deal ends, and what facts that contradict
// each other do, stands in the comment of the package.
//
// An approved deal that is not won before expires on its day; of an expiry and an end the
// earlier counts, on the same day the expiry. A milestone on the day of an end counts, one
// on the day of the expiry does not.
//
// The error is a [*partnermath.ValidationError] that lists every rule that program, book
// and asOf break, with paths below "program", "book" and "asOf". Where the program sets
// faulty deals apart, the settlement lists them instead.
func Settle(program Program, book Book, asOf partnermath.Date) (Settlement, error) {
	var faults partnermath.ValidationError
	var log finding.Log
	var t terms
	if err := program.Validate(); err != nil {
		faults.Merge("program", err)
	} else {
		t = termsOf(&program)
	}
	kept, repeated := book.read(&faults, &log, &program, t.milestones, "book.")
	if asOf.IsZero() {
		faults.Add("asOf", "required", "must be given")
	}
	if err := faults.Err(); err != nil {
		return Settlement{}, err
	}
	s := Settlement{
		Program: program.ID, Currency: program.Currency, AsOf: asOf,
		Deals: make([]DealReward, len(kept)), Repeated: repeated,
	}
	organisations, reps, total := newTally(t.places), newTally(t.places), row{}
	rows := make([]struct{ org, rep int }, len(kept))
	for at, i := range kept {
		rows[at].org, rows[at].rep = organisations.expect(book.Deals[i].Partner), reps.expect(book.Deals[i].Rep)
	}
	w := walk{terms: &t, purse: purse{decimals: t.places}, asOf: asOf, log: &log}
	for at, i := range kept {
		deal := &s.Deals[at]
		org, rep := w.settle(deal, &book.Deals[i])
		organisations.add(rows[at].org, deal, &org, &deal.ForOrganisation)
		if deal.Rep != "" {
			reps.add(rows[at].rep, deal, &rep, &deal.ForRep)
		}
		both := org.plus(rep)
		total.add(deal.Status, &both)
	}
	s.Organisations, s.Reps = organisations.statements(), reps.statements()
	s.Total = total.sums(t.places)
	s.Findings = log.Findings()
	return s, nil
}
