package exact_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestRoundShare(t *testing.T) {
	for _, tt := range []struct{ total, before, sum, want int64 }{
		{3, 97, 100, 3}, // 2.91
		{3, 1, 2, 2},    // 1.5, half away from zero
		{-3, 1, 2, -2},  // the mirror image
		{1, 1, 2, 1},    // 0.5
		{1, 49, 100, 0}, // 0.49
		{5, 0, 7, 0},    // before the line
		{5, 7, 7, 5},    // the whole line
		{1, 1, 3, 0},    // an odd sum has no half
		{1, 2, 3, 1},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{math.MinInt64, math.MaxInt64, math.MaxInt64, math.MinInt64},
		{math.MinInt64, 1, 1, math.MinInt64},
		{math.MaxInt64, math.MaxInt64 - 1, math.MaxInt64, math.MaxInt64 - 1},
		{math.MaxInt64, 1, math.MaxInt64, 1},
		{1, math.MaxInt64 / 2, math.MaxInt64, 0},
		{1, math.MaxInt64/2 + 1, math.MaxInt64, 1},
		{7, -1, 5, 0},
		{7, 6, 5, 0},
		{7, 0, 0, 0},
		{7, 0, -1, 0},
	} {
		if got := exact.RoundShare(tt.total, tt.before, tt.sum); got != tt.want {
			t.Errorf("%d × %d ÷ %d: got %d, want %d", tt.total, tt.before, tt.sum, got, tt.want)
		}
	}
}

func TestRoundShareProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-100, 100)).Draw(t, "total")
		sum := rapid.OneOf(rapid.Int64Range(1, math.MaxInt64), rapid.Int64Range(1, 100)).Draw(t, "sum")
		before := rapid.Int64Range(0, sum).Draw(t, "before")
		share := new(big.Rat).Mul(new(big.Rat).SetInt64(total), big.NewRat(before, sum))
		if got, want := exact.RoundShare(total, before, sum), testkit.RoundHalfAway(share, 0).String(); big.NewInt(got).String() != want {
			t.Fatalf("%d × %d ÷ %d: got %d, want %s", total, before, sum, got, want)
		}
	})
}
