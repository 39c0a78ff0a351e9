package exact

import (
	"math"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Ratio returns num ÷ den as a fraction, rounded half away from zero to places
// decimals. It is not valid when den is zero: a ratio without a base is
// undefined, not zero.
//
// Any size of coefficient will do. With an exponent or a number of places
// beyond ±100,000, which no number within bounds has, the result is not valid.
func Ratio(num, den decimal.Decimal, places int32) decimal.NullDecimal {
	if den.IsZero() || !inScale(num.Exponent()) || !inScale(den.Exponent()) || !inScale(places) {
		return decimal.NullDecimal{}
	}
	// The same scale for both, in which they are integers.
	scale := max(0, -num.Exponent(), -den.Exponent())
	if n, ok := Int64(num, scale); ok {
		if d, ok := Int64(den, scale); ok {
			if units, ok := ratioUnits(n, d, places); ok {
				return decimal.NewNullDecimal(Fixed(units, places))
			}
		}
	}
	return decimal.NewNullDecimal(num.DivRound(den, places))
}

// RatioInt is [Ratio] for counts, and for amounts in the same units. It does
// not allocate for small results (see [Fixed]).
func RatioInt(num, den int64, places int32) decimal.NullDecimal {
	if units, ok := ratioUnits(num, den, places); ok {
		return decimal.NewNullDecimal(Fixed(units, places))
	}
	return Ratio(decimal.NewFromInt(num), decimal.NewFromInt(den), places)
}

// ratioUnits returns num ÷ den in units of 10^-places. It is not ok when den is 0 or 64
// bits are not enough.
func ratioUnits(num, den int64, places int32) (units int64, ok bool) {
	if den == 0 || places < 0 || int(places) >= len(pow10) {
		return 0, false
	}
	hi, lo := bits.Mul64(magnitude(num), uint64(pow10[places]))
	divisor := magnitude(den)
	if hi >= divisor {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, divisor)
	if q >= math.MaxInt64 {
		return 0, false
	}
	units = int64(q)
	if r >= divisor-r {
		units++
	}
	if (num < 0) != (den < 0) {
		units = -units
	}
	return units, true
}

// Round returns d rounded half away from zero to places decimals, with exponent
// -places. A negative number of places rounds to tens, hundreds and so on.
//
// It is right for every d. One whose zeros up to the decimal places would fill
// more than 100,000 digits keeps its exponent, since it is a round number
// already. Beyond ±100,000 places d comes back as it is.
func Round(d decimal.Decimal, places int32) decimal.Decimal {
	if !inScale(places) {
		return d
	}
	if d.IsZero() {
		return Fixed(0, places)
	}
	if units, ok := Int64(d, places); ok {
		return Fixed(units, places)
	}
	dropped := -int64(places) - int64(d.Exponent())
	if dropped < -maxScale {
		return d
	}
	if dropped > maxScale && int64(d.NumDigits()) < dropped {
		// |d| is below a tenth of the last place.
		return Fixed(0, places)
	}
	return d.Round(places)
}

// IsMultiple reports whether d = k × step for an integer k. Zero is a multiple
// of every step, and the only one of a step of zero. With an exponent beyond
// ±100,000 the answer is false.
func IsMultiple(d, step decimal.Decimal) bool {
	if d.IsZero() || step.IsZero() {
		return d.IsZero()
	}
	return inScale(d.Exponent()) && inScale(step.Exponent()) && d.Mod(step).IsZero()
}
