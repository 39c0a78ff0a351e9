package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// sameCurrency, samePartner, samePeriod and knowsOf hold what a result says of itself
// against its origin. What it does not say is not held.
func (c *sourceCheck) sameCurrency(of, field string, at ...any) {
	if of != "" && of != c.currency {
		c.fault(fmt.Sprintf(field, at...), "match", "must be %s, that of the review, got %.40q", c.currency, of)
	}
}

func (c *sourceCheck) samePartner(of, field string, at ...any) {
	if of != "" && of != c.partner {
		c.fault(fmt.Sprintf(field, at...), "match", "must be %.40q, that of the review, got %.40q", c.partner, of)
	}
}

func (c *sourceCheck) samePeriod(of partnermath.Period) {
	if !of.IsZero() && of != c.of.Period {
		c.fault("value.period", "match", "must be %s, that of the source, got %s", c.of.Period, of)
	}
}

func (c *sourceCheck) knowsOf(d partnermath.Date, field string, at ...any) {
	if isAfter(d, c.of.AsOf) {
		c.notAfter(fmt.Sprintf(field, at...), d, c.of.AsOf)
	}
}

// results checks the results that are one document.
func (c *sourceCheck) results(s *Sources) {
	c.at(SourceScore, s)
	c.samePartner(s.Score.Value.Partner, "value.partner")
	c.knowsOf(s.Score.Value.Date, "value.date")
	c.at(SourceRoadmap, s)
	c.samePartner(s.Roadmap.Value.Partner, "value.partner")
	c.knowsOf(s.Roadmap.Value.Date, "value.date")
	c.at(SourceScoreTrend, s)
	c.samePartner(s.ScoreTrend.Value.Partner, "value.partner")
	c.at(SourceDeals, s)
	c.deals(&s.Deals.Value)
	c.at(SourceNextDeals, s)
	c.deals(&s.NextDeals.Value)
	c.at(SourceLeads, s)
	c.knowsOf(s.Leads.Value.AsOf, "value.asOf")
	for i := range s.Leads.Value.Waiting {
		c.samePartner(s.Leads.Value.Waiting[i].Partner, "value.waiting[%d].partner", i)
	}
	c.at(SourceRegistrations, s)
	c.samePeriod(s.Registrations.Value.Period)
	c.knowsOf(s.Registrations.Value.AsOf, "value.asOf")
	c.at(SourceFund, s)
	c.samePeriod(s.Fund.Value.Period)
	c.knowsOf(s.Fund.Value.AsOf, "value.asOf")
	c.at(SourceFundPosition, s)
	c.samePartner(s.FundPosition.Value.Partner, "value.partner")
	c.currencies(s)
}

// deals refuses the deals of several partners, whose sums cannot be told apart.
func (c *sourceCheck) deals(r *pipeline.DealReport) {
	c.samePeriod(r.Period)
	c.knowsOf(r.AsOf, "value.asOf")
	for i := range r.Partners {
		c.samePartner(r.Partners[i].ID, "value.partners[%d].id", i)
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
		c.sameCurrency(of.currency, "value.currency")
	}
}

// lists checks the results that are several.
func (c *sourceCheck) lists(s *Sources) {
	c.at(SourcePeers, s)
	for i := range s.Peers.Value {
		c.samePartner(s.Peers.Value[i].Comparison.Partner, "value[%d].comparison.partner", i)
		c.knowsOf(s.Peers.Value[i].Comparison.Date, "value[%d].comparison.date", i)
	}
	c.at(SourceCampaigns, s)
	for i := range s.Campaigns.Value {
		c.sameCurrency(s.Campaigns.Value[i].Currency, "value[%d].currency", i)
		c.knowsOf(s.Campaigns.Value[i].AsOf, "value[%d].asOf", i)
	}
	c.at(SourceIncentives, s)
	for i := range s.Incentives.Value {
		c.samePartner(s.Incentives.Value[i].Statement.Partner, "value[%d].statement.partner", i)
		c.overlaps(s.Incentives.Value[i].Statement.Period, "value[%d].statement.period", i)
	}
	c.at(SourcePromotions, s)
	for i := range s.Promotions.Value {
		c.samePartner(s.Promotions.Value[i].Partner, "value[%d].partner", i)
	}
	c.at(SourceFundRequests, s)
	for i := range s.FundRequests.Value {
		c.samePartner(s.FundRequests.Value[i].Partner, "value[%d].partner", i)
	}
	c.at(SourceClaims, s)
	for i := range s.Claims.Value {
		c.samePartner(s.Claims.Value[i].Partner, "value[%d].partner", i)
	}
}
