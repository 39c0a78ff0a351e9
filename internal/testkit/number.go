package testkit

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Number returns the number that a text writes, with any exponent that a decimal can
// have. It panics on what is no number.
func Number(text string) decimal.Decimal {
	mantissa, exponent, hasExponent := strings.Cut(text, "e")
	d := decimal.RequireFromString(mantissa)
	if !hasExponent {
		return d
	}
	shift, err := strconv.ParseInt(exponent, 10, 32)
	if err != nil {
		panic(err)
	}
	return d.Shift(int32(shift))
}

// Null returns the number that a text writes, not valid for "".
func Null(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(Number(text))
}
