// Package schemas describes the models of the library as JSON Schemas (2020-12), by which
// editors complete, explain and check a document while it is written. What reflection does
// not see they have from where it stands: the closed lists from the method Values of their
// types, bounds and what must be given from the validate tags, descriptions from the
// comments.
//
// They do not say all that Validate says: rules of several fields, unique ids, ISO codes and
// decimals of a currency, digits of a number, and the rules of records without tags. They
// refuse what the library takes in this: a null that is no number, an empty text for one
// that is left out, a 0 for a whole number that is left out.
package schemas

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

//go:generate go run ./gen

const dialect = "https://json-schema.org/draft/2020-12/schema"

// Maker makes schemas.
type Maker struct {
	root     string
	packages map[string]*comments
}

// New returns a Maker. Root is the directory of the repository, where it reads the comments.
func New(root string) *Maker { return &Maker{root, map[string]*comments{}} }

// Schema returns the schema of a model, a struct, as indented JSON. Fields that are named as
// optional need not be given, since a program adds them. The error is not nil when the
// source of a type cannot be read, or when no document can have a field.
func (m *Maker) Schema(model any, optional ...string) ([]byte, error) {
	t := reflect.TypeOf(model)
	d := document{maker: m, optional: optional, defs: map[string]*jsonschema.Schema{}}
	s := d.object(t)
	s.Schema, s.Title, s.Defs = dialect, nameOf(t), d.defs
	s.Properties["$schema"] = &jsonschema.Schema{Type: "string", Description: "Where the schema of this document is."}
	s.PropertyOrder = append([]string{"$schema"}, s.PropertyOrder...)
	if d.err != nil {
		return nil, fmt.Errorf("%s: %w", t, d.err)
	}
	text, err := json.MarshalIndent(s, "", "  ")
	plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(text))
	return []byte(plain + "\n"), err
}

// Keep reports an error unless a file has the schema of a model. With update it writes it.
func (m *Maker) Keep(file string, update bool, model any, optional ...string) error {
	text, err := m.Schema(model, optional...)
	if err != nil {
		return err
	}
	if update {
		return errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, text, 0o644))
	}
	if there, err := os.ReadFile(file); err != nil || !bytes.Equal(there, text) {
		return errors.Join(fmt.Errorf("%s is not what go generate writes", file), err)
	}
	return nil
}

func nameOf(t reflect.Type) string { return path.Base(t.PkgPath()) + "." + t.Name() }

// document is a schema in the making.
type document struct {
	maker    *Maker
	optional []string
	defs     map[string]*jsonschema.Schema
	err      error
}

// of returns the schema of a value of a type, without the rules of the field it stands in.
func (d *document) of(t reflect.Type) *jsonschema.Schema {
	switch {
	case t.Kind() == reflect.Pointer:
		return d.of(t.Elem())
	case t == reflect.TypeFor[decimal.NullDecimal]():
		return number("string", "number", "null")
	case t == reflect.TypeFor[decimal.Decimal](), t.Implements(reflect.TypeFor[interface{ Decimal() decimal.Decimal }]()):
		return number("string", "number")
	case t == reflect.TypeFor[partnermath.Date]():
		return d.define(t, func() *jsonschema.Schema { return pattern(datePattern, "a day like 2026-03-31") })
	case t == reflect.TypeFor[partnermath.Quarter]():
		return d.define(t, func() *jsonschema.Schema { return pattern(quarterPattern, "a quarter like 2026-Q3") })
	case reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()):
		d.err = fmt.Errorf("%s reads JSON by a method of its own", t)
		return &jsonschema.Schema{}
	case reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		return d.define(t, func() *jsonschema.Schema {
			return &jsonschema.Schema{Type: "string", Description: d.comments(t).ofType(t)}
		})
	case values(t) != nil:
		return d.define(t, func() *jsonschema.Schema { return d.enum(t) })
	}
	return d.plain(t)
}

func (d *document) plain(t reflect.Type) *jsonschema.Schema {
	switch t.Kind() {
	case reflect.Struct:
		return d.define(t, func() *jsonschema.Schema { return d.object(t) })
	case reflect.Slice:
		return &jsonschema.Schema{Type: "array", Items: d.of(t.Elem())}
	case reflect.Array:
		return &jsonschema.Schema{Type: "array", Items: d.of(t.Elem()), MinItems: new(t.Len()), MaxItems: new(t.Len())}
	case reflect.Map:
		return &jsonschema.Schema{Type: "object", AdditionalProperties: d.of(t.Elem())}
	}
	s, err := jsonschema.ForType(t, nil)
	if err != nil {
		d.err = err
		return &jsonschema.Schema{}
	}
	return s
}

// define refers to a schema that stands once in the document.
func (d *document) define(t reflect.Type, schema func() *jsonschema.Schema) *jsonschema.Schema {
	name := nameOf(t)
	if d.defs[name] == nil {
		s := &jsonschema.Schema{}
		d.defs[name] = s // before its fields, which may be of the same type
		*s = *schema()
	}
	return &jsonschema.Schema{Ref: "#/$defs/" + name}
}

func (d *document) comments(t reflect.Type) *comments {
	c, err := d.maker.comments(t.PkgPath())
	if err != nil {
		d.err = err
		return &comments{}
	}
	return c
}

func (d *document) enum(t reflect.Type) *jsonschema.Schema {
	c := d.comments(t)
	s := &jsonschema.Schema{Type: "string", Description: c.ofType(t)}
	var about []string
	for _, v := range values(t) {
		s.Enum = append(s.Enum, v)
		about = append(about, c.ofValue(t, v))
	}
	s.Extra = map[string]any{"enumDescriptions": about}
	return s
}

// values returns what the method Values of an enum returns, nil for another type.
func values(t reflect.Type) []string {
	method, ok := t.MethodByName("Values")
	if !ok || t.Kind() != reflect.String {
		return nil
	}
	var texts []string
	list := method.Func.Call([]reflect.Value{reflect.Zero(t)})[0]
	for i := range list.Len() {
		texts = append(texts, list.Index(i).String())
	}
	return texts
}

func (d *document) object(t reflect.Type) *jsonschema.Schema {
	s := &jsonschema.Schema{
		Type: "object", Description: d.comments(t).ofType(t),
		Properties: map[string]*jsonschema.Schema{}, AdditionalProperties: &jsonschema.Schema{Not: &jsonschema.Schema{}},
	}
	d.fields(s, t)
	return s
}

// fields adds those of t, and those that it gets from a struct that is embedded.
func (d *document) fields(s *jsonschema.Schema, t reflect.Type) {
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			d.fields(s, f.Type)
		}
		if name == "" || name == "-" {
			continue
		}
		rules := parse(f.Tag.Get("validate"))
		if rules.refuseZero() && !slices.Contains(d.optional, name) {
			s.Required = append(s.Required, name)
		}
		field := d.field(f.Type, rules)
		field.Description = d.comments(t).ofField(t, f.Name)
		s.Properties[name] = field
		s.PropertyOrder = append(s.PropertyOrder, name)
	}
}

func (d *document) field(t reflect.Type, r rules) *jsonschema.Schema {
	s := d.of(t)
	if s.Ref != "" && r.takeAnyID() {
		// A list to choose from that is not closed.
		own := &jsonschema.Schema{Type: "string"}
		r.apply(own)
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s, own}}
	}
	r.apply(s)
	return s
}
