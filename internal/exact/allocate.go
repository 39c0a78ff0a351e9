package exact

import (
	"cmp"
	"math/big"
	"math/bits"
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
	scale, ok := commonPlaces(weights)
	if !ok || !inScale(total.Exponent()) || !inScale(places) {
		return nil
	}
	total = Round(total, places)
	parts := make([]decimal.Decimal, len(weights))
	if integers, ok := int64s(weights, scale); ok {
		if units, ok := Int64(total, places); ok {
			AllocateInto(integers, units, integers)
			for i, share := range integers {
				parts[i] = Fixed(share, places)
			}
			return parts
		}
	}
	integers := make([]*big.Int, len(weights))
	for i, weight := range weights {
		integers[i] = scaleUp(weight, scale)
	}
	for i, share := range allocateBig(scaleUp(total, places), integers) {
		parts[i] = decimal.NewFromBigInt(share, -places)
	}
	return parts
}

// commonPlaces returns the number of decimals with which all weights are integers. It
// is not ok when they cannot be split by.
func commonPlaces(weights []decimal.Decimal) (places int32, ok bool) {
	for _, weight := range weights {
		if weight.IsNegative() || !inScale(weight.Exponent()) {
			return 0, false
		}
		places = max(places, -weight.Exponent())
		ok = ok || weight.IsPositive()
	}
	return places, ok
}

func int64s(weights []decimal.Decimal, places int32) (integers []int64, ok bool) {
	integers = make([]int64, len(weights))
	for i, weight := range weights {
		if integers[i], ok = Int64(weight, places); !ok {
			return nil, false
		}
	}
	return integers, true
}

// scaleUp returns d × 10^places, for a d that has at most that many places.
func scaleUp(d decimal.Decimal, places int32) *big.Int {
	n := d.Coefficient()
	if zeros := d.Exponent() + places; zeros > 0 {
		n.Mul(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(zeros)), nil))
	}
	return n
}

// UsualParts is the number of parts up to which AllocateInto takes no memory.
const UsualParts = 32

// AllocateInto is [Allocate] on machine integers: dst[i] becomes the share of
// weights[i] in total by the same rule, and dst adds up to total.
//
// It expects weights of at least 0, and dst as long as weights; the two may be the
// same memory. Of two lengths the shorter counts, and the rest of dst stays as it is.
// When all weights are zero, or one is negative, all of dst is zero. The result is
// exact for every total and all weights.
func AllocateInto(dst []int64, total int64, weights []int64) {
	n := min(len(dst), len(weights))
	dst, weights = dst[:n], weights[:n]
	var sum, overflow uint64
	var signs int64
	for _, weight := range weights {
		var carry uint64
		sum, carry = bits.Add64(sum, uint64(weight), 0)
		overflow |= carry
		signs |= weight
	}
	switch {
	case signs < 0 || sum == 0 && overflow == 0:
		clear(dst)
		return
	case overflow != 0:
		allocateWide(dst, total, weights)
		return
	}
	var usual [UsualParts]uint64
	remainders := usual[:]
	if n > UsualParts {
		remainders = make([]uint64, n)
	}
	remainders = remainders[:n]
	units := magnitude(total)
	left := int64(units)
	for i, weight := range weights {
		// weight ≤ sum, so the quotient is at most units.
		high, low := bits.Mul64(units, uint64(weight))
		quotient, remainder := bits.Div64(high, low, sum)
		dst[i], remainders[i] = int64(quotient), remainder
		left -= int64(quotient)
	}
	handOut(dst, remainders, left)
	if total < 0 {
		for i := range dst {
			dst[i] = -dst[i]
		}
	}
}

// handOut adds one unit to each of the parts with the largest remainders, equal ones in
// order, until none is left. Counting what goes before a part is quicker than sorting for
// some tens of parts, and takes no memory.
func handOut(parts []int64, remainders []uint64, left int64) {
	if left == 0 {
		return
	}
	if len(parts) > UsualParts {
		order := make([]int, len(parts))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(remainders[b], remainders[a]) })
		for _, i := range order[:left] {
			parts[i]++
		}
		return
	}
	for i := range parts {
		if before(remainders, i) < left {
			parts[i]++
		}
	}
}

// before counts the parts that go before part i: those with a larger remainder and, of
// equal ones, the earlier.
func before(remainders []uint64, i int) (count int64) {
	for _, other := range remainders[:i] {
		if other >= remainders[i] {
			count++
		}
	}
	for _, other := range remainders[i+1:] {
		if other > remainders[i] {
			count++
		}
	}
	return count
}

// allocateWide is AllocateInto for weights that add up to 2^64 or more.
func allocateWide(dst []int64, total int64, weights []int64) {
	integers := make([]*big.Int, len(weights))
	for i, weight := range weights {
		integers[i] = big.NewInt(weight)
	}
	for i, share := range allocateBig(big.NewInt(total), integers) {
		dst[i] = share.Int64()
	}
}

// allocateBig is AllocateInto for integers of any size, not all weights zero.
func allocateBig(total *big.Int, weights []*big.Int) []*big.Int {
	sum := new(big.Int)
	for _, weight := range weights {
		sum.Add(sum, weight)
	}
	units := new(big.Int).Abs(total)
	left := new(big.Int).Set(units)
	shares, remainders := make([]*big.Int, len(weights)), make([]*big.Int, len(weights))
	for i, weight := range weights {
		product := new(big.Int).Mul(units, weight)
		shares[i], remainders[i] = new(big.Int).QuoRem(product, sum, new(big.Int))
		left.Sub(left, shares[i])
	}
	extra := make([]int64, len(weights))
	handOut(extra, ranks(remainders), left.Int64())
	for i, share := range shares {
		share.Add(share, big.NewInt(extra[i]))
	}
	if total.Sign() < 0 {
		for _, share := range shares {
			share.Neg(share)
		}
	}
	return shares
}

// ranks returns numbers in the order of integers of any size, equal for equal ones.
func ranks(integers []*big.Int) []uint64 {
	sorted := slices.SortedFunc(slices.Values(integers), (*big.Int).Cmp)
	list := make([]uint64, len(integers))
	for i, n := range integers {
		at, _ := slices.BinarySearchFunc(sorted, n, (*big.Int).Cmp)
		list[i] = uint64(at)
	}
	return list
}
