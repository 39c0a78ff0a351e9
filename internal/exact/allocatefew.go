package exact

// maxSmallTotal and maxSmallWeight bound what [AllocateFour] and [AllocateFive] split.
const (
	maxSmallTotal  = 1 << 14
	maxSmallWeight = 1 << 28
)

// isSmall takes the bits of the weights or-ed together, and their sum. A negative
// number has its top bit set and is not small.
func isSmall(total, weights, sum int64) bool {
	return uint64(total) < maxSmallTotal && uint64(weights) < maxSmallWeight && sum > 0
}

// AllocateFour is [AllocateInto] for up to four weights, about the number of siblings in
// a tree, the others being zero: without memory and without a branch. It is not ok, and
// splits nothing, unless 0 ≤ total < 2^14, 0 ≤ weight < 2^28 for each weight and one of
// them is above 0.
//
// A quotient total × weight ÷ sum is estimated, and cut off, by a float that is off by
// less than 2^-50 of it. As total × sum < 2^14 × 5 × 2^28 < 2^45, that is less than
// 1 ÷ sum, by which a quotient that is not whole is away from the next whole number. So
// the estimate is right, but for a quotient that is whole, which may come out as one less.
// Its remainder is then the sum, before which no other goes, and gives the unit back.
func AllocateFour(total, w0, w1, w2, w3 int64) (q0, q1, q2, q3 int64, ok bool) {
	sum := w0 + w1 + w2 + w3
	if !isSmall(total, w0|w1|w2|w3, sum) {
		return 0, 0, 0, 0, false
	}
	rate := float64(total) / float64(sum)
	q0, q1 = int64(float64(w0)*rate), int64(float64(w1)*rate)
	q2, q3 = int64(float64(w2)*rate), int64(float64(w3)*rate)
	left := total - q0 - q1 - q2 - q3
	r0, r1, r2, r3 := total*w0-q0*sum, total*w1-q1*sum, total*w2-q2*sum, total*w3-q3*sum
	// The remainders are ranked by comparing all pairs. The top bit of r0-r1 tells that 1
	// goes before 0. If not, 0 goes before 1: ties are in order.
	l01, l02, l03 := int64(uint64(r0-r1)>>63), int64(uint64(r0-r2)>>63), int64(uint64(r0-r3)>>63)
	l12, l13, l23 := int64(uint64(r1-r2)>>63), int64(uint64(r1-r3)>>63), int64(uint64(r2-r3)>>63)
	// Those whose rank is below what is left get a unit.
	q0 += int64(uint64(l01+l02+l03-left) >> 63)
	q1 += int64(uint64(1-l01+l12+l13-left) >> 63)
	q2 += int64(uint64(2-l02-l12+l23-left) >> 63)
	q3 += int64(uint64(3-l03-l13-l23-left) >> 63)
	return q0, q1, q2, q3, true
}

// AllocateFive is [AllocateFour] for five weights.
func AllocateFive(total, w0, w1, w2, w3, w4 int64) (q0, q1, q2, q3, q4 int64, ok bool) {
	sum := w0 + w1 + w2 + w3 + w4
	if !isSmall(total, w0|w1|w2|w3|w4, sum) {
		return 0, 0, 0, 0, 0, false
	}
	rate := float64(total) / float64(sum)
	q0, q1, q2 = int64(float64(w0)*rate), int64(float64(w1)*rate), int64(float64(w2)*rate)
	q3, q4 = int64(float64(w3)*rate), int64(float64(w4)*rate)
	left := total - q0 - q1 - q2 - q3 - q4
	r0, r1, r2, r3, r4 := total*w0-q0*sum, total*w1-q1*sum, total*w2-q2*sum, total*w3-q3*sum, total*w4-q4*sum
	l01, l02, l03, l04 := int64(uint64(r0-r1)>>63), int64(uint64(r0-r2)>>63), int64(uint64(r0-r3)>>63), int64(uint64(r0-r4)>>63)
	l12, l13, l14 := int64(uint64(r1-r2)>>63), int64(uint64(r1-r3)>>63), int64(uint64(r1-r4)>>63)
	l23, l24, l34 := int64(uint64(r2-r3)>>63), int64(uint64(r2-r4)>>63), int64(uint64(r3-r4)>>63)
	q0 += int64(uint64(l01+l02+l03+l04-left) >> 63)
	q1 += int64(uint64(1-l01+l12+l13+l14-left) >> 63)
	q2 += int64(uint64(2-l02-l12+l23+l24-left) >> 63)
	q3 += int64(uint64(3-l03-l13-l23+l34-left) >> 63)
	q4 += int64(uint64(4-l04-l14-l24-l34-left) >> 63)
	return q0, q1, q2, q3, q4, true
}
