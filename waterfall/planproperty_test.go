package waterfall_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// Every published number of a plan is that of the oracle, and the plan, whole or
// not, does not fall short of what is to be sourced.
func planProperty(t *rapid.T) {
	f := anyFunnel().Draw(t, "funnel")
	g := anyGoal(t, f)
	want, needed, impossible := oraclePlan(f, g)
	got, err := waterfall.Plan(f, g)
	if impossible >= 0 {
		faults, path := testkit.Faults(t, err), fmt.Sprintf("funnel.stages[%d].rate", impossible)
		if len(faults) == 0 || faults[0].Path != path {
			t.Fatalf("a rate of 0 on the way to %s: got %v, want %s", want.Sourced, faults, path)
		}
		return
	}
	if err != nil {
		published := slices.Concat(slices.Collect(maps.Values(want.Outcome)), want.Needed, want.Planned)
		absurd := slices.ContainsFunc(published, func(figure string) bool {
			return figure != "null" && !partnermath.InBounds(number(figure))
		})
		if diff := cmp.Diff([]string{"funnel bounds"}, testkit.BrokenRules(t, err)); diff != "" || !absurd {
			t.Fatalf("refused, though it brings %v (-want +got):\n%s", published, diff)
		}
		return
	}
	if diff := cmp.Diff(want, textOfPlan(got)); diff != "" {
		t.Fatalf("-oracle +got:\n%s", diff)
	}
	if got.Outcome.Revenue.Decimal.LessThan(got.Sourced) {
		t.Fatalf("the plan brings %s of %s", got.Outcome.Revenue.Decimal, got.Sourced)
	}
	for i, s := range got.Stages {
		if g.Rounding == waterfall.RoundingEveryStage || g.Rounding == waterfall.RoundingStage {
			// Whole counts are published with 4 decimals like any other.
			if testkit.Rat(s.Planned).Cmp(testkit.Rat(testkit.RoundHalfAway(needed[i], 4))) < 0 {
				t.Fatalf("stage %s plans %s of %s", s.ID, s.Planned, s.Needed)
			}
		}
	}
}

func TestPlanProperty(t *testing.T) { rapid.Check(t, planProperty) }

func FuzzPlan(f *testing.F) { f.Fuzz(rapid.MakeFuzz(planProperty)) }

// A published count, put into the funnel at its stage, brings the goal within
// 0.00005 × what a unit of the stage brings + half a minor unit.
func TestPlanWorkedForwardProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFunnel().Draw(t, "funnel")
		g := waterfall.RevenueGoal{Revenue: partnermath.Num(rapid.Int64Range(0, 1<<53).Draw(t, "goal"), minorPlaces(f.Currency))}
		r, err := waterfall.Plan(f, g)
		if err != nil {
			t.Skip("a rate of 0")
		}
		at := rapid.IntRange(0, len(f.Stages)-1).Draw(t, "stage")
		count := r.Stages[at].Needed
		if count.GreaterThanOrEqual(number("1e10")) {
			t.Skip("more than an entry may have")
		}
		p, err := waterfall.Forecast(f, waterfall.Demand{Periods: 1, Entries: []waterfall.DemandEntry{{Stage: f.Stages[at].ID, Count: decimal.NewNullDecimal(count)}}})
		if refused(t, err) {
			t.Skip("the rest of the funnel brings absurd numbers")
		}
		brings := times(conversionsAfter(f, at), testkit.Rat(f.DealSize.Decimal))
		half := testkit.Rat(decimal.New(5, -minorPlaces(f.Currency)-1))
		bound := plus(times(brings, big.NewRat(5, 100_000)), half)
		revenue := plus(testkit.Rat(p.Total.Revenue.Decimal), testkit.Rat(p.Beyond.Revenue.Decimal))
		if off := minus(revenue, testkit.Rat(g.Revenue.Decimal)); off.Abs(off).Cmp(bound) > 0 {
			t.Fatalf("%s at stage %d brings %s, want %s within %s", count, at, revenue.FloatString(4), g.Revenue.Decimal, bound.FloatString(8))
		}
	})
}

// A better conversion never needs more before it, a worse one never less.
func TestPlanIsMonotoneProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFunnel().Filter(func(f waterfall.Funnel) bool { return len(f.Stages) > 1 }).Draw(t, "funnel")
		g := anyGoal(t, f)
		before, err := waterfall.Plan(f, g)
		if err != nil {
			t.Skip("a rate of 0")
		}
		at := rapid.IntRange(1, len(f.Stages)-1).Draw(t, "stage")
		better := f
		better.Stages = slices.Clone(f.Stages)
		s := &better.Stages[at]
		step := decimal.New(rapid.Int64Range(1, 100).Draw(t, "step"), -2)
		switch {
		case s.Rate.Valid:
			s.Rate.Decimal = decimal.Min(s.Rate.Decimal.Add(step), number("1"))
		case s.Per.Valid:
			s.Per.Decimal = decimal.Max(s.Per.Decimal.Sub(step), number("1"))
		default:
			s.Multiplier.Decimal = decimal.Min(s.Multiplier.Decimal.Add(step), number("9999999999"))
		}
		after, err := waterfall.Plan(better, g)
		if refused(t, err) {
			t.Skip("a whole lot of it brings absurd numbers")
		}
		for i := range f.Stages {
			was, is := before.Stages[i].Needed, after.Stages[i].Needed
			if i < at && is.GreaterThan(was) || i >= at && !is.Equal(was) {
				t.Fatalf("a better conversion at %d takes %s at %d instead of %s", at, is, i, was)
			}
		}
	})
}

func TestPlanOfNothing(t *testing.T) {
	f := article()
	f.Stages[3].Multiplier, f.Stages[3].Rate = decimal.NullDecimal{}, null("0")
	for name, g := range map[string]waterfall.RevenueGoal{
		"zero":        {Revenue: null("0")},
		"covered":     {Revenue: null("100"), Won: null("60"), Recurring: null("30"), Open: null("10")},
		"exceeded":    {Revenue: null("100"), Won: null("200")},
		"no share":    {Revenue: null("100"), MarketingShare: null("0")},
		"below minor": {Revenue: null("0.01"), MarketingShare: null("0.499999999999")},
		"whole":       {Revenue: null("0"), Rounding: waterfall.RoundingEveryStage},
		"lots":        {Revenue: null("0"), Rounding: waterfall.RoundingStage, Rounded: waterfall.RoundingLot{Stage: "engaged", Lot: null("600")}},
	} {
		r, err := waterfall.Plan(f, g)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range r.Stages {
			if diff := cmp.Diff([]string{"0", "0"}, []string{s.Needed.String(), s.Planned.String()}); diff != "" {
				t.Errorf("%s, stage %s (-want +got):\n%s", name, s.ID, diff)
			}
		}
		if diff := cmp.Diff([]string{"0", "0", "0"}, []string{
			r.Sourced.String(), nullText(r.Outcome.Revenue), nullText(r.Outcome.Won),
		}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
