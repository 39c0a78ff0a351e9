package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// within returns what a campaign brings in the period of the mix: of everything that
// it brings the fraction that dates and lags put into units of the calendar that start
// in the period.
func (m *Mix) within(c *campaign) partnermath.Outcome {
	o := partnermath.Outcome{Currency: m.Currency}
	units := m.timeline(c)
	current := newFlow(len(units))
	current.start(units, c.Period)
	in := func(whole decimal.Decimal, places int32) decimal.NullDecimal {
		var inside decimal.Decimal
		for t, unit := range units {
			if m.Within.Contains(unit.Start) {
				inside = inside.Add(current.weights[t])
			}
		}
		return decimal.NewNullDecimal(exact.NewFraction(whole.Mul(inside), current.all).Round(places))
	}
	f := &c.funnel
	pipelineStage := f.pipelineStage()
	for i := range f.Stages {
		if i > 0 {
			current.pass(&f.Stages[i])
		}
		if stage := f.Stages[i].CountsAs; stage != "" {
			o.Set(stage, in(c.counts[i].Round(countPlaces), countPlaces))
		}
		if i == pipelineStage && f.DealSize.Valid {
			o.Pipeline = in(c.counts[i].Mul(f.DealSize.Decimal).Round(f.minor()), f.minor())
		}
	}
	if f.DealSize.Valid {
		revenue := c.counts[len(c.counts)-1].Mul(f.DealSize.Decimal).Round(f.minor())
		o.Revenue = in(revenue, f.minor())
		if margin := f.margin(revenue); margin.Valid {
			o.Margin = in(margin.Decimal, f.minor())
		}
	}
	return o
}

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

// start makes the weights the days of a period in each unit, which enter evenly.
func (w *flow) start(units []partnermath.Period, over partnermath.Period) {
	days := over.Days()
	outside := days
	for t, unit := range units {
		both := overlap(unit, over)
		w.weights[t] = decimal.NewFromInt(int64(both))
		outside -= both
	}
	w.weights[len(units)] = decimal.NewFromInt(int64(outside))
	w.all = decimal.NewFromInt(int64(days))
}

// overlap returns the number of days that two periods have in common.
func overlap(p, q partnermath.Period) int {
	if p.Start.Before(q.Start) {
		p.Start = q.Start
	}
	if q.End.Before(p.End) {
		p.End = q.End
	}
	return p.Days()
}
