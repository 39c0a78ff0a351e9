package exact

import (
	"math"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestFixed(t *testing.T) {
	for _, tt := range []struct {
		units  int64
		places int32
		want   string
	}{
		{0, 2, "0"},
		{150, 2, "1.5"},
		{-5, 2, "-0.05"},
		{10_000, 2, "100"},
		{-10_000, 2, "-100"},
		{10_001, 2, "100.01"},
		{-10_001, 2, "-100.01"},
		{10_000, 4, "1"},
		{7, 0, "7"},
		{1, 7, "0.0000001"},
		{1, 8, "0.00000001"},
		{12, -2, "1200"},
		{math.MaxInt64, 2, "92233720368547758.07"},
		{math.MinInt64, 2, "-92233720368547758.08"},
	} {
		got := Fixed(tt.units, tt.places)
		if diff := cmp.Diff(tt.want, got.String()); diff != "" {
			t.Errorf("%d at %d places (-want +got):\n%s", tt.units, tt.places, diff)
		}
		if got.Exponent() != -tt.places {
			t.Errorf("%d at %d places has exponent %d", tt.units, tt.places, got.Exponent())
		}
	}
}

func TestFixedIsUnits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.OneOf(rapid.Int64Range(-10_005, 10_005), rapid.Int64()).Draw(t, "units")
		places := rapid.Int32Range(-3, 10).Draw(t, "places")
		want := decimal.New(units, -places)
		if got := Fixed(units, places); !got.Equal(want) || got.Exponent() != want.Exponent() {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}

// What a program does with one shared decimal must not show in another.
func TestFixedIsNotChangedByUse(t *testing.T) {
	a, b := Fixed(1234, 2), Fixed(-1234, 2)
	for _, use := range []func() decimal.Decimal{
		func() decimal.Decimal { return a.Add(b).Sub(b).Mul(b).Neg().Abs() },
		func() decimal.Decimal { return a.DivRound(b, 3).Mod(b) },
		func() decimal.Decimal { return decimal.Sum(a, a, b, a) },
		func() decimal.Decimal { return a.Round(1).RoundBank(0).Truncate(0).Floor() },
		func() decimal.Decimal { return a.RoundBank(2).Shift(3).Normalize().Copy() },
		func() decimal.Decimal { a.Coefficient().SetInt64(9); a.BigInt().SetInt64(9); return a },
		func() decimal.Decimal { a.Rat().SetInt64(9); a.BigFloat().SetInt64(9); return a },
		func() decimal.Decimal { c := a; _ = c.UnmarshalJSON([]byte("9")); return c },
		func() decimal.Decimal { c := a; _ = c.UnmarshalText([]byte("9")); return c },
		func() decimal.Decimal { c := a; _ = c.Scan("9"); return c },
		func() decimal.Decimal {
			c := a
			data, _ := b.MarshalBinary()
			_ = c.UnmarshalBinary(data)
			return c
		},
	} {
		use()
		if got := []string{Fixed(1234, 2).String(), Fixed(-1234, 2).String()}; got[0] != "12.34" || got[1] != "-12.34" {
			t.Fatalf("now they are %s", got)
		}
	}
}

func TestFixedFromManyGoroutines(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for units := range int64(1000) {
				if got := Fixed(units, 6); got.CoefficientInt64() != units {
					t.Errorf("%d became %s", units, got)
				}
			}
		})
	}
	group.Wait()
}

func TestFixedDoesNotAllocate(t *testing.T) {
	for _, places := range []int32{0, 2, 4} {
		if n := testing.AllocsPerRun(100, func() { Fixed(9_999, places) }); n != 0 {
			t.Errorf("at %d places it allocates %v times", places, n)
		}
	}
}
