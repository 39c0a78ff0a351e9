package waterfall_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// hostileInput is all that the functions of mixes read.
type hostileInput struct {
	mix       waterfall.Mix
	goal      waterfall.RevenueGoal
	scenarios []waterfall.Scenario
	nudge     waterfall.Nudge
	budget    decimal.Decimal
}

// plantInMix puts something hostile somewhere.
func plantInMix(t *rapid.T, in *hostileInput) {
	d := testkit.HostileDecimal().Draw(t, "decimal")
	s := testkit.HostileString().Draw(t, "string")
	n := decimal.NewNullDecimal(d)
	m := &in.mix
	if len(m.Tactics) == 0 {
		return
	}
	tactic := &m.Tactics[rapid.IntRange(0, len(m.Tactics)-1).Draw(t, "tactic")]
	if len(tactic.Funnel.Stages) == 0 {
		return
	}
	stage := &tactic.Funnel.Stages[len(tactic.Funnel.Stages)-1]
	if len(in.scenarios) == 0 || len(in.scenarios[0].Changes) == 0 {
		in.scenarios = []waterfall.Scenario{{Name: "a", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverUnitCost, Multiply: null("2")}}}}
	}
	change := &in.scenarios[0].Changes[0]
	year := partnermath.Calendar{}.Year(rapid.SampledFrom([]int{3, 2026, 9997}).Draw(t, "year"))
	changes := []func(){
		func() { m.Currency = s }, func() { m.Target = n }, func() { m.Stage = partnermath.Stage(s) }, func() { m.Within = year },
		func() { m.Within.End = year.Start }, func() { m.Calendar.Pattern = partnermath.CalendarPattern(s) }, func() { m.Tactics = nil },
		func() { tactic.ID = s }, func() { tactic.Name = s }, func() { tactic.Units = n }, func() { tactic.Share = n }, func() { tactic.Reach = n },
		func() { tactic.UnitCost = d }, func() { tactic.FixedCost = d }, func() { tactic.Capacity = n }, func() { tactic.Minimum = n },
		func() { tactic.Maximum = n }, func() { tactic.Period = year }, func() { tactic.Period.Start = year.End },
		func() { tactic.Funnel.Currency = s }, func() { tactic.Funnel.Unit = partnermath.CalendarUnit(s) }, func() { tactic.Funnel.DealSize = n },
		func() { tactic.Funnel.MarginRate = n }, func() { tactic.Funnel.Stages = nil },
		func() { stage.ID = s }, func() { stage.Name = s }, func() { stage.CountsAs = partnermath.Stage(s) }, func() { stage.Rate = n },
		func() { stage.Per = n }, func() { stage.Multiplier = n }, func() { stage.Lag = []decimal.Decimal{d, d} },
		func() { change.Lever = waterfall.Lever(s) }, func() { change.Tactic = s }, func() { change.Stage = s }, func() { change.Set = n },
		func() { change.Multiply = n }, func() { change.Lag = []decimal.Decimal{d} }, func() { in.scenarios[0].Name = s },
		func() { in.nudge.Relative = n }, func() { in.nudge.Absolute = n }, func() { in.budget = d },
		func() { in.goal.Revenue = d }, func() { in.goal.Won = d }, func() { in.goal.Open = d }, func() { in.goal.OpenRate = n },
		func() { in.goal.MarketingShare = n }, func() { in.goal.Rounding = waterfall.Rounding(s) }, func() { in.goal.Rounded.Lot = n },
	}
	changes[rapid.IntRange(0, len(changes)-1).Draw(t, "place")]()
}

// Whatever a document says, there is an answer or a *ValidationError.
func TestHostileMixProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := mixKind{worth: true, target: oneIn(t, 2, "target"), within: oneIn(t, 2, "within")}
		in := hostileInput{mix: drawMix(t, kind), nudge: waterfall.Nudge{Relative: null("0.1")}, budget: number("1000")}
		in.scenarios = drawScenarios(t, in.mix)
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			plantInMix(t, &in)
		}
		invalid := in.mix.Validate()
		testkit.BrokenRules(t, invalid)
		_, err := waterfall.ForecastMix(in.mix)
		if testkit.BrokenRules(t, err); (err == nil) != (invalid == nil) {
			t.Fatalf("Validate says %v, ForecastMix %v", invalid, err)
		}
		_, err = waterfall.RankLevers(in.mix, in.nudge)
		if faults := testkit.BrokenRules(t, err); (faults == nil) != (invalid == nil && in.nudge.Validate() == nil) && in.mix.Tactics[0].Funnel.DealSize.Valid {
			t.Fatalf("RankLevers says %v", faults)
		}
		_, err = waterfall.Simulate(in.mix, in.goal, in.scenarios)
		if testkit.BrokenRules(t, err); err == nil && invalid != nil {
			t.Fatal("Simulate runs an invalid mix")
		}
		_, err = waterfall.Invest(in.mix, in.budget)
		testkit.BrokenRules(t, err)
		for _, s := range in.scenarios {
			testkit.BrokenRules(t, s.Validate())
			for _, c := range s.Changes {
				testkit.BrokenRules(t, c.Validate())
			}
		}
		testkit.BrokenRules(t, in.nudge.Validate())
	})
}
