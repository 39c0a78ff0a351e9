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

func texts(numbers []decimal.Decimal) []string {
	if numbers == nil {
		return nil
	}
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = n.String()
	}
	return list
}

func TestAllocate(t *testing.T) {
	for _, tt := range []struct {
		total   string
		weights []string
		places  int32
		want    []string
	}{
		{"100.00", []string{"1", "1", "1"}, 2, []string{"33.34", "33.33", "33.33"}},
		{"-100.00", []string{"1", "1", "1"}, 2, []string{"-33.34", "-33.33", "-33.33"}},
		{"1", []string{"2", "1", "3"}, 4, []string{"0.3333", "0.1667", "0.5"}},
		{"10", []string{"0.1", "0.2", "0.7"}, 0, []string{"1", "2", "7"}},
		{"10", []string{"1", "2", "3"}, 0, []string{"2", "3", "5"}},
		{"1", []string{"0", "1", "0", "1"}, 0, []string{"0", "1", "0", "0"}},
		{"0.05", []string{"1", "1"}, 2, []string{"0.03", "0.02"}},
		{"0.055", []string{"1", "1"}, 2, []string{"0.03", "0.03"}},
		{"1234", []string{"1", "2"}, -2, []string{"400", "800"}},
		{"1e-30", []string{"1", "2"}, 2, []string{"0", "0"}},
		{"7", []string{"1e-12", "1e18"}, 2, []string{"0", "7"}},
		{"0", []string{"1", "2"}, 2, []string{"0", "0"}},
		{"5", []string{"3"}, 2, []string{"5"}},

		{"5", nil, 2, nil},
		{"5", []string{"0", "0"}, 2, nil},
		{"0", []string{"0"}, 2, nil},
		{"5", []string{"2", "-1"}, 2, nil},
		{"1e1000000000", []string{"1"}, 2, nil},
		{"5", []string{"1", "1e-1000000000"}, 2, nil},
		{"5", []string{"1"}, math.MinInt32, nil},
	} {
		weights := make([]decimal.Decimal, len(tt.weights))
		for i, text := range tt.weights {
			weights[i] = number(t, text)
		}
		got := texts(Allocate(number(t, tt.total), weights, tt.places))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s among %s at %d places (-want +got):\n%s", tt.total, tt.weights, tt.places, diff)
		}
	}
}

func allocateIsLargestRemainder(t *rapid.T) {
	total := rapid.OneOf(
		testkit.Decimal(-1000, 1000, 6),
		rapid.Map(rapid.Int64(), func(n int64) decimal.Decimal { return decimal.New(n, -2) }),
	).Draw(t, "total")
	wide := rapid.OneOf( // around what 64 bits hold
		rapid.Just(decimal.Decimal{}),
		testkit.Decimal(0, 3, 0),
		rapid.Map(rapid.Int64Range(0, 1e18), func(n int64) decimal.Decimal { return decimal.New(n, -6) }),
		rapid.Map(rapid.Int64Range(1, 900), func(n int64) decimal.Decimal { return decimal.New(n, 14) }),
		rapid.Map(rapid.Int64Range(1, 900), func(n int64) decimal.Decimal { return decimal.New(n, 20) }),
	)
	weights := testkit.Weights(1, 40).Draw(t, "weights")
	if rapid.Bool().Draw(t, "wide") {
		weights = append(rapid.SliceOfN(wide, 0, 12).Draw(t, "wide weights"), decimal.NewFromInt(1))
	}
	places := rapid.Int32Range(-2, 6).Draw(t, "places")
	before := texts(weights)

	got := Allocate(total, weights, places)

	for i := range got {
		if got[i].Exponent() != -places {
			t.Fatalf("share %d has the exponent %d", i, got[i].Exponent())
		}
	}
	rounded := testkit.RoundHalfAway(testkit.Rat(total), places)
	rats := make([]*big.Rat, len(weights))
	for i, weight := range weights {
		rats[i] = testkit.Rat(weight)
	}
	var want []string
	for _, share := range testkit.LargestRemainder(testkit.Rat(rounded), rats, places) {
		want = append(want, testkit.RoundHalfAway(share, 12).String())
	}
	if diff := cmp.Diff(want, texts(got)); diff != "" {
		t.Fatalf("-want +got:\n%s", diff)
	}
	if sum := decimal.Sum(decimal.Zero, got...); !sum.Equal(rounded) {
		t.Fatalf("the shares add up to %s", sum)
	}
	if diff := cmp.Diff(before, texts(weights)); diff != "" {
		t.Fatalf("the weights have changed:\n%s", diff)
	}
}

func TestAllocateIsLargestRemainder(t *testing.T) { rapid.Check(t, allocateIsLargestRemainder) }

func FuzzAllocate(f *testing.F) { f.Fuzz(rapid.MakeFuzz(allocateIsLargestRemainder)) }

func TestAllocateInto(t *testing.T) {
	for _, tt := range []struct {
		total   int64
		weights []int64
		want    []int64
	}{
		{10_000, []int64{1, 1, 1}, []int64{3334, 3333, 3333}},
		{-10_000, []int64{1, 1, 1}, []int64{-3334, -3333, -3333}},
		{10, []int64{5}, []int64{10}},
		{10, []int64{1, 2}, []int64{3, 7}},
		{10, []int64{3, 3, 0, 3}, []int64{4, 3, 0, 3}},
		{7, []int64{1, 1, 1, 1, 1}, []int64{2, 2, 1, 1, 1}},
		{5, []int64{0, 0, 1, 1, 0, 1}, []int64{0, 0, 2, 2, 0, 1}},
		{0, []int64{1, 2, 3}, []int64{0, 0, 0}},
		{10, []int64{0, 0}, []int64{0, 0}},
		{10, []int64{0, 0, 0, 0, 0}, []int64{0, 0, 0, 0, 0}},
		{10, []int64{3, -1, 2}, []int64{0, 0, 0}},
		{10, []int64{3, -1, 2, 5, 6}, []int64{0, 0, 0, 0, 0}},
		{-10, []int64{3, -1}, []int64{0, 0}},
		{10, nil, nil},
		{math.MaxInt64, []int64{1, 1}, []int64{math.MaxInt64/2 + 1, math.MaxInt64 / 2}},
		{math.MinInt64, []int64{1, 1}, []int64{math.MinInt64 / 2, math.MinInt64 / 2}},
		{math.MinInt64, []int64{0, 7}, []int64{0, math.MinInt64}},
		{9, []int64{math.MaxInt64, math.MaxInt64, math.MaxInt64}, []int64{3, 3, 3}},
		{2, []int64{math.MaxInt64, math.MaxInt64, 2}, []int64{1, 1, 0}},
		// Weights that add up to more than 2^64, and so to little when they wrap.
		{1, slices.Repeat([]int64{1<<62 - 1}, 5), []int64{1, 0, 0, 0, 0}},
		{1, slices.Repeat([]int64{1<<62 - 1}, 6), []int64{1, 0, 0, 0, 0, 0}},
	} {
		var got []int64
		if tt.want != nil {
			got = slices.Repeat([]int64{-77}, len(tt.want))
		}
		AllocateInto(got, tt.total, tt.weights)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%d among %d (-want +got):\n%s", tt.total, tt.weights, diff)
		}
	}
}

func TestAllocateIntoOfTwoLengths(t *testing.T) {
	dst := []int64{-1, -2, -3}
	AllocateInto(dst, 10, []int64{1, 1})
	if diff := cmp.Diff([]int64{5, 5, -3}, dst); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	AllocateInto(dst[:1], 10, []int64{1, 1})
	if diff := cmp.Diff([]int64{10, 5, -3}, dst); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAllocateIntoIsLargestRemainder(t *testing.T) {
	weight := rapid.OneOf(
		rapid.Int64Range(0, 3),
		rapid.Int64Range(0, 1_000_000),
		rapid.Int64Range(0, 1e14),
		rapid.Int64Range(0, 1<<57),
		rapid.Int64Range(0, math.MaxInt64),
	)
	total := rapid.OneOf(
		rapid.Int64Range(0, 100),
		rapid.Int64Range(-10_000, 10_000),
		rapid.Int64Range(1<<50-2, 1<<50+2),
		rapid.Int64(),
	)
	rapid.Check(t, func(t *rapid.T) {
		// Either all weights are of a kind, or every one of its own.
		kind := rapid.SampledFrom([]*rapid.Generator[int64]{
			weight, rapid.Int64Range(0, 2), rapid.Int64Range(0, 10_000), rapid.Int64Range(0, 1e14),
		}).Draw(t, "kind")
		most := rapid.SampledFrom([]int{8, 70}).Draw(t, "most")
		weights := rapid.SliceOfN(kind, most/16+1, most).Draw(t, "weights")
		units := total.Draw(t, "total")
		before := slices.Clone(weights)

		got := make([]int64, len(weights))
		AllocateInto(got, units, weights)
		same := slices.Clone(weights)
		AllocateInto(same, units, same)
		if diff := cmp.Diff(got, same); diff != "" {
			t.Fatalf("in the memory of the weights (-want +got):\n%s", diff)
		}

		rats := make([]*big.Rat, len(weights))
		sum := new(big.Rat)
		for i, w := range weights {
			rats[i] = new(big.Rat).SetInt64(w)
			sum.Add(sum, rats[i])
		}
		want := make([]int64, len(weights))
		if sum.Sign() > 0 {
			for i, share := range testkit.LargestRemainder(new(big.Rat).SetInt64(units), rats, 0) {
				want[i] = share.Num().Int64()
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if diff := cmp.Diff(before, weights); diff != "" {
			t.Fatalf("the weights have changed:\n%s", diff)
		}
	})
}

// Many weights at once, some of them equal.
func TestAllocateIntoOfAThousand(t *testing.T) {
	weights := spread(1000)
	for i := range 300 {
		weights[3*i] = weights[0]
	}
	rats := make([]*big.Rat, len(weights))
	for i, w := range weights {
		rats[i] = new(big.Rat).SetInt64(w)
	}
	got, want := make([]int64, len(weights)), make([]int64, len(weights))
	for _, total := range []int64{1, 99, 10_000, 1_000_003} {
		AllocateInto(got, total, weights)
		for i, share := range testkit.LargestRemainder(new(big.Rat).SetInt64(total), rats, 0) {
			want[i] = share.Num().Int64()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-want +got):\n%s", total, diff)
		}
	}
}

func TestAllocateIntoDoesNotAllocate(t *testing.T) {
	for _, n := range []int{1, 3, 4, 5, UsualParts} {
		weights, dst := spread(n), make([]int64, n)
		for _, total := range []int64{10_000, -10_000} {
			if allocs := testing.AllocsPerRun(10, func() { AllocateInto(dst, total, weights) }); allocs != 0 {
				t.Errorf("%d among %d weights allocates %v times", total, n, allocs)
			}
		}
	}
}
