package waterfall_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// everyField returns inputs that say something in every field.
func everyField() (waterfall.Funnel, waterfall.RevenueGoal, waterfall.Demand, waterfall.KnownTerms) {
	f := threeStages()
	f.Stages[1].StepName, f.Stages[1].Folded = "to b", true
	g := waterfall.RevenueGoal{
		Revenue: null("10000"), Won: null("100"), Recurring: null("200"), Open: null("1000"), OpenRate: null("0.25"),
		MarketingShare: null("0.5"), Rounding: waterfall.RoundingStage, Rounded: waterfall.RoundingLot{Stage: "c", Lot: null("1.5")},
	}
	d := waterfall.Demand{Periods: 2, Entries: []waterfall.DemandEntry{{Count: null("10")}, {Stage: "c", Period: 1, Count: null("0.5")}}}
	terms := waterfall.KnownTerms{Unknown: waterfall.UnknownConversion, Stage: "c", Units: null("10.5"), Revenue: null("2625")}
	return f, g, d, terms
}

func TestFunnelJSON(t *testing.T) {
	f, g, d, terms := everyField()
	plan, err := waterfall.Plan(f, g)
	if err != nil {
		t.Fatal(err)
	}
	projection, err := waterfall.Forecast(f, d)
	if err != nil {
		t.Fatal(err)
	}
	solution, err := waterfall.Solve(f, terms)
	if err != nil {
		t.Fatal(err)
	}
	f.Stages[1].Lag = []decimal.Decimal{number("0.5"), number("0.25")} // 0.8 is never won
	deadlines, err := waterfall.Deadlines(f, partnermath.Calendar{}, partnermath.Quarter{Year: 2026, Number: 2}, number("0.8"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"funnel": testkit.RoundTrip(t, f), "goal": testkit.RoundTrip(t, g), "demand": testkit.RoundTrip(t, d), "terms": testkit.RoundTrip(t, terms),
		"requirement": testkit.RoundTrip(t, plan), "projection": testkit.RoundTrip(t, projection), "solution": testkit.RoundTrip(t, solution),
		"deadlines": testkit.RoundTrip(t, deadlines),
	} {
		testkit.Golden(t, "json/"+name+".json", text)
	}
	for _, zero := range [][]byte{
		testkit.RoundTrip(t, waterfall.Funnel{}), testkit.RoundTrip(t, waterfall.RevenueGoal{}), testkit.RoundTrip(t, waterfall.Demand{}), testkit.RoundTrip(t, waterfall.KnownTerms{}),
		testkit.RoundTrip(t, waterfall.Requirement{}), testkit.RoundTrip(t, waterfall.Projection{}), testkit.RoundTrip(t, waterfall.Solution{}), testkit.RoundTrip(t, waterfall.Deadline{}),
	} {
		if len(zero) == 0 {
			t.Error("a zero value has no text")
		}
	}
}

// The functions change nothing that they are given, and what they return shares
// no memory with it.
func TestFunnelInputsStayProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFunnel().Draw(t, "funnel")
		g, d, terms := anyGoal(t, f), anyDemand(t, f), anyTerms(t, f)
		before := []string{testkit.JSON(t, f), testkit.JSON(t, g), testkit.JSON(t, d), testkit.JSON(t, terms)}

		plan, planErr := waterfall.Plan(f, g)
		projection, _ := waterfall.Forecast(f, d)
		solution, _ := waterfall.Solve(f, terms)
		sheet, _ := waterfall.Worksheet(f, number("5"))
		deadlines, _ := waterfall.Deadlines(f, partnermath.Calendar{}, partnermath.Quarter{Year: 2026, Number: 1}, number("0.5"))
		all := func() []string {
			return []string{testkit.JSON(t, plan), testkit.JSON(t, projection), testkit.JSON(t, solution), testkit.JSON(t, sheet), testkit.JSON(t, deadlines)}
		}
		results := all()
		if diff := cmp.Diff(before, []string{testkit.JSON(t, f), testkit.JSON(t, g), testkit.JSON(t, d), testkit.JSON(t, terms)}); diff != "" {
			t.Fatalf("an input has changed (-before +after):\n%s", diff)
		}

		for i := range f.Stages {
			f.Stages[i].ID, f.Stages[i].Rate = "changed", null("0.123")
			for j := range f.Stages[i].Lag {
				f.Stages[i].Lag[j] = number("0.456")
			}
		}
		for i := range d.Entries {
			d.Entries[i] = waterfall.DemandEntry{Stage: "changed"}
		}
		if diff := cmp.Diff(results, all()); diff != "" {
			t.Fatalf("a result shares memory with an input (%v):\n%s", planErr, diff)
		}
	})
}
