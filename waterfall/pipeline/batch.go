package pipeline

import (
	"fmt"
	"slices"

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
	// same tells whether two sound records say the same.
	same func(i, j int) bool
}

// sift returns the positions of the records that count, of copies that say the same the
// first, and how many copies were left out. A record that is faulty, and one of which
// there are copies that differ, is a fault or is set apart.
func (b *batch) sift(faults *partnermath.ValidationError, log *finding.Log, faulty partnermath.Faulty) (kept []int, repeated int) {
	apart := faulty == partnermath.FaultySetApart
	first := make(map[string]int, b.len)
	kept = make([]int, 0, b.len)
	differ, copies := map[string]bool{}, map[string]int{}
	var own partnermath.ValidationError
	for i := range b.len {
		if faults.Truncated {
			return nil, 0
		}
		id := b.id(i)
		b.check(i, &own)
		if len(own.Fields) > 0 {
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
		switch {
		case !again:
			first[id] = i
			kept = append(kept, i)
			continue
		case b.same(before, i):
		case apart:
			differ[id] = true
		default:
			faults.Addf(fmt.Sprintf("%s[%d].id", b.path, i), "unique", "%s %.40q stands at %s[%d] with other content", b.noun, id, b.path, before)
		}
		copies[id]++
		repeated++
	}
	if len(differ) == 0 {
		return kept, repeated
	}
	kept = slices.DeleteFunc(kept, func(i int) bool {
		id := b.id(i)
		if !differ[id] {
			return false
		}
		for range 1 + copies[id] {
			log.Add(ReasonCopiesDiffer, id)
		}
		repeated -= copies[id]
		return true
	})
	return kept, repeated
}

// groupOf returns what is collected by an id, which it starts if need be.
func groupOf[T any](groups map[string]*T, id string) *T {
	g := groups[id]
	if g == nil {
		g = new(T)
		groups[id] = g
	}
	return g
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
