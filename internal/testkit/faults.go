package testkit

import (
	"errors"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

// Faults returns the faults of err, and fails unless err is nil or a *ValidationError of
// short messages.
func Faults(t rapid.TB, err error) []partnermath.FieldError {
	t.Helper()
	if err == nil {
		return nil
	}
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) || invalid == nil || len(invalid.Fields) == 0 {
		t.Fatalf("the error is %T (%v), want a *ValidationError with faults", err, err)
	}
	for _, f := range invalid.Fields {
		if f.Message == "" || len(f.Message) > 310 || !utf8.ValidString(f.Message) {
			t.Errorf("the message of %s %s has %d bytes: %.400q", f.Path, f.Rule, len(f.Message), f.Message)
		}
	}
	return invalid.Fields
}

// BrokenRules returns the [Faults] of err as "path rule".
func BrokenRules(t rapid.TB, err error) []string {
	t.Helper()
	var all []string
	for _, f := range Faults(t, err) {
		all = append(all, f.Path+" "+f.Rule)
	}
	return all
}
