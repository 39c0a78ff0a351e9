package qbr_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
)

func TestEngagementGolden(t *testing.T) {
	g := golden(t).Engagement
	var p qbr.EngagementPolicy
	var done []qbr.Activity
	for i, id := range []string{"a", "b", "c"} {
		p.Parts = append(p.Parts, qbr.EngagementPart{ID: id, Weight: null(g.Weights[i]), Target: null("1")})
		done = append(done, qbr.Activity{Part: id, Done: null(g.Done[i])})
	}
	e, err := qbr.MeasureEngagement(p, done)
	if err != nil || e.Index.Decimal.StringFixed(4) != g.Score || text(e.KnownShare) != "1" {
		t.Errorf("got %s of %s, %v, want %s", text(e.Index), text(e.KnownShare), err, g.Score)
	}
}

// Trainings weigh 3 and calls 1: 2 of 3 trainings are 2 thirds, 9 of 4 calls are full.
func TestEngagementOfWhatIsKnown(t *testing.T) {
	p := qbr.EngagementPolicy{Parts: []qbr.EngagementPart{
		{ID: "trainings", Weight: null("3"), Target: null("3")}, {ID: "calls", Weight: null("1"), Target: null("4")}, {ID: "logins", Weight: null("0"), Target: null("1")},
	}}
	for name, tt := range map[string]struct {
		minimum     string
		activities  []qbr.Activity
		index, know string
	}{
		"all":                 {"", []qbr.Activity{{Part: "calls", Done: null("9")}, {Part: "trainings", Done: null("2")}}, "0.75", "1"},
		"one":                 {"", []qbr.Activity{{Part: "trainings", Done: null("2")}}, "0.6667", "0.75"},
		"as much as asked":    {"0.75", []qbr.Activity{{Part: "trainings", Done: null("2")}}, "0.6667", "0.75"},
		"less than asked":     {"0.26", []qbr.Activity{{Part: "calls", Done: null("9")}}, "null", "0.25"},
		"not known":           {"", []qbr.Activity{{Part: "trainings"}}, "null", "0"},
		"nothing":             {"", nil, "null", "0"},
		"what weighs nothing": {"", []qbr.Activity{{Part: "logins", Done: null("1")}}, "null", "0"},
	} {
		if p.MinimumKnown = (decimal.NullDecimal{}); tt.minimum != "" {
			p.MinimumKnown = null(tt.minimum)
		}
		e, err := qbr.MeasureEngagement(p, tt.activities)
		if err != nil || text(e.Index) != tt.index || text(e.KnownShare) != tt.know {
			t.Errorf("%s: got %s of %s, %v", name, text(e.Index), text(e.KnownShare), err)
		}
	}
	p.MinimumKnown = decimal.NullDecimal{Decimal: decimal.New(1, 9)} // left out, it can hold any number
	e, _ := qbr.MeasureEngagement(p, []qbr.Activity{{Part: "trainings", Done: null("2")}})
	if text(e.Index) != "0.6667" {
		t.Errorf("a minimum that is left out is read: %s", text(e.Index))
	}
	testkit.Golden(t, "json/engagement.json", testkit.RoundTrip(t, e))
	p.MinimumKnown, p.Parts[0].Name = null("0.5"), "Trainings"
	testkit.Golden(t, "json/engagement-policy.json", testkit.RoundTrip(t, p))
}

func TestEngagementFaults(t *testing.T) {
	part := qbr.EngagementPart{ID: "a", Weight: null("0"), Target: null("1")}
	for name, tt := range map[string]struct {
		policy     qbr.EngagementPolicy
		activities []qbr.Activity
		want       []string
	}{
		"zero":     {qbr.EngagementPolicy{}, nil, []string{"policy.parts length"}},
		"parts":    {qbr.EngagementPolicy{Parts: make([]qbr.EngagementPart, 1)}, nil, []string{"policy.parts[0].id id", "policy.parts[0].weight required", "policy.parts[0].target required"}},
		"together": {qbr.EngagementPolicy{Parts: []qbr.EngagementPart{part, part}}, nil, []string{"policy.parts[1].id unique", "policy.parts sum"}},
		"done": {qbr.EngagementPolicy{Parts: []qbr.EngagementPart{{ID: "a", Weight: null("1"), Target: null("1")}}}, []qbr.Activity{
			{Part: "b"}, {Part: "a", Done: null("-1")}, {Part: "a"}, {Part: "a"}, {},
		}, []string{"activities[0].part known", "activities[1].done min", "activities[3].part unique", "activities[4].part id"}},
		"huge": {qbr.EngagementPolicy{Parts: []qbr.EngagementPart{{ID: "a", Weight: partnermath.Num(1, -4_000_000), Target: null("1")}}}, nil, []string{"policy.parts[0].weight bounds"}},
	} {
		_, err := qbr.MeasureEngagement(tt.policy, tt.activities)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
