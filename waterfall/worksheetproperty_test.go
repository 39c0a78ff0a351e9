package waterfall_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// evaluate works a worksheet out as a spreadsheet does: what has no formula is
// what it shows, what has one follows from the exact values of the lines that it
// names. It knows a chain of products with a divisor, in brackets if need be.
// known tells in advance what single lines are.
func evaluate(t rapid.TB, lines []waterfall.WorksheetLine, known map[string]*big.Rat) map[string]*big.Rat {
	t.Helper()
	byRef := make(map[string]waterfall.WorksheetLine)
	for _, l := range lines {
		if _, twice := byRef[l.Ref]; twice {
			t.Fatalf("two lines are %s", l.Ref)
		}
		byRef[l.Ref] = l
	}
	values := make(map[string]*big.Rat)
	var value func(ref string, depth int) *big.Rat
	product := func(text string, depth int) *big.Rat {
		all := one()
		for ref := range strings.SplitSeq(text, "*") {
			all = times(all, value(ref, depth+1))
		}
		return all
	}
	value = func(ref string, depth int) *big.Rat {
		l, found := byRef[ref]
		if !found || depth > len(lines) {
			t.Fatalf("line %q is not there, or follows from itself", ref)
		}
		if values[ref] == nil {
			times, divisor, divided := strings.Cut(l.Formula, "/")
			switch {
			case known[ref] != nil:
				values[ref] = known[ref]
			case l.Formula == "":
				values[ref] = testkit.Rat(l.Value)
			case divided:
				if inner, bracket := strings.CutPrefix(divisor, "("); bracket {
					divisor = strings.TrimSuffix(inner, ")")
				} else if strings.Contains(divisor, "*") {
					t.Fatalf("a spreadsheet divides by the first of %s only", l.Formula)
				}
				values[ref] = over(product(times, depth), product(divisor, depth))
			default:
				values[ref] = product(times, depth)
			}
		}
		return values[ref]
	}
	for _, l := range lines {
		value(l.Ref, 0)
	}
	return values
}

// sheetText tells what the lines show besides their formulas.
func sheetText(lines []waterfall.WorksheetLine) []string {
	var all []string
	for _, l := range lines {
		all = append(all, strings.Join([]string{l.Ref, l.Name, string(l.Kind), l.Stage, l.Value.String()}, "|"))
	}
	return all
}

// oracleSheet writes the lines of a funnel, by the comment on Worksheet.
func oracleSheet(f waterfall.Funnel, counts []*big.Rat, revenue string) []string {
	var all []string
	add := func(name, kind, stage, value string) {
		n, ref := len(all), ""
		if n >= 26 {
			ref = string(rune('A' + n/26 - 1))
		}
		all = append(all, strings.Join([]string{ref + string(rune('A'+n%26)), name, kind, stage, value}, "|"))
	}
	for i, s := range f.Stages {
		switch {
		case s.Rate.Valid:
			add(f.Stages[i-1].ID+" to "+s.ID+" rate", "rate", s.ID, s.Rate.Decimal.String())
		case s.Per.Valid:
			add(f.Stages[i-1].ID+" per "+s.ID, "per", s.ID, s.Per.Decimal.String())
		case s.Multiplier.Valid:
			add(s.ID+" per "+f.Stages[i-1].ID, "multiplier", s.ID, s.Multiplier.Decimal.String())
		}
		if !s.Folded {
			add(s.ID, "count", s.ID, rounded(counts[i], 4))
		}
	}
	add("average deal size", "amount", "", f.DealSize.Decimal.String())
	add("revenue", "amount", "", revenue)
	return all
}

// follows compares every line that has a formula with what it evaluates to.
func follows(t rapid.TB, f waterfall.Funnel, lines []waterfall.WorksheetLine, values map[string]*big.Rat) {
	t.Helper()
	for _, l := range lines {
		places := int32(4)
		if l.Kind == waterfall.LineAmount {
			places = minorPlaces(f.Currency)
		}
		if l.Formula == "" {
			continue
		}
		if diff := cmp.Diff(rounded(values[l.Ref], places), l.Value.String()); diff != "" {
			t.Fatalf("%s = %s (-evaluated +shown):\n%s", l.Ref, l.Formula, diff)
		}
	}
}

func manyStages() *rapid.Generator[waterfall.Funnel] {
	return rapid.Custom(func(t *rapid.T) waterfall.Funnel {
		f := anyFunnel().Draw(t, "funnel")
		for i := range f.Stages {
			if f.Stages[i].Rate.Valid && f.Stages[i].Rate.Decimal.IsZero() {
				f.Stages[i].Rate = null("0.5")
			}
		}
		if oneIn(t, 10, "many") {
			for i := len(f.Stages); i < 30; i++ {
				s := waterfall.FunnelStage{ID: fmt.Sprint("s", i), Per: null("1.5"), Folded: oneIn(t, 8, "folded")}
				f.Stages = append(f.Stages, s)
			}
			for i := range f.Stages {
				if f.Stages[i].CountsAs == "won" {
					f.Stages[i].CountsAs = ""
				}
			}
		}
		return f
	})
}

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
