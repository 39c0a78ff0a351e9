package exact

import (
	"math/big"
	"slices"
)

// AllocateInto is [Allocate] on machine integers: dst[i] becomes the share of
// weights[i] in total by the same rule, and dst adds up to total.
//
// It expects weights of at least 0, dst as long as weights, and the two in
// different memory. Of two lengths the shorter counts, and the rest of dst stays
// as it is. When all weights are zero, or one is negative, all of dst is zero.
//
// The result is exact for every total and all weights. It takes a few
// nanoseconds for each weight, and no memory besides dst, as long as
//
//	|total| < 2^50, |total| × weight < 2^62 for each weight,
//	and the weights add up to less than 2^62.
//
// Beyond that it takes a microsecond or so, and some memory, for each weight.
func AllocateInto(dst []int64, total int64, weights []int64) {
	n := min(len(dst), len(weights))
	dst, weights = dst[:n], weights[:n]
	if !allocateMany(dst, total, weights) {
		allocateWide(dst, total, weights)
	}
}

// allocateMany does any number of weights. It reports false, having done
// nothing, when they are not narrow.
func allocateMany(dst []int64, total int64, weights []int64) bool {
	var sum, anyWeight, anySum int64
	for _, weight := range weights {
		sum += weight
		anyWeight |= weight
		anySum |= sum
	}
	if sum == 0 || !isNarrow(total, anyWeight, anySum) {
		return false
	}
	by := newProportion(total, sum)
	if len(weights) <= few {
		by.rank(dst, weights)
	} else {
		by.cut(dst, weights)
	}
	return true
}

// few is the number of weights up to which ranking all remainders is quicker
// than looking for the smallest that gets a unit.
const few = 8

// rank allocates to at most few weights. The modulo tells the compiler that an
// index is within bounds.
func (p proportion) rank(dst, weights []int64) {
	var remainders, ranks [few]int64 // a rank is the number of weights that go before
	left := p.total
	dst = dst[:len(weights)]
	for i, weight := range weights {
		quotient, remainder := p.of(weight)
		dst[i] = quotient
		left -= quotient
		rank := int64(i)
		for j := range uint(i) {
			first := less(remainders[j%few], remainder)
			ranks[j%few] += first
			rank -= first
		}
		remainders[uint(i)%few], ranks[uint(i)%few] = remainder, rank
	}
	for i := range dst {
		dst[i] += less(ranks[uint(i)%few], left)
	}
}

// cut allocates to any number of weights. On the way it keeps remainders in dst.
func (p proportion) cut(dst, weights []int64) {
	left := p.total
	low, high := p.sum, int64(0)
	for i, weight := range weights {
		quotient, remainder := p.of(weight)
		dst[i] = remainder
		left -= quotient
		low, high = min(low, remainder), max(high, remainder)
	}
	// A remainder above the cut gets a unit, and so do the first that are equal to
	// it. Halving the range ends as soon as a cut parts the remainders without a
	// tie, mostly after a few turns, and after 62 at the latest.
	above := int64(0)
	for {
		middle := low + (high-low)/2
		above = 0
		for _, remainder := range dst {
			above += less(middle, remainder)
		}
		if above == left || low == high {
			low = middle
			break
		}
		if above > left {
			low = middle + 1
		} else {
			high = middle
		}
	}
	ties := left - above
	for i, weight := range weights {
		quotient, remainder := p.of(weight)
		if remainder == low && ties > 0 {
			quotient++
			ties--
		}
		dst[i] = quotient + less(low, remainder)
	}
}

// allocateWide does what is uncommon: nothing to split by, a negative total,
// and numbers that are not narrow.
func allocateWide(dst []int64, total int64, weights []int64) {
	clear(dst)
	if -maxNarrowTotal < total && total < 0 {
		AllocateInto(dst, -total, weights)
		for i := range dst {
			dst[i] = -dst[i]
		}
		return
	}
	if !slices.ContainsFunc(weights, func(weight int64) bool { return weight > 0 }) {
		return
	}
	wide := make([]*big.Int, len(weights))
	for i, weight := range weights {
		if weight < 0 {
			return
		}
		wide[i] = big.NewInt(weight)
	}
	for i, share := range hamilton(big.NewInt(total), wide) {
		dst[i] = share.Int64()
	}
}
