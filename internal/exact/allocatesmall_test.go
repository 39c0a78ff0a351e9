package exact

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

// allocateBig is Allocate by its way for numbers of any width.
func allocateBig(total decimal.Decimal, weights []decimal.Decimal, places int32) []decimal.Decimal {
	scaled, ok := commonScale(weights)
	if !ok {
		return nil
	}
	var parts []decimal.Decimal
	for _, share := range hamilton(scaleUp(Round(total, places), places), scaled) {
		parts = append(parts, decimal.NewFromBigInt(share, -places))
	}
	return parts
}

// Near the edge of 64 bits the small way gives up, or is right.
func TestAllocateSmallAtItsEdge(t *testing.T) {
	one, widest := decimal.NewFromInt(1), decimal.New(1, 18)
	nine := slices.Repeat([]decimal.Decimal{widest}, 9)
	for _, tt := range []struct {
		name    string
		total   decimal.Decimal
		weights []decimal.Decimal
		places  int32
		small   bool
	}{
		{"one weight of the widest", widest, []decimal.Decimal{widest}, 0, true},
		{"a weight above the widest", widest, []decimal.Decimal{widest.Add(one)}, 0, false},
		{"nine of the widest", widest.Neg(), nine, 0, true},
		{"a sum of 2^63 - 1", widest, append([]decimal.Decimal{decimal.NewFromInt(math.MaxInt64 - 9e18)}, nine...), 0, true},
		{"a sum of 2^63", widest, append([]decimal.Decimal{decimal.NewFromInt(math.MaxInt64 - 9e18 + 1)}, nine...), 0, false},
		{"a sum above 2^64", one, append(append([]decimal.Decimal{one}, nine...), append([]decimal.Decimal{one}, nine...)...), 0, false},
		{"a total too wide in units", widest, []decimal.Decimal{one, one}, 1, false},
		{"weights too wide at one scale", one, []decimal.Decimal{widest, decimal.New(1, -12)}, 2, false},
		{"a weight far down", one, []decimal.Decimal{one, decimal.New(1, -90_000)}, 2, false},
		{"a weight of 0 far down", one, []decimal.Decimal{one, decimal.New(0, -90_000)}, 2, false},
		{"a total that rounds to 0", decimal.New(4, -3), []decimal.Decimal{one, one}, 2, true},
		{"many that are equal", decimal.New(-5, -2), slices.Repeat([]decimal.Decimal{one}, 7), 2, true},
	} {
		got := allocateSmall(tt.total, tt.weights, tt.places)
		if (got != nil) != tt.small {
			t.Errorf("%s: small %t, want %t", tt.name, got != nil, tt.small)
		}
		want := texts(allocateBig(tt.total, tt.weights, tt.places))
		if diff := cmp.Diff(want, texts(Allocate(tt.total, tt.weights, tt.places))); diff != "" {
			t.Errorf("%s (-big +got):\n%s", tt.name, diff)
		}
		if want == nil {
			t.Errorf("%s: the big way gives up", tt.name)
		}
	}
}

// The two ways give the same, down to the exponents, and the oracle's.
func TestAllocateSmallIsAllocateProperty(t *testing.T) {
	weight := rapid.OneOf(
		rapid.Just(decimal.Decimal{}),
		testkit.Decimal(0, 3, 0),
		testkit.Decimal(0, 1_000_000, 6),
		rapid.Map(rapid.Int64Range(0, 1e18), func(n int64) decimal.Decimal { return decimal.New(n, -6) }),
		rapid.Map(rapid.Int64Range(1, 900), func(n int64) decimal.Decimal { return decimal.New(n, 14) }),
	)
	small := 0
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(weight, 1, 12).Draw(t, "weights")
		total := rapid.OneOf(
			testkit.Decimal(-1000, 1000, 6),
			rapid.Map(rapid.Int64(), func(n int64) decimal.Decimal { return decimal.New(n, -2) }),
		).Draw(t, "total")
		places := rapid.Int32Range(-2, 6).Draw(t, "places")
		before := texts(weights)
		big64 := allocateBig(total, weights, places)
		got := allocateSmall(total, weights, places)
		if got != nil {
			small++
			if diff := cmp.Diff(texts(big64), texts(got)); diff != "" {
				t.Fatalf("-big +small:\n%s", diff)
			}
			for i := range got {
				if got[i].Exponent() != -places {
					t.Fatalf("share %d has the exponent %d", i, got[i].Exponent())
				}
			}
		}
		got = Allocate(total, weights, places)
		sum, rats := decimal.Decimal{}, make([]*big.Rat, len(weights))
		for i, w := range weights {
			sum, rats[i] = sum.Add(w), testkit.Rat(w)
		}
		if sum.IsZero() {
			if got != nil {
				t.Fatalf("there is nothing to split by, got %s", texts(got))
			}
			return
		}
		var want []string
		for _, share := range testkit.LargestRemainder(testkit.Rat(testkit.RoundHalfAway(testkit.Rat(total), places)), rats, places) {
			want = append(want, testkit.RoundHalfAway(share, 12).String())
		}
		if diff := cmp.Diff(want, texts(got)); diff != "" {
			t.Fatalf("-oracle +got:\n%s", diff)
		}
		if diff := cmp.Diff(before, texts(weights)); diff != "" {
			t.Fatalf("the weights have changed:\n%s", diff)
		}
	})
	if small == 0 {
		t.Error("the small way was never taken")
	}
}
