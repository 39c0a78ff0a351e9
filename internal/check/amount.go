package check

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Amount adds a fault when an amount has more decimals than its currency, a sound one.
func Amount(faults *partnermath.ValidationError, path string, amount decimal.Decimal, currency string) {
	places, _ := exact.MinorUnits(currency)
	if !exact.Fits(amount, partnermath.MaxDigits, places) {
		faults.Addf(path, "digits", "must have at most %d decimals in %s, got %s", places, currency, amount)
	}
}
