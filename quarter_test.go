package partnermath_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
)

func TestParseQuarter(t *testing.T) {
	for _, tt := range []struct {
		text string
		want partnermath.Quarter
		ok   bool
	}{
		{"2026-Q3", partnermath.Quarter{Year: 2026, Number: 3}, true},
		{"0001-Q1", partnermath.Quarter{Year: 1, Number: 1}, true},
		{"9999-Q4", partnermath.Quarter{Year: 9999, Number: 4}, true},
		{"2026-Q0", partnermath.Quarter{}, false},
		{"2026-Q5", partnermath.Quarter{}, false},
		{"2026-q3", partnermath.Quarter{}, false},
		{"2026-Q3 ", partnermath.Quarter{}, false},
		{"2026-Q31", partnermath.Quarter{}, false},
		{"026-Q3", partnermath.Quarter{}, false},
		{"+026-Q3", partnermath.Quarter{}, false},
		{"0000-Q3", partnermath.Quarter{}, false},
		{"", partnermath.Quarter{}, false},
	} {
		got, err := partnermath.ParseQuarter(tt.text)
		if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) != tt.ok {
			t.Errorf("%q: error %v (-want +got):\n%s", tt.text, err, diff)
		}
		if tt.ok && got.String() != tt.text {
			t.Errorf("%q is printed as %q", tt.text, got)
		}
	}
}

func TestQuarterAdd(t *testing.T) {
	q := func(year, number int) partnermath.Quarter { return partnermath.Quarter{Year: year, Number: number} }
	for _, tt := range []struct {
		from partnermath.Quarter
		n    int
		want partnermath.Quarter
	}{
		{q(2026, 1), -1, q(2025, 4)},
		{q(2025, 4), 1, q(2026, 1)},
		{q(2026, 2), 7, q(2028, 1)},
		{q(1, 1), -1, partnermath.Quarter{}},
		{q(9999, 4), 1, partnermath.Quarter{}},
		{q(9999, 4), -39995, q(1, 1)},
		{partnermath.Quarter{}, 1, partnermath.Quarter{}},
		{q(2026, 9), 1, partnermath.Quarter{}},
	} {
		got := tt.from.Add(tt.n)
		if got != tt.want {
			t.Errorf("%s + %d is %s, want %s", tt.from, tt.n, got, tt.want)
		}
		if !got.IsZero() && got.Since(tt.from) != tt.n {
			t.Errorf("from %s to %s are %d quarters, want %d", tt.from, got, got.Since(tt.from), tt.n)
		}
	}
}

func TestCalendarQuarterOf(t *testing.T) {
	fiscal := partnermath.Calendar{YearStart: partnermath.YearStart{Month: time.July}}
	if got := fiscal.QuarterOf(partnermath.NewDate(2025, time.October, 1)); got.String() != "2026-Q2" {
		t.Errorf("got %s, want 2026-Q2", got)
	}
	if got := fiscal.QuarterOf(partnermath.Date{}); !got.IsZero() {
		t.Errorf("the zero Date lies in %s", got)
	}
}
