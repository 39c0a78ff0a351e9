package exact

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func poly(c ...int64) polynomial {
	p := make(polynomial, len(c))
	for i := range c {
		p[i] = big.NewInt(c[i])
	}
	return p
}

func (p polynomial) times(q polynomial) polynomial {
	r := make(polynomial, len(p)+len(q)-1)
	for i := range r {
		r[i] = new(big.Int)
	}
	for i := range p {
		for j := range q {
			r[i+j].Add(r[i+j], new(big.Int).Mul(p[i], q[j]))
		}
	}
	return r
}

// A polynomial that is put together from roots, some of them double, and quadratic factors
// without a real root has these roots and no others.
func TestPositiveRootsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := poly(1)
		want := map[string]bool{}
		for range rapid.IntRange(0, 6).Draw(t, "roots") {
			num, den := rapid.Int64Range(1, 3000).Draw(t, "num"), rapid.Int64Range(1, 1000).Draw(t, "den")
			want[new(big.Rat).SetFrac64(num, den).FloatString(30)] = true
			for range rapid.IntRange(1, 3).Draw(t, "times") {
				p = p.times(poly(-num, den))
			}
		}
		for range rapid.IntRange(0, 6).Draw(t, "others") {
			a := rapid.Int64Range(-50, 50).Draw(t, "a")
			p = p.times(poly(a*a+rapid.Int64Range(1, 50).Draw(t, "b"), 2*a, 1))
		}
		for range rapid.IntRange(0, 2).Draw(t, "negative") {
			p = p.times(poly(rapid.Int64Range(0, 9).Draw(t, "c"), 1))
		}
		roots, certain := PositiveRoots(p)
		if !certain || len(roots) != len(want) {
			t.Fatalf("got %d roots, certain %t; want %v", len(roots), certain, want)
		}
		for i, r := range roots {
			excess := r.Excess(20).Add(one).StringFixed(20)
			found := false
			for text := range want {
				x, _ := new(big.Rat).SetString(text)
				// The excess is rounded half away from zero as well.
				found = found || x.FloatString(20) == excess
			}
			if !found || i > 0 && roots[i-1].High.Cmp(r.Low) > 0 {
				t.Fatalf("root %d is %s, want one of %v", i, excess, want)
			}
		}
	})
}

func TestPositiveRootsOfTies(t *testing.T) {
	for _, tt := range []struct {
		p    polynomial
		want string
	}{
		{poly(-100_000_000_005, 100_000_000_000), "0.0000000001"}, // 1.00000000005
		{poly(-99_999_999_995, 100_000_000_000), "-0.0000000001"}, // 0.99999999995
		{poly(-100_000_000_015, 100_000_000_000), "0.0000000002"}, // 1.00000000015
		{poly(-99_999_999_995, 199_999_999_990), "-0.5"},          // a half
		{poly(-1, 1), "0"},                                          //
		{poly(-3, 0, 1), "0.7320508076"},                            // √3
		{poly(-1, 3), "-0.6666666667"},                              // a third
		{poly(-1_000_000_000_000_000_000, 1), "999999999999999999"}, // large
		{poly(-1, 1_000_000_000_000_000_000), "-1"},                 // tiny
	} {
		roots, certain := PositiveRoots(tt.p)
		if len(roots) != 1 || !certain || roots[0].Excess(10).String() != tt.want {
			t.Errorf("got %v, want %s", roots, tt.want)
		}
	}
}
