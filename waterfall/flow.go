package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// flow is what is at a stage, by period, exactly: weights[t] × factor. The last
// weight is what falls outside the horizon. Conversions go into the factor, so
// that they are multiplied once and not for every period.
type flow struct {
	weights []decimal.Decimal
	all     decimal.Decimal // the sum of the weights
	factor  exact.Fraction
}

func newFlow(periods int) flow {
	return flow{weights: make([]decimal.Decimal, periods+1), factor: exact.NewFraction(one, one)}
}

// enter adds demand in a period. The weights take the numerator of the factor in,
// so that the new count needs its denominator only.
func (w *flow) enter(period int, count decimal.Decimal) {
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

// pass takes the flow from one stage to the next. A lag moves weights, and what it
// does not sum to 1 goes outside, so their sum stays.
func (w *flow) pass(s *FunnelStage) {
	w.factor = s.through(w.factor)
	if len(s.Lag) == 0 {
		return
	}
	last := len(w.weights) - 1
	inside := w.all.Sub(w.weights[last])
	w.shift(s.Lag, one)
	never := one.Sub(decimal.Sum(decimal.Decimal{}, s.Lag...))
	w.weights[last] = w.weights[last].Add(inside.Mul(never))
}

// shift moves each weight by the periods of a lag, in shares of it. What is outside
// stays there, times a factor.
func (w *flow) shift(lag []decimal.Decimal, outside decimal.Decimal) {
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

// volume returns the whole flow, outside the horizon included.
func (w *flow) volume() exact.Fraction { return w.factor.Mul(w.all) }

// split divides a published whole among the periods, and what is outside, in
// proportion to the flow.
func (w *flow) split(whole decimal.Decimal, places int32) []decimal.Decimal {
	if parts := exact.Allocate(whole, w.weights, places); parts != nil {
		return parts
	}
	return make([]decimal.Decimal, len(w.weights)) // nothing flows
}
