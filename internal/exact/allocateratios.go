package exact

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"
)

// AllocateRatios is [AllocateFractions], which stays as the oracle of its test, with half the
// work: it divides once for each weight.
func AllocateRatios(total decimal.Decimal, weights []Fraction, sum Fraction, places int32) []decimal.Decimal {
	parts := make([]decimal.Decimal, len(weights))
	if sum.Sign() <= 0 {
		return parts
	}
	units := scaleUp(Round(total, places), places)
	left := new(big.Int).Abs(units)
	// size × weight ÷ sum, of which the last 64 bits are a fraction
	size, base := new(big.Int).Mul(left, sum.Den().Coefficient()), sum.Num().Coefficient()
	size.Lsh(size, 64)
	exponent := sum.Den().Exponent() - sum.Num().Exponent()
	powers := map[int32]*big.Int{}
	power := func(e int32) *big.Int {
		if powers[e] == nil {
			powers[e] = scaleUp(one, e)
		}
		return powers[e]
	}
	ratio := func(i int) (num, den *big.Int) {
		a, b := weights[i].Num(), weights[i].Den()
		num, den = a.Coefficient(), base
		num.Mul(num, size)
		if !b.Equal(one) {
			den = b.Coefficient()
			den.Mul(den, base)
		}
		switch e := a.Exponent() - b.Exponent() + exponent; {
		case e > 0:
			num.Mul(num, power(e))
		case e < 0:
			den = new(big.Int).Mul(den, power(-e))
		}
		return num, den
	}
	whole, lead, order := make([]*big.Int, len(weights)), make([]uint64, len(weights)), make([]int, len(weights))
	fraction, mask := new(big.Int), new(big.Int).SetUint64(1<<64-1)
	for i := range weights {
		num, den := ratio(i)
		num.Quo(num, den)
		lead[i], order[i] = fraction.And(num, mask).Uint64(), i
		whole[i] = num.Rsh(num, 64)
		left.Sub(left, whole[i])
	}
	rest := func(i int) *big.Rat {
		num, den := ratio(i)
		return new(big.Rat).SetFrac(num.Rem(num, den), den)
	}
	slices.SortFunc(order, func(a, b int) int {
		c := cmp.Compare(lead[b], lead[a])
		// Equal weights, such as those at one cap, are many.
		if f, g := weights[a], weights[b]; c == 0 && (!f.Num().Equal(g.Num()) || !f.Den().Equal(g.Den())) {
			c = rest(b).Cmp(rest(a))
		}
		return cmp.Or(c, cmp.Compare(a, b))
	})
	for _, i := range order[:min(max(left.Int64(), 0), int64(len(order)))] {
		whole[i].Add(whole[i], big.NewInt(1))
	}
	for i, n := range whole {
		if units.Sign() < 0 {
			n.Neg(n)
		}
		parts[i] = decimal.NewFromBigInt(n, -places)
	}
	return parts
}
