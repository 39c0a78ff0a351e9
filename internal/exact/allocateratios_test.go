package exact_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestAllocateRatiosIsAllocateFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nums := testkit.Weights(1, 8).Draw(t, "numerators")
		total := testkit.Decimal(-1000, 1000, 2).Draw(t, "total")
		fractions := make([]exact.Fraction, len(nums))
		var sum exact.Fraction
		for i, num := range nums {
			// Thirds of equal numbers that are written in several ways are ties.
			den := rapid.SampledFrom([]decimal.Decimal{decimal.New(3, 0), decimal.New(30, -1), decimal.New(7, -1), decimal.New(30, 1)}).Draw(t, "denominator")
			fractions[i] = exact.NewFraction(num, den)
			sum = sum.Add(fractions[i])
		}
		want := exact.AllocateFractions(total, fractions, sum, 2)
		got := exact.AllocateRatios(total, fractions, sum, 2)
		if !slices.EqualFunc(got, want, decimal.Decimal.Equal) {
			t.Fatalf("shares are %s, want %s", got, want)
		}
	})
}

func TestAllocateRatiosOfNothing(t *testing.T) {
	shares := exact.AllocateRatios(decimal.New(5, 0), []exact.Fraction{{}, {}}, exact.Fraction{}, 2)
	if len(shares) != 2 || !shares[0].IsZero() || !shares[1].IsZero() {
		t.Errorf("got %s", shares)
	}
}
