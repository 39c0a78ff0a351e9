package qbr_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// The review of which every source is there, as it is read.
func TestFullReviewGolden(t *testing.T) {
	r := prepared(t, fullReview(t, scorecard.AudienceVendor))
	d := r.Document()
	testkit.Golden(t, "full-vendor-80.golden.txt", d.AppendText(nil, 80))
	r = prepared(t, fullReview(t, scorecard.AudiencePartner))
	d = r.Document()
	testkit.Golden(t, "full-partner.golden.md", d.AppendMarkdown(nil))
}

// Whatever the width from 80 on, no line is longer.
func TestFullReviewFitsThePage(t *testing.T) {
	for _, audience := range scorecard.Audience("").Values() {
		r := prepared(t, fullReview(t, audience))
		d := r.Document()
		for width := 80; width <= 120; width += 4 {
			for line := range strings.Lines(string(d.AppendText(nil, width))) {
				if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
					t.Errorf("a line of %d at %d: %s", n, width, line)
				}
			}
		}
	}
}

// Every source is in the review: what is not known is of single figures only.
func TestFullReviewLacksNoSource(t *testing.T) {
	r := prepared(t, fullReview(t, scorecard.AudienceVendor))
	var gaps []string
	for _, g := range r.Gaps {
		if g.Source != "" {
			gaps = append(gaps, string(g.Source)+": "+g.Text)
		}
	}
	// Of d-12 and d-26 nobody knows the amount. The case has month 0 and nine closed months.
	same(t, "gaps", []string{
		"deals: what 1 won deal of 2026-Q3 came to", "nextDeals: what 1 open deal of 2026-Q4 would come to",
		"planActual: what some lines of the business case brought in 10 closed months",
	}, gaps)
}

// What is the vendor's alone in the sources that the other packages make: other partners, the
// manager's call, margins, ranks, what promotions could pay.
func TestFullReviewForThePartner(t *testing.T) {
	hides(t, prepared(t, fullReview(t, scorecard.AudiencePartner)), vendorsAlone()...)
}

func vendorsAlone() []string {
	return []string{
		"grelling", "Torf GmbH", "q-1", "q-2", "240,000", "\"240000\"", "40,950", "40950", "404.31", "4.0431", "547,200", "547200", "Percentile", "sunsetting",
		"190.32", "1.9032", "Worked", "5.36×",
	}
}

// The sections hide the vendor's alone also where it was not taken out of the sources before.
func TestSectionsHideByThemselves(t *testing.T) {
	in := fullReview(t, scorecard.AudiencePartner)
	r := qbr.PrepareUnredacted(in.Policy, in.Records, in.Sources, in.AsOf)
	hides(t, r, "grelling", "Torf GmbH", "q-1", "q-2", "240,000", "547,200", "Percentile", "190.32", "Worked", "Largest payout")
}

func TestNumbersOfTheFullReviewAreInItsJSON(t *testing.T) {
	for _, audience := range scorecard.Audience("").Values() {
		r := prepared(t, fullReview(t, audience))
		has, d := backed(t, &r), r.Document()
		for form, text := range map[string][]byte{"text at 80": d.AppendText(nil, 80), "text at 120": d.AppendText(nil, 120), "Markdown": d.AppendMarkdown(nil)} {
			if word := unbacked(string(text), has); word != "" {
				t.Errorf("%s for %s has %s, which the JSON has not", form, audience, word)
			}
		}
	}
}

// Whatever becomes of the lists of the inputs, the review stays.
func TestFullReviewSharesNoMemory(t *testing.T) {
	in := fullReview(t, scorecard.AudienceVendor)
	r := prepared(t, in)
	before := testkit.JSON(t, r)
	if n := wipe(reflect.ValueOf(&in.Sources)) + wipe(reflect.ValueOf(&in.Records)) + wipe(reflect.ValueOf(&in.Policy)); n < 500 {
		t.Fatalf("only %d elements were wiped", n)
	}
	if after := testkit.JSON(t, r); after != before {
		t.Errorf("(-before +after):\n%s", testkit.Diff(before, after))
	}
}

// wipe makes every element of every list that can be reached zero, and counts them.
func wipe(v reflect.Value) int {
	n := 0
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			n += wipe(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += wipe(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += 1 + wipe(v.Index(i))
			v.Index(i).SetZero()
		}
	default:
	}
	return n
}
