// Package tiering pays a measure by a tier table: in slices, one for each tier that
// pays, as exact fractions that the caller rounds.
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
	Base exact.Fraction
}

// New returns the table with its thresholds as they are.
func New(tiers partnermath.Tiers) Table { return Table{tiers, Whole(decimal.New(1, 0))} }

// Whole returns a number as a fraction.
func Whole(d decimal.Decimal) exact.Fraction { return exact.NewFraction(d, decimal.New(1, 0)) }

// Minus returns f - g.
func Minus(f, g exact.Fraction) exact.Fraction { return f.Add(g.Mul(decimal.New(-1, 0))) }

// Least returns the smaller of two fractions.
func Least(f, g exact.Fraction) exact.Fraction {
	if f.Cmp(g) <= 0 {
		return f
	}
	return g
}

// From returns where step i begins: its threshold × Base.
func (t Table) From(i int) exact.Fraction { return t.Base.Mul(t.Steps[i].From.Decimal) }

// Reached returns how many steps a measure reaches, which are the first ones.
func (t Table) Reached(measure exact.Fraction) int {
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
	Measure, Amount exact.Fraction
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
func (t Table) Pay(reached int, measure exact.Fraction) []Slice {
	if measure.Sign() <= 0 || reached == 0 {
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
			on = Least(on, t.From(i+1))
		}
		if t.Method == partnermath.MethodStepped {
			if on = Minus(on, t.From(i)); on.Sign() < 0 {
				on = exact.Fraction{}
			}
		}
		step := t.Steps[i]
		amount := on.Mul(step.Rate.Decimal.Add(step.PerUnit.Decimal)).Add(Whole(step.Flat.Decimal))
		slices = append(slices, Slice{i, on, amount})
	}
	return slices
}

// Zero returns what a measure of exactly 0 pays where it pays the flat amount of the
// first step, which begins at 0.
func (t Table) Zero() []Slice {
	return []Slice{{Amount: Whole(t.Steps[0].Flat.Decimal)}}
}

// Sum adds up slices.
func Sum(slices []Slice) exact.Fraction {
	var sum exact.Fraction
	for _, s := range slices {
		sum = sum.Add(s.Amount)
	}
	return sum
}
