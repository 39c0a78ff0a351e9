package check

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Amount adds a fault when an amount has more decimals than its currency, a sound one.
func Amount(faults *partnermath.ValidationError, path string, amount decimal.Decimal, currency string) {
	places, _ := partnermath.MinorUnits(currency)
	if !exact.Fits(amount, partnermath.MaxDigits, places) {
		faults.Addf(path, "digits", "must have at most %d decimals in %s, got %s", places, currency, amount)
	}
}

// publishedDigits are those of the largest figure that is made of inputs within their
// bounds, and more.
const publishedDigits = 200

// Published adds a fault for a figure that no function of this module can have published:
// it has more than 200 digits, or more decimals than places. What is made of numbers
// within bounds can itself be beyond them, and is taken back all the same.
func Published(at Record, field string, figure decimal.NullDecimal, places int32) {
	if figure.Valid && !exact.FitsWritten(figure.Decimal, publishedDigits, places) {
		at.Fault(field, "digits", "must have at most %d digits, of which at most %d decimals", publishedDigits, places)
	}
}
