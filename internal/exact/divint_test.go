package exact

import (
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

func TestDivInt(t *testing.T) {
	for _, tt := range [][3]int64{
		{7, 2, 4},
		{-7, 2, -4},
		{5, 3, 2},
		{4, 3, 1},
		{-4, 3, -1},
		{0, 5, 0},
		{math.MaxInt64, 1, math.MaxInt64},
		{math.MinInt64, 1, math.MinInt64},
		{math.MaxInt64, math.MaxInt64, 1},
		{math.MinInt64, math.MaxInt64, -1},
		{math.MaxInt64 / 2, math.MaxInt64, 0},
		{math.MaxInt64/2 + 1, math.MaxInt64, 1},
		{373366742753393144, 267183866463, 1397415},
		{105351843597, 56173, 1875489},
		{7, 0, 0},
		{7, -1, 0},
		{math.MinInt64, -1, 0},
	} {
		if got := DivInt(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%d ÷ %d = %d, want %d", tt[0], tt[1], got, tt[2])
		}
	}
}

func TestDivIntIsCorrectlyRounded(t *testing.T) {
	quotients := rapid.OneOf(rapid.Int64Range(0, 20_000), rapid.Int64Range(1<<50-3, 1<<50+3))
	divisors := rapid.OneOf(rapid.Int64Range(1, 10_000), rapid.Int64Range(1<<61-3, 1<<61+3), anyInt64())
	rapid.Check(t, func(t *rapid.T) {
		den := max(1, divisors.Draw(t, "den"))
		num := anyInt64().Draw(t, "num")
		if rapid.Bool().Draw(t, "near a quotient") {
			// It may wrap round, which is as good a number as any.
			between := rapid.SampledFrom([]int64{0, den / 2}).Draw(t, "between")
			num = quotients.Draw(t, "quotient")*den + between + rapid.Int64Range(-2, 2).Draw(t, "off")
		}
		want := testkit.RoundHalfAway(new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den)), 0)
		if diff := cmp.Diff(want.String(), big.NewInt(DivInt(num, den)).String()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}
