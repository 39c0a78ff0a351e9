package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// measureSections are none without deals and leads.
func measureSections(r *review) []section {
	var sections []section
	if r.Pipeline != nil {
		sections = append(sections, pipelineSection(r))
		if r.Pipeline.focus().Target.Valid {
			sections = append(sections, coverageSection(r))
		}
		if r.Pipeline.focus().Deals > 0 {
			sections = append(sections, openSection(r))
		}
		if s := apartSection(r); len(s.table.rows) > 0 {
			sections = append(sections, s)
		}
		sections = append(sections, winSection(r))
	}
	if r.Leads != nil {
		sections = append(sections, leadSection(r), leadTrendSection(r))
	}
	if r.Registrations != nil {
		sections = append(sections, registrationSection(r), registrationFigureSection(r))
		if len(r.Registrations.Pending) > 0 {
			sections = append(sections, pendingSection(r))
		}
		if r.Registrations.Colliding > 0 {
			sections = append(sections, conflictSection(r))
		}
	}
	if s := findingSection(r); len(s.table.rows) > 0 {
		sections = append(sections, s)
	}
	if len(r.Campaigns) > 0 {
		sections = append(sections, campaignSection(r), splitSection(r))
	}
	return sections
}

// money returns what writes amounts, with the decimals of the currency. A sum has as
// many as the library publishes.
func (m *partnerPipeline) money() func(decimal.Decimal) string {
	p := &m.Quarters[0]
	decimals := max(0, -p.Open.Exponent(), -p.Won.Exponent())
	return func(d decimal.Decimal) string { return amount(d, decimals) }
}

func pipelineSection(r *review) section {
	m, money := r.Pipeline, r.Pipeline.money()
	s := section{title: "Pipeline to plan", table: table{head: []string{m.policy.Currency}, align: "w"}}
	rows := []struct {
		kind  document.RowKind
		name  string
		value func(*quarterPipeline) string
	}{
		{"", "Goal of the year, without recurring revenue", func(q *quarterPipeline) string { return orUndefined(q.Goal, money) }},
		{document.RowGroup, "Target of the quarter", func(q *quarterPipeline) string { return orUndefined(q.Target, money) }},
		{document.RowPart, "Won", func(q *quarterPipeline) string { return money(q.Won) }},
		{document.RowPart, "Remaining", func(q *quarterPipeline) string {
			if q.Met {
				return money(decimal.Zero)
			}
			return orUndefined(q.Remaining, money)
		}},
		{document.RowGroup, "Open, expected to close in the quarter", func(q *quarterPipeline) string { return money(q.Open) }},
		{document.RowPart, "Number of deals", func(q *quarterPipeline) string { return grouped(int64(q.Deals)) }},
		{document.RowPart, "Weighted by the chance to win", func(q *quarterPipeline) string { return money(q.Weighted) }},
		{document.RowTotal, "Landing: won and weighted", func(q *quarterPipeline) string { return money(q.Landing) }},
	}
	called := &m.Quarters[0].Call
	if called.Call.Valid {
		rows = append(rows, rows[0])
		rows[len(rows)-1].kind, rows[len(rows)-1].name = "", "Called by the manager"
		rows[len(rows)-1].value = func(q *quarterPipeline) string { return orUndefined(q.Call.Call, money) }
	}
	for i := range m.Quarters {
		s.table.head, s.table.align = append(s.table.head, m.Quarters[i].Quarter.String()), s.table.align+"r"
	}
	for _, row := range rows {
		cells := []string{row.name}
		for i := range m.Quarters {
			cells = append(cells, row.value(&m.Quarters[i]))
		}
		s.table.add(row.kind, cells...)
	}
	s.notes = []string{fmt.Sprintf("As of %s.", m.Quarters[0].AsOf)}
	if !m.Quarters[0].Target.Valid {
		why := planFile + " has no goal"
		if r.planned != r.Quarter {
			why = fmt.Sprintf("the plan is of %s", r.planned)
		}
		s.notes[0] += fmt.Sprintf(" There is no target, because %s.", why)
	}
	for i := range m.Quarters {
		s.notes[0] += landingText(r, &m.Quarters[i])
	}
	if called.BelowCommitted {
		s.notes = append(s.notes, fmt.Sprintf("The call is below what is won and committed, %s.", inCurrency(m.Quarters[0].Currency, money(called.Committed))))
	}
	if m.Reopened > 0 {
		s.notes = append(s.notes, counted(m.Reopened, "deal that was closed later is shown as open, at the stage that it had in the end.",
			"deals that were closed later are shown as open, at the stage that they had in the end."))
	}
	if m.Unknown > 0 {
		s.notes = append(s.notes, counted(m.Unknown, "deal that was closed later is left out, because its stage is not told.",
			"deals that were closed later are left out, because their stage is not told."))
	}
	return s
}

// landingText tells how far from its target a quarter is expected to end.
func landingText(r *review, q *quarterPipeline) string {
	switch {
	case !r.Pipeline.Quarters[0].Target.Valid:
		return ""
	case !q.Target.Valid:
		return fmt.Sprintf(" The goal of %d is not known.", q.Quarter.Year)
	}
	money := r.Pipeline.money()
	verb, beyond := "is expected to land", q.Landing.Sub(q.Target.Decimal)
	if !q.AsOf.Before(q.Period.End.AddDays(-1)) {
		verb, beyond = "ended", q.Won.Sub(q.Target.Decimal)
	}
	if beyond.IsNegative() {
		return fmt.Sprintf(" %s %s %s below the target.", q.Quarter, verb, inCurrency(q.Currency, money(beyond.Neg())))
	}
	if beyond.IsZero() {
		return fmt.Sprintf(" %s %s on the target.", q.Quarter, verb)
	}
	return fmt.Sprintf(" %s %s %s above the target.", q.Quarter, verb, inCurrency(q.Currency, money(beyond)))
}

func inCurrency(currency, amount string) string { return currency + " " + amount }

var (
	basisTexts = map[pipeline.ValueBasis]string{pipeline.ValueRaw: "Open deals", pipeline.ValueWeighted: "Weighted deals"}
	baseTexts  = map[pipeline.TargetBasis]string{pipeline.TargetRemaining: "what remains", pipeline.TargetFull: "the whole target"}
)

func coverageSection(r *review) section {
	p, money := r.Pipeline.focus(), r.Pipeline.money()
	s := section{title: "Pipeline coverage " + p.Quarter.String(), table: table{
		head:  []string{"Pipeline", "Plan", "Coverage", "Should be", "Pipeline lacks " + p.Currency, "Reached"},
		align: "wwrrrr",
	}}
	for _, c := range p.Coverages {
		cells := []string{basisTexts[c.Basis], baseTexts[c.Of], times(c.Value)}
		found := false
		for _, i := range p.CoverageTargets {
			if i.Basis != c.Basis || i.Of != c.Of {
				continue
			}
			found = true
			lacks := undefined
			if i.Required.Valid {
				lacks = money(decimal.Max(i.Required.Decimal.Sub(i.Pipeline), decimal.Zero))
			}
			should := fmt.Sprintf("%s (%s)", times(decimal.NewNullDecimal(i.Times)), i.Name)
			s.table.add("", append(cells[:len(cells):len(cells)], should, lacks, percent(i.Reached))...)
		}
		if !found {
			s.table.add("", append(cells, "", "", "")...)
		}
	}
	if p.Met {
		s.notes = []string{"Nothing remains to be covered."}
	}
	return s
}

// times writes a ratio like 1.66×.
func times(d decimal.NullDecimal) string {
	return orUndefined(d, func(d decimal.Decimal) string { return amount(d, 2) + "×" })
}

var categoryTexts = map[pipeline.ForecastCategory]string{
	pipeline.CategoryCommit: "Commit", pipeline.CategoryBestCase: "Commit and best case", pipeline.CategoryOpen: "All open deals",
}

func openSection(r *review) section {
	p, money := r.Pipeline.focus(), r.Pipeline.money()
	in := " " + p.Currency
	s := section{title: "Open deals to close in " + p.Quarter.String(), table: table{
		head: []string{"", "Deals", "Open" + in, "Weighted" + in}, align: "wrrr",
	}}
	s.table.add(document.RowGroup, "By stage", "", "", "")
	for _, stage := range p.Stages {
		s.table.add(document.RowPart, cmp.Or(stage.Name, stage.ID, "Stage not known"), grouped(int64(stage.Deals)), money(stage.Open), money(stage.Weighted))
	}
	s.table.add(document.RowGroup, "By forecast category, each with the surer ones", "", "", "")
	for _, c := range p.Categories {
		s.table.add(document.RowPart, categoryTexts[c.Category], grouped(int64(c.Deals)), money(c.Open), money(c.Weighted))
	}
	return s
}

var apartTexts = map[pipeline.DealApartReason]string{
	pipeline.ApartSlipped: "Should have closed already",
	pipeline.ApartUndated: "Without an expected close",
	pipeline.ApartEarlier: "Expected to close before %s",
	pipeline.ApartLater:   "Expected to close after %s",
	pipeline.ApartOmitted: "Omitted from the forecast",
}

// maxDeals is how many deals a row names.
const maxDeals = 4

func apartSection(r *review) section {
	p, money := r.Pipeline.focus(), r.Pipeline.money()
	s := section{title: "Open deals to look at", table: table{
		head: []string{"", "Deals", "Amount " + p.Currency, "Which"}, align: "wrrw",
	}}
	add := func(name string, a *pipeline.DealExceptions) {
		if a.Deals == 0 {
			return
		}
		var ids []string
		for _, d := range a.Listed {
			ids = append(ids, d.ID)
		}
		s.table.add("", name, grouped(int64(a.Deals)), money(a.Amount), firstOf(ids, a.Deals))
	}
	apart := false
	for i := range p.Apart {
		add(strings.ReplaceAll(apartTexts[p.Apart[i].Reason], "%s", p.Quarter.String()), &p.Apart[i])
		apart = apart || p.Apart[i].Deals > 0
	}
	add(fmt.Sprintf("No activity for more than %d %s", r.Pipeline.policy.StaleAfter, daysText(r.Pipeline.policy.Days)), &p.Stale)
	if apart {
		s.notes = append(s.notes, fmt.Sprintf("Deals that are not expected to close in %s, from %s on, are not in its figures.", p.Quarter, p.AsOf))
	}
	if p.Stale.Deals > 0 {
		s.notes = append(s.notes, "A deal without activity counts where its expected close puts it.")
	}
	return s
}

// firstOf names the first of so many records.
func firstOf(ids []string, all int) string {
	ids = ids[:min(len(ids), maxDeals)]
	which := strings.Join(ids, ", ")
	if more := all - len(ids); more > 0 {
		which += fmt.Sprintf(" and %s more", grouped(int64(more)))
	}
	return which
}

func winSection(r *review) section {
	p, money := r.Pipeline.focus(), r.Pipeline.money()
	w := &p.WinRates
	s := section{title: "Win rates", table: table{
		head: []string{"Of all closed deals", "Won", "Of", "Win rate", "Coverage that it takes"}, align: "wrrrr",
	}}
	s.table.add("", "Won or lost", grouped(int64(w.Won)), grouped(int64(w.Won+w.Lost)), percent(w.Narrow), times(w.RequiredNarrow))
	s.table.add("", "Also those without a decision", grouped(int64(w.Won)), grouped(int64(w.Won+w.Lost+w.NoDecision)),
		percent(w.Broad), times(w.RequiredBroad))
	days := func(d decimal.NullDecimal) string { return maybe(d, 1) }
	var pace []string
	if p.Pace.AverageCycle.Valid {
		pace = append(pace, fmt.Sprintf("A won deal took %s days on average.", days(p.Pace.AverageCycle)))
	}
	if p.Pace.AverageAge.Valid {
		pace = append(pace, fmt.Sprintf("The open deals of %s are %s days old on average.", p.Quarter, days(p.Pace.AverageAge)))
	}
	if p.Pace.Velocity.Valid && p.Deals > 0 {
		pace = append(pace, fmt.Sprintf("At that pace and the first win rate, the open deals bring %s a day.",
			inCurrency(p.Currency, money(p.Pace.Velocity.Decimal))))
	}
	if len(pace) > 0 {
		s.notes = []string{strings.Join(pace, " ")}
	}
	return s
}
