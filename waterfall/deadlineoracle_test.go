package waterfall_test

import (
	"math/big"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// lastDay looks day by day, from the end of a quarter on backward, for the last day
// of the period that lies so many before the last that ends in the quarter.
func lastDay(c partnermath.Calendar, unit partnermath.CalendarUnit, q partnermath.Period, periods int) partnermath.Date {
	key := func(d partnermath.Date) [2]int {
		p := c.Find(d)
		switch unit {
		case partnermath.UnitWeek:
			return [2]int{p.Year, p.Week}
		case partnermath.UnitQuarter:
			return [2]int{p.Year, p.Quarter}
		}
		return [2]int{p.Year, p.Month}
	}
	after := key(q.End)
	for day := q.End.AddDays(-1); ; day = day.AddDays(-1) {
		place := key(day)
		if place == ([2]int{}) {
			return partnermath.Date{}
		}
		if place != after {
			if periods == 0 {
				return day
			}
			periods--
		}
		after = place
	}
}

// oracleDeadlines adds the lags after each stage up, and counts days.
func oracleDeadlines(f waterfall.Funnel, c partnermath.Calendar, q partnermath.Quarter, share *big.Rat) []due {
	all := make([]due, len(f.Stages))
	arrivals := []*big.Rat{one()}
	for i := len(f.Stages) - 1; i >= 0; i-- {
		all[i] = due{Stage: f.Stages[i].ID, Won: "null"}
		won := new(big.Rat)
		for k, part := range arrivals {
			if won = plus(won, part); won.Cmp(share) >= 0 {
				all[i].Periods, all[i].Won = k, rounded(won, 8)
				all[i].Date = lastDay(c, f.Unit, c.Quarter(q.Year, q.Number), k).String()
				break
			}
		}
		if lag := f.Stages[i].Lag; len(lag) > 0 {
			later := make([]*big.Rat, len(arrivals)+len(lag)-1)
			for k := range later {
				later[k] = new(big.Rat)
			}
			for k, part := range arrivals {
				for j, share := range lag {
					later[k+j] = plus(later[k+j], times(part, testkit.Rat(share)))
				}
			}
			arrivals = later
		}
	}
	return all
}
