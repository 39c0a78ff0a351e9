package intake

import (
	"encoding"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
)

// All that is packed without a method of its own comes out as it was, whatever its fields have.
func TestPackedWhole(t *testing.T) {
	packs[businessCase](t)
	packs[loop.Campaign](t)
	packs[forecast](t)
	packs[mdf.Entry](t)
	packs[mdf.Position](t)
	packs[mdf.Decision](t)
	packs[mdf.Settlement](t)
	packs[mdf.Approval](t)
	packs[mdf.Claim](t)
	packs[qbr.ProgramStatement](t)
	packs[payout](t)
	packs[nextTerms](t)
	packs[Terms](t)
	packs[proposed](t)
	packs[qbr.Records](t)
	packs[performance.Activity](t)
	packs[reward.Statement](t)
}

func packs[T any](t *testing.T) {
	t.Helper()
	var none, full, empty T
	fill(t, reflect.ValueOf(&full).Elem(), 0, 0)
	fillEmpty(reflect.ValueOf(&empty).Elem(), 0)
	want := []T{none, full, empty, none}
	p := make(packed[int, T])
	for _, one := range want {
		p.add(1, one)
	}
	if diff := cmp.Diff(want, p.of(1)); diff != "" {
		t.Errorf("%T (-want +got):\n%s", none, diff)
	}
}

// fillEmpty gives each list no element, and each pointer something of which nothing is known:
// neither is the same as none.
func fillEmpty(v reflect.Value, depth int) {
	if depth++; depth > deepest || v.Type() == reflect.TypeFor[decimal.Decimal]() {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillEmpty(v.Elem(), depth)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillEmpty(v.Field(i), depth)
			}
		}
	}
}

const deepest = 12

// fill gives each field below a value of its own. What has fields that nobody else sees must
// tell them as a text or as bytes, or they would be lost.
func fill(t *testing.T, v reflect.Value, n, depth int) int {
	t.Helper()
	if depth++; depth > deepest { // a type may be part of itself
		return n
	}
	n++
	switch of := v.Addr().Interface().(type) {
	case *decimal.Decimal:
		*of = decimal.New(int64(n)*1_000_000_007, -3)
		return n
	case *partnermath.Date:
		*of = partnermath.NewDate(2026, 1, 1).AddDays(n)
		return n
	case *partnermath.Quarter:
		*of = partnermath.Quarter{Year: 2000 + n%50, Number: 1 + n%4}
		return n
	}
	_, isText := v.Addr().Interface().(encoding.TextUnmarshaler)
	_, isBinary := v.Addr().Interface().(encoding.BinaryUnmarshaler)
	switch v.Kind() {
	case reflect.String:
		v.SetString("text " + decimal.New(int64(n), 0).String())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(n % 100))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		n = fill(t, v.Elem(), n, depth)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			n = fill(t, v.Index(i), n, depth)
		}
	case reflect.Array:
		for i := range v.Len() {
			n = fill(t, v.Index(i), n, depth)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			switch {
			case field.IsExported():
				n = fill(t, v.Field(i), n, depth)
			case !isText && !isBinary:
				t.Errorf("%s.%s would be lost", v.Type(), field.Name)
			}
		}
	default:
		t.Errorf("%s is not filled", v.Type())
	}
	return n
}
