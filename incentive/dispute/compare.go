// Package dispute tells what changed between two statements of one partner and period: for
// a disputed payout, for a partner's own calculation, and to try an amendment of a program
// before it is published.
//
//	compare two statements     [Compare] → [Comparison]
//
// # A partner's own calculation
//
// Settle the partner's records by the same program, and compare. Of a partner that sends no more
// than what it expects of each record, write a statement that has Partner, Period and Earned, and
// lines that have Sale and Earned. A measure or a factor of a line that only one of the two states
// is not compared; what is not stated of the other figures counts as 0.
//
// # An adjustment, line by line
//
// An incentive.Adjustment tells what a period came to before and after what is known since. For
// its lines, settle the period once more, without what was settled and with GraceDays that reach
// asOf, and compare the statement of then with that. Who takes part and what the budget leaves are
// then decided anew.
package dispute

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/check"
)

// Comparison is what changed between two statements of a partner and a period: the vendor's and the
// partner's own, before and after a correction, under a program and under an amendment of it.
type Comparison struct {
	Partner string             `json:"partner"`
	Period  partnermath.Period `json:"period"`
	// Lines are the records whose lines differ, those of before in their order and then
	// those that are only in after. Their changes add up to that of Earned.
	Lines []Difference `json:"lines"`
	// Figures are the figures of the statements that differ, in their order, each named
	// as in JSON: "qualifying", "payout", "earned", "payable".
	Figures []Difference `json:"figures"`
}

// Difference is one of them.
type Difference struct {
	// ID is the record, "" for the line without a sale, or the name of the figure.
	ID string `json:"id"`
	// Reason is why, for a line: DiffAdded or DiffRemoved, or the first of the others, in
	// their order, that holds.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Before and After are what the line earns, or the figure; undefined where there is
	// none. Change is After - Before, an undefined one counting as 0.
	Before decimal.NullDecimal `json:"before"`
	After  decimal.NullDecimal `json:"after"`
	Change decimal.Decimal     `json:"change"`
}

// Why a line differs.
const (
	DiffAdded       partnermath.Reason = "added"
	DiffRemoved     partnermath.Reason = "removed"
	DiffReason      partnermath.Reason = "reason-changed"      // it counts in one of them only, or fails for another reason
	DiffMeasure     partnermath.Reason = "measure-changed"     // what it counts
	DiffMultipliers partnermath.Reason = "multipliers-changed" // what applies to it
	DiffPayout      partnermath.Reason = "payout-changed"      // its part of a payout that changed: by a tier, a gate or a cap
)

// Compare tells what changed between two statements, line by line with the reason, and
// in the figures. Statements come from incentive.Settle, or from whoever settles for itself;
// those of a Tally name no sales, so they have no lines to compare.
//
// The error is a [*partnermath.ValidationError] when they are of two partners or
// periods, or name a sale twice.
func Compare(before, after incentive.Statement) (Comparison, error) {
	var faults partnermath.ValidationError
	at := check.Record{ValidationError: &faults}
	at.FaultIf(before.Partner != after.Partner, "after.partner", "match", "must be that of before, %.40q, got %.40q", before.Partner, after.Partner)
	at.FaultIf(before.Period != after.Period, "after.period", "match", "must be that of before, %s, got %s", before.Period, after.Period)
	old, now := linesByID(&faults, "before", before.Lines), linesByID(&faults, "after", after.Lines)
	faults.Merge("before", bounded(&before))
	faults.Merge("after", bounded(&after))
	if err := faults.Err(); err != nil {
		return Comparison{}, err
	}
	c := Comparison{Partner: before.Partner, Period: before.Period, Lines: []Difference{}, Figures: []Difference{}}
	for _, l := range before.Lines {
		m, there := now[l.Sale]
		switch reason := difference(&l, &m); {
		case !there:
			c.Lines = append(c.Lines, newDifference(l.Sale, DiffRemoved, null(l.Earned), decimal.NullDecimal{}))
		case reason != "":
			c.Lines = append(c.Lines, newDifference(l.Sale, reason, null(l.Earned), null(m.Earned)))
		}
	}
	for _, l := range after.Lines {
		if _, there := old[l.Sale]; !there {
			c.Lines = append(c.Lines, newDifference(l.Sale, DiffAdded, decimal.NullDecimal{}, null(l.Earned)))
		}
	}
	latest := figures(&after)
	for i, f := range figures(&before) {
		if !equal(f.value, latest[i].value) {
			c.Figures = append(c.Figures, newDifference(f.name, "", f.value, latest[i].value))
		}
	}
	return c, nil
}

func linesByID(faults *partnermath.ValidationError, path string, lines []incentive.SaleLine) map[string]incentive.SaleLine {
	all := make(map[string]incentive.SaleLine, len(lines))
	for i, l := range lines {
		if _, again := all[l.Sale]; again {
			faults.Addf(fmt.Sprintf("%s.lines[%d].sale", path, i), "unique", "must not be given twice, got %.40q again", l.Sale)
		}
		all[l.Sale] = l
	}
	return all
}

func newDifference(id string, reason partnermath.Reason, before, after decimal.NullDecimal) Difference {
	return Difference{ID: id, Reason: reason, Before: before, After: after, Change: given(after).Sub(given(before))}
}

// difference returns why two lines of a sale differ.
func difference(l, m *incentive.SaleLine) partnermath.Reason {
	switch {
	case l.Reason != m.Reason:
		return DiffReason
	case differ(l.Qualifying, m.Qualifying) || differ(l.PaidOn, m.PaidOn):
		return DiffMeasure
	case differ(l.Factor, m.Factor) || l.Factor.Valid == m.Factor.Valid && !slices.Equal(l.Multipliers, m.Multipliers):
		return DiffMultipliers
	case !l.Earned.Equal(m.Earned):
		return DiffPayout
	}
	return ""
}

// differ tells that two figures are stated, and differ.
func differ(a, b decimal.NullDecimal) bool { return a.Valid && b.Valid && !equal(a, b) }

func equal(a, b decimal.NullDecimal) bool { return a.Valid == b.Valid && given(a).Equal(given(b)) }

type figure struct {
	name  string
	value decimal.NullDecimal
}

// figures returns the figures of a statement in their order.
func figures(s *incentive.Statement) []figure {
	adjusted := decimal.Decimal{}
	for _, a := range s.Adjustments {
		adjusted = adjusted.Add(a.Amount)
	}
	return []figure{
		{"qualifying", null(s.Qualifying)},
		{"paidOn", null(s.PaidOn)},
		{"baseline", s.Baseline},
		{"target", s.Target},
		{"payout", null(s.Payout)},
		{"multiplied", null(s.Multiplied)},
		{"earned", null(s.Earned)},
		{"topUp", null(s.TopUp)},
		{"awarded", null(s.Awarded)},
		{"repaid", null(s.Repaid)},
		{"owed", null(s.Owed)},
		{"carriedIn", null(s.CarriedIn)},
		{"adjustedBefore", null(s.AdjustedBefore)},
		{"adjustments", null(adjusted)},
		{"paidBefore", null(s.PaidBefore)},
		{"lapsedBefore", null(s.LapsedBefore)},
		{"payable", null(s.Payable)},
		{"carriedOut", null(s.CarriedOut)},
		{"lapsed", null(s.Lapsed)},
		{"effectiveRate", s.EffectiveRate},
	}
}

// bounded checks the numbers of a statement that may come from anywhere before it is computed with.
func bounded(s *incentive.Statement) error {
	var faults partnermath.ValidationError
	for i, a := range s.Adjustments {
		check.Published(check.Record{ValidationError: &faults, List: "adjustments", Index: i}, "amount", null(a.Amount), -partnermath.MinExponent)
	}
	if len(faults.Fields) > 0 {
		return faults.Err()
	}
	for i := range s.Lines {
		l, at := &s.Lines[i], check.Record{ValidationError: &faults, List: "lines", Index: i}
		for _, f := range [...]figure{{"earned", null(l.Earned)}, {"qualifying", l.Qualifying}, {"paidOn", l.PaidOn}, {"factor", l.Factor}} {
			check.Published(at, f.name, f.value, -partnermath.MinExponent)
		}
	}
	for _, f := range figures(s) {
		check.Published(check.Record{ValidationError: &faults}, f.name, f.value, -partnermath.MinExponent)
	}
	return faults.Err()
}

func null(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// given returns a number, 0 where there is none: one that is left out can hold anything.
func given(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}
