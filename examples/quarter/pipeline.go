package main

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/examples/workbook"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// deals finds where the partner's deals stand against its revenue goal in the quarter and
// in the next: at the end of a quarter, its pipeline is empty.
func (x *subject) deals() error {
	ch := x.channel
	if !ch.HasDeals {
		return nil
	}
	policy := *x.plan.Pipeline
	policy.Currency = ch.Currency()
	deals := x.dealsOn(x.ownDeals)
	worked, err := x.worked()
	if err != nil {
		return err
	}
	if x.plan.Goal == nil {
		x.remark(qbr.SectionPipeline, "There is no target, because %s has no goal.", intake.PlanFile)
	}
	for q, into := range map[partnermath.Quarter]*qbr.Source[pipeline.DealReport]{
		x.quarter: &x.sources.Deals, x.quarter.Add(1): &x.sources.NextDeals,
	} {
		policy := policy
		if q != x.quarter {
			policy.Call = decimal.NullDecimal{}
		}
		if policy.Period = ch.Calendar.Quarter(q.Year, q.Number); policy.Period.IsZero() {
			continue // the calendar ends
		}
		if x.plan.Goal != nil && x.quarter == ch.PlanQuarter() && q.Year == x.quarter.Year {
			policy.Target = decimal.NewNullDecimal(worked.spread.Deals.Quarters[q.Number-1].Amount)
		}
		into.Origin = x.of(policy.Period, x.asOf)
		if into.Value, err = pipeline.MeasureDeals(policy, x.asOf, deals); err != nil {
			return err
		}
		if (q == x.quarter) == x.asOf.Before(x.period.End.AddDays(-1)) { // the one that lands
			x.workings.Pipeline = workbook.Pipeline{Policy: policy, Deals: deals, Report: into.Value}
		}
	}
	return x.registrations()
}

// dealsOn returns the deals as they were on the day of the review.
func (x *subject) dealsOn(all []intake.Deal) []pipeline.Deal {
	var deals []pipeline.Deal
	var later []intake.Deal
	reopened, unknown := 0, 0
	for _, d := range all {
		then, ok := d.At(x.asOf)
		if ok && then.Outcome != d.Outcome { // a closed deal may have a stage that is none of an open one
			ok = slices.ContainsFunc(x.plan.Pipeline.Stages, func(s pipeline.DealStage) bool { return s.ID == then.Stage })
		}
		switch {
		case ok:
			deals = append(deals, then.Deal)
		case !d.Created.After(x.asOf):
			unknown++
		case !d.Apart:
			later = append(later, d)
		}
		if ok && then.Outcome != d.Outcome {
			reopened++
		}
	}
	x.remarkLater(later)
	if reopened > 0 {
		x.remark(qbr.SectionPipeline, "%s in the end.", words.Counted(reopened, "deal that was closed later is shown as open, at the stage that it had",
			"deals that were closed later are shown as open, at the stage that they had"))
	}
	if unknown > 0 {
		x.remark(qbr.SectionPipeline, "%s not told.", words.Counted(unknown, "deal that was closed later is left out, because its stage is",
			"deals that were closed later are left out, because their stage is"))
	}
	return deals
}

// remarkLater tells of the deals that were created after the day of the review.
func (x *subject) remarkLater(later []intake.Deal) {
	if len(later) == 0 {
		return
	}
	var amount decimal.Decimal
	unknown := 0
	for _, d := range later {
		amount = amount.Add(d.Amount.Decimal) // 0 when it is not known
		if !d.Amount.Valid {
			unknown++
		}
	}
	text := words.Counted(len(later), fmt.Sprintf("deal created after %s is not counted", x.asOf), fmt.Sprintf("deals created after %s are not counted", x.asOf))
	if unknown < len(later) {
		text += ", " + document.UnitMoney.Format(decimal.NewNullDecimal(amount), x.channel.Currency())
	}
	if unknown > 0 {
		text += fmt.Sprintf(", %s without an amount", words.Grouped(int64(unknown)))
	}
	x.remark(qbr.SectionPipeline, "%s.", text)
}

// registrations finds the deals that the partner registered, beside those of others that protect
// the same. Its won revenue of the quarter is known.
func (x *subject) registrations() error {
	ch, s := x.channel, &x.sources.Registrations
	if !ch.HasRegistrations {
		return nil
	}
	if ch.DecidedUnknown && slices.ContainsFunc(x.ownDeals, func(d intake.Deal) bool { return d.Registration.Decision != "" }) {
		x.remark(qbr.SectionRegistration, "Registered deals are unknown, because %s does not tell when registrations were decided.", intake.DealsFile)
		return nil
	}
	var policy pipeline.RegistrationPolicy
	if x.plan.Registrations != nil {
		policy = *x.plan.Registrations
	}
	policy.Currency, policy.Period = ch.Currency(), x.period
	party := pipeline.RegistrationParty{ID: x.ID, Goal: policy.Goal, Revenue: decimal.NewNullDecimal(x.sources.Deals.Value.Won)}
	policy.Goal = decimal.NullDecimal{}
	book := pipeline.RegistrationBook{Partners: []pipeline.RegistrationParty{party}}
	for _, d := range x.ownDeals {
		if d.Registration.ID != "" {
			book.Registrations = append(book.Registrations, d.Registration)
		}
	}
	book.Rivals = ch.Rivals(x.ID, x.ownDeals)
	s.Origin = x.of(x.period, x.asOf)
	var err error
	s.Value, err = pipeline.MeasureRegistrations(policy, x.asOf, book)
	return err
}

// forecasts finds how far the partner held to what it committed.
func (x *subject) forecasts() error {
	r, has, err := x.channel.Forecasts(x.at, x.quarter)
	if has {
		x.sources.Forecasts.Origin, x.sources.Forecasts.Value = x.of(x.period, x.asOf), r
	}
	return err
}
