package qbr

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/qbr/tables"
)

// performance is the section of sales beside the plan.
func (b *builder) performance() Section {
	s := Section{Title: "Performance to plan"}
	if len(b.records.Sales) == 0 {
		b.gap(SectionPerformance, "", "the partner's sales, planned and actual")
		b.wonDeals(&s)
		return s
	}
	s.Metrics = []Metric{
		b.sold(MetricRevenue, fmt.Sprintf("Revenue %s", b.review.Quarter), &b.sales.Total.Quarter),
		b.sold(MetricYearRevenue, "Revenue, year to date", &b.sales.Total.YearToDate),
	}
	var lacks []string
	for i := range b.sales.Products {
		if p := &b.sales.Products[i]; p.Quarter.Unreported > 0 {
			lacks = append(lacks, fmt.Sprintf("%s lacks %s", p.Product, words.Many(p.Quarter.Unreported, "month")))
		}
	}
	if n := min(len(lacks), words.MostNamed); n > 0 {
		b.gap(SectionPerformance, "", fmt.Sprintf("all sales of %s: %s", b.review.Quarter, words.Listed(lacks[:n], len(lacks)-n)))
	}
	s.Tables = []document.Table{tables.Sales(b.sales)}
	var counts []string
	for _, i := range performance.Sourced.Values() {
		if slices.Contains(b.policy.Performance.Counts, i) {
			counts = append(counts, string(i))
		}
	}
	s.note("Towards the plan counts %s revenue.", strings.Join(counts, " and "))
	if b.sales.Total.Quarter.Running {
		s.note("A year ago: the whole quarter.")
	}
	if left := b.sales.Left; len(left) == 0 || !left[0].Plan.Valid {
		b.gap(SectionPerformance, "", fmt.Sprintf("the plan of %s", b.review.Quarter.Add(1)))
	}
	return s
}

// wonDeals tells what the deals say where nobody has recorded sales.
func (b *builder) wonDeals(s *Section) {
	if !b.sources.has(SourceDeals) {
		return
	}
	r := &b.sources.Deals.Value
	won := setting.Least(r.Won, r.Unknown.Won)
	s.Metrics = []Metric{b.metric(Metric{
		ID: MetricWonDeals, Name: fmt.Sprintf("Won deals %s%s", b.review.Quarter, words.AtLeast(won, r.Unknown.Won)), Unit: document.UnitMoney,
		Value: won, Target: r.Target, Floor: b.floorOf(r.Target, b.places()), Source: SourceDeals,
	})}
	b.remarks[MetricWonDeals] = fmt.Sprintf("No sales are recorded. Won deals are from the pipeline: those closed in %s, beside its target, if it has one.", b.review.Quarter)
	s.note("%s", b.remarks[MetricWonDeals])
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
