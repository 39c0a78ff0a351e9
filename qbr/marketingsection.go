package qbr

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall"
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
	count, money := document.UnitCount, document.UnitMoney
	t := b.table(
		fmt.Sprintf("Campaigns of %s", before), wordColumn("Campaign"), spare(3, column(count, "Leads planned")), column(count, "Leads"),
		spare(1, column(money, "Pipeline created")), spare(2, column(money, "Revenue planned")), column(money, "Revenue"),
		column(document.UnitShare, "Revenue of plan"), column(document.UnitShare, "Due by now"),
	)
	var leadsPlanned, leads, created, planned, revenue sum
	young := 0
	for i := range b.sources.Campaigns.Value {
		v := &b.sources.Campaigns.Value[i]
		var stage waterfall.VerifiedStage
		if at := slices.IndexFunc(v.Stages, func(s waterfall.VerifiedStage) bool { return s.Stage == partnermath.StageLead }); at >= 0 {
			stage = v.Stages[at]
		}
		if !v.Mature {
			young++
		}
		addRow(
			&t, "", textCell(cmp.Or(v.Name, v.ID)), countCell(stage.Plan), countCell(stage.Actual), moneyCell(v.Pipeline.Actual),
			moneyCell(v.Revenue.Plan), moneyCell(v.Revenue.Actual), shareCell(v.Revenue.Attainment), knownCell(v.Due),
		)
		leadsPlanned.add(stage.Plan)
		leads.add(stage.Actual)
		created.add(v.Pipeline.Actual)
		planned.add(v.Revenue.Plan)
		revenue.add(v.Revenue.Actual)
	}
	if len(t.Rows) == 0 {
		s.note("No campaign ran in %s.", before)
		return
	}
	var attained decimal.NullDecimal
	if planned.known().Valid && revenue.known().Valid {
		attained = shareOf(revenue.total, planned.total)
	}
	addRow(
		&t, document.RowTotal, textCell("In all"), countCell(leadsPlanned.known()), countCell(leads.known()), moneyCell(created.known()),
		moneyCell(planned.known()), moneyCell(revenue.known()), shareCell(attained),
	)
	s.add(withoutUnknown(t))
	s.Metrics = append(s.Metrics, b.figure(MetricPipelineCreated, fmt.Sprintf("Pipeline created %s", before), document.UnitMoney, created.some(), SourceCampaigns))
	if n := created.unknown; n > 0 {
		b.gap(SectionMarketing, SourceCampaigns, fmt.Sprintf("the pipeline that %s of %s created", times(n, "campaign", created.of), before))
	}
	if young > 0 {
		s.note("Campaigns that may still bring more, as their deals take longer: %d.", young)
	}
}

// required shows what the goal of the year takes, in money and in demand.
func (b *builder) required(s *Section) {
	if b.missing(SectionMarketing, SourceRequirement, "what the goal of the year takes") {
		return
	}
	r := &b.sources.Requirement.Value
	t := b.table("What the goal takes, "+b.periodName(b.sources.Requirement.Period), wordColumn("Goal"), column(document.UnitMoney, "Amount"))
	row := func(kind document.RowKind, name string, n decimal.Decimal) {
		addRow(&t, kind, textCell(name), knownCell(n))
	}
	row("", "Revenue goal", r.Revenue)
	for _, covered := range []struct {
		name   string
		amount decimal.Decimal
	}{{"Less won already", r.Won}, {"Less recurring", r.Recurring}, {"Less expected of open deals, as the goal was set", r.Expected}} {
		if !covered.amount.IsZero() { // 0 says nothing
			row("", covered.name, covered.amount.Neg())
		}
	}
	row(document.RowTotal, "Still to win", r.Remaining)
	row("", "Of that, for marketing to source", r.Sourced)
	s.add(t)
	demand := b.table("What marketing has to bring for it", wordColumn("Stage"), column(document.UnitCount, "Needed"))
	for i := range r.Stages {
		addRow(&demand, "", textCell(cmp.Or(r.Stages[i].Name, r.Stages[i].ID)), knownCell(r.Stages[i].Planned))
	}
	s.add(demand)
}

// marketingPlan shows the tactics, what they cost and bring.
func (b *builder) marketingPlan(s *Section) {
	if b.missing(SectionMarketing, SourceMarketing, "the marketing plan") {
		return
	}
	plan := &b.sources.Marketing.Value
	of := b.periodName(b.sources.Marketing.Period)
	count, money := document.UnitCount, document.UnitMoney
	t := b.table(
		"Marketing plan, "+of, wordColumn("Tactic"), column(money, "Cost"), column(count, "Leads"), spare(2, column(count, "MQLs")),
		spare(2, column(count, "MGOs")), column(money, "Revenue"), spare(1, column(money, "Margin")), column(document.UnitShare, "Margin ROI"),
	)
	row := func(kind document.RowKind, name string, r *waterfall.MarketingReturn) {
		o := &r.Outcome
		addRow(
			&t, kind, textCell(name), knownCell(r.Cost), countCell(o.Leads), countCell(o.MQLs), countCell(o.MGOs), moneyCell(o.Revenue),
			moneyCell(o.Margin), shareCell(r.MarginROI),
		)
	}
	for i := range plan.Tactics {
		row("", cmp.Or(plan.Tactics[i].Name, plan.Tactics[i].ID), &plan.Tactics[i].Return)
	}
	row(document.RowTotal, "In all", &plan.Total)
	s.add(withoutUnknown(t))
	if plan.Total.MarginROI.Valid || !b.toPartner { // the margin may be the vendor's
		s.Metrics = append(s.Metrics, b.figure(MetricMarginROI, "Margin ROI of the marketing plan", document.UnitShare, plan.Total.MarginROI, SourceMarketing))
		s.Notes = append(s.Notes, "Margin ROI: (margin − cost) ÷ cost.")
	}
	if within := plan.Total.Within.Revenue; within.Valid {
		s.note("Of the revenue of the marketing plan, %s comes within its period, the rest later.", b.write(money, within))
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
	money, share := document.UnitMoney, document.UnitShare
	t := b.table(
		"The marketing plan by scenario", wordColumn("Scenario"), column(money, "Revenue"), spare(2, column(money, "Margin")), column(share, "Margin ROI"),
		column(share, "Needed of the plan"), spare(1, column(money, "Cost of what is needed")),
	)
	row := func(name string, m *waterfall.SimulatedMix) {
		scale, cost := m.ScaleWithin, decimal.NullDecimal{}
		if !scale.Valid {
			scale = m.Scale
		}
		if m.Needed != nil {
			cost = known(m.NeededReturn.Cost)
		}
		addRow(
			&t, "", textCell(name), moneyCell(m.Return.Outcome.Revenue), moneyCell(m.Return.Outcome.Margin), shareCell(m.Return.MarginROI),
			shareCell(scale), moneyCell(cost),
		)
	}
	row("As planned", &sim.Base)
	for i := range sim.Scenarios {
		row(sim.Scenarios[i].Name, &sim.Scenarios[i])
	}
	s.add(withoutUnknown(t))
	s.note("Needed of the plan: how much of it brings the %s that marketing has to source.", b.write(money, known(sim.Sourced)))
}

// shared shows the outcomes that fund requests and promotions both carry, once each, on the
// costs of all of them: ROI = (margin − cost) ÷ cost.
func (b *builder) shared(s *Section) {
	money := document.UnitMoney
	t := b.table(
		"Funded and promoted together", wordColumn("Activity"), column(money, "From the fund"), column(money, "Payouts"), spare(1, column(money, "Revenue")),
		column(money, "Margin"), column(document.UnitShare, "Margin ROI"),
	)
	for i := range b.records.Shared {
		o := &b.records.Shared[i]
		fund, payout, roi := b.fundCost(o.Requests), b.payoutCost(o.Promotions), decimal.NullDecimal{}
		if fund.Valid && payout.Valid && o.Outcome.Margin.Valid {
			if cost := fund.Decimal.Add(payout.Decimal); cost.IsPositive() {
				roi = exact.Ratio(o.Outcome.Margin.Decimal.Sub(cost), cost, exact.RatioPlaces)
			}
		}
		addRow(&t, "", textCell(o.ID), moneyCell(fund), moneyCell(payout), moneyCell(o.Outcome.Revenue), moneyCell(o.Outcome.Margin), shareCell(roi))
	}
	if len(t.Rows) > 0 {
		s.add(withoutUnknown(t))
		s.Notes = append(s.Notes, "What a fund request and a promotion both carry is counted once, on what is approved of the one and the payout of the other.")
	}
}

// fundCost is what was approved of requests; undefined where one is not known.
func (b *builder) fundCost(requests []string) decimal.NullDecimal {
	var cost sum
	for _, id := range requests {
		var amount decimal.NullDecimal
		for i := range b.sources.FundRequests.Value {
			if d := &b.sources.FundRequests.Value[i]; d.Request == id {
				amount = known(d.Amount)
			}
		}
		cost.add(amount)
	}
	return cost.known()
}

// payoutCost is what promotions pay at full attainment; undefined where one is not known.
func (b *builder) payoutCost(promotions []string) decimal.NullDecimal {
	var cost sum
	for _, id := range promotions {
		var amount decimal.NullDecimal
		for i := range b.sources.Promotions.Value {
			if d := &b.sources.Promotions.Value[i]; d.Proposal == id {
				amount = d.Full.Payout
			}
		}
		cost.add(amount)
	}
	return cost.known()
}
