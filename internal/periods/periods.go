// Package periods looks days and periods up in a list that is in order and in which none
// overlaps another.
package periods

import (
	"slices"

	"github.com/partnermath/partnermath"
)

// Of returns the place of the period that a day lies in, or -1.
func Of(list []partnermath.Period, day partnermath.Date) int {
	i, found := slices.BinarySearchFunc(list, day, func(p partnermath.Period, d partnermath.Date) int { return p.Start.Compare(d) })
	if !found {
		i--
	}
	if i < 0 || !list[i].Contains(day) {
		return -1
	}
	return i
}

// Index returns the place of a period, or -1.
func Index(list []partnermath.Period, period partnermath.Period) int {
	if i := Of(list, period.Start); i >= 0 && list[i] == period {
		return i
	}
	return -1
}
