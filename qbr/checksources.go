package qbr

import (
	"fmt"
	"reflect"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// checkSources adds the faults of sources that are not of the review: of its partner, its
// currency and quarter, up to its day, and for its audience.
func checkSources(faults *partnermath.ValidationError, policy *Policy, records *Records, sources *Sources, asOf partnermath.Date) {
	p := &policy.Performance
	quarter := func(by int) partnermath.Period {
		q := p.Quarter.Add(by)
		return p.Calendar.Quarter(q.Year, q.Number)
	}
	c := sourceCheck{
		faults: faults, partner: records.Partner.ID, currency: p.Currency, asOf: asOf,
		quarter: quarter(0), before: quarter(-1), next: quarter(1),
	}
	all := reflect.ValueOf(sources).Elem()
	for i, id := range SourceID("").Values() {
		c.id, c.of = id, *sources.origin(id)
		if sources.has(id) {
			c.origin()
		} else if !all.Field(i).Field(1).IsZero() {
			c.fault("partner", "required", "must be given with a value")
		}
	}
	c.results(sources)
	c.lists(sources)
	c.at(SourcePeers, sources)
	for i := range sources.Peers.Value {
		if peers := &sources.Peers.Value[i].Comparison; peers.Audience != policy.Audience {
			c.fault(fmt.Sprintf("value[%d].comparison.audience", i), "match", "must be made for %s, as the review is, got %.40q", policy.Audience, peers.Audience)
		}
	}
	for i := range records.Shared {
		if of := records.Shared[i].Outcome.Currency; of != "" && of != p.Currency {
			faults.Addf(fmt.Sprintf("records.shared[%d].outcome.currency", i), "match", "must be %s, that of the review, got %.40q", p.Currency, of)
		}
	}
}

// sourceCheck checks one source after the other.
type sourceCheck struct {
	faults                *partnermath.ValidationError
	partner, currency     string
	quarter, before, next partnermath.Period
	asOf                  partnermath.Date

	id SourceID
	of Origin
}

func (c *sourceCheck) at(id SourceID, sources *Sources) { c.id, c.of = id, *sources.origin(id) }

func (c *sourceCheck) fault(field, rule, format string, args ...any) {
	c.faults.Addf(fmt.Sprintf("sources.%s.%s", c.id, field), rule, format, args...)
}

func (c *sourceCheck) origin() {
	if c.of.Partner != c.partner {
		c.fault("partner", "match", "must be %.40q, that of the review, got %.40q", c.partner, c.of.Partner)
	}
	if c.of.Currency != c.currency && (c.of.Currency != "" || c.hasAmounts()) {
		c.fault("currency", "match", "must be %s, that of the review, got %.40q", c.currency, c.of.Currency)
	}
	c.originPeriod()
	if c.of.AsOf.IsZero() {
		c.fault("asOf", "required", "must be given")
	}
	notAfter(c.faults, fmt.Sprintf("sources.%s.asOf", c.id), c.of.AsOf, c.asOf)
}

// hasAmounts reports whether a result is in a currency in any case.
func (c *sourceCheck) hasAmounts() bool {
	switch c.id {
	case SourceScore, SourcePeers, SourceRoadmap, SourceScoreTrend, SourceScoreGoals, SourceLeads:
		return false
	}
	return true
}

func (c *sourceCheck) originPeriod() {
	switch c.id {
	case SourceProfit, SourceStatement, SourcePlanActual, SourceVendorReturn:
		c.overlaps("period", c.of.Period)
	case SourceRequirement, SourceMarketing, SourceScenarios:
		if c.of.Period.Start.After(c.quarter.Start) || c.of.Period.End.Before(c.quarter.End) {
			c.fault("period", "match", "must hold the quarter, %s, got %s", c.quarter, c.of.Period)
		}
	default:
		if c.of.Period != c.wanted() {
			c.fault("period", "match", "must be %s, got %s", c.wanted(), c.of.Period)
		}
	}
}

// wanted is the quarter that a source has to be of.
func (c *sourceCheck) wanted() partnermath.Period {
	switch c.id {
	case SourceNextDeals, SourceNextRequirement, SourceNextMarketing:
		return c.next
	case SourceCampaigns:
		return c.before
	}
	return c.quarter
}

func (c *sourceCheck) overlaps(field string, p partnermath.Period) {
	if !p.Start.Before(c.quarter.End) || !c.quarter.Start.Before(p.End) {
		c.fault(field, "match", "must overlap the quarter, %s, got %s", c.quarter, p)
	}
}

// sameCurrency, samePartner, samePeriod and knowsOf hold what a result says of itself
// against its origin. What it does not say is not held.
func (c *sourceCheck) sameCurrency(field, of string) {
	if of != "" && of != c.currency {
		c.fault(field, "match", "must be %s, that of the review, got %.40q", c.currency, of)
	}
}

func (c *sourceCheck) samePartner(field, of string) {
	if of != "" && of != c.partner {
		c.fault(field, "match", "must be %.40q, that of the review, got %.40q", c.partner, of)
	}
}

func (c *sourceCheck) samePeriod(of partnermath.Period) {
	if !of.IsZero() && of != c.of.Period {
		c.fault("value.period", "match", "must be %s, that of the source, got %s", c.of.Period, of)
	}
}

func (c *sourceCheck) knowsOf(field string, d partnermath.Date) {
	notAfter(c.faults, fmt.Sprintf("sources.%s.%s", c.id, field), d, c.of.AsOf)
}

// results checks the results that are one document.
func (c *sourceCheck) results(s *Sources) {
	c.at(SourceScore, s)
	c.samePartner("value.partner", s.Score.Value.Partner)
	c.knowsOf("value.date", s.Score.Value.Date)
	c.at(SourceRoadmap, s)
	c.samePartner("value.partner", s.Roadmap.Value.Partner)
	c.knowsOf("value.date", s.Roadmap.Value.Date)
	c.at(SourceScoreTrend, s)
	c.samePartner("value.partner", s.ScoreTrend.Value.Partner)
	c.at(SourceDeals, s)
	c.deals(&s.Deals.Value)
	c.at(SourceNextDeals, s)
	c.deals(&s.NextDeals.Value)
	c.at(SourceLeads, s)
	c.knowsOf("value.asOf", s.Leads.Value.AsOf)
	for i := range s.Leads.Value.Waiting {
		c.samePartner(fmt.Sprintf("value.waiting[%d].partner", i), s.Leads.Value.Waiting[i].Partner)
	}
	c.at(SourceRegistrations, s)
	c.samePeriod(s.Registrations.Value.Period)
	c.knowsOf("value.asOf", s.Registrations.Value.AsOf)
	c.at(SourceFund, s)
	c.samePeriod(s.Fund.Value.Period)
	c.knowsOf("value.asOf", s.Fund.Value.AsOf)
	c.at(SourceFundPosition, s)
	c.samePartner("value.partner", s.FundPosition.Value.Partner)
	c.currencies(s)
}

// deals refuses the deals of several partners, whose sums cannot be told apart.
func (c *sourceCheck) deals(r *pipeline.DealReport) {
	c.samePeriod(r.Period)
	c.knowsOf("value.asOf", r.AsOf)
	for i := range r.Partners {
		c.samePartner(fmt.Sprintf("value.partners[%d].id", i), r.Partners[i].ID)
	}
}

// currencies checks the currency of each result that says it.
func (c *sourceCheck) currencies(s *Sources) {
	for _, of := range []struct {
		id       SourceID
		currency string
	}{
		{SourceRoadmap, s.Roadmap.Value.Currency},
		{SourceDeals, s.Deals.Value.Currency},
		{SourceNextDeals, s.NextDeals.Value.Currency},
		{SourceForecasts, s.Forecasts.Value.Currency},
		{SourceRegistrations, s.Registrations.Value.Currency},
		{SourceRequirement, s.Requirement.Value.Currency},
		{SourceMarketing, s.Marketing.Value.Currency},
		{SourceScenarios, s.Scenarios.Value.Currency},
		{SourceNextRequirement, s.NextRequirement.Value.Currency},
		{SourceNextMarketing, s.NextMarketing.Value.Currency},
		{SourceFund, s.Fund.Value.Currency},
		{SourceLoop, s.Loop.Value.Currency},
		{SourceProfit, s.Profit.Value.Currency},
		{SourceStatement, s.Statement.Value.Currency},
		{SourcePlanActual, s.PlanActual.Value.Currency},
		{SourceVendorReturn, s.VendorReturn.Value.Currency},
	} {
		c.id = of.id
		c.sameCurrency("value.currency", of.currency)
	}
}

// lists checks the results that are several.
func (c *sourceCheck) lists(s *Sources) {
	at := func(i int, field string) string { return fmt.Sprintf("value[%d].%s", i, field) }
	c.at(SourcePeers, s)
	for i := range s.Peers.Value {
		c.samePartner(at(i, "comparison.partner"), s.Peers.Value[i].Comparison.Partner)
		c.knowsOf(at(i, "comparison.date"), s.Peers.Value[i].Comparison.Date)
	}
	c.at(SourceCampaigns, s)
	for i := range s.Campaigns.Value {
		c.sameCurrency(at(i, "currency"), s.Campaigns.Value[i].Currency)
		c.knowsOf(at(i, "asOf"), s.Campaigns.Value[i].AsOf)
	}
	c.at(SourceIncentives, s)
	for i := range s.Incentives.Value {
		c.samePartner(at(i, "statement.partner"), s.Incentives.Value[i].Statement.Partner)
		c.overlaps(at(i, "statement.period"), s.Incentives.Value[i].Statement.Period)
	}
	c.at(SourcePromotions, s)
	for i := range s.Promotions.Value {
		c.samePartner(at(i, "partner"), s.Promotions.Value[i].Partner)
	}
	c.at(SourceFundRequests, s)
	for i := range s.FundRequests.Value {
		c.samePartner(at(i, "partner"), s.FundRequests.Value[i].Partner)
	}
	c.at(SourceClaims, s)
	for i := range s.Claims.Value {
		c.samePartner(at(i, "partner"), s.Claims.Value[i].Partner)
	}
}
