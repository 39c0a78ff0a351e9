package testkit

import (
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

// Weekdays returns the names of the days of a week.
func Weekdays() []partnermath.Weekday {
	return []partnermath.Weekday{
		partnermath.Monday, partnermath.Tuesday, partnermath.Wednesday, partnermath.Thursday,
		partnermath.Friday, partnermath.Saturday, partnermath.Sunday,
	}
}

// WorkingDays generates working days with holidays from low to high days after one.
func WorkingDays(around partnermath.Date, low, high int) *rapid.Generator[partnermath.WorkingDays] {
	return rapid.Custom(func(t *rapid.T) partnermath.WorkingDays {
		var w partnermath.WorkingDays
		if rapid.Bool().Draw(t, "has weekend") {
			w.Weekend = append([]partnermath.Weekday{}, rapid.Permutation(Weekdays()).Draw(t, "week")[:rapid.IntRange(0, 6).Draw(t, "free")]...)
		}
		for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(low, high), 0, 40, rapid.ID).Draw(t, "holidays") {
			if d := around.AddDays(n); !d.IsZero() {
				w.Holidays = append(w.Holidays, d)
			}
		}
		return w
	})
}

// CountWorked counts the working days of a period one by one, from what the fields
// of WorkingDays mean.
func CountWorked(w partnermath.WorkingDays, p partnermath.Period) int {
	count := 0
	for d := p.Start; d.Before(p.End); d = d.AddDays(1) {
		if isWorked(w, d) {
			count++
		}
	}
	return count
}

func isWorked(w partnermath.WorkingDays, d partnermath.Date) bool {
	weekend := w.Weekend
	if weekend == nil {
		weekend = []partnermath.Weekday{partnermath.Saturday, partnermath.Sunday}
	}
	name := partnermath.Weekday(strings.ToLower(d.Weekday().String()))
	return !slices.Contains(weekend, name) && !slices.Contains(w.Holidays, d)
}
