package partnermath

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

const (
	// maxDepth is how deep lists and objects may nest in a document.
	maxDepth = 100
	// maxNumberText is how long the text of a decimal may be. One of more digits is out
	// of bounds, and reading it takes time with the square of them.
	maxNumberText = 400
)

// Decode reads a JSON document strictly into v, a pointer to any model of the module,
// or to a struct, a list or a map of the caller's own. The error is a
// [*ValidationError] that lists every fault of the document with its path:
//
//	known         a field that the model does not have
//	unique        a field that is given twice
//	type, range   a value that does not fit its field
//	bounds        a decimal of more than 400 bytes, or with an exponent beyond ±400
//	text          text that is not UTF-8
//
// and what the types themselves refuse, such as date. Broken syntax (rule syntax), and
// lists and objects that nest more than 100 deep (length), are the only fault.
//
// Names count exactly, upper and lower case apart. A null is a value that is left
// out. Otherwise types read what they read with encoding/json, by the same tags and
// methods; but a list of fixed length takes no more and no fewer elements, a []byte is
// a list like others, an any gets its numbers as [json.Number], and the keys of a map
// are of a string type.
//
// Where v is a struct, a string "$schema" at the top of the document, by which editors
// find its JSON Schema, is passed over unless v has a field of that name.
//
// On success *v is the document, and nothing is left of what it was before; on an error
// it stays as it is. Decode does not validate; the method Validate of a model does. It
// takes memory in proportion to the length of data, which the caller bounds.
func Decode(data []byte, v any) error {
	to := reflect.ValueOf(v)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return missingReceiver()
	}
	r := documentReader{text: jsonText{data: data}, fields: map[reflect.Type]structFields{}, names: map[string]string{}}
	if depth(data) > maxDepth {
		r.fault("length", "must nest lists and objects at most %d deep", maxDepth)
	} else if what, at := brokenAt(data); what != "" {
		line, column := place(data, at)
		r.fault("syntax", "must be JSON; line %d, column %d: %s", line, column, what)
	} else {
		read := reflect.New(to.Type().Elem())
		if r.value(read.Elem()); len(r.faults.Fields) == 0 {
			to.Elem().Set(read.Elem())
		}
	}
	return r.faults.Err()
}

// Locate returns the line and the column, in characters (code points) and from 1, at which the value at a
// path of a [FieldError] begins in a JSON document. What is not there stands where
// the value begins that would enclose it; the path "" of a document with broken
// syntax is where it breaks.
func Locate(data []byte, path string) (line, column int) {
	if path == "" {
		if what, at := brokenAt(data); what != "" {
			return place(data, at)
		}
	}
	t := jsonText{data: data}
	return place(data, t.find(path))
}

type documentReader struct {
	text   jsonText
	path   []pathStep
	faults ValidationError
	fields map[reflect.Type]structFields
	names  map[string]string // those of fields that were met, each once
}

type pathStep struct {
	name    string
	index   int
	isIndex bool
}

type structFields struct {
	list  []jsonField
	index map[string]int
}

func (r *documentReader) fault(rule, format string, args ...any) {
	r.faults.Addf(r.at(), rule, format, args...)
}

// at writes the path out, which only a fault needs.
func (r *documentReader) at() string {
	path := ""
	for _, s := range r.path {
		if s.isIndex {
			path += fmt.Sprintf("[%d]", s.index)
		} else {
			path = join(path, stepTo(s.name))
		}
	}
	return path
}

// mistyped adds a fault and steps over the value.
func (r *documentReader) mistyped(expected string) {
	value := r.text.value()
	switch value[0] {
	case '{':
		r.fault("type", "must be %s, got an object", expected)
	case '[':
		r.fault("type", "must be %s, got a list", expected)
	case '"':
		text, _ := unquote(value)
		r.fault("type", "must be %s, got %.40q", expected, text)
	default:
		r.fault("type", "must be %s, got %.40s", expected, value)
	}
}

func (r *documentReader) value(v reflect.Value) {
	first := r.text.peek()
	// A type may be a pointer to itself.
	for n := 0; v.Kind() == reflect.Pointer && n < maxDepth && first != 'n'; n++ {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if address := v.Addr(); address.CanInterface() {
		switch own := address.Interface().(type) {
		case *decimal.Decimal:
			if first == 'n' {
				r.text.value()
				r.fault("required", "must be given")
				return
			}
			r.decimal(own, own)
			return
		case *decimal.NullDecimal:
			r.decimal(own, &own.Decimal)
			return
		case json.Unmarshaler:
			r.merge(own.UnmarshalJSON(r.text.value()))
			return
		case encoding.TextUnmarshaler:
			if first == 'n' {
				r.text.value()
			} else if text, ok := r.string(); ok {
				r.merge(own.UnmarshalText([]byte(text)))
			}
			return
		}
	}
	if first == 'n' {
		r.text.value()
		return
	}
	r.plain(v)
}

func (r *documentReader) merge(err error) {
	if err != nil {
		r.faults.Merge(r.at(), err)
	}
}

// plain reads a value of a type that does not read itself.
func (r *documentReader) plain(v reflect.Value) {
	switch kind := v.Kind(); {
	case kind == reflect.Struct:
		r.structure(v)
	case kind == reflect.Map && isTextKey(v.Type().Key()):
		r.mapping(v)
	case kind == reflect.Slice:
		r.list(v)
	case kind == reflect.Array:
		r.array(v)
	case kind == reflect.Interface && v.NumMethod() == 0:
		v.Set(reflect.ValueOf(r.any()))
	case v.Type() == reflect.TypeFor[json.Number]():
		r.jsonNumber(v)
	case kind == reflect.String:
		if text, ok := r.string(); ok {
			v.SetString(text)
		}
	case kind == reflect.Bool:
		if c := r.text.peek(); c == 't' || c == 'f' {
			v.SetBool(len(r.text.value()) == len("true"))
		} else {
			r.mistyped("true or false")
		}
	case v.CanInt() || v.CanUint() || v.CanFloat():
		r.number(v)
	default:
		r.mistyped("left out, since the program has no place for it")
	}
}

func isTextKey(t reflect.Type) bool {
	return t.Kind() == reflect.String && !reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

func (r *documentReader) structure(v reflect.Value) {
	t := v.Type()
	fields, known := r.fields[t]
	if !known {
		fields = structFields{list: jsonFields(t), index: map[string]int{}}
		for i, f := range fields.list {
			fields.index[f.name] = i
		}
		r.fields[t] = fields
	}
	r.members(func(name string) {
		i, known := fields.index[name]
		if !known && name == "$schema" && len(r.path) == 1 && r.text.peek() == '"' {
			r.string()
			return
		}
		if !known {
			r.unknown(name, fields.list)
			return
		}
		field := &fields.list[i]
		if field.quoted {
			r.quoted(field.in(v))
		} else {
			r.value(field.in(v))
		}
	})
}

func (r *documentReader) unknown(name string, fields []jsonField) {
	r.text.value()
	if like := nearest(name, fields); like != "" {
		r.fault("known", "is not a field here; the nearest is %q", like)
		return
	}
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	r.fault("known", "is not a field here; the fields are %s", strings.Join(names, ", "))
}

func (r *documentReader) mapping(v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	r.members(func(name string) {
		element := reflect.New(v.Type().Elem()).Elem()
		r.value(element)
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), element)
	})
}

// members visits the fields of an object. It stops when no more faults are listed.
func (r *documentReader) members(visit func(name string)) {
	if r.text.peek() != '{' {
		r.mistyped("an object")
		return
	}
	r.text.at++
	before := map[string]bool{}
	r.path = append(r.path, pathStep{})
	for !r.faults.Truncated && r.text.more() {
		name, ok := r.name()
		r.path[len(r.path)-1] = pathStep{name: name}
		switch {
		case !ok:
			r.text.value()
			r.fault("text", "must have a name of valid UTF-8")
		case before[name]:
			r.text.value()
			r.fault("unique", "must not be given twice")
		default:
			before[name] = true
			visit(name)
		}
	}
	r.path = r.path[:len(r.path)-1]
}

// name reads the name of a field. Most stand in many objects.
func (r *documentReader) name() (name string, ok bool) {
	quoted := r.text.value()
	if name, ok = r.names[string(quoted)]; ok {
		return name, true
	}
	if name, ok = unquote(quoted); ok {
		r.names[string(quoted)] = name
	}
	return name, ok
}

func (r *documentReader) list(v reflect.Value) {
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	r.elements(func(i int) {
		v.Grow(1)
		v.SetLen(i + 1)
		r.value(v.Index(i))
	})
}

func (r *documentReader) array(v reflect.Value) {
	count := 0
	if r.elements(func(i int) {
		if count++; i < v.Len() {
			r.value(v.Index(i))
		} else {
			r.text.value()
		}
	}) && count != v.Len() {
		r.fault("length", "must have a length of %d, got %d", v.Len(), count)
	}
}

// elements visits those of a list, and reports false when there is none.
func (r *documentReader) elements(visit func(i int)) bool {
	if r.text.peek() != '[' {
		r.mistyped("a list")
		return false
	}
	r.text.at++
	r.path = append(r.path, pathStep{})
	for i := 0; !r.faults.Truncated && r.text.more(); i++ {
		r.path[len(r.path)-1] = pathStep{index: i, isIndex: true}
		visit(i)
	}
	r.path = r.path[:len(r.path)-1]
	return true
}

func (r *documentReader) any() any {
	switch r.text.peek() {
	case '{':
		object := map[string]any{}
		r.members(func(name string) { object[name] = r.any() })
		return object
	case '[':
		list := []any{}
		r.elements(func(int) { list = append(list, r.any()) })
		return list
	case '"':
		text, _ := r.string()
		return text
	case 't', 'f':
		return len(r.text.value()) == len("true")
	case 'n':
		r.text.value()
		return nil
	}
	return json.Number(r.text.value())
}

func (r *documentReader) string() (text string, ok bool) {
	if r.text.peek() != '"' {
		r.mistyped("a string")
		return "", false
	}
	if text, ok = unquote(r.text.value()); !ok {
		r.fault("text", "must be valid UTF-8")
	}
	return text, ok
}

// decimal reads d by own, which is d or holds it.
func (r *documentReader) decimal(own json.Unmarshaler, d *decimal.Decimal) {
	expected := "a number or a number in quotes"
	if c := r.text.peek(); c != '"' && c != 'n' && !startsNumber(c) {
		r.mistyped(expected)
		return
	}
	start := r.text.at
	value := r.text.value()
	if len(value) <= maxNumberText && own.UnmarshalJSON(value) == nil && d.Exponent() >= -maxRawExponent && d.Exponent() <= maxRawExponent {
		return
	}
	if isNumber(bytes.Trim(value, `"`)) {
		r.fault("bounds", boundsMessage)
		return
	}
	r.text.at = start
	r.mistyped(expected)
}

// number reads a machine number.
func (r *documentReader) number(v reflect.Value) {
	expected := "a whole number"
	if v.CanFloat() {
		expected = "a number"
	}
	if !startsNumber(r.text.peek()) {
		r.mistyped(expected)
		return
	}
	start := r.text.at
	text := string(r.text.value())
	var err error
	bits := v.Type().Bits()
	switch {
	case v.CanInt():
		var n int64
		n, err = strconv.ParseInt(text, 10, bits)
		v.SetInt(n)
	case v.CanUint():
		var n uint64
		n, err = strconv.ParseUint(text, 10, bits)
		v.SetUint(n)
	default:
		var n float64
		n, err = strconv.ParseFloat(text, bits)
		v.SetFloat(n)
	}
	switch {
	case errors.Is(err, strconv.ErrRange) || err != nil && text[0] == '-' && v.CanUint():
		r.fault("range", "must fit a number of %d bits, got %.40s", bits, text)
	case err != nil:
		r.text.at = start
		r.mistyped(expected)
	}
}

func (r *documentReader) jsonNumber(v reflect.Value) {
	start := r.text.at
	if value := bytes.Trim(r.text.value(), `"`); isNumber(value) {
		v.SetString(string(value))
		return
	}
	r.text.at = start
	r.mistyped("a number")
}

// quoted reads a number, a truth value or a string that is JSON within a string.
func (r *documentReader) quoted(v reflect.Value) {
	if r.text.peek() == 'n' {
		r.text.value()
		return
	}
	text, ok := r.string()
	if !ok {
		return
	}
	if !json.Valid([]byte(text)) || strings.ContainsAny(text[:1]+text[len(text)-1:], "{[ \t\r\n") {
		r.fault("type", "must be a value in quotes, got %.40q", text)
		return
	}
	outer := r.text
	r.text = jsonText{data: []byte(text)}
	r.value(v)
	r.text = outer
}

func startsNumber(c byte) bool { return c == '-' || c >= '0' && c <= '9' }

func isNumber(text []byte) bool { return len(text) > 0 && startsNumber(text[0]) && json.Valid(text) }
