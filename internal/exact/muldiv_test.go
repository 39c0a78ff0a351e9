package exact

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestMulAddDivProperty(t *testing.T) {
	number := rapid.OneOf(rapid.Int64Range(0, 100), rapid.Int64Range(0, math.MaxInt64), rapid.Int64Range(math.MaxInt64-3, math.MaxInt64), rapid.Int64Range(-3, 3))
	rapid.Check(t, func(t *rapid.T) {
		a, b, c, d, den := number.Draw(t, "a"), number.Draw(t, "b"), number.Draw(t, "c"), number.Draw(t, "d"), number.Draw(t, "den")
		got, ok := MulAddDiv(a, b, c, d, den)
		if a < 0 || b < 0 || c < 0 || d < 0 || den <= 0 {
			if ok {
				t.Fatal("took what it should not")
			}
			return
		}
		num := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		want := QuoBig(num.Add(num, new(big.Int).Mul(big.NewInt(c), big.NewInt(d))), big.NewInt(den))
		if ok != want.IsInt64() || ok && got != want.Int64() {
			t.Fatalf("got %d %t, want %s", got, ok, want)
		}
	})
}
