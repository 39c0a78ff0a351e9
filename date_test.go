package partnermath_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

const secondsPerDay = 86400

// day reads a date that the test knows to be one.
func day(s string) partnermath.Date {
	if s == "" {
		return partnermath.Date{}
	}
	d, err := partnermath.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func period(start, end string) partnermath.Period {
	return partnermath.Period{Start: day(start), End: day(end)}
}

// dates draws a day of the years 1 to 9999, together with the same in package
// time.
func dates(t *rapid.T, label string) (partnermath.Date, time.Time) {
	first := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay
	last := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay
	oracle := time.Unix(rapid.Int64Range(first, last).Draw(t, label)*secondsPerDay, 0).UTC()
	return partnermath.NewDate(oracle.Date()), oracle
}

// Every tenth day of the years 1 to 9999, and every day around the turn of
// each, goes through every form and back.
func TestDateRoundTrip(t *testing.T) {
	n := 0
	last := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	for at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); !at.After(last); n++ {
		year, month, dayOfMonth := at.Date()
		d := partnermath.NewDate(year, month, dayOfMonth)
		if d.IsZero() {
			t.Fatalf("NewDate(%d, %d, %d) is absent", year, month, dayOfMonth)
		}
		if y, m, dd := d.Civil(); y != year || m != month || dd != dayOfMonth {
			t.Fatalf("Civil of %d-%d-%d is %d-%d-%d", year, month, dayOfMonth, y, m, dd)
		}
		want := fmt.Sprintf("%04d-%02d-%02d", year, month, dayOfMonth)
		if d.String() != want {
			t.Fatalf("String is %q, want %q", d, want)
		}
		if d.Weekday() != at.Weekday() {
			t.Fatalf("%s is a %s, got %s", want, at.Weekday(), d.Weekday())
		}
		parsed, err := partnermath.ParseDate(want)
		if err != nil || parsed != d {
			t.Fatalf("ParseDate(%s) = %v, %v", want, parsed, err)
		}
		if of := partnermath.DateOf(at.Add(23*time.Hour + 59*time.Minute)); of != d {
			t.Fatalf("DateOf(%s 23:59) = %s", want, of)
		}
		step := 10
		if dayOfYear := at.YearDay(); dayOfYear < 3 || dayOfYear > 360 || month == time.February && dayOfMonth > 26 {
			step = 1
		}
		at = at.AddDate(0, 0, step)
	}
	if n < 365*9999/10 {
		t.Errorf("only %d days were looked at", n)
	}
}

func TestNewDateRefuses(t *testing.T) {
	for _, tt := range []struct {
		year, month, day int
		want             string
	}{
		{2026, 3, 31, "2026-03-31"},
		{2024, 2, 29, "2024-02-29"},
		{2000, 2, 29, "2000-02-29"},
		{1, 1, 1, "0001-01-01"},
		{9999, 12, 31, "9999-12-31"},
		{2026, 2, 29, ""},
		{2026, 2, 30, ""},
		{1900, 2, 29, ""},
		{2026, 4, 31, ""},
		{2026, 0, 1, ""},
		{2026, 13, 1, ""},
		{2026, 1, 0, ""},
		{2026, 1, 32, ""},
		{2026, -1, 1, ""},
		{2026, 1, -1, ""},
		{0, 12, 31, ""},
		{-1, 1, 1, ""},
		{10000, 1, 1, ""},
		{math.MaxInt, 1, 1, ""},
		{math.MinInt, 1, 1, ""},
		{2026, math.MaxInt, 1, ""},
		{2026, math.MinInt, 1, ""},
		{2026, 1, math.MaxInt, ""},
		{2026, 1, math.MinInt, ""},
	} {
		if got := partnermath.NewDate(tt.year, time.Month(tt.month), tt.day).String(); got != tt.want {
			t.Errorf("NewDate(%d, %d, %d) = %q, want %q", tt.year, tt.month, tt.day, got, tt.want)
		}
	}
}

func TestDateOfLooksAtTheLocation(t *testing.T) {
	east := time.FixedZone("UTC+14", 14*60*60)
	west := time.FixedZone("UTC-12", -12*60*60)
	at := time.Date(2026, 3, 31, 11, 30, 0, 0, time.UTC)
	for _, tt := range []struct {
		at   time.Time
		want string
	}{
		{at, "2026-03-31"},
		{at.In(east), "2026-04-01"},
		{at.In(west), "2026-03-30"},
		{time.Time{}, "0001-01-01"},
		{time.Time{}.In(west), ""},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ""},
		{time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC).In(east), ""},
	} {
		if got := partnermath.DateOf(tt.at).String(); got != tt.want {
			t.Errorf("DateOf(%s) = %q, want %q", tt.at, got, tt.want)
		}
	}
}

func TestParseDateIsStrict(t *testing.T) {
	for _, s := range []string{
		"", " ", "2026", "2026-03", "2026-3-31", "2026-03-1", "26-03-31", "2026-03-31 ", " 2026-03-31",
		"2026-03-31T00:00:00Z", "2026/03/31", "20260331", "31.03.2026", "2026-02-29", "2026-02-30", "2026-13-01",
		"2026-00-01", "2026-01-00", "2026-01-32", "0000-01-01", "0000-12-31", "-001-01-01", "+2026-03-31", "-2026-03-31",
		"10000-01-01", "12026-03-31", "2026-Mar-31", "2026-03-31\n", "2026-03-31\x00", "２０２６-０３-３１", "2026–03–31",
		"null", "today", "2026-03-311", "2026-3 -31", "2026- 3-31", "2026-03- 1", "2026-003-31", "1_00-01-01",
	} {
		d, err := partnermath.ParseDate(s)
		if diff := cmp.Diff([]string{" date"}, faultsOf(t, err)); diff != "" {
			t.Errorf("ParseDate(%q) (-want +got):\n%s", s, diff)
		}
		if !d.IsZero() {
			t.Errorf("ParseDate(%q) = %s beside its error", s, d)
		}
	}
}

func TestParseDateProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(
			rapid.String(),
			rapid.StringMatching(`[0-9]{4}-[0-1][0-9]-[0-3][0-9]`),
			rapid.StringMatching(`[0-9+ -]{0,5}-[0-9 ]{1,2}-[0-9 ]{1,2}`),
		).Draw(t, "text")
		d, err := partnermath.ParseDate(s)
		if err == nil && d.String() != s {
			t.Fatalf("%q was read as %s", s, d)
		}
		if (err == nil) == d.IsZero() {
			t.Fatalf("ParseDate(%q) = %q, %v", s, d, err)
		}
		at, timeErr := time.Parse(time.DateOnly, s)
		if want := timeErr == nil && at.Year() >= 1; (err == nil) != want {
			t.Fatalf("ParseDate(%q) = %v; package time says %v", s, err, timeErr)
		}
	})
}

func TestZeroDate(t *testing.T) {
	var zero partnermath.Date
	y, m, d := zero.Civil()
	if !zero.IsZero() || y != 0 || m != 0 || d != 0 || zero.String() != "" || zero.Weekday() != time.Sunday {
		t.Errorf("IsZero %t, Civil %d %d %d, String %q, Weekday %s", zero.IsZero(), y, m, d, zero, zero.Weekday())
	}
	if first := day("0001-01-01"); first.IsZero() || !zero.Before(first) || !first.After(zero) || zero.Compare(first) != -1 || first.Compare(zero) != 1 {
		t.Error("the zero Date is not before all others")
	}
	if !zero.AddDays(1).IsZero() || !zero.AddDays(0).IsZero() || !zero.AddDays(-1).IsZero() {
		t.Error("days can be added to the zero Date")
	}
	if zero.DaysSince(day("2026-03-31")) != 0 || day("2026-03-31").DaysSince(zero) != 0 || zero.DaysSince(zero) != 0 {
		t.Error("days can be counted from the zero Date")
	}
}

func TestDateArithmeticProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, at := dates(t, "d")
		e, bt := dates(t, "e")
		days := int((at.Unix() - bt.Unix()) / secondsPerDay)
		if got := d.DaysSince(e); got != days {
			t.Fatalf("%s is %d days since %s, want %d", d, got, e, days)
		}
		if e.AddDays(days) != d {
			t.Fatalf("%s + %d days is %s, want %s", e, days, e.AddDays(days), d)
		}
		if d.Before(e) != at.Before(bt) || d.After(e) != at.After(bt) || d.Compare(e) != at.Compare(bt) || (d == e) != at.Equal(bt) {
			t.Fatalf("%s and %s are not in the order of package time", d, e)
		}
		n := rapid.OneOf(rapid.IntRange(-1000, 1000), rapid.IntRange(-4_000_000, 4_000_000), rapid.Int()).Draw(t, "n")
		want := partnermath.Date{}
		if n > -4_000_000 && n < 4_000_000 {
			want = partnermath.DateOf(at.AddDate(0, 0, n))
		}
		if got := d.AddDays(n); got != want {
			t.Fatalf("%s + %d days is %q, want %q", d, n, got, want)
		}
	})
}

func TestDateAddDaysOverflow(t *testing.T) {
	const span = 3652058 // days from 0001-01-01 to 9999-12-31: 9999 × 365 + 2424 leap days − 1
	first, last := day("0001-01-01"), day("9999-12-31")
	for _, tt := range []struct {
		from partnermath.Date
		n    int
		want partnermath.Date
	}{
		{first, span, last},
		{last, -span, first},
		{first, span + 1, partnermath.Date{}},
		{last, -span - 1, partnermath.Date{}},
		{first, -1, partnermath.Date{}},
		{last, 1, partnermath.Date{}},
		{first, math.MaxInt, partnermath.Date{}},
		{first, math.MinInt, partnermath.Date{}},
		{last, math.MaxInt, partnermath.Date{}},
		{last, math.MinInt, partnermath.Date{}},
		{last, 1 << 32, partnermath.Date{}},
		{first, -1 << 32, partnermath.Date{}},
		{first, 1 << 32, partnermath.Date{}},
	} {
		if got := tt.from.AddDays(tt.n); got != tt.want {
			t.Errorf("%s + %d days is %q, want %q", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestDateText(t *testing.T) {
	for _, s := range []string{"", "2026-03-31", "0001-01-01", "9999-12-31"} {
		d := day(s)
		got, err := d.MarshalText()
		if err != nil || string(got) != s {
			t.Errorf("MarshalText of %q is %q, %v", s, got, err)
		}
		back := day("2000-01-01")
		if err := back.UnmarshalText([]byte(s)); err != nil || back != d {
			t.Errorf("UnmarshalText(%q) = %q, %v", s, back, err)
		}
	}
	var d partnermath.Date
	if diff := cmp.Diff([]string{" date"}, faultsOf(t, d.UnmarshalText([]byte("31.3.2026")))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDateJSON(t *testing.T) {
	type document struct {
		Given   partnermath.Date              `json:"given"`
		Absent  partnermath.Date              `json:"absent"`
		Omitted partnermath.Date              `json:"omitted,omitzero"`
		Keys    map[partnermath.Date]string   `json:"keys"`
		Periods map[string]partnermath.Period `json:"periods"`
		List    []partnermath.Date            `json:"list"`
		Pointer *partnermath.Date             `json:"pointer"`
	}
	given := day("2026-03-31")
	in := document{
		Given: given, Keys: map[partnermath.Date]string{given: "quarter end"},
		Periods: map[string]partnermath.Period{"q1": period("2026-01-01", "2026-04-01"), "none": {}},
		List:    []partnermath.Date{given, {}},
		Pointer: &given,
	}
	got, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"given":"2026-03-31","absent":null,"keys":{"2026-03-31":"quarter end"},` +
		`"periods":{"none":{"start":null,"end":null},"q1":{"start":"2026-01-01","end":"2026-04-01"}},` +
		`"list":["2026-03-31",null],"pointer":"2026-03-31"}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	var back document
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	if back.Given != in.Given || !back.Absent.IsZero() || back.Keys[given] != "quarter end" ||
		back.Periods["q1"] != in.Periods["q1"] || !back.Periods["none"].IsZero() ||
		len(back.List) != 2 || back.List[0] != given || !back.List[1].IsZero() || *back.Pointer != given {
		t.Errorf("round trip: got %+v", back)
	}
}

func TestDateJSONRefuses(t *testing.T) {
	for _, s := range []string{
		`"2026-02-30"`, `"2026-3-31"`, `"31.3.2026"`, `""`, `" "`, `20260331`, `0`, `true`, `{}`, `[]`,
		`"2026-03-31T00:00:00Z"`, `"0000-00-00"`, `"null"`,
	} {
		var d partnermath.Date
		if err := json.Unmarshal([]byte(s), &d); err == nil || !d.IsZero() {
			t.Errorf("%s was read as %q, %v", s, d, err)
		}
	}
	d := day("2026-03-31")
	if err := json.Unmarshal([]byte("null"), &d); err != nil || !d.IsZero() {
		t.Errorf("null was read as %q, %v", d, err)
	}
	if err := json.Unmarshal([]byte(`"2026\u002d03-31"`), &d); err != nil || d != day("2026-03-31") {
		t.Errorf("an escaped date was read as %q, %v", d, err)
	}
}

func TestPeriod(t *testing.T) {
	for _, tt := range []struct {
		start, end string
		days       int
		text       string
		faults     []string
	}{
		{"2026-01-01", "2026-04-01", 90, "2026-01-01 to 2026-03-31", nil},
		{"2024-02-28", "2024-03-01", 2, "2024-02-28 to 2024-02-29", nil},
		{"2026-01-01", "2026-01-02", 1, "2026-01-01 to 2026-01-01", nil},
		{"0001-01-01", "9999-12-31", 3652058, "0001-01-01 to 9999-12-30", nil},
		{"2026-01-01", "2026-01-01", 0, "no days", []string{"end order"}},
		{"2026-01-02", "2026-01-01", 0, "no days", []string{"end order"}},
		{"", "2026-01-01", 0, "no days", []string{"start required"}},
		{"2026-01-01", "", 0, "no days", []string{"end required"}},
		{"", "", 0, "no days", []string{"start required", "end required"}},
	} {
		p := period(tt.start, tt.end)
		if p.Days() != tt.days || p.String() != tt.text || p.IsZero() != (tt.start == "" && tt.end == "") {
			t.Errorf("%+v: %d days, %q, zero %t", tt, p.Days(), p, p.IsZero())
		}
		if diff := cmp.Diff(tt.faults, faultsOf(t, p.Validate())); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt, diff)
		}
	}
}

func TestPeriodContains(t *testing.T) {
	for _, tt := range []struct {
		start, end, day string
		want            bool
	}{
		{"2026-01-01", "2026-04-01", "2026-01-01", true},
		{"2026-01-01", "2026-04-01", "2026-03-31", true},
		{"2026-01-01", "2026-04-01", "2026-04-01", false},
		{"2026-01-01", "2026-04-01", "2025-12-31", false},
		{"2026-01-01", "2026-04-01", "", false},
		{"2026-01-01", "2026-01-01", "2026-01-01", false},
		{"2026-01-02", "2026-01-01", "2026-01-01", false},
		{"", "2026-01-01", "2025-06-01", false},
		{"", "2026-01-01", "", false},
		{"2026-01-01", "", "2026-06-01", false},
		{"", "", "", false},
		{"", "", "2026-01-01", false},
	} {
		if got := period(tt.start, tt.end).Contains(day(tt.day)); got != tt.want {
			t.Errorf("%+v: got %t", tt, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		start, _ := dates(t, "start")
		n := rapid.IntRange(-50, 50).Draw(t, "days")
		p := partnermath.Period{Start: start, End: start.AddDays(n)}
		if p.End.IsZero() {
			t.Skip("beyond the years 1 to 9999")
		}
		contained := 0
		for i := -60; i <= 60; i++ {
			if p.Contains(start.AddDays(i)) {
				contained++
			}
		}
		if want := max(n, 0); contained != want || p.Days() != want {
			t.Fatalf("%s contains %d days and says %d, want %d", p, contained, p.Days(), want)
		}
	})
}
