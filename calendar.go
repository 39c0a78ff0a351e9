package partnermath

import (
	"slices"
	"time"
)

// CalendarPattern tells how the year of a [Calendar] divides into months.
type CalendarPattern string

// The patterns. No pattern means PatternMonths.
const (
	// PatternMonths divides the year into calendar months.
	PatternMonths CalendarPattern = "months"
	// Pattern445 gives the months of every quarter 4, 4 and 5 weeks.
	Pattern445 CalendarPattern = "4-4-5"
	// Pattern454 gives the months of every quarter 4, 5 and 4 weeks, as the
	// retail calendar of the National Retail Federation does.
	Pattern454 CalendarPattern = "4-5-4"
	// Pattern544 gives the months of every quarter 5, 4 and 4 weeks.
	Pattern544 CalendarPattern = "5-4-4"
)

// Weekday names the day on which the weeks of a week pattern begin.
type Weekday string

// The days of the week.
const (
	Monday    Weekday = "monday"
	Tuesday   Weekday = "tuesday"
	Wednesday Weekday = "wednesday"
	Thursday  Weekday = "thursday"
	Friday    Weekday = "friday"
	Saturday  Weekday = "saturday"
	Sunday    Weekday = "sunday"
)

// YearAlign tells on which [Weekday] a year of weeks starts, seen from its anchor.
type YearAlign string

// The alignments. None means AlignNearest.
const (
	// AlignNearest starts the year on the weekday nearest to the anchor. The
	// weeks of ISO 8601 begin on the Monday nearest to January 1.
	AlignNearest YearAlign = "nearest"
	// AlignOnOrAfter starts the year on the first such weekday from the anchor on.
	// A year that ends on the last Saturday of September starts on the Sunday on
	// or after September 25.
	AlignOnOrAfter YearAlign = "on-or-after"
	// AlignOnOrBefore starts the year on the last such weekday up to the anchor.
	AlignOnOrBefore YearAlign = "on-or-before"
)

// YearNaming tells which calendar year gives a fiscal year its number.
type YearNaming string

// The namings. None means NamedByEnd.
const (
	// NamedByEnd numbers a fiscal year by the calendar year of the day before the
	// next anchor: fiscal 2026 from 2025-07-01 to 2026-06-30.
	NamedByEnd YearNaming = "end"
	// NamedByStart numbers a fiscal year by the calendar year of its anchor:
	// fiscal 2025 from 2025-07-01 to 2026-06-30.
	NamedByStart YearNaming = "start"
)

// YearStart tells when a fiscal year begins and what it is called. The zero
// YearStart is January 1.
type YearStart struct {
	// Month, a number in JSON, and Day are the anchor: the start itself for PatternMonths, the day
	// near which the start lies for a week pattern. 0 means January, and the 1st. A
	// day that a month does not have is the last of that month.
	Month time.Month `json:"month,omitempty"`
	Day   int        `json:"day,omitempty"`
	// Weekday and Align are read for week patterns only, where Weekday must be given.
	Weekday Weekday    `json:"weekday,omitempty"`
	Align   YearAlign  `json:"align,omitempty"`
	Named   YearNaming `json:"named,omitempty"`
}

// Calendar is a vendor's fiscal calendar. The zero Calendar is the Gregorian
// year of calendar months.
//
// A retail calendar after the National Retail Federation is
//
//	Calendar{Pattern: Pattern454, YearStart: YearStart{
//		Month: time.February, Weekday: Sunday, Named: NamedByStart,
//	}}
//
// and one whose year ends on the last Saturday of September is
//
//	Calendar{Pattern: Pattern445, YearStart: YearStart{
//		Month: time.September, Day: 25, Weekday: Sunday, Align: AlignOnOrAfter,
//	}}
//
// A year has 4 quarters and 12 months. A year of weeks has 52 or 53 of them; the
// 53rd belongs to the last month. Under PatternMonths the weeks of a year are
// counted in sevens of days from its first day, and the last has 1 or 2 days.
//
// Call Validate once after loading a calendar. The methods cover fiscal years 3 to
// 9997. For any other, for a quarter, month
// or week that the year does not have, and for a calendar that is not valid,
// they return the zero value.
type Calendar struct {
	YearStart YearStart       `json:"yearStart,omitzero"`
	Pattern   CalendarPattern `json:"pattern,omitempty"`
}

const (
	firstFiscalYear = 3
	lastFiscalYear  = 9997
	weeksPerQuarter = 13
)

// FiscalDay is where a day lies in a [Calendar]: the fiscal year, and in it the
// quarter (1 to 4), the month (1 to 12) and the week (1 to 53). The zero FiscalDay is
// none.
type FiscalDay struct {
	Year    int `json:"year"`
	Quarter int `json:"quarter"`
	Month   int `json:"month"`
	Week    int `json:"week"`
}

// Year returns the days of a fiscal year.
func (c Calendar) Year(year int) Period {
	if !c.covers(year) {
		return Period{}
	}
	return Period{Start: c.start(year), End: c.start(year + 1)}
}

// Quarter returns the days of quarter 1 to 4 of a fiscal year.
func (c Calendar) Quarter(year, quarter int) Period {
	if !c.covers(year) || quarter < 1 || quarter > 4 {
		return Period{}
	}
	return Period{Start: c.monthStart(year, 3*quarter-2), End: c.monthStart(year, 3*quarter+1)}
}

// Month returns the days of month 1 to 12 of a fiscal year.
func (c Calendar) Month(year, month int) Period {
	if !c.covers(year) || month < 1 || month > 12 {
		return Period{}
	}
	return Period{Start: c.monthStart(year, month), End: c.monthStart(year, month+1)}
}

// Week returns the days of week 1 to 52 or 53 of a fiscal year.
func (c Calendar) Week(year, week int) Period {
	if week < 1 || week > c.Weeks(year) {
		return Period{}
	}
	p := c.Year(year)
	p.Start = p.Start.AddDays(7 * (week - 1))
	if end := p.Start.AddDays(7); end.Before(p.End) {
		p.End = end
	}
	return p
}

// Weeks returns the number of weeks in a fiscal year.
func (c Calendar) Weeks(year int) int { return (c.Year(year).Days() + 6) / 7 }

// Find returns where a day lies; the zero FiscalDay when the calendar does not
// cover it.
func (c Calendar) Find(d Date) FiscalDay {
	civil, _, _ := d.Civil()
	for year := civil - 1; year <= civil+2; year++ {
		if p := c.Year(year); p.Contains(d) {
			month := 12
			for d.Before(c.monthStart(year, month)) {
				month--
			}
			return FiscalDay{
				Year:    year,
				Quarter: (month + 2) / 3,
				Month:   month,
				Week:    d.DaysSince(p.Start)/7 + 1,
			}
		}
	}
	return FiscalDay{}
}

// Validate returns a [*ValidationError] for an anchor that no year has, an
// unknown pattern, weekday, alignment or naming, a week pattern without a
// weekday, and for a weekday or an alignment where months are the pattern.
func (c Calendar) Validate() error {
	var faults ValidationError
	start := c.YearStart
	monthKnown := start.Month >= 0 && start.Month <= time.December
	if !monthKnown {
		faults.Addf("yearStart.month", "range", "must be from 1 to 12, got %d", start.Month)
	}
	if last := daysIn(2024, c.anchorMonth()); monthKnown && (start.Day < 0 || start.Day > last) {
		faults.Addf("yearStart.day", "range", "must be from 1 to %d, got %d", last, start.Day)
	}
	if c.Pattern == "" || c.Pattern == PatternMonths {
		oneOf(&faults, "yearStart.weekday", start.Weekday, "")
		oneOf(&faults, "yearStart.align", start.Align, "")
	} else {
		if c.weekly() && start.Weekday == "" {
			faults.Add("yearStart.weekday", "required", "must be given for a pattern of weeks")
		}
		oneOf(&faults, "yearStart.weekday", start.Weekday, "", Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday)
		oneOf(&faults, "yearStart.align", start.Align, "", AlignNearest, AlignOnOrAfter, AlignOnOrBefore)
	}
	oneOf(&faults, "yearStart.named", start.Named, "", NamedByEnd, NamedByStart)
	oneOf(&faults, "pattern", c.Pattern, "", PatternMonths, Pattern445, Pattern454, Pattern544)
	return faults.Err()
}

// covers is cheap for the calendars that are used most.
func (c Calendar) covers(year int) bool {
	return year >= firstFiscalYear && year <= lastFiscalYear && (c == Calendar{} || c.Validate() == nil)
}

func (c Calendar) weekly() bool {
	return c.Pattern == Pattern445 || c.Pattern == Pattern454 || c.Pattern == Pattern544
}

func (c Calendar) anchorMonth() time.Month { return max(c.YearStart.Month, time.January) }

// anchor returns the anchor of a fiscal year, shifted by a number of months.
func (c Calendar) anchor(year, months int) Date {
	day := max(c.YearStart.Day, 1)
	if c.YearStart.Named != NamedByStart && (c.anchorMonth() != time.January || day != 1) {
		year--
	}
	sinceJanuary := int(c.anchorMonth()-time.January) + months
	year += sinceJanuary / 12
	month := time.January + time.Month(sinceJanuary%12)
	if day > 28 {
		day = min(day, daysIn(year, month))
	}
	return NewDate(year, month, day)
}

func (c Calendar) start(year int) Date {
	anchor := c.anchor(year, 0)
	if !c.weekly() {
		return anchor
	}
	ahead := (int(c.YearStart.Weekday.time()) - int(anchor.Weekday()) + 7) % 7
	switch c.YearStart.Align {
	case AlignOnOrAfter:
		return anchor.AddDays(ahead)
	case AlignOnOrBefore:
		return anchor.AddDays(ahead - (ahead+6)/7*7)
	default:
		return anchor.AddDays(ahead - (ahead+3)/7*7)
	}
}

// monthStart returns the first day of month 1 to 12, or for 13 that of the next
// year.
func (c Calendar) monthStart(year, month int) Date {
	if month == 13 {
		return c.start(year + 1)
	}
	if !c.weekly() {
		return c.anchor(year, month-1)
	}
	weeks := weeksPerQuarter * ((month - 1) / 3)
	for i := range (month - 1) % 3 {
		weeks += int(c.Pattern[2*i] - '0')
	}
	return c.start(year).AddDays(7 * weeks)
}

// daysOfWeek holds the names of the days as package time counts them.
var daysOfWeek = [7]Weekday{Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday}

func (w Weekday) time() time.Weekday { return time.Weekday(max(slices.Index(daysOfWeek[:], w), 0)) }

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
