package incentive

import (
	"encoding/json"

	"github.com/partnermath/partnermath"
)

// Settler is a program that is checked once and settles many books. It is safe to share.
// The zero Settler settles nothing: its methods return an error.
type Settler struct{ program *Program }

// Compile checks a program and keeps a copy. The error is that of its Validate.
func Compile(program Program) (*Settler, error) {
	if err := program.Validate(); err != nil {
		return nil, err
	}
	var s Settler
	text, err := json.Marshal(program)
	if err == nil {
		err = json.Unmarshal(text, &s.program)
	}
	return &s, err
}

// Settle is [Settle] by the program of s.
func (s *Settler) Settle(book Book, asOf partnermath.Date) (Settlement, error) {
	if err := s.usable(); err != nil {
		return Settlement{}, err
	}
	return settle(s.program, nil, book, asOf)
}

func (s *Settler) usable() error {
	var faults partnermath.ValidationError
	if s == nil || s.program == nil {
		faults.Add("settler", "required", "must come from Compile")
	}
	return faults.Err()
}
