package partnermath

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// MaxFaults is the number of faults after which a [ValidationError] stops
// listing and says that it did.
const MaxFaults = 1000

const (
	maxMessageBytes = 300
	maxPrintedLines = 10
)

// FieldError is one broken rule. Its zero value breaks none.
type FieldError struct {
	// Path is the JSON path of the value, such as "tiers.steps[2].from". With
	// several documents it starts with the name of the parameter.
	Path string `json:"path"`
	// Rule is the stable name of the broken rule; the package comment lists them.
	Rule string `json:"rule"`
	// Message says what was expected and what was found, at most about 300
	// bytes long.
	Message string `json:"message"`
}

// Error returns the path and the message.
func (e FieldError) Error() string {
	if e.Path == "" {
		return e.Message
	}
	return e.Path + ": " + e.Message
}

// ValidationError lists every broken rule of the documents given to a function,
// in the order of the model. The zero value lists none and is ready to use; a
// wrapper that reads documents of its own may collect its faults in one too.
type ValidationError struct {
	// Fields holds the first MaxFaults faults.
	Fields []FieldError `json:"fields"`
	// Truncated tells that there were more.
	Truncated bool `json:"truncated"`
}

// Error returns the first faults, one on each line, and the count of the others.
func (e *ValidationError) Error() string {
	if e == nil || len(e.Fields) == 0 {
		return "no faults"
	}
	if len(e.Fields) == 1 && !e.Truncated {
		return e.Fields[0].Error()
	}
	var b strings.Builder
	if e.Truncated {
		fmt.Fprintf(&b, "more than %d faults:", len(e.Fields))
	} else {
		fmt.Fprintf(&b, "%d faults:", len(e.Fields))
	}
	for _, f := range e.Fields[:min(len(e.Fields), maxPrintedLines)] {
		b.WriteString("\n\t" + f.Error())
	}
	if more := len(e.Fields) - maxPrintedLines; more > 0 {
		fmt.Fprintf(&b, "\n\tand %d more", more)
	}
	return b.String()
}

// Add appends a fault. Once MaxFaults are listed it only sets Truncated. A nil
// ValidationError takes no faults.
func (e *ValidationError) Add(path, rule, message string) {
	if e.refuses() {
		return
	}
	e.Fields = append(e.Fields, FieldError{Path: path, Rule: rule, Message: clip(message)})
}

// Addf is Add with a message formatted as by fmt.Sprintf. Arguments whose text has
// bounds are shown: truth values, machine numbers and small structs of them, such as a [Date];
// decimals within bounds; and the beginning of strings, bytes and errors. In the
// place of any other, whose text could fill the memory, the message says so.
func (e *ValidationError) Addf(path, rule, format string, args ...any) {
	if e.refuses() {
		return
	}
	bounded := make([]any, len(args))
	for i, arg := range args {
		bounded[i] = printable(arg)
	}
	e.Add(path, rule, fmt.Sprintf(format, bounded...))
}

func printable(arg any) any {
	switch v := arg.(type) {
	case nil:
		return nil
	case decimal.Decimal:
		if !InBounds(v) {
			return "a number out of bounds"
		}
		return v
	case decimal.NullDecimal:
		if !v.Valid {
			return "none"
		}
		return printable(v.Decimal)
	case error:
		return clip(errorText(v))
	}
	v := reflect.ValueOf(arg)
	switch {
	case isSmall(v.Type()):
		return arg
	case v.Kind() == reflect.String:
		return clip(v.String())
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
		return v.Bytes()[:min(v.Len(), maxMessageBytes)]
	}
	return "a value that is not shown"
}

// isSmall reports whether values of t are a few machine numbers and nothing else.
func isSmall(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return t.Kind() >= reflect.Bool && t.Kind() <= reflect.Complex128
	}
	for field := range t.Fields() {
		if !isSmall(field.Type) {
			return false
		}
	}
	return t.Size() <= 64
}

// errorText is the text of an error whose method may panic, which fmt recovers.
func errorText(err error) string { return fmt.Sprintf("%s", err) }

// Merge appends the faults of a nested model's err below path. It takes any
// error and ignores nil.
func (e *ValidationError) Merge(path string, err error) {
	if err == nil || e == nil {
		return
	}
	var nested *ValidationError
	if !errors.As(err, &nested) {
		e.Add(path, "invalid", errorText(err))
		return
	}
	if nested == nil {
		return
	}
	for _, f := range nested.Fields {
		e.Add(join(path, f.Path), f.Rule, f.Message)
	}
	e.Truncated = e.Truncated || nested.Truncated
}

// Full tells whether MaxFaults are listed, so that a long search can stop.
func (e *ValidationError) Full() bool { return e != nil && len(e.Fields) >= MaxFaults }

func (e *ValidationError) refuses() bool {
	if !e.Full() {
		return e == nil
	}
	e.Truncated = true
	return true
}

// Err returns e as an error, or nil when it lists no faults.
func (e *ValidationError) Err() error {
	if e == nil || len(e.Fields) == 0 {
		return nil
	}
	return e
}

func join(path, below string) string {
	if path == "" || below == "" || below[0] == '[' {
		return path + below
	}
	return path + "." + below
}

// clip bounds a message, whatever value it quotes, at a rune boundary.
func clip(message string) string {
	if len(message) <= maxMessageBytes {
		return message
	}
	cut := maxMessageBytes
	for cut > maxMessageBytes-utf8.UTFMax && !utf8.RuneStart(message[cut]) {
		cut--
	}
	return message[:cut] + "…"
}

// oneOfValues adds a fault unless value is absent or one of the Values of its type.
func oneOfValues[T interface {
	~string
	Values() []T
}](faults *ValidationError, path string, value T) {
	oneOf(faults, path, value, append(value.Values(), "")...)
}

// oneOf adds a fault unless value is one of the allowed ones, of which an empty
// one stands for "absent".
func oneOf[T ~string](faults *ValidationError, path string, value T, allowed ...T) {
	if slices.Contains(allowed, value) {
		return
	}
	names := listed(allowed)
	if names == "" {
		faults.Addf(path, "empty", "is not read here and must be left out, got %.40q", value)
		return
	}
	faults.Addf(path, "one-of", "must be one of %s; got %.40q", names, value)
}

func listed[T ~string](values []T) string {
	var names []string
	for _, v := range values {
		if v != "" {
			names = append(names, string(v))
		}
	}
	return strings.Join(names, ", ")
}

// missingReceiver is the error of a method that reads into a nil pointer.
func missingReceiver() error {
	var faults ValidationError
	faults.Add("", "required", "must be read into something that is there")
	return faults.Err()
}
