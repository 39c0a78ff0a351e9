package qbr

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/qbr/tables"
)

// performance is the section of sales beside the plan.
func (b *builder) performance() Section {
	s := Section{Title: "Performance to plan"}
	if len(b.records.Sales) == 0 {
		what := "the partner's sales, planned and actual"
		if b.sources.Deals.Value.Won.IsPositive() {
			what += fmt.Sprintf("; won deals of %s stand in the pipeline", b.write(document.UnitMoney, known(b.sources.Deals.Value.Won)))
		}
		b.gap(SectionPerformance, "", what)
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
	s.Tables = []document.Table{tables.Sales(b.sales)}
	return s
}

// sold is the metric of a period's revenue.
func (b *builder) sold(id MetricID, name string, f *performance.Figures) Metric {
	m := Metric{ID: id, Name: name, Unit: document.UnitMoney, Value: f.Actual, Target: f.Plan, Floor: f.Floor, Status: f.Status}
	if f.Pace != nil {
		m.Due, m.FloorDue = f.Pace.Due, f.Pace.FloorDue
	}
	if b.rules[id] != nil { // what the policy wants goes before the plan
		m.Status, m.Due, m.FloorDue = "", decimal.NullDecimal{}, decimal.NullDecimal{}
	}
	return b.metric(m)
}
