package testkit

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// Rat returns the exact value of d, whose exponent must be one that can be
// written out.
func Rat(d decimal.Decimal) *big.Rat {
	r := new(big.Rat).SetInt(d.Coefficient())
	return r.Mul(r, unit(-d.Exponent()))
}

// RoundHalfAway returns r rounded to places decimals, halves away from zero: the
// multiple of 10^-places that is nearest to r, and of two that are as near, the
// one farther from zero. Compare its String with that of a published number,
// which shows every decimal that is not 0.
func RoundHalfAway(r *big.Rat, places int32) decimal.Decimal {
	units := new(big.Rat).Quo(r, unit(places))
	below := floor(new(big.Rat).Abs(units))
	rest := new(big.Rat).Sub(new(big.Rat).Abs(units), new(big.Rat).SetInt(below))
	if rest.Cmp(big.NewRat(1, 2)) >= 0 {
		below.Add(below, big.NewInt(1))
	}
	if r.Sign() < 0 {
		below.Neg(below)
	}
	return decimal.NewFromBigInt(below, -places)
}

// LargestRemainder splits total, a multiple of 10^-places, among the weights: to
// each the units of 10^-places that its exact share holds in full, and then one
// unit at a time to the largest of the remainders that have had none, the first
// of equal ones. A negative total is split as the mirror image. The weights are
// at least 0 and one is above 0.
func LargestRemainder(total *big.Rat, weights []*big.Rat, places int32) []*big.Rat {
	sum := new(big.Rat)
	for _, weight := range weights {
		sum.Add(sum, weight)
	}
	size := new(big.Rat).Abs(total)
	left := new(big.Rat).Set(size)
	shares := make([]*big.Rat, len(weights))
	remainders := make([]*big.Rat, len(weights))
	for i, weight := range weights {
		quota := new(big.Rat).Quo(new(big.Rat).Mul(size, weight), sum)
		full := new(big.Rat).SetInt(floor(new(big.Rat).Quo(quota, unit(places))))
		shares[i] = full.Mul(full, unit(places))
		remainders[i] = new(big.Rat).Sub(quota, shares[i])
		left.Sub(left, shares[i])
	}
	for ; left.Sign() > 0; left.Sub(left, unit(places)) {
		next := 0
		for i := range remainders {
			if remainders[i].Cmp(remainders[next]) > 0 {
				next = i
			}
		}
		shares[next].Add(shares[next], unit(places))
		remainders[next] = big.NewRat(-1, 1)
	}
	if total.Sign() < 0 {
		for _, share := range shares {
			share.Neg(share)
		}
	}
	return shares
}

// unit returns 10^-places.
func unit(places int32) *big.Rat {
	exponent := big.NewInt(int64(places))
	power := new(big.Int).Exp(big.NewInt(10), new(big.Int).Abs(exponent), nil)
	if places < 0 {
		return new(big.Rat).SetInt(power)
	}
	return new(big.Rat).SetFrac(big.NewInt(1), power)
}

// floor returns the largest integer that is at most r.
func floor(r *big.Rat) *big.Int {
	return new(big.Int).Div(r.Num(), r.Denom())
}
