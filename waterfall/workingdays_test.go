package waterfall_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// sameDiff is cmp.Diff for models with dates.
func sameDiff(want, got any) string {
	return cmp.Diff(want, got, cmpopts.EquateComparable(partnermath.Date{}))
}

var namesOfDays = []partnermath.Weekday{
	partnermath.Monday, partnermath.Tuesday, partnermath.Wednesday, partnermath.Thursday,
	partnermath.Friday, partnermath.Saturday, partnermath.Sunday,
}

func day(year int, month time.Month, d int) partnermath.Date {
	return partnermath.NewDate(year, month, d)
}

// isWorked tells it of one day, from what the fields of WorkingDays mean.
func isWorked(w waterfall.WorkingDays, d partnermath.Date) bool {
	weekend := w.Weekend
	if weekend == nil {
		weekend = []partnermath.Weekday{partnermath.Saturday, partnermath.Sunday}
	}
	name := partnermath.Weekday(strings.ToLower(d.Weekday().String()))
	return !slices.Contains(weekend, name) && !slices.Contains(w.Holidays, d)
}

func countWorked(w waterfall.WorkingDays, p partnermath.Period) int {
	count := 0
	for d := p.Start; d.Before(p.End); d = d.AddDays(1) {
		if isWorked(w, d) {
			count++
		}
	}
	return count
}

func TestWorkingDaysIn(t *testing.T) {
	period := func(from, to partnermath.Date) partnermath.Period { return partnermath.Period{Start: from, End: to} }
	march := period(day(2026, 3, 1), day(2026, 4, 1))
	all := period(day(1, 1, 1), day(9999, 12, 31))
	fridays := waterfall.WorkingDays{Weekend: []partnermath.Weekday{partnermath.Friday, partnermath.Saturday}}
	none := waterfall.WorkingDays{Weekend: []partnermath.Weekday{}}
	for name, tt := range map[string]struct {
		days   waterfall.WorkingDays
		period partnermath.Period
		want   int
	}{
		"a month":                     {waterfall.WorkingDays{}, march, 22},
		"a year":                      {waterfall.WorkingDays{}, period(day(2026, 1, 1), day(2027, 1, 1)), 261},
		"Friday and Saturday are off": {fridays, march, 23},
		"no weekend":                  {none, march, 31},
		"a Saturday":                  {waterfall.WorkingDays{}, period(day(2026, 3, 7), day(2026, 3, 8)), 0},
		"submitted and approved on a Friday": {
			waterfall.WorkingDays{}, period(day(2026, 3, 6), day(2026, 3, 6)), 0,
		},
		"from Friday to Monday": {waterfall.WorkingDays{}, period(day(2026, 3, 6), day(2026, 3, 9)), 1},
		"holidays, of which one on a Sunday, one before, one at the end": {
			waterfall.WorkingDays{Holidays: []partnermath.Date{day(2026, 3, 31), day(2026, 3, 2), day(2026, 3, 8), day(2026, 2, 27), day(2026, 4, 1)}},
			march, 20,
		},
		"no period":             {none, partnermath.Period{}, 0},
		"a period without end":  {none, partnermath.Period{Start: day(2026, 3, 1)}, 0},
		"a period in reverse":   {none, period(day(2026, 4, 1), day(2026, 3, 1)), 0},
		"ten thousand years":    {none, all, 3652058},
		"its workdays":          {waterfall.WorkingDays{}, all, 2608614},
		"holidays beyond count": {waterfall.WorkingDays{Holidays: slices.Repeat([]partnermath.Date{day(2026, 3, 2)}, 99)}, march, 0},
		"unknown days are not looked for": {
			waterfall.WorkingDays{Weekend: []partnermath.Weekday{"", "someday", partnermath.Sunday}}, march, 26,
		},
		"nor absent holidays": {waterfall.WorkingDays{Holidays: make([]partnermath.Date, 3)}, march, 22},
	} {
		if got := tt.days.In(tt.period); got != tt.want {
			t.Errorf("%s: %d, want %d", name, got, tt.want)
		}
	}
}

// anyWorkingDays draws working days with holidays around a day.
func anyWorkingDays(around partnermath.Date, low, high int) *rapid.Generator[waterfall.WorkingDays] {
	return rapid.Custom(func(t *rapid.T) waterfall.WorkingDays {
		var w waterfall.WorkingDays
		if rapid.Bool().Draw(t, "has weekend") {
			w.Weekend = append([]partnermath.Weekday{}, rapid.Permutation(namesOfDays).Draw(t, "week")[:rapid.IntRange(0, 6).Draw(t, "free")]...)
		}
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(low, high), 0, 40, rapid.ID).Draw(t, "holidays") {
			if d := around.AddDays(n); !d.IsZero() {
				w.Holidays = append(w.Holidays, d)
			}
		}
		return w
	})
}

func TestWorkingDaysInProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := day(1, 1, 1).AddDays(rapid.IntRange(0, 3_600_000).Draw(t, "from"))
		w := anyWorkingDays(from, -10, 120).Draw(t, "working days")
		if err := w.Validate(); err != nil {
			t.Fatal(err)
		}
		p := partnermath.Period{Start: from, End: from.AddDays(rapid.IntRange(-2, 100).Draw(t, "days"))}
		if got, want := w.In(p), countWorked(w, p); got != want {
			t.Fatalf("%d working days in %s, want %d", got, p, want)
		}
	})
}

func TestWorkingDaysFaults(t *testing.T) {
	holidays := func(n int) []partnermath.Date {
		list := make([]partnermath.Date, n)
		for i := range list {
			list[i] = day(2026, 1, 1).AddDays(-i)
		}
		return list
	}
	for name, tt := range map[string]struct {
		days waterfall.WorkingDays
		want []string
	}{
		"zero":         {waterfall.WorkingDays{}, nil},
		"no weekend":   {waterfall.WorkingDays{Weekend: []partnermath.Weekday{}}, nil},
		"unknown days": {waterfall.WorkingDays{Weekend: []partnermath.Weekday{"Monday", partnermath.Sunday, ""}}, []string{"weekend[0] one-of", "weekend[2] one-of"}},
		"the whole week": {
			waterfall.WorkingDays{Weekend: namesOfDays}, []string{"weekend length"},
		},
		"given twice": {
			waterfall.WorkingDays{
				Weekend:  []partnermath.Weekday{partnermath.Sunday, partnermath.Friday, partnermath.Sunday},
				Holidays: []partnermath.Date{day(2026, 1, 2), day(2026, 1, 1), day(2026, 1, 2), day(2026, 1, 2)},
			},
			[]string{"weekend[2] unique", "holidays[2] unique", "holidays[3] unique"},
		},
		"absent":       {waterfall.WorkingDays{Holidays: make([]partnermath.Date, 2)}, []string{"holidays[0] required", "holidays[1] required"}},
		"in reverse":   {waterfall.WorkingDays{Holidays: holidays(waterfall.MaxHolidays)}, nil},
		"one more":     {waterfall.WorkingDays{Holidays: holidays(waterfall.MaxHolidays + 1)}, []string{"holidays length"}},
		"far too many": {waterfall.WorkingDays{Holidays: make([]partnermath.Date, 10_000_000), Weekend: make([]partnermath.Weekday, 10_000_000)}, []string{"weekend length", "holidays length"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.days.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A weekend that is left out is not one without days.
func TestWorkingDaysJSON(t *testing.T) {
	for text, want := range map[string]waterfall.WorkingDays{
		`{}`:             {},
		`{"weekend":[]}`: {Weekend: []partnermath.Weekday{}},
		`{"weekend":["friday"],"holidays":["2026-12-25"]}`: {
			Weekend: []partnermath.Weekday{partnermath.Friday}, Holidays: []partnermath.Date{day(2026, 12, 25)},
		},
	} {
		var got waterfall.WorkingDays
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		if diff := sameDiff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
		if back, err := json.Marshal(got); err != nil || string(back) != text {
			t.Errorf("%s became %s, %v", text, back, err)
		}
	}
}
