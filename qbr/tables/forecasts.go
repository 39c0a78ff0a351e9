package tables

import (
	"fmt"
	"strconv"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Forecasts shows what a partner committed to, period by period, and what landed. Periods are
// called as the calendar calls them. There is no total where a period is not known. The
// notes say what the bias means, where there is one, and what WAPE is.
func Forecasts(row pipeline.PartnerForecastRow, calendar partnermath.Calendar, currency string) (t document.Table, notes []string) {
	t = table(
		"Forecasts of the partner", currency, setting.TextColumn("Period"), setting.Charted(setting.Column(money, "Committed")), setting.Charted(setting.Column(money, "Landed")),
		signed(setting.Column(money, "Landed less committed")),
	)
	t.Chart = document.ChartColumns
	for i := range row.Lines {
		l := &row.Lines[i]
		addRow(&t, "", setting.Text(periodName(calendar, l.Period)), moneyCell(l.Committed), moneyCell(l.Landed), moneyCell(l.Error))
	}
	p := &row.Periods
	if len(row.Lines) > 1 && p.Unknown == 0 {
		addRow(&t, document.RowTotal, setting.Text("In all"), knownCell(p.Committed), knownCell(p.Landed), knownCell(p.Error))
	}
	if p.Bias.Valid {
		notes = append(notes, biasText(p))
	}
	if p.WAPE.Valid {
		notes = append(notes, "WAPE: what landed more or less than committed, each period by its size, of all that was committed.")
	}
	return t, notes
}

// biasText says in words what a bias means.
func biasText(p *pipeline.ForecastAccuracy) string {
	size := share.Format(known(p.Bias.Decimal.Abs()), "")
	switch of := words.Many(p.Forecasts, "forecast"); {
	case p.Bias.Decimal.IsNegative():
		return fmt.Sprintf("Over %s, %s less landed than the partner committed.", of, size)
	case p.Bias.Decimal.IsPositive():
		return fmt.Sprintf("Over %s, %s more landed than the partner committed.", of, size)
	default:
		return fmt.Sprintf("Over %s, as much landed as the partner committed.", of)
	}
}

// periodName is the quarter or the year that a period is, or its days.
func periodName(calendar partnermath.Calendar, p partnermath.Period) string {
	q := calendar.QuarterOf(p.Start)
	switch {
	case calendar.Quarter(q.Year, q.Number) == p:
		return q.String()
	case calendar.Quarter(q.Year, 1).Start == p.Start && calendar.Quarter(q.Year, 4).End == p.End:
		return strconv.Itoa(q.Year)
	}
	return p.String()
}
