package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// forecasts tell how far the partner's own commitments hold.
func (b *builder) forecasts(s *Section) {
	const what = "what the partner committed before, and what landed"
	if b.missing(SectionPipeline, SourceForecasts, what) {
		return
	}
	row := reading.Forecasts(&b.sources.Forecasts.Value, b.records.Partner.ID)
	if row == nil {
		b.gap(SectionPipeline, SourceForecasts, what)
		return
	}
	p := &row.Periods
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricForecastBias, "Forecast bias", document.UnitShare, p.Bias, SourceForecasts),
		b.figure(MetricForecastWAPE, "Forecast error (WAPE)", document.UnitShare, p.WAPE, SourceForecasts),
	)
	t, notes := tables.Forecasts(*row, b.policy.Performance.Calendar, b.review.Currency)
	b.add(s, t, notes...)
	if p.Bias.Valid {
		b.remarks[MetricForecastBias] = notes[0]
	}
	if p.Unknown > 0 {
		b.gap(SectionPipeline, SourceForecasts, fmt.Sprintf("what was committed or landed in %s", words.Many(p.Unknown, "period")))
	}
}
