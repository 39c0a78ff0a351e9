package partnermath_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

const (
	months = partnermath.PatternMonths
	byEnd  = partnermath.NamedByEnd
	byFrom = partnermath.NamedByStart
)

func weekPatterns() []partnermath.CalendarPattern {
	return []partnermath.CalendarPattern{partnermath.Pattern445, partnermath.Pattern454, partnermath.Pattern544}
}

func alignments() []partnermath.YearAlign {
	return []partnermath.YearAlign{partnermath.AlignNearest, partnermath.AlignOnOrAfter, partnermath.AlignOnOrBefore}
}

func weekdays() []partnermath.Weekday {
	return []partnermath.Weekday{
		partnermath.Sunday, partnermath.Monday, partnermath.Tuesday, partnermath.Wednesday,
		partnermath.Thursday, partnermath.Friday, partnermath.Saturday,
	}
}

// anchors are all the days on which a fiscal year may start, February 29 too.
func anchors() []partnermath.YearStart {
	var all []partnermath.YearStart
	for at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == 2024; at = at.AddDate(0, 0, 1) {
		all = append(all, partnermath.YearStart{Month: at.Month(), Day: at.Day()})
	}
	return all
}

// anchorIn is the day of the anchor in a calendar year, or the last of its
// month.
func anchorIn(s partnermath.YearStart, year int) time.Time {
	month, dayOfMonth := max(s.Month, time.January), max(s.Day, 1)
	at := time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC)
	for at.Month() != month {
		at = at.AddDate(0, 0, -1)
	}
	return at
}

// startOf finds the first day of a fiscal year by looking at every day around
// the anchor.
func startOf(c partnermath.Calendar, year int) partnermath.Date {
	s := c.YearStart
	calendarYear := year
	if s.Named != byFrom && anchorIn(s, year+1).AddDate(0, 0, -1).Year() != year {
		calendarYear--
	}
	at := anchorIn(s, calendarYear)
	if c.Pattern == "" || c.Pattern == months {
		return partnermath.DateOf(at)
	}
	offsets := map[partnermath.YearAlign][]int{
		"":                          {0, 1, -1, 2, -2, 3, -3},
		partnermath.AlignNearest:    {0, 1, -1, 2, -2, 3, -3},
		partnermath.AlignOnOrAfter:  {0, 1, 2, 3, 4, 5, 6},
		partnermath.AlignOnOrBefore: {0, -1, -2, -3, -4, -5, -6},
	}
	for _, n := range offsets[s.Align] {
		near := at.AddDate(0, 0, n)
		if strings.ToLower(near.Weekday().String()) == string(s.Weekday) {
			return partnermath.DateOf(near)
		}
	}
	panic("no such weekday within a week")
}

// monthOf finds the first day of month 1 to 13 of a fiscal year, 13 being the
// first of the next.
func monthOf(c partnermath.Calendar, year, month int) partnermath.Date {
	if month == 13 {
		return startOf(c, year+1)
	}
	first := startOf(c, year)
	if c.Pattern == "" || c.Pattern == months {
		calendarYear, calendarMonth, _ := first.Civil()
		since := int(calendarMonth) - 1 + month - 1
		shifted := partnermath.YearStart{Month: time.Month(since%12 + 1), Day: c.YearStart.Day}
		return partnermath.DateOf(anchorIn(shifted, calendarYear+since/12))
	}
	weeks := 0
	for i := range month - 1 {
		weeks += int(c.Pattern[i%3*2] - '0')
	}
	return first.AddDays(7 * weeks)
}

// untiled says where the quarters of a fiscal year do not tile the year or its
// months a quarter, "" if they do.
func untiled(c partnermath.Calendar, year int) string {
	whole := c.Year(year)
	if whole.Days() == 0 {
		return fmt.Sprintf("year %d has no days: %v", year, whole)
	}
	next := whole.Start
	for q := 1; q <= 4; q++ {
		quarter := c.Quarter(year, q)
		if quarter.Start != next || !quarter.End.After(quarter.Start) {
			return fmt.Sprintf("quarter %d of %d is %s; %s would be next", q, year, quarter, next)
		}
		for m := 3*q - 2; m <= 3*q; m++ {
			month := c.Month(year, m)
			if month.Start != next || !month.End.After(month.Start) {
				return fmt.Sprintf("month %d of %d is %s; %s would be next", m, year, month, next)
			}
			next = month.End
		}
		if quarter.End != next {
			return fmt.Sprintf("quarter %d of %d is %s, and its months end before %s", q, year, quarter, next)
		}
	}
	if next != whole.End {
		return fmt.Sprintf("year %d is %s, and its quarters end before %s", year, whole, next)
	}
	return ""
}

// unweeked does the same for the weeks of a year.
func unweeked(c partnermath.Calendar, year int) string {
	whole, weeks := c.Year(year), c.Weeks(year)
	weekly := c.Pattern != "" && c.Pattern != months
	if weeks != 53 && (weeks != 52 || !weekly) {
		return fmt.Sprintf("year %d has %d weeks", year, weeks)
	}
	next := whole.Start
	for w := 1; w <= weeks; w++ {
		week := c.Week(year, w)
		shortLast := w == 53 && !weekly && (week.Days() == 1 || week.Days() == 2)
		if week.Start != next || week.Days() != 7 && !shortLast {
			return fmt.Sprintf("week %d of %d is %s; %s would be next", w, year, week, next)
		}
		next = week.End
	}
	if next != whole.End {
		return fmt.Sprintf("year %d is %s, and its weeks end before %s", year, whole, next)
	}
	if !c.Week(year, weeks+1).IsZero() {
		return fmt.Sprintf("year %d has a week %d", year, weeks+1)
	}
	return ""
}

// From before the first computer to well after this module.
const (
	firstYear = 1900
	afterLast = 2100
)

// The property that the whole calendar hangs on: whatever the start of the
// year, quarters tile the year, months the quarter and weeks the year, with no
// gap and no overlap, and years tile time.
func TestCalendarTiles(t *testing.T) {
	const all = afterLast - firstYear
	check := func(t *testing.T, c partnermath.Calendar, years, weekYears int) {
		if err := c.Validate(); err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		for i := range years {
			// Fewer years than all are spread out, and other ones for other anchors.
			year := firstYear + (i*(all/years)+c.YearStart.Day*31+int(c.YearStart.Month))%all
			if broken := untiled(c, year); broken != "" {
				t.Fatalf("%+v: %s", c, broken)
			}
			if i < weekYears {
				if broken := unweeked(c, year); broken != "" {
					t.Fatalf("%+v: %s", c, broken)
				}
			}
			if c.Year(year).End != c.Year(year+1).Start {
				t.Fatalf("%+v: year %d is %s, the next %s", c, year, c.Year(year), c.Year(year+1))
			}
		}
	}
	t.Run("months, every anchor", func(t *testing.T) {
		t.Parallel()
		for i, start := range anchors() {
			start.Named = []partnermath.YearNaming{"", byEnd, byFrom}[i%3]
			check(t, partnermath.Calendar{YearStart: start, Pattern: []partnermath.CalendarPattern{"", months}[i%2]}, all, 5)
		}
	})
	t.Run("weeks, every anchor", func(t *testing.T) {
		t.Parallel()
		for i, start := range anchors() {
			for j, pattern := range weekPatterns() {
				start.Weekday, start.Align = weekdays()[i%7], alignments()[(i+j)%3]
				start.Named = []partnermath.YearNaming{byFrom, "", byEnd}[i/3%3]
				check(t, partnermath.Calendar{YearStart: start, Pattern: pattern}, all/2, 2)
			}
		}
	})
	t.Run("weeks, every start in some years", func(t *testing.T) {
		t.Parallel()
		for i, start := range anchors() {
			for _, pattern := range weekPatterns() {
				for _, start.Weekday = range weekdays() {
					for _, start.Align = range alignments() {
						start.Named = []partnermath.YearNaming{byEnd, byFrom}[i%2]
						check(t, partnermath.Calendar{YearStart: start, Pattern: pattern}, 1, 0)
					}
				}
			}
		}
	})
	t.Run("every start against every day around its anchor", func(t *testing.T) {
		t.Parallel()
		for i, start := range anchors() {
			for _, start.Weekday = range weekdays() {
				for _, start.Align = range alignments() {
					c := partnermath.Calendar{YearStart: start, Pattern: weekPatterns()[i%3]}
					before := c.Year(firstYear - 1)
					for year := firstYear; year < afterLast; year++ {
						now := c.Year(year)
						if n := now.Days(); n != 52*7 && n != 53*7 || now.Start != before.End {
							t.Fatalf("%+v: year %d is %s, after %s", c, year, now, before)
						}
						if year%20 == i%20 && now.Start != startOf(c, year) {
							t.Fatalf("%+v: year %d starts on %s, want %s", c, year, now.Start, startOf(c, year))
						}
						before = now
					}
				}
			}
		}
	})
}

// calendars draws any valid calendar.
func calendars() *rapid.Generator[partnermath.Calendar] {
	return rapid.Custom(func(t *rapid.T) partnermath.Calendar {
		c := partnermath.Calendar{
			YearStart: rapid.SampledFrom(append(anchors(), partnermath.YearStart{})).Draw(t, "anchor"),
			Pattern:   rapid.SampledFrom(append(weekPatterns(), "", months)).Draw(t, "pattern"),
		}
		c.YearStart.Named = rapid.SampledFrom([]partnermath.YearNaming{"", byEnd, byFrom}).Draw(t, "named")
		if c.Pattern != "" && c.Pattern != months {
			c.YearStart.Weekday = rapid.SampledFrom(weekdays()).Draw(t, "weekday")
			c.YearStart.Align = rapid.SampledFrom(append(alignments(), "")).Draw(t, "align")
		}
		return c
	})
}

func TestCalendarMonthsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := calendars().Draw(t, "calendar")
		year := rapid.OneOf(rapid.IntRange(1990, 2050), rapid.IntRange(4, 9996)).Draw(t, "year")
		for m := 1; m <= 12; m++ {
			want := partnermath.Period{Start: monthOf(c, year, m), End: monthOf(c, year, m+1)}
			if got := c.Month(year, m); got != want {
				t.Fatalf("month %d of %d is %s, want %s", m, year, got, want)
			}
		}
		for q := 1; q <= 4; q++ {
			want := partnermath.Period{Start: monthOf(c, year, 3*q-2), End: monthOf(c, year, 3*q+1)}
			if got := c.Quarter(year, q); got != want {
				t.Fatalf("quarter %d of %d is %s, want %s", q, year, got, want)
			}
		}
		if broken := unweeked(c, year); broken != "" {
			t.Fatal(broken)
		}
	})
}

// Find is the inverse of Quarter, Month and Week.
func TestCalendarFindProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := calendars().Draw(t, "calendar")
		year := rapid.IntRange(4, 9996).Draw(t, "year")
		whole := c.Year(year)
		d := whole.Start.AddDays(rapid.IntRange(0, whole.Days()-1).Draw(t, "day"))
		var want partnermath.FiscalDay
		for q := 1; q <= 4; q++ {
			if c.Quarter(year, q).Contains(d) {
				want.Year, want.Quarter = year, q
			}
		}
		for m := 1; m <= 12; m++ {
			if c.Month(year, m).Contains(d) {
				want.Month = m
			}
		}
		for w := 1; w <= c.Weeks(year); w++ {
			if c.Week(year, w).Contains(d) {
				want.Week = w
			}
		}
		if got := c.Find(d); got != want {
			t.Fatalf("%s is at %+v, want %+v", d, got, want)
		}
	})
}

// Every day of a few years, the turns of the year included.
func TestCalendarFindEveryDay(t *testing.T) {
	for _, c := range []partnermath.Calendar{
		{},
		{YearStart: partnermath.YearStart{Month: time.April, Day: 6}},
		{YearStart: partnermath.YearStart{Month: time.December, Day: 31, Named: byFrom}},
		{YearStart: partnermath.YearStart{Month: time.January, Day: 31}},
		{YearStart: partnermath.YearStart{Month: time.February, Day: 29}},
		isoWeeks(), retail(), lastSaturdayOfSeptember(),
		{YearStart: partnermath.YearStart{Month: time.December, Day: 31, Weekday: partnermath.Sunday, Align: partnermath.AlignOnOrAfter}, Pattern: partnermath.Pattern544},
		{YearStart: partnermath.YearStart{Weekday: partnermath.Sunday, Align: partnermath.AlignOnOrBefore}, Pattern: partnermath.Pattern544},
	} {
		for d := day("2022-12-01"); d.Before(day("2027-02-01")); d = d.AddDays(1) {
			p := c.Find(d)
			if !c.Year(p.Year).Contains(d) || !c.Quarter(p.Year, p.Quarter).Contains(d) ||
				!c.Month(p.Year, p.Month).Contains(d) || !c.Week(p.Year, p.Week).Contains(d) {
				t.Fatalf("%+v: %s is not at %+v", c, d, p)
			}
		}
	}
}

// isoWeeks is ISO 8601: weeks from Monday, the first being that with January 4
// in it, which is the one whose Monday is nearest to January 1.
func isoWeeks() partnermath.Calendar {
	return partnermath.Calendar{
		YearStart: partnermath.YearStart{Weekday: partnermath.Monday},
		Pattern:   partnermath.Pattern445,
	}
}

func TestCalendarISOWeeks(t *testing.T) {
	c := isoWeeks()
	at := time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC)
	for ; at.Year() < afterLast; at = at.AddDate(0, 0, 1) {
		year, week := at.ISOWeek()
		if got := c.Find(partnermath.DateOf(at)); got.Year != year || got.Week != week {
			t.Fatalf("%s is in week %d of %d, want %d of %d", at.Format(time.DateOnly), got.Week, got.Year, week, year)
		}
	}
}

// retail is the 4-5-4 calendar of the National Retail Federation
// (nrf.com/resources/4-5-4-calendar): weeks from Sunday, the first being the one
// nearest to February 1, years named by their start, 53 weeks in 2006, 2012,
// 2017 and 2023.
func retail() partnermath.Calendar {
	return partnermath.Calendar{
		YearStart: partnermath.YearStart{Month: time.February, Weekday: partnermath.Sunday, Align: partnermath.AlignNearest, Named: byFrom},
		Pattern:   partnermath.Pattern454,
	}
}

// lastSaturdayOfSeptember is the fiscal year of Apple Inc. as its annual reports
// describe it: "the 52- or 53-week period that ends on the last Saturday of
// September".
func lastSaturdayOfSeptember() partnermath.Calendar {
	return partnermath.Calendar{
		YearStart: partnermath.YearStart{Month: time.September, Day: 25, Weekday: partnermath.Sunday, Align: partnermath.AlignOnOrAfter},
		Pattern:   partnermath.Pattern445,
	}
}

// Years as those who have them state them.
func TestCalendarKnownYears(t *testing.T) {
	// Dell Technologies, annual reports: "the 52 or 53 week period ending on the
	// Friday nearest January 31".
	dell := partnermath.Calendar{
		YearStart: partnermath.YearStart{Month: time.February, Day: 1, Weekday: partnermath.Saturday},
		Pattern:   partnermath.Pattern445,
	}
	// Cisco Systems, annual reports: "the 52 or 53 weeks ending on the last
	// Saturday in July".
	cisco := partnermath.Calendar{
		YearStart: partnermath.YearStart{Month: time.July, Day: 26, Weekday: partnermath.Sunday, Align: partnermath.AlignOnOrAfter},
		Pattern:   partnermath.Pattern445,
	}
	for _, tt := range []struct {
		name     string
		calendar partnermath.Calendar
		year     int
		want     string
		weeks    int
	}{
		{"NRF", retail(), 2011, "2011-01-30 to 2012-01-28", 52},
		{"NRF", retail(), 2012, "2012-01-29 to 2013-02-02", 53},
		{"NRF", retail(), 2013, "2013-02-03 to 2014-02-01", 52},
		{"NRF", retail(), 2017, "2017-01-29 to 2018-02-03", 53},
		{"NRF", retail(), 2018, "2018-02-04 to 2019-02-02", 52},
		{"NRF", retail(), 2023, "2023-01-29 to 2024-02-03", 53},
		{"NRF", retail(), 2024, "2024-02-04 to 2025-02-01", 52},
		{"NRF", retail(), 2025, "2025-02-02 to 2026-01-31", 52},

		{"Apple", lastSaturdayOfSeptember(), 2017, "2016-09-25 to 2017-09-30", 53},
		{"Apple", lastSaturdayOfSeptember(), 2022, "2021-09-26 to 2022-09-24", 52},
		{"Apple", lastSaturdayOfSeptember(), 2023, "2022-09-25 to 2023-09-30", 53},
		{"Apple", lastSaturdayOfSeptember(), 2024, "2023-10-01 to 2024-09-28", 52},

		{"Dell", dell, 2022, "2021-01-30 to 2022-01-28", 52},
		{"Dell", dell, 2023, "2022-01-29 to 2023-02-03", 53},
		{"Dell", dell, 2024, "2023-02-04 to 2024-02-02", 52},
		{"Dell", dell, 2025, "2024-02-03 to 2025-01-31", 52},

		{"Cisco", cisco, 2021, "2020-07-26 to 2021-07-31", 53},
		{"Cisco", cisco, 2022, "2021-08-01 to 2022-07-30", 52},
		{"Cisco", cisco, 2023, "2022-07-31 to 2023-07-29", 52},
		{"Cisco", cisco, 2024, "2023-07-30 to 2024-07-27", 52},

		{"calendar year", partnermath.Calendar{}, 2026, "2026-01-01 to 2026-12-31", 53},
		{"Microsoft", partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.July}}, 2026, "2025-07-01 to 2026-06-30", 53},
		{"named by start", partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.July, Named: byFrom}}, 2025, "2025-07-01 to 2026-06-30", 53},
		{"UK tax year 2025/26", partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.April, Day: 6, Named: byFrom}}, 2025, "2025-04-06 to 2026-04-05", 53},
		{"US government", partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.October}}, 2026, "2025-10-01 to 2026-09-30", 53},
		{"second of January", partnermath.Calendar{YearStart: partnermath.YearStart{Day: 2}}, 2026, "2025-01-02 to 2026-01-01", 53},
		{"second of January, by start", partnermath.Calendar{YearStart: partnermath.YearStart{Day: 2, Named: byFrom}}, 2026, "2026-01-02 to 2027-01-01", 53},
		{"January 1 by start", partnermath.Calendar{YearStart: partnermath.YearStart{Named: byFrom}}, 2026, "2026-01-01 to 2026-12-31", 53},
		{"last of February", partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.February, Day: 29}}, 2024, "2023-02-28 to 2024-02-28", 53},
		{"last of February", partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.February, Day: 29}}, 2025, "2024-02-29 to 2025-02-27", 53},
	} {
		if got := tt.calendar.Year(tt.year).String(); got != tt.want || tt.calendar.Weeks(tt.year) != tt.weeks {
			t.Errorf("%s %d: %s of %d weeks, want %s of %d", tt.name, tt.year, got, tt.calendar.Weeks(tt.year), tt.want, tt.weeks)
		}
	}

	leaps := []int{}
	for year := 2000; year <= 2025; year++ {
		if retail().Weeks(year) == 53 {
			leaps = append(leaps, year)
		}
	}
	if diff := cmp.Diff([]int{2000, 2006, 2012, 2017, 2023}, leaps); diff != "" {
		t.Errorf("NRF years of 53 weeks (-want +got):\n%s", diff)
	}
}

func TestCalendarKnownParts(t *testing.T) {
	var gregorian partnermath.Calendar
	microsoft := partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.July}}
	monthEnds := partnermath.Calendar{YearStart: partnermath.YearStart{Day: 31}}
	for _, tt := range []struct {
		name string
		got  partnermath.Period
		want string
	}{
		{"Q1", gregorian.Quarter(2026, 1), "2026-01-01 to 2026-03-31"},
		{"Q4", gregorian.Quarter(2026, 4), "2026-10-01 to 2026-12-31"},
		{"February", gregorian.Month(2024, 2), "2024-02-01 to 2024-02-29"},
		{"week 1", gregorian.Week(2026, 1), "2026-01-01 to 2026-01-07"},
		{"week 53", gregorian.Week(2026, 53), "2026-12-31 to 2026-12-31"},
		{"week 53 of a leap year", gregorian.Week(2024, 53), "2024-12-30 to 2024-12-31"},
		{"Microsoft Q3", microsoft.Quarter(2026, 3), "2026-01-01 to 2026-03-31"},
		{"Microsoft month 12", microsoft.Month(2026, 12), "2026-06-01 to 2026-06-30"},
		{"month ends, 1", monthEnds.Month(2026, 1), "2025-01-31 to 2025-02-27"},
		{"month ends, 2", monthEnds.Month(2026, 2), "2025-02-28 to 2025-03-30"},
		{"month ends, 3", monthEnds.Month(2026, 3), "2025-03-31 to 2025-04-29"},
		// The months of the National Retail Federation's fiscal 2024 and 2023.
		{"NRF February", retail().Month(2024, 1), "2024-02-04 to 2024-03-02"},
		{"NRF March", retail().Month(2024, 2), "2024-03-03 to 2024-04-06"},
		{"NRF April", retail().Month(2024, 3), "2024-04-07 to 2024-05-04"},
		{"NRF first quarter", retail().Quarter(2024, 1), "2024-02-04 to 2024-05-04"},
		{"NRF January with the 53rd week", retail().Month(2023, 12), "2023-12-31 to 2024-02-03"},
		{"NRF week 53", retail().Week(2023, 53), "2024-01-28 to 2024-02-03"},
		{"NRF no week 53", retail().Week(2024, 53), "no days"},
		// Apple's fiscal 2024 quarters.
		{"Apple Q1", lastSaturdayOfSeptember().Quarter(2024, 1), "2023-10-01 to 2023-12-30"},
		{"Apple Q2", lastSaturdayOfSeptember().Quarter(2024, 2), "2023-12-31 to 2024-03-30"},
		{"Apple Q3", lastSaturdayOfSeptember().Quarter(2024, 3), "2024-03-31 to 2024-06-29"},
		{"Apple Q4", lastSaturdayOfSeptember().Quarter(2024, 4), "2024-06-30 to 2024-09-28"},
	} {
		if tt.got.String() != tt.want {
			t.Errorf("%s is %s, want %s", tt.name, tt.got, tt.want)
		}
	}
	for _, tt := range []struct {
		calendar partnermath.Calendar
		day      string
		want     partnermath.FiscalDay
	}{
		{gregorian, "2026-12-31", partnermath.FiscalDay{Year: 2026, Quarter: 4, Month: 12, Week: 53}},
		{microsoft, "2025-07-01", partnermath.FiscalDay{Year: 2026, Quarter: 1, Month: 1, Week: 1}},
		{microsoft, "2026-06-30", partnermath.FiscalDay{Year: 2026, Quarter: 4, Month: 12, Week: 53}},
		{isoWeeks(), "2024-12-30", partnermath.FiscalDay{Year: 2025, Quarter: 1, Month: 1, Week: 1}},
		{retail(), "2024-02-03", partnermath.FiscalDay{Year: 2023, Quarter: 4, Month: 12, Week: 53}},
		{retail(), "2024-02-04", partnermath.FiscalDay{Year: 2024, Quarter: 1, Month: 1, Week: 1}},
		{retail(), "", partnermath.FiscalDay{}},
	} {
		if got := tt.calendar.Find(day(tt.day)); got != tt.want {
			t.Errorf("%s is at %+v, want %+v", tt.day, got, tt.want)
		}
	}
}

// The methods cover fiscal years 3 to 9997, from one end to the other and for
// every start.
func TestCalendarEnds(t *testing.T) {
	for _, named := range []partnermath.YearNaming{byEnd, byFrom} {
		var broken []string
		for _, start := range anchors() {
			start.Named = named
			list := []partnermath.Calendar{{YearStart: start}}
			for _, start.Weekday = range weekdays() {
				for _, start.Align = range alignments() {
					list = append(list, partnermath.Calendar{YearStart: start, Pattern: partnermath.Pattern454})
				}
			}
			for _, c := range list {
				for _, year := range []int{3, 9997} {
					if why := untiled(c, year); why != "" {
						broken = append(broken, fmt.Sprintf("%+v: %s", c.YearStart, why))
					}
				}
				for _, year := range []int{math.MinInt, -1, 0, 1, 9999, 10000, math.MaxInt} {
					if !c.Year(year).IsZero() || !c.Quarter(year, 1).IsZero() || !c.Month(year, 1).IsZero() || !c.Week(year, 1).IsZero() || c.Weeks(year) != 0 {
						broken = append(broken, fmt.Sprintf("%+v: year %d is there", c.YearStart, year))
					}
				}
			}
		}
		if len(broken) > 0 {
			t.Errorf("named by %s: %d faults; the first is %s", named, len(broken), broken[0])
		}
	}
}

func TestCalendarPartsOutOfRange(t *testing.T) {
	for _, c := range []partnermath.Calendar{{}, retail()} {
		for _, n := range []int{math.MinInt, -1, 0, 54, math.MaxInt} {
			if !c.Quarter(2026, n).IsZero() || !c.Month(2026, n).IsZero() || !c.Week(2026, n).IsZero() {
				t.Errorf("%+v has a part %d", c, n)
			}
		}
		if !c.Quarter(2026, 5).IsZero() || !c.Month(2026, 13).IsZero() {
			t.Errorf("%+v has a quarter 5 or a month 13", c)
		}
	}
}

func TestCalendarFindAtTheEnds(t *testing.T) {
	for _, tt := range []struct {
		day  string
		want int
	}{
		{"0001-01-01", 0}, {"0002-12-31", 0}, {"0003-01-01", 3}, {"9997-12-31", 9997}, {"9998-01-01", 0}, {"9999-12-31", 0},
	} {
		if got := (partnermath.Calendar{}).Find(day(tt.day)); got.Year != tt.want || (tt.want == 0 && got != partnermath.FiscalDay{}) {
			t.Errorf("%s is at %+v, want year %d", tt.day, got, tt.want)
		}
	}
}

// Whatever stands in the fields: no panic, and zero values unless it is valid.
func TestCalendarHostileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		anyInt := rapid.OneOf(rapid.IntRange(-1, 33), rapid.Int(), rapid.SampledFrom([]int{math.MinInt, math.MaxInt}))
		word := func(label string, known ...string) string {
			return rapid.OneOf(rapid.SampledFrom(append(known, "")), rapid.String()).Draw(t, label)
		}
		c := partnermath.Calendar{
			YearStart: partnermath.YearStart{
				Month:   time.Month(anyInt.Draw(t, "month")),
				Day:     anyInt.Draw(t, "day"),
				Weekday: partnermath.Weekday(word("weekday", "monday", "sunday", "Monday")),
				Align:   partnermath.YearAlign(word("align", "nearest", "on-or-after", "on-or-before")),
				Named:   partnermath.YearNaming(word("named", "end", "start")),
			},
			Pattern: partnermath.CalendarPattern(word("pattern", "months", "4-4-5", "4-5-4", "5-4-4", "4", "9-9-9")),
		}
		err := c.Validate()
		for _, year := range []int{anyInt.Draw(t, "year"), 2026} {
			n := anyInt.Draw(t, "part")
			parts := []partnermath.Period{c.Year(year), c.Quarter(year, n), c.Month(year, n), c.Week(year, n)}
			place := c.Find(day("2026-03-31"))
			weeks := c.Weeks(year)
			if err == nil {
				continue
			}
			for _, p := range parts {
				if !p.IsZero() {
					t.Fatalf("an invalid calendar has %s", p)
				}
			}
			if place != (partnermath.FiscalDay{}) || weeks != 0 {
				t.Fatalf("an invalid calendar has the place %+v and %d weeks", place, weeks)
			}
		}
		if err == nil && c.Find(day("2026-03-31")) == (partnermath.FiscalDay{}) {
			t.Fatal("a valid calendar does not find a day")
		}
	})
}

func TestCalendarValidate(t *testing.T) {
	weeks := partnermath.Pattern445
	for _, tt := range []struct {
		name     string
		calendar partnermath.Calendar
		want     []string
	}{
		{"zero", partnermath.Calendar{}, nil},
		{"months by name", partnermath.Calendar{Pattern: months}, nil},
		{"retail", retail(), nil},
		{"February 29", partnermath.Calendar{YearStart: partnermath.YearStart{Month: 2, Day: 29}}, nil},
		{"day only", partnermath.Calendar{YearStart: partnermath.YearStart{Day: 31}}, nil},
		{"month below", partnermath.Calendar{YearStart: partnermath.YearStart{Month: -1}}, []string{"yearStart.month range"}},
		{"month above", partnermath.Calendar{YearStart: partnermath.YearStart{Month: 13}}, []string{"yearStart.month range"}},
		{"February 30", partnermath.Calendar{YearStart: partnermath.YearStart{Month: 2, Day: 30}}, []string{"yearStart.day range"}},
		{"April 31", partnermath.Calendar{YearStart: partnermath.YearStart{Month: 4, Day: 31}}, []string{"yearStart.day range"}},
		{"day 32", partnermath.Calendar{YearStart: partnermath.YearStart{Day: 32}}, []string{"yearStart.day range"}},
		{"day below", partnermath.Calendar{YearStart: partnermath.YearStart{Day: -1}}, []string{"yearStart.day range"}},
		{"no weekday", partnermath.Calendar{Pattern: weeks}, []string{"yearStart.weekday required"}},
		{"unknown weekday", partnermath.Calendar{Pattern: weeks, YearStart: partnermath.YearStart{Weekday: "Monday"}}, []string{"yearStart.weekday one-of"}},
		{"unknown align", partnermath.Calendar{Pattern: weeks, YearStart: partnermath.YearStart{Weekday: "monday", Align: "near"}}, []string{"yearStart.align one-of"}},
		{"unknown naming", partnermath.Calendar{YearStart: partnermath.YearStart{Named: "middle"}}, []string{"yearStart.named one-of"}},
		{"weekday of months", partnermath.Calendar{YearStart: partnermath.YearStart{Weekday: "monday"}}, []string{"yearStart.weekday empty"}},
		{"align of months", partnermath.Calendar{YearStart: partnermath.YearStart{Align: "nearest"}}, []string{"yearStart.align empty"}},
		{"unknown pattern", partnermath.Calendar{Pattern: "4-4-4", YearStart: partnermath.YearStart{Weekday: "monday"}}, []string{"pattern one-of"}},
		{
			"all at once, in the order of the model",
			partnermath.Calendar{Pattern: "5-5-5", YearStart: partnermath.YearStart{Month: 99, Weekday: "x", Align: "y", Named: "z"}},
			[]string{"yearStart.month range", "yearStart.weekday one-of", "yearStart.align one-of", "yearStart.named one-of", "pattern one-of"},
		},
	} {
		if diff := cmp.Diff(tt.want, faultsOf(t, tt.calendar.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestCalendarJSON(t *testing.T) {
	for _, tt := range []struct {
		calendar partnermath.Calendar
		want     string
	}{
		{partnermath.Calendar{}, `{}`},
		{retail(), `{"yearStart":{"month":2,"weekday":"sunday","align":"nearest","named":"start"},"pattern":"4-5-4"}`},
		{partnermath.Calendar{YearStart: partnermath.YearStart{Month: 4, Day: 6}}, `{"yearStart":{"month":4,"day":6}}`},
	} {
		got, err := json.Marshal(tt.calendar)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, string(got)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		var back partnermath.Calendar
		if err := json.Unmarshal(got, &back); err != nil || back != tt.calendar {
			t.Errorf("%s was read as %+v, %v", got, back, err)
		}
	}
}
