package qbr

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// pipeline is the section of deals beside the plan: how the quarter ended, where the next
// one lands, or the quarter itself while it runs, and how far the partner's forecasts hold.
func (b *builder) pipeline() Section {
	s := Section{Title: "Pipeline to plan"}
	quarters := b.dealQuarters()
	if len(quarters) > 0 {
		ahead := &quarters[len(quarters)-1]
		if b.review.isRunning() {
			ahead = &quarters[0]
		}
		s.Metrics = b.landingMetrics(ahead)
		b.dealTables(&s, quarters, ahead)
		b.dealNotes(&s, ahead)
	}
	for i := range quarters {
		for _, text := range reading.UnknownDeals(quarters[i].report, quarters[i].name) {
			b.gap(SectionPipeline, quarters[i].from, text)
		}
	}
	b.forecasts(&s)
	return s
}

// dealQuarter is the deals of a quarter.
type dealQuarter struct {
	name   string
	from   SourceID
	report *pipeline.DealReport
	// outsold tells that it reckons with won deals in whose place the review uses sales that say more.
	outsold bool
}

// dealQuarters are those whose deals are known: the reviewed quarter and the next one.
func (b *builder) dealQuarters() []dealQuarter {
	var quarters []dealQuarter
	if !b.missing(SectionPipeline, SourceDeals, "the partner's deals") {
		quarters = append(quarters, dealQuarter{b.review.Quarter.String(), SourceDeals, &b.sources.Deals.Value, b.outsold()})
	}
	next := b.review.Quarter.Add(1).String()
	if !b.missing(SectionPipeline, SourceNextDeals, "the partner's deals of "+next) {
		quarters = append(quarters, dealQuarter{next, SourceNextDeals, &b.sources.NextDeals.Value, false})
	}
	return quarters
}

// outsold reports whether the deals of the quarter land below the sales that the review uses, or
// whether these disagree with the won deals: being more, or at all once the quarter is over.
// Before that, sales may lag behind.
func (b *builder) outsold() bool {
	sold, r := b.sales.Total.Quarter.Actual, &b.sources.Deals.Value
	disagree := sold.Valid && !reading.Agree(sold.Decimal, r.Won, b.policy.Tolerance)
	if !sold.Valid || disagree && slices.Contains(b.policy.Prefer, SourceDeals) {
		return false
	}
	return sold.Decimal.GreaterThan(r.Landing) || disagree && (sold.Decimal.GreaterThan(r.Won) || !b.review.isRunning())
}

// landingMetrics are where a quarter is expected to end, and how its pipeline covers what
// remains of the plan. A landing that is outsold is not judged, and nothing covers what remains.
func (b *builder) landingMetrics(q *dealQuarter) []Metric {
	r := q.report
	left := r.Unknown.Won + r.Unknown.Weighted
	value := setting.Least(r.Landing, left)
	landing := Metric{
		ID: MetricLanding, Name: "Landing " + q.name + words.AtLeast(value, left), Unit: document.UnitMoney,
		Value: value, Target: r.Target, Floor: b.floorOf(r.Target, b.places()), Source: q.from,
	}
	if q.outsold {
		landing.Status = performance.StatusNoTarget
		b.remarks[MetricLanding] = fmt.Sprintf("The landing of %s is not judged, nor a coverage told: it reckons with won deals of %s, and the sales are %s.",
			q.name, b.write(document.UnitMoney, known(r.Won)), b.write(document.UnitMoney, b.sales.Total.Quarter.Actual))
		return []Metric{b.metric(landing)}
	}
	metrics := []Metric{b.metric(landing)}
	for _, c := range []struct {
		id    MetricID
		name  string
		basis pipeline.ValueBasis
	}{
		{MetricCoverageTotal, "Coverage %s, open deals", pipeline.ValueRaw},
		{MetricCoverageWeighted, "Coverage %s, weighted", pipeline.ValueWeighted},
	} {
		value, target := reading.Coverage(r, c.basis)
		open, left := reading.Open(r, c.basis)
		m := Metric{ID: c.id, Name: fmt.Sprintf(c.name, q.name) + words.AtLeast(value, r.Unknown.Won+left), Unit: document.UnitTimes, Value: value, Source: q.from}
		if target != nil {
			m.Target = known(target.Times)
			if value.Valid {
				m.Reached = target.Reached
			}
			m.Floor = b.floorOf(m.Target, exact.RatioPlaces)
		}
		if target != nil && open.Valid {
			b.remarks[c.id] = tables.Uncovered(q.name, *target, b.review.Currency)
		}
		if m.Value.Valid || m.Target.Valid && !r.Met {
			metrics = append(metrics, b.metric(m))
		}
	}
	return metrics
}

// dealTables set the quarters side by side, and tell of the open deals of the one ahead.
func (b *builder) dealTables(s *Section, quarters []dealQuarter, ahead *dealQuarter) {
	all := make([]tables.DealQuarter, len(quarters))
	for i := range quarters {
		all[i] = tables.DealQuarter{Name: quarters[i].name, Report: *quarters[i].report}
	}
	b.add(s, tables.Deals(all))
	open, apart := tables.OpenDeals(tables.DealQuarter{Name: ahead.name, Report: *ahead.report})
	b.add(s, open)
	b.add(s, apart)
	s.add(tables.Findings("Deals", ahead.report.Findings))
}

// dealNotes say what the pipeline lacks, how often deals are won, and how long that takes.
func (b *builder) dealNotes(s *Section, q *dealQuarter) {
	r := q.report
	for i := range r.CoverageTargets {
		if open, _ := reading.Open(r, r.CoverageTargets[i].Basis); open.Valid && !q.outsold {
			s.add(document.Table{}, tables.Uncovered(q.name, r.CoverageTargets[i], b.review.Currency))
		}
	}
	s.add(document.Table{}, append(tables.DealNotes(*r), b.remarks[MetricLanding])...)
	if left := b.sales.Left; q.from == SourceNextDeals && len(left) > 0 {
		s.add(document.Table{}, tables.BesidePlan(left[0], r.Target, b.review.Currency))
	}
	if call := &r.Call; call.Call.Valid && !b.toPartner {
		s.note("The channel manager's call for %s is %s (vendor only).", q.name, b.write(document.UnitMoney, call.Call))
	}
}
