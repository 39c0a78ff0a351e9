package waterfall_test

import (
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

type yearly struct {
	cadence waterfall.Cadence
	year    int
}

// anyCadence draws a valid cadence, and a year of it, of 53 weeks as often as not.
func anyCadence() *rapid.Generator[yearly] {
	return rapid.Custom(func(t *rapid.T) yearly {
		c := partnermath.Calendar{
			Pattern: rapid.SampledFrom([]partnermath.CalendarPattern{
				"", partnermath.PatternMonths, partnermath.Pattern445, partnermath.Pattern454, partnermath.Pattern544,
			}).Draw(t, "pattern"),
			YearStart: rapid.SampledFrom([]partnermath.YearStart{
				{}, {Month: 2}, {Month: 2, Day: 29}, {Month: 9, Day: 25}, {Month: 7}, {Month: 12, Day: 31}, {Month: 1, Day: 31}, {Month: 8, Day: 30},
			}).Draw(t, "anchor"),
		}
		c.YearStart.Named = rapid.SampledFrom([]partnermath.YearNaming{"", partnermath.NamedByEnd, partnermath.NamedByStart}).Draw(t, "named")
		year := rapid.OneOf(rapid.IntRange(2020, 2040), rapid.IntRange(3, 9990)).Draw(t, "year")
		if c.Pattern != "" && c.Pattern != partnermath.PatternMonths {
			c.YearStart.Weekday = rapid.SampledFrom(testkit.Weekdays()).Draw(t, "weekday")
			c.YearStart.Align = rapid.SampledFrom([]partnermath.YearAlign{
				"", partnermath.AlignNearest, partnermath.AlignOnOrAfter, partnermath.AlignOnOrBefore,
			}).Draw(t, "align")
			c.LeapMonth = rapid.IntRange(0, 12).Draw(t, "leap month")
			if rapid.Bool().Draw(t, "long") {
				for c.Weeks(year) != 53 && year < 9997 {
					year++
				}
			}
		}
		cadence := waterfall.Cadence{
			Calendar: c,
			Spread:   rapid.SampledFrom([]waterfall.CadenceSpread{"", waterfall.SpreadEven, waterfall.SpreadWorkingDays, waterfall.SpreadSeason}).Draw(t, "spread"),
		}
		switch cadence.Spread {
		case waterfall.SpreadWorkingDays:
			cadence.WorkingDays = testkit.WorkingDays(c.Year(year).Start, -5, 375).Draw(t, "working days")
		case waterfall.SpreadSeason:
			n := rapid.SampledFrom([]int{4, 12}).Draw(t, "weights")
			cadence.Season = testkit.Weights(n, n).Draw(t, "season")
		}
		return yearly{cadence, year}
	})
}

func anyTarget(year int) *rapid.Generator[waterfall.YearTarget] {
	return rapid.Custom(func(t *rapid.T) waterfall.YearTarget {
		target := waterfall.YearTarget{Year: year, Currency: rapid.SampledFrom([]string{"", "USD", "JPY", "KWD", "CLF"}).Draw(t, "currency")}
		places := map[string]int32{"": 4, "USD": 2, "JPY": 0, "KWD": 3, "CLF": 4}[target.Currency]
		target.Total = decimal.NewNullDecimal(rapid.OneOf(
			testkit.Decimal(0, 300, places), testkit.Decimal(0, 100_000_000_000_000, places), testkit.Decimal(0, 1_000_000, 0),
		).Draw(t, "total"))
		return target
	})
}
