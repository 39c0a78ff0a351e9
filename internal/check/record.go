package check

import (
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
)

// Record is a document or an element of a list whose fields are checked, and where its
// faults go. Without a List it is the document itself.
type Record struct {
	*partnermath.ValidationError
	List   string
	Index  int
	Prefix string // of its fields, such as "limits."
}

// At returns the place of a field.
func (r Record) At(field string) Place {
	return Place{List: r.List, Index: r.Index, Field: r.Prefix + field}
}

// Below returns the record for the fields below one of them, such as "limits.".
func (r Record) Below(path string) Record {
	r.Prefix += path
	return r
}

// Fault adds a fault of a field.
func (r Record) Fault(field, rule, format string, args ...any) {
	r.Addf(r.At(field).String(), rule, format, args...)
}

// FaultIf is Fault for a rule that may be broken. Where records are many, the branch
// before Fault is quicker.
func (r Record) FaultIf(broken bool, field, rule, format string, args ...any) {
	if broken {
		r.Fault(field, rule, format, args...)
	}
}

// Length refuses a list that is longer than most, and reports whether it is not.
func (r Record) Length(field string, length, most int) bool {
	r.FaultIf(length > most, field, "length", "must have a length of at most %d, got %d", most, length)
	return length <= most
}

// Required refuses what is missing.
func (r Record) Required(missing bool, field string) {
	if missing {
		r.Fault(field, "required", "must be given")
	}
}

// Empty refuses what is given where it is not read, such as "is for a rolling average".
func (r Record) Empty(given bool, field, why string) {
	if given {
		r.Fault(field, "empty", "%s and must be left out", why)
	}
}

// ID checks the id of a record, which may stand once in its list.
func (r Record) ID(field, id string, again bool) {
	IDAt(r.ValidationError, r.At(field), id)
	if again {
		r.Fault(field, "unique", "must not be given twice, got %.40q again", id)
	}
}

// OptionalIDs checks fields that may be left out, each a name and an id.
func (r Record) OptionalIDs(fields ...[2]string) {
	for _, f := range fields {
		if f[1] != "" {
			IDAt(r.ValidationError, r.At(f[0]), f[1])
		}
	}
}

// OneOf checks an enum, of which an empty value allows it to be left out.
func OneOf[T ~string](r Record, field string, value T, allowed ...T) {
	if slices.Contains(allowed, value) {
		return
	}
	var names []string
	for _, a := range allowed {
		if a != "" {
			names = append(names, string(a))
		}
	}
	r.Fault(field, "one-of", "must be one of %s; got %.40q", strings.Join(names, ", "), string(value))
}
