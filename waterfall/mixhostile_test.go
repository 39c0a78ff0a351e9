package waterfall_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// Whatever a document says, there is an answer or a *ValidationError.
func TestHostileMixProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMix(t, mixKind{worth: true, target: oneIn(t, 2, "target"), within: oneIn(t, 2, "within")})
		goal, nudge, budget := waterfall.RevenueGoal{Revenue: null("1000")}, waterfall.Nudge{Relative: null("0.1")}, number("1000")
		scenarios := drawScenarios(t, m)
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &m, &goal, &scenarios, &nudge, &budget)
		}
		invalid := m.Validate()
		testkit.BrokenRules(t, invalid)
		_, err := waterfall.ForecastMix(m)
		if testkit.BrokenRules(t, err); (err == nil) != (invalid == nil) {
			t.Fatalf("Validate says %v, ForecastMix %v", invalid, err)
		}
		_, err = waterfall.RankLevers(m, nudge)
		ranked := invalid == nil && nudge.Validate() == nil && !slices.ContainsFunc(m.Tactics, func(t waterfall.Tactic) bool { return !t.Funnel.DealSize.Valid })
		if faults := testkit.BrokenRules(t, err); (faults == nil) != ranked {
			t.Fatalf("RankLevers says %v", faults)
		}
		_, err = waterfall.Simulate(m, goal, scenarios)
		if testkit.BrokenRules(t, err); err == nil && invalid != nil {
			t.Fatal("Simulate runs an invalid mix")
		}
		_, err = waterfall.Invest(m, budget)
		testkit.BrokenRules(t, err)
		for _, s := range scenarios {
			testkit.BrokenRules(t, s.Validate())
			for _, c := range s.Changes {
				testkit.BrokenRules(t, c.Validate())
			}
		}
		testkit.BrokenRules(t, nudge.Validate())
	})
}
