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
func dueOracle(f waterfall.Funnel, c waterfall.Campaign, unitOf func(partnermath.Date) partnermath.Period) []*big.Rat {
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
