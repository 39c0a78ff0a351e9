package exact

import "github.com/shopspring/decimal"

const (
	// maxExponent is the largest exponent of a number within bounds, trailing
	// zeros aside.
	maxExponent = 18
	// maxRaw is the largest magnitude of an exponent, and the largest number of
	// digits of a coefficient, trailing zeros included, that is looked at more
	// closely. Beyond it a number is refused unseen.
	maxRaw = 400
)

// tooLong is the smallest integer with more than maxRaw digits. Its exponent
// is 0, so that a comparison with an integer does not scale.
var (
	tooLong         = decimal.New(1, maxRaw).Round(0)
	tooLongNegative = tooLong.Neg()
)

// looksSane reports whether d is small enough to be examined: its exponent is
// within ±maxRaw and its coefficient has at most maxRaw digits. It
// does not allocate, and takes the same few nanoseconds for every d.
func looksSane(d decimal.Decimal) bool {
	exponent := d.Exponent()
	if exponent < -maxRaw || exponent > maxRaw {
		return false
	}
	coefficient := d.Shift(-exponent)
	return coefficient.LessThan(tooLong) && coefficient.GreaterThan(tooLongNegative)
}

// Fits reports whether d, after its trailing zeros are dropped, has at most
// digits significant digits, at most places decimals, and an exponent of at most
// 18, which is that of a number within bounds. So 1200.50 has 5 digits and 1
// decimal, 1200 has 2 digits and none.
//
// It is quick for every d, and the check to make before any arithmetic on a
// number from outside: it refuses an exponent beyond ±400, of a zero as well
// (0e1000000 is costly to add and to print), and a coefficient of more than 400
// digits, trailing zeros included.
func Fits(d decimal.Decimal, digits, places int32) bool {
	if !looksSane(d) {
		return false
	}
	n := d
	if exponent := d.Exponent(); exponent > 0 || -exponent > places || d.NumDigits() > int(min(digits, maxExponent+1)) {
		n = d.Normalize()
	}
	return n.NumDigits() <= int(digits) && -n.Exponent() <= places && n.Exponent() <= maxExponent
}

// FitsWritten is [Fits] for a number that was computed, whose exponent may be above 18:
// it reports whether d, written out, has at most digits digits, of which at most places
// are decimals.
func FitsWritten(d decimal.Decimal, digits, places int32) bool {
	if !looksSane(d) {
		return false
	}
	n := d.Normalize()
	return -n.Exponent() <= places && int64(n.NumDigits())+int64(max(n.Exponent(), 0)) <= int64(digits)
}

// maxInt64Digits is the number of digits that every coefficient of an int64 can
// have.
const maxInt64Digits = 18

// usualShift is the largest shift of the numbers that nearly all are: they have at
// most 12 digits, and so at most 18 after it.
const usualShift = 6

// Int64 returns d × 10^places, the number of units of 10^-places in d, when
// that is an integer from -10^18 to 10^18. Otherwise it returns 0, false, as it
// does for the numbers that are refused unseen (see [Fits]), except that a zero
// is 0 at any exponent.
//
// It does not allocate for a coefficient of at most 18 digits, trailing zeros
// included: 1.1000000 is 110 at 2 places.
func Int64(d decimal.Decimal, places int32) (int64, bool) {
	shift := uint64(int64(d.Exponent()) + int64(places))
	if shift > usualShift || d.NumDigits() > maxInt64Digits-usualShift {
		return unusualInt64(d, places)
	}
	return d.CoefficientInt64() * pow10[shift], true
}

// unusualInt64 is [Int64] for the other numbers.
func unusualInt64(d decimal.Decimal, places int32) (int64, bool) {
	shift := int64(d.Exponent()) + int64(places)
	if shift > maxInt64Digits || shift < -maxInt64Digits || d.NumDigits() > maxInt64Digits {
		return longInt64(d, places)
	}
	n := d.CoefficientInt64()
	if shift < 0 {
		unit := pow10[-shift]
		if n%unit != 0 {
			return 0, false
		}
		return n / unit, true
	}
	if limit := pow10[maxInt64Digits-shift]; n > limit || n < -limit {
		return 0, false
	}
	return n * pow10[shift], true
}

// longInt64 is [Int64] for the numbers whose trailing zeros are in the way.
func longInt64(d decimal.Decimal, places int32) (int64, bool) {
	if d.IsZero() {
		return 0, true
	}
	if !looksSane(d) {
		return 0, false
	}
	n := d.Normalize()
	shift := int64(n.Exponent()) + int64(places)
	if shift < 0 || shift > maxInt64Digits || n.NumDigits() > maxInt64Digits {
		return 0, false
	}
	return Int64(n, places)
}
