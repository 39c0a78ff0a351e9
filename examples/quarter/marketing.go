package main

import (
	"sync"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/examples/workbook"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/waterfall"
)

// workedPlan is what a plan comes to, for all partners whose plan it is.
type workedPlan struct {
	once        sync.Once
	err         error
	requirement waterfall.Requirement
	spread      intake.Spread
	mix         waterfall.MixForecast
	simulation  waterfall.Simulation
}

// worked returns what the partner's plan comes to; the plans are sound. That of a plan that
// others have too is kept for them.
func (x *subject) worked() (*workedPlan, error) {
	if x.work == nil {
		x.work = new(workedPlan)
		if !x.plan.IsOwn() {
			x.planning.Lock()
			if shared := x.plans[x.plan.Key()]; shared != nil {
				x.work = shared
			}
			x.plans[x.plan.Key()] = x.work
			x.planning.Unlock()
		}
	}
	x.work.once.Do(func() { x.work.err = x.work.work(x.channel, &x.plan) })
	return x.work, x.work.err
}

func (w *workedPlan) work(ch *intake.Channel, p *intake.Plan) (err error) {
	var sourced decimal.Decimal
	if p.Goal != nil {
		if w.requirement, w.spread, err = ch.Require(p); err != nil {
			return err
		}
		sourced = w.spread.Sourced.Quarters[ch.PlanQuarter().Number-1].Amount
	}
	if p.Tactics == nil {
		return nil
	}
	mix := ch.Mix(p)
	if w.mix, err = waterfall.ForecastMix(mix); err != nil {
		return err
	}
	w.simulation, err = waterfall.Simulate(mix, waterfall.RevenueGoal{Revenue: decimal.NewNullDecimal(sourced)}, p.Scenarios)
	return err
}

// marketing finds the marketing plan of a partner in the quarter that the plans are for.
// What a plan lacks, the review says.
func (x *subject) marketing() error {
	ch, s := x.channel, &x.sources
	switch {
	case ch.PlanQuarter().IsZero():
		return nil
	case x.quarter != ch.PlanQuarter():
		x.remark(qbr.SectionMarketing, "The marketing plan is of %s.", ch.PlanQuarter())
		return nil
	}
	w, err := x.worked()
	if err != nil {
		return err
	}
	if x.plan.Goal != nil && x.plan.Funnel != nil {
		s.Requirement.Origin, s.Requirement.Value = x.of(ch.Year(x.quarter.Year), x.asOf), w.requirement
		x.workings.Plan = workbook.Plan{Funnel: ch.Funnel(&x.plan), Goal: *x.plan.Goal, Requirement: w.requirement}
	}
	if x.plan.Tactics != nil {
		s.Marketing.Origin, s.Marketing.Value = x.of(x.period, x.asOf), w.mix
		x.workings.Marketing = workbook.Marketing{Mix: ch.Mix(&x.plan), Forecast: w.mix}
		s.Scenarios.Origin, s.Scenarios.Value = x.of(x.period, x.asOf), w.simulation
	}
	return nil
}

// next finds what is planned for the next quarter, and what its target takes.
func (x *subject) next() error {
	if x.quarter != x.channel.PlanQuarter() {
		return nil
	}
	n, err := x.channel.Next(x.at)
	if err != nil {
		return err
	}
	after := x.quarter.Add(1)
	of := x.of(x.channel.Calendar.Quarter(after.Year, after.Number), x.asOf)
	if n.Requirement != nil {
		x.sources.NextRequirement.Origin, x.sources.NextRequirement.Value = of, *n.Requirement
	}
	if n.Marketing != nil {
		x.sources.NextMarketing.Origin, x.sources.NextMarketing.Value = of, *n.Marketing
	}
	return nil
}
