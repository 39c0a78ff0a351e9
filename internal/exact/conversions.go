package exact

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// conversionPlaces are the decimals of a published conversion.
const conversionPlaces = 4

// RatioNull is [Ratio] of numbers that may be unknown; it is not valid when one of them
// is.
func RatioNull(num, den decimal.NullDecimal, places int32) decimal.NullDecimal {
	if !num.Valid || !den.Valid {
		return decimal.NullDecimal{}
	}
	return Ratio(num.Decimal, den.Decimal, places)
}

// Conversions returns the conversions of an outcome, each from one stage whose count is
// known to the next such stage.
func Conversions(o partnermath.Outcome) []partnermath.Conversion {
	var all []partnermath.Conversion
	var from partnermath.Stage
	for _, to := range partnermath.Stages() {
		if !o.At(to).Valid {
			continue
		}
		if from != "" {
			rate := RatioNull(o.At(to), o.At(from), conversionPlaces)
			all = append(all, partnermath.Conversion{From: from, To: to, Rate: rate})
		}
		from = to
	}
	return all
}
