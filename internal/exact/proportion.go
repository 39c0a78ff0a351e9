package exact

import "math/bits"

// maxNarrowTotal and maxNarrowSum bound the total and the sum of the weights of
// a proportion.
const (
	maxNarrowTotal = 1 << 50
	maxNarrowSum   = 1 << 62
)

// isNarrow reports whether a proportion can split total by weights whose bits,
// or-ed together, are in weights, and whose partial sums, or-ed likewise, are in
// sums. A negative number has its top bit set and is never narrow.
func isNarrow(total, weights, sums int64) bool {
	return uint64(total) < maxNarrowTotal && uint64(sums) < maxNarrowSum &&
		bits.Len64(uint64(total))+bits.Len64(uint64(weights)) <= 63
}

// proportion is total ÷ sum of the weights, for narrow numbers.
type proportion struct {
	total, sum int64
	rate       float64
}

func newProportion(total, sum int64) proportion {
	return proportion{total, sum, float64(total) / float64(sum)}
}

// of returns the quotient and the remainder of total × weight ÷ sum. Four
// roundings of 2^-53 each are off by less than 2^-50 of the quotient, which is
// at most total, so the estimate is off by at most 1, and the remainder, which is
// exact, tells which way. Dividing integers would take a processor several times
// as long.
func (p proportion) of(weight int64) (quotient, remainder int64) {
	quotient = int64(float64(weight) * p.rate)
	remainder = p.total*weight - quotient*p.sum
	if uint64(remainder) < uint64(p.sum) {
		return quotient, remainder
	}
	if remainder < 0 {
		return quotient - 1, remainder + p.sum
	}
	return quotient + 1, remainder - p.sum
}

// less is 1 when a < b, and 0 otherwise, for a and b from 0 to 2^62. It is
// arithmetic because the order of remainders is what a processor cannot predict.
func less(a, b int64) int64 { return int64(uint64(a-b) >> 63) }
