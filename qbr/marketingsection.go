package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// marketing is the section of demand: the leads there are, the plan and what it takes, and
// what the campaigns of the quarter before brought.
func (b *builder) marketing() Section {
	s := Section{Title: "Marketing"}
	b.demand(&s)
	b.campaigns(&s)
	b.required(&s)
	b.marketingPlan(&s)
	b.scenarios(&s)
	b.shared(&s)
	return s
}

// campaigns shows what those of the quarter before brought, one by one and in all.
func (b *builder) campaigns(s *Section) {
	before := b.review.Quarter.Add(-1)
	if b.missing(SectionMarketing, SourceCampaigns, fmt.Sprintf("what the campaigns of %s brought", before)) {
		return
	}
	campaigns := b.sources.Campaigns.Value
	if len(campaigns) == 0 {
		s.note("No campaign ran in %s.", before)
		return
	}
	c := reading.Campaigns(campaigns)
	b.add(s, tables.Campaigns(campaigns, before.String(), b.review.Currency))
	s.Metrics = append(s.Metrics, b.figure(MetricPipelineCreated, fmt.Sprintf("Pipeline created %s", before), document.UnitMoney, c.Created, SourceCampaigns))
	b.add(s, tables.Causes(campaigns, b.review.Currency))
	if c.Silent > 0 {
		b.gap(SectionMarketing, SourceCampaigns, fmt.Sprintf("the pipeline that %s of %s created", words.Of(c.Silent, "campaign", len(campaigns)), before))
	}
	if c.Young > 0 {
		s.note("Campaigns that may still bring more, as their deals take longer: %d.", c.Young)
	}
}

// required shows what the goal of the year takes, in money and in demand.
func (b *builder) required(s *Section) {
	if b.missing(SectionMarketing, SourceRequirement, "what the goal of the year takes") {
		return
	}
	goal, demand := tables.Requirement(b.sources.Requirement.Value, b.policy.Performance.Calendar, b.sources.Requirement.Period)
	b.add(s, goal)
	b.add(s, demand)
}

// marketingPlan shows the tactics, what they cost and bring.
func (b *builder) marketingPlan(s *Section) {
	if b.missing(SectionMarketing, SourceMarketing, "the marketing plan") {
		return
	}
	plan := &b.sources.Marketing.Value
	b.add(s, tables.MarketingPlan(*plan, b.policy.Performance.Calendar, b.sources.Marketing.Period))
	if plan.Total.MarginROI.Valid || !b.toPartner { // the margin may be the vendor's
		s.Metrics = append(s.Metrics, b.figure(MetricMarginROI, "Margin ROI of the marketing plan", document.UnitShare, plan.Total.MarginROI, SourceMarketing))
		s.Notes = append(s.Notes, "Margin ROI: (margin − cost) ÷ cost.")
	}
	if within := plan.Total.Within.Revenue; within.Valid {
		s.note("Of the revenue of the marketing plan, %s comes within its period, the rest later.", b.write(document.UnitMoney, within))
	}
}

// scenarios shows the plan as it is, in bleak times and in bright ones.
func (b *builder) scenarios(s *Section) {
	if b.missing(SectionMarketing, SourceScenarios, "the marketing plan by scenario") {
		return
	}
	sim := &b.sources.Scenarios.Value
	if len(sim.Scenarios) == 0 {
		return
	}
	b.add(s, tables.Scenarios(*sim))
	s.note("Needed of the plan: how much of it brings the %s that marketing has to source.", b.write(document.UnitMoney, known(sim.Sourced)))
}

// shared shows the outcomes that fund requests and promotions both carry, once each.
func (b *builder) shared(s *Section) {
	outcomes := make([]tables.SharedOutcome, len(b.records.Shared))
	for i := range outcomes {
		outcomes[i] = tables.SharedOutcome(b.records.Shared[i])
	}
	if len(outcomes) > 0 {
		b.add(
			s, tables.Shared(outcomes, b.sources.FundRequests.Value, b.sources.Promotions.Value, b.review.Currency),
			"What a fund request and a promotion both carry is counted once, on what is approved of the one and the payout of the other.",
		)
	}
}
