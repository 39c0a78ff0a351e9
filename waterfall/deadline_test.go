package waterfall_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// due is a deadline as text.
type due struct {
	Stage   string
	Periods int
	Date    string
	Won     string
}

func dues(deadlines []waterfall.Deadline) []due {
	var all []due
	for _, d := range deadlines {
		all = append(all, due{d.ID, d.Periods, d.Date.String(), nullText(d.Won)})
	}
	return all
}

// fiscal are calendars of every kind; the last two have years of 53 weeks, 2023
// and 2028 among them.
func fiscal() map[string]partnermath.Calendar {
	return map[string]partnermath.Calendar{
		"months":       {},
		"july":         {YearStart: partnermath.YearStart{Month: time.July}},
		"mid-month":    {YearStart: partnermath.YearStart{Month: time.January, Day: 31}},
		"4-4-5":        {Pattern: partnermath.Pattern445, YearStart: partnermath.YearStart{Weekday: partnermath.Monday}},
		"retail 4-5-4": {Pattern: partnermath.Pattern454, YearStart: partnermath.YearStart{Month: time.February, Weekday: partnermath.Sunday, Named: partnermath.NamedByStart}},
	}
}

func TestDeadlinesProperty(t *testing.T) {
	calendars := fiscal()
	rapid.Check(t, func(t *rapid.T) {
		f := anyFunnel().Draw(t, "funnel")
		for i := range f.Stages {
			// Shares that sum to 1 as often as not, so that most deadlines exist.
			if i > 0 && oneIn(t, 2, "whole lag") {
				f.Stages[i].Lag = append(f.Stages[i].Lag, number("1").Sub(decimal.Sum(decimal.Decimal{}, f.Stages[i].Lag...)))
			}
		}
		c := calendars[rapid.SampledFrom([]string{"months", "july", "mid-month", "4-4-5", "retail 4-5-4"}).Draw(t, "calendar")]
		q := partnermath.Quarter{Year: rapid.IntRange(2021, 2031).Draw(t, "year"), Number: rapid.IntRange(1, 4).Draw(t, "quarter")}
		share := rapid.OneOf(
			rapid.SampledFrom([]decimal.Decimal{number("0.8"), number("1"), number("0.5"), number("0.000000000001")}),
			rapid.Map(rapid.Int64Range(1, 100), func(n int64) decimal.Decimal { return decimal.New(n, -2) }),
		).Draw(t, "share")
		got, err := waterfall.Deadlines(f, c, q, share)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(oracleDeadlines(f, c, q, testkit.Rat(share)), dues(got)); diff != "" {
			t.Fatalf("-oracle +got:\n%s", diff)
		}
	})
}

func TestDeadlines(t *testing.T) {
	funnel := func(unit partnermath.CalendarUnit, lag ...string) waterfall.Funnel {
		f := waterfall.Funnel{Currency: "USD", Unit: unit, Stages: []waterfall.FunnelStage{{ID: "mgo"}, {ID: "won", Per: null("12.6")}}}
		for _, share := range lag {
			f.Stages[1].Lag = append(f.Stages[1].Lag, number(share))
		}
		return f
	}
	calendars := fiscal()
	for _, tt := range []struct {
		name, calendar string
		funnel         waterfall.Funnel
		quarter        partnermath.Quarter
		share          string
		want           []due
	}{
		{
			"months", "months", funnel("", "0.2", "0.5", "0.3"),
			partnermath.Quarter{Year: 2026, Number: 1},
			"0.8",
			[]due{{"mgo", 2, "2026-01-31", "1"}, {"won", 0, "2026-03-31", "1"}},
		},
		{
			"just enough", "months", funnel("", "0.2", "0.5", "0.3"),
			partnermath.Quarter{Year: 2026, Number: 1},
			"0.7",
			[]due{{"mgo", 1, "2026-02-28", "0.7"}, {"won", 0, "2026-03-31", "1"}},
		},
		{
			"never so much", "months", funnel("month", "0.2", "0.5"),
			partnermath.Quarter{Year: 2026, Number: 1},
			"0.8",
			[]due{{"mgo", 0, "", "null"}, {"won", 0, "2026-03-31", "1"}},
		},
		{
			"no lag", "july", funnel("quarter"),
			partnermath.Quarter{Year: 2026, Number: 1},
			"1",
			[]due{{"mgo", 0, "2025-09-30", "1"}, {"won", 0, "2025-09-30", "1"}},
		},
		{
			"quarters", "july", funnel("quarter", "0", "0", "1"),
			partnermath.Quarter{Year: 2026, Number: 1},
			"1",
			[]due{{"mgo", 2, "2025-03-31", "1"}, {"won", 0, "2025-09-30", "1"}},
		},
		// The weeks of the fourth quarter of a retail year of 53 are 14.
		{
			"53 weeks", "retail 4-5-4", funnel("week", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "1"),
			partnermath.Quarter{Year: 2023, Number: 4},
			"1",
			[]due{{"mgo", 14, "2023-10-28", "1"}, {"won", 0, "2024-02-03", "1"}},
		},
		// The last week of a calendar quarter that ends before it does.
		{
			"a week over the end", "months", funnel("week", "0", "1"),
			partnermath.Quarter{Year: 2026, Number: 1},
			"1",
			[]due{{"mgo", 1, "2026-03-18", "1"}, {"won", 0, "2026-03-25", "1"}},
		},
	} {
		got, err := waterfall.Deadlines(tt.funnel, calendars[tt.calendar], tt.quarter, number(tt.share))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff(tt.want, dues(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A deadline is at most MaxPeriods periods long, counted with its own.
func TestDeadlinesEndWithMaxPeriods(t *testing.T) {
	whole := func(periods int) []decimal.Decimal {
		lag := make([]decimal.Decimal, periods+1)
		lag[periods] = number("1")
		return lag
	}
	f := waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{{ID: "z"}, {ID: "y", Rate: null("1"), Lag: whole(1)}}}
	for _, id := range []string{"e", "d", "c", "b"} {
		f.Stages = append(f.Stages, waterfall.FunnelStage{ID: id, Rate: null("1"), Lag: whole(59)})
	}
	f.Stages = append(f.Stages, waterfall.FunnelStage{ID: "a", Rate: null("1"), Lag: whole(23)})
	got, err := waterfall.Deadlines(f, partnermath.Calendar{}, partnermath.Quarter{Year: 2026, Number: 4}, number("1"))
	if err != nil {
		t.Fatal(err)
	}
	want := []due{
		{"z", 0, "", "null"},
		{"y", 259, "2005-05-31", "1"},
		{"e", 200, "2010-04-30", "1"},
		{"d", 141, "2015-03-31", "1"},
		{"c", 82, "2020-02-29", "1"},
		{"b", 23, "2025-01-31", "1"},
		{"a", 0, "2026-12-31", "1"},
	}
	if diff := cmp.Diff(want, dues(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// Days before those that the calendar covers are none.
	got, err = waterfall.Deadlines(f, partnermath.Calendar{}, partnermath.Quarter{Year: 4, Number: 4}, number("1"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"", "", "", "", "", "0003-01-31", "0004-12-31"}, dates(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func dates(deadlines []waterfall.Deadline) []string {
	var all []string
	for _, d := range dues(deadlines) {
		all = append(all, d.Date)
	}
	return all
}
