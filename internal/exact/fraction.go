package exact

import "github.com/shopspring/decimal"

// Fraction is num ÷ den, not divided yet, so that a chain of products and
// quotients is divided and rounded once, at its end. The zero Fraction is 0.
type Fraction struct {
	num decimal.Decimal
	den decimal.Decimal // 0 stands for 1
}

// NewFraction returns num ÷ den. It expects den above 0; any other counts as 1.
func NewFraction(num, den decimal.Decimal) Fraction {
	return Fraction{num: num}.Div(den)
}

// Mul returns f × d.
func (f Fraction) Mul(d decimal.Decimal) Fraction {
	f.num = f.num.Mul(d)
	return f
}

// Div returns f ÷ d. It expects d above 0; any other counts as 1.
func (f Fraction) Div(d decimal.Decimal) Fraction {
	switch {
	case !d.IsPositive() || d.Equal(one):
		return f
	case f.den.IsZero():
		f.den = d
	default:
		f.den = f.den.Mul(d)
	}
	return f
}

// Add returns f + g.
func (f Fraction) Add(g Fraction) Fraction {
	a, b := f.Den(), g.Den()
	if a.Equal(b) {
		return Fraction{num: f.num.Add(g.num), den: a}
	}
	return Fraction{num: f.num.Mul(b).Add(g.num.Mul(a)), den: a.Mul(b)}
}

// Num and Den return the two numbers of f.
func (f Fraction) Num() decimal.Decimal { return f.num }

// Den is above 0.
func (f Fraction) Den() decimal.Decimal {
	if f.den.IsZero() {
		return one
	}
	return f.den
}

// Sign returns -1, 0 or +1 as f is below, at or above 0.
func (f Fraction) Sign() int { return f.num.Sign() }

// Cmp returns -1, 0 or +1 as f is below, at or above g.
func (f Fraction) Cmp(g Fraction) int { return f.num.Mul(g.Den()).Cmp(g.num.Mul(f.Den())) }

// Round returns f rounded half away from zero to places decimals; 0 for an
// exponent beyond ±100,000, which no chain of numbers within bounds has.
func (f Fraction) Round(places int32) decimal.Decimal {
	if f.den.IsZero() {
		return Round(f.num, places)
	}
	return Ratio(f.num, f.den, places).Decimal
}

// Ceil returns the smallest multiple of step that is not below f. It expects a
// step above 0; any other counts as 1.
func (f Fraction) Ceil(step decimal.Decimal) decimal.Decimal {
	if !step.IsPositive() {
		step = one
	}
	quotient, remainder := f.num.QuoRem(f.Den().Mul(step), 0)
	if remainder.IsPositive() {
		quotient = quotient.Add(one)
	}
	return quotient.Mul(step)
}

var one = decimal.NewFromInt(1)
