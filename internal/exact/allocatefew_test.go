package exact

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

// allocateFew calls AllocateFour or AllocateFive.
func allocateFew(total int64, w []int64) ([]int64, bool) {
	if len(w) == 4 {
		q0, q1, q2, q3, ok := AllocateFour(total, w[0], w[1], w[2], w[3])
		return []int64{q0, q1, q2, q3}, ok
	}
	q0, q1, q2, q3, q4, ok := AllocateFive(total, w[0], w[1], w[2], w[3], w[4])
	return []int64{q0, q1, q2, q3, q4}, ok
}

func TestAllocateFew(t *testing.T) {
	const most = 1<<28 - 1
	for _, tt := range []struct {
		total         int64
		weights, want []int64
	}{
		{10_000, []int64{1, 1, 1, 0}, []int64{3334, 3333, 3333, 0}},
		{7, []int64{1, 1, 1, 1}, []int64{2, 2, 2, 1}},
		{7, []int64{1, 1, 1, 1, 1}, []int64{2, 2, 1, 1, 1}},
		{1<<14 - 1, []int64{most, most, most, most, most}, []int64{3277, 3277, 3277, 3276, 3276}},
		{1<<14 - 1, []int64{0, 0, 0, 0, most}, []int64{0, 0, 0, 0, 1<<14 - 1}},
		{1<<14 - 1, []int64{most, 1, 0, 0}, []int64{1<<14 - 1, 0, 0, 0}},
		{0, []int64{3, 4, 5, 6}, []int64{0, 0, 0, 0}},
		{1 << 14, []int64{1, 1, 1, 1}, nil},
		{-1, []int64{1, 1, 1, 1}, nil},
		{5, []int64{0, 0, 0, 0}, nil},
		{5, []int64{1, most + 1, 1, 1}, nil},
		{5, []int64{1, -1, 1, 1}, nil},
		{5, []int64{1, 1, 1, 1, most + 1}, nil},
		{5, []int64{1, 1, 1, 1, -1}, nil},
		{5, []int64{1 << 62, 1 << 62, 1 << 62, 1 << 62}, nil},
	} {
		got, ok := allocateFew(tt.total, tt.weights)
		if ok != (tt.want != nil) || ok && !slices.Equal(got, tt.want) {
			t.Errorf("%d among %d: got %d, %t, want %d", tt.total, tt.weights, got, ok, tt.want)
		}
	}
}

// Quotients that lack 1 ÷ sum to a whole number, or nothing, are where an estimate is at
// its worst.
func TestAllocateFewNearWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(1, 1<<14-1).Draw(t, "total")
		sum := rapid.Int64Range(5, 1<<30-4).Draw(t, "sum")
		lacks := rapid.Int64Range(0, 1).Draw(t, "lacks")
		inverse := new(big.Int).ModInverse(big.NewInt(total), big.NewInt(sum))
		if inverse == nil {
			t.Skip("not coprime")
		}
		// total × weight = -lacks modulo sum
		weight := (sum - inverse.Int64()*lacks) % sum
		if weight >= 1<<28 {
			t.Skip("too large a weight")
		}
		rest := sum - weight
		weights := []int64{weight, rest / 4, rest / 4, rest / 4, rest - rest/4*3}
		if rapid.Bool().Draw(t, "turned") {
			slices.Reverse(weights)
		}
		if slices.Max(weights) >= 1<<28 {
			t.Skip("too large a weight")
		}
		splitsByLargestRemainder(t, total, weights)
	})
}

// Every total and all weights that are small are split by largest remainder, also where
// quotients are whole or remainders equal.
func TestAllocateFewIsLargestRemainder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weight := rapid.SampledFrom([]*rapid.Generator[int64]{
			rapid.Int64Range(0, 3), rapid.Int64Range(0, 10_000), rapid.Int64Range(0, 1<<28-1), rapid.Int64Range(1<<28-5, 1<<28-1),
		}).Draw(t, "kind")
		n := rapid.IntRange(4, 5).Draw(t, "n")
		weights := rapid.SliceOfN(weight, n, n).Filter(func(w []int64) bool { return slices.Max(w) > 0 }).Draw(t, "weights")
		total := rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, 1<<14-1)).Draw(t, "total")
		splitsByLargestRemainder(t, total, weights)
	})
}

func splitsByLargestRemainder(t *rapid.T, total int64, weights []int64) {
	t.Helper()
	got, ok := allocateFew(total, weights)
	if !ok {
		t.Fatal("not small")
	}
	rats := make([]*big.Rat, len(weights))
	for i, w := range weights {
		rats[i] = new(big.Rat).SetInt64(w)
	}
	want := make([]int64, len(weights))
	for i, share := range testkit.LargestRemainder(new(big.Rat).SetInt64(total), rats, 0) {
		want[i] = share.Num().Int64()
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%d among %d (-want +got):\n%s", total, weights, diff)
	}
}
