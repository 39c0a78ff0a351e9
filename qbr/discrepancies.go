package qbr

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/history"
	"github.com/partnermath/partnermath/qbr/internal/reading"
)

// claim is what a source says of a figure; that of the records has no id.
type claim struct {
	source SourceID
	value  decimal.NullDecimal
}

// said is what a source says, unknown where it is absent.
func (b *builder) said(id SourceID, value decimal.Decimal) claim {
	return claim{id, decimal.NullDecimal{Decimal: value, Valid: b.sources.has(id)}}
}

// disagree lists the figures of which two sources disagree, and lets the review use the
// preferred one's.
func (b *builder) disagree() {
	s := b.sources
	reported := claim{"", b.sales.Total.Quarter.Actual}
	money, quarter, next := document.UnitMoney, b.review.Quarter, b.review.Quarter.Add(1)
	won := b.said(SourceDeals, s.Deals.Value.Won)
	if used := b.compare(fmt.Sprintf("Revenue %s", quarter), money, reported, won); used.source == SourceDeals {
		b.useWon(used, reported)
	} else {
		b.compareHistory(MetricRevenue, "Revenue", money, "")
	}
	b.compare(fmt.Sprintf("Qualifying revenue %s", quarter), money, reported, b.qualifying(reported.value))

	if expected := s.NextRequirement.Value.Expected; !expected.IsZero() { // 0 says nothing of open deals
		b.compare(fmt.Sprintf("Open pipeline %s, weighted", next), money,
			b.said(SourceNextDeals, s.NextDeals.Value.Weighted), b.said(SourceNextRequirement, expected))
	}
	b.compare(fmt.Sprintf("Target %s", quarter), money, claim{"", b.sales.Total.Quarter.Plan}, claim{SourceDeals, s.Deals.Value.Target})
	target := claim{SourceNextDeals, s.NextDeals.Value.Target}
	b.compare(fmt.Sprintf("Target %s", next), money, target, b.said(SourceNextRequirement, s.NextRequirement.Value.Revenue))
	if left := b.sales.Left; len(left) > 0 {
		if plan := left[0].Plan; !plan.Valid || !plan.Decimal.Equal(target.value.Decimal) { // else it leaves out what the year lacks
			b.compare(fmt.Sprintf("Target %s", next), money, target, claim{"", left[0].Target})
		}
	}
	b.use(MetricFundAvailable, b.compare("Funds available", money,
		b.said(SourceFundPosition, s.FundPosition.Value.Available), b.said(SourceFund, s.Fund.Value.Available)))
	if score := s.Score.Value.Overall; score != 0 && s.Roadmap.Value.Start != 0 {
		b.use(MetricScore, b.compare("Capability score", document.UnitScore,
			b.said(SourceScore, score.Decimal()), b.said(SourceRoadmap, s.Roadmap.Value.Start.Decimal())))
	}
	b.compareHistory(MetricScore, "Capability score", document.UnitScore, SourceScoreTrend)
}

// compareHistory sets what the history tells of a figure beside what sales or a trend, which go
// before it, tell of the same quarters.
func (b *builder) compareHistory(id MetricID, figure string, unit document.Unit, from SourceID) {
	for back := 1; back <= history.Most; back++ {
		past, told := b.past.Before(id, back), b.told.Before(id, back)
		b.compare(fmt.Sprintf("%s %s", figure, b.review.Quarter.Add(-back)), unit, claim{from, past}, claim{SourceHistory, told})
	}
}

// qualifying is the revenue of the quarter that a rebate is measured by.
func (b *builder) qualifying(reported decimal.NullDecimal) claim {
	return claim{SourceIncentives, reading.Qualifying(b.rebatePrograms(), b.review.Period, reported.Decimal)}
}

// compare lists a figure of which two sources say something else, and returns what is used
// of it: the first that the policy prefers, or else the first.
func (b *builder) compare(figure string, unit document.Unit, first, second claim) claim {
	if !first.value.Valid || !second.value.Valid {
		return claim{}
	}
	a, c := first.value.Decimal, second.value.Decimal
	if reading.Agree(a, c, b.policy.Tolerance) {
		return claim{}
	}
	used := first
	at := func(of claim) int { return slices.Index(b.policy.Prefer, of.source) }
	if at(second) >= 0 && (at(first) < 0 || at(second) < at(first)) {
		used = second
	}
	b.review.Discrepancies = append(b.review.Discrepancies, Discrepancy{
		Figure: figure, First: first.source, FirstValue: a, Second: second.source, SecondValue: c, Unit: unit,
		Share: reading.Apart(a, c), Used: used.source,
	})
	return used
}

// useWon puts the won deals of the quarter in the place of its reported sales, in the year to
// date too. Change and slope are of what the history tells alone then: sales are something else.
func (b *builder) useWon(won, reported claim) {
	b.past.Take(MetricRevenue, b.told)
	b.use(MetricRevenue, won)
	if year := b.metrics[MetricYearRevenue].Value; year.Valid {
		year.Decimal = year.Decimal.Sub(reported.value.Decimal).Add(won.value.Decimal)
		b.use(MetricYearRevenue, claim{won.source, year})
	}
}

// use puts what a preferred source says of a figure in the place of what another one said.
func (b *builder) use(id MetricID, said claim) {
	m, built := b.metrics[id]
	if !built || !said.value.Valid || m.Source == said.source {
		return
	}
	m.Value, m.Source, m.Status, m.AsOf, m.Reached = said.value, said.source, "", b.asOf, decimal.NullDecimal{}
	m = b.metric(m)
	for i := range b.review.Sections {
		s := &b.review.Sections[i]
		if j := slices.IndexFunc(s.Metrics, func(of Metric) bool { return of.ID == id }); j >= 0 {
			s.Metrics[j] = m
			s.Notes = append(s.Notes, fmt.Sprintf("%s is that of the %s, which the policy prefers.", m.Name, said.source.Name()))
		}
	}
}
