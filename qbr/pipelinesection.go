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
	b.forecasts(&s)
	if b.missing(SectionPipeline, SourceDeals, "the partner's deals") && !b.sources.has(SourceNextDeals) {
		return s
	}
	quarters := b.dealQuarters()
	ahead := &quarters[len(quarters)-1]
	s.Metrics = append(b.landingMetrics(ahead), s.Metrics...)
	s.Tables = append([]document.Table{b.dealTable(quarters)}, s.Tables...)
	s.Tables = append(s.Tables, b.openDeals(ahead)...)
	findings(&s, "Deals", ahead.report.Findings)
	s.Notes = append(s.Notes, b.dealNotes(ahead)...)
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
	if b.sources.has(SourceDeals) {
		quarters = append(quarters, dealQuarter{b.review.Quarter.String(), SourceDeals, &b.sources.Deals.Value})
	}
	if b.sources.has(SourceNextDeals) {
		quarters = append(quarters, dealQuarter{b.review.Quarter.Add(1).String(), SourceNextDeals, &b.sources.NextDeals.Value})
	}
	return quarters
}

// landingMetrics are where a quarter is expected to end, and how its pipeline covers what
// remains of the plan.
func (b *builder) landingMetrics(q *dealQuarter) []Metric {
	r := q.report
	metrics := []Metric{b.metric(Metric{
		ID: MetricLanding, Name: "Landing " + q.name, Unit: document.UnitMoney, Value: known(r.Landing), Target: r.Target, Floor: b.floorOf(r.Target), Source: q.from,
	})}
	for _, c := range []struct {
		id    MetricID
		name  string
		basis pipeline.ValueBasis
	}{
		{MetricCoverageTotal, "Coverage by open deals " + q.name, pipeline.ValueRaw},
		{MetricCoverageWeighted, "Coverage by weighted deals " + q.name, pipeline.ValueWeighted},
	} {
		m := Metric{ID: c.id, Name: c.name, Unit: document.UnitTimes, Source: q.from}
		for i := range r.Coverages {
			if r.Coverages[i].Basis == c.basis && r.Coverages[i].Of == pipeline.TargetRemaining {
				m.Value = r.Coverages[i].Value
			}
		}
		for i := range r.CoverageTargets {
			if t := &r.CoverageTargets[i]; t.Basis == c.basis && t.Of == pipeline.TargetRemaining {
				m.Target = known(t.Times)
			}
		}
		if m.Value.Valid || m.Target.Valid && !r.Met {
			metrics = append(metrics, b.metric(m))
		}
	}
	return metrics
}

// dealTable sets the quarters side by side.
func (b *builder) dealTable(quarters []dealQuarter) document.Table {
	t := document.Table{Title: "Deals and the plan", Currency: b.review.Currency, Columns: []document.Column{{Head: "Quarter", Kind: document.ColumnWords}}}
	for i := range quarters {
		t.Columns = append(t.Columns, document.Column{Head: quarters[i].name, Unit: document.UnitMoney})
	}
	row := func(kind document.RowKind, name string, unit document.Unit, of func(*pipeline.DealReport) decimal.NullDecimal) {
		cells := []document.Cell{{Text: name}}
		for i := range quarters {
			cells = append(cells, document.Number(of(quarters[i].report), unit))
		}
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: cells})
	}
	money := document.UnitMoney
	row("", "Target", money, func(r *pipeline.DealReport) decimal.NullDecimal { return r.Target })
	row("", "Won", money, func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Won) })
	row("", "Remaining", money, func(r *pipeline.DealReport) decimal.NullDecimal { return r.Remaining })
	row("", "Open, expected to close in the quarter", money, func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Open) })
	row("", "Open, number of deals", document.UnitCount, func(r *pipeline.DealReport) decimal.NullDecimal { return counted(r.Deals) })
	row("", "Weighted by the chance to win", money, func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Weighted) })
	row(document.RowTotal, "Landing: won and weighted", money, func(r *pipeline.DealReport) decimal.NullDecimal { return known(r.Landing) })
	return t
}

// openDeals are the open deals of a quarter by stage and forecast category, and those that
// need a look.
func (b *builder) openDeals(q *dealQuarter) []document.Table {
	r := q.report
	var tables []document.Table
	if r.Deals > 0 {
		t := document.Table{Title: "Open deals to close in " + q.name, Currency: b.review.Currency, Columns: []document.Column{
			{Head: "Deals by", Kind: document.ColumnWords}, {Head: "Deals", Unit: document.UnitCount}, {Head: "Open", Unit: document.UnitMoney}, {Head: "Weighted", Unit: document.UnitMoney},
		}}
		row := func(kind document.RowKind, name string, deals int, open, weighted decimal.Decimal) {
			t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{{Text: name}, {Number: counted(deals)}, {Number: known(open)}, {Number: known(weighted)}}})
		}
		t.Rows = append(t.Rows, document.Row{Kind: document.RowGroup, Cells: document.Texts("Stage")})
		for i := range r.Stages {
			stage := &r.Stages[i]
			row(document.RowPart, cmp.Or(stage.Name, stage.ID, "Stage not known"), stage.Deals, stage.Open, stage.Weighted)
		}
		t.Rows = append(t.Rows, document.Row{Kind: document.RowGroup, Cells: document.Texts("Forecast category, with the surer ones")})
		for i := range r.Categories {
			c := &r.Categories[i]
			row(document.RowPart, categoryName(c.Category), c.Deals, c.Open, c.Weighted)
		}
		tables = append(tables, t)
	}
	if t := b.dealsApart(q); len(t.Rows) > 0 {
		tables = append(tables, t)
	}
	return tables
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
	t := document.Table{Title: "Open deals to look at", Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Open deals", Kind: document.ColumnWords}, {Head: "Deals", Unit: document.UnitCount}, {Head: "Amount", Unit: document.UnitMoney}, {Head: "Which", Kind: document.ColumnWords},
	}}
	row := func(name string, e *pipeline.DealExceptions) {
		if e.Deals == 0 {
			return
		}
		var ids []string
		for i := range e.Listed[:min(len(e.Listed), 4)] {
			ids = append(ids, e.Listed[i].ID)
		}
		which := listed(ids, 4)
		if more := e.Deals - len(ids); more > 0 {
			which += fmt.Sprintf(" and %d more", more)
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: name}, {Number: counted(e.Deals)}, {Number: known(e.Amount)}, {Text: which}}})
	}
	for i := range q.report.Apart {
		row(apartName(q.report.Apart[i].Reason, q.name), &q.report.Apart[i])
	}
	row("In the figures, and without activity for long", &q.report.Stale)
	return t
}

func apartName(why pipeline.DealApartReason, quarter string) string {
	switch why {
	case pipeline.ApartSlipped:
		return "Should have closed already"
	case pipeline.ApartUndated:
		return "Without an expected close"
	case pipeline.ApartEarlier:
		return "Expected to close before " + quarter
	case pipeline.ApartLater:
		return "Expected to close after " + quarter
	case pipeline.ApartOmitted:
		return "Omitted from the forecast"
	}
	return string(why)
}

// dealNotes say what the pipeline lacks, how often deals are won, and which deals count.
func (b *builder) dealNotes(q *dealQuarter) []string {
	r := q.report
	var notes []string
	for i := range r.CoverageTargets {
		t := &r.CoverageTargets[i]
		if !t.Required.Valid || t.Met {
			continue
		}
		notes = append(notes, fmt.Sprintf("%s: the pipeline lacks %s for the %s that %s asks.", q.name,
			b.write(document.UnitMoney, known(t.Required.Decimal.Sub(t.Pipeline))), document.UnitTimes.Format(known(t.Times), ""), t.Name))
	}
	if w := &r.WinRates; w.Narrow.Valid {
		notes = append(notes, fmt.Sprintf("Win rate: %s of the %d deals that were won or lost, which takes a coverage of %s.",
			document.UnitShare.Format(w.Narrow, ""), w.Won+w.Lost, document.UnitTimes.Format(w.RequiredNarrow, "")))
	}
	if r.Pace.AverageCycle.Valid {
		notes = append(notes, fmt.Sprintf("A won deal took %s days on average.", document.UnitDays.Format(r.Pace.AverageCycle, "")))
	}
	if u := &r.Unknown; u.Open+u.Won > 0 {
		b.gap(SectionPipeline, q.from, fmt.Sprintf("the amounts of %d open and %d won deals", u.Open, u.Won))
	}
	if call := &r.Call; call.Call.Valid && !b.toPartner {
		notes = append(notes, fmt.Sprintf("The channel manager's call is %s.", b.write(document.UnitMoney, call.Call)))
	}
	return notes
}

// forecasts tell how far the partner's own commitments hold.
func (b *builder) forecasts(s *Section) {
	if b.missing(SectionPipeline, SourceForecasts, "what the partner committed before, and what landed") {
		return
	}
	for i := range b.sources.Forecasts.Value.Partners {
		row := &b.sources.Forecasts.Value.Partners[i]
		if row.Partner != b.records.Partner.ID {
			continue
		}
		bias := b.figure(MetricForecastBias, "Landed above what was committed", document.UnitShare, row.Periods.Bias, SourceForecasts)
		s.Metrics = append(s.Metrics, bias, b.metric(Metric{
			ID: MetricForecastWAPE, Name: "Forecast error by absolute size", Unit: document.UnitShare, Value: row.Periods.WAPE,
			Polarity: lowerIsBetter, Source: SourceForecasts,
		}))
		t := document.Table{Title: "Forecasts of the partner", Currency: b.sources.Forecasts.Value.Currency, Columns: []document.Column{
			{Head: "Period"},
			{Head: "Committed", Unit: document.UnitMoney},
			{Head: "Landed", Unit: document.UnitMoney},
			{Head: "Landed more", Unit: document.UnitMoney, Signed: true},
		}}
		for j := range row.Lines {
			l := &row.Lines[j]
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				{Text: l.Period.String()}, document.Number(l.Committed, document.UnitMoney), document.Number(l.Landed, document.UnitMoney), document.Number(l.Error, document.UnitMoney),
			}})
		}
		s.Tables = append(s.Tables, t)
	}
}

// shareOf is a ÷ b with 4 decimals, undefined unless b is above 0.
func shareOf(a, b decimal.Decimal) decimal.NullDecimal {
	if !b.IsPositive() {
		return decimal.NullDecimal{}
	}
	return exact.Ratio(a, b, 4)
}
