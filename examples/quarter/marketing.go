package main

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// marketing is the partner's marketing plan of the quarter, worked out.
type marketing struct {
	// Set tells whom the parts of the plan are set for.
	Set []setFor `json:"set"`
	// Requirement is what the goal of the fiscal year takes, and Sourced the part of
	// the quarter in what marketing must source.
	Requirement waterfall.Requirement `json:"requirement"`
	Sourced     decimal.Decimal       `json:"sourced"`
	// Needs are the stages of Requirement, spread over the year and with a deadline.
	Needs []need `json:"needs"`
	// Plan is what the tactics of the quarter bring, Simulation that under each
	// scenario, beside Sourced.
	Plan       waterfall.MixForecast `json:"plan"`
	Simulation waterfall.Simulation  `json:"simulation"`
	// Effects are the conversion rates in which one point more brings the most
	// revenue, at most maxEffects.
	Effects []effect `json:"effects"`
}

// setFor tells whom a part of a plan is set for: without a partner and a tier, for
// all partners.
type setFor struct {
	Part    string `json:"part"`
	Partner string `json:"partner,omitempty"`
	Tier    string `json:"tier,omitempty"`
}

// need is how much demand a stage needs, and when.
type need struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Year is the whole fiscal year, Quarter a part of it and Months are the parts of
	// Quarter.
	Year    decimal.Decimal           `json:"year"`
	Quarter decimal.Decimal           `json:"quarter"`
	Months  []waterfall.TimetableSlot `json:"months"`
	// Deadline is the last day on which demand at the stage can be expected to be won
	// in the quarter.
	Deadline waterfall.Deadline `json:"deadline"`
}

// effect is a conversion rate with what one point more does.
type effect struct {
	waterfall.LeverEffect
	TacticName string `json:"tacticName"`
	StepName   string `json:"stepName"`
}

const maxEffects = 2

var (
	// wonInTime is the share of what demand at a stage makes that is to be won by the
	// end of the quarter.
	wonInTime = decimal.New(8, -1)
	// point is one point of a rate.
	point = decimal.New(1, -2)
)

// market works out the marketing plan of a partner in the quarter that the plans
// are for; they are sound.
func (ch *channel) market(one partner, quarter partnermath.Quarter) (*marketing, error) {
	if ch.plans.Quarter.IsZero() || quarter != ch.plans.Quarter {
		return nil, nil
	}
	p := ch.plans.of(one)
	if len(p.lacks()) > 0 {
		return nil, nil
	}
	m := &marketing{Needs: []need{}, Effects: []effect{}}
	for i, at := range p.from[:partCampaigns] {
		set := setFor{Part: partNames[i]}
		if at != forAll {
			set.Partner, set.Tier = ch.plans.Plans[at].Partner, ch.plans.Plans[at].Tier
		}
		m.Set = append(m.Set, set)
	}
	var spread spreading
	var err error
	if m.Requirement, spread, err = ch.plans.require(ch.calendar, &p); err != nil {
		return nil, err
	}
	m.Sourced = spread.sourced.Quarters[quarter.Number-1].Amount
	deadlines, err := waterfall.Deadlines(ch.plans.funnel(&p), ch.calendar, quarter, wonInTime)
	if err != nil {
		return nil, err
	}
	for i, s := range m.Requirement.Stages {
		year := spread.stages[i]
		m.Needs = append(m.Needs, need{
			ID: s.ID, Name: s.Name, Year: year.Total, Quarter: year.Quarters[quarter.Number-1].Amount,
			Months: year.Months[3*quarter.Number-3 : 3*quarter.Number], Deadline: deadlines[i],
		})
	}
	mix := ch.plans.mix(ch.calendar, &p)
	if m.Plan, err = waterfall.ForecastMix(mix); err != nil {
		return nil, err
	}
	if m.Simulation, err = waterfall.Simulate(mix, waterfall.RevenueGoal{Revenue: decimal.NewNullDecimal(m.Sourced)}, p.Scenarios); err != nil {
		return nil, err
	}
	return m, m.nudge(mix)
}

// lacks returns the parts of a marketing plan that are not given.
func (t *terms) lacks() []string {
	var parts []string
	for _, i := range []part{partFunnel, partGoal, partTactics} {
		if !t.given()[i] {
			parts = append(parts, partNames[i])
		}
	}
	return parts
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

// nudge finds the rates that matter most. Revenue is a product, so that a step of a
// tenth would do the same in each number of a tactic; a point does not.
func (m *marketing) nudge(mix waterfall.Mix) error {
	for _, t := range mix.Tactics {
		if !t.Funnel.DealSize.Valid {
			return nil
		}
	}
	effects, err := waterfall.RankLevers(mix, waterfall.Nudge{Absolute: decimal.NewNullDecimal(point)})
	if err != nil {
		return err
	}
	for _, e := range effects {
		if tactic, step := rateOf(&mix, &e); step != "" && e.Change.IsPositive() && len(m.Effects) < maxEffects {
			m.Effects = append(m.Effects, effect{e, tactic, step})
		}
	}
	return nil
}

// rateOf returns the names of the tactic and of the conversion that an effect is
// of, none when it is not of a rate.
func rateOf(mix *waterfall.Mix, e *waterfall.LeverEffect) (tactic, step string) {
	for _, t := range mix.Tactics {
		for i, s := range t.Funnel.Stages {
			if t.ID != e.Tactic || e.Stage == "" || s.ID != e.Stage || !s.Rate.Valid {
				continue
			}
			if s.StepName != "" {
				return cmp.Or(t.Name, t.ID), s.StepName
			}
			before := t.Funnel.Stages[i-1]
			return cmp.Or(t.Name, t.ID), cmp.Or(before.Name, before.ID) + " to " + cmp.Or(s.Name, s.ID)
		}
	}
	return "", ""
}
