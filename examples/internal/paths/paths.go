// Package paths reads and changes the paths of the faults that the library finds, like
// deals[3].stage.
package paths

import (
	"errors"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
)

// Fields returns the faults that an error of the library lists.
func Fields(err error) []partnermath.FieldError {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	return invalid.Fields
}

// Cut takes the last step off a path.
func Cut(path string) (before, step string) {
	at := strings.LastIndexAny(path, ".[")
	if at < 0 {
		return "", path
	}
	return path[:at], strings.TrimPrefix(path[at:], ".")
}

// IsBelow reports whether a path is another one or leads into it.
func IsBelow(path, other string) bool {
	rest, ok := strings.CutPrefix(path, other)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

// Under returns the faults of an error whose paths begin with a name, with another one.
func Under(err error, from, to string) error {
	var invalid partnermath.ValidationError
	for _, f := range Fields(err) {
		if rest, ok := strings.CutPrefix(f.Path, from); ok {
			invalid.Add(to+rest, f.Rule, f.Message)
		}
	}
	return invalid.Err()
}

// Apart returns the faults of an error that are neither in nor beside a value with a fault.
func Apart(faults []partnermath.FieldError, err error) error {
	var others partnermath.ValidationError
	for _, f := range Fields(err) {
		parent, _ := Cut(f.Path)
		if !slices.ContainsFunc(faults, func(one partnermath.FieldError) bool {
			beside, _ := Cut(one.Path)
			return beside == parent || IsBelow(f.Path, one.Path)
		}) {
			others.Add(f.Path, f.Rule, f.Message)
		}
	}
	return others.Err()
}

// Broken is a rule that is broken at a path.
func Broken(path, rule, format string, args ...any) error {
	var invalid partnermath.ValidationError
	invalid.Addf(path, rule, format, args...)
	return invalid.Err()
}
