package exact

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"
)

// Allocate splits total among the weights by largest remainder (Hamilton's
// method), in units of 10^-places:
//
//	exact(i) = units × weight(i) ÷ sum of the weights
//	share(i) = floor(exact(i)), plus 1 unit for the largest remainders
//	           exact(i) - floor(exact(i)), equal ones in order,
//	           until the shares add up to units
//
// where units is total rounded half away from zero to places and counted in
// units of 10^-places. So the shares add up to the rounded total, each is less
// than one unit from its exact value, and a weight of zero gets nothing. A
// negative total gives the mirror image, the shares of -total negated. The
// shares have exponent -places.
//
// It expects weights of at least 0, one of them above 0. It returns nil when
// there is no weight, when one is negative or when all are zero: then
// there is nothing to split by, even if total is zero. It also returns nil with
// an exponent or a number of places beyond ±100,000.
func Allocate(total decimal.Decimal, weights []decimal.Decimal, places int32) []decimal.Decimal {
	if !inScale(total.Exponent()) || !inScale(places) {
		return nil
	}
	if parts := allocateSmall(total, weights, places); parts != nil {
		return parts
	}
	scaled, ok := commonScale(weights)
	if !ok {
		return nil
	}
	shares := hamilton(scaleUp(Round(total, places), places), scaled)
	if shares == nil {
		return nil
	}
	parts := make([]decimal.Decimal, len(shares))
	for i, share := range shares {
		parts[i] = decimal.NewFromBigInt(share, -places)
	}
	return parts
}

// commonScale returns the weights as integers of the same scale. It is not ok
// when there is a weight that Allocate does not take.
func commonScale(weights []decimal.Decimal) ([]*big.Int, bool) {
	var places int32
	for _, weight := range weights {
		if weight.IsNegative() || !inScale(weight.Exponent()) {
			return nil, false
		}
		places = max(places, -weight.Exponent())
	}
	scaled := make([]*big.Int, len(weights))
	for i, weight := range weights {
		scaled[i] = scaleUp(weight, places)
	}
	return scaled, true
}

// scaleUp returns d × 10^places, for a d that has at most that many places.
func scaleUp(d decimal.Decimal, places int32) *big.Int {
	n := d.Coefficient()
	if zeros := d.Exponent() + places; zeros > 0 {
		n.Mul(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil))
	}
	return n
}

// hamilton is the rule of Allocate on integers: total in units, and weights of
// at least 0. It returns nil when they add up to zero.
func hamilton(total *big.Int, weights []*big.Int) []*big.Int {
	sum := new(big.Int)
	for _, weight := range weights {
		sum.Add(sum, weight)
	}
	if sum.Sign() == 0 {
		return nil
	}
	units := new(big.Int).Abs(total)
	left := new(big.Int).Set(units)
	shares := make([]*big.Int, len(weights))
	remainders := make([]*big.Int, len(weights))
	order := make([]int, len(weights))
	for i, weight := range weights {
		product := new(big.Int).Mul(units, weight)
		shares[i], remainders[i] = new(big.Int).QuoRem(product, sum, new(big.Int))
		left.Sub(left, shares[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return remainders[b].Cmp(remainders[a]) })
	for _, i := range order[:left.Int64()] {
		shares[i].Add(shares[i], big.NewInt(1))
	}
	if total.Sign() < 0 {
		for _, share := range shares {
			share.Neg(share)
		}
	}
	return shares
}
