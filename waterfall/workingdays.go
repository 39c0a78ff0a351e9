package waterfall

import (
	"fmt"
	"slices"
	"time"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// MaxHolidays is the largest number of holidays in a [WorkingDays], those of
// decades.
const MaxHolidays = 1000

// WorkingDays tells on which days people work. The zero WorkingDays is Monday to
// Friday without holidays.
type WorkingDays struct {
	// Weekend lists the days of the week that are not worked, at most 6. Left out, they
	// are Saturday and Sunday; an empty list that is there means none.
	Weekend []partnermath.Weekday `json:"weekend,omitzero" validate:"max=6,dive,oneof=monday tuesday wednesday thursday friday saturday sunday"`
	// Holidays lists up to MaxHolidays days that are not worked, in any order. They may
	// fall on a weekend, and lie in any year.
	Holidays []partnermath.Date `json:"holidays,omitempty" validate:"max=1000"`
}

// Validate returns a [*partnermath.ValidationError] for a day of the week that is
// unknown or given twice, a weekend of the whole week, a holiday that is absent or
// given twice, and for too many holidays.
func (w WorkingDays) Validate() error { return check.Model(w, w.rules) }

func (w WorkingDays) rules(faults *partnermath.ValidationError) {
	for i, day := range w.Weekend {
		if slices.Contains(w.Weekend[:i], day) {
			faults.Addf(fmt.Sprintf("weekend[%d]", i), "unique", "must not be given twice, got %s again", day)
		}
	}
	if increasing(w.Holidays) {
		return
	}
	seen := make(map[partnermath.Date]bool, len(w.Holidays))
	for i, day := range w.Holidays {
		switch {
		case day.IsZero():
			faults.Add(fmt.Sprintf("holidays[%d]", i), "required", "must be given")
		case seen[day]:
			faults.Addf(fmt.Sprintf("holidays[%d]", i), "unique", "must not be given twice, got %s again", day)
		}
		seen[day] = true
	}
}

// increasing reports whether every day is after the one before, as holidays are usually
// kept; then none is absent or given twice.
func increasing(days []partnermath.Date) bool {
	var previous partnermath.Date
	for _, day := range days {
		if !day.After(previous) {
			return false
		}
		previous = day
	}
	return true
}

// In returns the number of working days in p: its days, less those of the weekend,
// less the holidays on other days. It is 0 for a period without days.
//
// The time it takes does not depend on the length of p, and is a few nanoseconds for
// each holiday. Call Validate once after loading w: In takes a holiday that is given
// twice off twice, though it never returns less than 0, and ignores a day of the week
// that it does not know.
func (w WorkingDays) In(p partnermath.Period) int {
	free := w.free()
	days := p.Days()
	count := days / 7 * free.worked()
	for i := range days % 7 {
		if !free[p.Start.AddDays(i).Weekday()] {
			count++
		}
	}
	for _, day := range w.Holidays {
		if p.Contains(day) && !free[day.Weekday()] {
			count--
		}
	}
	return max(count, 0)
}

// week tells which days of the week are free, from Sunday on as package time counts.
type week [7]bool

func (w WorkingDays) free() week {
	if w.Weekend == nil {
		return week{time.Saturday: true, time.Sunday: true}
	}
	var free week
	for _, day := range w.Weekend {
		if i := slices.Index(daysOfWeek[:], day); i >= 0 {
			free[i] = true
		}
	}
	return free
}

// worked returns the number of days in a week that are not free.
func (w week) worked() int {
	count := 0
	for _, free := range w {
		if !free {
			count++
		}
	}
	return count
}

// daysOfWeek holds the names of the days as package time counts them.
var daysOfWeek = [7]partnermath.Weekday{
	partnermath.Sunday, partnermath.Monday, partnermath.Tuesday, partnermath.Wednesday,
	partnermath.Thursday, partnermath.Friday, partnermath.Saturday,
}
