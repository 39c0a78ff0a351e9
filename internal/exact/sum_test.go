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

// A sum goes through its text and back, beyond 64 bits too, and goes on as before.
func TestSumText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sum exact.Sum
		for _, n := range rapid.SliceOf(rapid.Int64Range(-1<<63+1, 1<<63-1)).Draw(t, "amounts") {
			sum.Add(n)
		}
		var read exact.Sum
		text, err := sum.MarshalText()
		if err != nil || read.UnmarshalText(text) != nil || !read.Equal(sum) || read.IsZero() != (string(text) == "0") || sum.IsZero() != read.IsZero() {
			t.Fatalf("%s reads as %s: %v", text, read.Decimal(0), err)
		}
		read.Add(7)
		if sum.Equal(read) {
			t.Fatalf("%s is %s", sum.Decimal(0), read.Decimal(0))
		}
		sum.Add(7)
		if !sum.Equal(read) {
			t.Fatalf("%s is not %s", sum.Decimal(0), read.Decimal(0))
		}
	})
	for _, text := range []string{"", "-", "+1", "1.5", "1e3", " 1", "--1", "1234567890123456789012345678901234567", "0x1"} {
		var sum exact.Sum
		if err := sum.UnmarshalText([]byte(text)); err == nil || !sum.IsZero() {
			t.Errorf("%q reads as %s", text, sum.Decimal(0))
		}
	}
}
