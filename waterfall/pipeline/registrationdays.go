package pipeline

import (
	"slices"

	"github.com/partnermath/partnermath"
)

// dayCounter counts days as a [RegistrationPolicy] says, in a time that does not depend
// on how far they are apart and hardly on the number of holidays.
type dayCounter struct {
	every bool
	// worked[i] is how many of the first i days of a week are worked.
	worked   [8]int
	holidays []partnermath.Date // on days that would be worked, in order
}

// The Monday with which the calendar begins.
var firstMonday = partnermath.NewDate(1, 1, 1)

// newDayCounter is of a sound policy.
func newDayCounter(p *RegistrationPolicy) dayCounter {
	c := dayCounter{every: p.Days != DaysWorking}
	if c.every {
		return c
	}
	week := p.WorkingDays.Week()
	for i := range week {
		c.worked[i+1] = c.worked[i]
		if week[firstMonday.AddDays(i).Weekday()] {
			c.worked[i+1]++
		}
	}
	for _, day := range p.WorkingDays.Holidays {
		if week[day.Weekday()] {
			c.holidays = append(c.holidays, day)
		}
	}
	slices.SortFunc(c.holidays, partnermath.Date.Compare)
	return c
}

// between returns the number of days after one day up to and with another one, which is
// not before it.
func (c *dayCounter) between(from, to partnermath.Date) int {
	if c.every {
		return to.DaysSince(from)
	}
	return c.until(to) - c.until(from)
}

// until returns the number of worked days up to and with a day.
func (c *dayCounter) until(d partnermath.Date) int {
	days := d.DaysSince(firstMonday) + 1
	holidays, found := slices.BinarySearchFunc(c.holidays, d, partnermath.Date.Compare)
	if found {
		holidays++
	}
	return days/7*c.worked[7] + c.worked[days%7] - holidays
}
