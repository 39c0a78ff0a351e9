package exact

import "math/bits"

// FloorSplit returns part i of total cut into n parts as even as can be, by the
// cumulative floor:
//
//	part(i) = floor(total × (i+1) ÷ n) - floor(total × i ÷ n), for i from 0 to n-1
//
// The parts add up to total and differ by at most 1, and the larger ones are
// spread evenly. Parts a to b-1 add up to floor(total × b ÷ n) - floor(total × a ÷ n),
// so a coarser split agrees with a finer one: of a year cut into 52 weeks, 13 weeks
// are one of its 4 quarters, and the months of a 4-4-5 calendar are the sums of
// their weeks.
//
// A negative total gives the mirror image, -part(i) of -total. It is right for
// every total and n, and returns 0 when i is not from 0 to n-1.
func FloorSplit(total int64, n, i int) int64 {
	if i < 0 || i >= n {
		return 0
	}
	size, parts := magnitude(total), uint64(n)
	// With total = q × n + r the whole part q leaves the floors.
	q, r := size/parts, size%parts
	part := int64(q + mulDiv(r, uint64(i)+1, parts) - mulDiv(r, uint64(i), parts))
	if total < 0 {
		return -part
	}
	return part
}

// FloorShare returns the part of total that lies before a position on a line of
// weights:
//
//	floor(total × before ÷ sum)
//
// where before is the weight up to there and sum that of the whole line. The part of
// total between two positions is the difference of their shares, so that the parts of
// any division of the line add up to total, and a coarser division agrees with a
// finer one. With equal weights that is [FloorSplit].
//
// A negative total gives the mirror image, minus the share of -total. It expects
// 0 ≤ before ≤ sum and sum > 0, is right for every total, and returns 0 when that
// does not hold.
func FloorShare(total, before, sum int64) int64 {
	if before < 0 || before > sum || sum == 0 {
		return 0
	}
	share := int64(mulDiv(magnitude(total), uint64(before), uint64(sum)))
	if total < 0 {
		return -share
	}
	return share
}

// mulDiv returns floor(a × b ÷ c) for b ≤ c, where the quotient is at most a.
func mulDiv(a, b, c uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	quotient, _ := bits.Div64(hi, lo, c)
	return quotient
}
