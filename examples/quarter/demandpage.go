package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func leadSection(r *review) section {
	d := r.Leads
	s := section{title: "Leads " + r.Quarter.String(), table: table{
		head:  []string{"", "Leads", "To MQL", "MQL to SQL", "Rejected", "Followed up", "In time", "Overdue", "Median days"},
		align: "wrrrrrrrr",
	}}
	add := func(kind document.RowKind, name string, l *pipeline.LeadRow) {
		s.table.add(kind, name, grouped(int64(l.Leads)), percent(rateTo(l, partnermath.StageMQL)), percent(l.SQLRate),
			percent(l.RejectedShare), percent(l.FollowUpShare), percent(l.OnTimeShare), grouped(int64(l.Overdue)), maybe(l.MedianDays, 1))
	}
	for _, by := range []struct {
		name, without string
		rows          []pipeline.LeadRow
	}{{"By source", "no source", d.Report.Sources}, {"By vendor", "no vendor", d.Report.Vendors}} {
		if len(by.rows) == 0 {
			continue
		}
		s.table.add(document.RowGroup, by.name, "", "", "", "", "", "", "", "")
		for i := range by.rows {
			add(document.RowPart, cmp.Or(by.rows[i].Name, by.without), &by.rows[i])
		}
	}
	add(document.RowTotal, "All leads", &d.Report.All)
	s.notes = []string{fmt.Sprintf("Leads created in %s, as of %s. In time: of those followed up or overdue, the share within %s of their creation.",
		r.Quarter, d.Report.AsOf, counted(d.policy.FollowUpWithin, strings.TrimSuffix(daysText(d.policy.Days), "s"), daysText(d.policy.Days)))}
	if d.Undated > 0 {
		s.notes = append(s.notes, counted(d.Undated, "lead is left out, because nobody knows when it was created.",
			"leads are left out, because nobody knows when they were created."))
	}
	if note := waitingText(d); note != "" {
		s.notes = append(s.notes, note)
	}
	return s
}

// waitingText names the leads that are overdue for the longest.
func waitingText(d *demand) string {
	var ids []string
	for _, w := range d.Report.Waiting {
		if w.Overdue && len(ids) < maxDeals {
			ids = append(ids, w.ID)
		}
	}
	if len(ids) == 0 {
		return ""
	}
	text := fmt.Sprintf("Overdue for a follow-up, the oldest first: %s", strings.Join(ids, ", "))
	if more := d.Report.All.Overdue - len(ids); more > 0 {
		text += fmt.Sprintf(" and %s more", grouped(int64(more)))
	}
	return text + "."
}

// maxLeadQuarters is how many quarters the trend shows.
const maxLeadQuarters = 8

func leadTrendSection(r *review) section {
	s := section{title: "Lead conversion by quarter", table: table{
		head: []string{"Created in", "Leads", "MQLs", "SQLs", "Lead to MQL", "MQL to SQL"}, align: "lrrrrr",
	}}
	trend := r.Leads.Trend
	if more := len(trend) - maxLeadQuarters; more > 0 {
		trend = trend[more:]
		s.notes = append(s.notes, fmt.Sprintf("The last %d quarters with leads.", maxLeadQuarters))
	}
	for i := range trend {
		q := &trend[i]
		s.table.add("", q.Quarter.String(), grouped(int64(q.Leads)), orUndefined(q.Outcome.MQLs, whole), orUndefined(q.Outcome.SQLs, whole),
			percent(rateTo(&q.LeadRow, partnermath.StageMQL)), percent(q.SQLRate))
	}
	if first, last := &trend[0].LeadRow, &trend[len(trend)-1].LeadRow; len(trend) > 1 {
		s.table.add(document.RowTotal, "Change", "", "", "", pointsBetween(rateTo(first, partnermath.StageMQL), rateTo(last, partnermath.StageMQL)),
			pointsBetween(first.SQLRate, last.SQLRate))
		s.notes = append(s.notes, "Change: points, the last quarter less the first. Leads of a young quarter may still convert.")
	}
	return s
}

// pointsBetween writes the difference of two rates in points of a percent.
func pointsBetween(from, to decimal.NullDecimal) string {
	if !from.Valid || !to.Valid {
		return undefined
	}
	return signedNumber(decimal.NewNullDecimal(to.Decimal.Sub(from.Decimal).Shift(2)))
}

func campaignSection(r *review) section {
	money := r.money()
	in := " " + r.currency
	s := section{title: fmt.Sprintf("Campaigns of %s, verified", r.Quarter.Add(-1)), table: table{
		head:  []string{"Campaign", "Leads", "of", "Won", "of", "Revenue" + in, "of" + in, "Attained", "Due by now", "Complete on"},
		align: "wrrrrrrrrl",
	}}
	immature := 0
	for i := range r.Campaigns {
		v := &r.Campaigns[i]
		leads, won := verified(v, partnermath.StageLead), verified(v, partnermath.StageWon)
		s.table.add("", cmp.Or(v.Name, v.ID), orUndefined(leads.Actual, whole), count(leads.Plan),
			orUndefined(won.Actual, whole), count(won.Plan), orUndefined(v.Revenue.Actual, money), orUndefined(v.Revenue.Plan, money),
			percent(v.Revenue.Attainment), percent(decimal.NewNullDecimal(v.Due)), v.Matures.String())
		if !v.Mature {
			immature++
		}
	}
	s.notes = []string{fmt.Sprintf("What they brought by %s, of what was planned. Due by now: the share of the planned deals that the plan has won by then.",
		r.Campaigns[0].AsOf)}
	switch immature {
	case 0:
		s.notes = append(s.notes, "All campaigns are complete: what they have not brought, they will not bring.")
	case len(r.Campaigns):
		s.notes = append(s.notes, "No campaign is complete yet: until the day in the last column, deals of it may still be won. Judge it by what is due by now.")
	default:
		s.notes = append(s.notes, "Until the day in the last column, deals of a campaign may still be won. Judge it by what is due by now.")
	}
	return s
}

// count writes an expected count with a decimal only where it has one.
func count(d decimal.NullDecimal) string {
	return orUndefined(d, func(d decimal.Decimal) string { return amount(d, min(places(0, d), 1)) })
}

func verified(v *waterfall.Verification, stage partnermath.Stage) waterfall.PlanActual {
	for _, s := range v.Stages {
		if s.Stage == stage {
			return s.PlanActual
		}
	}
	return waterfall.PlanActual{}
}

var stageTexts = map[partnermath.Stage]string{
	partnermath.StageRecipient: "recipients", partnermath.StageInquiry: "inquiries", partnermath.StageLead: "leads", partnermath.StageMQL: "MQLs", partnermath.StageSAL: "SALs",
	partnermath.StageSQL: "SQLs", partnermath.StageMGO: "MGOs", partnermath.StageOpportunity: "opportunities", partnermath.StageWon: "won deals",
}

func splitSection(r *review) section {
	money := r.money()
	s := section{title: "Campaigns: where the difference in revenue comes from", table: table{
		head: []string{"", "Planned", "Actual", "Revenue " + r.currency}, align: "wrrr",
	}}
	for i := range r.Campaigns {
		v := &r.Campaigns[i]
		name := cmp.Or(v.Name, v.ID)
		if v.Split.Parts == nil {
			s.notes = append(s.notes, fmt.Sprintf("%s: %s.", printable(name), noSplitText(v.Split)))
			continue
		}
		s.table.add(document.RowGroup, name, orUndefined(v.Revenue.Plan, money), orUndefined(v.Revenue.Actual, money),
			orUndefined(v.Revenue.Variance, signedMoney(money)))
		for _, p := range v.Split.Parts {
			what, plan, actual := splitTexts(v, p, money)
			s.table.add(document.RowPart, what, plan, actual, signedMoney(money)(p.Amount))
		}
	}
	if len(s.table.rows) > 0 {
		s.notes = append(s.notes, "Each line is what its number alone makes of the difference, after the lines above it; a campaign's lines add up to it.")
	}
	return s
}

func signedMoney(money func(decimal.Decimal) string) func(decimal.Decimal) string {
	return func(d decimal.Decimal) string {
		if d.IsPositive() {
			return "+" + money(d)
		}
		return money(d)
	}
}

// splitTexts tells what a part of a difference is of.
func splitTexts(v *waterfall.Verification, p waterfall.RevenueSplitPart, money func(decimal.Decimal) string) (what, plan, actual string) {
	switch p.Driver {
	case waterfall.DriverDealSize:
		return "Deal size", orUndefined(v.DealSize.Plan, money), orUndefined(v.DealSize.Actual, money)
	case waterfall.DriverVolume:
		c := verified(v, p.Stage)
		return capital(stageTexts[p.Stage]), count(c.Plan), count(c.Actual)
	}
	for _, s := range v.Stages {
		if s.Stage == p.Stage {
			return capital(stageTexts[p.From]) + " to " + stageTexts[p.Stage], percent(s.PlanRate), percent(s.ActualRate)
		}
	}
	return "", "", ""
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

func noSplitText(s waterfall.RevenueSplit) string {
	switch s.Reason {
	case waterfall.NoSplitRevenue:
		return "the revenue is not known, so that there is nothing to compare"
	case waterfall.NoSplitWon:
		return "the won deals are not known, so that the difference in revenue cannot be split"
	}
	return fmt.Sprintf("the plan has no %s, so that the difference in revenue cannot be split", stageTexts[s.Stage])
}
