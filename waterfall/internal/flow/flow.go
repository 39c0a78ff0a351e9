// Package flow is demand on its way through the stages of a funnel, period by period, exactly.
package flow

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Flow is what is at a stage, by period: weights[t] × factor. The last
// weight is what falls outside the horizon. Conversions go into the factor, so
// that they are multiplied once and not for every period.
type Flow struct {
	weights []decimal.Decimal
	all     decimal.Decimal // the sum of the weights
	factor  exact.Fraction
}

// A Conversion turns the volume of a stage into that of the next.
type Conversion func(exact.Fraction) exact.Fraction

var one = decimal.NewFromInt(1)

// New returns the flow of nothing over a horizon of periods.
func New(periods int) Flow {
	return Flow{weights: make([]decimal.Decimal, periods+1), factor: exact.NewFraction(one, one)}
}

// Weights returns what is in each period of the horizon, conversions aside.
func (w *Flow) Weights() []decimal.Decimal { return w.weights[:len(w.weights)-1] }

// Enter adds demand in a period. The weights take the numerator of the factor in,
// so that the new count needs its denominator only.
func (w *Flow) Enter(period int, count decimal.Decimal) {
	if num := w.factor.Num(); !num.Equal(one) {
		for t := range w.weights {
			w.weights[t] = w.weights[t].Mul(num)
		}
		w.all = w.all.Mul(num)
		w.factor = exact.NewFraction(one, w.factor.Den())
	}
	weight := count
	if den := w.factor.Den(); !den.Equal(one) {
		weight = count.Mul(den)
	}
	w.weights[period] = w.weights[period].Add(weight)
	w.all = w.all.Add(weight)
}

// Pass takes the flow from one stage to the next, at which lag[i] of it is i periods later; no lag is
// all in the same period. A lag moves weights, and what it does not sum to 1 goes outside, so their sum
// stays.
func (w *Flow) Pass(conversion Conversion, lag []decimal.Decimal) {
	w.factor = conversion(w.factor)
	if len(lag) == 0 {
		return
	}
	last := len(w.weights) - 1
	inside := w.all.Sub(w.weights[last])
	w.shift(lag, one)
	never := one.Sub(decimal.Sum(decimal.Decimal{}, lag...))
	w.weights[last] = w.weights[last].Add(inside.Mul(never))
}

// Back takes the flow from a stage to the one before, backward in time: of what is there, only
// Σ lag gets through, and lag[i] ÷ Σ lag of it was i periods earlier.
func (w *Flow) Back(conversion Conversion, lag []decimal.Decimal) {
	w.factor = conversion(w.factor)
	if len(lag) == 0 {
		return
	}
	sum := decimal.Sum(decimal.Decimal{}, lag...)
	w.shift(lag, sum)
	w.all = w.all.Mul(sum)
	w.factor = w.factor.Div(sum).Div(sum)
}

// shift moves each weight by the periods of a lag, in shares of it. What is outside
// stays there, times a factor.
func (w *Flow) shift(lag []decimal.Decimal, outside decimal.Decimal) {
	last := len(w.weights) - 1
	later := make([]decimal.Decimal, len(w.weights))
	later[last] = w.weights[last].Mul(outside)
	for t, weight := range w.weights[:last] {
		if weight.IsZero() {
			continue
		}
		for i, part := range lag {
			at := min(t+i, last)
			later[at] = later[at].Add(weight.Mul(part))
		}
	}
	w.weights = later
}

// Volume returns the whole flow, outside the horizon included.
func (w *Flow) Volume() exact.Fraction { return w.factor.Mul(w.all) }

// Split divides a published whole among the periods, and what is outside, in
// proportion to the flow.
func (w *Flow) Split(whole decimal.Decimal, places int32) []decimal.Decimal {
	if parts := exact.Allocate(whole, w.weights, places); parts != nil {
		return parts
	}
	return make([]decimal.Decimal, len(w.weights)) // nothing flows
}
