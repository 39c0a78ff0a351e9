package pricing

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/finding"
)

// record is a claim or a movement.
type record[T any] interface {
	*T
	name() string
	same(*T) bool
}

// batch are records that each have an id.
type batch[T any] struct {
	noun, path string
	faulty     partnermath.Faulty
	// check adds the faults of a record, with paths below it.
	check func(*partnermath.ValidationError, *T)
}

// sift returns the records that count, each once. One that is faulty, and one of which
// there are copies that are faulty or differ, is a fault or is set apart.
func sift[T any, R record[T]](b *batch[T], records []T, faults *partnermath.ValidationError, log *finding.Log) []*T {
	if len(records) > MaxRecords {
		faults.Addf(b.path, "length", "must have a length of at most %d, got %d", MaxRecords, len(records))
		return nil
	}
	apart := b.faulty == partnermath.FaultySetApart
	kept, first := make([]*T, 0, len(records)), make(map[string]int, len(records))
	copies, conflicts := map[string]int{}, map[string]bool{}
	var own partnermath.ValidationError
	for i := range records {
		if faults.Truncated {
			return nil
		}
		r := R(&records[i])
		id := r.name()
		if b.check(&own, r); len(own.Fields) > 0 {
			if apart {
				log.Add(FoundFaulty, shownID(id))
				conflicts[id] = true
			} else {
				b.report(faults, i, id, &own)
			}
			own = partnermath.ValidationError{}
			continue
		}
		before, again := first[id]
		if !again {
			first[id] = i
			kept = append(kept, r)
			continue
		}
		copies[id]++
		switch {
		case r.same(&records[before]):
		case apart:
			conflicts[id] = true
		default:
			faults.Addf(fmt.Sprintf("%s[%d].id", b.path, i), "unique", "%s %.40q is also %s[%d], with other content", b.noun, id, b.path, before)
		}
	}
	kept = slices.DeleteFunc(kept, func(r *T) bool { return conflicts[R(r).name()] })
	for id := range first {
		switch {
		case conflicts[id]:
			for range 1 + copies[id] {
				log.Add(FoundConflict, id)
			}
		case copies[id] > 0:
			log.Add(FoundDuplicate, id)
		}
	}
	return kept
}

// report merges the faults of a record, each with its id.
func (b *batch[T]) report(faults *partnermath.ValidationError, i int, id string, own *partnermath.ValidationError) {
	for f := range own.Fields {
		own.Fields[f].Message += fmt.Sprintf(" (%s %.40q)", b.noun, id)
	}
	faults.Merge(fmt.Sprintf("%s[%d]", b.path, i), own)
}

// shownID bounds an id that may be anything.
func shownID(id string) string {
	if check.ID(id) {
		return id
	}
	return fmt.Sprintf("%.40q", id)
}

func sameNull(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || a.Decimal.Equal(b.Decimal))
}

// required adds a fault for what a record lacks, and leftOut for what nothing reads.
func required(faults *partnermath.ValidationError, field string, given bool) {
	if !given {
		faults.Add(field, "required", "must be given")
	}
}

func leftOut(faults *partnermath.ValidationError, field string, given bool, what string) {
	if given {
		faults.Addf(field, "empty", "is not read for %s and must be left out", what)
	}
}
