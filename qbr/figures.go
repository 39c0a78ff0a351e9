package qbr

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/history"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/performance"
)

// metric completes a figure: what the policy wants of it, its status, its change and slope;
// and keeps it for the first page.
//
// A figure that is given Due is of a running period, and one that is given Reached has it from
// its source, which has rounded once.
func (b *builder) metric(m Metric) Metric {
	if rule := b.rules[m.ID]; rule != nil {
		if rule.Target.Valid {
			m.Target, m.Floor, m.Reached = rule.Target, decimal.NullDecimal{}, decimal.NullDecimal{}
		}
		if rule.Floor.Valid {
			m.Floor = rule.Floor
		}
	}
	if m.Polarity == "" {
		m.Polarity = polarity(m.ID)
	}
	if !m.Reached.Valid && m.Value.Valid && m.Target.Valid && m.Target.Decimal.IsPositive() && m.Polarity == performance.HigherIsBetter {
		m.Reached = exact.Ratio(m.Value.Decimal, m.Target.Decimal, 4)
	}
	if m.Status == "" {
		if isFlow(m.ID) && !m.Due.Valid && b.review.isRunning() {
			m.Due, m.FloorDue = b.due(&m, m.Target), b.due(&m, m.Floor)
		}
		target, floor := m.Target, m.Floor
		if m.Due.Valid {
			target, floor = m.Due, m.FloorDue
		}
		m.Status = m.Polarity.Judge(m.Value, target, floor)
	}
	if !isFlow(m.ID) || !b.review.isRunning() { // a part is beside no whole
		m.Change, m.Slope = b.past.Change(m.ID, m.Value)
	}
	switch {
	case m.Source != "":
		m.AsOf = b.sources.origin(m.Source).AsOf
	case m.AsOf.IsZero():
		m.AsOf = b.asOf
	}
	b.metrics[m.ID] = m
	return m
}

// figure is a metric of a source whose target the policy says, if anybody does.
func (b *builder) figure(id MetricID, name string, unit document.Unit, value decimal.NullDecimal, from SourceID) Metric {
	return b.metric(Metric{ID: id, Name: name, Unit: unit, Value: value, Source: from})
}

// isRunning reports whether the quarter goes on after the day of the review.
func (r *Review) isRunning() bool { return r.AsOf.Before(r.Period.End.AddDays(-1)) }

// due is what of something wanted of a figure is due by now.
func (b *builder) due(m *Metric, whole decimal.NullDecimal) decimal.NullDecimal {
	places := int32(exact.RatioPlaces)
	if m.Unit == document.UnitMoney {
		places = b.places()
	}
	if m.ID == MetricYearRevenue {
		return b.policy.Performance.DueOfYear(whole, b.asOf, places)
	}
	return b.policy.Performance.Due(whole, b.asOf, places)
}

// remember collects what figures were in earlier quarters: of revenue by the sales, of the score
// by its trend, which go before what the records tell as history.
func (b *builder) remember() {
	b.told = history.New[MetricID](b.review.Quarter)
	for i := range b.records.History {
		h := &b.records.History[i]
		b.told.Tell(h.Metric, h.Quarter, h.Value)
	}
	b.past = b.told.Clone()
	for _, q := range b.sales.Quarters {
		b.past.Tell(MetricRevenue, q.Quarter, q.Actual)
	}
	trend := reading.TrendTo(&b.sources.ScoreTrend.Value, b.review.Quarter)
	for i, score := range reading.OverallScores(&trend, b.sources.Score.Value.Overall) {
		b.past.Tell(MetricScore, trend.Quarters[i], scoreOf(score))
	}
}
