package intake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
)

// maxMends is how often a document is mended to see what else is wrong with it.
const maxMends = 5

// check reports all that is wrong with the document: what cannot be decoded, what single
// fields are, and what several together are, each of which the library tells only when there
// is nothing wrong of what comes before. A copy, in which the faults found are mended, shows the
// others; it is returned as far as it could be made sound.
func (d jsonFile) check(validate func(text []byte) error) (faults partnermath.ValidationError, sound []byte) {
	text := d.text
	for range maxMends {
		var invalid *partnermath.ValidationError
		if !errors.As(validate(text), &invalid) {
			sound = text
			break
		}
		first := len(faults.Fields)
		for _, f := range invalid.Fields {
			if !follows(f, faults.Fields[:first]) {
				faults.Add(f.Path, f.Rule, f.Message)
			}
		}
		faults.Truncated = faults.Truncated || invalid.Truncated
		if len(faults.Fields) == first || faults.Truncated {
			break
		}
		if text = mended(text, invalid.Fields); text == nil {
			break
		}
	}
	d.rules(faults.Err())
	return faults, sound
}

// follows reports whether a fault may be one of what was mended before: of the same value, or of
// one that has to suit others.
func follows(f partnermath.FieldError, before []partnermath.FieldError) bool {
	parent, _ := cutStep(f.Path)
	list, _ := cutStep(parent)
	return slices.ContainsFunc(before, func(one partnermath.FieldError) bool {
		beside, field := cutStep(one.Path)
		switch f.Rule {
		case "sum":
			return isBelow(one.Path, f.Path)
		case "increasing":
			return isBelow(one.Path, list)
		case "above", "range", "step", "empty":
			if beside == parent && slices.Contains(fieldsTogether, field) {
				return true
			}
		}
		return isBelow(f.Path, one.Path)
	})
}

// fieldsTogether are those of a question that have to suit each other.
var fieldsTogether = []string{"kind", "min", "max", "step", "floor", "target"}

// apartFrom returns the faults of an error that are neither in nor beside a value with a fault.
func apartFrom(faults []partnermath.FieldError, err error) error {
	var others partnermath.ValidationError
	for _, f := range fieldsOf(err) {
		parent, _ := cutStep(f.Path)
		if !slices.ContainsFunc(faults, func(one partnermath.FieldError) bool {
			beside, _ := cutStep(one.Path)
			return beside == parent || isBelow(f.Path, one.Path)
		}) {
			others.Add(f.Path, f.Rule, f.Message)
		}
	}
	return others.Err()
}

// cutStep takes the last step off a path.
func cutStep(path string) (before, step string) {
	at := strings.LastIndexAny(path, ".[")
	if at < 0 {
		return "", path
	}
	return path[:at], strings.TrimPrefix(path[at:], ".")
}

// mended returns a document without the faults, as far as that can be; nil when it is no JSON.
func mended(text []byte, faults []partnermath.FieldError) []byte {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var all any
	if decoder.Decode(&all) != nil {
		return nil
	}
	for i, f := range faults {
		before, step := cutStep(f.Path)
		switch parent := at(all, before).(type) {
		case map[string]any:
			if f.Rule == "sum" {
				raise(parent[step])
				continue
			}
			if f.Rule == "known" && parent[step] != nil && !isEnum(step) {
				delete(parent, step)
				continue
			}
			parent[step] = harmless(parent, step, i)
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

// raise makes the weights or points of a list 1.
func raise(list any) {
	elements, _ := list.([]any)
	for _, one := range elements {
		if fields, ok := one.(map[string]any); ok {
			for _, field := range []string{"weight", "points"} {
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
	before, step := cutStep(path)
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

func isEnum(field string) bool { return field == "kind" }

// harmless returns a value for a field of a questionnaire, or of another document, by its name;
// nil, which leaves it out, where there need be none.
func harmless(parent map[string]any, field string, n int) any {
	switch field {
	case "id":
		return fmt.Sprintf("mended %d", n)
	case "weight", "points":
		return "1"
	case "floor", "min":
		return "-1000"
	case "target", "max":
		return "1000"
	case "kind":
		return likelyKind(parent)
	}
	return nil
}

// likelyKind is the kind of a question that has the fields which this one has.
func likelyKind(question map[string]any) any {
	for _, kind := range []struct{ field, kind string }{
		{"maxPoints", "multiple-choice"}, {"choices", "single-choice"}, {"bands", "bands"}, {"target", "number"}, {"floor", "number"}, {"min", "scale"}, {"max", "scale"},
	} {
		if question[kind.field] != nil {
			return kind.kind
		}
	}
	return "yes-no"
}
