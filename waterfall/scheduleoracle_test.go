package waterfall_test

import (
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// isWeekly tells whether the months of a calendar consist of weeks.
func isWeekly(c partnermath.Calendar) bool { return strings.Count(string(c.Pattern), "-") == 2 }

// weeksOfMonths returns the number of weeks in each month of a week pattern.
func weeksOfMonths(c partnermath.Calendar, year int) []int {
	var counts []int
	for range 4 {
		for _, digit := range strings.Split(string(c.Pattern), "-") {
			counts = append(counts, int(digit[0]-'0'))
		}
	}
	if c.Weeks(year) == 53 {
		leap := 12
		if c.LeapMonth > 0 {
			leap = c.LeapMonth
		}
		counts[leap-1]++
	}
	return counts
}

// weightOfWeeks returns the weight of each week, from the table in the comment of
// Schedule.
func weightOfWeeks(c waterfall.Cadence, year int) []*big.Rat {
	n := c.Calendar.Weeks(year)
	weights := make([]*big.Rat, n)
	monthOf, quarterOf := make([]int, n), make([]int, n)
	var inMonth, inQuarter []int
	if isWeekly(c.Calendar) {
		inMonth, inQuarter = weeksOfMonths(c.Calendar, year), make([]int, 4)
		week := 0
		for month, count := range inMonth {
			inQuarter[month/3] += count
			for range count {
				monthOf[week], quarterOf[week] = month, month/3
				week++
			}
		}
	}
	for i := range weights {
		period := c.Calendar.Week(year, i+1)
		switch {
		case c.Spread == waterfall.SpreadWorkingDays:
			weights[i] = big.NewRat(int64(testkit.CountWorked(c.WorkingDays, period)), 1)
		case c.Spread == waterfall.SpreadSeason && !isWeekly(c.Calendar):
			weights[i] = new(big.Rat)
			for d := period.Start; d.Before(period.End); d = d.AddDays(1) {
				month := c.Calendar.Find(d).Month
				daily := new(big.Rat).Quo(weightOfMonth(c, month), big.NewRat(int64(c.Calendar.Month(year, month).Days()), 1))
				weights[i].Add(weights[i], daily)
			}
		case c.Spread == waterfall.SpreadSeason && len(c.Season) == 4:
			weights[i] = new(big.Rat).Quo(testkit.Rat(c.Season[quarterOf[i]]), big.NewRat(int64(inQuarter[quarterOf[i]]), 1))
		case c.Spread == waterfall.SpreadSeason:
			weights[i] = new(big.Rat).Quo(testkit.Rat(c.Season[monthOf[i]]), big.NewRat(int64(inMonth[monthOf[i]]), 1))
		case isWeekly(c.Calendar):
			weights[i] = big.NewRat(1, 1)
		default:
			weights[i] = big.NewRat(int64(period.Days()), 1)
		}
	}
	return weights
}

// weightOfMonth returns the weight of a calendar month in a season.
func weightOfMonth(c waterfall.Cadence, month int) *big.Rat {
	if len(c.Season) == 4 {
		return new(big.Rat).Quo(testkit.Rat(c.Season[(month-1)/3]), big.NewRat(3, 1))
	}
	return testkit.Rat(c.Season[month-1])
}

// weightOfMonths returns the weight of each month: that of its weeks, or its own.
func weightOfMonths(c waterfall.Cadence, year int) []*big.Rat {
	weights := make([]*big.Rat, 12)
	if isWeekly(c.Calendar) {
		weeks := weightOfWeeks(c, year)
		for i, count := range weeksOfMonths(c.Calendar, year) {
			weights[i] = new(big.Rat)
			for _, week := range weeks[:count] {
				weights[i].Add(weights[i], week)
			}
			weeks = weeks[count:]
		}
		return weights
	}
	for i := range weights {
		switch c.Spread {
		case waterfall.SpreadWorkingDays:
			weights[i] = big.NewRat(int64(testkit.CountWorked(c.WorkingDays, c.Calendar.Month(year, i+1))), 1)
		case waterfall.SpreadSeason:
			weights[i] = weightOfMonth(c, i+1)
		default:
			weights[i] = big.NewRat(1, 1)
		}
	}
	return weights
}

// cumulativeRound splits a total by the formula in the comment of Schedule.
func cumulativeRound(total decimal.Decimal, places int32, weights []*big.Rat) string {
	sum := new(big.Rat)
	for _, weight := range weights {
		sum.Add(sum, weight)
	}
	upTo := func(before *big.Rat) decimal.Decimal {
		share := new(big.Rat).Mul(testkit.Rat(total), before)
		return testkit.RoundHalfAway(share.Quo(share, sum), places)
	}
	var slots []waterfall.TimetableSlot
	before := new(big.Rat)
	for _, weight := range weights {
		from := upTo(before)
		before = new(big.Rat).Add(before, weight)
		slots = append(slots, waterfall.TimetableSlot{Amount: upTo(before).Sub(from)})
	}
	return amounts(slots)
}
