package waterfall_test

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// dueOracle follows each day of the campaign, and from it each way through the lags,
// period by period.
func dueOracle(f waterfall.Funnel, c waterfall.Campaign) []*big.Rat {
	unitOf := func(d partnermath.Date) partnermath.Period { return oracleUnit(c.Calendar, f.Unit, d) }
	due := make([]*big.Rat, len(f.Stages))
	for i := range due {
		due[i] = new(big.Rat)
	}
	var follow func(stage int, unit partnermath.Period, weight *big.Rat)
	follow = func(stage int, unit partnermath.Period, weight *big.Rat) {
		lag := f.Stages[stage].Lag
		if len(lag) == 0 {
			lag = decimals("1")
		}
		for _, part := range lag {
			if c.AsOf.Before(unit.End.AddDays(-1)) {
				return
			}
			arrived := new(big.Rat).Mul(weight, testkit.Rat(part))
			due[stage].Add(due[stage], arrived)
			if stage+1 < len(f.Stages) {
				follow(stage+1, unit, arrived)
			}
			unit = unitOf(unit.End)
		}
	}
	for d := c.Period.Start; d.Before(c.Period.End); d = d.AddDays(1) {
		follow(0, unitOf(d), big.NewRat(1, int64(c.Period.Days())))
	}
	return due
}

// shownRatio is part ÷ base in rational numbers, "null" without a base.
func shownRatio(part, base decimal.NullDecimal, places int32) string {
	if !part.Valid || !base.Valid || base.Decimal.IsZero() {
		return "null"
	}
	return testkit.RoundHalfAway(new(big.Rat).Quo(testkit.Rat(part.Decimal), testkit.Rat(base.Decimal)), places).String()
}

// splitOracle is the revenue after each part of the split, nil when there is none.
func splitOracle(c waterfall.Campaign) []decimal.Decimal {
	if !c.Plan.Revenue.Valid || !c.Actual.Revenue.Valid || !c.Plan.Won.Valid || !c.Actual.Won.Valid {
		return nil
	}
	var all []decimal.Decimal
	for _, stage := range partnermath.Stages() {
		p, a := c.Plan.At(stage), c.Actual.At(stage)
		if !p.Valid || !a.Valid {
			continue
		}
		if p.Decimal.IsZero() {
			return nil
		}
		revenue := over(times(testkit.Rat(c.Plan.Revenue.Decimal), testkit.Rat(a.Decimal)), testkit.Rat(p.Decimal))
		all = append(all, testkit.RoundHalfAway(revenue, 2))
	}
	return append(all, c.Actual.Revenue.Decimal)
}

// maturesOracle is the last day on which anything of the campaign is due.
func maturesOracle(f waterfall.Funnel, c waterfall.Campaign) partnermath.Date {
	last := oracleUnit(c.Calendar, f.Unit, c.Period.End.AddDays(-1))
	for _, s := range f.Stages {
		slowest := 0
		for k, part := range s.Lag {
			if part.IsPositive() {
				slowest = k
			}
		}
		for range slowest {
			last = oracleUnit(c.Calendar, f.Unit, last.End)
		}
	}
	return last.End.AddDays(-1)
}
