package pipeline_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestMeasureDealsGolden(t *testing.T) {
	var figures struct {
		Pipeline struct {
			Source, Target, Won string
			Open                []struct{ Amount, Probability string }
			Want                map[string]string
		}
		RequiredCoverage, WeightedRounding any
	}
	testkit.ReadJSON(t, "testdata/pipeline.json", &figures)
	given := figures.Pipeline
	policy := pipeline.DealPolicy{
		Currency: "USD", Target: null(given.Target), Period: partnermath.Period{Start: day(2026, 1, 1), End: day(2026, 4, 1)},
		Stages: []pipeline.DealStage{{ID: "open", Probability: null("0")}},
		CoverageTargets: []pipeline.CoverageTarget{
			{Name: "total2", Basis: pipeline.ValueRaw, Of: pipeline.TargetFull, Times: null("2")},
			{Name: "risk1", Basis: pipeline.ValueWeighted, Of: pipeline.TargetFull, Times: null("1")},
			{Name: "total2rest", Basis: pipeline.ValueRaw, Times: null("2")},
			{Name: "risk1rest", Basis: pipeline.ValueWeighted, Times: null("1")},
		},
	}
	deals := []pipeline.Deal{
		{ID: "won", Amount: null(given.Won), Created: day(2026, 1, 1), Outcome: pipeline.DealWon, Closed: day(2026, 1, 20)},
		// A lost deal is worth nothing, whatever its probability.
		{ID: "lost", Amount: null("999999"), Probability: null("0.9"), Created: day(2026, 1, 1), Outcome: pipeline.DealLost, Closed: day(2026, 1, 20)},
	}
	for i, open := range given.Open {
		deals = append(deals, pipeline.Deal{
			ID: string(rune('a' + i)), Amount: null(open.Amount), Probability: null(open.Probability), Stage: "open",
			Created: day(2026, 1, 1), ExpectedClose: day(2026, 3, 1),
		})
	}
	p := measureDeals(t, policy, day(2026, 2, 1), deals)
	coverage := func(basis pipeline.ValueBasis, of pipeline.TargetBasis) string {
		for _, c := range p.Coverages {
			if c.Basis == basis && c.Of == of {
				return c.Value.Decimal.StringFixed(4)
			}
		}
		return ""
	}
	fixed := func(s string) string { return number(s).StringFixed(4) }
	want, got := map[string]string{}, map[string]string{
		"rawToTarget":         coverage(pipeline.ValueRaw, pipeline.TargetFull),
		"rawToRemaining":      coverage(pipeline.ValueRaw, pipeline.TargetRemaining),
		"weightedToRemaining": coverage(pipeline.ValueWeighted, pipeline.TargetRemaining),
		"weighted":            p.Weighted.StringFixed(4),
		"landing":             p.Landing.StringFixed(4),
		"totalIndex2xTarget":  p.CoverageTargets[0].Required.Decimal.StringFixed(4), "totalAchieved": p.CoverageTargets[0].Reached.Decimal.StringFixed(4),
		"riskAdjustedIndex1xTarget": p.CoverageTargets[1].Required.Decimal.StringFixed(4), "riskAdjustedAchieved": p.CoverageTargets[1].Reached.Decimal.StringFixed(4),
		"totalIndex2xRemaining": p.CoverageTargets[2].Required.Decimal.StringFixed(4), "totalAchievedOfRemaining": p.CoverageTargets[2].Reached.Decimal.StringFixed(4),
		"riskAdjustedAchievedOfRemaining": p.CoverageTargets[3].Reached.Decimal.StringFixed(4),
	}
	for name, value := range given.Want {
		want[name] = fixed(value)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMeasureDealsRoundsEachDeal(t *testing.T) {
	policy := quarterPolicy()
	var deals []pipeline.Deal
	for _, id := range []string{"a", "b"} {
		deals = append(deals, pipeline.Deal{
			ID: id, Amount: null("1234.50"), Probability: null("0.25"), Stage: "verbal",
			Created: policy.Period.Start, ExpectedClose: policy.Period.Start.AddDays(20),
		})
	}
	p, err := pipeline.MeasureDeals(policy, policy.Period.Start.AddDays(10), deals)
	if err != nil || p.Weighted.String() != "617.26" {
		t.Errorf("got %s %v, want 617.26", p.Weighted, err)
	}
}

func TestRequiredCoverage(t *testing.T) {
	policy := quarterPolicy()
	var deals []pipeline.Deal
	for i := range 160 {
		d := pipeline.Deal{
			ID: string(rune(' '+1+i/90)) + string(rune('!'+i%90)), Amount: null("10"), Created: policy.Period.Start,
			Outcome: pipeline.DealNoDecision, Closed: policy.Period.Start.AddDays(5),
		}
		switch {
		case i < 40:
			d.Outcome = pipeline.DealWon
		case i < 100:
			d.Outcome = pipeline.DealLost
		}
		deals = append(deals, d)
	}
	p := measureDeals(t, policy, policy.Period.Start.AddDays(10), deals)
	got := []string{p.WinRates.Narrow.Decimal.String(), p.WinRates.Broad.Decimal.String(), p.WinRates.RequiredNarrow.Decimal.String(), p.WinRates.RequiredBroad.Decimal.String()}
	if diff := cmp.Diff([]string{"0.4", "0.25", "2.5", "4"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Neither the order of deals nor how they are divided and merged matters, and the
// two forms agree.
func TestDealTallyOrderAndMerge(t *testing.T) {
	policy, asOf := quarterPolicy(), partnermath.NewDate(2026, 8, 1)
	rapid.Check(t, func(t *rapid.T) {
		deals := manyDeals(300)
		deals = deals[:rapid.IntRange(0, len(deals)).Draw(t, "deals")]
		whole := measureDeals(t, policy, asOf, deals)
		shuffled := rapid.Permutation(deals).Draw(t, "order")
		workers := rapid.IntRange(1, 4).Draw(t, "workers")
		tallies := make([]*pipeline.DealTally, workers)
		for i := range tallies {
			tallies[i] = newTally(t, policy, asOf)
		}
		for i, d := range shuffled {
			addDeals(t, tallies[i%workers], d)
		}
		if rapid.Bool().Draw(t, "backward") {
			slices.Reverse(tallies)
		}
		for _, other := range tallies[1:] {
			if err := tallies[0].Merge(other); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(testkit.JSON(t, whole), tallied(t, tallies[0])); diff != "" {
			t.Fatalf("-whole +merged:\n%s", diff)
		}
	})
}

// Deals of one policy that lie well around its period; the figures are the oracle's, and
// add up.
func TestMeasureDealsOracle(t *testing.T) {
	policy, asOf := quarterPolicy(), day(2026, 7, 20)
	rapid.Check(t, func(t *rapid.T) {
		deals := quarterOfDeals(t, asOf)
		p := measureDeals(t, policy, asOf, deals)
		if diff := cmp.Diff(testkit.JSON(t, oracleMeasure(policy, asOf, deals)), testkit.JSON(t, p)); diff != "" {
			t.Fatalf("-oracle +got:\n%s", diff)
		}
		foots(t, &p)
	})
}

// foots checks that stages, categories and groups add up.
func foots(t rapid.TB, p *pipeline.DealReport) {
	var stages, groups decimal.Decimal
	for _, s := range p.Stages {
		stages = stages.Add(s.Weighted)
	}
	for _, g := range p.Regions {
		groups = groups.Add(g.Landing)
	}
	last := p.Categories[len(p.Categories)-1]
	if !stages.Equal(p.Weighted) || !groups.Equal(p.Landing) || !last.Open.Equal(p.Open) || last.Deals != p.Deals {
		t.Fatalf("stages %s, groups %s, categories %s and %d of %+v", stages, groups, last.Open, last.Deals, p)
	}
}
