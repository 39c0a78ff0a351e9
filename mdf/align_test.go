package mdf

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
)

// Matches and alignments by hand, weights 3, 2, 1:
//
//	webinar  segment (1 + 0.5) ÷ 2 = 0.75, title 0 (nothing chosen), timing 2 of 3 days = 0.6667;
//	         (3 × 0.75 + 1 × 0.6667) ÷ 6 = 2.9167 ÷ 6 = 0.4861
//	mailing  segment (1 + 0 + 0) ÷ 3 = 0.3333, title 1, timing 1; (0.9999 + 2 + 1) ÷ 6 = 0.66665, 0.6667
//	plan     (1,000 × 0.4861 + 3,000 × 0.6667) ÷ 4,000 = 2,486.2 ÷ 4,000 = 0.62155, 0.6216
func TestAlign(t *testing.T) {
	strategy := []Dimension{
		{ID: "segment", Weight: num("3"), Targets: []Target{{"mid", num("1")}, {"large", num("0.5")}}},
		{ID: "title", Weight: num("2"), Targets: []Target{{"cio", num("1")}}},
		{ID: "timing", Weight: num("1"), Window: days("03-01 04-01")},
	}
	plan, err := Align(strategy, []Tactic{
		{ID: "webinar", Period: days("03-30 04-02"), Spend: num("1000"), Choices: []Choice{{"segment", []string{"large", "mid"}}}},
		{ID: "mailing", Period: days("03-01 04-01"), Spend: num("3000"), Choices: []Choice{
			{"title", []string{"cio"}}, {"segment", []string{"small", "mid", "tiny"}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	match := func(dimension, weight, match string, misses ...string) Match {
		return Match{Dimension: dimension, Weight: num(weight).Decimal, Match: num(match).Decimal, Misses: misses}
	}
	webinar := Alignment{ID: "webinar", Spend: num("1000").Decimal, Alignment: num("0.4861"), Matches: []Match{
		match("segment", "3", "0.75"), match("title", "2", "0"), match("timing", "1", "0.6667"),
	}}
	webinar.Matches[1].Reason, webinar.Matches[2].Reason = MissNothingChosen, MissOutsideWindow
	mailing := Alignment{ID: "mailing", Spend: num("3000").Decimal, Alignment: num("0.6667"), Matches: []Match{
		match("segment", "3", "0.3333", "small", "tiny"), match("title", "2", "1"), match("timing", "1", "1"),
	}}
	mailing.Matches[0].Reason = MissNoTarget
	want := Alignment{Spend: num("4000").Decimal, Alignment: num("0.6216"), Tactics: []Alignment{webinar, mailing}}
	if diff := cmp.Diff(want, plan); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	testkit.Golden(t, "json/alignment.json", testkit.RoundTrip(t, plan))
}

// Nothing spent has no alignment, though its tactics do.
func TestAlignNothingSpent(t *testing.T) {
	strategy := []Dimension{{ID: "timing", Weight: num("1"), Window: days("03-01 04-01")}}
	plan, err := Align(strategy, []Tactic{{ID: "a", Period: days("02-01 03-01"), Spend: num("0")}})
	if err != nil || plan.Alignment.Valid || !plan.Tactics[0].Alignment.Valid || !plan.Tactics[0].Alignment.Decimal.IsZero() {
		t.Errorf("got %+v, %v", plan, err)
	}
}

func TestAlignFaults(t *testing.T) {
	_, err := Align(nil, nil)
	if diff := cmp.Diff([]string{"strategy required"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = Align([]Dimension{{ID: "", Weight: num("-1")}, {ID: "a", Targets: []Target{{"x", num("1.1")}}}},
		[]Tactic{{ID: "t", Spend: decimal.NullDecimal{}, Period: days("03-01 04-01")}})
	want := []string{
		"strategy[0].id id", "strategy[0].weight min", "strategy[1].weight required", "strategy[1].targets[0].weight max", "tactics[0].spend required",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	zero := num("0")
	_, err = Align([]Dimension{
		{ID: "a", Weight: zero},
		{ID: "a", Weight: zero, Targets: []Target{{"x", zero}, {"x", zero}}, Window: days("03-01 04-01")},
		{ID: "w", Weight: zero, Window: days("04-01 03-01")},
	}, []Tactic{
		{ID: "t", Spend: zero, Period: days("03-01 04-01"), Choices: []Choice{{"w", nil}, {"w", nil}}},
		{ID: "t", Spend: zero, Period: days("03-01 04-01")},
	})
	want = []string{
		"strategy[0].targets required", "strategy[1].targets[1].id unique", "strategy[1].targets empty", "strategy[2].window.end order",
		"strategy[1].id unique", "strategy sum", "tactics[1].id unique", "tactics[0].choices[1].dimension unique", "tactics[0].choices[0].dimension known",
		"tactics[0].choices[1].dimension known",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
