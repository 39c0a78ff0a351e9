package loop

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// tally adds campaigns up, in units.
type tally struct {
	campaigns int
	sides     [sides]totals
	both      [figures]comparison
}

// The two sides of a campaign.
const (
	forecast = iota
	actual
	sides
)

type totals struct {
	known [figures]int
	sum   [figures]int64
	pairs [len(pairs)]pair
}

type comparison struct {
	known            int
	forecast, actual int64
}

// pair is two sums of the campaigns that know both.
type pair struct {
	known  int
	of, by int64
}

// pairs are the figures that are divided: the measures in their order, then leverage and
// cost per lead.
var pairs = [...]struct{ of, by int }{
	{margin, vendorMoney},
	{margin, totalCost},
	{revenue, vendorMoney},
	{revenue, totalCost},
	{totalCost, vendorMoney},
	{totalCost, leads},
}

func (t *tally) add(c *[sides]side) {
	t.campaigns++
	for s := range c {
		t.sides[s].add(&c[s])
	}
	for i := range t.both {
		if c[forecast].known[i] && c[actual].known[i] {
			t.both[i].known++
			t.both[i].forecast += c[forecast].units[i]
			t.both[i].actual += c[actual].units[i]
		}
	}
}

func (t *totals) add(s *side) {
	for i, known := range s.known {
		if known {
			t.known[i]++
			t.sum[i] += s.units[i]
		}
	}
	for i, p := range pairs {
		if s.known[p.of] && s.known[p.by] {
			t.pairs[i].known++
			t.pairs[i].of += s.units[p.of]
			t.pairs[i].by += s.units[p.by]
		}
	}
}

// figures publishes the tally.
func (t *tally) figures(s *scale) Figures {
	f := Figures{Campaigns: t.campaigns, Forecast: t.sides[forecast].ratios(s), Actual: t.sides[actual].ratios(s)}
	for i, to := range [figures]*Figure{
		&f.Leads, &f.MQLs, &f.SQLs, &f.Pipeline, &f.Revenue, &f.Margin, &f.VendorMoney, &f.TotalCost,
	} {
		places, both := s.placesOf(i), &t.both[i]
		*to = Figure{
			Forecast: sum(t.sides[forecast].sum[i], t.sides[forecast].known[i], places), Forecasts: t.sides[forecast].known[i],
			Actual: sum(t.sides[actual].sum[i], t.sides[actual].known[i], places), Actuals: t.sides[actual].known[i],
			Both: both.known, Base: sum(both.forecast, both.known, places), Variance: sum(both.actual-both.forecast, both.known, places),
		}
		if both.forecast > 0 {
			to.Attainment = exact.RatioInt(both.actual, both.forecast, exact.RatioPlaces)
		}
	}
	return f
}

func (t *totals) ratios(s *scale) Ratios {
	var r Ratios
	for i, to := range [...]*Yield{&r.MarginByVendorMoney, &r.MarginByTotalCost, &r.RevenueByVendorMoney, &r.RevenueByTotalCost} {
		p := t.pairs[i]
		*to = Yield{
			Campaigns: p.known, Return: sum(p.of, p.known, s.places), Money: sum(p.by, p.known, s.places),
			Multiple: exact.RatioInt(p.of, p.by, exact.RatioPlaces), ROI: exact.RatioInt(p.of-p.by, p.by, exact.RatioPlaces),
		}
	}
	r.Leverage = t.quotient(4, s, exact.RatioPlaces)
	r.CostPerLead = t.quotient(5, s, s.places)
	return r
}

func (t *totals) quotient(i int, s *scale, places int32) Quotient {
	p := t.pairs[i]
	q := Quotient{Campaigns: p.known, Of: sum(p.of, p.known, s.placesOf(pairs[i].of)), By: sum(p.by, p.known, s.placesOf(pairs[i].by))}
	q.Value = exact.RatioNull(q.Of, q.By, places)
	return q
}

// sum is undefined where no campaign knows the figure.
func sum(units int64, known int, places int32) decimal.NullDecimal {
	if known == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(exact.Fixed(units, places))
}
