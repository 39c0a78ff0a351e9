// Package check validates models: it turns the struct tags that validator/v10
// reads into a [*partnermath.ValidationError] with JSON paths, the rule names of
// the partnermath package and exact rules for decimals.
//
// It is the only importer of validator. The tags are
//
//	required           a string, a list, an enum or a NullDecimal is given; a 0 is
//	omitempty          the other tags apply only to a value that is given
//	id                 1 to 100 bytes of printable UTF-8, no spaces around
//	text=N             valid UTF-8 of at most N bytes
//	currency           an ISO 4217 code of a currency with minor units
//	oneof=A B          one of the listed texts
//	enum               one of what the method Values of the type returns
//	min=N, max=N       the length of a list; the size of a whole number
//	bounds             a decimal within partnermath.InBounds; comes first on each
//	atleast=X          a decimal or a score ≥ X
//	atmost=X           ≤ X
//	above=X            > X
//	digits=P S         a decimal of at most P digits, of which S decimals
//	dive               the following tags apply to the elements of a list
//
// A text may have control characters, as people and spreadsheets write them: line breaks, marks
// of direction, joiners. What is written for people makes them harmless.
//
// The tags for decimals compare exactly. A NullDecimal needs required or omitempty,
// because the rules see only a number that is there.
package check

import (
	"errors"
	"reflect"

	"github.com/go-playground/validator/v10"

	"github.com/partnermath/partnermath"
)

// Model checks the tags of model, a struct. When all hold it calls rules, unless
// that is nil, for whatever needs more than one field. The error is a
// [*partnermath.ValidationError].
func Model(model any, rules func(*partnermath.ValidationError)) error {
	var faults partnermath.ValidationError
	if v := reflect.ValueOf(model); v.Kind() == reflect.Struct { // so that box finds its fields where they stand
		stored := reflect.New(v.Type())
		stored.Elem().Set(v)
		model = stored.Interface()
	}
	if err := validate().Struct(model); err != nil {
		var broken validator.ValidationErrors
		if !errors.As(err, &broken) {
			faults.Add("", "required", "must be given")
			return faults.Err()
		}
		for _, b := range broken {
			report(&faults, b)
		}
		return faults.Err()
	}
	if rules != nil {
		rules(&faults)
	}
	return faults.Err()
}
