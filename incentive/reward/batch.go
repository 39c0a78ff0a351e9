package reward

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/finding"
)

// batch is a list of records that each have an id.
type batch struct {
	noun, path string
	len        int
	id         func(i int) string
	// check adds the faults of a record, with paths below it.
	check func(i int, own *partnermath.ValidationError)
	// same tells whether two sound records of one id say the same.
	same func(i, j int) bool
}

// sift returns the positions of the records that count, of copies that say the same the
// first, and how many copies were left out. A record that is faulty, and one of which
// there are copies that differ, is a fault or is set apart.
func (b *batch) sift(faults *partnermath.ValidationError, log *finding.Log, faulty partnermath.Faulty) (kept []int, repeated int) {
	apart := faulty == partnermath.FaultySetApart
	first := make(map[string]int, b.len)
	copies, differ := map[string]int{}, map[string]bool{}
	kept = make([]int, 0, b.len)
	var own partnermath.ValidationError
	for i := range b.len {
		if faults.Truncated {
			return nil, 0
		}
		id := b.id(i)
		if b.check(i, &own); len(own.Fields) > 0 {
			if apart {
				log.Add(ReasonFaulty, shownID(id))
				differ[id] = true
			} else {
				nameRecord(faults, fmt.Sprintf("%s[%d]", b.path, i), b.noun, id, &own)
			}
			own = partnermath.ValidationError{}
			continue
		}
		before, again := first[id]
		if !again {
			first[id] = i
			kept = append(kept, i)
			continue
		}
		copies[id]++
		if !b.same(before, i) {
			differ[id] = true
			if !apart {
				faults.Addf(fmt.Sprintf("%s[%d].id", b.path, i), "unique", "%s %.40q stands at %s[%d] with other content", b.noun, id, b.path, before)
			}
		}
	}
	kept = slices.DeleteFunc(kept, func(i int) bool {
		id := b.id(i)
		if !differ[id] {
			repeated += copies[id]
			return false
		}
		for range 1 + copies[id] {
			log.Add(ReasonCopiesDiffer, id)
		}
		return true
	})
	return kept, repeated
}

// shownID bounds an id that may be anything.
func shownID(id string) string {
	if check.ID(id) {
		return id
	}
	return fmt.Sprintf("%.40q", id)
}

// nameRecord merges the faults of a record, each with the id.
func nameRecord(faults *partnermath.ValidationError, path, noun, id string, own *partnermath.ValidationError) {
	if id != "" {
		for i := range own.Fields {
			own.Fields[i].Message += fmt.Sprintf(" (%s %.40q)", noun, id)
		}
	}
	faults.Merge(path, own)
}

func sameNull(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}
