package main

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		usual   int32
		numbers []string
		want    int32
	}{
		{2, nil, 0},
		{2, []string{"5", "1e3"}, 0},
		{2, []string{"5", "12.50"}, 2},
		{2, []string{"12.5000000"}, 2},
		{2, []string{"12.5050", "1"}, 3},
		{4, []string{"1.0000000000000000000000000000"}, 4},
		{2, []string{"0.0000000000"}, 2},
	} {
		var numbers []decimal.Decimal
		for _, n := range tt.numbers {
			numbers = append(numbers, decimal.RequireFromString(n))
		}
		if got := places(tt.usual, numbers...); got != tt.want {
			t.Errorf("places(%d, %v) = %d, want %d", tt.usual, tt.numbers, got, tt.want)
		}
	}
}
