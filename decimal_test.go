package partnermath_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

var number, null = testkit.Number, testkit.Null

func text(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.String()
}

// digits returns n digits without a zero among them.
func digits(n int) string { return strings.Repeat("123456789", n/9+1)[:n] }

func TestInBounds(t *testing.T) {
	for _, tt := range []struct {
		number string
		want   bool
	}{
		{"0", true},
		{"-0.00", true},
		{"1", true},
		{"-1", true},
		{"1.50", true},
		{"1200", true},

		{digits(30), true},
		{"-" + digits(30), true},
		{digits(31), false},
		{"-" + digits(31), false},
		{digits(18) + "." + digits(12), true},
		{digits(19) + "." + digits(12), false},

		{"0.000000000001", true},
		{"0.0000000000001", false},
		{"-0.000000000001", true},
		{"-0.0000000000001", false},
		{"1e18", true},
		{"1e19", false},
		{"-1e19", false},
		{"12e18", true},
		{"12e19", false},
		{digits(30) + "e18", true},
		{digits(31) + "e18", false},
		{digits(30) + "e19", false},
		{digits(30) + "e-12", true},
		{digits(30) + "e-13", false},

		// Trailing zeros count neither as digits nor in the exponent.
		{"1.0000000000000", true},
		{"0.0000000000010", true},
		{"1" + strings.Repeat("0", 18), true},
		{"1" + strings.Repeat("0", 19), false},
		{digits(30) + strings.Repeat("0", 18), true},
		{digits(30) + strings.Repeat("0", 19), false},
		{digits(30) + "." + strings.Repeat("0", 40), true},
		{"1" + strings.Repeat("0", 29) + "1", false},
		{"1" + strings.Repeat("0", 28) + "1", true},
		{"10e18", false},
		{"100e17", false},
		{"100e16", true},
		{"0e18", true},
		{"0e-12", true},
	} {
		if got := partnermath.InBounds(number(tt.number)); got != tt.want {
			t.Errorf("InBounds(%s) = %t, want %t", tt.number, got, tt.want)
		}
	}
	if !partnermath.InBounds(decimal.Decimal{}) {
		t.Error("the zero Decimal is out of bounds")
	}
}

// A number that is short to write must not be long to look at.
func TestInBoundsIsFast(t *testing.T) {
	million := new(big.Int).Exp(big.NewInt(10), big.NewInt(1_000_000), nil)
	nines := new(big.Int).Sub(million, big.NewInt(1))
	hostile := map[string]decimal.Decimal{
		"exponent 1e9":             decimal.New(1, 1_000_000_000),
		"exponent -1e9":            decimal.New(1, -1_000_000_000),
		"largest exponent":         decimal.New(math.MaxInt64, math.MaxInt32),
		"smallest exponent":        decimal.New(math.MinInt64, math.MinInt32),
		"a million nines":          decimal.NewFromBigInt(nines, 0),
		"a million zeros":          decimal.NewFromBigInt(million, 0),
		"a million nines, -1e6":    decimal.NewFromBigInt(nines, -1_000_000),
		"a million nines, largest": decimal.NewFromBigInt(nines, math.MaxInt32),
	}
	for name, d := range hostile {
		if partnermath.InBounds(d) {
			t.Errorf("%s is in bounds", name)
		}
		// Printing a million digits takes hundreds of allocations, and adding to
		// an exponent of a billion does not end in this test's lifetime.
		if allocations := testing.AllocsPerRun(10, func() { partnermath.InBounds(d) }); allocations > 10 {
			t.Errorf("%s takes %v allocations", name, allocations)
		}
	}
}

// An independent reading of the rule: of all powers of ten that divide a
// number, the largest is 10^e; then e is from -12 to 18, and the quotient is
// below 10^30.
func TestInBoundsProperty(t *testing.T) {
	power := func(n int) *big.Rat {
		p := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(n, -n))), nil))
		if n < 0 {
			p.Inv(p)
		}
		return p
	}
	limit := power(30)
	holds := func(r *big.Rat) bool {
		for e := 100; e >= -100; e-- {
			if units := new(big.Rat).Quo(r, power(e)); units.IsInt() {
				return -12 <= e && e <= 18 && units.Abs(units).Cmp(limit) < 0
			}
		}
		return false
	}
	rapid.Check(t, func(t *rapid.T) {
		coefficient, _ := new(big.Int).SetString(rapid.StringMatching(`-?[1-9][0-9]{0,35}0{0,20}`).Draw(t, "coefficient"), 10)
		exponent := rapid.IntRange(-60, 40).Draw(t, "exponent")
		value := new(big.Rat).Mul(new(big.Rat).SetInt(coefficient), power(exponent))
		if got, want := partnermath.InBounds(decimal.NewFromBigInt(coefficient, int32(exponent))), holds(value); got != want {
			t.Fatalf("InBounds(%se%d) = %t, want %t", coefficient, exponent, got, want)
		}
	})
}

func TestInBoundsDoesNotChangeItsArgument(t *testing.T) {
	d := number("-12300.4500")
	partnermath.InBounds(d)
	if d.Exponent() != -4 || d.Coefficient().String() != "-123004500" {
		t.Errorf("became %s × 10^%d", d.Coefficient(), d.Exponent())
	}
}
