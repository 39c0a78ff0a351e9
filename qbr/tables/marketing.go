package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/waterfall"
)

// Campaigns shows what those of a period, which is called of, brought: leads, pipeline and
// revenue beside the plan, and how much of it is due by now. In all, what one campaign does
// not know is not known. It has no rows where there is no campaign.
func Campaigns(campaigns []waterfall.Verification, of, currency string) document.Table {
	t := table(
		"Campaigns of "+of, currency, setting.WordColumn("Campaign"), setting.Spare(3, setting.Column(count, "Leads planned")), setting.Column(count, "Leads"),
		setting.Spare(1, setting.Column(money, "Pipeline created")), setting.Spare(2, setting.Charted(setting.Column(money, "Revenue planned"))), setting.Charted(setting.Column(money, "Revenue")),
		setting.Column(share, "Revenue of plan"), setting.Column(share, "Due by now"),
	)
	if len(campaigns) == 0 {
		return t
	}
	t.Chart = document.ChartBars
	var leadsPlanned, leads, created, planned, revenue sum
	for i := range campaigns {
		v := &campaigns[i]
		var stage waterfall.VerifiedStage
		if at := slices.IndexFunc(v.Stages, func(s waterfall.VerifiedStage) bool { return s.Stage == partnermath.StageLead }); at >= 0 {
			stage = v.Stages[at]
		}
		addRow(
			&t, "", named(v.Name, v.ID), countCell(stage.Plan), countCell(stage.Actual), moneyCell(v.Pipeline.Actual),
			moneyCell(v.Revenue.Plan), moneyCell(v.Revenue.Actual), shareCell(v.Revenue.Attainment), knownCell(v.Due),
		)
		leadsPlanned.add(stage.Plan)
		leads.add(stage.Actual)
		created.add(v.Pipeline.Actual)
		planned.add(v.Revenue.Plan)
		revenue.add(v.Revenue.Actual)
	}
	var attained decimal.NullDecimal
	if planned.total.IsPositive() {
		attained = exact.RatioNull(revenue.known(), planned.known(), exact.RatioPlaces)
	}
	addRow(
		&t, document.RowTotal, setting.Text("In all"), countCell(leadsPlanned.known()), countCell(leads.known()), moneyCell(created.known()),
		moneyCell(planned.known()), moneyCell(revenue.known()), shareCell(attained),
	)
	return t.WithoutUnknown()
}

// Causes shows where the difference between the planned and the actual revenue of campaigns
// comes from: how much demand there was, each conversion, and the deal size, each after those
// above it. Campaigns whose difference is not split are left out, and so are parts of 0.
func Causes(campaigns []waterfall.Verification, currency string) document.Table {
	t := table(
		"Why the revenue of campaigns is not as planned", currency, setting.WordColumn("From plan to actual"), setting.Mixed("Planned"), setting.Mixed("Actual"),
		signed(setting.Column(money, "Difference in revenue")),
	)
	for i := range campaigns {
		v := &campaigns[i]
		if len(v.Split.Parts) == 0 || !v.Revenue.Variance.Valid || v.Revenue.Variance.Decimal.IsZero() {
			continue
		}
		addRow(
			&t, document.RowGroup, named(v.Name, v.ID), setting.SomeNumber(v.Revenue.Plan, money), setting.SomeNumber(v.Revenue.Actual, money), moneyCell(v.Revenue.Variance),
		)
		for j := range v.Split.Parts {
			if part := &v.Split.Parts[j]; !part.Amount.IsZero() {
				addRow(&t, document.RowPart, append(causeCells(v, part), knownCell(part.Amount))...)
			}
		}
	}
	return t
}

// causeCells are what a part of a difference is of, planned and actual.
func causeCells(v *waterfall.Verification, part *waterfall.RevenueSplitPart) []document.Cell {
	if part.Driver == waterfall.DriverDealSize {
		return []document.Cell{setting.Text("Average deal size"), setting.SomeNumber(v.DealSize.Plan, money), setting.SomeNumber(v.DealSize.Actual, money)}
	}
	var stage waterfall.VerifiedStage
	if at := slices.IndexFunc(v.Stages, func(s waterfall.VerifiedStage) bool { return s.Stage == part.Stage }); at >= 0 {
		stage = v.Stages[at]
	}
	if part.Driver == waterfall.DriverVolume {
		return []document.Cell{setting.Text("Number of " + words.Stage(part.Stage)), setting.SomeNumber(stage.Plan, count), setting.SomeNumber(stage.Actual, count)}
	}
	name := fmt.Sprintf("%s from %s", words.Stage(part.Stage), words.Stage(part.From))
	return []document.Cell{setting.Text(strings.ToUpper(name[:1]) + name[1:]), setting.SomeNumber(stage.PlanRate, share), setting.SomeNumber(stage.ActualRate, share)}
}

// CapacityLine is a stage of demand: what a target takes, and what is planned. The zero
// CapacityLine is not known.
type CapacityLine struct {
	Stage                      partnermath.Stage
	Required, Planned, Lacking decimal.NullDecimal
	Enough                     bool
}

// Capacity shows whether planned marketing brings what a target takes, stage by stage.
func Capacity(lines []CapacityLine) document.Table {
	t := table(
		"What the target takes, and what marketing is planned to bring", "", setting.TextColumn("Stage"), setting.Charted(setting.Column(count, "Needed")),
		setting.Charted(setting.Column(count, "Planned")), setting.Column(count, "Lacking"), setting.TextColumn("Enough"),
	)
	t.Chart = document.ChartBars
	for i := range lines {
		l, enough := &lines[i], "no"
		switch {
		case !l.Lacking.Valid:
			enough = "not known"
		case l.Enough:
			enough = "yes"
		}
		addRow(&t, "", setting.Text(words.Stage(l.Stage)), countCell(l.Required), countCell(l.Planned), countCell(l.Lacking), setting.Text(enough))
	}
	return t
}

// Requirement shows what the goal of a period takes: in money, less what is covered, and in
// demand that marketing has to bring at each stage. The period is called as the calendar
// calls it. Cover of 0 is left out.
func Requirement(r waterfall.Requirement, calendar partnermath.Calendar, p partnermath.Period) (goal, demand document.Table) {
	goal = table("What the goal takes, "+periodName(calendar, p), r.Currency, setting.WordColumn("Goal"), setting.Charted(setting.Column(money, "Amount")))
	goal.Chart = document.ChartBridge
	row := func(kind document.RowKind, name string, n decimal.Decimal) {
		addRow(&goal, kind, setting.Text(name), knownCell(n))
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
	demand = table("What marketing has to bring for it", r.Currency, setting.WordColumn("Stage"), setting.Charted(setting.Column(count, "Needed")))
	demand.Chart = document.ChartBars
	for i := range r.Stages {
		addRow(&demand, "", named(r.Stages[i].Name, r.Stages[i].ID), knownCell(r.Stages[i].Planned))
	}
	return goal, demand
}

// MarketingPlan shows the tactics of a plan, what each costs and brings, and the plan in all.
// The period is called as the calendar calls it. Columns of which nothing is known are left
// out.
func MarketingPlan(plan waterfall.MixForecast, calendar partnermath.Calendar, p partnermath.Period) document.Table {
	t := table(
		"Marketing plan, "+periodName(calendar, p), plan.Currency, setting.WordColumn("Tactic"), setting.Charted(setting.Column(money, "Cost")), setting.Column(count, "Leads"), setting.Spare(2, setting.Column(count, "MQLs")),
		setting.Spare(2, setting.Column(count, "MGOs")), setting.Charted(setting.Column(money, "Revenue")), setting.Spare(1, setting.Charted(setting.Column(money, "Margin"))), setting.Column(share, "Margin ROI"),
	)
	t.Chart = document.ChartBars
	row := func(kind document.RowKind, name string, r *waterfall.MarketingReturn) {
		o := &r.Outcome
		addRow(
			&t, kind, setting.Text(name), knownCell(r.Cost), countCell(o.Leads), countCell(o.MQLs), countCell(o.MGOs), moneyCell(o.Revenue),
			moneyCell(o.Margin), shareCell(r.MarginROI),
		)
	}
	for i := range plan.Tactics {
		row("", cmp.Or(plan.Tactics[i].Name, plan.Tactics[i].ID), &plan.Tactics[i].Return)
	}
	row(document.RowTotal, "In all", &plan.Total)
	return t.WithoutUnknown()
}

// Scenarios shows a plan as it is and in each scenario, what a scenario changes of its revenue,
// and how much of it brings what marketing has to source: within its period, or else at all.
// It has no rows without a scenario.
func Scenarios(s waterfall.Simulation) document.Table {
	t := table(
		"The marketing plan by scenario", s.Currency, setting.WordColumn("Scenario"), setting.Charted(setting.Column(money, "Revenue")), setting.Spare(1, signed(setting.Column(money, "Change in revenue"))),
		setting.Spare(3, setting.Charted(setting.Column(money, "Margin"))), setting.Column(share, "Margin ROI"), setting.Column(share, "Needed of the plan"), setting.Spare(2, setting.Column(money, "Cost of what is needed")),
	)
	if len(s.Scenarios) == 0 {
		return t
	}
	t.Chart = document.ChartBars
	row := func(name string, m *waterfall.SimulatedMix) {
		scale, cost := m.ScaleWithin, decimal.NullDecimal{}
		if !scale.Valid {
			scale = m.Scale
		}
		if m.Needed != nil {
			cost = known(m.NeededReturn.Cost)
		}
		addRow(
			&t, "", setting.Text(name), moneyCell(m.Return.Outcome.Revenue), document.Cell{Number: m.Change.Revenue}, moneyCell(m.Return.Outcome.Margin), shareCell(m.Return.MarginROI),
			shareCell(scale), moneyCell(cost),
		)
	}
	row("As planned", &s.Base)
	for i := range s.Scenarios {
		row(s.Scenarios[i].Name, &s.Scenarios[i])
	}
	return t.WithoutUnknown()
}
