package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// within sets the share of each stage that comes in the period of the mix, and returns
// what a forecast brings in it.
func (m *Mix) within(c *campaign, t *TacticForecast) partnermath.Outcome {
	if c.shares == nil {
		c.shares = m.shares(c)
	}
	all, o := &t.Return.Outcome, partnermath.Outcome{Currency: m.Currency, Owner: m.Owner}
	in := func(whole decimal.NullDecimal, stage int, places int32) decimal.NullDecimal {
		if whole.Valid {
			whole.Decimal = exact.Round(whole.Decimal.Mul(c.shares[stage]), places)
		}
		return whole
	}
	for i := range t.Stages {
		t.Stages[i].WithinShare = decimal.NewNullDecimal(c.shares[i])
		if stage := t.Stages[i].CountsAs; stage != "" {
			o.Set(stage, in(all.At(stage), i, countPlaces))
		}
	}
	last, minor := len(t.Stages)-1, c.funnel.minor()
	if at := c.funnel.pipelineStage(); at >= 0 {
		o.Pipeline = in(all.Pipeline, at, minor)
	}
	o.Revenue, o.Margin = in(all.Revenue, last, minor), in(all.Margin, last, minor)
	return o
}

// shares returns the fraction of what gets to each stage at all that dates and lags put
// into units of the calendar that start in the period of the mix.
func (m *Mix) shares(c *campaign) []decimal.Decimal {
	return c.funnel.arrived(m.timeline(c), c.Period, withinPlaces, func(unit partnermath.Period) bool { return m.Within.Contains(unit.Start) })
}

// revenueWithin is the part of the revenue that comes in the period, whose shares are
// there.
func (c *campaign) revenueWithin() exact.Fraction {
	return c.revenue().Mul(c.shares[len(c.shares)-1])
}

// withinPlaces are the decimals of a share of what comes within a period.
const withinPlaces = 12

// timeline returns the units of the calendar from the first day of the campaign, or
// of the period looked at, to the end of the latter, at most MaxPeriods.
func (m *Mix) timeline(c *campaign) []partnermath.Period {
	from := c.Period.Start
	if m.Within.Start.Before(from) {
		from = m.Within.Start
	}
	var units []partnermath.Period
	for unit := range m.Calendar.Units(from, c.funnel.unit()) {
		if len(units) > MaxPeriods+1 || !unit.Start.Before(m.Within.End) {
			break
		}
		units = append(units, unit)
	}
	return units
}
