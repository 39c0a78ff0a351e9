package partnermath_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

func units() []partnermath.CalendarUnit {
	return []partnermath.CalendarUnit{"", partnermath.UnitWeek, partnermath.UnitMonth, partnermath.UnitQuarter, partnermath.UnitYear}
}

// Units follow each other without a gap, and a step of n is n steps of one.
func TestCalendarUnitsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := calendars().Draw(t, "calendar")
		unit := rapid.SampledFrom(units()).Draw(t, "unit")
		d := partnermath.NewDate(2000, 1, 1).AddDays(rapid.IntRange(-20_000, 20_000).Draw(t, "day"))
		n := rapid.IntRange(-120, 120).Draw(t, "n")
		at := c.UnitOf(d, unit)
		if !at.Contains(d) {
			t.Fatalf("%s is not in its %s, %s", d, unit, at)
		}
		for range max(n, -n) {
			if n > 0 {
				at = c.UnitOf(at.End, unit)
			} else {
				at = c.UnitOf(at.Start.AddDays(-1), unit)
			}
		}
		if got := c.UnitAfter(c.Find(d), unit, n); got != at {
			t.Fatalf("%d after the %s of %s: %s, want %s", n, unit, d, got, at)
		}
		next := 0
		for got := range c.Units(d, unit) {
			if want := c.UnitAfter(c.Find(d), unit, next); got != want {
				t.Fatalf("unit %d from the %s of %s: %s, want %s", next, unit, d, got, want)
			}
			if next++; next > 120 {
				break
			}
		}
	})
}

func TestCalendarUnitKnown(t *testing.T) {
	c := retail()
	at := c.Find(day("2024-02-03")) // in week 53 of 2023
	for _, tt := range []struct {
		unit partnermath.CalendarUnit
		n    int
		want partnermath.Period
	}{
		{partnermath.UnitWeek, 0, period("2024-01-28", "2024-02-04")},
		{partnermath.UnitWeek, 1, period("2024-02-04", "2024-02-11")},
		{partnermath.UnitWeek, -53, period("2023-01-22", "2023-01-29")},
		{"", 0, c.Month(2023, 12)},
		{partnermath.UnitMonth, 1, c.Month(2024, 1)},
		{partnermath.UnitQuarter, -4, c.Quarter(2022, 4)},
		{partnermath.UnitYear, 2, c.Year(2025)},
		{"day", 0, partnermath.Period{}},
	} {
		if got := c.UnitAfter(at, tt.unit, tt.n); got != tt.want {
			t.Errorf("%q %d: %s, want %s", tt.unit, tt.n, got, tt.want)
		}
	}
}

func TestCalendarUnitOutOfRange(t *testing.T) {
	at := retail().Find(day("2024-02-03"))
	for _, unit := range units() {
		for _, n := range []int{math.MinInt, -600_000, 600_000, math.MaxInt} {
			if got := retail().UnitAfter(at, unit, n); !got.IsZero() {
				t.Errorf("%q %d: %s", unit, n, got)
			}
		}
		for _, c := range []partnermath.Calendar{retail(), {Pattern: "x"}} {
			if got := c.UnitAfter(partnermath.FiscalDay{}, unit, 3); !got.IsZero() {
				t.Errorf("%q: %s", unit, got)
			}
		}
		last := retail().Year(9997).End.AddDays(-1)
		count := 0
		for range retail().Units(last, unit) {
			count++
		}
		if count != 1 {
			t.Errorf("%q: %d units from the last day on", unit, count)
		}
		for got := range retail().Units(partnermath.Date{}, unit) {
			t.Errorf("%q: %s has no day", unit, got)
		}
		if got := retail().UnitAfter(partnermath.FiscalDay{Year: 2024, Quarter: math.MaxInt, Month: math.MinInt, Week: math.MaxInt}, unit, 1); unit != partnermath.UnitYear && !got.IsZero() {
			t.Errorf("%q: %s", unit, got)
		}
	}
}
