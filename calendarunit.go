package partnermath

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
