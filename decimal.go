package partnermath

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// The limits of a number that comes from outside, after its trailing zeros are
// dropped: 1.50 has 2 digits and exponent -1, 1200 has 2 digits and exponent 2.
const (
	MaxDigits   = 30
	MinExponent = -12
	MaxExponent = 18
)

// A number is looked at more closely only up to these sizes, so that looking is
// cheap. They are far above the limits and leave room for trailing zeros.
const (
	maxRawBits     = 1330 // about 400 digits
	maxRawExponent = 400
)

// usual is a coefficient that nearly all numbers are below, either way.
var usual, usualNegative = decimal.NewFromInt(1_000_000_000_000_000_000), decimal.NewFromInt(-1_000_000_000_000_000_000)

// InBounds reports whether d has at most [MaxDigits] digits and an exponent from
// [MinExponent] to [MaxExponent], trailing zeros aside; one written out with some 400
// digits is out of bounds whatever they are. Every function of the
// module checks the numbers it is given before it computes with them or prints
// them. A caller that does arithmetic of its own on untrusted decimals should as
// well, because a number like 1e1000000000 is short to write and ruinous to add
// to.
func InBounds(d decimal.Decimal) bool {
	exponent := int(d.Exponent())
	if exponent < -maxRawExponent || exponent > maxRawExponent {
		return false
	}
	if exponent >= MinExponent && exponent <= 0 {
		if n := d.Shift(-d.Exponent()); n.LessThan(usual) && n.GreaterThan(usualNegative) {
			return true
		}
	}
	coefficient := d.Coefficient()
	if coefficient.Sign() == 0 {
		return true
	}
	if coefficient.BitLen() > maxRawBits {
		return false
	}
	digits, zeros := countDigits(coefficient)
	return digits-zeros <= MaxDigits && exponent+zeros >= MinExponent && exponent+zeros <= MaxExponent
}

func countDigits(coefficient *big.Int) (digits, trailingZeros int) {
	text := coefficient.Abs(coefficient).String()
	for text[len(text)-1-trailingZeros] == '0' {
		trailingZeros++
	}
	return len(text), trailingZeros
}

const boundsMessage = "must have at most 30 digits and an exponent from -12 to 18"
