package exact

import (
	"math"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

// anyInt64 generates integers of every size, the ends of the range and ties
// included.
func anyInt64() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(-20, 20),
		rapid.Int64(),
		rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, math.MaxInt64, math.MaxInt64 - 1, 1 << 62}),
	)
}

// spread returns n weights of up to 9 digits whose remainders are in no order.
func spread(n int) []int64 {
	weights := make([]int64, n)
	x := uint64(1)
	for i := range weights {
		x = x*6364136223846793005 + 1442695040888963407
		weights[i] = int64(x >> 34)
	}
	return weights
}

// totals generates amounts of every size that 64 bits hold in cents.
func totals() *rapid.Generator[decimal.Decimal] {
	return rapid.OneOf(
		testkit.Decimal(-1000, 1000, 6),
		rapid.Map(rapid.Int64(), func(n int64) decimal.Decimal { return decimal.New(n, -2) }),
	)
}

// wideWeights generates weights around what 64 bits hold, the last of them 1.
func wideWeights() *rapid.Generator[[]decimal.Decimal] {
	weight := rapid.OneOf(
		rapid.Just(decimal.Decimal{}),
		testkit.Decimal(0, 3, 0),
		rapid.Map(rapid.Int64Range(0, 1e18), func(n int64) decimal.Decimal { return decimal.New(n, -6) }),
		rapid.Map(rapid.Int64Range(1, 900), func(n int64) decimal.Decimal { return decimal.New(n, 14) }),
		rapid.Map(rapid.Int64Range(1, 900), func(n int64) decimal.Decimal { return decimal.New(n, 20) }),
	)
	return rapid.Map(rapid.SliceOfN(weight, 0, 12), func(weights []decimal.Decimal) []decimal.Decimal {
		return append(weights, decimal.NewFromInt(1))
	})
}

// units generates totals of every size, some of them small.
func units() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(0, 100),
		rapid.Int64Range(-10_000, 10_000),
		rapid.Int64Range(1<<50-2, 1<<50+2),
		rapid.Int64(),
	)
}

// intWeights generates few or many weights, either all of a size or each of its own.
func intWeights() *rapid.Generator[[]int64] {
	any := rapid.OneOf(
		rapid.Int64Range(0, 3),
		rapid.Int64Range(0, 1_000_000),
		rapid.Int64Range(0, 1e14),
		rapid.Int64Range(0, 1<<57),
		rapid.Int64Range(0, math.MaxInt64),
	)
	kinds := []*rapid.Generator[int64]{any, rapid.Int64Range(0, 2), rapid.Int64Range(0, 10_000), rapid.Int64Range(0, 1e14)}
	return rapid.Custom(func(t *rapid.T) []int64 {
		most := rapid.SampledFrom([]int{8, 70}).Draw(t, "most")
		return rapid.SliceOfN(rapid.SampledFrom(kinds).Draw(t, "kind"), most/16+1, most).Draw(t, "weights")
	})
}
