package channel_test

import (
	"github.com/shopspring/decimal"
)

func null(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// show writes a number, "-" when it is not known.
func show(d decimal.NullDecimal) string {
	if !d.Valid {
		return "-"
	}
	return d.Decimal.String()
}
