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
	if b.missing(SectionMarketing, SourceCampaigns, "what the campaigns of the quarter before brought") {
		return
	}
	t := document.Table{Title: "Campaigns of " + b.review.Quarter.Add(-1).String(), Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Campaign", Kind: document.ColumnWords},
		{Head: "Leads planned", Unit: document.UnitCount, Spare: 2},
		{Head: "Leads", Unit: document.UnitCount},
		{Head: "Revenue planned", Unit: document.UnitMoney, Spare: 1},
		{Head: "Revenue", Unit: document.UnitMoney},
		{Head: "Of plan", Unit: document.UnitShare},
		{Head: "Due by now", Unit: document.UnitShare},
	}}
	var leadsPlanned, leads, planned, revenue, created sum
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
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: cmp.Or(v.Name, v.ID)},
			document.Number(stage.Plan, document.UnitCount), document.Number(stage.Actual, document.UnitCount),
			document.Number(v.Revenue.Plan, document.UnitMoney), document.Number(v.Revenue.Actual, document.UnitMoney),
			document.Number(v.Revenue.Attainment, document.UnitShare),
			{Number: known(v.Due)},
		}})
		leadsPlanned.add(stage.Plan)
		leads.add(stage.Actual)
		planned.add(v.Revenue.Plan)
		revenue.add(v.Revenue.Actual)
		created.add(v.Pipeline.Actual)
	}
	if len(t.Rows) == 0 {
		return
	}
	total := document.Row{Kind: document.RowTotal, Cells: []document.Cell{
		{Text: "In all"},
		document.Number(leadsPlanned.known(), document.UnitCount), document.Number(leads.known(), document.UnitCount),
		document.Number(planned.known(), document.UnitMoney), document.Number(revenue.known(), document.UnitMoney),
	}}
	if planned.known().Valid && revenue.known().Valid {
		total.Cells = append(total.Cells, document.Number(shareOf(revenue.total, planned.total), document.UnitShare))
	}
	t.Rows = append(t.Rows, total)
	s.Tables = append(s.Tables, t)
	s.Metrics = append(s.Metrics, b.figure(MetricPipelineCreated, "Pipeline created by campaigns", document.UnitMoney, created.known(), SourceCampaigns))
	if young > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("Campaigns that may still bring more, as their deals take longer: %d.", young))
	}
}

// sum adds figures up; one that is not known makes it unknown.
type sum struct {
	total   decimal.Decimal
	unknown bool
	some    bool
}

func (s *sum) add(n decimal.NullDecimal) {
	s.some = true
	if s.unknown = s.unknown || !n.Valid; n.Valid {
		s.total = s.total.Add(n.Decimal)
	}
}

func (s *sum) known() decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.total, Valid: s.some && !s.unknown}
}

// required shows what the goal of the year takes.
func (b *builder) required(s *Section) {
	if b.missing(SectionMarketing, SourceRequirement, "what the goal of the year takes") {
		return
	}
	r := &b.sources.Requirement.Value
	t := document.Table{Title: "What the goal of the year takes", Currency: r.Currency, Columns: []document.Column{
		{Head: "Goal", Kind: document.ColumnWords}, {Head: "Needed", Unit: document.UnitMoney},
	}}
	row := func(kind document.RowKind, name string, unit document.Unit, n decimal.Decimal) {
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{{Text: name}, document.Number(known(n), unit)}})
	}
	row("", "Revenue goal", document.UnitMoney, r.Revenue)
	row("", "Won already", document.UnitMoney, r.Won)
	row("", "Recurring", document.UnitMoney, r.Recurring)
	row("", "Expected of the open pipeline, as the goal was set", document.UnitMoney, r.Expected)
	row("", "Still to win", document.UnitMoney, r.Remaining)
	row(document.RowTotal, "Of that, for marketing to source", document.UnitMoney, r.Sourced)
	for i := range r.Stages {
		row("", cmp.Or(r.Stages[i].Name, r.Stages[i].ID)+", count", document.UnitCount, r.Stages[i].Planned)
	}
	s.Tables = append(s.Tables, t)
}

// marketingPlan shows the tactics, what they cost and bring.
func (b *builder) marketingPlan(s *Section) {
	if b.missing(SectionMarketing, SourceMarketing, "the marketing plan of the quarter") {
		return
	}
	plan := &b.sources.Marketing.Value
	t := document.Table{Title: "Marketing plan " + b.review.Quarter.String(), Currency: plan.Currency, Columns: []document.Column{
		{Head: "Tactic", Kind: document.ColumnWords},
		{Head: "Cost", Unit: document.UnitMoney},
		{Head: "Leads", Unit: document.UnitCount},
		{Head: "MGOs", Unit: document.UnitCount, Spare: 2},
		{Head: "Revenue", Unit: document.UnitMoney},
		{Head: "Margin", Unit: document.UnitMoney, Spare: 1},
		{Head: "Margin ROI", Unit: document.UnitShare},
	}}
	row := func(kind document.RowKind, name string, r *waterfall.MarketingReturn) {
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{
			{Text: name},
			{Number: known(r.Cost)},
			document.Number(r.Outcome.Leads, document.UnitCount), document.Number(r.Outcome.MGOs, document.UnitCount),
			document.Number(r.Outcome.Revenue, document.UnitMoney), document.Number(r.Outcome.Margin, document.UnitMoney), document.Number(r.MarginROI, document.UnitShare),
		}})
	}
	for i := range plan.Tactics {
		row("", cmp.Or(plan.Tactics[i].Name, plan.Tactics[i].ID), &plan.Tactics[i].Return)
	}
	row(document.RowTotal, "In all", &plan.Total)
	s.Tables = append(s.Tables, t)
	s.Metrics = append(s.Metrics, b.figure(MetricMarginROI, "Margin ROI of the marketing plan", document.UnitShare, plan.Total.MarginROI, SourceMarketing))
	s.Notes = append(s.Notes, "Margin ROI: (margin − cost) ÷ cost.")
	if within := plan.Total.Within.Revenue; within.Valid {
		s.Notes = append(s.Notes, fmt.Sprintf("Of the plan's revenue, %s comes in %s, the rest later.", b.write(document.UnitMoney, within), b.review.Quarter))
	}
}

// scenarios shows the plan in bleak times and in bright ones.
func (b *builder) scenarios(s *Section) {
	sim := &b.sources.Scenarios.Value
	if len(sim.Scenarios) == 0 {
		return
	}
	t := document.Table{Title: "The plan by scenario", Currency: sim.Currency, Columns: []document.Column{
		{Head: "Scenario", Kind: document.ColumnWords},
		{Head: "Revenue", Unit: document.UnitMoney},
		{Head: "Margin", Unit: document.UnitMoney},
		{Head: "Margin ROI", Unit: document.UnitShare},
		{Head: "Plan needed for the goal", Unit: document.UnitShare},
		{Head: "Cost then", Unit: document.UnitMoney, Spare: 1},
	}}
	for i := range sim.Scenarios {
		m := &sim.Scenarios[i]
		scale, cost := m.ScaleWithin, decimal.NullDecimal{}
		if !scale.Valid {
			scale = m.Scale
		}
		if m.Needed != nil {
			cost = known(m.NeededReturn.Cost)
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: m.Name},
			document.Number(m.Return.Outcome.Revenue, document.UnitMoney), document.Number(m.Return.Outcome.Margin, document.UnitMoney),
			document.Number(m.Return.MarginROI, document.UnitShare), document.Number(scale, document.UnitShare), document.Number(cost, document.UnitMoney),
		}})
	}
	s.Tables = append(s.Tables, t)
}

// shared shows the outcomes that fund requests and promotions both carry, once each, on the
// costs of all of them: ROI = (margin − cost) ÷ cost.
func (b *builder) shared(s *Section) {
	t := document.Table{Title: "Funded and promoted together", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Activity", Kind: document.ColumnWords},
		{Head: "From the fund", Unit: document.UnitMoney},
		{Head: "Payouts", Unit: document.UnitMoney},
		{Head: "Revenue", Unit: document.UnitMoney, Spare: 1},
		{Head: "Margin", Unit: document.UnitMoney},
		{Head: "Margin ROI", Unit: document.UnitShare},
	}}
	for i := range b.records.Shared {
		o := &b.records.Shared[i]
		fund, payout, roi := b.fundCost(o.Requests), b.payoutCost(o.Promotions), decimal.NullDecimal{}
		if fund.Valid && payout.Valid && o.Outcome.Margin.Valid {
			if cost := fund.Decimal.Add(payout.Decimal); cost.IsPositive() {
				roi = exact.Ratio(o.Outcome.Margin.Decimal.Sub(cost), cost, 4)
			}
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: o.ID},
			document.Number(fund, document.UnitMoney), document.Number(payout, document.UnitMoney),
			document.Number(o.Outcome.Revenue, document.UnitMoney), document.Number(o.Outcome.Margin, document.UnitMoney), document.Number(roi, document.UnitShare),
		}})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
		s.Notes = append(s.Notes, "What a fund request and a promotion both carry is counted once, on the costs of both.")
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

// payoutCost is what promotions cost at full attainment; undefined where one is not known.
func (b *builder) payoutCost(promotions []string) decimal.NullDecimal {
	var cost sum
	for _, id := range promotions {
		var amount decimal.NullDecimal
		for i := range b.sources.Promotions.Value {
			if d := &b.sources.Promotions.Value[i]; d.Proposal == id {
				amount = d.Full.Cost
			}
		}
		cost.add(amount)
	}
	return cost.known()
}
