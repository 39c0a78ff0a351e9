package qbr

import (
	"fmt"
	"reflect"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/internal/matching"
)

// checkSources adds the faults of sources that are not of the review: of its partner, its
// currency and quarter, up to its day, and for its audience.
func checkSources(faults *partnermath.ValidationError, policy *Policy, records *Records, sources *Sources, asOf partnermath.Date) {
	p := &policy.Performance
	c := matching.Check{Faults: faults, Review: matching.Origin{
		Partner: records.Partner.ID, Currency: p.Currency, Period: p.Calendar.Quarter(p.Quarter.Year, p.Quarter.Number), AsOf: asOf,
	}}
	sources.checkOrigins(&c, policy)
	sources.checkScores(&c, policy)
	sources.checkDemand(&c)
	sources.checkMoney(&c)
	for i := range records.Shared {
		if of := records.Shared[i].Outcome.Currency; of != "" && of != p.Currency {
			faults.Addf(fmt.Sprintf("records.shared[%d].outcome.currency", i), "match", "must be %s, that of the review, got %.40q", p.Currency, of)
		}
	}
}

// at makes a source the one that is checked.
func (s *Sources) at(c *matching.Check, id SourceID) *matching.Check {
	c.At, c.Of = "sources."+string(id), matching.Origin(*s.origin(id))
	return c
}

// checkOrigins checks what is said of whom, of when and in which currency a source is.
func (s *Sources) checkOrigins(c *matching.Check, policy *Policy) {
	all := reflect.ValueOf(s).Elem()
	for i, id := range SourceID("").Values() {
		s.at(c, id)
		if !s.has(id) {
			if !all.Field(i).Field(1).IsZero() {
				c.Fault("partner", "required", "must be given with a value")
			}
			continue
		}
		c.Origin(id.hasAmounts())
		switch id {
		case SourceProfit, SourceStatement, SourcePlanActual, SourceVendorReturn:
			c.Overlaps(c.Of.Period, "period")
		case SourceRequirement, SourceMarketing, SourceScenarios:
			c.Holds("period", c.Of.Period)
		default:
			q := policy.Performance.Quarter.Add(id.quarter())
			c.Period("period", c.Of.Period, policy.Performance.Calendar.Quarter(q.Year, q.Number))
		}
	}
}

// hasAmounts reports whether a source is in a currency in any case.
func (id SourceID) hasAmounts() bool {
	switch id {
	case SourceScore, SourcePeers, SourceRoadmap, SourceScoreTrend, SourceScoreGoals, SourceLeads:
		return false
	}
	return true
}

// quarter is the one that a source has to be of, 0 for the reviewed one, 1 for the next.
func (id SourceID) quarter() int {
	switch id {
	case SourceNextDeals, SourceNextRequirement, SourceNextMarketing:
		return 1
	case SourceCampaigns:
		return -1
	}
	return 0
}

// checkScores checks what the results of scorecard say of themselves.
func (s *Sources) checkScores(c *matching.Check, policy *Policy) {
	s.at(c, SourceScore).Partner(s.Score.Value.Partner, "value.partner")
	c.Day(s.Score.Value.Date, "value.date")
	s.at(c, SourcePeers)
	for i := range s.Peers.Value {
		p := &s.Peers.Value[i].Comparison
		c.Partner(p.Partner, "value[%d].comparison.partner", i)
		c.Day(p.Date, "value[%d].comparison.date", i)
		if p.Audience != policy.Audience {
			c.Fault(fmt.Sprintf("value[%d].comparison.audience", i), "match", "must be made for %s, as the review is, got %.40q", policy.Audience, p.Audience)
		}
	}
	s.at(c, SourceRoadmap).Partner(s.Roadmap.Value.Partner, "value.partner")
	c.Currency(s.Roadmap.Value.Currency, "value.currency")
	c.Day(s.Roadmap.Value.Date, "value.date")
	s.at(c, SourceScoreTrend).Partner(s.ScoreTrend.Value.Partner, "value.partner")
}

// checkDemand checks what deals, leads and marketing say of themselves.
func (s *Sources) checkDemand(c *matching.Check) {
	s.at(c, SourceDeals).Deals(&s.Deals.Value)
	s.at(c, SourceNextDeals).Deals(&s.NextDeals.Value)
	s.at(c, SourceForecasts).Currency(s.Forecasts.Value.Currency, "value.currency")
	s.at(c, SourceLeads).Leads(&s.Leads.Value)
	s.at(c, SourceRegistrations).Registrations(&s.Registrations.Value)
	s.at(c, SourceRequirement).Currency(s.Requirement.Value.Currency, "value.currency")
	s.at(c, SourceMarketing).Currency(s.Marketing.Value.Currency, "value.currency")
	s.at(c, SourceScenarios).Currency(s.Scenarios.Value.Currency, "value.currency")
	s.at(c, SourceCampaigns)
	for i := range s.Campaigns.Value {
		c.Campaign(i, &s.Campaigns.Value[i])
	}
	s.at(c, SourceNextRequirement).Currency(s.NextRequirement.Value.Currency, "value.currency")
	s.at(c, SourceNextMarketing).Currency(s.NextMarketing.Value.Currency, "value.currency")
}

// checkMoney checks what incentives, funds and business cases say of themselves.
func (s *Sources) checkMoney(c *matching.Check) {
	s.at(c, SourceIncentives)
	for i := range s.Incentives.Value {
		c.Partner(s.Incentives.Value[i].Statement.Partner, "value[%d].statement.partner", i)
		c.Overlaps(s.Incentives.Value[i].Statement.Period, "value[%d].statement.period", i)
	}
	s.at(c, SourcePromotions)
	for i := range s.Promotions.Value {
		c.Partner(s.Promotions.Value[i].Partner, "value[%d].partner", i)
	}
	s.at(c, SourceFund).Fund(&s.Fund.Value, &s.FundPosition.Value, s.FundPosition.AsOf)
	s.at(c, SourceFundPosition).Partner(s.FundPosition.Value.Partner, "value.partner")
	s.at(c, SourceFundRequests)
	for i := range s.FundRequests.Value {
		c.Partner(s.FundRequests.Value[i].Partner, "value[%d].partner", i)
	}
	s.at(c, SourceClaims)
	for i := range s.Claims.Value {
		c.Partner(s.Claims.Value[i].Partner, "value[%d].partner", i)
	}
	s.at(c, SourceLoop).Currency(s.Loop.Value.Currency, "value.currency")
	s.at(c, SourceProfit).Currency(s.Profit.Value.Currency, "value.currency")
	s.at(c, SourceStatement).Currency(s.Statement.Value.Currency, "value.currency")
	s.at(c, SourcePlanActual).Currency(s.PlanActual.Value.Currency, "value.currency")
	s.at(c, SourceVendorReturn).Currency(s.VendorReturn.Value.Currency, "value.currency")
}
