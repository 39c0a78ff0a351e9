package partnermath_test

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

func TestNumbers(t *testing.T) {
	for _, tt := range []struct {
		got  decimal.NullDecimal
		want string
	}{
		{partnermath.Int(60), "60"},
		{partnermath.Int(0), "0"},
		{partnermath.Int(-3), "-3"},
		{partnermath.Int(math.MinInt64), "-9223372036854775808"},
		{partnermath.Num(15, 2), "0.15"},
		{partnermath.Num(-5, 1), "-0.5"},
		{partnermath.Num(0, 4), "0"},
		{partnermath.Num(12, -3), "12000"},
		{partnermath.Num(7, 0), "7"},
	} {
		if got := text(tt.got); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	if partnermath.InBounds(partnermath.Num(1, math.MinInt32).Decimal) || partnermath.InBounds(partnermath.Num(1, math.MaxInt32).Decimal) {
		t.Error("a number with two billion places is in bounds")
	}
}
