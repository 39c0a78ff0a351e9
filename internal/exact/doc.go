// Package exact holds the arithmetic that the formulas of the module are made
// of: ratios, shares, splits, the size of a number and the decimals of a
// currency.
//
// Results are exact, or the correctly rounded value of a stated formula. There
// is one rounding, half away from zero (2.5 becomes 3, -2.5 becomes -3), and
// this package is the only place of the module that divides decimals. Amounts
// that fit are machine integers counting units of 10^-places: hundredths of a
// point, cents, ten-thousandths of a share. [Int64] and [Fixed] convert.
//
// The functions run after validation, so they return values and no errors. Each
// states what it expects and what comes back when that does not hold: a result
// that is not valid, nil, false or zero. None panics, and none takes time out of
// proportion to the memory that its arguments fill already, however large their
// exponents are.
package exact

// maxScale is the largest exponent, and the largest number of decimals, that is
// written out in digits. It is far beyond any product of bounded inputs: 360
// factors of 12 decimals have 4,320.
const maxScale = 100_000

func inScale(exponent int32) bool {
	return -maxScale <= exponent && exponent <= maxScale
}

// The decimals of published fractions.
const (
	RatioPlaces = 4 // of ratios and shares
	RatePlaces  = 8 // of effective rates
)

// pow10 holds the powers of ten that an int64 holds.
var pow10 = [19]int64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// magnitude returns |n|, also for the smallest int64.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
