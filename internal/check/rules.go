package check

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

const maxIDBytes = 100

// given boxes a decimal that is there. As an array it is neither walked into, as the struct
// that a decimal is would be, nor converted to a float; as one of a pointer it is no copy, and
// a 0 that is given is not taken for none, which omitempty passes over.
type given [1]*decimal.Decimal

// scored is a fixed-point value that knows its decimal, such as a score.
type scored interface{ Decimal() decimal.Decimal }

// validate returns the one validator; building it takes microseconds, and it
// caches what it learns of each type.
var validate = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled(), validator.WithTagNameFuncBlankOmit())
	v.RegisterTagNameFunc(jsonName)
	v.RegisterCustomTypeFunc(box, decimal.Decimal{}, decimal.NullDecimal{})
	register := func(tag string, holds func(validator.FieldLevel) bool) {
		// It fails only without a tag or a function.
		_ = v.RegisterValidation(tag, holds)
	}
	register("id", func(f validator.FieldLevel) bool { return ID(f.Field().String()) })
	register("text", func(f validator.FieldLevel) bool {
		n, err := strconv.Atoi(f.Param())
		return err == nil && len(f.Field().String()) <= n && utf8.ValidString(f.Field().String())
	})
	register("currency", func(f validator.FieldLevel) bool {
		_, ok := partnermath.MinorUnits(f.Field().String())
		return ok
	})
	register("enum", enum())
	register("bounds", func(f validator.FieldLevel) bool {
		d, ok := value(f.Field())
		return ok && partnermath.InBounds(d)
	})
	register("atleast", func(f validator.FieldLevel) bool { return compare(f, func(c int) bool { return c >= 0 }) })
	register("atmost", func(f validator.FieldLevel) bool { return compare(f, func(c int) bool { return c <= 0 }) })
	register("above", func(f validator.FieldLevel) bool { return compare(f, func(c int) bool { return c > 0 }) })
	register("digits", func(f validator.FieldLevel) bool {
		d, ok := value(f.Field())
		digits, places := digitParams(f.Param())
		return ok && exact.Fits(d, digits, places)
	})
	return v
})

// ID reports whether s can name a thing: 1 to 100 bytes of printable UTF-8
// without a space before or after.
func ID(s string) bool {
	if s == "" || len(s) > maxIDBytes || s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := range len(s) {
		if s[i]-' ' > '~'-' ' {
			return utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
		}
	}
	return true
}

// enum returns the rule for enums. It asks a type for its values once, since a method that is
// found by its name is slow to call.
func enum() func(validator.FieldLevel) bool {
	var known sync.Map // by type
	return func(f validator.FieldLevel) bool {
		all, found := known.Load(f.Field().Type())
		if !found {
			all, _ = known.LoadOrStore(f.Field().Type(), values(f.Field()))
		}
		texts, _ := all.([]string)
		return slices.Contains(texts, f.Field().String())
	}
}

// values returns what the method Values of the type of v returns, none without one.
func values(v reflect.Value) []string {
	method := v.MethodByName("Values")
	if !method.IsValid() {
		return nil
	}
	var texts []string
	list := method.Call(nil)[0]
	for i := range list.Len() {
		texts = append(texts, list.Index(i).String())
	}
	return texts
}

// box gives the validator a decimal where it stands, or a copy of one that has no address, as
// in a map.
func box(v reflect.Value) any {
	if !v.CanAddr() {
		stored := reflect.New(v.Type()).Elem()
		stored.Set(v)
		v = stored
	}
	switch d := v.Addr().Interface().(type) {
	case *decimal.Decimal:
		return given{d}
	case *decimal.NullDecimal:
		if d.Valid {
			return given{&d.Decimal}
		}
	}
	return nil
}

func value(v reflect.Value) (decimal.Decimal, bool) {
	if !v.IsValid() || !v.CanInterface() {
		return decimal.Decimal{}, false
	}
	switch d := v.Interface().(type) {
	case given:
		return *d[0], true
	case scored:
		return d.Decimal(), true
	}
	return decimal.Decimal{}, false
}

func compare(f validator.FieldLevel, holds func(int) bool) bool {
	d, ok := value(f.Field())
	if !ok {
		return false
	}
	if whole, err := strconv.ParseInt(f.Param(), 10, 64); err == nil { // as most bounds are
		return holds(d.Cmp(exact.Fixed(whole, 0)))
	}
	bound, err := decimal.NewFromString(f.Param())
	return err == nil && holds(d.Cmp(bound))
}

func digitParams(param string) (digits, places int32) {
	p, s, _ := strings.Cut(param, " ")
	pn, _ := strconv.ParseInt(p, 10, 32)
	sn, _ := strconv.ParseInt(s, 10, 32)
	return int32(pn), int32(sn)
}

// jsonName returns the name of a field in JSON, so that paths read as the
// document does. An embedded struct has none.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "" && !f.Anonymous {
		return f.Name
	}
	return name
}
