package exact

import (
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

func TestDivInt(t *testing.T) {
	for _, tt := range [][3]int64{
		{7, 2, 4},
		{-7, 2, -4},
		{5, 3, 2},
		{4, 3, 1},
		{-4, 3, -1},
		{0, 5, 0},
		{math.MaxInt64, 1, math.MaxInt64},
		{math.MinInt64, 1, math.MinInt64},
		{math.MaxInt64, math.MaxInt64, 1},
		{math.MinInt64, math.MaxInt64, -1},
		{math.MaxInt64 / 2, math.MaxInt64, 0},
		{math.MaxInt64/2 + 1, math.MaxInt64, 1},
		// Here the float estimate is one too large, and one too small.
		{373366742753393144, 267183866463, 1397415},
		{105351843597, 56173, 1875489},
		{7, 0, 0},
		{7, -1, 0},
		{math.MinInt64, -1, 0},
	} {
		if got := DivInt(tt[0], tt[1]); got != tt[2] {
			t.Errorf("%d ÷ %d = %d, want %d", tt[0], tt[1], got, tt[2])
		}
	}
	if got := (Divisor{}).Div(7); got != 0 {
		t.Errorf("the zero Divisor divides 7 to %d", got)
	}
}

func TestDivisorIsCorrectlyRounded(t *testing.T) {
	// Quotients and divisors about which the way of dividing changes.
	quotients := rapid.OneOf(rapid.Int64Range(0, 20_000), rapid.Int64Range(1<<50-3, 1<<50+3))
	divisors := rapid.OneOf(rapid.Int64Range(1, 10_000), rapid.Int64Range(1<<61-3, 1<<61+3), anyInt64())
	rapid.Check(t, func(t *rapid.T) {
		den := max(1, divisors.Draw(t, "den"))
		num := anyInt64().Draw(t, "num")
		if rapid.Bool().Draw(t, "near a quotient") {
			// It may wrap round, which is as good a number as any.
			between := rapid.SampledFrom([]int64{0, den / 2}).Draw(t, "between")
			num = quotients.Draw(t, "quotient")*den + between + rapid.Int64Range(-2, 2).Draw(t, "off")
		}
		divisor := NewDivisor(den)
		if divisor.Den() != den {
			t.Fatalf("it divides by %d", divisor.Den())
		}
		want := testkit.RoundHalfAway(new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den)), 0)
		if diff := cmp.Diff(want.String(), big.NewInt(divisor.Div(num)).String()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// DivSmall is Div within its bounds, ties included.
func TestDivSmallIsDiv(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.OneOf(rapid.Int64Range(1, 1000), rapid.Int64Range(1, 1<<61-1), rapid.Int64Range(1<<12, 1<<20)).Draw(t, "den")
		quotient := rapid.OneOf(
			rapid.Int64Range(0, min(1<<48-1, (1<<62-1)/den-1)),
			rapid.Int64Range(0, min(20_000, (1<<62-1)/den-1)),
		).Draw(t, "quotient")
		part := rapid.OneOf(rapid.Int64Range(0, den-1), rapid.Int64Range(den/2, (den+1)/2)).Draw(t, "part")
		d, num := NewDivisor(den), quotient*den+part
		if num >= 1<<62 {
			return
		}
		if want, got := d.divide(num), d.DivSmall(num); got != want {
			t.Fatalf("%d ÷ %d is %d, got %d", num, den, want, got)
		}
	})
}

// Where quotients are large, the estimate of a tie is off to either side.
func TestDivSmallAtTies(t *testing.T) {
	for den := int64(1); den < 1<<13; den += 7 {
		for quotient := int64(1<<48 - 1); quotient > 1<<47; quotient -= 1<<44 + 1 {
			for _, part := range []int64{(den - 1) / 2, den / 2, (den + 1) / 2} {
				d, num := NewDivisor(den), quotient*den+part
				if want, got := d.divide(num), d.DivSmall(num); got != want {
					t.Fatalf("%d ÷ %d is %d, got %d", num, den, want, got)
				}
			}
		}
	}
}
