package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/internal/words"
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
		value, target := reading.Coverage(r, c.basis)
		if m.Value = value; target != nil {
			m.Target = known(target.Times)
			m.Floor = b.floorOf(m.Target, exact.RatioPlaces)
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
		s.add(document.Table{}, tables.Uncovered(q.name, r.CoverageTargets[i], b.review.Currency))
	}
	s.Notes = append(s.Notes, tables.DealNotes(*r)...)
	if left := b.sales.Left; q.from == SourceNextDeals && len(left) > 0 {
		s.add(document.Table{}, tables.BesidePlan(left[0], r.Target, b.review.Currency))
	}
	if call := &r.Call; call.Call.Valid && !b.toPartner {
		s.note("The channel manager's call for %s is %s (vendor only).", q.name, b.write(document.UnitMoney, call.Call))
	}
}

// dealGaps tells of deals that are in no sum, because their amounts are not known.
func (b *builder) dealGaps(q *dealQuarter) {
	switch u := &q.report.Unknown; {
	case u.Open > 0 && u.Won > 0:
		b.gap(SectionPipeline, q.from, fmt.Sprintf("what %s and %s of %s come to", words.Many(u.Open, "open deal"), words.Many(u.Won, "won deal"), q.name))
	case u.Open > 0:
		b.gap(SectionPipeline, q.from, fmt.Sprintf("what %s of %s would come to", words.Many(u.Open, "open deal"), q.name))
	case u.Won > 0:
		b.gap(SectionPipeline, q.from, fmt.Sprintf("what %s of %s came to", words.Many(u.Won, "won deal"), q.name))
	}
}
