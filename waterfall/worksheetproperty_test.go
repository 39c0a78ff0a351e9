package waterfall_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

func TestWorksheetForwardProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := manyStages().Draw(t, "funnel")
		units := rapid.OneOf(testkit.Decimal(0, 100_000, 0), testkit.Decimal(0, 9_999_999_999, 8)).Draw(t, "units")
		lines, err := waterfall.Worksheet(f, units)
		if err != nil {
			t.Fatal(err)
		}
		counts := []*big.Rat{testkit.Rat(units)}
		for i, s := range f.Stages[1:] {
			counts = append(counts, times(counts[i], conversionRat(s)))
		}
		revenue := times(counts[len(counts)-1], testkit.Rat(f.DealSize.Decimal))
		if diff := cmp.Diff(oracleSheet(f, counts, rounded(revenue, minorPlaces(f.Currency))), sheetText(lines)); diff != "" {
			t.Fatalf("-oracle +got:\n%s", diff)
		}
		// What is given shows 4 decimals and has up to 8.
		follows(t, f, lines, evaluate(t, lines, map[string]*big.Rat{"A": counts[0]}))
		given := 1
		for _, l := range lines {
			if l.Formula == "" && l.Kind == waterfall.LineCount && l.Ref != "A" {
				given++
			}
		}
		if last := lines[len(lines)-1]; given != 1 || lines[0].Formula != "" || last.Formula == "" {
			t.Fatalf("%d counts are given, the revenue is %q", given, last.Formula)
		}
	})
}

// Backward the formulas lead to the counts, and the exact entry worked forward
// again is the revenue to the last digit.
func TestWorksheetBackwardProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := manyStages().Draw(t, "funnel")
		g := anyGoal(t, f)
		r, err := waterfall.Plan(f, g)
		if refused(t, err) {
			t.Skip("absurd numbers")
		}
		_, needed, _ := oraclePlan(f, g)
		if diff := cmp.Diff(oracleSheet(f, needed, r.Sourced.String()), sheetText(r.Lines)); diff != "" {
			t.Fatalf("-oracle +got:\n%s", diff)
		}
		values := evaluate(t, r.Lines, nil)
		follows(t, f, r.Lines, values)
		if r.Lines[0].Formula == "" || r.Lines[len(r.Lines)-1].Formula != "" {
			t.Fatal("the revenue is worked out, or the entry is given")
		}

		forward, err := waterfall.Worksheet(f, decimal.Decimal{})
		if err != nil {
			t.Fatal(err)
		}
		again := evaluate(t, forward, map[string]*big.Rat{"A": values["A"]})
		if got := again[forward[len(forward)-1].Ref]; got.Cmp(testkit.Rat(r.Sourced)) != 0 {
			t.Fatalf("forward(backward(%s)) = %s", r.Sourced, got.RatString())
		}
	})
}

// The names of a sheet: of the stage, else its id; of the step, else both.
func TestWorksheetNames(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", DealSize: null("2"), Stages: []waterfall.FunnelStage{
		{ID: "l", Name: "Leads"},
		{ID: "q", Rate: null("0.5")},
		{ID: "w", Name: "Won", Per: null("2"), StepName: "win ratio"},
		{ID: "s", Multiplier: null("3"), Folded: true},
	}}
	lines, err := waterfall.Worksheet(f, number("8.00005"))
	if err != nil {
		t.Fatal(err)
	}
	want := []published{
		{"A", "Leads", "", "8.0001"},
		{"B", "Leads to q rate", "", "0.5"},
		{"C", "q", "A*B", "4"}, // 4.000025
		{"D", "win ratio", "", "2"},
		{"E", "Won", "C/D", "2"}, // 2.0000125
		{"F", "s per Won", "", "3"},
		{"G", "average deal size", "", "2"},
		{"H", "revenue", "E*F*G", "12"},
	}
	if diff := cmp.Diff(want, shown(lines)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
