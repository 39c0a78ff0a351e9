package exact

import "math/bits"

// RoundShare returns the part of total that lies before a position on a line of
// weights, rounded to the nearest, half away from zero:
//
//	round(total × before ÷ sum)
//
// where before is the weight up to there and sum that of the whole line. The part of
// total between two positions is the difference of their shares, so that the parts of
// any division of the line add up to total, and a coarser division agrees with a
// finer one. Each part is less than 1 away from its exact share, since either end is
// at most 1/2 away, and only one way.
//
// A negative total gives the mirror image, minus the share of -total. It expects
// 0 ≤ before ≤ sum and sum > 0, is right for every total, and returns 0 when that
// does not hold.
func RoundShare(total, before, sum int64) int64 {
	if before < 0 || before > sum || sum == 0 {
		return 0
	}
	// With before ≤ sum the quotient is at most |total|.
	weight := uint64(sum)
	hi, lo := bits.Mul64(magnitude(total), uint64(before))
	lo, carry := bits.Add64(lo, weight/2, 0)
	quotient, _ := bits.Div64(hi+carry, lo, weight)
	if total < 0 {
		return -int64(quotient)
	}
	return int64(quotient)
}
