package intake

import (
	"fmt"

	"github.com/partnermath/partnermath"
)

// OtherQuarters tells of the files that are of another quarter than a review, which then has nothing
// of what they say of theirs.
func (ch *Channel) OtherQuarters(reviewed partnermath.Quarter) []string {
	var notes []string
	for _, of := range []struct {
		file, leaves string
		quarter      partnermath.Quarter
		isEmpty      bool
	}{
		{PlanFile, "its goal and its marketing are left out", ch.plans.Quarter, !ch.plans.isOfQuarter},
		{ReviewFile, "what it records is left out", ch.reviews.Quarter, len(ch.reviews.index) == 0 && len(ch.reviews.activities) == 0},
	} {
		if of.isEmpty || of.quarter.IsZero() || of.quarter == reviewed {
			continue
		}
		notes = append(notes, fmt.Sprintf("%s is of %s, and the review is of %s: %s%s",
			of.file, of.quarter, reviewed, of.leaves, ch.namingHint(reviewed, of.quarter)))
	}
	return notes
}

// namingHint tells of the calendar that calls the days of a quarter another one, if its years need only
// be named otherwise. A file that counts years by their start is easily read by their end.
func (ch *Channel) namingHint(reviewed, meant partnermath.Quarter) string {
	other := ch.Calendar
	other.YearStart.Named = partnermath.NamedByStart
	if ch.Calendar.YearStart.Named == partnermath.NamedByStart {
		other.YearStart.Named = partnermath.NamedByEnd
	}
	if other.QuarterOf(ch.Calendar.Quarter(reviewed.Year, reviewed.Number).Start) != meant {
		return ""
	}
	return fmt.Sprintf("; \"named\": %q in %s calls the year %d", other.YearStart.Named, CalendarFile, meant.Year)
}
