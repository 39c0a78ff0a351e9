package testkit

import (
	"math"
	"math/big"
	"strings"

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

// HostileDecimal generates numbers that are cheap to make and dear to handle, or
// just unusual: huge exponents either way, of zero as well, coefficients of
// thousands of digits, long tails of zeros, and the zero Decimal.
func HostileDecimal() *rapid.Generator[decimal.Decimal] {
	return rapid.Custom(func(t *rapid.T) decimal.Decimal {
		exponent := rapid.OneOf(
			rapid.Int32(),
			rapid.Int32Range(-450, 450),
			rapid.SampledFrom([]int32{0, math.MinInt32, math.MaxInt32, 1_000_000_000, -1_000_000_000}),
		).Draw(t, "exponent")
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return decimal.Decimal{}
		case 1:
			digits := rapid.IntRange(1, 5_000).Draw(t, "digits")
			return decimal.NewFromBigInt(repeated("9", digits), exponent)
		case 2:
			zeros := rapid.IntRange(0, 5_000).Draw(t, "zeros")
			return decimal.NewFromBigInt(repeated("0", zeros), exponent)
		}
		return decimal.New(rapid.Int64().Draw(t, "coefficient"), exponent)
	})
}

// repeated returns the integer that is written as a 1 and count times digit.
func repeated(digit string, count int) *big.Int {
	n, _ := new(big.Int).SetString("1"+strings.Repeat(digit, count), 10)
	return n
}

// HostileString generates text that nobody types: empty, blank, not UTF-8, with
// control characters and marks that change the order of reading, very long.
func HostileString() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{
			"", " ", "\x00", "\xff\xfe", "a\u202eb", "\ufeffid", "e\u0301", "null", "-0", "1e999999999",
			"=1+1", "../../etc", "<script>", strings.Repeat("x", 100_000),
		}),
	)
}
