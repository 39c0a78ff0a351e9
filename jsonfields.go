package partnermath

import (
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// jsonField is a field of a struct as encoding/json sees it.
type jsonField struct {
	name   string
	index  []int
	tagged bool
	quoted bool // the option "string"
}

// jsonFields returns the fields of a struct by the rules of encoding/json: those of
// an embedded struct are promoted; of several with one name the least nested
// counts, of these the one that a tag names, and when that leaves two, none.
func jsonFields(t reflect.Type) []jsonField {
	all := appendFields(nil, t, nil, nil)
	return slices.DeleteFunc(slices.Clone(all), func(f jsonField) bool {
		return slices.ContainsFunc(all, func(other jsonField) bool {
			if other.name != f.name || slices.Equal(other.index, f.index) || len(other.index) > len(f.index) {
				return false
			}
			return len(other.index) < len(f.index) || other.tagged || !f.tagged
		})
	})
}

func appendFields(fields []jsonField, t reflect.Type, index []int, within []reflect.Type) []jsonField {
	if slices.Contains(within, t) {
		return fields
	}
	within = append(slices.Clone(within), t)
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		of, isPointer := f.Type, f.Type.Kind() == reflect.Pointer && f.Type.Name() == ""
		if isPointer {
			of = of.Elem()
		}
		isStruct := f.Anonymous && of.Kind() == reflect.Struct
		if tag == "-" || !f.IsExported() && (!isStruct || isPointer) {
			continue
		}
		at := append(slices.Clone(index), i)
		if !isTagName(name) {
			name = ""
		}
		if name == "" && isStruct {
			fields = appendFields(fields, of, at, within)
			continue
		}
		field := jsonField{name: name, index: at, tagged: name != ""}
		if name == "" {
			field.name = f.Name
		}
		isScalar := of.Kind() >= reflect.Bool && of.Kind() <= reflect.Float64 || of.Kind() == reflect.String
		field.quoted = isScalar && slices.Contains(strings.Split(options, ","), "string")
		fields = append(fields, field)
	}
	return fields
}

func isTagName(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool {
		return !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0
}

// in returns the field of v, with the embedded pointers on the way to it set.
func (f *jsonField) in(v reflect.Value) reflect.Value {
	for _, i := range f.index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v
}

// nearest returns the name that takes the fewest changes to become that of a field;
// "" when that would be another word.
func nearest(name string, fields []jsonField) string {
	best, least := "", min(len(name)/2, 3)+1
	if len(name) > 100 {
		return ""
	}
	for _, f := range fields {
		if n := changes(strings.ToLower(name), strings.ToLower(f.name)); n < least {
			best, least = f.name, n
		}
	}
	return best
}

// changes is the distance of Levenshtein: how many bytes to insert, drop or replace.
func changes(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
