package answer

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// maxDigits and maxPlaces bound the numbers of answers and of the policy
// they are compared with, so that 64 bits hold nearly all of them in millionths.
const (
	maxDigits = 15
	maxPlaces = 6

	// DigitsMessage says what Fits asks.
	DigitsMessage = "must have at most 15 digits, of which at most 6 decimals"
)

// Fits reports whether a number, written out, has no more digits than an answer may
// have.
func Fits(d decimal.Decimal) bool {
	if _, small := exact.Int64(d, maxPlaces); small { // at most 10^12
		return exact.Fits(d, maxDigits, maxPlaces)
	}
	return exact.Fits(d, maxDigits, maxPlaces) && d.Abs().LessThan(decimal.New(1, maxDigits))
}

// Numbers are those that answer a question: from Min to Max in steps of Step from Min, as far as
// these are given. They score x = (n − From) ÷ (To − From), or where there are Bands, the score
// of the last band that begins at or below them.
type Numbers struct {
	Min, Max, Step decimal.NullDecimal
	From, To       decimal.Decimal
	Bands          []Band
}

// Band is the numbers from From, included, up to the next band.
type Band struct {
	From       decimal.Decimal
	Score      int64
	millionths int64
}

// score returns the score of a number of any size, or what is wrong with it.
func (g *Numbers) score(d decimal.Decimal) (int64, Problem) {
	switch {
	case g.Min.Valid && d.LessThan(g.Min.Decimal) || g.Max.Valid && d.GreaterThan(g.Max.Decimal):
		return 0, OutOfRange
	case g.Step.Valid && !exact.IsMultiple(d.Sub(g.Min.Decimal), g.Step.Decimal):
		return 0, OffStep
	}
	for i := len(g.Bands) - 1; i >= 0; i-- {
		if d.GreaterThanOrEqual(g.Bands[i].From) {
			return g.Bands[i].Score, OK
		}
	}
	part, span := d.Sub(g.From), g.To.Sub(g.From)
	if span.IsNegative() {
		part, span = part.Neg(), span.Neg()
	}
	part = decimal.Max(decimal.Min(part, span), decimal.Decimal{})
	hundredths := exact.Ratio(part.Mul(decimal.NewFromInt(scale.Span)), span, 0)
	return scale.Lowest + hundredths.Decimal.IntPart(), OK
}

// limits says which numbers are accepted.
func (g *Numbers) limits() string {
	switch {
	case !g.Max.Valid:
		return "at least " + g.Min.Decimal.String()
	case !g.Min.Valid:
		return "at most " + g.Max.Decimal.String()
	}
	return "from " + g.Min.Decimal.String() + " to " + g.Max.Decimal.String()
}

// possible returns the scores of the bands, or of the numbers between the floor and the target, in
// the steps of the scale or as fine as an answer may be.
func (g *Numbers) possible(tolerance int64) []coarse.Span {
	var spans []coarse.Span
	for _, b := range g.Bands {
		spans = append(spans, coarse.Span{Low: b.Score, High: b.Score})
	}
	if g.Bands != nil {
		return spans
	}
	low, high := decimal.Min(g.From, g.To), decimal.Max(g.From, g.To)
	wide := high.Sub(low)
	if g.Min.Valid {
		low, high = decimal.Max(low, g.Min.Decimal), decimal.Max(high, g.Min.Decimal)
	}
	if g.Max.Valid {
		low, high = decimal.Min(low, g.Max.Decimal), decimal.Min(high, g.Max.Decimal)
	}
	step := g.Step.Decimal
	if !g.Step.Valid {
		whole := decimal.Max(low.Abs(), high.Abs()).Truncate(0).NumDigits()
		step = decimal.New(1, -int32(max(0, min(maxPlaces, maxDigits-whole))))
	}
	of := func(n decimal.Decimal) int64 {
		score, _ := g.score(n)
		return score
	}
	if step.Mul(decimal.NewFromInt(scale.Span)).LessThanOrEqual(wide.Mul(decimal.NewFromInt(tolerance - 1))) {
		return []coarse.Span{{Low: min(of(low), of(high)), High: max(of(low), of(high))}}
	}
	for n := low; n.LessThanOrEqual(high); n = n.Add(step) {
		spans = append(spans, coarse.Span{Low: of(n), High: of(n)})
	}
	return spans
}
