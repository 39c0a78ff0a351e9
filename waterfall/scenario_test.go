package waterfall_test

import (
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

// oracleChange makes a change to a mix, and reports whether there was anything to
// change.
func oracleChange(m *waterfall.Mix, c waterfall.ScenarioChange) bool {
	acted := false
	to := func(now decimal.Decimal, places int32) decimal.Decimal {
		acted = true
		if c.Set.Valid {
			return c.Set.Decimal
		}
		return testkit.RoundHalfAway(times(testkit.Rat(now), testkit.Rat(c.Multiply.Decimal)), places)
	}
	toNull := func(now *decimal.NullDecimal, places int32) {
		if now.Valid || c.Set.Valid {
			*now = decimal.NewNullDecimal(to(now.Decimal, places))
		}
	}
	for i := range m.Tactics {
		t := &m.Tactics[i]
		if c.Tactic != "" && c.Tactic != t.ID {
			continue
		}
		switch c.Lever {
		case waterfall.LeverDealSize:
			toNull(&t.Funnel.DealSize, 8)
		case waterfall.LeverMarginRate:
			toNull(&t.Funnel.MarginRate, 12)
		case waterfall.LeverUnits:
			toNull(&t.Units, 8)
		case waterfall.LeverReach:
			if !t.Reach.Valid {
				t.Reach = null("1")
			}
			toNull(&t.Reach, 8)
		case waterfall.LeverUnitCost:
			t.UnitCost = to(t.UnitCost, 8)
		case waterfall.LeverFixedCost:
			t.FixedCost = to(t.FixedCost, minorUnits(m.Currency))
		}
		for j := 1; j < len(t.Funnel.Stages); j++ {
			s := &t.Funnel.Stages[j]
			switch {
			case s.ID != c.Stage:
			case c.Lever == waterfall.LeverLag && c.Lag != nil:
				s.Lag, acted = slices.Clone(c.Lag), true
			case c.Lever == waterfall.LeverLag:
				for k := range s.Lag {
					s.Lag[k] = to(s.Lag[k], 8)
				}
			case s.Rate.Valid:
				toNull(&s.Rate, 12)
			case s.Per.Valid:
				toNull(&s.Per, 8)
			default:
				toNull(&s.Multiplier, 8)
			}
		}
	}
	return acted
}

// oracleBackward works out the scale, and the mix at that scale.
func oracleBackward(m waterfall.Mix, sourced decimal.Decimal, s *waterfall.SimulatedMix) {
	revenue := new(big.Rat)
	for _, t := range m.Tactics {
		if !t.Funnel.DealSize.Valid {
			return
		}
		revenue = plus(revenue, oracleRevenue(t, oracleUnits(m, t)))
	}
	scale := new(big.Rat)
	if !sourced.IsZero() {
		if revenue.Sign() == 0 {
			return
		}
		scale = over(testkit.Rat(sourced), revenue)
	}
	s.Scale = roundedNull(scale, 4)
	var lines []waterfall.MarketingReturn
	reached := new(big.Rat)
	for _, t := range m.Tactics {
		units := times(oracleUnits(m, t), scale)
		reached = plus(reached, oracleRevenue(t, units))
		planned := oracleTactic(m, t, units)
		lines = append(lines, planned.Return)
		s.Needed = append(s.Needed, waterfall.NeededTactic{ID: t.ID, Units: planned.Units, OverCapacity: planned.OverCapacity})
	}
	if reached.Cmp(testkit.Rat(sourced)) != 0 {
		panic("the scale of the oracle does not bring the goal")
	}
	s.NeededReturn = oracleTotal(m, lines)
}

// oracleRevenue is units × reach × conversions × deal size.
func oracleRevenue(t waterfall.Tactic, units *big.Rat) *big.Rat {
	revenue := times(times(units, oracleReach(t)), testkit.Rat(t.Funnel.DealSize.Decimal))
	for _, s := range t.Funnel.Stages {
		revenue = times(revenue, oracleConversion(s))
	}
	return revenue
}

// oracleScenario is a mix under the changes of a scenario, next to the base.
func oracleScenario(m waterfall.Mix, s waterfall.Scenario, sourced decimal.Decimal, base partnermath.Outcome) waterfall.SimulatedMix {
	for _, c := range s.Changes {
		oracleChange(&m, c)
	}
	one := waterfall.SimulatedMix{Name: s.Name, Return: oracleMix(m).Total}
	one.Change.Currency = m.Currency
	for i, figure := range oracleFigures(&one.Change) {
		was, is := oracleFigures(&base)[i], oracleFigures(&one.Return.Outcome)[i]
		if was.Valid && is.Valid {
			*figure = decimal.NewNullDecimal(is.Decimal.Sub(was.Decimal))
		}
	}
	oracleBackward(m, sourced, &one)
	return one
}

func drawChange(t *rapid.T, m waterfall.Mix) waterfall.ScenarioChange {
	c := waterfall.ScenarioChange{Lever: rapid.SampledFrom([]waterfall.Lever{
		waterfall.LeverConversion, waterfall.LeverConversion, waterfall.LeverLag, waterfall.LeverDealSize, waterfall.LeverMarginRate,
		waterfall.LeverUnits, waterfall.LeverReach, waterfall.LeverUnitCost, waterfall.LeverFixedCost,
	}).Draw(t, "lever")}
	tactic := rapid.SampledFrom(m.Tactics).Draw(t, "tactic")
	if !oneIn(t, 3, "all tactics") {
		c.Tactic = tactic.ID
	}
	if c.Lever == waterfall.LeverConversion || c.Lever == waterfall.LeverLag {
		c.Stage = rapid.SampledFrom(tactic.Funnel.Stages).Draw(t, "stage").ID
	}
	switch {
	case oneIn(t, 2, "multiplies"):
		c.Multiply = decimal.NewNullDecimal(testkit.Decimal(0, 2, 6).Draw(t, "multiply"))
	case c.Lever == waterfall.LeverLag:
		c.Lag = []decimal.Decimal{number("0.1"), number("0.9")}
	case c.Lever == waterfall.LeverMarginRate, c.Lever == waterfall.LeverConversion && oneIn(t, 2, "rate"):
		c.Set = decimal.NewNullDecimal(testkit.Decimal(0, 1, 4).Draw(t, "set"))
	default:
		c.Set = decimal.NewNullDecimal(testkit.Decimal(1, 50, minorUnits(m.Currency)).Draw(t, "set"))
	}
	return c
}

// drawScenarios draws scenarios of changes that act on something and leave the mix
// valid.
func drawScenarios(t *rapid.T, m waterfall.Mix) []waterfall.Scenario {
	var scenarios []waterfall.Scenario
	for i := range rapid.IntRange(0, 3).Draw(t, "scenarios") {
		s := waterfall.Scenario{Name: string(rune('a' + i))}
		changed := cloneOf(t, m)
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			c := drawChange(t, m)
			next := cloneOf(t, changed)
			if oracleChange(&next, c) && next.Validate() == nil {
				s.Changes, changed = append(s.Changes, c), next
			}
		}
		scenarios = append(scenarios, s)
	}
	return scenarios
}

func TestSimulateProperty(t *testing.T) {
	for name, kind := range map[string]mixKind{"units": {}, "target": {target: true}, "worth": {worth: true, within: true}, "worth target": {worth: true, target: true}} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := drawMix(t, kind)
				scenarios := drawScenarios(t, m)
				places := minorUnits(m.Currency)
				goal := waterfall.RevenueGoal{Revenue: testkit.Decimal(0, 1_000_000, places).Draw(t, "revenue"), Won: testkit.Decimal(0, 10_000, places).Draw(t, "won")}
				sourced := decimal.Max(goal.Revenue.Sub(goal.Won), decimal.Decimal{})
				if oneIn(t, 3, "shared") {
					goal.MarketingShare = decimal.NewNullDecimal(testkit.Decimal(0, 1, 4).Draw(t, "marketing share"))
					sourced = testkit.RoundHalfAway(times(testkit.Rat(sourced), testkit.Rat(goal.MarketingShare.Decimal)), places)
				}
				mixBefore, before := cloneOf(t, m), cloneOf(t, scenarios)
				got, err := waterfall.Simulate(m, goal, scenarios)
				if err != nil {
					t.Fatal(err)
				}
				want := waterfall.Simulation{Currency: m.Currency, Sourced: sourced}
				base := oracleMix(m).Total.Outcome
				want.Base = oracleScenario(cloneOf(t, m), waterfall.Scenario{}, sourced, base)
				for _, s := range scenarios {
					want.Scenarios = append(want.Scenarios, oracleScenario(cloneOf(t, m), s, sourced, base))
				}
				if diff := diffText(t, want, got); diff != "" {
					t.Fatalf("(-oracle +got):\n%s", diff)
				}
				if diff := diffText(t, mixBefore, m) + diffText(t, before, scenarios); diff != "" {
					t.Fatalf("the input was changed (-before +after):\n%s", diff)
				}
			})
		})
	}
}

// twoTactics is a small mix: events with costs, and mailings without a deal size.
func twoTactics() waterfall.Mix {
	return waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{
		{ID: "events", Units: null("4"), Reach: null("50"), UnitCost: number("1000"), FixedCost: number("500"), Funnel: waterfall.Funnel{
			DealSize: null("2000"), MarginRate: null("0.5"), Stages: []waterfall.FunnelStage{
				{ID: "seats"},
				{ID: "leads", CountsAs: partnermath.StageLead, Rate: null("0.2")},
				{ID: "won", CountsAs: partnermath.StageWon, Per: null("8"), Lag: []decimal.Decimal{number("0.5"), number("0.5")}},
			},
		}},
		{ID: "mail", Units: null("10"), UnitCost: number("20"), Funnel: waterfall.Funnel{DealSize: null("100"), Stages: []waterfall.FunnelStage{
			{ID: "letters"}, {ID: "leads", CountsAs: partnermath.StageLead, Rate: null("0.01")},
		}}},
	}}
}

func TestSimulateFaults(t *testing.T) {
	twice := null("2")
	for name, tt := range map[string]struct {
		change waterfall.ScenarioChange
		want   []string
	}{
		"no such tactic":          {waterfall.ScenarioChange{Lever: waterfall.LeverUnits, Tactic: "fair", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"no such stage":           {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "sql", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"the first stage":         {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "seats", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"the lag of the first":    {waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "seats", Lag: []decimal.Decimal{number("1")}}, []string{"scenarios[1].changes[0] known"}},
		"no lag to multiply":      {waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "leads", Multiply: null("0.5")}, []string{"scenarios[1].changes[0] known"}},
		"no number to multiply":   {waterfall.ScenarioChange{Lever: waterfall.LeverMarginRate, Tactic: "mail", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"a rate above 1":          {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "leads", Multiply: null("6")}, []string{"scenarios[1].mix.tactics[0].funnel.stages[1].rate max"}},
		"a per below 1":           {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "won", Set: null("0.9")}, []string{"scenarios[1].mix.tactics[0].funnel.stages[2].per min"}},
		"a lag above 1":           {waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Multiply: null("1.1")}, []string{"scenarios[1].mix.tactics[0].funnel.stages[2].lag sum"}},
		"no deal size left":       {waterfall.ScenarioChange{Lever: waterfall.LeverDealSize, Tactic: "mail", Multiply: null("0")}, []string{"scenarios[1].mix.tactics[1].funnel.dealSize above"}},
		"part of a cent":          {waterfall.ScenarioChange{Lever: waterfall.LeverFixedCost, Tactic: "mail", Set: null("0.001")}, []string{"scenarios[1].mix.tactics[1].fixedCost digits"}},
		"units below 0":           {waterfall.ScenarioChange{Lever: waterfall.LeverUnits, Tactic: "mail", Set: null("-1")}, []string{"scenarios[1].mix.tactics[1].units min"}},
		"acts on one of the two":  {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "won", Multiply: twice}, nil},
		"a margin rate for both":  {waterfall.ScenarioChange{Lever: waterfall.LeverMarginRate, Set: null("0.1")}, nil},
		"margin rates multiplied": {waterfall.ScenarioChange{Lever: waterfall.LeverMarginRate, Multiply: null("0.1")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := waterfall.Simulate(twoTactics(), waterfall.RevenueGoal{}, []waterfall.Scenario{{Name: "as it is"}, {Name: "changed", Changes: []waterfall.ScenarioChange{tt.change}}})
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if err != nil && diffText(t, waterfall.Simulation{}, s) != "" {
				t.Error("an error comes with a result")
			}
		})
	}
	// In a mix with a target the units follow from the shares.
	m := twoTactics()
	m.Target, m.Stage = null("10"), partnermath.StageLead
	for i := range m.Tactics {
		m.Tactics[i].Units, m.Tactics[i].Share = decimal.NullDecimal{}, null("0.5")
	}
	_, err := waterfall.Simulate(m, waterfall.RevenueGoal{}, []waterfall.Scenario{
		{Name: "a", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverUnits, Tactic: "mail", Set: twice}}},
		{Name: "b", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverUnits, Multiply: twice}}},
	})
	if diff := cmp.Diff([]string{"scenarios[0].mix.tactics[1].units empty", "scenarios[1].changes[0] known"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What a goal needs of a mix that brings nothing, or nobody knows what.
func TestSimulateWithoutRevenue(t *testing.T) {
	for name, tt := range map[string]struct {
		goal   string
		change func(m *waterfall.Mix)
		want   string
	}{
		"a goal, and revenue":    {"20020", func(*waterfall.Mix) {}, "2"}, // 4 × 50 × 0.2 ÷ 8 × 2,000 + 10 × 0.01 × 100 = 10,010
		"no goal":                {"0", func(*waterfall.Mix) {}, "0"},
		"no goal, no revenue":    {"0", func(m *waterfall.Mix) { m.Tactics[0].Units, m.Tactics[1].Units = null("0"), null("0") }, "0"},
		"a goal, no revenue":     {"1", func(m *waterfall.Mix) { m.Tactics[0].Units, m.Tactics[1].Units = null("0"), null("0") }, "undefined"},
		"no goal, unknown":       {"0", func(m *waterfall.Mix) { m.Tactics[1].Funnel.DealSize = decimal.NullDecimal{} }, "undefined"},
		"a goal, unknown":        {"1", func(m *waterfall.Mix) { m.Tactics[1].Funnel.DealSize = decimal.NullDecimal{} }, "undefined"},
		"a goal below half of 1": {"0.01", func(*waterfall.Mix) {}, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			m := twoTactics()
			tt.change(&m)
			s, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: number(tt.goal)}, nil)
			if err != nil {
				t.Fatal(err)
			}
			got := "undefined"
			if s.Base.Scale.Valid {
				got = s.Base.Scale.Decimal.String()
			}
			if got != tt.want || (s.Base.Needed == nil) == s.Base.Scale.Valid {
				t.Errorf("got a scale of %s with %d tactics, want %s", got, len(s.Base.Needed), tt.want)
			}
		})
	}
}
