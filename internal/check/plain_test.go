package check_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/testkit"
)

// plainNumbers are the same rules for the same paths, by tags and by plain Go.
type plainNumbers struct {
	Bounds     decimal.Decimal     `json:"bounds" validate:"bounds"`
	Share      decimal.Decimal     `json:"share" validate:"bounds,atleast=0,atmost=1"`
	Rate       decimal.Decimal     `json:"rate" validate:"bounds,atleast=0,atmost=1,digits=13 12"`
	Above      decimal.Decimal     `json:"above" validate:"bounds,above=0"`
	Per        decimal.Decimal     `json:"per" validate:"bounds,atleast=1,digits=18 8"`
	Multiplier decimal.Decimal     `json:"multiplier" validate:"bounds,above=1,digits=18 8"`
	Wide       decimal.Decimal     `json:"wide" validate:"bounds,digits=30 0"`
	Deep       decimal.Decimal     `json:"deep" validate:"bounds,digits=30 12"`
	Optional   decimal.NullDecimal `json:"optional,omitzero" validate:"omitempty,bounds,atleast=-1.5,atmost=0.25,digits=5 3"`
	Required   decimal.NullDecimal `json:"required,omitzero" validate:"required,bounds,atleast=0,digits=5 3"`
}

func (p *plainNumbers) plain() error {
	var faults partnermath.ValidationError
	for _, n := range []struct {
		path  string
		rules check.Number
		d     decimal.NullDecimal
	}{
		{"bounds", check.Number{}, decimal.NewNullDecimal(p.Bounds)},
		{"share", check.Number{AtLeast: null("0"), AtMost: null("1")}, decimal.NewNullDecimal(p.Share)},
		{"rate", check.Number{AtLeast: null("0"), AtMost: null("1"), Digits: 13, Places: 12}, decimal.NewNullDecimal(p.Rate)},
		{"above", check.Number{Above: null("0")}, decimal.NewNullDecimal(p.Above)},
		{"per", check.Number{AtLeast: null("1"), Digits: 18, Places: 8}, decimal.NewNullDecimal(p.Per)},
		{"multiplier", check.Number{Above: null("1"), Digits: 18, Places: 8}, decimal.NewNullDecimal(p.Multiplier)},
		{"wide", check.Number{Digits: 30}, decimal.NewNullDecimal(p.Wide)},
		{"deep", check.Number{Digits: 30, Places: 12}, decimal.NewNullDecimal(p.Deep)},
		{"optional", check.Number{AtLeast: null("-1.5"), AtMost: null("0.25"), Digits: 5, Places: 3}, p.Optional},
	} {
		if n.d.Valid && !n.rules.Holds(n.d.Decimal) {
			n.rules.Fault(&faults, n.path, n.d.Decimal)
		}
	}
	required := check.Number{AtLeast: null("0"), Digits: 5, Places: 3}
	required.Require(&faults, check.Place{Field: "required"}, p.Required)
	return faults.Err()
}

// Plain Go finds the faults that the tags find, with their rules and messages.
func TestNumberIsTheTagsProperty(t *testing.T) {
	number := rapid.OneOf(
		testkit.HostileDecimal(),
		rapid.Custom(func(t *rapid.T) decimal.Decimal {
			return decimal.New(rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64()).Draw(t, "coefficient"), rapid.Int32Range(-22, 30).Draw(t, "exponent"))
		}),
		testkit.Decimal(-3, 3, 13),
		testkit.Decimal(0, 1, 8),
		rapid.SampledFrom([]decimal.Decimal{
			number("0"), number("1"), number("0.25"), number("-1.5"), number("1e18"), number("1e19"), number("1e29"), number("1e-12"), number("1e-13"),
			number("999999999999999999999999999999"), number("1.00000000"), number("1.000000000000000000000000000"), number("0.2500000000"),
		}),
	)
	sound, broken := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		p := plainNumbers{
			Bounds: number.Draw(t, "bounds"), Share: number.Draw(t, "share"), Rate: number.Draw(t, "rate"), Above: number.Draw(t, "above"),
			Per: number.Draw(t, "per"), Multiplier: number.Draw(t, "multiplier"), Wide: number.Draw(t, "wide"), Deep: number.Draw(t, "deep"),
			Optional: decimal.NullDecimal{Decimal: number.Draw(t, "optional"), Valid: rapid.Bool().Draw(t, "given")},
			Required: decimal.NullDecimal{Decimal: number.Draw(t, "required"), Valid: rapid.Bool().Draw(t, "requiredGiven")},
		}
		want, got := faultsOf(t, check.Model(p, nil)), faultsOf(t, p.plain())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-tags +plain:\n%s", diff)
		}
		broken += len(want)
		sound += 10 - len(want)
	})
	if sound == 0 || broken == 0 {
		t.Errorf("%d numbers are sound and %d are not", sound, broken)
	}
}

// plainRecord is a record in a list, by tags.
type plainRecord struct {
	ID    string              `json:"id" validate:"id"`
	Name  string              `json:"name" validate:"text=12"`
	Count decimal.Decimal     `json:"count" validate:"bounds,atleast=0"`
	Rate  decimal.NullDecimal `json:"rate,omitzero" validate:"omitempty,bounds,atmost=1"`
}

type plainList struct {
	Records []plainRecord `json:"records" validate:"dive"`
}

// The checks of a record at a place say what the tags of a list say.
func TestPlaceIsTheTagsProperty(t *testing.T) {
	count, rate := check.Number{AtLeast: null("0")}, check.Number{AtMost: null("1")}
	texts := rapid.OneOf(testkit.HostileString(), rapid.SampledFrom([]string{
		"a", "ü", "a b", " a", "a ", "123456789012", "1234567890123", strings.Repeat("i", 100), strings.Repeat("i", 101), strings.Repeat("ü", 50), strings.Repeat("ü", 51),
	}))
	numbers := rapid.OneOf(testkit.HostileDecimal(), testkit.Decimal(-2, 2, 2))
	rapid.Check(t, func(t *rapid.T) {
		var list plainList
		for range rapid.IntRange(1, 3).Draw(t, "records") {
			list.Records = append(list.Records, plainRecord{
				ID: texts.Draw(t, "id"), Name: texts.Draw(t, "name"), Count: numbers.Draw(t, "count"),
				Rate: decimal.NullDecimal{Decimal: numbers.Draw(t, "rate"), Valid: rapid.Bool().Draw(t, "given")},
			})
		}
		var faults partnermath.ValidationError
		for i, r := range list.Records {
			at := func(field string) check.Place { return check.Place{List: "records", Index: i, Field: field} }
			check.IDAt(&faults, at("id"), r.ID)
			check.TextAt(&faults, at("name"), r.Name, 12)
			count.Check(&faults, at("count"), r.Count)
			rate.CheckNull(&faults, at("rate"), r.Rate)
		}
		if diff := cmp.Diff(faultsOf(t, check.Model(list, nil)), faultsOf(t, faults.Err())); diff != "" {
			t.Fatalf("-tags +plain:\n%s", diff)
		}
	})
}

func TestPlaceString(t *testing.T) {
	for want, place := range map[string]check.Place{
		"stages[0].id":      {List: "stages", Field: "id"},
		"entries[12].count": {List: "entries", Index: 12, Field: "count"},
	} {
		if diff := cmp.Diff(want, place.String()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// A zero is out of bounds as well when its exponent is: adding to it is as costly.
func TestNumberRefusesZerosOfHugeExponents(t *testing.T) {
	for _, exponent := range []int32{-1_000_000_000, -401, 401, 1_000_000_000} {
		zero := decimal.New(0, exponent)
		for _, n := range []check.Number{{}, {Digits: 18, Places: 8}, {AtLeast: null("0"), AtMost: null("1"), Digits: 13, Places: 12}} {
			if n.Holds(zero) {
				t.Errorf("%+v holds for a zero of exponent %d", n, exponent)
			}
		}
	}
}
