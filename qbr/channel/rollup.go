package channel

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// RollUp adds records of partners up: what the channel cost and returned in a period, by kind
// of spend, tier and region, in each currency and converted. The formulas stand at the fields
// of [Report]. Of copies of a record that say the same the first counts. A partner has one
// record of a quarter and currency: what it did in two tiers or regions is joined in one of
// them, or each part of it has an id of its own, such as "acme-emea", and is a partner by itself.
//
// The error is a [*partnermath.ValidationError] with paths below "policy" and "records": the
// faults of these, more than MaxRecords, a kind that is not in the policy, a partner that has
// two records of a quarter and currency with other content, an amount that is beyond 10^17
// minor units when it is converted, and a deal with another amount, quarter or currency than
// in another record, with a weight where others of its role have none, or with no weight
// above 0 in a role. A policy can set faulty records and such deals apart instead.
func RollUp(p Policy, records []Record) (Report, error) {
	var faults partnermath.ValidationError
	t, err := NewTally(p)
	faults.Merge("", err)
	if len(records) > MaxRecords {
		faults.Addf("records", "length", "must have a length of at most %d, got %d", MaxRecords, len(records))
		return Report{}, faults.Err()
	}
	b := batch{tally: t, faults: &faults, records: records, apart: p.Faulty == partnermath.FaultySetApart && t != nil}
	kept := b.sift()
	if err := faults.Err(); err != nil {
		return Report{}, err
	}
	deals := newBook(&b)
	for _, i := range kept {
		deals.add(i)
	}
	deals.judge()
	if err := faults.Err(); err != nil {
		return Report{}, err
	}
	for _, i := range kept {
		_ = t.read(&records[i]) // sound, as sift has seen
		deals.forget(i)
		t.add()
	}
	deals.settle()
	return t.publish(), nil
}

// batch is a list of records, and where its faults go.
type batch struct {
	tally   *Tally // nil without a sound policy
	faults  *partnermath.ValidationError
	records []Record
	apart   bool // faulty records are set apart
}

// sift returns the positions of the records that count.
func (b *batch) sift() (kept []int) {
	type key struct {
		partner string
		money
	}
	keyOf := func(r *Record) key { return key{r.Partner, money{r.Currency, r.Quarter}} }
	first, differ := make(map[key]int, len(b.records)), make(map[key]bool)
	sound := make([]int, 0, len(b.records)) // copies among them
	for i := range b.records {
		r := &b.records[i]
		if b.faults.Truncated {
			return nil
		}
		if !b.check(i) {
			continue
		}
		sound = append(sound, i)
		before, again := first[keyOf(r)]
		switch {
		case !again:
			first[keyOf(r)] = i
			kept = append(kept, i)
		case differ[keyOf(r)] || same(&b.records[before], r):
		case b.apart:
			differ[keyOf(r)] = true
		default:
			b.faults.Addf(fmt.Sprintf("records[%d].partner", i), "unique", "%.40q has another record of %s in %s, with other content, at records[%d]: join the two, or give each part of the partner, as in a region, an id",
				r.Partner, r.Quarter, r.Currency, before)
		}
	}
	if len(differ) == 0 {
		return kept
	}
	for _, i := range sound {
		if r := &b.records[i]; differ[keyOf(r)] {
			b.tally.findings.Add(ReasonCopiesDiffer, nameOf(r.Partner, r.Quarter, r.Currency))
		}
	}
	return slices.DeleteFunc(kept, func(i int) bool { return differ[keyOf(&b.records[i])] })
}

// check reports whether a record is sound, for itself where there is no policy.
func (b *batch) check(i int) bool {
	r := &b.records[i]
	var own *partnermath.ValidationError
	if b.tally != nil {
		own = b.tally.read(r)
	} else {
		own = new(reader).read(r)
	}
	switch {
	case len(own.Fields) == 0:
		return true
	case b.apart:
		b.tally.findings.Add(ReasonFaulty, nameOf(bounded(r.Partner), r.Quarter, bounded(r.Currency)))
	default:
		b.faults.Merge("", named(fmt.Sprintf("records[%d]", i), r, own))
	}
	return false
}

// same compares sound records, of which all is written.
func same(a, b *Record) bool {
	one, errOne := json.Marshal(a)
	other, errOther := json.Marshal(b)
	return errOne == nil && errOther == nil && bytes.Equal(one, other)
}

// bounded bounds an id that may be anything.
func bounded(id string) string {
	if check.ID(id) {
		return id
	}
	return fmt.Sprintf("%.40q", id)
}
