// Package baseline finds the figures of earlier periods that growth is measured from.
package baseline

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Figure is what a period came to.
type Figure struct {
	Period partnermath.Period
	Value  decimal.Decimal
}

// History are figures of different periods, in any order.
type History []Figure

func (h History) find(is func(partnermath.Period) bool) (decimal.Decimal, bool) {
	if i := slices.IndexFunc(h, func(f Figure) bool { return is(f.Period) }); i >= 0 {
		return h[i].Value, true
	}
	return decimal.Decimal{}, false
}

// Previous returns the figure of the period that ends where another begins.
func (h History) Previous(period partnermath.Period) (decimal.Decimal, bool) {
	return h.find(func(p partnermath.Period) bool { return p.End == period.Start })
}

// A year is 52 or 53 weeks, or 365 or 366 days.
const leastYear, mostYear = 358, 372

// LastYear returns the figure of the period whose start and end lie 358 to 372 days before
// those of another.
func (h History) LastYear(period partnermath.Period) (decimal.Decimal, bool) {
	ago := func(d, then partnermath.Date) bool {
		days := d.DaysSince(then)
		return days >= leastYear && days <= mostYear
	}
	return h.find(func(p partnermath.Period) bool { return ago(period.Start, p.Start) && ago(period.End, p.End) })
}

// Higher returns the higher of both, which must both be known.
func (h History) Higher(period partnermath.Period) (decimal.Decimal, bool) {
	previous, known := h.Previous(period)
	year, knownYear := h.LastYear(period)
	return decimal.Max(previous, year), known && knownYear
}

// Sum returns the sum of the last n periods before another, each of which ends where the
// next begins. All must be known.
func (h History) Sum(period partnermath.Period, n int) (sum decimal.Decimal, known bool) {
	start := period.Start
	for range n {
		i := slices.IndexFunc(h, func(f Figure) bool { return f.Period.End == start })
		if i < 0 {
			return decimal.Decimal{}, false
		}
		sum, start = sum.Add(h[i].Value), h[i].Period.Start
	}
	return sum, n > 0
}

// Highest returns the highest figure of the periods that end by the start of another.
func (h History) Highest(period partnermath.Period) (highest decimal.Decimal, known bool) {
	for _, f := range h {
		if !f.Period.End.After(period.Start) && (!known || f.Value.GreaterThan(highest)) {
			highest, known = f.Value, true
		}
	}
	return highest, known
}
