package testkit

import "github.com/shopspring/decimal"

// Number returns the number that a text writes, with an exponent of any size.
func Number(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// Null returns the number that a text writes, not valid for "".
func Null(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(Number(text))
}
