package partnermath

import (
	"fmt"
	"slices"
	"time"
)

// MaxHolidays is the largest number of holidays in a [WorkingDays], those of
// decades.
const MaxHolidays = 1000

// WorkingDays tells on which days people work. The zero WorkingDays is Monday to
// Friday without holidays.
type WorkingDays struct {
	// Weekend lists the days of the week that are not worked, at most 6. Left out, they
	// are Saturday and Sunday; an empty list that is there means none.
	Weekend []Weekday `json:"weekend,omitzero"`
	// Holidays lists up to MaxHolidays days that are not worked, in any order. They may
	// fall on a weekend, and lie in any year.
	Holidays []Date `json:"holidays,omitempty"`
}

// Validate returns a [*ValidationError] for a day of the week that is
// unknown or given twice, a weekend of the whole week, a holiday that is absent or
// given twice, and for too many holidays.
func (w WorkingDays) Validate() error {
	var faults ValidationError
	w.fields(&faults)
	if len(faults.Fields) == 0 {
		w.rules(&faults)
	}
	return faults.Err()
}

// fields checks each field for itself.
func (w WorkingDays) fields(faults *ValidationError) {
	const maxWeekend = 6
	if len(w.Weekend) > maxWeekend {
		faults.Addf("weekend", "length", "must have a length of at most %d, got %d", maxWeekend, len(w.Weekend))
	} else {
		for i, day := range w.Weekend {
			oneOf(faults, fmt.Sprintf("weekend[%d]", i), day, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday)
		}
	}
	if len(w.Holidays) > MaxHolidays {
		faults.Addf("holidays", "length", "must have a length of at most %d, got %d", MaxHolidays, len(w.Holidays))
	}
}

// rules checks the days of a list against each other.
func (w WorkingDays) rules(faults *ValidationError) {
	for i, day := range w.Weekend {
		if slices.Contains(w.Weekend[:i], day) {
			faults.Addf(fmt.Sprintf("weekend[%d]", i), "unique", "must not be given twice, got %s again", day)
		}
	}
	if increasing(w.Holidays) {
		return
	}
	seen := make(map[Date]bool, len(w.Holidays))
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
func increasing(days []Date) bool {
	var previous Date
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
func (w WorkingDays) In(p Period) int {
	week := w.Week()
	days := p.Days()
	count := 0
	for _, worked := range week {
		if worked {
			count += days / 7
		}
	}
	for i := range days % 7 {
		if week[p.Start.AddDays(i).Weekday()] {
			count++
		}
	}
	for _, day := range w.Holidays {
		if p.Contains(day) && week[day.Weekday()] {
			count--
		}
	}
	return max(count, 0)
}

// Week tells which days of the week are worked, holidays aside; its index is the
// [time.Weekday].
func (w WorkingDays) Week() [7]bool {
	week := [7]bool{true, true, true, true, true, true, true}
	if w.Weekend == nil {
		week[time.Saturday], week[time.Sunday] = false, false
	}
	for _, day := range w.Weekend {
		if i := slices.Index(daysOfWeek[:], day); i >= 0 {
			week[i] = false
		}
	}
	return week
}
