package intake

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// funnel returns the funnel of a plan with the currency of the program. Where a plan has a
// goal alone, it is one in which every lead is won, for what deals have to bring does not
// depend on it.
func (p *program) funnel(one *Plan) waterfall.Funnel {
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
func (p *program) mix(c partnermath.Calendar, one *Plan) waterfall.Mix {
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

// Spread is what a goal takes, spread over the fiscal year.
type Spread struct {
	// Sourced is the revenue that is to be found.
	Sourced waterfall.Timetable
	// Stages are those of the funnel.
	Stages []waterfall.Timetable
	// Deals is the revenue that deals have to bring: the goal less what recurs. It is
	// zero for a plan without a pipeline.
	Deals waterfall.Timetable
}

// require works a goal out backward and spreads what it takes.
func (p *program) require(c partnermath.Calendar, one *Plan) (waterfall.Requirement, Spread, error) {
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
		return r, Spread{}, err
	}
	var s Spread
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
	s.Sourced = spread(r.Sourced, r.Currency, "revenue")
	if one.Pipeline != nil {
		s.Deals = spread(decimal.Max(r.Revenue.Sub(r.Recurring), decimal.Zero), r.Currency, "revenue")
	}
	for _, stage := range r.Stages {
		s.Stages = append(s.Stages, spread(stage.Planned, "", fmt.Sprintf("at stage %.40q", stage.ID)))
	}
	return r, s, invalid.Err()
}

// PlanQuarter is the one that plans are for, the zero Quarter where there are none.
func (ch *Channel) PlanQuarter() partnermath.Quarter { return ch.plans.Quarter }

// Plan returns the plan of a partner that is kept: its own before that of its tier before that
// of all, part by part.
func (ch *Channel) Plan(at int) Plan { return ch.plans.of(ch.partners.list[at]) }

// PlanKey is the same for plans whose parts are the same.
type PlanKey [partCount]int

// Key returns that of a plan.
func (one *Plan) Key() PlanKey { return one.from }

// IsOwn reports whether a plan has a part that is of its partner alone.
func (one *Plan) IsOwn() bool { return one.isOwn }

// Require works the goal of a plan out backward, and spreads what it takes over the fiscal year.
func (ch *Channel) Require(one *Plan) (waterfall.Requirement, Spread, error) {
	return ch.plans.require(ch.Calendar, one)
}

// Funnel returns that of a plan, in the currency of the plans.
func (ch *Channel) Funnel(one *Plan) waterfall.Funnel { return ch.plans.funnel(one) }

// Mix returns the tactics of a plan as those of the quarter.
func (ch *Channel) Mix(one *Plan) waterfall.Mix { return ch.plans.mix(ch.Calendar, one) }

// VerifyCampaigns sets what the campaigns of a plan have brought by a day beside what they
// were to bring.
func (ch *Channel) VerifyCampaigns(one *Plan, asOf partnermath.Date, brought func(id string) partnermath.Outcome) ([]waterfall.Verification, error) {
	return ch.plans.verify(ch.Calendar, one, asOf, brought)
}
