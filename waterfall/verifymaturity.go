package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/waterfall/internal/flow"
)

// maturity is how far the lags of a funnel have brought a campaign.
type maturity struct {
	matures partnermath.Date
	mature  bool
	due     []decimal.Decimal // of each stage of the funnel
}

// mature works out the maturity of a campaign that is sound for itself.
func (f *Funnel) mature(c *Campaign, faults *partnermath.ValidationError) maturity {
	unit := f.unit()
	first, last := c.Calendar.Find(c.Period.Start), c.Calendar.Find(c.Period.End.AddDays(-1))
	end := c.Calendar.UnitAfter(last, unit, f.longest()).End
	if none := (partnermath.FiscalDay{}); first == none || last == none || end.IsZero() {
		faults.Add("period", "range", "must lie in years that the calendar covers, and the end of the lags as well")
		return maturity{}
	}
	m := maturity{matures: end.AddDays(-1)}
	m.mature = !c.AsOf.Before(m.matures)
	if m.mature {
		m.due = f.arriving()
		return m
	}
	over := unitsOver(c.Calendar, unit, c.Period.Start, c.AsOf)
	if len(over) > MaxPeriods {
		faults.Addf("asOf", "range", "must be at most %d periods after the start of the campaign, or not before it is mature", MaxPeriods)
		return m
	}
	m.due = f.arrived(over, c.Period, exact.RatioPlaces, func(partnermath.Period) bool { return true })
	return m
}

// longest returns the number of periods that the slowest deal takes.
func (f *Funnel) longest() int {
	sum := 0
	for i := range f.Stages {
		for k := len(f.Stages[i].Lag) - 1; k > 0; k-- {
			if !f.Stages[i].Lag[k].IsZero() {
				sum += k
				break
			}
		}
	}
	return sum
}

// arriving returns the fraction of all demand that ever gets to each stage in time.
func (f *Funnel) arriving() []decimal.Decimal {
	due := make([]decimal.Decimal, len(f.Stages))
	all := one
	for i := range f.Stages {
		if lag := f.Stages[i].Lag; len(lag) > 0 {
			all = all.Mul(decimal.Sum(decimal.Decimal{}, lag...))
		}
		due[i] = exact.Round(all, exact.RatioPlaces)
	}
	return due
}

// arrived is [flow.Arrived] at each stage.
func (f *Funnel) arrived(units []partnermath.Period, entry partnermath.Period, places int32, counts func(partnermath.Period) bool) []decimal.Decimal {
	lags := make([][]decimal.Decimal, len(f.Stages))
	for i := range lags {
		lags[i] = f.Stages[i].Lag
	}
	return flow.Arrived(lags, units, entry, places, counts)
}

// unitsOver returns the units from that of a day on that are over by another day, at
// most one more than MaxPeriods.
func unitsOver(c partnermath.Calendar, unit partnermath.CalendarUnit, from, asOf partnermath.Date) []partnermath.Period {
	var over []partnermath.Period
	for next := range c.Units(from, unit) {
		if len(over) > MaxPeriods || asOf.Before(next.End.AddDays(-1)) {
			break
		}
		over = append(over, next)
	}
	return over
}
