package exact

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"
)

// AllocateFractions is [Allocate] for weights that are fractions, each with a
// denominator of its own, which add up to sum. It expects weights of at least 0 and
// sum > 0; else all shares are 0. With a wrong sum the shares do not add up.
func AllocateFractions(total decimal.Decimal, weights []Fraction, sum Fraction, places int32) []decimal.Decimal {
	parts := make([]decimal.Decimal, len(weights))
	if sum.Sign() <= 0 {
		return parts
	}
	units := scaleUp(Round(total, places), places)
	left := new(big.Int).Abs(units)
	// lead is the first 64 bits of the remainder as a fraction.
	type part struct {
		whole, rest, den *big.Int
		lead             uint64
	}
	all := make([]part, len(weights))
	order := make([]int, len(weights))
	shifted := new(big.Int)
	size := new(big.Int).Abs(units)
	for i, weight := range weights {
		// units × weight ÷ sum, both sides as integers of the same scale
		num, den := weight.Num().Mul(sum.Den()), weight.Den().Mul(sum.Num())
		scale := max(0, -num.Exponent(), -den.Exponent())
		p := part{den: scaleUp(den, scale)}
		product := scaleUp(num, scale)
		product.Mul(product, size)
		p.whole, p.rest = product.QuoRem(product, p.den, new(big.Int))
		left.Sub(left, p.whole)
		shifted.Quo(shifted.Lsh(p.rest, 64), p.den)
		p.lead = shifted.Uint64()
		all[i], order[i] = p, i
	}
	slices.SortFunc(order, func(a, b int) int {
		if c := cmp.Compare(all[b].lead, all[a].lead); c != 0 {
			return c
		}
		c := new(big.Int).Mul(all[b].rest, all[a].den).Cmp(new(big.Int).Mul(all[a].rest, all[b].den))
		return cmp.Or(c, cmp.Compare(a, b))
	})
	for _, i := range order {
		if left.Sign() <= 0 {
			break
		}
		all[i].whole.Add(all[i].whole, big.NewInt(1))
		left.Sub(left, big.NewInt(1))
	}
	for i, p := range all {
		if units.Sign() < 0 {
			p.whole.Neg(p.whole)
		}
		parts[i] = decimal.NewFromBigInt(p.whole, -places)
	}
	return parts
}
