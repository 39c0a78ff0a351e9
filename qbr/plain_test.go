package qbr_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// Hidden are what a terminal obeys, what breaks lines, what is not seen and what turns the
// direction of a text: escape, bell, delete, next line, no-break and zero-width spaces, a
// right-to-left override and isolate, line and paragraph separators, a byte order mark.
const hidden = "\x1b[31m\a\x7f\u0085\u00a0\u200b\u202e\u2067\u2028\u2029\ufeff\r\n\t"

// tainted appends it to every text that people write: those of fields of the type string
// that are no id, code or currency.
func tainted(v reflect.Value, field string) int {
	n := 0
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			n += tainted(v.Elem(), field)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				n += tainted(v.Field(i), f.Name)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += tainted(v.Index(i), field)
		}
	case reflect.String:
		switch field {
		case "Name", "Text", "Owner", "Note", "Waived", "Consequence", "Customer", "Author", "Function", "Attention", "LifeStage", "Tier", "Type", "Region",
			"Manager", "Updates", "Other", "Group", "Program", "Supplier", "Level", "Product":
			if v.Type() == reflect.TypeFor[string]() && v.String() != "" {
				v.SetString(v.String() + hidden)
				n++
			}
		}
	default:
	}
	return n
}

func TestNothingHidesInAnyForm(t *testing.T) {
	for _, audience := range scorecard.Audience("").Values() {
		in := fullReview(t, audience)
		n := tainted(reflect.ValueOf(&in.Sources), "") + tainted(reflect.ValueOf(&in.Records), "")
		for i := range in.Records.Sales { // ids are refused
			in.Records.Sales[i].Product = strings.TrimSuffix(in.Records.Sales[i].Product, hidden)
		}
		if n < 100 {
			t.Fatalf("only %d texts are tainted", n)
		}
		for form, text := range forms(t, in) {
			for _, r := range text {
				if unicode.IsPrint(r) || r == '\n' && !strings.Contains(form, "JSON") {
					continue
				}
				if r != '\n' { // the JSON is indented
					t.Errorf("for %s, %s has %U", audience, form, r)
					break
				}
			}
			for _, escape := range []string{`\u001b`, `\u0085`, `\u2028`, `\u007f`, `\r`, `\t`} {
				if strings.Contains(text, escape) {
					t.Errorf("for %s, %s has %s", audience, form, escape)
				}
			}
		}
	}
}

// The inputs stay as they are, and so does what can be printed.
func TestPlainTexts(t *testing.T) {
	in := quarterOnly(func(in *inputs) {
		in.Records.Partner.Name = "Über \u202eGmbH 株式会社"
		in.Records.Updates = []string{"one\ntwo"}
	})
	before := testkit.JSON(t, in)
	r := prepared(t, in)
	if r.Partner.Name != "Über  GmbH 株式会社" || r.Agenda.Items[0].Points[0] != "one two" {
		t.Errorf("got %q and %q", r.Partner.Name, r.Agenda.Items[0].Points[0])
	}
	if testkit.JSON(t, in) != before {
		t.Error("the inputs changed")
	}
}
