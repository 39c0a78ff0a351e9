package testkit

import (
	"math"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// Decimal generates the numbers from low to high with up to places decimals.
func Decimal(low, high int64, places int32) *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		shown := rapid.Int32Range(0, places).Draw(t, "places")
		scale := int64(math.Pow10(int(shown)))
		return decimal.New(rapid.Int64Range(low*scale, high*scale).Draw(t, "units"), -shown)
	})
}

// Weights generates low to high weights of up to 1,000,000 with up to 4
// decimals, at least one of them above zero. Zeros and equal weights are common.
// It expects low of at least 1.
func Weights(low, high int) *rapid.Generator[[]decimal.Decimal] {
	weight := rapid.OneOf(
		rapid.Just(decimal.Decimal{}),
		Decimal(0, 3, 0),
		Decimal(0, 1_000_000, 4),
	)
	return rapid.Custom(func(t *rapid.T) []decimal.Decimal {
		weights := rapid.SliceOfN(weight, low, high).Draw(t, "weights")
		for _, w := range weights {
			if w.IsPositive() {
				return weights
			}
		}
		weights[rapid.IntRange(0, len(weights)-1).Draw(t, "positive")] = decimal.New(1, 0)
		return weights
	})
}
