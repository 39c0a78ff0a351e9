package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// forecasts tell how far the partner's own commitments hold.
func (b *builder) forecasts(s *Section) {
	const what = "what the partner committed before, and what landed"
	if b.missing(SectionPipeline, SourceForecasts, what) {
		return
	}
	row := b.ownForecasts()
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
	b.add(s, tables.Forecasts(*row, b.policy.Performance.Calendar, b.review.Currency))
	if p.Bias.Valid {
		remark := biasText(p)
		b.remarks[MetricForecastBias] = remark
		s.Notes = append(s.Notes, remark)
	}
	if p.WAPE.Valid {
		s.Notes = append(s.Notes, "WAPE: what landed more or less than committed, each period by its size, of all that was committed.")
	}
	if p.Unknown > 0 {
		b.gap(SectionPipeline, SourceForecasts, fmt.Sprintf("what was committed or landed in %s", words.Many(p.Unknown, "period")))
	}
}

func (b *builder) ownForecasts() *pipeline.PartnerForecastRow {
	rows := b.sources.Forecasts.Value.Partners
	for i := range rows {
		if rows[i].Partner == b.records.Partner.ID {
			return &rows[i]
		}
	}
	return nil
}

// biasText says in words what a bias means.
func biasText(p *pipeline.ForecastAccuracy) string {
	size := document.UnitShare.Format(known(p.Bias.Decimal.Abs()), "")
	switch of := words.Many(p.Forecasts, "forecast"); {
	case p.Bias.Decimal.IsNegative():
		return fmt.Sprintf("Over %s, %s less landed than the partner committed.", of, size)
	case p.Bias.Decimal.IsPositive():
		return fmt.Sprintf("Over %s, %s more landed than the partner committed.", of, size)
	default:
		return fmt.Sprintf("Over %s, as much landed as the partner committed.", of)
	}
}
