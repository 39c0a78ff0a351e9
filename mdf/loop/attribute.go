package loop

import "errors"

// Attribute splits the pipeline of each opportunity over its touches on or before the day it was
// created, and its revenue over those on or before the day it closed, not more than the window
// of days before. Each amount is split by largest remainder in minor units, ties in the order
// of the touches. Weights of n > 2 touches are first, middle ÷ (n − 2) each, last.
//
// The error is a [*partnermath.ValidationError] with paths below "attribution",
// "opportunities" and "touches": the faults of these, more of them than the limits, and an id
// that stands twice with other content.
func Attribute(attribution Attribution, opportunities []Opportunity, touches []Touch) (Credits, error) {
	return Credits{}, errors.New("not yet")
}
