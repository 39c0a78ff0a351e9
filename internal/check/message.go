package check

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"
)

// path drops the name of the outermost type from validator's namespace.
func path(b validator.FieldError) string {
	_, below, _ := strings.Cut(b.Namespace(), ".")
	return below
}

// rule returns the documented name of the rule behind a tag.
func rule(b validator.FieldError) string {
	switch b.Tag() {
	case "oneof":
		return "one-of"
	case "atleast":
		return "min"
	case "atmost":
		return "max"
	case "min", "max":
		if isList(b) {
			return "length"
		}
	}
	return b.Tag()
}

// The messages of rules that are checked by tags and by plain Go.
const (
	requiredMessage = "must be given"
	idMessage       = "must be 1 to %d bytes of printable text without spaces around, got %.40q"
	textMessage     = "must be valid UTF-8 of at most %s bytes"
	boundsMessage   = "must have at most 30 digits and an exponent from -12 to 18"
	atLeastMessage  = "must not be below %s, got %s"
	atMostMessage   = "must not be above %s, got %s"
	aboveMessage    = "must be above %s, got %s"
	digitsMessage   = "must have at most %d digits, of which at most %d decimals, got %s"
)

func message(b validator.FieldError) string {
	switch b.Tag() {
	case "required":
		return requiredMessage
	case "id":
		return fmt.Sprintf(idMessage, maxIDBytes, b.Value())
	case "text":
		return fmt.Sprintf(textMessage, b.Param())
	case "currency":
		return fmt.Sprintf("must be an ISO 4217 code like USD, got %.40q", b.Value())
	case "oneof":
		return fmt.Sprintf("must be one of %s; got %.40q", strings.ReplaceAll(b.Param(), " ", ", "), b.Value())
	case "bounds":
		return boundsMessage
	case "atleast":
		return fmt.Sprintf(atLeastMessage, b.Param(), shown(b))
	case "atmost":
		return fmt.Sprintf(atMostMessage, b.Param(), shown(b))
	case "above":
		return fmt.Sprintf(aboveMessage, b.Param(), shown(b))
	case "digits":
		digits, places := digitParams(b.Param())
		return fmt.Sprintf(digitsMessage, digits, places, shown(b))
	case "min":
		return fmt.Sprintf("must %s at least %s, got %s", verb(b), b.Param(), size(b))
	case "max":
		return fmt.Sprintf("must %s at most %s, got %s", verb(b), b.Param(), size(b))
	}
	return "breaks the rule " + b.Tag()
}

// shown prints a decimal that passed the bounds rule.
func shown(b validator.FieldError) string {
	if d, ok := value(reflect.ValueOf(b.Value())); ok {
		return d.String()
	}
	return "none"
}

func isList(b validator.FieldError) bool { return b.Kind() == reflect.Slice }

func verb(b validator.FieldError) string {
	if isList(b) {
		return "have a length of"
	}
	return "be"
}

func size(b validator.FieldError) string {
	if isList(b) {
		return fmt.Sprint(reflect.ValueOf(b.Value()).Len())
	}
	return fmt.Sprint(b.Value())
}
