package qbr

import (
	"fmt"
	"strconv"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
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
	money := document.UnitMoney
	t := b.table(
		"Forecasts of the partner", textColumn("Period"), column(money, "Committed"), column(money, "Landed"), signed(column(money, "Landed less committed")),
	)
	for i := range row.Lines {
		l := &row.Lines[i]
		addRow(&t, "", textCell(b.periodName(l.Period)), moneyCell(l.Committed), moneyCell(l.Landed), moneyCell(l.Error))
	}
	if len(row.Lines) > 1 && p.Unknown == 0 {
		addRow(&t, document.RowTotal, textCell("In all"), knownCell(p.Committed), knownCell(p.Landed), knownCell(p.Error))
	}
	s.add(t)
	if p.Bias.Valid {
		remark := biasText(p)
		b.remarks[MetricForecastBias] = remark
		s.Notes = append(s.Notes, remark)
	}
	if p.WAPE.Valid {
		s.Notes = append(s.Notes, "WAPE: what landed more or less than committed, each period by its size, of all that was committed.")
	}
	if p.Unknown > 0 {
		b.gap(SectionPipeline, SourceForecasts, fmt.Sprintf("what was committed or landed in %s", many(p.Unknown, "period")))
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
	switch of := many(p.Forecasts, "forecast"); {
	case p.Bias.Decimal.IsNegative():
		return fmt.Sprintf("Over %s, %s less landed than the partner committed.", of, size)
	case p.Bias.Decimal.IsPositive():
		return fmt.Sprintf("Over %s, %s more landed than the partner committed.", of, size)
	default:
		return fmt.Sprintf("Over %s, as much landed as the partner committed.", of)
	}
}

// periodName is the quarter or the year that a period is, or its days.
func (b *builder) periodName(p partnermath.Period) string {
	calendar := b.policy.Performance.Calendar
	q := calendar.QuarterOf(p.Start)
	switch {
	case calendar.Quarter(q.Year, q.Number) == p:
		return q.String()
	case calendar.Quarter(q.Year, 1).Start == p.Start && calendar.Quarter(q.Year, 4).End == p.End:
		return strconv.Itoa(q.Year)
	}
	return p.String()
}
