package performance

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Trend is the straight line through figures of one period after the other, by least
// squares. With x = 1, 2, 3, … for the periods, those whose figure is not known left out,
//
//	Slope = (n Σxy − Σx Σy) ÷ (n Σx² − (Σx)²)
//	Next  = Σy ÷ n + exact slope × (next x − Σx ÷ n)
//
// both undefined with fewer than three figures. The zero Trend is of none.
type Trend struct {
	Slope decimal.NullDecimal `json:"slope"`
	// Next is where the line is in the period after the last, known or not.
	Next decimal.NullDecimal `json:"next"`
	// Known is how many figures the line is drawn through.
	Known int `json:"known"`
}

// leastForTrend is the fewest figures that a line is drawn through.
const leastForTrend = 3

// Follow returns the trend of figures of one period after the other, published with so many
// decimals, at least 0 and at most 12 of them.
func Follow(figures []decimal.NullDecimal, places int32) Trend {
	var t Trend
	places = min(max(places, 0), 12)
	var sumX, sumXX, n int64
	sumY, sumXY := decimal.Decimal{}, decimal.Decimal{}
	for i, f := range figures {
		if !f.Valid {
			continue
		}
		x := int64(i + 1)
		t.Known, n = t.Known+1, n+1
		sumX, sumXX = sumX+x, sumXX+x*x
		sumY = sumY.Add(f.Decimal)
		sumXY = sumXY.Add(f.Decimal.Mul(decimal.NewFromInt(x)))
	}
	if t.Known < leastForTrend {
		return t
	}
	rise := sumXY.Mul(decimal.NewFromInt(n)).Sub(sumY.Mul(decimal.NewFromInt(sumX)))
	run := n*sumXX - sumX*sumX
	t.Slope = exact.Ratio(rise, decimal.NewFromInt(run), places)
	// (Σy × run + rise × (n × next x − Σx)) ÷ (n × run)
	ahead := n*int64(len(figures)+1) - sumX
	t.Next = exact.Ratio(sumY.Mul(decimal.NewFromInt(run)).Add(rise.Mul(decimal.NewFromInt(ahead))), decimal.NewFromInt(n*run), places)
	return t
}
