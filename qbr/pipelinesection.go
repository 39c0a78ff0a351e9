package qbr

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// pipeline is the section of deals beside the plan: how the quarter ended, where the next
// one lands, and how far the partner's forecasts hold.
func (b *builder) pipeline() Section {
	s := Section{Title: "Pipeline to plan"}
	quarters := b.dealQuarters()
	if len(quarters) > 0 {
		ahead := &quarters[len(quarters)-1]
		s.Metrics = b.landingMetrics(ahead)
		s.add(b.dealTable(quarters))
		s.add(b.openDeals(ahead))
		s.add(b.dealsApart(ahead))
		findings(&s, "Deals", ahead.report.Findings)
		b.dealNotes(&s, ahead)
	}
	for i := range quarters {
		b.dealGaps(&quarters[i])
	}
	b.forecasts(&s)
	return s
}

// dealQuarter is the deals of a quarter.
type dealQuarter struct {
	name   string
	from   SourceID
	report *pipeline.DealReport
}

// dealQuarters are those whose deals are known: the reviewed quarter and the next one.
func (b *builder) dealQuarters() []dealQuarter {
	var quarters []dealQuarter
	if !b.missing(SectionPipeline, SourceDeals, "the partner's deals") {
		quarters = append(quarters, dealQuarter{b.review.Quarter.String(), SourceDeals, &b.sources.Deals.Value})
	}
	next := b.review.Quarter.Add(1).String()
	if !b.missing(SectionPipeline, SourceNextDeals, "the partner's deals of "+next) {
		quarters = append(quarters, dealQuarter{next, SourceNextDeals, &b.sources.NextDeals.Value})
	}
	return quarters
}

// landingMetrics are where a quarter is expected to end, and how its pipeline covers what
// remains of the plan.
func (b *builder) landingMetrics(q *dealQuarter) []Metric {
	r := q.report
	metrics := []Metric{b.metric(Metric{
		ID: MetricLanding, Name: "Landing " + q.name, Unit: document.UnitMoney, Value: known(r.Landing), Target: r.Target,
		Floor: b.floorOf(r.Target, b.places()), Source: q.from,
	})}
	for _, c := range []struct {
		id    MetricID
		name  string
		basis pipeline.ValueBasis
	}{
		{MetricCoverageTotal, "Coverage %s, open deals", pipeline.ValueRaw},
		{MetricCoverageWeighted, "Coverage %s, weighted", pipeline.ValueWeighted},
	} {
		m := Metric{ID: c.id, Name: fmt.Sprintf(c.name, q.name), Unit: document.UnitTimes, Source: q.from}
		for i := range r.Coverages {
			if r.Coverages[i].Basis == c.basis && r.Coverages[i].Of == pipeline.TargetRemaining {
				m.Value = r.Coverages[i].Value
			}
		}
		for i := range r.CoverageTargets {
			t := &r.CoverageTargets[i]
			if t.Basis != c.basis || t.Of != pipeline.TargetRemaining {
				continue
			}
			m.Target = known(t.Times)
			m.Floor = b.floorOf(m.Target, exact.RatioPlaces)
			b.remarks[c.id] = b.lacks(q, t)
		}
		if m.Value.Valid || m.Target.Valid && !r.Met {
			metrics = append(metrics, b.metric(m))
		}
	}
	return metrics
}

// lacks says how much pipeline lacks to a target for it, nothing where it is met.
func (b *builder) lacks(q *dealQuarter, t *pipeline.CoverageTargetResult) string {
	if !t.Required.Valid || t.Met {
		return ""
	}
	deals := "open deals"
	if t.Basis == pipeline.ValueWeighted {
		deals = "weighted deals"
	}
	plan := "what remains of the plan"
	if t.Of == pipeline.TargetFull {
		plan = "the plan"
	}
	return fmt.Sprintf("%s lacks %s in %s to cover %s %s (%s).", q.name, b.write(document.UnitMoney, known(t.Required.Decimal.Sub(t.Pipeline))), deals,
		plan, document.UnitTimes.Format(known(t.Times), ""), t.Name)
}

// dealTable sets the quarters side by side.
func (b *builder) dealTable(quarters []dealQuarter) document.Table {
	t := b.table("Deals and the plan", wordColumn("Deals"))
	for i := range quarters {
		t.Columns = append(t.Columns, column(document.UnitMoney, quarters[i].name))
	}
	row := func(kind document.RowKind, name string, of func(*pipeline.DealReport) decimal.NullDecimal) {
		cells := []document.Cell{textCell(name)}
		for i := range quarters {
			cells = append(cells, moneyCell(of(quarters[i].report)))
		}
		addRow(&t, kind, cells...)
	}
	row("", "Target", func(r *pipeline.DealReport) decimal.NullDecimal { return r.Target })
	row("", "Won", func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Won) })
	row("", "Remaining", func(r *pipeline.DealReport) decimal.NullDecimal { return r.Remaining })
	row("", "Open, expected to close in the quarter", func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Open) })
	row("", "Weighted by the chance to win", func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Weighted) })
	row(document.RowTotal, "Landing: won and weighted", func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Landing) })
	return t
}

// openDeals are the open deals of a quarter by stage and forecast category.
func (b *builder) openDeals(q *dealQuarter) document.Table {
	r := q.report
	t := b.table(
		"Open deals to close in "+q.name, wordColumn("Deals by"), column(document.UnitCount, "Deals"), column(document.UnitMoney, "Open"), column(document.UnitMoney, "Weighted"),
	)
	if r.Deals == 0 {
		return t
	}
	row := func(name string, deals int, open, weighted decimal.Decimal) {
		addRow(&t, document.RowPart, textCell(name), intCell(deals), knownCell(open), knownCell(weighted))
	}
	addRow(&t, document.RowGroup, textCell("Stage"))
	for i := range r.Stages {
		stage := &r.Stages[i]
		row(cmp.Or(stage.Name, stage.ID, "Stage not known"), stage.Deals, stage.Open, stage.Weighted)
	}
	addRow(&t, document.RowGroup, textCell("Forecast category, with the surer ones"))
	for i := range r.Categories {
		c := &r.Categories[i]
		row(categoryName(c.Category), c.Deals, c.Open, c.Weighted)
	}
	return t
}

func categoryName(c pipeline.ForecastCategory) string {
	switch c {
	case pipeline.CategoryCommit:
		return "Commit"
	case pipeline.CategoryBestCase:
		return "Commit and best case"
	case pipeline.CategoryOpen:
		return "All open deals"
	case pipeline.CategoryOmitted:
	}
	return string(c)
}

// dealsApart are the open deals that the quarter does not count, and those that nobody has
// touched for long.
func (b *builder) dealsApart(q *dealQuarter) document.Table {
	t := b.table(
		"Open deals to look at", wordColumn("Open deals"), column(document.UnitCount, "Deals"), column(document.UnitMoney, "Amount"), wordColumn("Which"),
	)
	row := func(name string, e *pipeline.DealExceptions) {
		if e.Deals == 0 {
			return
		}
		var ids []string
		for i := range e.Listed[:min(len(e.Listed), mostNamed)] {
			ids = append(ids, e.Listed[i].ID)
		}
		amount := decimal.NullDecimal{Decimal: e.Amount, Valid: e.Unknown < e.Deals}
		addRow(&t, "", textCell(name), intCell(e.Deals), moneyCell(amount), textCell(which(ids, e.Deals)))
	}
	for i := range q.report.Apart {
		row("Not in the figures: "+apartName(q.report.Apart[i].Reason, q.name), &q.report.Apart[i])
	}
	row("In the figures: without activity for long", &q.report.Stale)
	return t
}

func apartName(why pipeline.DealApartReason, quarter string) string {
	switch why {
	case pipeline.ApartSlipped:
		return "should have closed already"
	case pipeline.ApartUndated:
		return "without an expected close"
	case pipeline.ApartEarlier:
		return "expected to close before " + quarter
	case pipeline.ApartLater:
		return "expected to close after " + quarter
	case pipeline.ApartOmitted:
		return "omitted from the forecast"
	}
	return string(why)
}

// dealNotes say what the pipeline lacks, how often deals are won, and how long that takes.
func (b *builder) dealNotes(s *Section, q *dealQuarter) {
	r := q.report
	for i := range r.CoverageTargets {
		if lacks := b.lacks(q, &r.CoverageTargets[i]); lacks != "" {
			s.Notes = append(s.Notes, lacks)
		}
	}
	if w := &r.WinRates; w.Narrow.Valid {
		s.note("Win rate: %s of the %s won or lost.", document.UnitShare.Format(w.Narrow, ""), many(w.Won+w.Lost, "deal"))
		if w.RequiredNarrow.Valid {
			s.note("At that rate a plan takes %s of it in open deals.", document.UnitTimes.Format(w.RequiredNarrow, ""))
		}
	}
	if r.Pace.AverageCycle.Valid {
		s.note("A won deal took %s days on average, of the %d whose days are known.", document.UnitDays.Format(r.Pace.AverageCycle, ""), r.Pace.Cycles)
	}
	if call := &r.Call; call.Call.Valid && !b.toPartner {
		s.note("The channel manager's call for %s is %s.", q.name, b.write(document.UnitMoney, call.Call))
	}
}

// dealGaps tells of deals that are in no sum, because their amounts are not known.
func (b *builder) dealGaps(q *dealQuarter) {
	switch u := &q.report.Unknown; {
	case u.Open > 0 && u.Won > 0:
		b.gap(SectionPipeline, q.from, fmt.Sprintf("what %s and %s of %s come to", many(u.Open, "open deal"), many(u.Won, "won deal"), q.name))
	case u.Open > 0:
		b.gap(SectionPipeline, q.from, fmt.Sprintf("what %s of %s would come to", many(u.Open, "open deal"), q.name))
	case u.Won > 0:
		b.gap(SectionPipeline, q.from, fmt.Sprintf("what %s of %s came to", many(u.Won, "won deal"), q.name))
	}
}
