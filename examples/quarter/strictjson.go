package main

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// document is a JSON file.
type document struct {
	file  string
	text  []byte
	lines []int // where each line begins
	found *faults
}

func newDocument(file string, text []byte, found *faults) document {
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	lines := []int{0}
	for i, c := range text {
		if c == '\n' {
			lines = append(lines, i+1)
		}
	}
	return document{file, text, lines, found}
}

// decode reads the document strictly: a field that the model does not have, or a
// field given twice, is a fault and not a field to skip. It reports whether the
// document could be read.
func (d document) decode(model any) bool {
	err := json.Unmarshal(d.text, model, json.RejectUnknownMembers(true), json.WithUnmarshalers(shortNumbers))
	var syntax *jsontext.SyntacticError
	var semantic *json.SemanticError
	switch {
	case err == nil:
		return true
	case errors.As(err, &syntax):
		d.fault(syntax.ByteOffset, syntax.JSONPointer, "%v", syntax.Err)
	case errors.As(err, &semantic) && errors.Is(err, json.ErrUnknownName):
		d.fault(semantic.ByteOffset, semantic.JSONPointer, "unknown field")
	case errors.As(err, &semantic):
		d.fault(semantic.ByteOffset, semantic.JSONPointer, "%s", expectation(semantic))
	default:
		d.found.add(d.file, 0, 0, "%v", err)
	}
	return false
}

// maxNumberText is how long the text of a number in a document may be. A decimal
// takes time with the square of its digits.
const maxNumberText = 100

var shortNumbers = json.JoinUnmarshalers(
	json.UnmarshalFunc(func(text []byte, d *decimal.Decimal) error { return readShort(text, d) }),
	json.UnmarshalFunc(func(text []byte, d *decimal.NullDecimal) error { return readShort(text, d) }),
)

func readShort(text []byte, number interface{ UnmarshalJSON([]byte) error }) error {
	if len(text) > maxNumberText {
		return errNumber
	}
	return number.UnmarshalJSON(text)
}

// expectation says what a field takes instead of the value that it was given.
func expectation(err *json.SemanticError) string {
	var invalid *partnermath.ValidationError
	if errors.As(err.Err, &invalid) {
		return message(err.Err)
	}
	switch err.GoType {
	case nil:
		return err.Error()
	case reflect.TypeFor[*decimal.Decimal](), reflect.TypeFor[*decimal.NullDecimal](), reflect.TypeFor[decimal.Decimal](), reflect.TypeFor[decimal.NullDecimal]():
		return errNumber.Error()
	}
	switch err.GoType.Kind() {
	case reflect.Struct:
		return "must be an object"
	case reflect.Slice:
		return "must be a list"
	case reflect.String:
		return "must be a string"
	case reflect.Bool:
		return "must be true or false"
	case reflect.Int:
		return "must be a whole number"
	}
	return err.Error()
}

// rules reports the faults that the library found in the decoded document, each
// where its value stands.
func (d document) rules(err error) {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		d.found.add(d.file, 0, 0, "%v", err)
		return
	}
	offsets := d.offsets()
	for _, f := range invalid.Fields {
		pointer := pointerTo(f.Path)
		for offsets[pointer] == 0 && pointer != "" { // what is missing belongs to what encloses it
			pointer = pointer.Parent()
		}
		line, column := d.position(offsets[pointer])
		d.found.add(d.file, line, column, "%v", f)
	}
	if invalid.Truncated {
		d.found.add(d.file, 0, 0, "has more than %s faults", grouped(partnermath.MaxFaults))
	}
}

// offsets returns where each value of the document begins.
func (d document) offsets() map[jsontext.Pointer]int64 {
	at := make(map[jsontext.Pointer]int64)
	decoder := jsontext.NewDecoder(bytes.NewReader(d.text))
	for {
		switch decoder.PeekKind() {
		case '{', '[':
			if _, err := decoder.ReadToken(); err != nil {
				return at
			}
			at[decoder.StackPointer()] = decoder.InputOffset() - 1
		case '}', ']':
			if _, err := decoder.ReadToken(); err != nil {
				return at
			}
		default: // the name of a field, whose value comes next, or a value
			value, err := decoder.ReadValue()
			if err != nil {
				return at
			}
			at[decoder.StackPointer()] = decoder.InputOffset() - int64(len(value))
		}
	}
}

func (d document) fault(offset int64, pointer jsontext.Pointer, format string, args ...any) {
	line, column := d.position(offset)
	if path := pathOf(pointer); path != "" {
		format = strings.ReplaceAll(path, "%", "%%") + ": " + format
	}
	d.found.add(d.file, line, column, format, args...)
}

// position returns the line and the column, in bytes, of an offset.
func (d document) position(offset int64) (line, column int) {
	at := min(int(offset), len(d.text))
	line, isStart := slices.BinarySearch(d.lines, at)
	if isStart {
		line++
	}
	return line, at - d.lines[line-1] + 1
}

// pathOf writes a JSON pointer as the library writes paths: "tiers[2].from".
func pathOf(pointer jsontext.Pointer) string {
	var path strings.Builder
	for token := range pointer.Tokens() {
		switch _, err := strconv.Atoi(token); {
		case err == nil:
			path.WriteString("[" + token + "]")
		case path.Len() > 0:
			path.WriteString("." + token)
		default:
			path.WriteString(token)
		}
	}
	return path.String()
}

// pointerTo is the reverse of pathOf.
func pointerTo(path string) jsontext.Pointer {
	if path == "" {
		return ""
	}
	return jsontext.Pointer("/" + strings.NewReplacer("[", "/", "]", "", ".", "/").Replace(path))
}
