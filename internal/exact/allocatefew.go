package exact

// A small total and small weights are split in the fewest steps: up to five parts,
// about the number of siblings in a tree, without a branch. maxSmallTotal and
// maxSmallWeight bound them.
const (
	maxSmallTotal  = 1 << 14
	maxSmallWeight = 1 << 28
)

// smallProportion is total ÷ sum, for a small total and the sum of up to five small
// weights.
type smallProportion struct {
	total, sum int64
	rate       float64
}

// newSmallProportion raises the rate by 2^-46 of it, and rounding by at most
// 3 × 2^-53 moves a quotient, so that one which is whole is not estimated below
// itself. Any other is at least 1 ÷ sum away from the next whole number, and is
// estimated above itself by less than that: total × sum < 2^14 × 5 × 2^28 < 2^45,
// so that the quotient, which is at most total, moves by less than
// 2^-45.9 × total < 1 ÷ sum. So the estimate, cut off, is right.
func newSmallProportion(total, sum int64) smallProportion {
	return smallProportion{total, sum, float64(total) / float64(sum) * (1 + 1.0/(1<<46))}
}

// of returns the quotient and the remainder of total × weight ÷ sum.
func (p smallProportion) of(weight int64) (quotient, remainder int64) {
	quotient = int64(float64(weight) * p.rate)
	return quotient, p.total*weight - quotient*p.sum
}

// isSmall takes the bits of the weights or-ed together, and their sum. A negative
// number has its top bit set and is not small.
func isSmall(total, weights, sum int64) bool {
	return uint64(total) < maxSmallTotal && uint64(weights) < maxSmallWeight && sum > 0
}

// AllocateFour is [AllocateInto] for up to four weights, the others being zero, and
// without memory. It is not ok, and splits nothing, unless 0 ≤ total < 2^14,
// 0 ≤ weight < 2^28 for each weight and one of them is above 0.
func AllocateFour(total, w0, w1, w2, w3 int64) (q0, q1, q2, q3 int64, ok bool) {
	sum := w0 + w1 + w2 + w3
	if !isSmall(total, w0|w1|w2|w3, sum) {
		return 0, 0, 0, 0, false
	}
	by := newSmallProportion(total, sum)
	q0, r0 := by.of(w0)
	q1, r1 := by.of(w1)
	q2, r2 := by.of(w2)
	q3, r3 := by.of(w3)
	left := total - q0 - q1 - q2 - q3
	// The remainders are ranked by comparing all pairs. lij is 1 when j goes before i. If not, i goes before j: ties are in order.
	l01, l02, l03 := less(r0, r1), less(r0, r2), less(r0, r3)
	l12, l13, l23 := less(r1, r2), less(r1, r3), less(r2, r3)
	q0 += less(l01+l02+l03, left)
	q1 += less(1-l01+l12+l13, left)
	q2 += less(2-l02-l12+l23, left)
	q3 += less(3-l03-l13-l23, left)
	return q0, q1, q2, q3, true
}

// AllocateFive is [AllocateFour] for five weights.
func AllocateFive(total, w0, w1, w2, w3, w4 int64) (q0, q1, q2, q3, q4 int64, ok bool) {
	sum := w0 + w1 + w2 + w3 + w4
	if !isSmall(total, w0|w1|w2|w3|w4, sum) {
		return 0, 0, 0, 0, 0, false
	}
	by := newSmallProportion(total, sum)
	q0, r0 := by.of(w0)
	q1, r1 := by.of(w1)
	q2, r2 := by.of(w2)
	q3, r3 := by.of(w3)
	q4, r4 := by.of(w4)
	left := total - q0 - q1 - q2 - q3 - q4
	l01, l02, l03, l04 := less(r0, r1), less(r0, r2), less(r0, r3), less(r0, r4)
	l12, l13, l14 := less(r1, r2), less(r1, r3), less(r1, r4)
	l23, l24, l34 := less(r2, r3), less(r2, r4), less(r3, r4)
	q0 += less(l01+l02+l03+l04, left)
	q1 += less(1-l01+l12+l13+l14, left)
	q2 += less(2-l02-l12+l23+l24, left)
	q3 += less(3-l03-l13-l23+l34, left)
	q4 += less(4-l04-l14-l24-l34, left)
	return q0, q1, q2, q3, q4, true
}
