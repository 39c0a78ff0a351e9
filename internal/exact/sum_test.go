package exact_test

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var one, other exact.Sum
		want := new(big.Rat)
		for _, n := range rapid.SliceOf(rapid.Int64Range(-1<<63+1, 1<<63-1)).Draw(t, "amounts") {
			into := rapid.SampledFrom([]*exact.Sum{&one, &other}).Draw(t, "into")
			into.Add(n)
			want.Add(want, new(big.Rat).SetFrac64(n, 100))
		}
		one.Merge(other)
		if got := testkit.Rat(one.Decimal(2)); got.Cmp(want) != 0 {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}
