package baseline_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/baseline"
	"github.com/partnermath/partnermath/internal/testkit"
)

func quarter(year, n int) partnermath.Period { return partnermath.Calendar{}.Quarter(year, n) }

func TestHistory(t *testing.T) {
	h := baseline.History{
		{Period: quarter(2025, 4), Value: testkit.Number("40")},
		{Period: quarter(2025, 1), Value: testkit.Number("-10")},
		{Period: quarter(2025, 3), Value: testkit.Number("30")},
		{Period: quarter(2024, 4), Value: testkit.Number("90")},
	}
	weeks := baseline.History{{Value: testkit.Number("7"), Period: partnermath.Period{Start: partnermath.NewDate(2024, 12, 29), End: partnermath.NewDate(2025, 3, 30)}}}
	for _, tt := range []struct {
		name, want string
		find       func() (decimal.Decimal, bool)
	}{
		{"previous", "40", func() (decimal.Decimal, bool) { return h.Previous(quarter(2026, 1)) }},
		{"no previous", "", func() (decimal.Decimal, bool) { return h.Previous(quarter(2025, 3)) }},
		{"last year", "-10", func() (decimal.Decimal, bool) { return h.LastYear(quarter(2026, 1)) }},
		{"last year by weeks", "7", func() (decimal.Decimal, bool) { return weeks.LastYear(quarter(2026, 1)) }},
		{"no last year", "", func() (decimal.Decimal, bool) { return h.LastYear(quarter(2026, 2)) }},
		{"higher", "40", func() (decimal.Decimal, bool) { return h.Higher(quarter(2026, 1)) }},
		{"only one of two", "", func() (decimal.Decimal, bool) { return h.Higher(quarter(2025, 1)) }},
		{"sum", "70", func() (decimal.Decimal, bool) { return h.Sum(quarter(2026, 1), 2) }},
		{"sum with a gap", "", func() (decimal.Decimal, bool) { return h.Sum(quarter(2026, 1), 3) }},
		{"highest", "90", func() (decimal.Decimal, bool) { return h.Highest(quarter(2026, 1)) }},
		{"highest so far", "90", func() (decimal.Decimal, bool) { return h.Highest(quarter(2025, 1)) }},
		{"highest of negative ones", "-10", func() (decimal.Decimal, bool) { return h[1:2].Highest(quarter(2025, 2)) }},
		{"no highest", "", func() (decimal.Decimal, bool) { return h.Highest(quarter(2024, 4)) }},
	} {
		got, known := tt.find()
		if known != (tt.want != "") || known && !got.Equal(testkit.Number(tt.want)) {
			t.Errorf("%s: %s, %t, want %s", tt.name, got, known, tt.want)
		}
	}
}
