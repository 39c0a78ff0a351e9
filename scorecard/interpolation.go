package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// interpolation is the same as the integers of measure, for numbers of any size.
// Numbers that the question does not state are not valid.
type interpolation struct {
	min, max, step decimal.NullDecimal
	from, to       decimal.Decimal
	bands          []decimal.Decimal
}

// read returns the score of a number, or what is wrong with it. It takes its time and
// some memory.
func (w *interpolation) read(bands *choices, n decimal.Decimal) (Score, problem) {
	if (w.min.Valid && n.LessThan(w.min.Decimal)) || (w.max.Valid && n.GreaterThan(w.max.Decimal)) {
		return 0, outOfRange
	}
	if w.step.Valid && !exact.IsMultiple(n.Sub(w.min.Decimal), w.step.Decimal) {
		return 0, offStep
	}
	if len(w.bands) > 0 {
		i := len(w.bands) - 1
		for i > 0 && n.LessThan(w.bands[i]) {
			i--
		}
		return bands.options[i].score, noProblem
	}
	part, span := n.Sub(w.from), w.to.Sub(w.from)
	if part.Sign()*span.Sign() <= 0 {
		return lowest, noProblem
	}
	if part.Abs().GreaterThanOrEqual(span.Abs()) {
		return highest, noProblem
	}
	scaled := exact.Ratio(part.Mul(decimal.NewFromInt(scoreRange)), span, 0)
	return lowest + Score(scaled.Decimal.IntPart()), noProblem
}

// limits says which numbers are accepted.
func (w *interpolation) limits() string {
	switch {
	case !w.max.Valid:
		return "at least " + w.min.Decimal.String()
	case !w.min.Valid:
		return "at most " + w.max.Decimal.String()
	}
	return "from " + w.min.Decimal.String() + " to " + w.max.Decimal.String()
}
