package exact_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestAllocateFractionsIsTheRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nums := testkit.Weights(1, 8).Draw(t, "numerators")
		total := testkit.Decimal(-1000, 1000, 2).Draw(t, "total")
		fractions, weights := make([]exact.Fraction, len(nums)), make([]*big.Rat, len(nums))
		var sum exact.Fraction
		for i, num := range nums {
			den := rapid.SampledFrom([]decimal.Decimal{decimal.New(1, 0), decimal.New(3, 0), decimal.New(7, -1), decimal.New(30, 1)}).Draw(t, "denominator")
			fractions[i] = exact.NewFraction(num, den)
			weights[i] = new(big.Rat).Quo(testkit.Rat(num), testkit.Rat(den))
			sum = sum.Add(fractions[i])
		}
		want := testkit.LargestRemainder(testkit.Rat(total), weights, 2)
		for i, got := range exact.AllocateFractions(total, fractions, sum, 2) {
			if testkit.Rat(got).Cmp(want[i]) != 0 {
				t.Fatalf("share %d is %s, want %s", i, got, want[i].FloatString(2))
			}
		}
	})
}

func TestAllocateFractionsOfNothing(t *testing.T) {
	shares := exact.AllocateFractions(decimal.New(5, 0), []exact.Fraction{{}, {}}, exact.Fraction{}, 2)
	if len(shares) != 2 || !shares[0].IsZero() || !shares[1].IsZero() {
		t.Errorf("got %s", shares)
	}
}
