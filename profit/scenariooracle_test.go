package profit_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// A scenario is the forecast of the case that its changes make by hand, one after another.
func TestScenariosAreCasesChangedByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := sketchCase(t, 14), sketchDiscount(t)
		var scenarios []profit.Scenario
		for _, name := range []string{"low", "high"} {
			s := profit.Scenario{Name: name}
			for range rapid.IntRange(0, 4).Draw(t, "changes") {
				s.Changes = append(s.Changes, drawChange(t, changed(t, c, s.Changes...)))
			}
			scenarios = append(scenarios, s)
		}
		checkSimulations(t, c, d, scenarios)
		for _, s := range scenarios {
			checkForecastInto(t, c, s)
		}
	})
}

func checkSimulations(t *rapid.T, c profit.Case, d profit.Discount, scenarios []profit.Scenario) {
	got, err := profit.Simulate(c, d, scenarios)
	plan := forecastOf(t, c)
	want := []profit.Simulation{{Statement: plan, Report: reportOf(t, plan, d)}}
	for _, s := range scenarios {
		made := changed(t, c, s.Changes...)
		if made.Validate() != nil {
			if err == nil {
				t.Fatalf("%v makes a case that is not sound: %v", s, made.Validate())
			}
			return
		}
		simulation := profit.Simulation{Name: s.Name, Statement: forecastOf(t, made)}
		simulation.Report = reportOf(t, simulation.Statement, d)
		simulation.NetProfit = totalOf(simulation.Statement, profit.LineNetProfit).Sub(totalOf(plan, profit.LineNetProfit))
		simulation.NPV = simulation.Report.NPV.Sub(want[0].Report.NPV)
		want = append(want, simulation)
	}
	if err != nil {
		t.Fatalf("sound scenarios are refused: %v", err)
	}
	sameJSON(t, "simulations", want, got)
}

// checkForecastInto compares the statement or, where the case by hand is not sound, its faults.
func checkForecastInto(t *rapid.T, c profit.Case, s profit.Scenario) {
	model, err := profit.Compile(c)
	if err != nil {
		t.Fatal(err)
	}
	var got profit.Statement
	made := changed(t, c, s.Changes...)
	err = model.ForecastInto(&got, s)
	want := strings.Join(testkit.BrokenRules(t, made.Validate()), "\n")
	faults := strings.ReplaceAll("\n"+strings.Join(testkit.BrokenRules(t, err), "\n"), "\nscenario.case.", "\n")
	if want != strings.TrimPrefix(faults, "\n") {
		t.Fatalf("%v makes the faults\n%s\nof a case that has\n%s", s, faults, want)
	}
	if err == nil {
		sameJSON(t, "statement", forecastOf(t, made), got)
	}
}

// A scenario without changes is the plan to the byte, in each of its forms.
func TestScenarioWithoutChangesIsThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := sketchCase(t, 30), sketchDiscount(t)
		got, err := profit.Simulate(c, d, []profit.Scenario{{Name: "same"}})
		if err != nil {
			t.Fatal(err)
		}
		sameJSON(t, "statement", forecastOf(t, c), got[1].Statement)
		sameJSON(t, "report", got[0].Report, got[1].Report)
		if !got[1].NetProfit.IsZero() || !got[1].NPV.IsZero() {
			t.Fatalf("no change makes %s and %s", got[1].NetProfit, got[1].NPV)
		}
	})
}

// sketchDiscount draws a discount.
func sketchDiscount(t *rapid.T) profit.Discount {
	p := casePen{t: t}
	return profit.Discount{
		Annual: p.rate(40), Finance: p.maybe(0, 1, 4), Reinvest: p.maybe(0, 1, 4),
		Compounding: rapid.SampledFrom(profit.Compounding("").Values()).Draw(t, "compounding"),
		FirstFlow:   rapid.SampledFrom(profit.FirstFlow("").Values()).Draw(t, "first flow"),
	}
}

func reportOf(t rapid.TB, s profit.Statement, d profit.Discount) profit.Report {
	r, err := profit.Measure(s, d)
	if err != nil {
		t.Fatalf("the statement is refused: %v", err)
	}
	return r
}

// totalOf is the total of all lines of a kind.
func totalOf(s profit.Statement, kind profit.LineKind) decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range s.Lines {
		if l.Kind == kind {
			sum = sum.Add(l.Total)
		}
	}
	return sum
}

// sameJSON compares two results to the byte.
func sameJSON(t rapid.TB, what string, want, got any) {
	if testkit.JSON(t, want) != testkit.JSON(t, got) {
		t.Fatalf("%s: expected and got differ:\n%s", what, testkit.Diff(want, got))
	}
}
