package ruler_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/internal/ruler"
)

func span(month, from, days int) partnermath.Period {
	start := partnermath.NewDate(2026, time.Month(month), from)
	return partnermath.Period{Start: start, End: start.AddDays(days)}
}

// January and February share 1 and 3 of 4: of 100 a day of January has 25 ÷ 31, one of February 75 ÷ 28.
func TestSpans(t *testing.T) {
	months := []partnermath.Period{span(1, 1, 31), span(2, 1, 28)}
	r := ruler.Spans(months, []int64{1, 3})
	if r.Weight(months[1]) != 3*r.Weight(months[0]) || r.Whole() != r.Weight(span(1, 1, 59)) {
		t.Errorf("the months weigh %d and %d of %d", r.Weight(months[0]), r.Weight(months[1]), r.Whole())
	}
	cut := ruler.NewCutter(100, 0)
	var got []string
	var sum decimal.Decimal
	for _, p := range []partnermath.Period{span(1, 1, 10), span(1, 11, 21), span(2, 1, 1), span(2, 2, 27)} {
		part := cut.Cut(r, p)
		got, sum = append(got, part.String()), sum.Add(part)
	}
	// Before their ends lie 8.06, 25, 27.68 and 100.
	if diff := testkit.Diff([]string{"8", "17", "3", "72"}, got); diff != "" || sum.String() != "100" {
		t.Errorf("sum %s (-want +got):\n%s", sum, diff)
	}
}

func TestWorkingDays(t *testing.T) {
	year := span(1, 1, 59)
	// The 1st of January of 2026 is a Thursday; the 2nd is a holiday, and so is a Saturday.
	r := ruler.WorkingDays(year, partnermath.WorkingDays{
		Holidays: []partnermath.Date{partnermath.NewDate(2026, 1, 2), partnermath.NewDate(2026, 1, 3), partnermath.NewDate(2025, 12, 25)},
	})
	if week := r.Weight(span(1, 1, 7)); week != 4 || r.Whole() != 41 {
		t.Errorf("the first week has %d working days and all have %d, want 4 and 41", week, r.Whole())
	}
}
