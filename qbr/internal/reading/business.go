package reading

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
)

// OperatingProfit is that of the fiscal year of a day, nil as year where the business case has
// none.
func OperatingProfit(st *profit.Statement, day partnermath.Date) (year *profit.Column, amount decimal.Decimal) {
	line := find(st.Lines, func(l *profit.Line) bool { return l.Kind == profit.LineOperatingProfit })
	at := slices.IndexFunc(st.Years, func(c profit.Column) bool { return c.Days.Contains(day) })
	if line == nil || at < 0 || at >= len(line.Years) {
		return nil, amount
	}
	return &st.Years[at], line.Years[at]
}

// Payback is the month from which on a business has paid back, 0 where it never owed anything,
// undefined where it does not within the case; and the month in which it pays back for the
// first time and owes again later, 0 where that does not happen.
func Payback(r *profit.Report) (month decimal.NullDecimal, first int) {
	crossings := r.Payback.Crossings
	switch {
	case r.Payback.Status == profit.BreakEvenAlready:
		return partnermath.Int(0), 0
	case r.Payback.Status == profit.BreakEvenNever, len(crossings) == 0:
		return month, 0
	case len(crossings) > 1:
		first = crossings[0].Month
	}
	return partnermath.Int(int64(crossings[len(crossings)-1].Month)), first
}

// MonthDays are the days of a month of a business case.
func MonthDays(st *profit.Statement, month decimal.NullDecimal) (days partnermath.Period, ok bool) {
	of := find(st.Months, func(c *profit.Column) bool {
		return month.Valid && month.Decimal.Equal(decimal.NewFromInt(int64(c.First)))
	})
	if of == nil {
		return days, false
	}
	return of.Days, true
}
