package main

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// year is a fiscal year.
func (ch *channel) year(y int) partnermath.Period {
	return partnermath.Period{Start: ch.calendar.Quarter(y, 1).Start, End: ch.calendar.Quarter(y, 4).End}
}

// funnel returns the funnel of a plan with the currency of the program. Where a plan has a
// goal alone, it is one in which every lead is won, for what deals have to bring does not
// depend on it.
func (p *program) funnel(one *plan) waterfall.Funnel {
	if one.Funnel == nil {
		return waterfall.Funnel{Currency: p.Currency, DealSize: decimal.NewNullDecimal(decimal.New(1, 0)), Stages: []waterfall.FunnelStage{
			{ID: "leads", CountsAs: partnermath.StageLead},
			{ID: "won", CountsAs: partnermath.StageWon, Rate: decimal.NewNullDecimal(decimal.New(1, 0))},
		}}
	}
	f := *one.Funnel
	f.Currency = p.Currency
	return f
}

// mix returns the tactics of a plan as those of the quarter.
func (p *program) mix(c partnermath.Calendar, one *plan) waterfall.Mix {
	return waterfall.Mix{
		Currency: p.Currency, Tactics: one.Tactics,
		Calendar: c, Within: c.Quarter(p.Quarter.Year, p.Quarter.Number),
	}
}

// whenever returns a mix without the quarter. What comes in the quarter takes most of
// the time, and no fault is found by it.
func whenever(m waterfall.Mix) waterfall.Mix {
	m.Within = partnermath.Period{}
	return m
}

// spreading is what a goal takes, spread over the fiscal year.
type spreading struct {
	sourced waterfall.Timetable
	stages  []waterfall.Timetable
	// deals is the revenue that deals have to bring: the goal less what recurs. It is
	// zero for a plan without a pipeline.
	deals waterfall.Timetable
}

// require works a goal out backward and spreads what it takes.
func (p *program) require(c partnermath.Calendar, one *plan) (waterfall.Requirement, spreading, error) {
	var cadence waterfall.Cadence
	if one.Cadence != nil {
		cadence = *one.Cadence
	}
	cadence.Calendar = c
	r, err := waterfall.Plan(p.funnel(one), *one.Goal)
	var invalid partnermath.ValidationError
	invalid.Merge("", err)
	invalid.Merge("cadence", cadence.Validate())
	if err := invalid.Err(); err != nil {
		return r, spreading{}, err
	}
	var s spreading
	spread := func(total decimal.Decimal, currency, of string) waterfall.Timetable {
		target := waterfall.YearTarget{Year: p.Quarter.Year, Total: decimal.NewNullDecimal(total), Currency: currency}
		if target.Validate() != nil {
			if invalid.Err() == nil { // one such fault tells enough
				invalid.Addf("goal.revenue", "max", "must need less %s than %.40s", of, total)
			}
			return waterfall.Timetable{}
		}
		t, err := waterfall.Schedule(cadence, target)
		invalid.Merge("", err)
		return t
	}
	s.sourced = spread(r.Sourced, r.Currency, "revenue")
	if one.Pipeline != nil {
		s.deals = spread(decimal.Max(r.Revenue.Sub(r.Recurring), decimal.Zero), r.Currency, "revenue")
	}
	for _, stage := range r.Stages {
		s.stages = append(s.stages, spread(stage.Planned, "", fmt.Sprintf("at stage %.40q", stage.ID)))
	}
	return r, s, invalid.Err()
}
