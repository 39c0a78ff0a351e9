package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// performance is the section of sales beside the plan.
func (b *builder) performance() Section {
	s := Section{Title: "Performance to plan"}
	if len(b.records.Sales) == 0 {
		b.gap(SectionPerformance, "", "the partner's sales, planned and actual")
		return s
	}
	total := &b.sales.Total
	s.Metrics = []Metric{
		b.sold(MetricRevenue, fmt.Sprintf("Revenue %s", b.review.Quarter), &total.Quarter),
		b.sold(MetricYearRevenue, "Revenue, year to date", &total.YearToDate),
	}
	if n := total.Quarter.Unreported; n > 0 {
		b.gap(SectionPerformance, "", fmt.Sprintf("the sales of %d months of a product in the quarter", n))
	}
	s.Tables = []document.Table{b.productTable()}
	return s
}

// sold is the metric of a period's revenue.
func (b *builder) sold(id MetricID, name string, f *performance.Figures) Metric {
	m := Metric{ID: id, Name: name, Unit: document.UnitMoney, Value: f.Actual, Target: f.Plan, Floor: f.Floor, Status: f.Status}
	if f.Pace != nil {
		m.Due, m.FloorDue = f.Pace.Due, f.Pace.FloorDue
	}
	if b.rules[id] != nil {
		m.Status = "" // what the policy wants goes before the plan
		m.Due, m.FloorDue = document.Cell{}.Number, document.Cell{}.Number
	}
	return b.metric(m)
}

func (b *builder) productTable() document.Table {
	money := document.UnitMoney
	t := document.Table{Currency: b.review.Currency, Columns: []document.Column{
		{Head: "Product", Kind: document.ColumnWords},
		{Head: "Plan", Unit: money},
		{Head: "Actual", Unit: money},
		{Head: "Of plan", Unit: document.UnitShare},
		{Head: "Sourced", Unit: money, Spare: 3},
		{Head: "Influenced", Unit: money, Spare: 4},
		{Head: "Attached", Unit: money, Spare: 4},
		{Head: "A year ago", Unit: money, Spare: 2},
		{Head: "Growth", Unit: document.UnitShare, Signed: true, Spare: 1},
		{Head: "Status"},
	}}
	row := func(kind document.RowKind, name string, f *performance.Figures) {
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{
			{Text: name},
			document.Number(f.Plan, money), document.Number(f.Actual, money), document.Number(f.Attainment, document.UnitShare),
			document.Number(f.Sourced, money), document.Number(f.Influenced, money), document.Number(f.Attached, money),
			document.Number(f.YearAgo, money), document.Number(f.YearGrowth, document.UnitShare),
			{Text: string(f.Status)},
		}})
	}
	for i := range b.sales.Products {
		row("", b.sales.Products[i].Product, &b.sales.Products[i].Quarter)
	}
	row(document.RowTotal, "In all", &b.sales.Total.Quarter)
	return t
}
