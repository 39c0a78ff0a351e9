package exact

import (
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

func split(total int64, n int) []int64 {
	parts := make([]int64, n)
	for i := range parts {
		parts[i] = FloorSplit(total, n, i)
	}
	return parts
}

func TestFloorSplit(t *testing.T) {
	for _, tt := range []struct {
		total int64
		n     int
		want  []int64
	}{
		{10, 4, []int64{2, 3, 2, 3}},
		{-10, 4, []int64{-2, -3, -2, -3}},
		{2, 3, []int64{0, 1, 1}},
		{0, 2, []int64{0, 0}},
		{math.MinInt64, 1, []int64{math.MinInt64}},
		{math.MaxInt64, 2, []int64{math.MaxInt64 / 2, math.MaxInt64/2 + 1}},
	} {
		if diff := cmp.Diff(tt.want, split(tt.total, tt.n)); diff != "" {
			t.Errorf("%d in %d (-want +got):\n%s", tt.total, tt.n, diff)
		}
	}
	// The products that the definition floors have 123 bits here.
	for i, want := range map[int]int64{0: 0, 1 << 61: 1, 1<<62 - 1: 1, 1 << 62: 1} {
		if got := FloorSplit(1<<62, 1<<62+1, i); got != want {
			t.Errorf("part %d is %d, want %d", i, got, want)
		}
	}
	for _, tt := range [][2]int{{4, 4}, {4, -1}, {0, 0}, {-1, 0}, {0, -1}, {math.MinInt, math.MinInt}} {
		if got := FloorSplit(10, tt[0], tt[1]); got != 0 {
			t.Errorf("part %d of %d is %d", tt[1], tt[0], got)
		}
	}
}

func TestFloorSplitIsCumulativeFloor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := anyInt64().Draw(t, "total")
		n := rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(1, math.MaxInt)).Draw(t, "n")
		i := rapid.IntRange(0, n-1).Draw(t, "i")

		size := new(big.Int).Abs(big.NewInt(total))
		upTo := func(parts int64) *big.Int {
			product := new(big.Int).Mul(size, big.NewInt(parts))
			return product.Div(product, big.NewInt(int64(n)))
		}
		want := new(big.Int).Sub(upTo(int64(i)+1), upTo(int64(i)))
		if total < 0 {
			want.Neg(want)
		}
		if diff := cmp.Diff(want.String(), big.NewInt(FloorSplit(total, n, i)).String()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

func TestFloorShare(t *testing.T) {
	for _, tt := range []struct{ total, before, sum, want int64 }{
		{100, 0, 7, 0},
		{100, 3, 7, 42},
		{-100, 3, 7, -42},
		{100, 7, 7, 100},
		{math.MaxInt64, math.MaxInt64 - 1, math.MaxInt64, math.MaxInt64 - 1},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{math.MinInt64, 1, 1, math.MinInt64},
		{math.MinInt64, math.MaxInt64, math.MaxInt64, math.MinInt64},
		{0, 1, 2, 0},
		// Not what it expects.
		{100, 0, 0, 0},
		{100, -1, 7, 0},
		{100, 8, 7, 0},
		{100, math.MinInt64, math.MinInt64, 0},
		{100, 1, -7, 0},
	} {
		if got := FloorShare(tt.total, tt.before, tt.sum); got != tt.want {
			t.Errorf("%d before %d of %d is %d, want %d", tt.total, tt.before, tt.sum, got, tt.want)
		}
	}
}

func TestFloorShareProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := anyInt64().Draw(t, "total")
		sum := rapid.OneOf(rapid.Int64Range(1, 60), rapid.Int64Range(1, math.MaxInt64)).Draw(t, "sum")
		before := rapid.Int64Range(0, sum).Draw(t, "before")

		want := new(big.Int).Mul(new(big.Int).Abs(big.NewInt(total)), big.NewInt(before))
		want.Div(want, big.NewInt(sum))
		if total < 0 {
			want.Neg(want)
		}
		if diff := cmp.Diff(want.String(), big.NewInt(FloorShare(total, before, sum)).String()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if sum <= 60 {
			part := FloorShare(total, min(before+1, sum), sum) - FloorShare(total, before, sum)
			if diff := cmp.Diff(FloorSplit(total, int(sum), int(before)), part); diff != "" {
				t.Fatalf("with equal weights (-want +got):\n%s", diff)
			}
		}
	})
}

func TestCadence(t *testing.T) {
	var golden struct {
		Source   string
		Total    int64
		Quarters []int64
		Month    int64
		Weeks52  struct {
			Of242, Of243 int
			Each13       int64
		}
		FourFourFive struct {
			Months  []int64
			Quarter int64
		}
		Seasonal struct {
			Weights []decimal.Decimal
			Want    []int64
		}
	}
	testkit.ReadJSON(t, "testdata/cadence.json", &golden)
	equal := func(what string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	sum := func(parts []int64) (sum int64) {
		for _, part := range parts {
			sum += part
		}
		return sum
	}

	equal("quarters", golden.Quarters, split(golden.Total, 4))
	for _, month := range split(golden.Total, 12) {
		equal("month", golden.Month, month)
	}
	weeks, counts := split(golden.Total, 52), map[int64]int{}
	for _, week := range weeks {
		counts[week]++
	}
	equal("weeks", map[int64]int{242: golden.Weeks52.Of242, 243: golden.Weeks52.Of243}, counts)
	for quarter := range 4 {
		equal("13 weeks", golden.Weeks52.Each13, sum(weeks[13*quarter:][:13]))
	}
	months := []int64{sum(weeks[:4]), sum(weeks[4:8]), sum(weeks[8:13])}
	equal("4-4-5 months", golden.FourFourFive.Months, months)
	equal("4-4-5 quarter", golden.FourFourFive.Quarter, sum(months))

	var seasonal []int64
	for _, share := range Allocate(decimal.NewFromInt(golden.Total), golden.Seasonal.Weights, 0) {
		seasonal = append(seasonal, share.IntPart())
	}
	equal("seasonal", golden.Seasonal.Want, seasonal)
}
