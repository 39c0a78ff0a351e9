package periods_test

import (
	"testing"
	"time"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/periods"
)

func TestPeriods(t *testing.T) {
	quarter := func(n int) partnermath.Period { return partnermath.Calendar{}.Quarter(2026, n) }
	list := []partnermath.Period{quarter(1), quarter(3)}
	for _, tt := range []struct {
		month time.Month
		day   int
		want  int
	}{{1, 1, 0}, {3, 31, 0}, {4, 1, -1}, {7, 1, 1}, {9, 30, 1}, {10, 1, -1}} {
		day := partnermath.NewDate(2026, tt.month, tt.day)
		if got := periods.Of(list, day); got != tt.want {
			t.Errorf("%s lies in %d, want %d", day, got, tt.want)
		}
	}
	if periods.Of(list, partnermath.NewDate(2025, 12, 31)) != -1 || periods.Of(list, partnermath.Date{}) != -1 || periods.Of(nil, quarter(1).Start) != -1 {
		t.Error("a day outside of all lies in one")
	}
	longer := quarter(3)
	longer.End = longer.End.AddDays(1)
	if periods.Index(list, quarter(3)) != 1 || periods.Index(list, quarter(2)) != -1 || periods.Index(list, longer) != -1 || periods.Index(list, partnermath.Period{}) != -1 {
		t.Error("a period is not found, or another is")
	}
}
