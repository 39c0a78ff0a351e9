package qbr

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// forPartner takes out of arranged records what is the vendor's alone.
func (r *Records) forPartner() {
	r.Partner.LifeStage, r.Partner.Attention = "", ""
	hidden := map[MetricID]bool{MetricVendorReturn: true}
	for i := range r.Metrics {
		if r.Metrics[i].VendorOnly {
			hidden[r.Metrics[i].ID] = true
		}
	}
	r.Metrics = slices.DeleteFunc(r.Metrics, func(m OwnMetric) bool { return m.VendorOnly })
	r.History = slices.DeleteFunc(r.History, func(h PastMetric) bool { return hidden[h.Metric] })
	r.Comments = slices.DeleteFunc(r.Comments, func(c Comment) bool { return c.VendorOnly })
	for i := range r.Shared {
		withoutMargin(&r.Shared[i].Outcome)
	}
}

// forPartner takes out of arranged sources what is the vendor's alone: what it earns, what
// its people think of deals and its budget, and all of other partners. Lists below those
// of the sources are the caller's, and copied before they change.
func (s *Sources) forPartner(partner string) {
	s.VendorReturn = Source[profit.VendorReturn]{}
	forPartnerDeals(&s.Deals.Value, partner)
	forPartnerDeals(&s.NextDeals.Value, partner)
	forPartnerForecasts(&s.Forecasts, partner)
	forPartnerRegistrations(&s.Registrations.Value, partner)
	forPartnerLoop(&s.Loop, partner)
	forPartnerMix(&s.Marketing.Value)
	forPartnerMix(&s.NextMarketing.Value)
	withoutMargin(&s.Requirement.Value.Outcome)
	withoutMargin(&s.NextRequirement.Value.Outcome)
	s.Scenarios.Value.Base = forPartnerScenario(s.Scenarios.Value.Base)
	s.Scenarios.Value.Scenarios = slices.Clone(s.Scenarios.Value.Scenarios)
	for i, scenario := range s.Scenarios.Value.Scenarios {
		s.Scenarios.Value.Scenarios[i] = forPartnerScenario(scenario)
	}
	for i := range s.Campaigns.Value {
		if v := &s.Campaigns.Value[i]; v.Owner == partnermath.OwnerVendor {
			v.Margin = waterfall.PlanActual{}
		}
	}
	for i := range s.Promotions.Value {
		d := &s.Promotions.Value[i]
		withoutMargin(&d.Forecast)
		for _, p := range []*promotion.Point{&d.Full, &d.Lowest, &d.Counter.Full, &d.Counter.Lowest} {
			p.Return, p.MarginROI, p.MarginMultiple = decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}
		}
	}
	for i := range s.FundRequests.Value {
		d := &s.FundRequests.Value[i]
		d.BudgetLeft = decimal.NullDecimal{}
		d.Limits = without(d.Limits, func(l *mdf.Limit) bool { return l.Limit == mdf.LimitBudget })
	}
}

// without returns what is not to be left out, in a list of its own.
func without[T any](list []T, out func(*T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), func(one T) bool { return out(&one) })
}

func withoutMargin(o *partnermath.Outcome) {
	if o.Owner == partnermath.OwnerVendor {
		o.Margin = decimal.NullDecimal{}
	}
}

func forPartnerDeals(r *pipeline.DealReport, partner string) {
	r.Call = pipeline.ManagerCall{Committed: r.Call.Committed}
	other := func(d *pipeline.ListedDeal) bool { return d.Partner != "" && d.Partner != partner }
	r.Partners = without(r.Partners, func(p *pipeline.DealRow) bool { return p.ID != partner })
	r.Largest = without(r.Largest, other)
	r.Stale.Listed = without(r.Stale.Listed, other)
	r.Apart = slices.Clone(r.Apart)
	for i := range r.Apart {
		r.Apart[i].Listed = without(r.Apart[i].Listed, other)
	}
}

// forPartnerForecasts leaves the forecasts of the partner, and of sums that are of others
// too, its own.
func forPartnerForecasts(s *Source[pipeline.ForecastReport], partner string) {
	r := &s.Value
	all := len(r.Partners)
	r.Partners = without(r.Partners, func(p *pipeline.PartnerForecastRow) bool { return p.Partner != partner })
	switch len(r.Partners) {
	case all:
	case 0:
		*s = Source[pipeline.ForecastReport]{}
	default:
		r.Periods, r.Findings = r.Partners[0].Periods, nil
	}
}

// forPartnerRegistrations leaves the registrations of the partner, and of a conflict that
// it is in, that there is one.
func forPartnerRegistrations(r *pipeline.RegistrationReport, partner string) {
	all := len(r.Partners) + len(r.Pending) + len(r.Conflicts)
	r.Partners = without(r.Partners, func(p *pipeline.RegistrationRow) bool { return p.ID != partner })
	r.Pending = without(r.Pending, func(p *pipeline.PendingRegistration) bool { return p.Partner != partner })
	r.Conflicts = without(r.Conflicts, func(c *pipeline.RegistrationConflict) bool {
		return c.EarlierPartner != partner && c.LaterPartner != partner
	})
	of := all - len(r.Partners) - len(r.Pending) - len(r.Conflicts)
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.EarlierPartner != partner {
			c.Earlier, c.EarlierPartner, of = "", "", of+1
		}
		if c.LaterPartner != partner {
			c.Later, c.LaterPartner, of = "", "", of+1
		}
	}
	if of == 0 {
		return
	}
	r.Total, r.Reps, r.Findings = pipeline.RegistrationFigures{}, nil, nil
	r.MorePending, r.MoreConflicts, r.Repeated, r.Later = 0, 0, 0, 0
	if len(r.Partners) > 0 {
		r.Total = r.Partners[0].RegistrationFigures
		r.MorePending = max(r.Total.Pending.Count-len(r.Pending), 0)
	}
}

func forPartnerMix(m *waterfall.MixForecast) {
	m.Tactics = slices.Clone(m.Tactics)
	for i := range m.Tactics {
		forPartnerReturn(&m.Tactics[i].Return)
	}
	forPartnerReturn(&m.Total)
}

func forPartnerScenario(m waterfall.SimulatedMix) waterfall.SimulatedMix {
	forPartnerReturn(&m.Return)
	forPartnerReturn(&m.NeededReturn)
	withoutMargin(&m.Change)
	return m
}

func forPartnerReturn(r *waterfall.MarketingReturn) {
	if r.Outcome.Owner == partnermath.OwnerVendor || r.Within.Owner == partnermath.OwnerVendor {
		r.MarginROI = decimal.NullDecimal{}
	}
	withoutMargin(&r.Outcome)
	withoutMargin(&r.Within)
}
