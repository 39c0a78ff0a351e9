package incentive

import "github.com/partnermath/partnermath"

// Settle settles a period of a program for every partner of the book, as of a day.
func Settle(_ Program, _ Book, _ partnermath.Date) (Settlement, error) {
	var faults partnermath.ValidationError
	faults.Add("", "invalid", "is not settled yet")
	return Settlement{}, faults.Err()
}
