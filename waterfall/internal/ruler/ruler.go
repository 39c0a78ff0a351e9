// Package ruler spreads a whole over the days of a year, so that the parts of any period add up to it.
package ruler

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Ruler measures the weight of the days of a year.
type Ruler struct {
	start  partnermath.Date
	before []int64 // what lies before day i of the year; the last is the whole
}

// newRuler makes a ruler of the weight of each day, which stands at its index plus 1.
// It takes daily over.
func newRuler(start partnermath.Date, daily []int64) Ruler {
	for i := 1; i < len(daily); i++ {
		daily[i] += daily[i-1]
	}
	return Ruler{start, daily}
}

// Spans returns the ruler on which the days of each span share its weight evenly. The spans follow each
// other. Weights are scaled so that the share of a day is whole.
//
// That fits: spans are a year; months of 28 to 31 days or of 4, 5 or 6 weeks; or quarters
// of 13 or 14 weeks. So the scale is at most the least common multiple of 28 to 31,
// 377,580, and the 12 weights, each at most 10^10 units, make 4.6 × 10^16.
func Spans(spans []partnermath.Period, weights []int64) Ruler {
	scale := int64(1)
	for _, span := range spans {
		days := int64(span.Days())
		scale *= days / gcd(scale, days)
	}
	start, end := spans[0].Start, spans[len(spans)-1].End
	daily := make([]int64, 1, end.DaysSince(start)+1)
	for i, span := range spans {
		days := span.Days()
		share := scale / int64(days) * weights[i]
		for range days {
			daily = append(daily, share)
		}
	}
	return newRuler(start, daily)
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// WorkingDays returns the ruler on which a working day weighs 1 and any other
// nothing.
func WorkingDays(year partnermath.Period, w partnermath.WorkingDays) Ruler {
	week := w.Week()
	daily := make([]int64, year.Days()+1)
	for i := range year.Days() {
		if week[year.Start.AddDays(i).Weekday()] {
			daily[i+1] = 1
		}
	}
	for _, day := range w.Holidays {
		if year.Contains(day) {
			daily[day.DaysSince(year.Start)+1] = 0
		}
	}
	return newRuler(year.Start, daily)
}

// Whole returns the weight of the year.
func (r Ruler) Whole() int64 { return r.before[len(r.before)-1] }

// Weight returns the weight of a period of the year.
func (r Ruler) Weight(p partnermath.Period) int64 { return r.at(p.End) - r.at(p.Start) }

func (r Ruler) at(day partnermath.Date) int64 { return r.before[day.DaysSince(r.start)] }

// Cutter cuts parts out of a whole of units of 10^-places. [NewCutter] makes one.
type Cutter struct {
	units  int64
	places int32
	recent [2]amount
}

// amount is a number of units and its decimal.
type amount struct {
	units   int64
	decimal decimal.Decimal
}

// NewCutter returns the cutter of a whole.
func NewCutter(units int64, places int32) Cutter {
	whole := amount{units, exact.Fixed(units, places)}
	return Cutter{units, places, [2]amount{whole, whole}}
}

// Cut returns the part of a period, by rounding what lies before its ends on a ruler:
// round(whole × W(end) ÷ W) − round(whole × W(start) ÷ W).
func (c *Cutter) Cut(r Ruler, p partnermath.Period) decimal.Decimal {
	return c.amount(exact.RoundShare(c.units, r.at(p.End), r.Whole()) - exact.RoundShare(c.units, r.at(p.Start), r.Whole()))
}

// amount returns the decimal of units. An even year takes turns between two of them,
// and making one takes as long as the rest of a part.
func (c *Cutter) amount(units int64) decimal.Decimal {
	for _, a := range c.recent {
		if a.units == units {
			return a.decimal
		}
	}
	made := amount{units, exact.Fixed(units, c.places)}
	c.recent[0], c.recent[1] = c.recent[1], made
	return made.decimal
}
