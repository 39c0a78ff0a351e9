package performance_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/performance"
)

func TestEngagementGolden(t *testing.T) {
	g := golden(t).Engagement
	var p performance.EngagementPolicy
	var done []performance.Activity
	for i, id := range []string{"a", "b", "c"} {
		p.Parts = append(p.Parts, performance.EngagementPart{ID: id, Weight: null(g.Weights[i]), Target: null("1")})
		done = append(done, performance.Activity{Part: id, Done: null(g.Done[i])})
	}
	e, err := performance.MeasureEngagement(p, done)
	if err != nil || e.Index.Decimal.StringFixed(4) != g.Score || text(e.KnownShare) != "1" {
		t.Errorf("got %s of %s, %v, want %s", text(e.Index), text(e.KnownShare), err, g.Score)
	}
}

// Trainings weigh 3 and calls 1: 2 of 3 trainings are 2 thirds, 9 of 4 calls are full.
func TestEngagementOfWhatIsKnown(t *testing.T) {
	p := performance.EngagementPolicy{Parts: []performance.EngagementPart{
		{ID: "trainings", Weight: null("3"), Target: null("3")}, {ID: "calls", Weight: null("1"), Target: null("4")}, {ID: "logins", Weight: null("0"), Target: null("1")},
	}}
	for name, tt := range map[string]struct {
		minimum     string
		activities  []performance.Activity
		index, know string
	}{
		"all":                 {"", []performance.Activity{{Part: "calls", Done: null("9")}, {Part: "trainings", Done: null("2")}}, "0.75", "1"},
		"one":                 {"", []performance.Activity{{Part: "trainings", Done: null("2")}}, "0.6667", "0.75"},
		"as much as asked":    {"0.75", []performance.Activity{{Part: "trainings", Done: null("2")}}, "0.6667", "0.75"},
		"less than asked":     {"0.26", []performance.Activity{{Part: "calls", Done: null("9")}}, "null", "0.25"},
		"not known":           {"", []performance.Activity{{Part: "trainings"}}, "null", "0"},
		"nothing":             {"", nil, "null", "0"},
		"what weighs nothing": {"", []performance.Activity{{Part: "logins", Done: null("1")}}, "null", "0"},
	} {
		if p.MinimumKnown = (decimal.NullDecimal{}); tt.minimum != "" {
			p.MinimumKnown = null(tt.minimum)
		}
		e, err := performance.MeasureEngagement(p, tt.activities)
		if err != nil || text(e.Index) != tt.index || text(e.KnownShare) != tt.know {
			t.Errorf("%s: got %s of %s, %v", name, text(e.Index), text(e.KnownShare), err)
		}
	}
	p.MinimumKnown = decimal.NullDecimal{Decimal: decimal.New(1, 9)} // left out, it can hold any number
	e, _ := performance.MeasureEngagement(p, []performance.Activity{{Part: "trainings", Done: null("2")}})
	if text(e.Index) != "0.6667" {
		t.Errorf("a minimum that is left out is read: %s", text(e.Index))
	}
	testkit.Golden(t, "json/engagement.json", testkit.RoundTrip(t, e))
	p.MinimumKnown, p.Parts[0].Name = null("0.5"), "Trainings"
	testkit.Golden(t, "json/engagement-policy.json", testkit.RoundTrip(t, p))
}

func TestEngagementFaults(t *testing.T) {
	part := performance.EngagementPart{ID: "a", Weight: null("0"), Target: null("1")}
	for name, tt := range map[string]struct {
		policy     performance.EngagementPolicy
		activities []performance.Activity
		want       []string
	}{
		"zero":     {performance.EngagementPolicy{}, nil, []string{"policy.parts length"}},
		"parts":    {performance.EngagementPolicy{Parts: make([]performance.EngagementPart, 1)}, nil, []string{"policy.parts[0].id id", "policy.parts[0].weight required", "policy.parts[0].target required"}},
		"together": {performance.EngagementPolicy{Parts: []performance.EngagementPart{part, part}}, nil, []string{"policy.parts[1].id unique", "policy.parts sum"}},
		"done": {performance.EngagementPolicy{Parts: []performance.EngagementPart{{ID: "a", Weight: null("1"), Target: null("1")}}}, []performance.Activity{
			{Part: "b"}, {Part: "a", Done: null("-1")}, {Part: "a"}, {Part: "a"}, {},
		}, []string{"activities[0].part known", "activities[1].done min", "activities[3].part unique", "activities[4].part id"}},
		"huge": {performance.EngagementPolicy{Parts: []performance.EngagementPart{{ID: "a", Weight: partnermath.Num(1, -4_000_000), Target: null("1")}}}, nil, []string{"policy.parts[0].weight bounds"}},
	} {
		_, err := performance.MeasureEngagement(tt.policy, tt.activities)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
