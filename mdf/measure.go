package mdf

import (
	"errors"

	"github.com/partnermath/partnermath"
)

// Measure tells how a fund stands at the end of asOf, a day of the period, and what the
// period has brought until then. What is free, reserved, paid and forfeited comes from the
// entries, as in [Balance]; entries of before the period make the opening.
//
// The treatment of payments follows ASC 606-10-32-25: what is paid above the fair value of
// a distinct service received lowers revenue, and so does all of a payment without one.
//
// The error is a [*partnermath.ValidationError], as for [Balance], and for an invalid
// period, an asOf that is not in it, and a service that names no payment.
func Measure(p Program, entries []Entry, f FundPeriod, asOf partnermath.Date) (Report, error) {
	return Report{}, errors.ErrUnsupported
}
