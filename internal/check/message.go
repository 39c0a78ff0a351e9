package check

import (
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/partnermath/partnermath"
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

// report adds the fault that a broken tag is.
func report(faults *partnermath.ValidationError, b validator.FieldError) {
	say := func(format string, args ...any) { faults.Addf(path(b), rule(b), format, args...) }
	switch b.Tag() {
	case "required":
		say(requiredMessage)
	case "id":
		say(idMessage, maxIDBytes, b.Value())
	case "text":
		say(textMessage, b.Param())
	case "currency":
		say("must be an ISO 4217 code like USD, got %.40q", b.Value())
	case "oneof":
		say("must be one of %s; got %.40q", strings.ReplaceAll(b.Param(), " ", ", "), b.Value())
	case "bounds":
		say(boundsMessage)
	case "atleast":
		say(atLeastMessage, b.Param(), shown(b))
	case "atmost":
		say(atMostMessage, b.Param(), shown(b))
	case "above":
		say(aboveMessage, b.Param(), shown(b))
	case "digits":
		digits, places := digitParams(b.Param())
		say(digitsMessage, digits, places, shown(b))
	case "min":
		say("must %s at least %s, got %v", verb(b), b.Param(), size(b))
	case "max":
		say("must %s at most %s, got %v", verb(b), b.Param(), size(b))
	default:
		say("breaks the rule %s", b.Tag())
	}
}

func shown(b validator.FieldError) any {
	if d, ok := value(reflect.ValueOf(b.Value())); ok {
		return d
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

func size(b validator.FieldError) any {
	if isList(b) {
		return reflect.ValueOf(b.Value()).Len()
	}
	return b.Value()
}
