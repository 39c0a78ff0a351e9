package cashflow

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Crossing is a period in which cumulative flows rise to 0 or above: At is the period before it
// and shortfall ÷ flow, with 4 decimals.
type Crossing struct {
	Period int
	At     decimal.Decimal
}

// Crossings returns where the sum of flows rises to 0, whether it is ever below, and the sign of
// the whole.
func Crossings(flows []*big.Int) (all []Crossing, dipped bool, end int) {
	const places, unit = 4, 10_000
	sum, before := new(big.Int), new(big.Int)
	for period, flow := range flows {
		before.Set(sum)
		sum.Add(sum, flow)
		dipped = dipped || sum.Sign() < 0
		if before.Sign() < 0 && sum.Sign() >= 0 {
			part := exact.QuoBig(before.Neg(before).Mul(before, big.NewInt(unit)), flow).Int64()
			all = append(all, Crossing{Period: period, At: exact.Fixed(int64(period-1)*unit+part, places)})
		}
	}
	return all, dipped, sum.Sign()
}

// NeverBelow returns the first period after 0 from which no flow is below 0; 0 when the last is.
func NeverBelow(flows []*big.Int) int {
	period := len(flows)
	for period > 1 && flows[period-1].Sign() >= 0 {
		period--
	}
	if period == len(flows) {
		return 0
	}
	return period
}

// Lowest returns the sum of flows, the lowest that it is on the way, at most 0, and the first period
// in which it is that.
func Lowest(flows []*big.Int) (sum, lowest *big.Int, period int) {
	sum, lowest = new(big.Int), new(big.Int)
	for k, flow := range flows {
		if sum.Add(sum, flow).Cmp(lowest) < 0 {
			lowest.Set(sum)
			period = k
		}
	}
	return sum, lowest, period
}

// PresentBy returns what flows in units of 10^-places are worth by [Factors], rounded to those, and
// each of them discounted, in units of 2^-FactorBits.
func PresentBy(flows, factors []*big.Int, places int32) (decimal.Decimal, []*big.Int) {
	sum, discounted := new(big.Int), make([]*big.Int, len(flows))
	for k, flow := range flows {
		discounted[k] = new(big.Int).Mul(factors[k], flow)
		sum.Add(sum, discounted[k])
	}
	return decimal.NewFromBigInt(exact.RoundBits(sum, FactorBits), -places), discounted
}
