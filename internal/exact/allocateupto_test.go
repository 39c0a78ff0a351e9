package exact_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

func TestAllocateUpTo(t *testing.T) {
	for _, tt := range []struct{ available, a, b, want string }{
		{"10", "3", "4.5", "[3 4.5] 2.5"},
		{"7.5", "3", "4.5", "[3 4.5] 0"},
		// 5 × 3 ÷ 7.5 and 5 × 4.5 ÷ 7.5
		{"5", "3", "4.5", "[2 3] 0"},
		{"0", "3", "4.5", "[0 0] 0"},
		{"0.01", "1", "1", "[0.01 0] 0"},
	} {
		d := decimal.RequireFromString
		shares, left := exact.AllocateUpTo(d(tt.available), []decimal.Decimal{d(tt.a), d(tt.b)}, 2)
		if got := fmt.Sprint(shares, " ", left); got != tt.want {
			t.Errorf("%s among %s and %s is %s, want %s", tt.available, tt.a, tt.b, got, tt.want)
		}
	}
}
