package exact_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

func TestLeastStep(t *testing.T) {
	for _, tt := range []struct {
		name  string
		last  int64
		short func(x int64) int64
		step  int64
		found bool
	}{
		{"the first", 100_000, func(int64) int64 { return 0 }, 0, true},
		{"rising", 1_000_000, func(x int64) int64 { return 123_456 - x }, 123_456, true},
		{"one step", 0, func(int64) int64 { return 1 }, 0, false},
		{"the last is closest", 70_001, func(x int64) int64 { return 100_000 - x }, 70_001, false},
		{"a hill that is too low", 100_000, func(x int64) int64 { return 5 + max(x-777, 777-x) }, 777, false},
		{"a narrow hill", 100_000, func(x int64) int64 { return max(x-777, 777-x) - 3 }, 774, true},
		{"every one of few", 32, func(x int64) int64 { return max(x-7, 7-x) }, 7, true},
	} {
		step, found := exact.LeastStep(tt.last, func(x int64) decimal.NullDecimal {
			return decimal.NewNullDecimal(decimal.NewFromInt(tt.short(x)))
		})
		if step != tt.step || found != tt.found {
			t.Errorf("%s: got %d %t, want %d %t", tt.name, step, found, tt.step, tt.found)
		}
	}
	if step, found := exact.LeastStep(1000, func(int64) decimal.NullDecimal { return decimal.NullDecimal{} }); step != -1 || found {
		t.Errorf("got %d %t", step, found)
	}
}
