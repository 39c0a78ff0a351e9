package schemas

import (
	"slices"
	"strconv"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
)

// Texts of numbers and days, as the library reads them. A schema compares numbers only
// where a document has them without quotes, so that patterns keep off the wrong sign, and
// percent from a fraction.
const (
	unsigned        = `(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`
	numberPattern   = `^[+-]?` + unsigned + `$`
	positivePattern = `^\+?` + unsigned + `$`
	fractionPattern = `^\+?(0+(\.\d*)?|\.\d+|0*1(\.0*)?|(\d+\.?\d*|\.\d+)[eE][+-]?\d+)$`
	idPattern       = `^[^\s](.*[^\s])?$`
	datePattern     = `^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`
	quarterPattern  = `^\d{4}-Q[1-4]$`
	currencyPattern = `^[A-Z]{3}$`
	maxID           = 100
)

func number(types ...string) *jsonschema.Schema {
	s := pattern(numberPattern, "a number")
	s.Type, s.Types = "", types
	return s
}

// pattern returns the schema of a text, with what an editor says when it is another.
func pattern(like, what string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	limit(s, like, what)
	return s
}

func limit(s *jsonschema.Schema, like, what string) {
	s.Pattern, s.Extra = like, map[string]any{"patternErrorMessage": "Must be " + what + "."}
}

// rules are those of a validate tag.
type rules struct {
	list     []rule
	elements string // the rules of the elements of a list
}

type rule struct{ name, param string }

func parse(tag string) (r rules) {
	tag, r.elements, _ = strings.Cut(","+tag+",", ",dive,")
	for text := range strings.SplitSeq(tag, ",") {
		name, param, _ := strings.Cut(text, "=")
		r.list = append(r.list, rule{name, param})
	}
	return r
}

// bound returns the number that a rule names, which is one where the library takes the tag.
func (r rule) bound() float64 {
	n, _ := strconv.ParseFloat(r.param, 64)
	return n
}

// refuseZero reports whether a field has to be given.
func (r *rules) refuseZero() bool {
	refuses := false
	for _, rule := range r.list {
		switch rule.name {
		case "omitempty":
			return false
		case "required", "id", "currency", "enum", "oneof":
			refuses = true
		case "min", "atleast":
			refuses = refuses || rule.bound() > 0
		case "above":
			refuses = refuses || rule.bound() >= 0
		}
	}
	return refuses
}

func (r *rules) takeAnyID() bool { return slices.Contains(r.list, rule{name: "id"}) }

// apply adds the rules to the schema of the field.
func (r *rules) apply(s *jsonschema.Schema) {
	for _, rule := range r.list {
		rule.apply(s)
	}
	if s.Minimum != nil && *s.Minimum >= 0 || s.ExclusiveMinimum != nil && *s.ExclusiveMinimum >= 0 {
		switch {
		case s.Pattern != numberPattern:
		case s.Maximum != nil && *s.Maximum == 1:
			limit(s, fractionPattern, "a fraction from 0 to 1")
		default:
			limit(s, positivePattern, "a number of at least 0")
		}
	}
	if r.elements != "" {
		elements := parse(r.elements)
		elements.apply(s.Items)
	}
}

func (r rule) apply(s *jsonschema.Schema) {
	name := r.name
	if s.Type == "array" {
		name += " of a list"
	}
	switch name {
	case "required":
		if len(s.Types) > 0 {
			s.Types = []string{"string", "number"}
		}
	case "id":
		s.MinLength, s.MaxLength, s.Pattern = new(1), new(maxID), idPattern
	case "currency":
		limit(s, currencyPattern, "an ISO 4217 code like USD")
	case "text":
		s.MaxLength = new(int(r.bound()))
	case "oneof":
		for v := range strings.FieldsSeq(r.param) {
			s.Enum = append(s.Enum, v)
		}
	case "min", "atleast":
		s.Minimum = new(r.bound())
	case "above":
		s.ExclusiveMinimum = new(r.bound())
	case "max", "atmost":
		s.Maximum = new(r.bound())
	case "min of a list":
		s.MinItems = new(int(r.bound()))
	case "max of a list":
		s.MaxItems = new(int(r.bound()))
	}
}
