package promotion

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/finding"
)

var saleNumber = check.Number{AtLeast: decimal.NewNullDecimal(decimal.New(-1, 15)), AtMost: maxRevenue}

func place(list string, i int, field string) string {
	return check.Place{List: list, Index: i, Field: field}.String()
}

// partner checks a partner and returns what it took part in and could have.
func (t *returnTally) partner(faults *partnermath.ValidationError, i int, p *ReturnPartner) taking {
	check.IDAt(faults, check.Place{List: "partners", Index: i, Field: "id"}, p.ID)
	var of taking
	for _, list := range [...]struct {
		field string
		ids   []string
		to    *[]int
	}{{"programs", p.Programs, &of.programs}, {"eligible", p.Eligible, &of.eligible}} {
		if !length(faults, place("partners", i, list.field), len(list.ids), 0, MaxList) {
			continue
		}
		for j, id := range list.ids {
			n, known := t.index[id]
			switch {
			case !known:
				faults.Addf(fmt.Sprintf("partners[%d].%s[%d]", i, list.field, j), "known", "must be one of the programs, got %.100q", id)
			case !slices.Contains(of.programs, n) && !slices.Contains(of.eligible, n):
				*list.to = append(*list.to, n)
			}
		}
	}
	return of
}

// sift returns the positions of the sales that count, each id once, and how many repeat
// another. A sale that is faulty, and one of which there are copies that differ, is a fault
// or is set apart.
func (t *returnTally) sift(faults *partnermath.ValidationError, log *finding.Log, sales []ReturnSale) (kept []int, repeated int) {
	apart := t.policy.Faulty == partnermath.FaultySetApart
	first, copies, differ := make(map[string]int, len(sales)), map[string]int{}, map[string]bool{}
	var own partnermath.ValidationError
	for i := range sales {
		s := &sales[i]
		if t.check(&own, s); len(own.Fields) > 0 {
			if apart {
				log.Add(FoundFaulty, shownID(s.ID))
				differ[s.ID] = true
			} else {
				for j := range own.Fields {
					own.Fields[j].Message += fmt.Sprintf(" (sale %.40q)", s.ID)
				}
				faults.Merge(fmt.Sprintf("sales[%d]", i), &own)
			}
			own = partnermath.ValidationError{}
			continue
		}
		before, again := first[s.ID]
		if !again {
			first[s.ID] = i
			kept = append(kept, i)
			continue
		}
		copies[s.ID]++
		if !sales[before].same(s) {
			differ[s.ID] = true
			if !apart {
				faults.Addf(place("sales", i, "id"), "unique", "sale %.40q stands at sales[%d] with other content", s.ID, before)
			}
		}
	}
	kept = slices.DeleteFunc(kept, func(i int) bool {
		id := sales[i].ID
		if !differ[id] {
			repeated += copies[id]
			return false
		}
		for range 1 + copies[id] {
			log.Add(FoundCopiesDiffer, id)
		}
		return true
	})
	return kept, repeated
}

func (t *returnTally) check(faults *partnermath.ValidationError, s *ReturnSale) {
	check.IDAt(faults, check.Place{Field: "id"}, s.ID)
	if _, known := t.partners[s.Partner]; !known {
		faults.Addf("partner", "known", "must be one of the partners, got %.100q", s.Partner)
	}
	quarterAt(faults, "quarter", s.Quarter)
	if s.Amount.Valid {
		if !saleNumber.Holds(s.Amount.Decimal) {
			saleNumber.Fault(faults, "amount", s.Amount.Decimal)
		} else if !fitsMoney(s.Amount.Decimal, t.policy.Currency) {
			money(faults, "amount", t.policy.Currency, s.Amount)
		}
	}
	if !length(faults, "programs", len(s.Programs), 0, MaxList) {
		return
	}
	for i, id := range s.Programs {
		if _, known := t.index[id]; !known {
			faults.Addf(fmt.Sprintf("programs[%d]", i), "known", "must be one of the programs, got %.100q", id)
		}
	}
	unique(faults, "programs", s.Programs, func(id string) string { return id })
}

func (s *ReturnSale) same(o *ReturnSale) bool {
	return s.Partner == o.Partner && s.Quarter == o.Quarter && slices.Equal(s.Programs, o.Programs) &&
		s.Amount.Valid == o.Amount.Valid && (!s.Amount.Valid || s.Amount.Decimal.Equal(o.Amount.Decimal))
}

// shownID bounds an id that may be anything.
func shownID(id string) string {
	if check.ID(id) {
		return id
	}
	return fmt.Sprintf("%.40q", id)
}
