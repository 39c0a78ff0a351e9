package tables

import (
	"strconv"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Forecasts shows what a partner committed to, period by period, and what landed. Periods are
// called as the calendar calls them. There is no total where a period is not known.
func Forecasts(row pipeline.PartnerForecastRow, calendar partnermath.Calendar, currency string) document.Table {
	t := table(
		"Forecasts of the partner", currency, textColumn("Period"), column(money, "Committed"), column(money, "Landed"),
		signed(column(money, "Landed less committed")),
	)
	for i := range row.Lines {
		l := &row.Lines[i]
		addRow(&t, "", textCell(periodName(calendar, l.Period)), moneyCell(l.Committed), moneyCell(l.Landed), moneyCell(l.Error))
	}
	if p := &row.Periods; len(row.Lines) > 1 && p.Unknown == 0 {
		addRow(&t, document.RowTotal, textCell("In all"), knownCell(p.Committed), knownCell(p.Landed), knownCell(p.Error))
	}
	return t
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
