package incentive

import "github.com/partnermath/partnermath"

// Settler is a program that is checked once and settles many books. It is safe to share.
// The zero Settler settles nothing: its methods return an error.
type Settler struct{ program *Program }

// Compile checks a program. The error is that of its Validate.
func Compile(program Program) (*Settler, error) {
	if err := program.Validate(); err != nil {
		return nil, err
	}
	return &Settler{&program}, nil
}

// Settle is [Settle] for the program of s.
func (s *Settler) Settle(book Book, asOf partnermath.Date) (Settlement, error) {
	return Settlement{}, notYet()
}

func notYet() error {
	var faults partnermath.ValidationError
	faults.Add("", "unknown", "is not written yet")
	return faults.Err()
}
