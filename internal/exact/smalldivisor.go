package exact

// maxSmallDen bounds what a [SmallDivisor] divides by.
const maxSmallDen = 1 << 34

// SmallDivisor is a small number to divide by many times, for small quotients: a
// product and a sum. The zero SmallDivisor divides nothing: its quotients are 0.
type SmallDivisor struct {
	den     int64
	inverse float64 // a little more than the inverse
}

// NewSmallDivisor returns a divisor. It is not ok, and the divisor zero, unless
// 0 < den < 2^34.
func NewSmallDivisor(den int64) (d SmallDivisor, ok bool) {
	if den <= 0 || den >= maxSmallDen {
		return SmallDivisor{}, false
	}
	inverse := 1 / float64(den)
	return SmallDivisor{den: den, inverse: inverse + inverse*0x1p-51}, true
}

// Den returns what d divides by.
func (d SmallDivisor) Den() int64 { return d.den }

// Div returns num ÷ den, rounded half up to an integer, for num ≥ 0 and a quotient
// below 2^14, or below 2^48 when it is whole and num below 2^53.
//
// The inverse is too large by 2^-52 to 2^-50 of it, and so is the estimate, by less than
// 2^-36 then: never below a tie, and never up to the next, from which quotients that are
// not ties are at least 1 ÷ (2 × den) > 2^-35 away.
func (d SmallDivisor) Div(num int64) int64 { return int64(float64(num)*d.inverse + 0.5) }
