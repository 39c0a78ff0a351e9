package profit_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// worth is Σ flow(k) ÷ (1 + rate)^k in big.Float.
func worth(flows []decimal.Decimal, rate *big.Rat) *big.Float {
	number := func() *big.Float { return new(big.Float).SetPrec(2000) }
	grown := number().SetRat(new(big.Rat).Add(rate, big.NewRat(1, 1)))
	factor, sum := number().SetInt64(1), number()
	for _, flow := range flows {
		sum.Add(sum, number().Mul(number().SetRat(testkit.Rat(flow)), factor))
		factor.Quo(factor, grown)
	}
	return sum
}

// The sum changes its sign between r ± 5·10^-11 at each root, and nowhere on a grid between
// two of them.
func TestIRRSignProperty(t *testing.T) {
	half := big.NewRat(5, 100_000_000_000)
	rapid.Check(t, func(t *rapid.T) {
		flows := rapid.SliceOfN(testkit.Decimal(-1000, 1000, 2), 2, 40).Draw(t, "flows")
		r, err := profit.IRR(flows)
		if err != nil || r.Status == profit.RootsUncertified {
			t.Fatal(r, err)
		}
		if len(r.Rates) > r.SignChanges || (r.SignChanges-len(r.Rates))%2 != 0 && r.Status != profit.RootsIndeterminate {
			t.Skip("a double root, or flows that cancel")
		}
		edges := []*big.Rat{big.NewRat(-9999, 10000)}
		for i, rate := range r.Rates {
			low, high := new(big.Rat).Sub(testkit.Rat(rate), half), new(big.Rat).Add(testkit.Rat(rate), half)
			if low.Cmp(big.NewRat(-1, 1)) <= 0 || i > 0 && rate.Equal(r.Rates[i-1]) {
				t.Skip("at the edge, or two in one unit")
			}
			if worth(flows, low).Sign()*worth(flows, high).Sign() > 0 {
				t.Fatalf("%v has no root at %s", flows, rate)
			}
			edges = append(edges, low, high)
		}
		edges = append(edges, big.NewRat(1_000_000, 1))
		for i := 0; i < len(edges); i += 2 {
			sign := 0
			for k := range int64(20) {
				at := new(big.Rat).Sub(edges[i+1], edges[i])
				at.Mul(at, big.NewRat(2*k+1, 40)).Add(at, edges[i])
				if edges[i].Cmp(edges[i+1]) >= 0 {
					break
				}
				s := worth(flows, at).Sign()
				if sign != 0 && s == -sign {
					t.Fatalf("%v has a root near %s that is not in %v", flows, at.FloatString(6), r.Rates)
				}
				sign = s
			}
		}
	})
}

// NPV is the exact sum, rounded once.
func TestNPVProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows := rapid.SliceOfN(testkit.Decimal(-1_000_000, 1_000_000, 4), 1, 60).Draw(t, "flows")
		rate := testkit.Decimal(0, 3, 4).Draw(t, "rate").Sub(number("0.5"))
		factor := new(big.Rat).Inv(new(big.Rat).Add(testkit.Rat(rate), big.NewRat(1, 1)))
		for _, first := range profit.FirstFlow("").Values() {
			sum, power := new(big.Rat), big.NewRat(1, 1)
			if first == profit.FirstAtEnd {
				power.Set(factor)
			}
			for _, flow := range flows {
				sum.Add(sum, new(big.Rat).Mul(testkit.Rat(flow), power))
				power.Mul(power, factor)
			}
			got, err := profit.NPV("USD", rate, flows, first)
			if want := testkit.RoundHalfAway(sum, 2); err != nil || !got.Equal(want) {
				t.Fatalf("got %s %v, want %s", got, err, want)
			}
		}
	})
}

// No function changes what it is given.
func TestFlowsStayProperty(t *testing.T) {
	flows := numbers([]string{"3", "-1", "0.5", "-2"})
	before := slices.Clone(flows)
	if _, err := profit.IRR(flows); err != nil {
		t.Fatal(err)
	}
	if _, err := profit.MIRR(flows, number("0.1"), number("0.1")); err != nil {
		t.Fatal(err)
	}
	for i := range flows {
		if !flows[i].Equal(before[i]) {
			t.Errorf("flow %d is %s, was %s", i, flows[i], before[i])
		}
	}
}
