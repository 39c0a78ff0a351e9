package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
)

// readCalendar returns the zero calendar, that of the year, when there is no file.
func readCalendar(in folder.Folder, found *folder.Faults) partnermath.Calendar {
	var c partnermath.Calendar
	if d, there := folder.ReadDocument(in, CalendarFile, found, &c); there {
		d.Rules(c.Validate())
	}
	return c
}

// Year is a fiscal year.
func (ch *Channel) Year(y int) partnermath.Period {
	return partnermath.Period{Start: ch.Calendar.Quarter(y, 1).Start, End: ch.Calendar.Quarter(y, 4).End}
}
