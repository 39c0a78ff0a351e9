package waterfall_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// BenchmarkSchedule spreads the target of a year of 53 weeks, validation included;
// and beside it the same quarters, months and weeks, evenly, in plain decimals, with
// no validation and nothing but amounts.
func BenchmarkSchedule(b *testing.B) {
	target := waterfall.YearTarget{Year: 2026, Total: decimal.New(1_250_000_050, -2), Currency: "USD"}
	var holidays []partnermath.Date
	for i := range 20 {
		holidays = append(holidays, day(2026, 1, 1).AddDays(17*i))
	}
	weeks := isoWeeks(partnermath.Pattern445)
	weights := decimals("0.07", "0.08", "0.09", "0.06", "0.08", "0.1", "0.05", "0.05", "0.11", "0.08", "0.09", "0.14")
	for _, bm := range []struct {
		name    string
		cadence waterfall.Cadence
	}{
		{"even-months", waterfall.Cadence{}},
		{"even-weeks", waterfall.Cadence{Calendar: weeks}},
		{"working-days", waterfall.Cadence{Calendar: weeks, Spread: waterfall.SpreadWorkingDays, WorkingDays: partnermath.WorkingDays{Holidays: holidays}}},
		{"season-months", waterfall.Cadence{Spread: waterfall.SpreadSeason, Season: weights}},
		{"season-weeks", waterfall.Cadence{Calendar: weeks, Spread: waterfall.SpreadSeason, Season: weights}},
	} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := waterfall.Schedule(bm.cadence, target); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if amounts := plainSchedule(target.Total); len(amounts) != 53+12+4 {
				b.Fatal("not scheduled")
			}
		}
	})
}

// plainSchedule is the cumulative floor over 53 weeks as one writes it with decimals,
// and the sums of the weeks of months and quarters.
func plainSchedule(total decimal.Decimal) []decimal.Decimal {
	parts := make([]decimal.Decimal, 0, 53+12+4)
	all := decimal.NewFromInt(53)
	before := decimal.Decimal{}
	for week := range 53 {
		upTo, _ := total.Mul(decimal.NewFromInt(int64(week+1))).QuoRem(all, 2)
		parts = append(parts, upTo.Sub(before))
		before = upTo
	}
	at := 0
	for _, count := range []int{4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6} {
		parts = append(parts, decimal.Sum(decimal.Decimal{}, parts[at:at+count]...))
		at += count
	}
	for i := range 4 {
		months := parts[53+3*i:]
		parts = append(parts, months[0].Add(months[1]).Add(months[2]))
	}
	return parts
}

func BenchmarkWorkingDaysIn(b *testing.B) {
	w := partnermath.WorkingDays{}
	for i := range 200 {
		w.Holidays = append(w.Holidays, day(2020, 1, 1).AddDays(17*i))
	}
	approval := partnermath.Period{Start: day(2026, 3, 2), End: day(2026, 3, 13)}
	b.ReportAllocs()
	for b.Loop() {
		if w.In(approval) == 0 {
			b.Fatal("none")
		}
	}
}
