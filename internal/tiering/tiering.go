// Package tiering pays a measure by a tier table: in slices, one for each tier that
// pays, or at a rate between two points; exact, for the caller to round.
package tiering

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Table is a tier table whose thresholds are multiplied by Base, such as a baseline
// that they are shares of. It expects valid Tiers and a Base of at least 0; [New] sets 1.
type Table struct {
	partnermath.Tiers
	Base decimal.Decimal
}

// New returns the table with its thresholds as they are.
func New(tiers partnermath.Tiers) Table { return Table{tiers, decimal.New(1, 0)} }

// From returns where step i begins: its threshold × Base.
func (t Table) From(i int) decimal.Decimal { return t.Base.Mul(t.Steps[i].From.Decimal) }

// Reached returns how many steps a measure reaches, which are the first ones.
func (t Table) Reached(measure decimal.Decimal) int {
	for i := range t.Steps {
		c := measure.Cmp(t.From(i))
		if c < 0 || c == 0 && t.Boundary == partnermath.BoundaryUpper {
			return i
		}
	}
	return len(t.Steps)
}

// Slice is what one step pays on the part of the measure that it is for.
type Slice struct {
	Step            int
	Measure, Amount decimal.Decimal
}

// Pay returns what each of the first reached steps pays on a measure P:
//
//	stepped  rate × max(0, min(P, end) - from) + flat
//	rolling  rate × min(P, end) + flat
//	total    rate × P + flat
//	whole    rate × P + flat, the last of them only
//
// where end is the beginning of the next step, and rate the rate or the amount per
// unit. There are none when P ≤ 0.
func (t Table) Pay(reached int, measure decimal.Decimal) []Slice {
	if !measure.IsPositive() || reached == 0 {
		return nil
	}
	first := 0
	if t.Method == partnermath.MethodWhole {
		first = reached - 1
	}
	slices := make([]Slice, 0, reached-first)
	for i := first; i < reached; i++ {
		on := measure
		if i+1 < len(t.Steps) && (t.Method == partnermath.MethodStepped || t.Method == partnermath.MethodRolling) {
			on = decimal.Min(on, t.From(i+1))
		}
		if t.Method == partnermath.MethodStepped {
			on = decimal.Max(on.Sub(t.From(i)), decimal.Decimal{})
		}
		step := t.Steps[i]
		rate := given(step.Rate).Add(given(step.PerUnit))
		slices = append(slices, Slice{i, on, on.Mul(rate).Add(given(step.Flat))})
	}
	return slices
}

// given returns a number, 0 where there is none: one that is left out can hold anything.
func given(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}

// Zero returns what a measure of exactly 0 pays where it pays the flat amount of the
// first step, which begins at 0.
func (t Table) Zero() []Slice { return []Slice{{Amount: given(t.Steps[0].Flat)}} }

// Sum adds up slices.
func Sum(slices []Slice) decimal.Decimal {
	var sum decimal.Decimal
	for _, s := range slices {
		sum = sum.Add(s.Amount)
	}
	return sum
}

// Interpolate returns the rate at the attainment a = v ÷ target, exact, between two points
// that each have a rate at an attainment:
//
//	r1 + (r2 - r1)(a - a1) ÷ (a2 - a1)
//
// It is that of the last point above it, and none below the first. It expects a target
// above 0.
func Interpolate(points []partnermath.Step, v, target decimal.Decimal) (rate exact.Fraction, reached bool) {
	last := -1
	for i, p := range points {
		if v.GreaterThanOrEqual(target.Mul(p.From.Decimal)) {
			last = i
		}
	}
	if last < 0 {
		return exact.Fraction{}, false
	}
	a := points[last]
	rate = exact.NewFraction(a.Rate.Decimal, decimal.Decimal{})
	if last+1 == len(points) {
		return rate, true
	}
	b := points[last+1]
	rise := b.Rate.Decimal.Sub(a.Rate.Decimal).Mul(v.Sub(target.Mul(a.From.Decimal)))
	return rate.Add(exact.NewFraction(rise, target.Mul(b.From.Decimal.Sub(a.From.Decimal)))), true
}
