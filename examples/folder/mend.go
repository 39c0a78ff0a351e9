package folder

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/paths"
)

// maxMends is how often a document is mended to see what else is wrong with it.
const maxMends = 5

// Mend tells how the faults of a document are mended. The zero Mend leaves out what is faulty.
type Mend struct {
	// Sums are the fields that a list has to add up, and Together those of one value that have to
	// suit each other.
	Sums, Together []string
	// Closed are the fields that have one of a few values, and cannot be left out.
	Closed []string
	// Value returns a harmless value for a field, with the number of the fault; nil for none.
	Value func(parent map[string]any, field string, n int) any
}

// Check reports all that is wrong with the document: what cannot be decoded, what single
// fields are, and what several together are, each of which the library tells only when there
// is nothing wrong of what comes before. A copy, in which the faults found are mended, shows the
// others; it is returned as far as it could be made sound.
func (d Document) Check(validate func(text []byte) error) (faults partnermath.ValidationError, sound []byte) {
	text := d.Text
	for range maxMends {
		var invalid *partnermath.ValidationError
		if !errors.As(validate(text), &invalid) {
			sound = text
			break
		}
		first := len(faults.Fields)
		for _, f := range invalid.Fields {
			if !d.mend.follows(f, faults.Fields[:first]) {
				faults.Add(f.Path, f.Rule, f.Message)
			}
		}
		faults.Truncated = faults.Truncated || invalid.Truncated
		if len(faults.Fields) == first || faults.Truncated {
			break
		}
		if text = d.mend.of(text, invalid.Fields); text == nil {
			break
		}
	}
	d.Rules(faults.Err())
	return faults, sound
}

// Mended returns the text without faults, as far as that can be; nil when it is no JSON.
func (d Document) Mended(faults []partnermath.FieldError) []byte { return d.mend.of(d.Text, faults) }

// follows reports whether a fault may be one of what was mended before: of the same value, or of
// one that has to suit others.
func (m Mend) follows(f partnermath.FieldError, before []partnermath.FieldError) bool {
	parent, _ := paths.Cut(f.Path)
	list, _ := paths.Cut(parent)
	return slices.ContainsFunc(before, func(one partnermath.FieldError) bool {
		beside, field := paths.Cut(one.Path)
		switch f.Rule {
		case "sum":
			return paths.IsBelow(one.Path, f.Path)
		case "increasing":
			return paths.IsBelow(one.Path, list)
		case "above", "range", "step", "empty":
			if beside == parent && slices.Contains(m.Together, field) {
				return true
			}
		}
		return paths.IsBelow(f.Path, one.Path)
	})
}

// of returns a document without the faults, as far as that can be; nil when it is no JSON.
func (m Mend) of(text []byte, faults []partnermath.FieldError) []byte {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var all any
	if decoder.Decode(&all) != nil {
		return nil
	}
	for i, f := range faults {
		before, step := paths.Cut(f.Path)
		switch parent := at(all, before).(type) {
		case map[string]any:
			if f.Rule == "sum" {
				m.raise(parent[step])
				continue
			}
			if f.Rule == "known" && parent[step] != nil && !slices.Contains(m.Closed, step) {
				delete(parent, step)
				continue
			}
			parent[step] = m.valueOf(parent, step, i)
		case []any:
			if n, err := strconv.Atoi(strings.Trim(step, "[]")); err == nil && n >= 0 && n < len(parent) {
				parent[n] = nil
			}
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return nil
	}
	return text
}

// raise makes what a list has to add up of 1.
func (m Mend) raise(list any) {
	elements, _ := list.([]any)
	for _, one := range elements {
		if fields, ok := one.(map[string]any); ok {
			for _, field := range m.Sums {
				if fields[field] != nil {
					fields[field] = "1"
				}
			}
		}
	}
}

// at returns the value at a path; nil for none.
func at(v any, path string) any {
	if path == "" {
		return v
	}
	before, step := paths.Cut(path)
	switch parent := at(v, before).(type) {
	case map[string]any:
		return parent[step]
	case []any:
		if n, err := strconv.Atoi(strings.Trim(step, "[]")); err == nil && n >= 0 && n < len(parent) {
			return parent[n]
		}
	}
	return nil
}

// valueOf returns a value for a field; nil, which leaves it out, where there need be none.
func (m Mend) valueOf(parent map[string]any, field string, n int) any {
	if m.Value == nil {
		return nil
	}
	return m.Value(parent, field, n)
}
