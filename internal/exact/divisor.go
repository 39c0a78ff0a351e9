package exact

import "math"

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
		return Divisor{den: den, inverse: math.NaN()} // so that Div does not estimate
	}
	return Divisor{den: den, inverse: 1 / float64(den)}
}

// Den returns what d divides by.
func (d Divisor) Den() int64 { return d.den }

const (
	// maxEstimate bounds the quotients that a float estimates to within 1.
	maxEstimate = 1 << 50
	// maxEstimateDen keeps twice the denominator within 64 bits.
	maxEstimateDen = 1 << 61
)

// Div returns num ÷ den, rounded half away from zero to an integer, for every
// num.
//
// A processor multiplies floats in a fraction of the time that it divides
// integers in. Four roundings of 2^-53 each are off by less than 2^-50 of a
// quotient below 2^50, so the estimate, cut to an integer, is off by at most 1,
// and the remainder, which is exact, tells which way.
func (d Divisor) Div(num int64) int64 {
	estimate := float64(num) * d.inverse
	if !(0 <= estimate && estimate < maxEstimate) || d.den == 0 {
		return d.divide(num)
	}
	q := int64(estimate)
	r := num - q*d.den
	if r < 0 {
		q, r = q-1, r+d.den
	} else if r >= d.den {
		q, r = q+1, r-d.den
	}
	if r >= d.den-r {
		q++
	}
	return q
}

// divide is Div for any numbers.
func (d Divisor) divide(num int64) int64 {
	if d.den <= 0 {
		return 0
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
