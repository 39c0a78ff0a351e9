package mdf

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// bySubmission lists requests or claims by submission, then id.
func bySubmission[T any](all []T, key func(*T) (submitted partnermath.Date, id string)) []*T {
	sorted := make([]*T, len(all))
	for i := range all {
		sorted[i] = &all[i]
	}
	slices.SortFunc(sorted, func(a, b *T) int {
		onA, idA := key(a)
		onB, idB := key(b)
		return cmp.Or(onA.Compare(onB), strings.Compare(idA, idB))
	})
	return sorted
}

func checkDesk(p *Program, l *Ledger, partners []Partner, requests []Request) error {
	var faults partnermath.ValidationError
	faults.Merge("program", p.Validate())
	for i := range partners {
		faults.Merge(fmt.Sprintf("partners[%d]", i), partners[i].Validate())
	}
	for i := range requests {
		faults.Merge(fmt.Sprintf("requests[%d]", i), requests[i].Validate())
	}
	if len(faults.Fields) > 0 {
		return faults.Err()
	}
	l.fits(&faults, p)
	unique(&faults, "partners[%d].id", partners, func(p Partner) string { return p.ID })
	known := map[string]bool{}
	for i := range partners {
		known[partners[i].ID] = true
	}
	unique(&faults, "requests[%d].id", requests, func(r Request) string { return r.ID })
	for i := range requests {
		if !known[requests[i].Partner] {
			faults.Addf(fmt.Sprintf("requests[%d].partner", i), "known", "must be one of the partners, got %.100q", requests[i].Partner)
		}
		faults.Merge(fmt.Sprintf("requests[%d]", i), requests[i].fits(p))
	}
	return faults.Err()
}

// fits checks a ledger that is decided with.
func (l *Ledger) fits(faults *partnermath.ValidationError, p *Program) {
	p.matches(faults, "ledger.currency", l.Currency)
	unique(faults, "ledger.positions[%d].partner", l.Positions, func(p Position) string { return p.Partner })
	for i := range l.Positions {
		f := &l.Positions[i].Funds
		amounts := [...]decimal.Decimal{
			f.Accrued, f.Granted, f.Adjusted, f.Reinstated, f.Recovered, f.Paid, f.Converted, f.Forfeited,
			f.Reserved, f.Available, f.Owed, f.Balance,
		}
		for j, field := range [len(amounts)]string{
			"accrued", "granted", "adjusted", "reinstated", "recovered", "paid", "converted", "forfeited",
			"reserved", "available", "owed", "balance",
		} {
			new(check.Number).Check(faults, check.Place{List: "ledger.positions", Index: i, Field: field}, amounts[j])
		}
	}
}
