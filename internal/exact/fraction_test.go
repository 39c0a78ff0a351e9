package exact

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

// step is one operation on a fraction.
type step struct {
	op string
	by string
}

func apply(t rapid.TB, f Fraction, by ...step) Fraction {
	t.Helper()
	for _, s := range by {
		d := decimal.RequireFromString(s.by)
		switch s.op {
		case "*":
			f = f.Mul(d)
		case "/":
			f = f.Div(d)
		case "+":
			f = f.Add(NewFraction(d, decimal.Decimal{}))
		default:
			t.Fatalf("no operation %q", s.op)
		}
	}
	return f
}

func TestFraction(t *testing.T) {
	for _, tt := range []struct {
		name, num, den string
		steps          []step
		places         int32
		want, up       string
	}{
		{"third", "1", "3", nil, 4, "0.3333", "1"},
		{"there and back", "1", "3", []step{{"*", "3"}}, 4, "1", "1"},
		{"half away from zero", "1", "8", nil, 2, "0.13", "1"},
		{"half away below zero", "-1", "8", nil, 2, "-0.13", "0"},
		{"whole", "10", "1", nil, 0, "10", "10"},
		{"just above", "1000000000000000000000001", "1000000000000000000000000", nil, 0, "1", "2"},
		{"chain", "1", "12.6", []step{{"*", "63"}, {"/", "0.02"}, {"+", "0.5"}}, 4, "250.5", "251"},
		{"sum", "1", "3", []step{{"+", "0.25"}}, 4, "0.5833", "1"},
		{"no denominator", "5", "0", []step{{"/", "2"}}, 1, "2.5", "3"},
		{"negative denominator counts as 1", "5", "-2", nil, 1, "5", "5"},
		{"division by 0 counts as by 1", "5", "2", []step{{"/", "0"}}, 1, "2.5", "3"},
		{"division by less than 0 counts as by 1", "5", "2", []step{{"/", "-4"}}, 1, "2.5", "3"},
		{"zero", "0", "3", nil, 4, "0", "0"},
		{"tens", "55", "1", nil, -1, "60", "55"},
	} {
		f := apply(t, NewFraction(decimal.RequireFromString(tt.num), decimal.RequireFromString(tt.den)), tt.steps...)
		got := []string{f.Round(tt.places).String(), f.Ceil(decimal.NewFromInt(1)).String()}
		if diff := cmp.Diff([]string{tt.want, tt.up}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestZeroFraction(t *testing.T) {
	var f Fraction
	five := NewFraction(decimal.NewFromInt(5), decimal.NewFromInt(2))
	got := []string{
		f.Num().String(), f.Den().String(), f.Round(2).String(), f.Add(five).Round(2).String(), five.Add(f).Round(2).String(),
		f.Mul(decimal.NewFromInt(3)).Div(decimal.NewFromInt(7)).Round(2).String(), f.Ceil(decimal.NewFromInt(600)).String(),
	}
	if diff := cmp.Diff([]string{"0", "1", "0", "2.5", "2.5", "0", "0"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if f.Sign() != 0 || f.Cmp(five) != -1 || five.Cmp(f) != 1 || f.Cmp(Fraction{}) != 0 {
		t.Error("the zero fraction is not 0")
	}
}

func TestFractionCeilToSteps(t *testing.T) {
	for _, tt := range []struct{ num, den, step, want string }{
		{"2268", "1", "600", "2400"},
		{"2400", "1", "600", "2400"},
		{"1", "1000000", "600", "600"},
		{"10", "3", "0.25", "3.5"},
		{"-10", "3", "0.25", "-3.25"},
		{"-1", "3", "600", "0"},
		{"10", "3", "0", "4"},
		{"10", "3", "-5", "4"},
		{"7.0001", "1", "0.0001", "7.0001"},
	} {
		f := NewFraction(decimal.RequireFromString(tt.num), decimal.RequireFromString(tt.den))
		if got := f.Ceil(decimal.RequireFromString(tt.step)).String(); got != tt.want {
			t.Errorf("%s ÷ %s up to %s: got %s, want %s", tt.num, tt.den, tt.step, got, tt.want)
		}
	}
}

// A chain of operations is that on big.Rat, whatever is divided on the way.
func TestFractionProperty(t *testing.T) {
	positive := rapid.OneOf(testkit.Decimal(1, 50, 3), rapid.Map(rapid.Int64Range(1, 1e18), func(n int64) decimal.Decimal { return decimal.New(n, -12) }))
	any := rapid.OneOf(testkit.Decimal(-50, 50, 2), testkit.Decimal(-1_000_000, 1_000_000, 8))
	rapid.Check(t, func(t *rapid.T) {
		draw := func() (Fraction, *big.Rat) {
			num, den := any.Draw(t, "num"), positive.Draw(t, "den")
			return NewFraction(num, den), new(big.Rat).Quo(testkit.Rat(num), testkit.Rat(den))
		}
		f, want := draw()
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "op") {
			case 0:
				d := any.Draw(t, "times")
				f, want = f.Mul(d), new(big.Rat).Mul(want, testkit.Rat(d))
			case 1:
				d := positive.Draw(t, "over")
				f, want = f.Div(d), new(big.Rat).Quo(want, testkit.Rat(d))
			default:
				g, r := draw()
				if rapid.Bool().Draw(t, "same denominator") {
					g, r = NewFraction(g.Num(), f.Den()), new(big.Rat).Quo(testkit.Rat(g.Num()), testkit.Rat(f.Den()))
				}
				f, want = f.Add(g), new(big.Rat).Add(want, r)
			}
		}
		if got := new(big.Rat).Quo(testkit.Rat(f.Num()), testkit.Rat(f.Den())); got.Cmp(want) != 0 || f.Sign() != want.Sign() {
			t.Fatalf("got %s with sign %d, want %s", got.RatString(), f.Sign(), want.RatString())
		}
		places := rapid.Int32Range(-2, 12).Draw(t, "places")
		if diff := cmp.Diff(testkit.RoundHalfAway(want, places).String(), f.Round(places).String()); diff != "" {
			t.Fatalf("at %d places (-want +got):\n%s", places, diff)
		}
		g, r := draw()
		if rapid.Bool().Draw(t, "equal") {
			three := decimal.NewFromInt(3)
			g, r = f.Mul(three).Div(three), want
		}
		if f.Cmp(g) != want.Cmp(r) || g.Cmp(f) != r.Cmp(want) {
			t.Fatalf("%s and %s compare as %d", want.RatString(), r.RatString(), f.Cmp(g))
		}

		lot := positive.Draw(t, "lot")
		up := testkit.Rat(f.Ceil(lot))
		lots := new(big.Rat).Quo(up, testkit.Rat(lot))
		below := new(big.Rat).Sub(up, testkit.Rat(lot))
		if !lots.IsInt() || up.Cmp(want) < 0 || below.Cmp(want) >= 0 {
			t.Fatalf("%s up to a multiple of %s is %s", want.RatString(), lot, up.RatString())
		}
	})
}

// The operations leave the fraction that they start from as it is.
func TestFractionIsAValue(t *testing.T) {
	f := NewFraction(decimal.NewFromInt(2), decimal.NewFromInt(3))
	seven := decimal.NewFromInt(7)
	_, _, _, _ = f.Mul(seven), f.Div(seven), f.Add(f), f.Ceil(seven)
	if f.Num().String() != "2" || f.Den().String() != "3" {
		t.Errorf("2 ÷ 3 has become %s ÷ %s", f.Num(), f.Den())
	}
}
