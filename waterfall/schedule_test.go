package waterfall_test

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

func decimals(texts ...string) []decimal.Decimal {
	list := make([]decimal.Decimal, len(texts))
	for i, s := range texts {
		list[i] = decimal.RequireFromString(s)
	}
	return list
}

// isoWeeks are the 52 or 53 weeks of ISO 8601; 2026 has 53.
func isoWeeks(pattern partnermath.CalendarPattern) partnermath.Calendar {
	return partnermath.Calendar{Pattern: pattern, YearStart: partnermath.YearStart{Weekday: partnermath.Monday}}
}

func schedule(t rapid.TB, c waterfall.Cadence, year int, total, currency string) waterfall.Timetable {
	t.Helper()
	table, err := waterfall.Schedule(c, waterfall.YearTarget{Year: year, Total: null(total), Currency: currency})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func amounts(slots []waterfall.TimetableSlot) string {
	list := make([]string, len(slots))
	for i, slot := range slots {
		list[i] = slot.Amount.String()
	}
	return strings.Join(list, " ")
}

func TestScheduleGolden(t *testing.T) {
	var golden struct {
		Source   string
		Total    decimal.Decimal
		Quarters []decimal.Decimal
		Month    decimal.Decimal
		Weeks52  struct {
			Of242, Of243 int
			Each13       decimal.Decimal
		}
		FourFourFive struct {
			Months  []decimal.Decimal
			Quarter decimal.Decimal
		}
		Seasonal struct {
			Weights, Want []decimal.Decimal
		}
	}
	testkit.ReadJSON(t, "testdata/schedule.json", &golden)
	got := func(c waterfall.Cadence) waterfall.Timetable { return schedule(t, c, 2025, golden.Total.String(), "") }
	equal := func(what string, slots []waterfall.TimetableSlot, want ...decimal.Decimal) {
		t.Helper()
		list := make([]decimal.Decimal, len(slots))
		for i, slot := range slots {
			list[i] = slot.Amount
		}
		if diff := cmp.Diff(want, list); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}

	byMonth := got(waterfall.Cadence{})
	equal("quarters", byMonth.Quarters, golden.Quarters...)
	for _, month := range byMonth.Months {
		equal("month", []waterfall.TimetableSlot{month}, golden.Month)
	}

	byWeek := got(waterfall.Cadence{Calendar: isoWeeks(partnermath.Pattern445)})
	counts := map[string]int{}
	for i, week := range byWeek.Weeks {
		counts[week.Amount.String()]++
		if i%13 == 0 {
			equal("13 weeks", []waterfall.TimetableSlot{{Amount: added(byWeek.Weeks[i : i+13])}}, golden.Weeks52.Each13)
		}
	}
	if diff := cmp.Diff(map[string]int{"242": golden.Weeks52.Of242, "243": golden.Weeks52.Of243}, counts); diff != "" {
		t.Errorf("weeks (-want +got):\n%s", diff)
	}
	for i, quarter := range byWeek.Quarters {
		equal("4-4-5 months", byWeek.Months[3*i:3*i+3], golden.FourFourFive.Months...)
		equal("4-4-5 quarter", []waterfall.TimetableSlot{quarter}, golden.FourFourFive.Quarter)
	}

	for _, pattern := range []partnermath.CalendarPattern{"", partnermath.Pattern445} {
		c := waterfall.Cadence{Spread: waterfall.SpreadSeason, Season: golden.Seasonal.Weights}
		if pattern != "" {
			c.Calendar = isoWeeks(pattern)
		}
		equal("seasonal", got(c).Quarters, golden.Seasonal.Want...)
	}
}

// Worked out by hand.
func TestScheduleByHand(t *testing.T) {
	even445, even544 := waterfall.Cadence{Calendar: isoWeeks(partnermath.Pattern445)}, waterfall.Cadence{Calendar: isoWeeks(partnermath.Pattern544)}
	leap := even544
	leap.Calendar.LeapMonth = 3
	season := func(c partnermath.Calendar, weights ...string) waterfall.Cadence {
		return waterfall.Cadence{Calendar: c, Spread: waterfall.SpreadSeason, Season: decimals(weights...)}
	}
	worked := waterfall.Cadence{Spread: waterfall.SpreadWorkingDays, WorkingDays: partnermath.WorkingDays{
		// A Thursday, and a Sunday, which changes nothing.
		Holidays: []partnermath.Date{day(2026, 1, 1), day(2026, 2, 1)},
	}}
	zeros := func(n int) string { return strings.Repeat(" 0", n) }
	for name, tt := range map[string]struct {
		cadence                 waterfall.Cadence
		year                    int
		total, currency         string
		quarters, months, weeks string // "" is not looked at
	}{
		"a 53rd week": {
			even445, 2026, "53000", "USD", "13000 13000 13000 14000",
			"4000 4000 5000 4000 4000 5000 4000 4000 5000 4000 4000 6000", strings.TrimSpace(strings.Repeat(" 1000", 53)),
		},
		"a 53rd week after a month of 4": {
			even544, 2026, "53", "", "13 13 13 14", "5 4 4 5 4 4 5 4 4 5 4 5", "",
		},
		"a 53rd week in the first quarter": {
			leap, 2026, "53", "", "14 13 13 13", "5 4 5 5 4 4 5 4 4 5 4 4", strings.TrimSpace(strings.Repeat(" 1", 53)),
		},
		"a season of quarters in 53 weeks": {
			season(isoWeeks(partnermath.Pattern445), "1", "1", "1", "1"), 2026, "18200", "", "4550 4550 4550 4550",
			"1400 1400 1750 1400 1400 1750 1400 1400 1750 1300 1300 1950",
			strings.Repeat("350 ", 39) + strings.TrimSpace(strings.Repeat(" 325", 14)),
		},
		"a season of months in 53 weeks": {
			season(isoWeeks(partnermath.Pattern454), "1", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0", "2"), 2026, "30", "",
			"10 0 0 20", "10" + zeros(10) + " 20", "3 2 3 2" + zeros(44) + " 4 4 4 4 4",
		},
		"working days": {
			// 21 + 20 + 22, 22 + 21 + 22, 23 + 21 + 22, 22 + 21 + 23 = 260
			worked, 2026, "2600", "EUR", "630 650 660 660", "210 200 220 220 210 220 230 210 220 220 210 230", "",
		},
		"weeks of calendar months by working days": {
			// They begin on a Thursday, the first with a holiday; 2026-12-31 is the last.
			worked, 2026, "260", "", "", "", "4 " + strings.Repeat("5 ", 51) + "1",
		},
		"even weeks of calendar months": {
			waterfall.Cadence{}, 2026, "365", "", "91 92 91 91", "30 31 30 31 30 31 30 30 31 30 31 30", strings.Repeat("7 ", 52) + "1",
		},
		"even weeks of a leap year": {
			waterfall.Cadence{}, 2028, "366", "", "", "", strings.Repeat("7 ", 52) + "2",
		},
		"weeks of a season": {
			season(partnermath.Calendar{}, "31", "56", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"), 2026, "87", "",
			"87 0 0 0", "31 56" + zeros(10), "7 7 7 7 11 14 14 14 6" + zeros(44),
		},
		"a season of quarters in calendar months": {
			season(partnermath.Calendar{}, "0", "0.0001", "0", "0"), 2026, "9", "", "0 9 0 0", "0 0 0 3 3 3 0 0 0 0 0 0", "",
		},
		"cents":               {waterfall.Cadence{}, 2026, "0.1", "USD", "0.03 0.02 0.03 0.02", "0.01 0.01 0.01 0 0.01 0.01 0.01 0.01 0.01 0 0.01 0.01", ""},
		"yen":                 {waterfall.Cadence{}, 2026, "1E1", "JPY", "3 2 3 2", "", ""},
		"fils":                {waterfall.Cadence{}, 2026, "0.010", "KWD", "0.003 0.002 0.003 0.002", "", ""},
		"whole units":         {waterfall.Cadence{}, 2026, "10.00000", "", "3 2 3 2", "", ""},
		"units that are not":  {waterfall.Cadence{}, 2026, "10.5", "", "2.625 2.625 2.625 2.625", "0.875 0.875 0.875 0.875 0.875 0.875 0.875 0.875 0.875 0.875 0.875 0.875", ""},
		"ten-thousandths":     {waterfall.Cadence{}, 2026, "0.0002", "", "0.0001 0 0.0001 0", "", ""},
		"nothing":             {waterfall.Cadence{}, 2026, "0", "USD", "0 0 0 0", strings.TrimSpace(zeros(12)), strings.TrimSpace(zeros(53))},
		"the largest total":   {waterfall.Cadence{}, 2026, "1e14", "CLF", "25000000000000 25000000000000 25000000000000 25000000000000", "", ""},
		"nearly that, in all": {season(partnermath.Calendar{}, "1000000", "999999.9999", "0.0001", "0"), 9997, "99999999999999.9999", "", "50000000000000 49999999994999.9999 5000 0", "", ""},
	} {
		got := schedule(t, tt.cadence, tt.year, tt.total, tt.currency)
		for what, pair := range map[string][2]string{
			"quarters": {tt.quarters, amounts(got.Quarters)}, "months": {tt.months, amounts(got.Months)}, "weeks": {tt.weeks, amounts(got.Weeks)},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); pair[0] != "" && diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", name, what, diff)
			}
		}
	}
}

// Amounts have the exponent of their unit, zeros included.
func TestScheduleExponents(t *testing.T) {
	for _, tt := range []struct {
		total, currency string
		want            int32
	}{
		{"0", "USD", -2}, {"1234567", "USD", -2}, {"0", "JPY", 0}, {"1", "KWD", -3}, {"7", "", 0}, {"7.5", "", -4}, {"0.5", "CLF", -4},
	} {
		table := schedule(t, waterfall.Cadence{}, 2026, tt.total, tt.currency)
		for _, slot := range append(allSlots(table), waterfall.TimetableSlot{Amount: table.Total}) {
			if slot.Amount.Exponent() != tt.want {
				t.Errorf("%s %s: the exponent of %s is %d, want %d", tt.total, tt.currency, slot.Amount, slot.Amount.Exponent(), tt.want)
			}
		}
	}
}

func allSlots(table waterfall.Timetable) []waterfall.TimetableSlot {
	all := append([]waterfall.TimetableSlot{}, table.Quarters...)
	return append(append(all, table.Months...), table.Weeks...)
}

func added(slots []waterfall.TimetableSlot) decimal.Decimal {
	var sum decimal.Decimal
	for _, slot := range slots {
		sum = sum.Add(slot.Amount)
	}
	return sum
}

func TestScheduleFollowsItsFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := anyCadence().Draw(t, "cadence")
		target := anyTarget(y.year).Draw(t, "target")
		if y.cadence.Spread == waterfall.SpreadWorkingDays && testkit.CountWorked(y.cadence.WorkingDays, y.cadence.Calendar.Year(y.year)) == 0 {
			t.Skip("no working days")
		}
		got, err := waterfall.Schedule(y.cadence, target)
		if err != nil {
			t.Fatal(err)
		}
		places, isMoney := map[string]int32{"USD": 2, "JPY": 0, "KWD": 3, "CLF": 4}[target.Currency]
		if !isMoney && !target.Total.Decimal.IsInteger() {
			places = 4
		}
		months := weightOfMonths(y.cadence, y.year)
		quarters := make([]*big.Rat, 4)
		for i := range quarters {
			quarters[i] = new(big.Rat).Add(months[3*i], new(big.Rat).Add(months[3*i+1], months[3*i+2]))
		}
		for what, pair := range map[string][2]string{
			"quarters": {cumulativeRound(target.Total.Decimal, places, quarters), amounts(got.Quarters)},
			"months":   {cumulativeRound(target.Total.Decimal, places, months), amounts(got.Months)},
			"weeks":    {cumulativeRound(target.Total.Decimal, places, weightOfWeeks(y.cadence, y.year)), amounts(got.Weeks)},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", what, diff)
			}
		}
	})
}

// Every level adds up to the one above it, and lies where the calendar says.
func TestScheduleConserves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := anyCadence().Draw(t, "cadence")
		target := anyTarget(y.year).Draw(t, "target")
		got, err := waterfall.Schedule(y.cadence, target)
		if err != nil {
			if diff := cmp.Diff([]string{"cadence.workingDays sum"}, testkit.BrokenRules(t, err)); diff != "" {
				t.Fatal(diff)
			}
			return
		}
		adds := func(what string, whole decimal.Decimal, parts []waterfall.TimetableSlot) {
			if sum := added(parts); !sum.Equal(whole) {
				t.Fatalf("%s add up to %s, not %s", what, sum, whole)
			}
		}
		adds("the total", target.Total.Decimal, []waterfall.TimetableSlot{{Amount: got.Total}})
		adds("quarters", got.Total, got.Quarters)
		adds("weeks", got.Total, got.Weeks)
		calendar := y.cadence.Calendar
		for i, quarter := range got.Quarters {
			adds("months of a quarter", quarter.Amount, got.Months[3*i:3*i+3])
		}
		if isWeekly(calendar) {
			at := 0
			for i, count := range weeksOfMonths(calendar, y.year) {
				adds("weeks of a month", got.Months[i].Amount, got.Weeks[at:at+count])
				at += count
			}
		}
		if len(got.Quarters) != 4 || len(got.Months) != 12 || len(got.Weeks) != calendar.Weeks(y.year) {
			t.Fatalf("%d quarters, %d months, %d weeks", len(got.Quarters), len(got.Months), len(got.Weeks))
		}
		lies := func(slots []waterfall.TimetableSlot, period func(year, number int) partnermath.Period) {
			for i, slot := range slots {
				if slot.Number != i+1 || slot.Period != period(y.year, i+1) {
					t.Fatalf("slot %d: number %d, %s", i, slot.Number, slot.Period)
				}
				worked := 0
				if y.cadence.Spread == waterfall.SpreadWorkingDays {
					worked = testkit.CountWorked(y.cadence.WorkingDays, slot.Period)
				}
				if slot.Amount.IsNegative() || slot.WorkingDays != worked {
					t.Fatalf("%s has %s and %d working days, want %d", slot.Period, slot.Amount, slot.WorkingDays, worked)
				}
			}
		}
		lies(got.Quarters, calendar.Quarter)
		lies(got.Months, calendar.Month)
		lies(got.Weeks, calendar.Week)
		lies([]waterfall.TimetableSlot{{Number: 1, Period: got.Period, WorkingDays: got.WorkingDays}}, func(year, _ int) partnermath.Period {
			return calendar.Year(year)
		})
		if got.Year != y.year || got.Currency != target.Currency || got.Spread == "" {
			t.Fatalf("the head is %d, %q, %q", got.Year, got.Currency, got.Spread)
		}
	})
}

// The ratio of weights counts, and not their size.
func TestScheduleScalesWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{4, 12}).Draw(t, "weights")
		weights := rapid.SliceOfN(rapid.Int64Range(1, 1000), n, n).Draw(t, "season")
		of := func(exponent int32) waterfall.Cadence {
			c := waterfall.Cadence{Spread: waterfall.SpreadSeason}
			for _, weight := range weights {
				c.Season = append(c.Season, decimal.New(weight, exponent))
			}
			return c
		}
		target := anyTarget(2026).Draw(t, "target").Total.Decimal.String()
		if diff := cmp.Diff(schedule(t, of(-4), 2026, target, ""), schedule(t, of(3), 2026, target, "")); diff != "" {
			t.Fatal(diff)
		}
	})
}

// No argument is changed, and the same arguments give the same bytes.
func TestScheduleIsPure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := anyCadence().Draw(t, "cadence")
		target := anyTarget(y.year).Draw(t, "target")
		inputs := func() string { return testkit.JSON(t, y.cadence) + testkit.JSON(t, target) }
		before := inputs()
		first, err := waterfall.Schedule(y.cadence, target)
		if err != nil {
			return
		}
		text := testkit.JSON(t, first)
		for _, slots := range [][]waterfall.TimetableSlot{first.Quarters, first.Months, first.Weeks} {
			clear(slots)
		}
		second, err := waterfall.Schedule(y.cadence, target)
		if err != nil || testkit.JSON(t, second) != text || inputs() != before {
			t.Fatalf("something changed (%v)", err)
		}
		clear(y.cadence.Season)
		clear(y.cadence.WorkingDays.Holidays)
		if testkit.JSON(t, second) != text {
			t.Fatal("the result shares memory with an argument")
		}
	})
}

func TestScheduleFaults(t *testing.T) {
	sound := waterfall.YearTarget{Year: 2026, Total: null("100"), Currency: "USD"}
	season := func(weights ...decimal.Decimal) waterfall.Cadence {
		return waterfall.Cadence{Spread: waterfall.SpreadSeason, Season: weights}
	}
	var everyDay []partnermath.Date
	for d := day(2026, 1, 1); d.Before(day(2027, 1, 1)); d = d.AddDays(1) {
		everyDay = append(everyDay, d)
	}
	target := func(year int, total decimal.Decimal, currency string) waterfall.YearTarget {
		return waterfall.YearTarget{Year: year, Total: decimal.NewNullDecimal(total), Currency: currency}
	}
	for name, tt := range map[string]struct {
		cadence waterfall.Cadence
		target  waterfall.YearTarget
		want    []string
	}{
		"none": {waterfall.Cadence{}, sound, nil},
		"zero": {waterfall.Cadence{}, waterfall.YearTarget{}, []string{"target.year min", "target.total required"}},
		"all at once": {
			waterfall.Cadence{
				Calendar:    partnermath.Calendar{Pattern: partnermath.Pattern445, YearStart: partnermath.YearStart{Month: 13}},
				Spread:      "daily",
				WorkingDays: partnermath.WorkingDays{Weekend: []partnermath.Weekday{"caturday"}},
				Season:      []decimal.Decimal{decimal.New(-1, 0), decimal.New(1, 1_000_000_000), decimal.New(1_000_001, 0), decimal.New(1, -5), decimal.New(1, 0)},
			},
			target(9998, decimal.New(-1, 0), "usd"),
			[]string{
				"cadence.calendar.yearStart.month range", "cadence.calendar.yearStart.weekday required",
				"cadence.spread one-of", "cadence.workingDays.weekend[0] one-of",
				"cadence.season[0] min", "cadence.season[1] bounds", "cadence.season[2] max", "cadence.season[3] digits",
				"target.year max", "target.total min", "target.currency currency",
			},
		},
		"not read when even": {
			waterfall.Cadence{WorkingDays: partnermath.WorkingDays{Weekend: []partnermath.Weekday{}}, Season: decimals("1", "1", "1", "1")},
			sound,
			[]string{"cadence.workingDays empty", "cadence.season empty"},
		},
		"not read by a season": {
			waterfall.Cadence{Spread: waterfall.SpreadSeason, WorkingDays: partnermath.WorkingDays{Holidays: everyDay[:1]}, Season: decimals("1", "1", "1", "1")},
			sound,
			[]string{"cadence.workingDays empty"},
		},
		"not read by working days": {
			waterfall.Cadence{Spread: waterfall.SpreadWorkingDays, Season: decimals("1")},
			sound,
			[]string{"cadence.season empty"},
		},
		"faults of working days": {
			waterfall.Cadence{Spread: waterfall.SpreadWorkingDays, WorkingDays: partnermath.WorkingDays{Holidays: make([]partnermath.Date, 1)}},
			sound,
			[]string{"cadence.workingDays.holidays[0] required"},
		},
		"no season":       {season(), sound, []string{"cadence.season required"}},
		"an empty season": {season([]decimal.Decimal{}...), sound, []string{"cadence.season required"}},
		"3 weights":       {season(decimals("1", "1", "1")...), sound, []string{"cadence.season length"}},
		"11 weights":      {season(decimals("1", "1", "1", "1", "1", "1", "1", "1", "1", "1", "1")...), sound, []string{"cadence.season length"}},
		"many bad ones":   {season(slices.Repeat(decimals("-1"), 100_000)...), sound, []string{"cadence.season length"}},
		"13 weights":      {season(make([]decimal.Decimal, 13)...), sound, []string{"cadence.season length"}},
		"many weights":    {season(make([]decimal.Decimal, 10_000_000)...), sound, []string{"cadence.season length"}},
		"no weight":       {season(make([]decimal.Decimal, 12)...), sound, []string{"cadence.season sum"}},
		"a huge zero":     {season(decimal.New(0, math.MaxInt32), decimal.New(1, 0), decimal.New(1, 0), decimal.New(1, 0)), sound, []string{"cadence.season[0] bounds"}},
		"no working day": {
			waterfall.Cadence{Spread: waterfall.SpreadWorkingDays, WorkingDays: partnermath.WorkingDays{Holidays: everyDay}},
			sound,
			[]string{"cadence.workingDays sum"},
		},
		"as many weights as can be": {season(decimals("1000000", "0.0001", "1e5", "1.0000000")...), sound, nil},

		"cents of a cent":    {waterfall.Cadence{}, target(2026, decimals("0.001")[0], "USD"), []string{"target.total digits"}},
		"half a yen":         {waterfall.Cadence{}, target(2026, decimals("1.5")[0], "JPY"), []string{"target.total digits"}},
		"zeros of a yen":     {waterfall.Cadence{}, target(2026, decimals("1.000")[0], "JPY"), nil},
		"5 decimals":         {waterfall.Cadence{}, target(2026, decimals("0.00001")[0], ""), []string{"target.total digits"}},
		"too much":           {waterfall.Cadence{}, target(2026, decimals("100000000000000.01")[0], "USD"), []string{"target.total max"}},
		"far too much":       {waterfall.Cadence{}, target(2026, decimal.New(1, math.MaxInt32), "USD"), []string{"target.total bounds"}},
		"far too little":     {waterfall.Cadence{}, target(2026, decimal.New(1, math.MinInt32), "USD"), []string{"target.total bounds"}},
		"gold":               {waterfall.Cadence{}, target(2026, decimals("1")[0], "XAU"), []string{"target.currency currency"}},
		"the first year":     {waterfall.Cadence{}, target(3, decimals("1")[0], "USD"), nil},
		"the year before it": {waterfall.Cadence{}, target(2, decimals("1")[0], "USD"), []string{"target.year min"}},
		"the last year":      {waterfall.Cadence{}, target(9997, decimals("1")[0], "USD"), nil},
	} {
		table, err := waterfall.Schedule(tt.cadence, tt.target)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(waterfall.Timetable{}, table); err != nil && diff != "" {
			t.Errorf("%s: a result beside the error:\n%s", name, diff)
		}
		// Each document says the same for itself, but for the year of the other.
		var each partnermath.ValidationError
		each.Merge("cadence", tt.cadence.Validate())
		each.Merge("target", tt.target.Validate())
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, each.Err())); name != "no working day" && diff != "" {
			t.Errorf("%s, validated (-want +got):\n%s", name, diff)
		}
	}
}

// Whatever comes in, there is a schedule that adds up, or an error with paths.
func TestScheduleHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := anyCadence().Draw(t, "cadence")
		c, target := y.cadence, anyTarget(y.year).Draw(t, "target")
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &c, &target)
		}
		c.WorkingDays.In(partnermath.Period{Start: day(1, 1, 1), End: day(9999, 1, 1)})
		got, err := waterfall.Schedule(c, target)
		for _, fault := range testkit.BrokenRules(t, err) {
			if !strings.HasPrefix(fault, "cadence.") && !strings.HasPrefix(fault, "target.") {
				t.Fatalf("the path of %s", fault)
			}
		}
		if err == nil && (!added(got.Weeks).Equal(target.Total.Decimal) || !added(got.Months).Equal(target.Total.Decimal)) {
			t.Fatalf("%s does not add up", target.Total.Decimal)
		}
	})
}

// Every public type goes through JSON and back unchanged. The files show the form.
func TestScheduleJSON(t *testing.T) {
	worked := waterfall.Cadence{
		Calendar: partnermath.Calendar{
			Pattern: partnermath.Pattern445,
			YearStart: partnermath.YearStart{
				Month: 9, Day: 25, Weekday: partnermath.Sunday, Align: partnermath.AlignOnOrAfter, Named: partnermath.NamedByEnd,
			},
		},
		Spread: waterfall.SpreadWorkingDays,
		WorkingDays: partnermath.WorkingDays{
			Weekend:  []partnermath.Weekday{partnermath.Saturday, partnermath.Sunday},
			Holidays: []partnermath.Date{day(2025, 11, 27), day(2025, 12, 25), day(2026, 1, 1), day(2026, 7, 3)},
		},
	}
	season := waterfall.Cadence{Spread: waterfall.SpreadSeason, Season: decimals("0.2", "0.22", "0.25", "0.33")}
	target := waterfall.YearTarget{Year: 2026, Total: null("1250000.5"), Currency: "USD"}
	testkit.Golden(t, "schedule-cadence.json", testkit.RoundTrip(t, worked))
	testkit.Golden(t, "schedule-cadence-season.json", testkit.RoundTrip(t, season))
	testkit.Golden(t, "schedule-target.json", testkit.RoundTrip(t, target))
	for name, c := range map[string]waterfall.Cadence{"schedule-timetable.json": worked, "schedule-timetable-season.json": season} {
		table, err := waterfall.Schedule(c, target)
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, name, testkit.RoundTrip(t, table))
	}
	for want, zero := range map[string]any{
		`{}`:         waterfall.Cadence{},
		`{"year":0}`: waterfall.YearTarget{},
		`{"year":0,"period":{"start":null,"end":null},"total":"0","spread":"","quarters":null,"months":null,"weeks":null}`: waterfall.Timetable{},
		`{"number":0,"period":{"start":null,"end":null},"amount":"0"}`:                                                     waterfall.TimetableSlot{},
	} {
		text, err := json.Marshal(zero)
		if diff := cmp.Diff(want, string(text)); err != nil || diff != "" {
			t.Errorf("%T: %v (-want +got):\n%s", zero, err, diff)
		}
	}
}

func day(year int, month time.Month, d int) partnermath.Date {
	return partnermath.NewDate(year, month, d)
}

// F7: what is left over goes to the share that lost most, not to the last period.
func TestF7ScheduleRemainder(t *testing.T) {
	for _, tt := range []struct {
		total  string
		season []string
		want   string
	}{
		{"3", []string{"97", "1", "1", "1"}, "3 0 0 0"},  // exactly 2.91 0.03 0.03 0.03
		{"1", []string{"66", "33", "0", "0"}, "1 0 0 0"}, // exactly 0.67 0.33
		{"3", []string{"1", "1", "1", "97"}, "0 0 0 3"},
		{"1", []string{"1", "1", "0", "0"}, "1 0 0 0"}, // a half goes up, away from zero
	} {
		c := waterfall.Cadence{Spread: waterfall.SpreadSeason, Season: decimals(tt.season...)}
		if got := amounts(schedule(t, c, 2026, tt.total, "").Quarters); got != tt.want {
			t.Errorf("%s over %v: got %s, want %s", tt.total, tt.season, got, tt.want)
		}
	}
}
