package exact

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestIsNarrow(t *testing.T) {
	for _, tt := range []struct {
		total, weights, sums int64
		want                 bool
	}{
		{1<<50 - 1, 1<<13 - 1, 1<<62 - 1, true},
		{1<<13 - 1, 1<<50 - 1, 1<<62 - 1, true},
		{0, 0, 0, true},
		{1 << 50, 1, 1, false},
		{1, 1, 1 << 62, false},
		{1<<50 - 1, 1 << 13, 1 << 13, false},
		{-1, 1, 1, false},
		{1, -1, 1, false},
		{1, 1, -1, false},
	} {
		if got := isNarrow(tt.total, tt.weights, tt.sums); got != tt.want {
			t.Errorf("%d, %d, %d: %t", tt.total, tt.weights, tt.sums, got)
		}
	}
}

func TestProportion(t *testing.T) {
	for _, tt := range []struct{ total, weight, sum, quotient, remainder int64 }{
		// The float estimate is one too small in the first two, too large in the others.
		{109, 383, 383, 109, 0},
		{807669735344246, 21, 21, 807669735344246, 0},
		{118, 70392153316816060, 70392153316816062, 117, 70392153316815826},
		{993448837161376, 29, 51, 564902279954507, 47},
	} {
		quotient, remainder := newProportion(tt.total, tt.sum).of(tt.weight)
		if quotient != tt.quotient || remainder != tt.remainder {
			t.Fatalf("%d × %d ÷ %d = %d, %d", tt.total, tt.weight, tt.sum, quotient, remainder)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		// Where the estimate is at its worst: large totals, and weights that are
		// nearly all there is, so that quotients are large and near an integer.
		size := rapid.IntRange(1, 50).Draw(t, "size")
		total := rapid.Int64Range(1<<(size-1), 1<<size-1).Draw(t, "total")
		weight := rapid.Int64Range(1, 1<<(63-size)-1).Draw(t, "weight")
		others := rapid.Int64Range(0, rapid.SampledFrom([]int64{0, 3, weight, maxNarrowSum - 1 - weight}).Draw(t, "rest")).Draw(t, "others")
		sum := weight + others
		if sum >= maxNarrowSum || !isNarrow(total, weight, sum) {
			t.Skip("not narrow")
		}
		product := new(big.Int).Mul(big.NewInt(total), big.NewInt(weight))
		wantQuotient, wantRemainder := new(big.Int).QuoRem(product, big.NewInt(sum), new(big.Int))
		want := []int64{wantQuotient.Int64(), wantRemainder.Int64()}
		quotient, remainder := newProportion(total, sum).of(weight)
		if diff := cmp.Diff(want, []int64{quotient, remainder}); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}
