package cashflow_test

import (
	"math/big"
	"testing"

	"github.com/partnermath/partnermath/internal/cashflow"
	"github.com/partnermath/partnermath/internal/testkit"
)

// Flows −f and g have one root, 1 + r = g ÷ f, so that the year's rate is (g ÷ f)^12 − 1 in
// fractions.
func TestAnnualised(t *testing.T) {
	for _, tt := range [][2]int64{{100, 107}, {3, 1}, {7, 141}, {1, 17}, {3, 1000}, {7, 100_000}, {3, 3_000_000}, {13, 12_999_999}, {7, 1_000_000_000_000_000_000}} {
		roots := cashflow.Internal([]*big.Int{big.NewInt(-tt[0]), big.NewInt(tt[1])})
		want := big.NewRat(1, 1)
		for range 12 {
			want.Mul(want, big.NewRat(tt[1], tt[0]))
		}
		want.Sub(want, big.NewRat(1, 1))
		got := roots.Annualised()
		if len(got) != 1 || !got[0].Equal(testkit.RoundHalfAway(want, cashflow.RatePlaces)) {
			t.Errorf("%v: got %v, want %s", tt, got, want.FloatString(cashflow.RatePlaces))
		}
	}
}
