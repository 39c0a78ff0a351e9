package exact

import (
	"math"
	"math/bits"
)

// MulDiv returns a × b ÷ den, rounded half up to an integer, with 128 bits in between. It
// expects a and b of at least 0 and den above 0. It reports false when that does not
// hold, or the result is 2^63 or more.
func MulDiv(a, b, den int64) (int64, bool) { return MulAddDiv(a, b, 0, 0, den) }

// MulAddDiv returns (a × b + c × d) ÷ den, rounded half up to an integer, with 128 bits in
// between, under the conditions of [MulDiv] for all of them.
func MulAddDiv(a, b, c, d, den int64) (int64, bool) {
	if a|b|c|d < 0 || den <= 0 {
		return 0, false
	}
	// Each product is below 2^126.
	high, low := bits.Mul64(uint64(a), uint64(b))
	if c != 0 && d != 0 {
		high2, low2 := bits.Mul64(uint64(c), uint64(d))
		var carry uint64
		low, carry = bits.Add64(low, low2, 0)
		high, _ = bits.Add64(high, high2, carry)
	}
	divisor := uint64(den)
	if high >= divisor {
		return 0, false
	}
	var quotient, rest uint64
	if high == 0 {
		quotient, rest = low/divisor, low%divisor
	} else {
		quotient, rest = bits.Div64(high, low, divisor)
	}
	if rest >= divisor-rest {
		quotient++
	}
	if quotient > math.MaxInt64 || quotient == 0 && high > 0 {
		return 0, false
	}
	return int64(quotient), true
}
