package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall"
)

// marketingSections are none without plans.
func marketingSections(r *review) []section {
	switch m := r.Marketing; {
	case r.planned.IsZero():
		return nil
	case m == nil && r.planned == r.Quarter && (slices.Contains(r.lacks, partNames[partFunnel]) && slices.Contains(r.lacks, partNames[partTactics])):
		return nil // the plan is for deals and leads alone
	case m == nil && r.planned == r.Quarter:
		return []section{{title: "Marketing plan", notes: []string{fmt.Sprintf("None is shown, because %s lacks %s.", planFile, strings.Join(r.lacks, " and "))}}}
	case m == nil:
		return []section{{title: "Marketing plan", notes: []string{fmt.Sprintf("The marketing plan is of %s.", r.planned)}}}
	default:
		sections := []section{revenueGoalSection(r), needSection(r), tacticSection(r), scenarioSection(r)}
		if len(m.Effects) > 0 {
			sections = append(sections, effectSection(r))
		}
		return sections
	}
}

func revenueGoalSection(r *review) section {
	m, money := r.Marketing, r.Marketing.money()
	s := section{title: fmt.Sprintf("Revenue goal %d", r.Quarter.Year), table: table{
		head: []string{"", m.Plan.Currency}, align: "wr",
	}}
	q := m.Requirement
	s.table.add(document.RowGroup, "Goal of the year", money(q.Revenue))
	for _, covered := range []struct {
		name   string
		amount decimal.Decimal
	}{{"Recurring revenue", q.Recurring}, {"Won already", q.Won}, {"Expected of the open pipeline", q.Expected}} {
		if !covered.amount.IsZero() {
			s.table.add(document.RowPart, covered.name, money(covered.amount.Neg()))
		}
	}
	s.table.add(document.RowTotal, "Still to win", money(q.Remaining))
	s.table.add("", "Of that, for marketing to source", money(q.Sourced))
	s.table.add("", fmt.Sprintf("Of that, in %s", r.Quarter), money(m.Sourced))
	if !q.Remaining.IsPositive() {
		s.notes = append(s.notes, "The goal is covered.")
	}
	s.notes = append(s.notes, setText(m.Set))
	return s
}

// setText tells whether the goal and the tactics are the partner's own.
func setText(set []setFor) string {
	of := func(p part) string {
		switch one := set[p]; {
		case one.Partner != "":
			return "for this partner"
		case one.Tier != "":
			return "for tier " + one.Tier
		}
		return "for all partners"
	}
	if goal, tactics := of(partGoal), of(partTactics); goal != tactics {
		return fmt.Sprintf("The goal is set %s, the tactics are set %s.", goal, tactics)
	}
	return fmt.Sprintf("The goal and the tactics are set %s.", of(partGoal))
}

func needSection(r *review) section {
	m := r.Marketing
	s := section{title: "Demand that the goal needs", table: table{
		head: []string{"", fmt.Sprintf("Year %d", r.Quarter.Year), r.Quarter.String()}, align: "wrr",
	}}
	var counts []decimal.Decimal
	for _, n := range m.Needs {
		counts = append(counts, n.Year)
	}
	for _, slot := range m.Needs[0].Months {
		s.table.head, s.table.align = append(s.table.head, monthName(slot)), s.table.align+"r"
	}
	s.table.head, s.table.align = append(s.table.head, "To win in time"), s.table.align+"l"
	decimals := places(0, counts...)
	for _, n := range m.Needs {
		cells := []string{cmp.Or(n.Name, n.ID), amount(n.Year, decimals), amount(n.Quarter, decimals)}
		for _, slot := range n.Months {
			cells = append(cells, amount(slot.Amount, decimals))
		}
		by := undefined
		if !n.Deadline.Date.IsZero() {
			by = "by " + n.Deadline.Date.String()
		}
		s.table.add("", append(cells, by)...)
	}
	s.notes = []string{fmt.Sprintf(
		"To win in time: of the deals that come of what is at the stage by that day, %s are won by %s.",
		rate(wonInTime), r.Period.End.AddDays(-1))}
	return s
}

// monthName names a calendar month, and numbers any other of the fiscal year.
func monthName(s waterfall.TimetableSlot) string {
	_, month, day := s.Period.Start.Civil()
	if _, _, next := s.Period.End.Civil(); day == 1 && next == 1 {
		return month.String()
	}
	return fmt.Sprintf("Month %d", s.Number)
}

func tacticSection(r *review) section {
	m, money := r.Marketing, r.Marketing.money()
	in := " " + m.Plan.Currency
	s := section{title: "Marketing plan " + r.Quarter.String(), table: table{
		head:  []string{"Tactic", "When", "Cost" + in, "Leads", "MGOs", "Revenue" + in, "Margin" + in, "Margin ROI"},
		align: "wwrrrrrr",
	}}
	leads, mgos := []decimal.Decimal{}, []decimal.Decimal{}
	for _, t := range m.Plan.Tactics {
		leads, mgos = append(leads, t.Return.Outcome.Leads.Decimal), append(mgos, t.Return.Outcome.MGOs.Decimal)
	}
	leadPlaces, mgoPlaces := places(0, leads...), places(0, mgos...)
	add := func(kind document.RowKind, name, when string, t waterfall.MarketingReturn) {
		s.table.add(kind, name, when, money(t.Cost), maybe(t.Outcome.Leads, leadPlaces), maybe(t.Outcome.MGOs, mgoPlaces),
			orUndefined(t.Outcome.Revenue, money), orUndefined(t.Outcome.Margin, money), percent(t.MarginROI))
	}
	for _, t := range m.Plan.Tactics {
		add("", cmp.Or(t.Name, t.ID), days(t.Period, r.Period), t.Return)
		if t.OverCapacity {
			s.notes = append(s.notes, fmt.Sprintf("%s: more is planned than can be done.", cmp.Or(t.Name, t.ID)))
		}
	}
	total := m.Plan.Total
	if len(m.Plan.Tactics) > 1 {
		add(document.RowTotal, "In all", "", total)
	}
	switch within := total.Within.Revenue; {
	case !within.Valid:
	case within.Decimal.Equal(total.Outcome.Revenue.Decimal):
		s.notes = append(s.notes, fmt.Sprintf("All of the revenue comes in %s.", r.Quarter))
	default:
		s.notes = append(s.notes, fmt.Sprintf("Of the revenue, %s %s comes in %s, the rest later.",
			m.Plan.Currency, money(total.Within.Revenue.Decimal), r.Quarter))
	}
	s.notes = append(s.notes, "Margin ROI: margin less cost, by cost.")
	return s
}

// days writes a period like "6 Jul to 28 Aug", with the years when they are not
// those of the quarter.
func days(p, quarter partnermath.Period) string {
	if p.Days() == 0 {
		return undefined
	}
	first, last := p.Start, p.End.AddDays(-1)
	of := func(d partnermath.Date) int { year, _, _ := d.Civil(); return year }
	layout := "2 Jan"
	if year := of(quarter.Start); of(first) != year || of(last) != year {
		layout = "2 Jan 2006"
	}
	write := func(d partnermath.Date) string {
		year, month, day := d.Civil()
		return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format(layout)
	}
	if first == last {
		return write(first)
	}
	return write(first) + " to " + write(last)
}

func scenarioSection(r *review) section {
	m, money := r.Marketing, r.Marketing.money()
	in := " " + m.Plan.Currency
	s := section{title: "Marketing plan: scenarios", table: table{
		head:  []string{"Scenario", "Cost" + in, "Revenue" + in, "Margin" + in, "Margin ROI", "Plan needed", "Cost then" + in, "If all counts"},
		align: "wrrrrrrr",
	}}
	all := m.Simulation.Scenarios
	if len(all) == 0 {
		base := m.Simulation.Base
		base.Name = "As planned"
		all = append(all, base)
	}
	for _, one := range all {
		then := undefined
		if one.ScaleWithin.Valid {
			then = money(one.NeededReturn.Cost)
		}
		o := one.Return.Outcome
		s.table.add("", one.Name, money(one.Return.Cost), orUndefined(o.Revenue, money),
			orUndefined(o.Margin, money), percent(one.Return.MarginROI), percent(one.ScaleWithin), then, percent(one.Scale))
	}
	s.notes = []string{fmt.Sprintf("Plan needed: how much of all tactics it would take to source %s %s within %s, the goal of the quarter. If all counts: to source it whenever it comes.",
		m.Plan.Currency, money(m.Sourced), r.Quarter)}
	for _, one := range all {
		if over := overCapacity(m, one.Needed); len(over) > 0 {
			s.notes = append(s.notes, fmt.Sprintf("Scenario %s: that is more than can be done of %s.", one.Name, named(over)))
		}
	}
	return s
}

func overCapacity(m *marketing, needed []waterfall.NeededTactic) []string {
	var over []string
	for i, t := range needed {
		if t.OverCapacity {
			over = append(over, cmp.Or(m.Plan.Tactics[i].Name, t.ID))
		}
	}
	return over
}

func effectSection(r *review) section {
	m, money := r.Marketing, r.Marketing.money()
	s := section{title: "Marketing plan: what moves revenue most", table: table{
		head:  []string{"Conversion rate", "Tactic", "From", "To", "Revenue " + m.Plan.Currency},
		align: "wwrrr",
	}}
	for _, e := range m.Effects {
		s.table.add("", e.StepName, e.TacticName, rate(e.From), rate(e.To), "+"+money(e.Change))
	}
	s.notes = []string{"Of all rates of the plan, those in which one point more brings the most revenue."}
	return s
}

// money returns what writes amounts, with the decimals of the currency. A sum has as
// many as the library publishes.
// money writes amounts of the plan.
func (r *review) money() func(decimal.Decimal) string {
	if r.Marketing != nil {
		return r.Marketing.money()
	}
	decimals, _ := partnermath.MinorUnits(r.currency)
	return func(d decimal.Decimal) string { return amount(d, decimals) }
}

func (m *marketing) money() func(decimal.Decimal) string {
	decimals := max(0, -m.Sourced.Exponent())
	return func(d decimal.Decimal) string { return amount(d, decimals) }
}

func orUndefined(d decimal.NullDecimal, write func(decimal.Decimal) string) string {
	if !d.Valid {
		return undefined
	}
	return write(d.Decimal)
}

func maybe(d decimal.NullDecimal, decimals int32) string {
	return orUndefined(d, func(d decimal.Decimal) string { return amount(d, decimals) })
}

// rate writes a fraction in percent, with the decimals that it has.
func rate(d decimal.Decimal) string {
	d = d.Shift(2)
	return strings.TrimSpace(amount(d, places(0, d))) + "%"
}
