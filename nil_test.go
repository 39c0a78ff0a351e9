package partnermath_test

import (
	"errors"
	"testing"

	"github.com/partnermath/partnermath"
)

// No method panics on a nil pointer.
func TestNilReceivers(t *testing.T) {
	var faults *partnermath.ValidationError
	faults.Add("a", "b", "c")
	faults.Addf("a", "b", "c")
	faults.Merge("a", errors.New("b"))
	if faults.Full() || faults.Err() != nil {
		t.Error("a nil ValidationError lists faults")
	}
	var date *partnermath.Date
	var quarter *partnermath.Quarter
	for _, err := range []error{
		date.UnmarshalText([]byte("2026-03-31")), date.UnmarshalJSON([]byte("null")), quarter.UnmarshalText(nil),
	} {
		var invalid *partnermath.ValidationError
		if !errors.As(err, &invalid) {
			t.Errorf("got %v", err)
		}
	}
}
