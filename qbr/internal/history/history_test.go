package history_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/internal/history"
)

func num(n int64) decimal.NullDecimal { return partnermath.Int(n) }

func text(n decimal.NullDecimal) string {
	if !n.Valid {
		return "–"
	}
	return n.Decimal.String()
}

func TestHistory(t *testing.T) {
	now := partnermath.Quarter{Year: 2026, Number: 1}
	told := history.New[string](now)
	told.Tell("a", now.Add(-1), num(5))
	told.Tell("a", now.Add(-history.Most), num(1))
	for _, none := range []int{-history.Most - 1, 0, 1} {
		told.Tell("a", now.Add(none), num(99))
	}
	more := told.Clone()
	more.Tell("a", now.Add(-1), num(7))
	more.Tell("a", now.Add(-1), decimal.NullDecimal{})
	more.Tell("a", now.Add(-2), num(4))
	for _, tt := range []struct {
		of     history.History[string]
		before [3]string // 1, 2 and 12 quarters ago
		change [2]string // of 10
	}{
		// x = 1, 12, 13 and y = 1, 5, 10: (3 × 191 − 26 × 16) ÷ (3 × 314 − 26²) = 157 ÷ 266
		{told, [3]string{"5", "–", "1"}, [2]string{"5", "0.5902"}},
		// x = 1, 11, 12, 13 and y = 1, 4, 7, 10: (4 × 259 − 37 × 22) ÷ (4 × 435 − 37²) = 222 ÷ 371
		{more, [3]string{"7", "4", "1"}, [2]string{"3", "0.5984"}},
	} {
		for i, back := range []int{1, 2, history.Most} {
			if got := text(tt.of.Before("a", back)); got != tt.before[i] {
				t.Errorf("%d quarters ago: %s, want %s", back, got, tt.before[i])
			}
		}
		if change, slope := tt.of.Change("a", num(10)); text(change) != tt.change[0] || text(slope) != tt.change[1] {
			t.Errorf("changed %s, %s a quarter, want %s", text(change), text(slope), tt.change)
		}
	}
	more.Take("a", told)
	if got := text(more.Before("a", 1)); got != "5" {
		t.Errorf("taken over: %s", got)
	}
	if change, slope := told.Change("b", num(10)); change.Valid || slope.Valid || told.Before("b", 1).Valid {
		t.Error("what is not told of changes")
	}
	if change, _ := told.Change("a", decimal.NullDecimal{}); change.Valid {
		t.Error("what is not known changes")
	}
}
