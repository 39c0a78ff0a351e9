// Package redact takes out of results what is the vendor's alone: what it earns, what its
// people think of deals, its budget, and all of other partners. It copies the lists of a
// result before it changes them, so that those of the caller stay as they are.
package redact

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Without returns what is not to be left out, in a list of its own.
func Without[T any](list []T, out func(*T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(one T) bool { return out(&one) })
}

// Margin takes the margin out of an outcome where it is the vendor's.
func Margin(o *partnermath.Outcome) {
	if o.Owner == partnermath.OwnerVendor {
		o.Margin = decimal.NullDecimal{}
	}
}

// Deals leaves the deals of the partner, without the manager's call.
func Deals(r *pipeline.DealReport, partner string) {
	r.Call = pipeline.ManagerCall{Committed: r.Call.Committed}
	other := func(d *pipeline.ListedDeal) bool { return d.Partner != "" && d.Partner != partner }
	r.Partners = Without(r.Partners, func(p *pipeline.DealRow) bool { return p.ID != partner })
	r.Largest = Without(r.Largest, other)
	r.Stale.Listed = Without(r.Stale.Listed, other)
	r.Apart = slices.Clone(r.Apart)
	for i := range r.Apart {
		r.Apart[i].Listed = Without(r.Apart[i].Listed, other)
	}
}

// Forecasts leaves the forecasts of the partner, and of sums that are of others too, its own.
// It reports whether there are any.
func Forecasts(r *pipeline.ForecastReport, partner string) (found bool) {
	all := len(r.Partners)
	r.Partners = Without(r.Partners, func(p *pipeline.PartnerForecastRow) bool { return p.Partner != partner })
	switch len(r.Partners) {
	case all:
	case 0:
		return false
	default:
		r.Periods, r.Findings = r.Partners[0].Periods, nil
	}
	return true
}

// Registrations leaves the registrations of the partner, and of a conflict with another one that
// it is in, that there is one, and whether it has ended. Sums and findings stay where they are of the partner alone,
// even beside a conflict with another one.
func Registrations(r *pipeline.RegistrationReport, partner string) {
	all := len(r.Partners) + len(r.Pending)
	r.Partners = Without(r.Partners, func(p *pipeline.RegistrationRow) bool { return p.ID != partner })
	r.Pending = Without(r.Pending, func(p *pipeline.PendingRegistration) bool { return p.Partner != partner })
	r.Conflicts = Without(r.Conflicts, func(c *pipeline.RegistrationConflict) bool {
		return c.EarlierPartner != partner && c.LaterPartner != partner
	})
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.EarlierPartner != partner {
			c.Earlier, c.EarlierPartner = "", ""
		}
		if c.LaterPartner != partner {
			c.Later, c.LaterPartner = "", ""
		}
		if c.EarlierPartner != c.LaterPartner { // its days are those on which the other was decided on and closed
			c.Overlap = partnermath.Period{}
		}
	}
	if all == len(r.Partners)+len(r.Pending) && isTotal(r) {
		return
	}
	r.Total, r.Reps, r.Findings = pipeline.RegistrationFigures{}, nil, nil
	r.MorePending, r.MoreConflicts, r.Repeated, r.Later = 0, 0, 0, 0
	if len(r.Partners) > 0 {
		r.Total = r.Partners[0].RegistrationFigures
		r.MorePending = max(r.Total.Pending.Count-len(r.Pending), 0)
	}
}

// isTotal reports whether the rows of partners count as much as the total does, so that
// nothing in the report is of others.
func isTotal(r *pipeline.RegistrationReport) bool {
	if len(r.Partners) == 0 {
		return r.Total.Submitted.Count+r.Total.Pending.Count+r.Total.Open.Count == 0
	}
	row, total := &r.Partners[0].RegistrationFigures, &r.Total
	sums := func(f *pipeline.RegistrationFigures) [10]int {
		return [...]int{
			f.Submitted.Count, f.Approved.Count, f.Rejected.Count, f.Won.Count, f.Lost.Count, f.Expired.Count,
			f.Pending.Count, f.Open.Count, f.UnknownDecision.Count, f.UnknownEnd.Count,
		}
	}
	return sums(row) == sums(total)
}

// Campaigns takes the vendor's margin out of campaigns.
func Campaigns(all []waterfall.Verification) {
	for i := range all {
		if v := &all[i]; v.Owner == partnermath.OwnerVendor {
			v.Margin = waterfall.PlanActual{}
		}
	}
}

// Promotions takes what the vendor makes of promotions out of decisions on them.
func Promotions(all []promotion.Decision) {
	for i := range all {
		d := &all[i]
		Margin(&d.Forecast)
		for _, p := range []*promotion.Point{&d.Full, &d.Lowest, &d.Counter.Full, &d.Counter.Lowest} {
			p.Return, p.MarginROI, p.MarginMultiple, p.LargestPayout = decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}
		}
	}
}

// Requests takes the vendor's budget out of decisions on fund requests.
func Requests(all []mdf.Decision) {
	for i := range all {
		d := &all[i]
		d.BudgetLeft = decimal.NullDecimal{}
		d.Limits = Without(d.Limits, func(l *mdf.Limit) bool { return l.Limit == mdf.LimitBudget })
	}
}

// Scenarios takes the vendor's margin out of a plan and its scenarios.
func Scenarios(s *waterfall.Simulation) {
	scenario(&s.Base)
	s.Scenarios = slices.Clone(s.Scenarios)
	for i := range s.Scenarios {
		scenario(&s.Scenarios[i])
	}
}

// Mix takes the vendor's margin out of a marketing plan.
func Mix(m *waterfall.MixForecast) {
	m.Tactics = slices.Clone(m.Tactics)
	for i := range m.Tactics {
		marketingReturn(&m.Tactics[i].Return)
	}
	marketingReturn(&m.Total)
}

func scenario(m *waterfall.SimulatedMix) {
	marketingReturn(&m.Return)
	marketingReturn(&m.NeededReturn)
	Margin(&m.Change)
}

func marketingReturn(r *waterfall.MarketingReturn) {
	if r.Outcome.Owner == partnermath.OwnerVendor || r.Within.Owner == partnermath.OwnerVendor {
		r.MarginROI = decimal.NullDecimal{}
	}
	Margin(&r.Outcome)
	Margin(&r.Within)
}
