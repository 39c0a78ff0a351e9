package exact

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

func zeros(n int) string { return strings.Repeat("0", n) }

// show returns the number in the tables of these tests: "-" when it is not valid.
func show(n decimal.NullDecimal) string {
	if !n.Valid {
		return "-"
	}
	return n.Decimal.String()
}

func TestRatio(t *testing.T) {
	for _, tt := range []struct {
		num, den string
		places   int32
		want     string
	}{
		{"1", "3", 4, "0.3333"},
		{"2", "3", 4, "0.6667"},
		{"-2", "3", 4, "-0.6667"},
		{"2", "-3", 4, "-0.6667"},
		{"1", "8", 2, "0.13"},
		{"-1", "8", 2, "-0.13"},
		{"0.12499999999999999999999", "1", 2, "0.12"},
		{"1", "20000", 4, "0.0001"},
		{"1", "20001", 4, "0"},
		{"880000", "750000", 4, "1.1733"},
		{"0", "7", 4, "0"},
		{"150", "1", -2, "200"},
		{"7", "0", 4, "-"},
		{"0", "0.00", 4, "-"},
		{"1e1000000000", "3", 4, "-"},
		{"1", "1e-1000000000", 4, "-"},
		{"1", "3", math.MinInt32, "-"},
		{"1", "3", math.MaxInt32, "-"},
	} {
		got := Ratio(testkit.Number(tt.num), testkit.Number(tt.den), tt.places)
		if diff := cmp.Diff(tt.want, show(got)); diff != "" {
			t.Errorf("%s ÷ %s at %d places (-want +got):\n%s", tt.num, tt.den, tt.places, diff)
		}
	}
}

func TestRatioIsCorrectlyRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num := testkit.Decimal(-1_000_000, 1_000_000, 8).Draw(t, "num")
		den := testkit.Decimal(-1000, 1000, 8).Draw(t, "den")
		places := rapid.Int32Range(-3, 12).Draw(t, "places")
		got := Ratio(num, den, places)
		if den.IsZero() {
			if got.Valid {
				t.Fatalf("%s by zero is %s", num, got.Decimal)
			}
			return
		}
		quotient := new(big.Rat).Quo(testkit.Rat(num), testkit.Rat(den))
		if diff := cmp.Diff(testkit.RoundHalfAway(quotient, places).String(), show(got)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if got.Decimal.Exponent() != -places {
			t.Fatalf("exponent %d", got.Decimal.Exponent())
		}
	})
}

func TestRatioIntIsRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num, den := anyInt64().Draw(t, "num"), anyInt64().Draw(t, "den")
		places := rapid.Int32Range(-2, 25).Draw(t, "places")
		want := "-"
		if den != 0 {
			quotient := new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den))
			want = testkit.RoundHalfAway(quotient, places).String()
		}
		if diff := cmp.Diff(want, show(RatioInt(num, den, places))); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// Where 64 bits end, and on both sides of a half: the quotient of the first rounds up to
// 2^63 units.
func TestRatioIntAtTheEdges(t *testing.T) {
	const largest, smallest = math.MaxInt64, math.MinInt64
	for _, tt := range []struct {
		num, den int64
		places   int32
		want     string
	}{
		{3689348814741910323, 4, 1, "922337203685477580.8"},
		{-3689348814741910323, 4, 1, "-922337203685477580.8"},
		{3689348814741910323, -4, 1, "-922337203685477580.8"},
		{3689348814741910322, 4, 1, "922337203685477580.5"},
		{3689348814741910321, 4, 1, "922337203685477580.3"},
		{3689348814741910324, 4, 1, "922337203685477581"},
		{largest, 1, 0, "9223372036854775807"},
		{largest, -1, 0, "-9223372036854775807"},
		{smallest, 1, 0, "-9223372036854775808"},
		{smallest, -1, 0, "9223372036854775808"},
		{smallest, smallest, 4, "1"},
		{largest, smallest, 18, "-1"},
		{largest - 1, largest, 18, "1"},
		// 10 × num is 4 × 2^64 and more, and 2^64 and nothing.
		{largest, 4, 1, "2305843009213693951.8"},
		{largest, 5, 1, "1844674407370955161.4"},
		{1 << 62, 1, 2, "4611686018427387904"},
		{1 << 62, 1 << 62, 18, "1"},
		{1, largest, 18, "0"},
		{1, 2, 0, "1"},
		{-1, 2, 0, "-1"},
		{1 << 62, smallest, 0, "-1"},
		{1<<62 - 1, smallest, 0, "0"},
		{1<<62 - 1, largest, 0, "0"},
		{1 << 62, largest, 0, "1"},
		{1, 3, 18, "0.333333333333333333"},
		{2, 3, 19, "0.6666666666666666667"},
		{9, 1, 18, "9"},
		{10, 1, 18, "10"},
		{15, 1, -1, "20"},
		{14, 1, -1, "10"},
		{0, largest, 18, "0"},
		{smallest, 0, 4, "-"},
	} {
		ratio := Ratio(decimal.NewFromInt(tt.num), decimal.NewFromInt(tt.den), tt.places)
		if diff := cmp.Diff([]string{tt.want, tt.want}, []string{show(RatioInt(tt.num, tt.den, tt.places)), show(ratio)}); diff != "" {
			t.Errorf("%d ÷ %d at %d places (-want +got):\n%s", tt.num, tt.den, tt.places, diff)
		}
	}
}

func TestRound(t *testing.T) {
	for _, tt := range []struct {
		d      string
		places int32
		want   string
	}{
		{"2.5", 0, "3"},
		{"-2.5", 0, "-3"},
		{"2.4999999999999999", 0, "2"},
		{"617.255", 2, "617.26"},
		{"1.1", 4, "1.1"},
		{"149", -2, "100"},
		{"-150", -2, "-200"},
		{"0.00001", 2, "0"},
		{"1e-1000000000", 2, "0"},
		{"-9e-2147483648", 2, "0"},
		{"0e1000000000", 2, "0"},
		{"0e-1000000000", 2, "0"},
		{"49e-100002", 100_000, "0"},
		{"4.9e-100000", 100_000, "0." + zeros(99_999) + "5"},
	} {
		if diff := cmp.Diff(tt.want, Round(testkit.Number(tt.d), tt.places).String()); diff != "" {
			t.Errorf("%s at %d places (-want +got):\n%s", tt.d, tt.places, diff)
		}
	}
	kept := testkit.Number("7e1000000000")
	if got := Round(kept, 2); got.Exponent() != kept.Exponent() || got.CoefficientInt64() != 7 {
		t.Errorf("7e1000000000 became %de%d", got.CoefficientInt64(), got.Exponent())
	}
	if got := Round(testkit.Number("2.5"), math.MinInt32); got.String() != "2.5" {
		t.Errorf("rounding to more places than there can be gave %s", got)
	}
	// Where the zeros between the digits and the places are what is long.
	long := testkit.Number("5" + zeros(200_000)).Shift(-200_001)
	if got := Round(long, 0); got.String() != "1" {
		t.Errorf("0.5000… rounds to %s", got)
	}
}

func TestRoundIsCorrect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := testkit.Decimal(-1000, 1000, 8).Draw(t, "d")
		places := rapid.Int32Range(-4, 10).Draw(t, "places")
		got := Round(d, places)
		if diff := cmp.Diff(testkit.RoundHalfAway(testkit.Rat(d), places).String(), got.String()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if got.Exponent() != -places {
			t.Fatalf("exponent %d", got.Exponent())
		}
	})
}

// The zeros up to the decimal places are written out as long as they are no more than
// 100,000.
func TestRoundWritesZerosOut(t *testing.T) {
	for text, want := range map[string]int32{"7e99998": -2, "7e99999": 99_999} {
		if got := Round(testkit.Number(text), 2); got.Exponent() != want || !got.Equal(testkit.Number(text)) {
			t.Errorf("%s has the exponent %d, want %d", text, got.Exponent(), want)
		}
	}
}

func TestSmallRatiosDoNotAllocate(t *testing.T) {
	three, seven := decimal.NewFromInt(3), decimal.NewFromInt(7)
	if n := testing.AllocsPerRun(100, func() { RatioInt(3, 7, 4); RatioInt(3, 7, 0); Ratio(three, seven, 4) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestIsMultiple(t *testing.T) {
	for _, tt := range []struct {
		d, step string
		want    bool
	}{
		{"4", "1", true},
		{"4.5", "1", false},
		{"4.5", "0.5", true},
		{"-4.5", "0.5", true},
		{"4.5", "-0.5", true},
		{"0.3", "0.1", true},
		{"1.0000000000000000000001", "1", false},
		{"0", "0.7", true},
		{"0", "0", true},
		{"1", "0", false},
		{"1e18", "0.000001", true},
		{"0.000001", "1e18", false},
		{"1e1000000000", "3", false},
		{"1", "1e-1000000000", false},
	} {
		if got := IsMultiple(testkit.Number(tt.d), testkit.Number(tt.step)); got != tt.want {
			t.Errorf("%s of %s: %t", tt.d, tt.step, got)
		}
	}
}

// Nothing may panic, or take so long that the test does not end, whatever it is
// given.
func TestHostileNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := testkit.HostileDecimal().Draw(t, "a")
		b := testkit.HostileDecimal().Draw(t, "b")
		places := rapid.Int32().Draw(t, "places")
		Ratio(a, b, places)
		IsMultiple(a, b)
		Round(a, places)
		Fits(a, places, places)
		Int64(a, places)
		Allocate(a, []decimal.Decimal{b, b}, places)
		Fixed(a.CoefficientInt64(), places)
	})
}
