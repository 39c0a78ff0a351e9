package exact_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/testkit"
)

func widths() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(0, 100), rapid.Int64Range(0, math.MaxInt64),
		rapid.SampledFrom([]int64{0, 1, math.MaxInt64, math.MaxInt64 - 1, math.MaxInt64 / 2, math.MaxInt64/2 + 1, 1_000_000_000_000}),
		rapid.SampledFrom([]int64{-1, math.MinInt64}),
	)
}

// A total is the sum of its amounts, those below 0 left out, beyond 64 bits too and
// however it is divided and merged.
func TestTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var whole exact.Total
		parts := make([]exact.Total, 3)
		want := new(big.Int)
		for _, units := range rapid.SliceOfN(widths(), 0, 12).Draw(t, "units") {
			whole.Add(units)
			parts[rapid.IntRange(0, 2).Draw(t, "part")].Add(units)
			if units > 0 {
				want.Add(want, big.NewInt(units))
			}
		}
		merged := exact.Total{}
		for _, i := range rapid.Permutation([]int{0, 1, 2}).Draw(t, "order") {
			merged.Merge(parts[i])
		}
		if merged != whole {
			t.Fatalf("merged %v, added %v", merged, whole)
		}
		places := rapid.Int32Range(0, 4).Draw(t, "places")
		got := whole.Decimal(places)
		if diff := cmp.Diff(decimal.NewFromBigInt(want, -places).String(), got.String()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if got.Exponent() != -places {
			t.Fatalf("got exponent %d, want %d", got.Exponent(), -places)
		}
	})
}

// Merging carries, and many doublings stay exact.
func TestTotalMerge(t *testing.T) {
	var total exact.Total
	want := new(big.Int)
	for i := range 60 {
		total.Add(math.MaxInt64 - int64(i))
		want.Add(want, big.NewInt(math.MaxInt64-int64(i)))
		total.Merge(total)
		want.Lsh(want, 1)
		if diff := cmp.Diff(want.String(), total.Decimal(0).String()); diff != "" {
			t.Fatalf("%d: -want +got:\n%s", i, diff)
		}
	}
	var edge exact.Total // the first that an int64 does not hold
	edge.Add(math.MaxInt64)
	edge.Add(1)
	if got := edge.Decimal(2).String(); got != "92233720368547758.08" {
		t.Errorf("2^63 units are %s", got)
	}
	if zero := (exact.Total{}).Decimal(3).String(); zero != "0" {
		t.Errorf("got %s of no amounts", zero)
	}
}

// A product is the fraction, rounded, for every size of its parts.
func TestMulRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, den := widths().Draw(t, "a"), widths().Draw(t, "b"), widths().Draw(t, "den")
		if rapid.Bool().Draw(t, "in order") && b > den {
			b, den = den, b
		}
		want := "0"
		if a >= 0 && b >= 0 && den > 0 && b <= den {
			product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
			want = testkit.RoundHalfAway(new(big.Rat).SetFrac(product, big.NewInt(den)), 0).String()
		}
		if diff := cmp.Diff(want, decimal.NewFromInt(exact.MulRound(a, b, den)).String()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

func TestMulRoundHalves(t *testing.T) {
	for _, c := range []struct{ a, b, den, want int64 }{
		{1, 1, 2, 1},
		{1, 1, 3, 0},
		{1, 2, 3, 1},
		{3, 1, 2, 2},
		{1, 499_999_999_999, 1_000_000_000_000, 0},
		{1, 500_000_000_000, 1_000_000_000_000, 1},
		{1_000_000_000_000_000_000, 1_000_000_000_000, 1_000_000_000_000, 1_000_000_000_000_000_000},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{math.MaxInt64, 1, 2, 1 << 62},
		{1, math.MaxInt64 / 2, math.MaxInt64, 0},
		{1, math.MaxInt64/2 + 1, math.MaxInt64, 1},
		{-1, 1, 1, 0},
		{1, -1, 1, 0},
		{1, 2, 1, 0},
		{1, 0, 0, 0},
		{1, -2, -1, 0},
	} {
		if got := exact.MulRound(c.a, c.b, c.den); got != c.want {
			t.Errorf("MulRound(%d, %d, %d) = %d, want %d", c.a, c.b, c.den, got, c.want)
		}
	}
}
