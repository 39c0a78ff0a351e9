package profit

import "github.com/partnermath/partnermath"

// Forecast makes the statement of a case.
//
// The error is a [*partnermath.ValidationError]: the faults that [Case.Validate] lists.
func Forecast(c Case) (Statement, error) { return Statement{}, notYet() }

// Validate returns a [*partnermath.ValidationError] that lists every rule the case breaks, those of its parts
// included. Rule "range" is that of a month whose quantity is above 10^6, at the ramp or the number that makes it
// so, and of one whose amount is above 10^14 minor units. The case may have at most [MaxLines] lines of money:
// two for each product, recurring line, service, role and vendor money, one for each cost, one for tax and one for the opening cash.
func (c Case) Validate() error { return notYet() }

func notYet() error {
	var faults partnermath.ValidationError
	faults.Add("", "invalid", "cannot be computed")
	return faults.Err()
}
