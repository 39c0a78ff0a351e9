package scorecard

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// answerDigits and answerPlaces bound the numbers of answers and of the policy
// they are compared with, so that 64 bits hold nearly all of them in millionths.
const (
	answerDigits = 15
	answerPlaces = 6

	digitsMessage = "must have at most 15 digits, of which at most 6 decimals"
)

// isAnswer reports whether a number, written out, has no more digits than an answer may
// have.
func isAnswer(d decimal.Decimal) bool {
	if _, small := exact.Int64(d, answerPlaces); small { // at most 10^12
		return exact.Fits(d, answerDigits, answerPlaces)
	}
	return exact.Fits(d, answerDigits, answerPlaces) && d.Abs().LessThan(decimal.New(1, answerDigits))
}

// gauge turns a number into a score, in millionths, for the numbers that 64 bits hold in
// them. What the question does not state, or 64 bits do not hold, is beyond all of these.
type gauge struct {
	low, high           int64 // the numbers that are accepted
	steps               int64 // 0 for any number
	lowestAt, highestAt int64 // where the score is lowest and highest
	bands               []band
	exactly             *decimalGauge
	wide                bool // the ends are beyond, so that only exactly will do
}

// decimalGauge is the same for a number of any size. What the question does not state is
// not valid.
type decimalGauge struct {
	min, max, step decimal.NullDecimal
	from, to       decimal.Decimal
	bands          []band // instead of from and to
}

type band struct {
	from       decimal.Decimal
	millionths int64
	score      Score
}

// gauge returns the gauge of a sound question that is answered with a number.
func (q *Question) gauge() gauge {
	var d decimalGauge
	switch q.Kind {
	case KindScale:
		d = decimalGauge{min: q.Min, max: q.Max, step: decimal.NewNullDecimal(q.step()), from: q.Min.Decimal, to: q.Max.Decimal}
	case KindFraction:
		d.to = decimal.NewFromInt(1)
		d.min, d.max = decimal.NewNullDecimal(d.from), decimal.NewNullDecimal(d.to)
	case KindNumber:
		d = decimalGauge{min: q.Min, max: q.Max, from: q.Floor.Decimal, to: q.Target.Decimal}
	case KindBands:
		d.min = q.Bands[0].From
		var most int64
		for _, b := range q.Bands {
			most = max(most, weightUnits(b.Points))
		}
		for _, b := range q.Bands {
			d.bands = append(d.bands, band{b.From.Decimal, millionths(b.From.Decimal), scoreOf(weightUnits(b.Points), most)})
		}
	}
	g := gauge{
		low: math.MinInt64, high: math.MaxInt64, steps: millionths(d.step.Decimal),
		lowestAt: millionths(d.from), highestAt: millionths(d.to), bands: d.bands, exactly: &d,
	}
	if d.min.Valid {
		g.low = millionths(d.min.Decimal)
	}
	if d.max.Valid {
		g.high = millionths(d.max.Decimal)
	}
	for _, n := range []int64{g.lowestAt, g.highestAt, g.steps} {
		g.wide = g.wide || n > maxMillionths || n < -maxMillionths
	}
	return g
}

// step returns the step of a scale.
func (q *Question) step() decimal.Decimal {
	if q.Step.Valid {
		return q.Step.Decimal
	}
	return decimal.NewFromInt(1)
}

// maxMillionths is the most that exact.Int64 returns.
const maxMillionths = 1_000_000_000_000_000_000

// millionths returns a number in millionths, beyond maxMillionths when it is.
func millionths(d decimal.Decimal) int64 {
	n, ok := exact.Int64(d, answerPlaces)
	if !ok {
		return (maxMillionths + 1) * int64(d.Sign())
	}
	return n
}

// score returns the score of a number, or what is wrong with it.
func (g *gauge) score(d decimal.Decimal) (Score, problem) {
	const short = 1_000_000_000_000_000 // 10^15 millionths have no more than 15 digits
	n, ok := exact.Int64(d, answerPlaces)
	switch {
	case (!ok || n >= short || n <= -short) && !isAnswer(d):
		return 0, badDigits
	case !ok || g.wide:
		return g.exactly.score(d)
	}
	return g.scoreMillionths(n)
}

// scoreMillionths takes no memory. The differences stay below 2^62.
func (g *gauge) scoreMillionths(n int64) (Score, problem) {
	switch {
	case n < g.low || n > g.high:
		return 0, outOfRange
	case g.steps > 0 && (n-g.low)%g.steps != 0:
		return 0, offStep
	}
	for i := len(g.bands) - 1; i >= 0; i-- {
		if n >= g.bands[i].millionths {
			return g.bands[i].score, noProblem
		}
	}
	part, span := n-g.lowestAt, g.highestAt-g.lowestAt
	if span < 0 {
		part, span = -part, -span
	}
	return scoreOf(part, span), noProblem
}

func (g *decimalGauge) score(d decimal.Decimal) (Score, problem) {
	switch {
	case g.min.Valid && d.LessThan(g.min.Decimal) || g.max.Valid && d.GreaterThan(g.max.Decimal):
		return 0, outOfRange
	case g.step.Valid && !exact.IsMultiple(d.Sub(g.min.Decimal), g.step.Decimal):
		return 0, offStep
	}
	for i := len(g.bands) - 1; i >= 0; i-- {
		if d.GreaterThanOrEqual(g.bands[i].from) {
			return g.bands[i].score, noProblem
		}
	}
	part, span := d.Sub(g.from), g.to.Sub(g.from)
	if span.IsNegative() {
		part, span = part.Neg(), span.Neg()
	}
	part = decimal.Max(decimal.Min(part, span), decimal.Decimal{})
	hundredths := exact.Ratio(part.Mul(decimal.NewFromInt(scoreRange)), span, 0)
	return lowest + Score(hundredths.Decimal.IntPart()), noProblem
}

// limits says which numbers are accepted.
func (g *decimalGauge) limits() string {
	switch {
	case !g.max.Valid:
		return "at least " + g.min.Decimal.String()
	case !g.min.Valid:
		return "at most " + g.max.Decimal.String()
	}
	return "from " + g.min.Decimal.String() + " to " + g.max.Decimal.String()
}

// scoreRange is the hundredths between the lowest and the highest score.
const scoreRange = int64(highest - lowest)

// scoreOf returns 1 + 99x for x = part ÷ whole, no less than 0 and no more than 1.
func scoreOf(part, whole int64) Score {
	return lowest + Score(exact.MulRound(scoreRange, min(max(part, 0), whole), whole))
}
