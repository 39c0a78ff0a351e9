package reward

import (
	"cmp"
	"slices"

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
// rounded to the minor unit, the organisation having the rest of what the rep has not. What is
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
	rank := ranks(kept, book.Deals)
	organisations, reps, total := newTally(t.places), newTally(t.places), row{}
	rows := make([]struct{ org, rep int }, len(kept))
	w := walk{terms: &t, purse: purse{decimals: t.places}, asOf: asOf, log: &log}
	// Deals are settled in the order in which they lie in memory, and listed by id.
	for _, i := range kept {
		at := rank[i]
		deal := &s.Deals[at]
		org, rep := w.settle(deal, &book.Deals[i])
		rows[at].org = organisations.add(deal.Partner, deal.Status, &org)
		if deal.Rep != "" {
			rows[at].rep = reps.add(deal.Rep, deal.Status, &rep)
		}
		both := org.plus(rep)
		total.add(deal.Status, &both)
	}
	for at := range s.Deals {
		deal := &s.Deals[at]
		organisations.list(rows[at].org, deal, &deal.ForOrganisation)
		if deal.Rep != "" {
			reps.list(rows[at].rep, deal, &deal.ForRep)
		}
	}
	s.Organisations, s.Reps = organisations.statements(), reps.statements()
	s.Total = total.sums(t.places)
	s.Findings = log.Findings()
	return s, nil
}

// ranks returns the place by id of each deal that is kept.
func ranks(kept []int, deals []Deal) []int {
	byID := slices.Clone(kept)
	slices.SortFunc(byID, func(i, j int) int { return cmp.Compare(deals[i].ID, deals[j].ID) })
	rank := make([]int, len(deals))
	for at, i := range byID {
		rank[i] = at
	}
	return rank
}
