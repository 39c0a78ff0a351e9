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

// Validate returns a [*partnermath.ValidationError] that lists every rule the partner breaks
// for itself: ids that are none and lists that are too long.
func (p ReturnPartner) Validate() error {
	var faults partnermath.ValidationError
	p.check(&faults, check.Place{})
	return faults.Err()
}

func (p *ReturnPartner) check(faults *partnermath.ValidationError, at check.Place) {
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("id"), p.ID)
	programIDs(faults, field("programs"), p.Programs)
	programIDs(faults, field("eligible"), p.Eligible)
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the sale breaks for
// itself: ids that are none or given twice, a quarter that is absent, and an amount out of bounds.
func (s ReturnSale) Validate() error {
	var faults partnermath.ValidationError
	s.check(&faults, "")
	return faults.Err()
}

func (s *ReturnSale) check(faults *partnermath.ValidationError, currency string) {
	check.IDAt(faults, check.Place{Field: "id"}, s.ID)
	check.IDAt(faults, check.Place{Field: "partner"}, s.Partner)
	quarterAt(faults, "quarter", s.Quarter)
	saleNumber.CheckNull(faults, check.Place{Field: "amount"}, s.Amount)
	moneyAt(faults, check.Place{Field: "amount"}, currency, s.Amount)
	programIDs(faults, check.Place{Field: "programs"}, s.Programs)
}

func programIDs(faults *partnermath.ValidationError, at check.Place, all []string) {
	if length(faults, at.String(), len(all), 0, MaxList) {
		ids(faults, at.String(), all)
	}
}

// read returns what a partner, a sound one, took part in and could have.
func (t *returnTally) read(faults *partnermath.ValidationError, i int, p *ReturnPartner) taking {
	of := taking{
		programs: t.known(faults, check.Place{List: "partners", Index: i, Field: "programs"}, p.Programs),
		eligible: t.known(faults, check.Place{List: "partners", Index: i, Field: "eligible"}, p.Eligible),
	}
	of.eligible = slices.DeleteFunc(of.eligible, of.took)
	return of
}

// known returns the positions of programs, in their order.
func (t *returnTally) known(faults *partnermath.ValidationError, at check.Place, ids []string) []int {
	var all []int
	for i, id := range ids {
		n, known := t.index[id]
		if !known {
			faults.Addf(fmt.Sprintf("%s[%d]", at, i), "known", "must be one of the programs, got %.100q", id)
			continue
		}
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

func (t *taking) took(n int) bool {
	_, found := slices.BinarySearch(t.programs, n)
	return found
}

func (t *taking) could(n int) bool {
	_, found := slices.BinarySearch(t.eligible, n)
	return found
}

// sift returns the positions of the sales that count, each id once, and how many repeat
// another. A sale that is faulty, and one of which there are copies that differ, is a fault
// or is set apart.
func (t *returnTally) sift(faults *partnermath.ValidationError, log *finding.Log, sales []ReturnSale) (kept []int, repeated int) {
	apart := t.policy.Faulty == partnermath.FaultySetApart
	first, copies, differ := make(map[string]int, len(sales)), map[string]int{}, map[string]bool{}
	var own partnermath.ValidationError
	for i := range sales {
		if faults.Truncated {
			return nil, 0
		}
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
				faults.Addf(fmt.Sprintf("sales[%d].id", i), "unique", "sale %.40q stands at sales[%d] with other content", s.ID, before)
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

// check checks a sale for itself and, if that is sound, what it names.
func (t *returnTally) check(faults *partnermath.ValidationError, s *ReturnSale) {
	s.check(faults, t.policy.Currency)
	if len(faults.Fields) > 0 {
		return
	}
	if _, known := t.partners[s.Partner]; !known {
		faults.Addf("partner", "known", "must be one of the partners, got %.100q", s.Partner)
	}
	for i, id := range s.Programs {
		if _, known := t.index[id]; !known {
			faults.Addf(fmt.Sprintf("programs[%d]", i), "known", "must be one of the programs, got %.100q", id)
		}
	}
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
