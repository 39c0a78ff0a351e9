package partnermath

import "iter"

// CalendarUnit is a length of time in a [Calendar].
type CalendarUnit string

// The units. None means UnitMonth.
const (
	UnitWeek    CalendarUnit = "week"
	UnitMonth   CalendarUnit = "month"
	UnitQuarter CalendarUnit = "quarter"
	UnitYear    CalendarUnit = "year"
)

// UnitOf returns the week, month, quarter or year that a day lies in.
func (c Calendar) UnitOf(d Date, unit CalendarUnit) Period { return c.UnitAfter(c.Find(d), unit, 0) }

// UnitAfter returns the n-th unit after the one that a fiscal day lies in, or before
// it when n is negative; for 0 that one itself.
func (c Calendar) UnitAfter(day FiscalDay, unit CalendarUnit, n int) Period {
	if most := 53 * lastFiscalYear; n < -most || n > most || !c.covers(day.Year) {
		return Period{}
	}
	switch unit {
	case UnitWeek:
		year, week := day.Year, day.Week+n
		for weeks := c.Weeks(year); weeks > 0 && week > weeks; weeks = c.Weeks(year) {
			week -= weeks
			year++
		}
		for week < 1 && c.covers(year) {
			year--
			week += c.Weeks(year)
		}
		return c.Week(year, week)
	case "", UnitMonth:
		month := 12*day.Year + day.Month - 1 + n
		return c.Month(month/12, month%12+1)
	case UnitQuarter:
		quarter := 4*day.Year + day.Quarter - 1 + n
		return c.Quarter(quarter/4, quarter%4+1)
	case UnitYear:
		return c.Year(day.Year + n)
	}
	return Period{}
}

// Units yields the unit that a day lies in and those after it, in order, until the
// calendar ends.
func (c Calendar) Units(from Date, unit CalendarUnit) iter.Seq[Period] {
	return func(yield func(Period) bool) {
		day := c.Find(from)
		if unit == UnitWeek {
			c.weeks(day, yield)
			return
		}
		for n := 0; ; n++ {
			if at := c.UnitAfter(day, unit, n); at.IsZero() || !yield(at) {
				return
			}
		}
	}
}

// weeks yields the weeks from that of a day on. There are many, so each follows from
// the one before where it can.
func (c Calendar) weeks(from FiscalDay, yield func(Period) bool) {
	start := c.Week(from.Year, from.Week).Start
	for number := from.Year; ; number++ {
		year := c.Year(number)
		for ; start.Before(year.End); start = start.AddDays(7) {
			week := Period{Start: start, End: start.AddDays(7)}
			if year.End.Before(week.End) {
				week.End = year.End
			}
			if !yield(week) {
				return
			}
		}
		if year.IsZero() {
			return
		}
		start = year.End
	}
}
