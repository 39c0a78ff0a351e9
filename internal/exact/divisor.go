package exact

// DivInt returns num ÷ den, rounded half away from zero to an integer. It
// expects den > 0, is right for every num, and returns 0 for any other den.
func DivInt(num, den int64) int64 { return NewDivisor(den).Div(num) }

// Divisor is a number to divide by many times. The zero Divisor divides nothing:
// its quotients are 0.
type Divisor struct {
	den     int64
	inverse float64
}

// NewDivisor returns a divisor. It expects den > 0; any other makes the zero
// Divisor.
func NewDivisor(den int64) Divisor {
	if den <= 0 {
		return Divisor{}
	}
	if den >= maxEstimateDen {
		return Divisor{den: den} // Div estimates 0, and seldom gets away with it
	}
	return Divisor{den: den, inverse: 1 / float64(den)}
}

// Den returns what d divides by.
func (d Divisor) Den() int64 { return d.den }

const (
	// maxEstimateNum and maxEstimateDen keep the remainder of an estimate within 64
	// bits, also when the estimate is off by a few thousand.
	maxEstimateNum = 1 << 62
	maxEstimateDen = 1 << 61
)

// Div returns num ÷ den, rounded half away from zero to an integer, for every
// num.
//
// A processor multiplies floats in a fraction of the time that it divides
// integers in. The estimate may be off, but its remainder is exact and tells
// whether it is the rounded quotient: then -den ≤ 2 × remainder < den.
func (d Divisor) Div(num int64) int64 {
	q := int64(float64(num)*d.inverse + 0.5)
	if r := num - q*d.den; uint64(num) < maxEstimateNum && uint64(2*r+d.den) < uint64(2*d.den) {
		return q
	}
	return d.divide(num)
}

// DivSmall is [Divisor.Div] for 0 ≤ num < 2^62 and a quotient below 2^48, by a
// Divisor that is not zero: short enough to be inlined where it counts. Four
// roundings of 2^-53 each put the estimate off by at most 1/8, and the sum by less than
// that again, so what it is truncated to is off by at most 1, and the remainder tells
// which way.
func (d Divisor) DivSmall(num int64) int64 {
	q := int64(float64(num)*d.inverse + 0.5)
	switch r := 2 * (num - q*d.den); {
	case r >= d.den:
		return q + 1
	case r < -d.den:
		return q - 1
	}
	return q
}

// divide is Div for any numbers. The mirror image of a negative one is quicker.
func (d Divisor) divide(num int64) int64 {
	switch {
	case d.den <= 0:
		return 0
	case -maxEstimateNum < num && num < 0:
		return -d.Div(-num)
	}
	q, r := num/d.den, num%d.den
	switch {
	case r > 0 && r >= d.den-r:
		return q + 1
	case r < 0 && -r >= d.den+r:
		return q - 1
	}
	return q
}
