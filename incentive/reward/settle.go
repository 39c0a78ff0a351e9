package reward

import (
	"errors"

	"github.com/partnermath/partnermath"
)

// Settle tells what every deal of a book has earned by the end of the day asOf, what is
// pending and what was paid, and makes the statements of organisations and reps:
//
//	earned at a milestone = round(share × min(margin known then, cap)) − earned before
//	rep's part            = round(rep share × all that is earned) − rep's before
//	due                   = earned − paid
//
// in minor units, the organisation having the rest of what the rep has not. What is
// dated after asOf has not happened yet. How a deal ends, and what facts that contradict
// each other do, stands in the comment of the package.
//
// An approved deal that is not won before expires on its day; of an expiry and an end the
// earlier counts, on the same day the expiry. A milestone on the day of an end counts, one
// on the day of the expiry does not.
//
// The error is a [*partnermath.ValidationError] that lists every rule that program, book
// and asOf break, with paths below "program", "book" and "asOf". Where the program sets
// faulty deals apart, the settlement lists them instead.
func Settle(program Program, book Book, asOf partnermath.Date) (Settlement, error) {
	return Settlement{}, errors.New("not yet")
}
