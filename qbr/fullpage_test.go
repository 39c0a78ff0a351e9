package qbr_test

import (
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
