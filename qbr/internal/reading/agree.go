package reading

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Agree reports whether two figures are no further apart than a tolerance, left out 0, which is
// a share of the larger by size.
func Agree(a, b decimal.Decimal, tolerance decimal.NullDecimal) bool {
	apart := a.Sub(b).Abs()
	if !tolerance.Valid {
		return apart.IsZero()
	}
	return apart.LessThanOrEqual(larger(a, b).Mul(tolerance.Decimal))
}

// Apart is |a − b| ÷ the larger by size, with 4 decimals.
func Apart(a, b decimal.Decimal) decimal.NullDecimal {
	return exact.Ratio(a.Sub(b).Abs(), larger(a, b), exact.RatioPlaces)
}

func larger(a, b decimal.Decimal) decimal.Decimal { return decimal.Max(a.Abs(), b.Abs()) }
