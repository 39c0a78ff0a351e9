package exact

import (
	"testing"

	"pgregory.net/rapid"
)

const maxSmallQuotient = 1 << 14

func TestSmallDivisorBounds(t *testing.T) {
	for _, den := range []int64{-1, 0, 1 << 34, 1 << 62} {
		if d, ok := NewSmallDivisor(den); ok || d != (SmallDivisor{}) || d.Div(7) != 0 {
			t.Errorf("%d: got %v, %t", den, d, ok)
		}
	}
	for _, den := range []int64{1, 1<<34 - 1} {
		if d, ok := NewSmallDivisor(den); !ok || d.Den() != den {
			t.Errorf("%d: got %v, %t", den, d, ok)
		}
	}
}

// num ÷ den rounded half up is (2 × num + den) ÷ (2 × den) cut off. Ties and what is near
// them are hardest.
func TestSmallDivisorIsCorrectlyRounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.OneOf(rapid.Int64Range(1, 1000), rapid.Int64Range(1, 1<<34-1), rapid.Int64Range(1<<34-1000, 1<<34-1)).Draw(t, "den")
		quotient := rapid.OneOf(rapid.Int64Range(0, maxSmallQuotient-2), rapid.Just[int64](maxSmallQuotient-2)).Draw(t, "quotient")
		part := rapid.OneOf(rapid.Int64Range(0, den-1), rapid.Int64Range(max(den/2-1, 0), min(den/2+1, den-1))).Draw(t, "part")
		d, _ := NewSmallDivisor(den)
		num := quotient*den + part
		if want, got := (2*num+den)/(2*den), d.Div(num); got != want {
			t.Fatalf("%d ÷ %d is %d, got %d", num, den, want, got)
		}
	})
}

func TestSmallDivisorOfMultiples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.OneOf(rapid.Int64Range(1, 1000), rapid.Int64Range(1, 1<<34-1)).Draw(t, "den")
		want := rapid.Int64Range(0, min(1<<48-1, (1<<53-1)/den)).Draw(t, "quotient")
		d, _ := NewSmallDivisor(den)
		if got := d.Div(want * den); got != want {
			t.Fatalf("%d ÷ %d is %d, got %d", want*den, den, want, got)
		}
	})
}

func TestSmallDivisorAtTies(t *testing.T) {
	for den := int64(1<<34 - 1); den > 1; den -= den>>8 + 1 {
		d, _ := NewSmallDivisor(den)
		for quotient := int64(maxSmallQuotient - 2); quotient >= 0; quotient -= quotient>>4 + 1 {
			for _, part := range []int64{0, (den - 1) / 2, den / 2, (den + 1) / 2, den - 1} {
				num := quotient*den + part
				if want, got := (2*num+den)/(2*den), d.Div(num); got != want {
					t.Fatalf("%d ÷ %d is %d, got %d", num, den, want, got)
				}
			}
		}
	}
}
