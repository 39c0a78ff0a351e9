package answer

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// Gauge turns a number into a score, in millionths, for the numbers that 64 bits hold in
// them. What the question does not state, or 64 bits do not hold, is beyond all of these.
type Gauge struct {
	low, high           int64 // the numbers that are accepted
	steps               int64 // 0 for any number
	lowestAt, highestAt int64 // where the score is lowest and highest
	wide                bool  // the ends are beyond, so that only numbers will do
	numbers             Numbers
}

// NewGauge returns the gauge of numbers that are sound, whose bands it takes over.
func NewGauge(of Numbers) Gauge {
	g := Gauge{
		low: math.MinInt64, high: math.MaxInt64, steps: millionths(of.Step.Decimal),
		lowestAt: millionths(of.From), highestAt: millionths(of.To), numbers: of,
	}
	if of.Min.Valid {
		g.low = millionths(of.Min.Decimal)
	}
	if of.Max.Valid {
		g.high = millionths(of.Max.Decimal)
	}
	for i, b := range of.Bands {
		of.Bands[i].millionths = millionths(b.From)
	}
	for _, n := range []int64{g.lowestAt, g.highestAt, g.steps} {
		g.wide = g.wide || n > maxMillionths || n < -maxMillionths
	}
	return g
}

// maxMillionths is the most that exact.Int64 returns.
const maxMillionths = 1_000_000_000_000_000_000

// millionths returns a number in millionths, beyond maxMillionths when it is.
func millionths(d decimal.Decimal) int64 {
	n, ok := exact.Int64(d, maxPlaces)
	if !ok {
		return (maxMillionths + 1) * int64(d.Sign())
	}
	return n
}

// score returns the score of a number, or what is wrong with it.
func (g *Gauge) score(d decimal.Decimal) (int64, Problem) {
	const short = 1_000_000_000_000_000 // 10^15 millionths have no more than 15 digits, and a zero may have any exponent
	n, ok := exact.Int64(d, maxPlaces)
	switch {
	case (!ok || n == 0 || n >= short || n <= -short) && !Fits(d):
		return 0, BadDigits
	case !ok || g.wide:
		return g.numbers.score(d)
	}
	return g.scoreMillionths(n)
}

// scoreMillionths takes no memory. The differences stay below 2^62.
func (g *Gauge) scoreMillionths(n int64) (int64, Problem) {
	switch {
	case n < g.low || n > g.high:
		return 0, OutOfRange
	case g.steps > 0 && (n-g.low)%g.steps != 0:
		return 0, OffStep
	}
	bands := g.numbers.Bands
	for i := len(bands) - 1; i >= 0; i-- {
		if n >= bands[i].millionths {
			return bands[i].Score, OK
		}
	}
	part, span := n-g.lowestAt, g.highestAt-g.lowestAt
	if span < 0 {
		part, span = -part, -span
	}
	return scale.Of(part, span), OK
}
