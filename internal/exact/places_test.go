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

func TestFits(t *testing.T) {
	for _, tt := range []struct {
		d              string
		digits, places int32
		want           bool
	}{
		{"123456789.123456", 15, 6, true},
		{"-123456789.123456", 15, 6, true},
		{"1234567890.123456", 15, 6, false},
		{"999999999999999", 15, 6, true},
		{"1234567890123456", 15, 6, false},
		{"0.000001", 15, 6, true},
		{"0.0000001", 15, 6, false},
		{"0.0000010000000000000000000000", 15, 6, true},
		{"1.10000000", 2, 1, true},
		{"1.10000000", 1, 1, false},
		{"1.10000000", 2, 0, false},
		{"1200.50", 5, 1, true},
		{"1200.50", 4, 1, false},
		{"1200", 2, 0, true},
		{"1200", 1, 0, false},
		{"7", 0, 0, false},
		{"0", 1, 0, true},
		{"0.000", 1, 0, true},
		{"1e18", 1, 0, true},
		{"1e19", 1, 0, false},
		{"10e18", 1, 0, false},
		{"0.1e19", 1, 0, true},
		{"1e1000000000", 15, 6, false},
		{"1e-1000000000", 15, 6, false},
		{"1e-2147483648", 15, 6, false},
		{"0e400", 15, 6, true},
		{"0e-400", 15, 6, true},
		{"0e401", 15, 6, false},
		{"0e-401", 15, 6, false},
		{"1" + zeros(399) + "e-399", 15, 6, true},
		{"1" + zeros(400) + "e-400", 15, 6, false},
		{"-1" + zeros(400) + "e-400", 15, 6, false},
		{"3" + zeros(399) + "e-399", 15, 6, true},
		{"12345678901234567890123456789.1", 30, 2, true},
		{"12345678901234567890123456789.12", 30, 2, false},
		{"12345678901234567890123456789.1000", 30, 2, true},
		{"5", math.MaxInt32, math.MaxInt32, true},
		{"5", math.MinInt32, math.MinInt32, false},
	} {
		if got := Fits(testkit.Number(tt.d), tt.digits, tt.places); got != tt.want {
			t.Errorf("%s in %d digits, %d decimals: %t", tt.d, tt.digits, tt.places, got)
		}
	}
}

// The oracle reads the digits that the value is written with.
func TestFitsIsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coefficient := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-2000, 2000)).Draw(t, "coefficient")
		padding := rapid.Int32Range(0, 25).Draw(t, "padding")
		exponent := rapid.Int32Range(-30, 22).Draw(t, "exponent")
		padded := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(padding)), nil)
		padded.Mul(padded, big.NewInt(coefficient))
		digits, places := rapid.Int32Range(1, 20).Draw(t, "digits"), rapid.Int32Range(0, 12).Draw(t, "places")

		text, decimals := big.NewInt(coefficient).String(), exponent
		for text != "0" && text[len(text)-1] == '0' {
			text, decimals = text[:len(text)-1], decimals+1
		}
		if text[0] == '-' {
			text = text[1:]
		}
		want := text == "0" || len(text) <= int(digits) && -decimals <= places && decimals <= 18
		if got := Fits(decimal.NewFromBigInt(padded, exponent-padding), digits, places); got != want {
			t.Fatalf("got %t, want %t", got, want)
		}
	})
}

func TestInt64(t *testing.T) {
	const no = math.MinInt64
	for _, tt := range []struct {
		d      string
		places int32
		want   int64
	}{
		{"1234.56", 2, 123456},
		{"-1234.56", 2, -123456},
		{"1234.567", 2, no},
		{"1.1000000", 2, 110},
		{"-1.1000000", 2, -110},
		{"1.1000001", 2, no},
		{"1.1" + zeros(100), 2, 110},
		{"1.1" + zeros(100), 1, 11},
		{"123456789012345678." + zeros(30), 0, 123456789012345678},
		{"1234567890123456789." + zeros(30), 0, no},
		{"1.1" + zeros(100) + "1", 2, no},
		{"1" + zeros(500) + "e-500", 2, no},
		{"12e3", 2, 1_200_000},
		{"1500", -2, 15},
		{"1550", -2, no},
		{"0", 2, 0},
		{"0e1000000000", 2, 0},
		{"0e-1000000000", 2, 0},
		{"0", math.MaxInt32, 0},
		{"10000000000000000", 2, 1e18},
		{"-10000000000000000.00", 2, -1e18},
		{"10000000000000000.01", 2, no},
		{"-10000000000000000.01", 2, no},
		{"1e18", 0, 1e18},
		{"1000000000000000000", 0, 1e18},
		{"1000000000000000001", 0, no},
		{"9223372036854775808", 0, no},
		{"18446744073709551617", 0, no},
		{"1e19", 0, no},
		{"1e-18", 18, 1},
		{"1e-19", 18, no},
		{"1e1000000000", 2, no},
		{"1e-1000000000", 2, no},
		{"1e-2147483648", 2, no},
		{"1", math.MaxInt32, no},
		{"1", math.MinInt32, no},
	} {
		got, ok := Int64(testkit.Number(tt.d), tt.places)
		if want := tt.want; want == no {
			if ok || got != 0 {
				t.Errorf("%s at %d places is %d, %t", tt.d, tt.places, got, ok)
			}
		} else if !ok || got != want {
			t.Errorf("%s at %d places is %d, %t, want %d", tt.d, tt.places, got, ok, want)
		}
	}
}

func TestInt64IsUnits(t *testing.T) {
	limit := big.NewRat(1e18, 1)
	rapid.Check(t, func(t *rapid.T) {
		coefficient := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-10_000, 10_000)).Draw(t, "coefficient")
		padding := rapid.Int32Range(0, 12).Draw(t, "padding")
		d := decimal.New(coefficient, rapid.Int32Range(-25, 20).Draw(t, "exponent"))
		// The same value with more zeros behind it.
		d = d.Mul(decimal.New(1, padding).Round(0)).Shift(-padding)
		places := rapid.Int32Range(-6, 20).Draw(t, "places")

		units := new(big.Rat).Mul(testkit.Rat(d), testkit.Rat(decimal.New(1, places)))
		want := "not ok"
		if units.IsInt() && new(big.Rat).Abs(units).Cmp(limit) <= 0 {
			want = units.Num().String()
		}
		got := "not ok"
		if n, ok := Int64(d, places); ok {
			got = big.NewInt(n).String()
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s at %d places (-want +got):\n%s", d, places, diff)
		}
	})
}

func TestPlacesDoNotAllocate(t *testing.T) {
	usual, padded := testkit.Number("-1234.56"), testkit.Number("1.1000000")
	huge, long := testkit.Number("1e1000000000"), decimal.New(7, 100_000).Round(0)
	for name, f := range map[string]func(){
		"Int64":                  func() { Int64(usual, 2) },
		"Int64, trailing zeros":  func() { Int64(padded, 2) },
		"Int64, huge exponent":   func() { Int64(huge, 2) },
		"Fits":                   func() { Fits(usual, 15, 6) },
		"Fits, trailing zeros":   func() { Fits(padded, 15, 7) },
		"Fits, huge exponent":    func() { Fits(huge, 15, 6) },
		"Fits, long coefficient": func() { Fits(long, 15, 6) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}

// Trailing zeros that are written out count like those of an exponent.
func TestFitsOfZerosWrittenOut(t *testing.T) {
	for text, want := range map[string]bool{
		"1000000000000000000": true, "1e18": true, "10000000000000000000": false, "1e19": false,
		"10000000000000000001": true, "100000000000000000000000000000": false, "1000000000000000000.00": true,
	} {
		if got := Fits(testkit.Number(text), 30, 2); got != want {
			t.Errorf("%s fits: got %t", text, got)
		}
	}
}

func TestFitsWritten(t *testing.T) {
	for _, tt := range []struct {
		d              string
		digits, places int32
		want           bool
	}{
		{"1e19", 20, 0, true},
		{"1e19", 19, 0, false},
		{"-12300.40", 6, 1, true},
		{"-12300.40", 5, 1, false},
		{"12300.40", 6, 0, false},
		{"0.001", 3, 3, true},
		{"0.001", 3, 2, false},
		{"0", 1, 0, true},
		{"1e399", 400, 0, true},
		{"1e401", 500, 0, false},
	} {
		if got := FitsWritten(decimal.RequireFromString(tt.d), tt.digits, tt.places); got != tt.want {
			t.Errorf("%s in %d digits and %d places: %t", tt.d, tt.digits, tt.places, got)
		}
	}
	for _, exponent := range []int32{1_000_000_000, -1_000_000_000} {
		if FitsWritten(decimal.New(1, exponent), math.MaxInt32, math.MaxInt32) {
			t.Errorf("looks at an exponent of %d", exponent)
		}
	}
}
