package intake

import (
	"encoding"
	"encoding/json"
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
	var none, full T
	fill(t, reflect.ValueOf(&full).Elem(), 0, 0)
	p := make(packed[int, T])
	for _, one := range []T{none, full, none} {
		p.add(1, one)
	}
	got := p.of(1)
	if len(got) != 3 {
		t.Fatalf("%T: %d came out, want 3", none, len(got))
	}
	for i, want := range []T{none, full, none} {
		if diff := cmp.Diff(text(t, want), text(t, got[i])); diff != "" {
			t.Errorf("%T (-want +got):\n%s", none, diff)
		}
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
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
