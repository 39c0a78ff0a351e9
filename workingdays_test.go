package partnermath_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func civil(year int, month time.Month, d int) partnermath.Date {
	return partnermath.NewDate(year, month, d)
}

func TestWorkingDaysIn(t *testing.T) {
	period := func(from, to partnermath.Date) partnermath.Period { return partnermath.Period{Start: from, End: to} }
	march := period(civil(2026, 3, 1), civil(2026, 4, 1))
	all := period(civil(1, 1, 1), civil(9999, 12, 31))
	fridays := partnermath.WorkingDays{Weekend: []partnermath.Weekday{partnermath.Friday, partnermath.Saturday}}
	none := partnermath.WorkingDays{Weekend: []partnermath.Weekday{}}
	for name, tt := range map[string]struct {
		days   partnermath.WorkingDays
		period partnermath.Period
		want   int
	}{
		"a month":                     {partnermath.WorkingDays{}, march, 22},
		"a year":                      {partnermath.WorkingDays{}, period(civil(2026, 1, 1), civil(2027, 1, 1)), 261},
		"Friday and Saturday are off": {fridays, march, 23},
		"no weekend":                  {none, march, 31},
		"a Saturday":                  {partnermath.WorkingDays{}, period(civil(2026, 3, 7), civil(2026, 3, 8)), 0},
		"submitted and approved on a Friday": {
			partnermath.WorkingDays{}, period(civil(2026, 3, 6), civil(2026, 3, 6)), 0,
		},
		"from Friday to Monday": {partnermath.WorkingDays{}, period(civil(2026, 3, 6), civil(2026, 3, 9)), 1},
		"holidays, of which one on a Sunday, one before, one at the end": {
			partnermath.WorkingDays{Holidays: []partnermath.Date{civil(2026, 3, 31), civil(2026, 3, 2), civil(2026, 3, 8), civil(2026, 2, 27), civil(2026, 4, 1)}},
			march, 20,
		},
		"no period":             {none, partnermath.Period{}, 0},
		"a period without end":  {none, partnermath.Period{Start: civil(2026, 3, 1)}, 0},
		"a period in reverse":   {none, period(civil(2026, 4, 1), civil(2026, 3, 1)), 0},
		"ten thousand years":    {none, all, 3652058},
		"its workdays":          {partnermath.WorkingDays{}, all, 2608614},
		"holidays beyond count": {partnermath.WorkingDays{Holidays: slices.Repeat([]partnermath.Date{civil(2026, 3, 2)}, 99)}, march, 0},
		"unknown days are not looked for": {
			partnermath.WorkingDays{Weekend: []partnermath.Weekday{"", "someday", partnermath.Sunday}}, march, 26,
		},
		"nor absent holidays": {partnermath.WorkingDays{Holidays: make([]partnermath.Date, 3)}, march, 22},
	} {
		if got := tt.days.In(tt.period); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

func TestWorkingDaysInProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := civil(1, 1, 1).AddDays(rapid.IntRange(0, 3_600_000).Draw(t, "from"))
		w := testkit.WorkingDays(from, -10, 120).Draw(t, "working days")
		if err := w.Validate(); err != nil {
			t.Fatal(err)
		}
		p := partnermath.Period{Start: from, End: from.AddDays(rapid.IntRange(-2, 100).Draw(t, "days"))}
		if got, want := w.In(p), testkit.CountWorked(w, p); got != want {
			t.Fatalf("%d working days in %s, want %d", got, p, want)
		}
	})
}

func TestWorkingDaysFaults(t *testing.T) {
	holidays := func(n int) []partnermath.Date {
		list := make([]partnermath.Date, n)
		for i := range list {
			list[i] = civil(2026, 1, 1).AddDays(-i)
		}
		return list
	}
	for name, tt := range map[string]struct {
		days partnermath.WorkingDays
		want []string
	}{
		"zero":         {partnermath.WorkingDays{}, nil},
		"no weekend":   {partnermath.WorkingDays{Weekend: []partnermath.Weekday{}}, nil},
		"unknown days": {partnermath.WorkingDays{Weekend: []partnermath.Weekday{"Monday", partnermath.Sunday, ""}}, []string{"weekend[0] one-of", "weekend[2] one-of"}},
		"the whole week": {
			partnermath.WorkingDays{Weekend: testkit.Weekdays()}, []string{"weekend length"},
		},
		"given twice": {
			partnermath.WorkingDays{
				Weekend:  []partnermath.Weekday{partnermath.Sunday, partnermath.Friday, partnermath.Sunday},
				Holidays: []partnermath.Date{civil(2026, 1, 2), civil(2026, 1, 1), civil(2026, 1, 2), civil(2026, 1, 2)},
			},
			[]string{"weekend[2] unique", "holidays[2] unique", "holidays[3] unique"},
		},
		"absent":       {partnermath.WorkingDays{Holidays: make([]partnermath.Date, 2)}, []string{"holidays[0] required", "holidays[1] required"}},
		"in reverse":   {partnermath.WorkingDays{Holidays: holidays(partnermath.MaxHolidays)}, nil},
		"one more":     {partnermath.WorkingDays{Holidays: holidays(partnermath.MaxHolidays + 1)}, []string{"holidays length"}},
		"far too many": {partnermath.WorkingDays{Holidays: make([]partnermath.Date, 10_000_000), Weekend: make([]partnermath.Weekday, 10_000_000)}, []string{"weekend length", "holidays length"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.days.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A weekend that is left out is not one without days.
func TestWorkingDaysJSON(t *testing.T) {
	for text, want := range map[string]partnermath.WorkingDays{
		`{}`:             {},
		`{"weekend":[]}`: {Weekend: []partnermath.Weekday{}},
		`{"weekend":["friday"],"holidays":["2026-12-25"]}`: {
			Weekend: []partnermath.Weekday{partnermath.Friday}, Holidays: []partnermath.Date{civil(2026, 12, 25)},
		},
	} {
		var got partnermath.WorkingDays
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if back, err := json.Marshal(got); err != nil || string(back) != text {
			t.Errorf("%s became %s, %v", text, back, err)
		}
	}
}
