package exact

import (
	"math/big"
	"math/bits"
)

// AllocateInto is [Allocate] on machine integers: dst[i] becomes the share of
// weights[i] in total by the same rule, and dst adds up to total.
//
// It expects weights of at least 0, dst as long as weights, and the two in
// different memory. Of two lengths the shorter counts, and the rest of dst stays
// as it is. When all weights are zero, or one is negative, all of dst is zero.
//
// The result is exact for every total and all weights. It needs linear time
// (as a rule) and no memory besides dst while
//
//	|total| < 2^50, |total| × weight < 2^62 for each weight,
//	and the weights add up to less than 2^62
//
// and a microsecond or so and some memory per weight beyond that.
func AllocateInto(dst []int64, total int64, weights []int64) {
	n := min(len(dst), len(weights))
	dst, weights = dst[:n], weights[:n]
	done := false
	switch n {
	case 1:
		dst[0], _, _, _, done = allocateFour(total, weights[0], 0, 0, 0)
	case 2:
		dst[0], dst[1], _, _, done = allocateFour(total, weights[0], weights[1], 0, 0)
	case 3:
		dst[0], dst[1], dst[2], _, done = allocateFour(total, weights[0], weights[1], weights[2], 0)
	case 4:
		dst[0], dst[1], dst[2], dst[3], done = allocateFour(total, weights[0], weights[1], weights[2], weights[3])
	default:
		done = allocateMany(dst, total, weights)
	}
	if !done {
		allocateWide(dst, total, weights)
	}
}

// maxNarrowTotal and maxNarrowSum bound a total and a sum of weights for which
// division can be exact.
const (
	maxNarrowTotal = 1 << 50
	maxNarrowSum   = 1 << 62
)

// isNarrow reports whether division can split total by weights whose bits, or-ed
// together, are in weights, and whose sum and its partial sums are in sums.
// A negative number has its top bit set and is never narrow.
func isNarrow(total, weights, sums int64) bool {
	return uint64(total) < maxNarrowTotal && uint64(sums) < maxNarrowSum &&
		bits.Len64(uint64(total))+bits.Len64(uint64(weights)) <= 63
}

// division is total ÷ sum of the weights, for narrow numbers.
type division struct {
	total, sum int64
	rate       float64
}

func newDivision(total, sum int64) division {
	return division{total, sum, float64(total) / float64(sum)}
}

// floor returns the quotient and the remainder of total × weight ÷ sum. Four
// roundings of 2^-53 each are off by less than 2^-50 of the quotient, which is
// at most total, so the estimate is off by at most 1, and the remainder, which is
// exact, tells which way. A processor divides integers in several times as long.
func (d division) floor(weight int64) (quotient, remainder int64) {
	quotient = int64(float64(weight) * d.rate)
	remainder = d.total*weight - quotient*d.sum
	if uint64(remainder) < uint64(d.sum) {
		return quotient, remainder
	}
	if remainder < 0 {
		return quotient - 1, remainder + d.sum
	}
	return quotient + 1, remainder - d.sum
}

// less is 1 when a < b, and 0 otherwise, for a and b from 0 to 2^62. It is
// arithmetic because the order of remainders is what a processor cannot predict.
func less(a, b int64) int64 { return int64(uint64(a-b) >> 63) }

// allocateFour does up to four weights, about the number of siblings in a tree,
// without loops: remainders are ranked by comparing all pairs. It is not ok when
// the numbers are not narrow.
func allocateFour(total, w0, w1, w2, w3 int64) (q0, q1, q2, q3 int64, ok bool) {
	sum := w0 + w1 + w2 + w3
	if sum <= 0 || !isNarrow(total, w0|w1|w2|w3, sum) {
		return 0, 0, 0, 0, false
	}
	by := newDivision(total, sum)
	q0, r0 := by.floor(w0)
	q1, r1 := by.floor(w1)
	q2, r2 := by.floor(w2)
	q3, r3 := by.floor(w3)
	left := total - q0 - q1 - q2 - q3
	// lij is 1 when j goes before i. If not, i goes before j: ties are in order.
	l01, l02, l03 := less(r0, r1), less(r0, r2), less(r0, r3)
	l12, l13, l23 := less(r1, r2), less(r1, r3), less(r2, r3)
	q0 += less(l01+l02+l03, left)
	q1 += less(1-l01+l12+l13, left)
	q2 += less(2-l02-l12+l23, left)
	q3 += less(3-l03-l13-l23, left)
	return q0, q1, q2, q3, true
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
	by := newDivision(total, sum)
	left := total
	for i, weight := range weights {
		quotient, remainder := by.floor(weight)
		dst[i] = remainder
		left -= quotient
	}
	// From here on a remainder above the cut gets a unit, and so do the first
	// remainders equal to it.
	cut, ties := by.sum, int64(0)
	if left > 0 {
		cut, ties = nthLargest(dst, left)
	}
	for i, weight := range weights {
		quotient, remainder := by.floor(weight)
		if remainder == cut && ties > 0 {
			quotient++
			ties--
		}
		dst[i] = quotient + less(cut, remainder)
	}
	return true
}

// nthLargest returns the nth largest value, for n from 1 to len(values), and
// how many of the values equal to it are among the n largest. It is a
// quickselect that puts the values in another order, and takes values from 0 to
// 2^62.
func nthLargest(values []int64, n int64) (nth, equal int64) {
	for {
		pivot := median(values[0], values[len(values)/2], values[len(values)-1])
		above := moveFront(values, pivot+1)
		if n <= above {
			values = values[:above]
			continue
		}
		n -= above
		values = values[above:]
		same := moveFront(values, pivot)
		if n <= same {
			return pivot, n
		}
		n -= same
		values = values[same:]
	}
}

// moveFront moves the values of at least low to the front and counts them.
func moveFront(values []int64, low int64) int64 {
	count := int64(0)
	for i, value := range values {
		values[i] = values[count]
		values[count] = value
		count += 1 - less(value, low)
	}
	return count
}

func median(a, b, c int64) int64 { return max(min(a, b), min(max(a, b), c)) }

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
