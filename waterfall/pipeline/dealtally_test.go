package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Merging any partition of any deals, of any policy, equals the whole; and a merge
// that joins groups, stages or categories that only one side has does too.
func TestDealTallyMergeOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, asOf := drawDealPolicy(t)
		tallies := []*pipeline.DealTally{newTally(t, policy, asOf), newTally(t, policy, asOf), newTally(t, policy, asOf)}
		var deals []pipeline.Deal
		for i := range rapid.IntRange(0, 15).Draw(t, "deals") {
			deals = append(deals, drawDeal(t, &policy, asOf, fmt.Sprint("deal ", i)))
			addDeals(t, tallies[rapid.IntRange(0, 2).Draw(t, "worker")], deals[i])
		}
		for _, other := range tallies[1:] {
			before := tallied(t, other)
			if err := tallies[0].Merge(other); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, tallied(t, other)); diff != "" {
				t.Fatalf("the other tally: -before +after:\n%s", diff)
			}
		}
		if diff := cmp.Diff(testkit.JSON(t, oracleMeasure(policy, asOf, deals)), tallied(t, tallies[0])); diff != "" {
			t.Fatalf("-oracle +merged:\n%s", diff)
		}
	})
}

// A tally that is merged with itself has everything twice.
func TestDealTallyMergedWithItself(t *testing.T) {
	policy, asOf, deals := exceptionalDeals(60)
	for _, d := range manyDeals(60) {
		d.Created, d.LastActivity = d.Created.AddDays(-200), d.LastActivity.AddDays(-200)
		if d.Outcome != "" {
			d.Closed = day(2026, 5, 31)
		}
		deals = append(deals, d)
	}
	twice := make([]pipeline.Deal, 0, 2*len(deals))
	alone, both := newTally(t, policy, asOf), newTally(t, policy, asOf)
	for _, d := range deals {
		twice = append(twice, d, d)
	}
	addDeals(t, alone, deals...)
	addDeals(t, both, twice...)
	if err := alone.Merge(alone); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(tallied(t, both), tallied(t, alone)); diff != "" {
		t.Errorf("-added twice +merged:\n%s", diff)
	}
	// The next record has the number of those that both had seen.
	want := []string{fmt.Sprintf("deals[%d].id id", len(twice))}
	faulty := openDeal()
	faulty.ID = ""
	if diff := cmp.Diff(want, testkit.BrokenRules(t, alone.Add(faulty))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The zero tally and no tally at all do nothing but return errors.
func TestDealTallyZero(t *testing.T) {
	var none *pipeline.DealTally
	for name, tally := range map[string]*pipeline.DealTally{"zero": {}, "nil": none} {
		_, result := tally.Result()
		good := newTally(t, quarterPolicy(), dealDay())
		got := [][]string{
			testkit.BrokenRules(t, tally.Add(openDeal())), testkit.BrokenRules(t, result), testkit.BrokenRules(t, tally.Merge(good)), testkit.BrokenRules(t, tally.Merge(tally)),
			testkit.BrokenRules(t, good.Merge(tally)),
		}
		of := []string{"tally required"}
		if diff := cmp.Diff([][]string{of, of, of, of, {"other required"}}, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// Tallies are merged only when they measure the same.
func TestDealTallyOfAnotherPolicy(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*pipeline.DealPolicy, *partnermath.Date)
		merges bool
	}{
		{"the same", func(*pipeline.DealPolicy, *partnermath.Date) {}, true},
		{"numbers written another way", func(p *pipeline.DealPolicy, _ *partnermath.Date) {
			p.Target, p.Stages[0].Probability, p.CoverageTargets[0].Times = decimal.NewNullDecimal(decimal.New(1, 6)), null("0.100"), null("2.00")
		}, true},
		{"day", func(_ *pipeline.DealPolicy, asOf *partnermath.Date) { *asOf = asOf.AddDays(1) }, false},
		{"currency", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.Currency = "EUR" }, false},
		{"target", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.Target = null("0") }, false},
		{"no target", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.Target = decimal.NullDecimal{} }, false},
		{"period", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.Period.End = p.Period.End.AddDays(1) }, false},
		{"stale", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.StaleAfter = 0 }, false},
		{"probability", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.Stages[2].Probability = null("0.899999") }, false},
		{"name of a stage", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.Stages[2].Name = "Verbal" }, false},
		{"order of stages", func(p *pipeline.DealPolicy, _ *partnermath.Date) {
			p.Stages[0], p.Stages[1] = p.Stages[1], p.Stages[0]
		}, false},
		{"one more stage", func(p *pipeline.DealPolicy, _ *partnermath.Date) {
			p.Stages = append(p.Stages, pipeline.DealStage{ID: "x", Probability: null("0")})
		}, false},
		{"index", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.CoverageTargets[1].Of = pipeline.TargetFull }, false},
		{"no indexes", func(p *pipeline.DealPolicy, _ *partnermath.Date) { p.CoverageTargets = nil }, false},
	} {
		policy, asOf := quarterPolicy(), dealDay()
		c.change(&policy, &asOf)
		tally, other := newTally(t, quarterPolicy(), dealDay()), newTally(t, policy, asOf)
		d := openDeal()
		d.Currency = policy.Currency
		addDeals(t, other, d)
		before := tallied(t, tally)
		got := testkit.BrokenRules(t, tally.Merge(other))
		var want []string
		if !c.merges {
			want = []string{"other match"}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		if !c.merges && before != tallied(t, tally) {
			t.Errorf("%s: the refused merge left something", c.name)
		}
	}
}

// A tally keeps to the policy that it was made with, a result to what was
// collected when it was asked for, and inputs stay as they are.
func TestDealsSharesNoMemory(t *testing.T) {
	policy, asOf, deals := quarterPolicy(), day(2026, 8, 1), manyDeals(60)
	want := measureDeals(t, policy, asOf, deals)
	if diff := testkit.Diff(quarterPolicy(), policy); diff != "" {
		t.Errorf("policy: -want +got:\n%s", diff)
	}
	if diff := testkit.Diff(manyDeals(60), deals); diff != "" {
		t.Errorf("deals: -want +got:\n%s", diff)
	}
	tally := newTally(t, policy, asOf)
	policy.Stages[0], policy.Stages[1].Probability = pipeline.DealStage{ID: "other"}, null("1")
	policy.CoverageTargets[0] = pipeline.CoverageTarget{Name: "other", Basis: pipeline.ValueWeighted, Times: null("9")}
	policy.Currency, policy.Target = "JPY", null("1")
	addDeals(t, tally, deals[:31]...)
	first, err := tally.Result()
	if err != nil {
		t.Fatal(err)
	}
	addDeals(t, tally, deals[31:]...)
	if diff := cmp.Diff(testkit.JSON(t, want), tallied(t, tally)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	half := measureDeals(t, quarterPolicy(), asOf, deals[:31])
	if diff := cmp.Diff(testkit.JSON(t, half), testkit.JSON(t, first)); diff != "" {
		t.Errorf("the first half: -want +got:\n%s", diff)
	}
	// Nor does a result that its owner writes to come back.
	for i := range first.Apart {
		clear(first.Apart[i].Listed)
	}
	clear(first.Stale.Listed)
	clear(first.Stages)
	clear(first.CoverageTargets)
	if diff := cmp.Diff(testkit.JSON(t, want), tallied(t, tally)); diff != "" {
		t.Errorf("after a write: -want +got:\n%s", diff)
	}
}

// After a merge, the two tallies go on apart.
func TestDealTallyMergeSharesNothing(t *testing.T) {
	tally, other := newTally(t, quarterPolicy(), dealDay()), newTally(t, quarterPolicy(), dealDay())
	addDeals(t, other, openDeal())
	before := tallied(t, other)
	if err := tally.Merge(other); err != nil {
		t.Fatal(err)
	}
	addDeals(t, tally, openDeal())
	if diff := cmp.Diff(before, tallied(t, other)); diff != "" {
		t.Errorf("-before +after:\n%s", diff)
	}
}

// A tally keeps to the policy that it began with, whatever becomes of it.
func TestDealTallyKeepsItsPolicy(t *testing.T) {
	begun := func() pipeline.DealPolicy {
		p := quarterPolicy()
		p.Days, p.WorkingDays.Weekend = pipeline.DaysWorking, []partnermath.Weekday{"friday", "saturday"}
		p.WorkingDays.Holidays = []partnermath.Date{partnermath.NewDate(2026, 7, 3)}
		return p
	}
	policy := begun()
	tally, other := newTally(t, policy, dealDay()), newTally(t, begun(), dealDay())
	policy.Stages[0].ID, policy.CoverageTargets[0].Name = "changed", "changed"
	policy.WorkingDays.Weekend[0], policy.WorkingDays.Holidays[0] = "monday", partnermath.NewDate(2026, 7, 6)
	if err := tally.Merge(other); err != nil {
		t.Error(err)
	}
}
