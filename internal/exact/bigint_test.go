package exact

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// The root rounded down is the largest integer whose power is not above x.
func TestRootBigProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(1, 13), rapid.SampledFrom([]int{120, 365, 600})).Draw(t, "n")
		x := new(big.Int).SetBytes(rapid.SliceOfN(rapid.Byte(), 0, 60).Draw(t, "x"))
		if rapid.Bool().Draw(t, "near") {
			x.Exp(x, big.NewInt(int64(n)), nil).Sub(x, big.NewInt(rapid.Int64Range(-1, 1).Draw(t, "off")))
			x.Abs(x)
		}
		root, degree := RootBig(x, n), big.NewInt(int64(n))
		above := new(big.Int).Add(root, big.NewInt(1))
		if new(big.Int).Exp(root, degree, nil).Cmp(x) > 0 || above.Exp(above, degree, nil).Cmp(x) <= 0 {
			t.Fatalf("root %d of %s is %s", n, x, root)
		}
	})
}

func TestRootExcess(t *testing.T) {
	for _, tt := range []struct {
		num, den int64
		n        int
		places   int32
		want     string
	}{
		{80, 100, 12, 8, "-0.01842347"}, // 0.8^(1/12) = 0.98157652…
		{110, 100, 12, 10, "0.0079741404"},
		{1, 1, 7, 4, "0"},
		{0, 1, 12, 8, "-1"},
		{121, 100, 2, 1, "0.1"},
		{225, 400, 2, 1, "-0.3"},         // 0.75 − 1, a tie
		{1265625, 1000000, 2, 2, "0.13"}, // 1.125 − 1, a tie
		{7, 2, 1, 0, "3"},                // a tie
		{4, 0, 2, 1, "0"},
		{-4, 1, 2, 1, "0"},
	} {
		if got := RootExcess(big.NewInt(tt.num), big.NewInt(tt.den), tt.n, tt.places).String(); got != tt.want {
			t.Errorf("(%d ÷ %d)^(1/%d) − 1: got %s, want %s", tt.num, tt.den, tt.n, got, tt.want)
		}
	}
}

func TestQuoBig(t *testing.T) {
	for _, tt := range [][3]int64{{7, 2, 4}, {-7, 2, -4}, {5, 3, 2}, {4, 3, 1}, {-4, 3, -1}, {1, 0, 0}, {1, -2, 0}} {
		if got := QuoBig(big.NewInt(tt[0]), big.NewInt(tt[1])); got.Int64() != tt[2] {
			t.Errorf("%d ÷ %d: got %s, want %d", tt[0], tt[1], got, tt[2])
		}
	}
}

// A number a hair below a tie is taken for one, and one that is farther away is not.
func TestRoundBits(t *testing.T) {
	tie := new(big.Int).Lsh(big.NewInt(5), 127) // 2.5
	hair := new(big.Int).Lsh(big.NewInt(1), 60)
	more := new(big.Int).Lsh(big.NewInt(1), 70)
	for _, tt := range []struct {
		x    *big.Int
		want int64
	}{
		{tie, 3},
		{new(big.Int).Neg(tie), -3},
		{new(big.Int).Sub(tie, hair), 3},
		{new(big.Int).Sub(tie, more), 2},
		{new(big.Int).Sub(hair, tie), -3},
		{new(big.Int).Add(tie, more), 3},
		{new(big.Int), 0},
		{hair, 0},
		{new(big.Int).Lsh(big.NewInt(1), 128), 1},
	} {
		if got := RoundBits(tt.x, 128); got.Int64() != tt.want {
			t.Errorf("%s: got %s, want %d", tt.x, got, tt.want)
		}
	}
}
