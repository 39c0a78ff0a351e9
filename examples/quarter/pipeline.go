package main

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// partnerPipeline is where the partner's deals stand against its revenue goal.
type partnerPipeline struct {
	// Reopened counts the deals that were closed after the day of the review and are
	// shown as open, with the stage that they had in the end. Unknown counts those whose
	// stage is not told; they are left out.
	Reopened int `json:"reopened"`
	Unknown  int `json:"unknown"`
	// Quarters are that of the review and the next: at the end of a quarter, its
	// pipeline is empty.
	Quarters []quarterPipeline `json:"quarters"`

	policy pipeline.DealPolicy // without a period and a target
}

// quarterPipeline is the pipeline of a quarter.
type quarterPipeline struct {
	Quarter partnermath.Quarter `json:"quarter"`
	// Goal is what deals have to bring in the fiscal year: the revenue goal less what
	// recurs. Like the target, it is undefined in a year that the plan is not of.
	Goal decimal.NullDecimal `json:"goal"`
	pipeline.DealReport
}

// focus returns the pipeline to act on: that of the next quarter when the one of the
// review is over.
func (m *partnerPipeline) focus() *quarterPipeline {
	first := &m.Quarters[0]
	if last := len(m.Quarters) - 1; !first.AsOf.Before(first.Period.End.AddDays(-1)) {
		return &m.Quarters[last]
	}
	return first
}

// measurePipeline measures the partner's deals on a day of a quarter, or later.
func (ch *channel) measurePipeline(one partner, quarter partnermath.Quarter, asOf partnermath.Date) (*partnerPipeline, error) {
	if !ch.hasDeals {
		return nil, nil
	}
	plan := ch.plans.of(one)
	m := &partnerPipeline{policy: *plan.Pipeline}
	m.policy.Currency = ch.plans.Currency
	deals := m.on(asOf, ch.deals)
	var spread spreading
	var err error
	if plan.Goal != nil {
		if _, spread, err = ch.plans.require(ch.calendar, &plan); err != nil {
			return nil, err
		}
	}
	for _, q := range []partnermath.Quarter{quarter, quarter.Add(1)} {
		policy := m.policy
		if q != quarter {
			policy.Call = decimal.NullDecimal{}
		}
		if policy.Period = ch.calendar.Quarter(q.Year, q.Number); policy.Period.IsZero() {
			continue // the calendar ends
		}
		of := quarterPipeline{Quarter: q}
		if plan.Goal != nil && quarter == ch.plans.Quarter && q.Year == quarter.Year {
			of.Goal = decimal.NewNullDecimal(spread.deals.Total)
			policy.Target = decimal.NewNullDecimal(spread.deals.Quarters[q.Number-1].Amount)
		}
		if of.DealReport, err = pipeline.MeasureDeals(policy, asOf, deals); err != nil {
			return nil, err
		}
		m.Quarters = append(m.Quarters, of)
	}
	return m, nil
}

// on returns the deals as they were on a day.
func (m *partnerPipeline) on(asOf partnermath.Date, all []deal) []pipeline.Deal {
	var deals []pipeline.Deal
	for _, d := range all {
		then, ok := d.at(asOf)
		if ok && then.Outcome != d.Outcome { // a closed deal may have a stage that is none of an open one
			ok = slices.ContainsFunc(m.policy.Stages, func(s pipeline.DealStage) bool { return s.ID == then.Stage })
		}
		switch {
		case ok:
			deals = append(deals, then.Deal)
		case !d.Created.After(asOf):
			m.Unknown++
		}
		if ok && then.Outcome != d.Outcome {
			m.Reopened++
		}
	}
	return deals
}

// registrations are the deals that the partner registered.
type registrations struct {
	AsOf partnermath.Date `json:"asOf"`
	// ServiceLevel is the number of days in which a decision is due, 0 for none.
	ServiceLevel int               `json:"serviceLevel"`
	Days         pipeline.DayCount `json:"days"`
	Currency     string            `json:"currency"`
	pipeline.RegistrationFigures
	Pending []pipeline.PendingRegistration `json:"pendingDeals"`
	// Conflicts are those of Colliding, the first ones at least.
	Conflicts []conflict `json:"conflicts"`
	// Findings are of the partner's registrations only.
	Findings []partnermath.Finding `json:"findings"`
}

// conflict is one of the partner's registrations that protects the same as another
// one. A review for the partner tells of one that is not its own too only that there is a
// conflict.
type conflict struct {
	Deal     string `json:"deal"`
	Customer string `json:"customer"`
	Product  string `json:"product,omitempty"`
	// Own tells that the other one is the partner's, too.
	Own          bool   `json:"own,omitempty"`
	Other        string `json:"other,omitempty"`
	OtherPartner string `json:"otherPartner,omitempty"`
	// First tells that Deal protected before the other one.
	First   bool               `json:"first,omitempty"`
	Overlap partnermath.Period `json:"overlap,omitzero"`
}

// measureRegistrations measures the registrations of the partner, whose won revenue of
// the quarter is known.
func (ch *channel) measureRegistrations(m *reviewer, asOf partnermath.Date, of *partnerPipeline) (*registrations, error) {
	if of == nil || !ch.hasRegistrations {
		return nil, nil
	}
	one := ch.partners.list[m.partner]
	plan := ch.plans.of(one)
	var policy pipeline.RegistrationPolicy
	if plan.Registrations != nil {
		policy = *plan.Registrations
	}
	policy.Currency, policy.Period = of.policy.Currency, of.Quarters[0].Period
	party := pipeline.RegistrationParty{ID: one.ID, Goal: policy.Goal, Revenue: decimal.NewNullDecimal(of.Quarters[0].Won)}
	policy.Goal = decimal.NullDecimal{}
	book := pipeline.RegistrationBook{Partners: []pipeline.RegistrationParty{party}}
	for _, d := range ch.deals {
		if d.registration.ID != "" {
			book.Registrations = append(book.Registrations, d.registration)
		}
	}
	own, err := pipeline.MeasureRegistrations(policy, asOf, book)
	if err != nil {
		return nil, err
	}
	book.Registrations = append(book.Registrations, ch.rivals...)
	report, err := pipeline.MeasureRegistrations(policy, asOf, book)
	if err != nil {
		return nil, err
	}
	r := &registrations{
		AsOf: asOf, ServiceLevel: policy.ServiceLevel, Days: policy.Days, Currency: policy.Currency,
		Pending: []pipeline.PendingRegistration{}, Conflicts: []conflict{}, Findings: own.Findings,
	}
	if r.Days == "" {
		r.Days = pipeline.DaysCalendar
	}
	for _, row := range report.Partners {
		if row.ID == one.ID {
			r.RegistrationFigures = row.RegistrationFigures
		}
	}
	for _, p := range report.Pending { // on an early day, those of rivals are pending, too
		if p.Partner == one.ID {
			r.Pending = append(r.Pending, p)
		}
	}
	for _, c := range report.Conflicts {
		r.conflict(c, one.ID, m.audience)
	}
	return r, nil
}

// conflict adds a conflict that is the partner's.
func (r *registrations) conflict(c pipeline.RegistrationConflict, id string, audience scorecard.Audience) {
	if c.EarlierPartner != id && c.LaterPartner != id {
		return
	}
	one := conflict{
		Deal: c.Earlier, Customer: c.Customer, Product: c.Product, Own: c.EarlierPartner == c.LaterPartner,
		Other: c.Later, OtherPartner: c.LaterPartner, First: true, Overlap: c.Overlap,
	}
	if c.EarlierPartner != id {
		one.Deal, one.Other, one.OtherPartner, one.First = c.Later, c.Earlier, c.EarlierPartner, false
	}
	switch {
	case one.Own:
		one.OtherPartner = ""
	case audience != scorecard.AudienceVendor:
		one = conflict{Deal: one.Deal, Customer: one.Customer, Product: one.Product}
	}
	r.Conflicts = append(r.Conflicts, one)
}
