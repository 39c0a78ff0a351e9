package waterfall_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

func TestSimulateProperty(t *testing.T) {
	for name, kind := range map[string]mixKind{"units": {}, "target": {target: true}, "worth": {worth: true, within: true}, "within": {within: true}, "worth target": {worth: true, target: true}} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := drawMix(t, kind)
				scenarios := drawScenarios(t, m)
				places := minorPlaces(m.Currency)
				goal := waterfall.RevenueGoal{Revenue: decimal.NewNullDecimal(testkit.Decimal(0, 1_000_000, places).Draw(t, "revenue")), Won: decimal.NewNullDecimal(testkit.Decimal(0, 10_000, places).Draw(t, "won"))}
				sourced := decimal.Max(goal.Revenue.Decimal.Sub(goal.Won.Decimal), decimal.Decimal{})
				if oneIn(t, 3, "shared") {
					goal.MarketingShare = decimal.NewNullDecimal(testkit.Decimal(0, 1, 4).Draw(t, "marketing share"))
					sourced = testkit.RoundHalfAway(times(testkit.Rat(sourced), testkit.Rat(goal.MarketingShare.Decimal)), places)
				}
				mixBefore, before := testkit.Copy(t, m), testkit.Copy(t, scenarios)
				got, err := waterfall.Simulate(m, goal, scenarios)
				if err != nil {
					t.Fatal(err)
				}
				want := waterfall.Simulation{Currency: m.Currency, Sourced: sourced}
				base := oracleMix(m).Total.Outcome
				want.Base = oracleScenario(testkit.Copy(t, m), waterfall.Scenario{}, sourced, base)
				for _, s := range scenarios {
					want.Scenarios = append(want.Scenarios, oracleScenario(testkit.Copy(t, m), s, sourced, base))
				}
				if diff := testkit.Diff(want, got); diff != "" {
					t.Fatalf("(-oracle +got):\n%s", diff)
				}
				if diff := testkit.Diff(mixBefore, m) + testkit.Diff(before, scenarios); diff != "" {
					t.Fatalf("the input was changed (-before +after):\n%s", diff)
				}
			})
		})
	}
}

// twoTactics is a small mix: events with costs, and mailings without a deal size.
func twoTactics() waterfall.Mix {
	return waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{
		{ID: "events", Units: null("4"), Reach: null("50"), UnitCost: null("1000"), FixedCost: null("500"), Funnel: waterfall.Funnel{
			DealSize: null("2000"), MarginRate: null("0.5"), Stages: []waterfall.FunnelStage{
				{ID: "seats"},
				{ID: "leads", CountsAs: partnermath.StageLead, Rate: null("0.2")},
				{ID: "won", CountsAs: partnermath.StageWon, Per: null("8"), Lag: []decimal.Decimal{number("0.5"), number("0.5")}},
			},
		}},
		{ID: "mail", Units: null("10"), UnitCost: null("20"), Funnel: waterfall.Funnel{DealSize: null("100"), Stages: []waterfall.FunnelStage{
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
		"no such tactic":            {waterfall.ScenarioChange{Lever: waterfall.LeverUnits, Tactic: "fair", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"no such stage":             {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "sql", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"the first stage":           {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "seats", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"the lag of the first":      {waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "seats", Lag: []decimal.Decimal{number("1")}}, []string{"scenarios[1].changes[0] known"}},
		"no lag to multiply":        {waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "leads", Multiply: null("0.5")}, []string{"scenarios[1].changes[0] known"}},
		"no cost to multiply":       {waterfall.ScenarioChange{Lever: waterfall.LeverFixedCost, Tactic: "mail", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"no number to multiply":     {waterfall.ScenarioChange{Lever: waterfall.LeverMarginRate, Tactic: "mail", Multiply: twice}, []string{"scenarios[1].changes[0] known"}},
		"a rate above 1":            {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "leads", Multiply: null("6")}, []string{"scenarios[1].mix.tactics[0].funnel.stages[1].rate max"}},
		"a per below 1":             {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "won", Set: null("0.9")}, []string{"scenarios[1].mix.tactics[0].funnel.stages[2].per min"}},
		"a per below 1 by a factor": {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "won", Multiply: null("100")}, []string{"scenarios[1].mix.tactics[0].funnel.stages[2].per min"}},
		"no conversion of a per":    {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "won", Multiply: null("0")}, []string{"scenarios[1].changes[0].multiply above"}},
		"a lag above 1":             {waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Multiply: null("1.1")}, []string{"scenarios[1].mix.tactics[0].funnel.stages[2].lag sum"}},
		"no deal size left":         {waterfall.ScenarioChange{Lever: waterfall.LeverDealSize, Tactic: "mail", Multiply: null("0")}, []string{"scenarios[1].mix.tactics[1].funnel.dealSize above"}},
		"part of a cent":            {waterfall.ScenarioChange{Lever: waterfall.LeverFixedCost, Tactic: "mail", Set: null("0.001")}, []string{"scenarios[1].mix.tactics[1].fixedCost digits"}},
		"units below 0":             {waterfall.ScenarioChange{Lever: waterfall.LeverUnits, Tactic: "mail", Set: null("-1")}, []string{"scenarios[1].mix.tactics[1].units min"}},
		"acts on one of the two":    {waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: "won", Multiply: twice}, nil},
		"a margin rate for both":    {waterfall.ScenarioChange{Lever: waterfall.LeverMarginRate, Set: null("0.1")}, nil},
		"margin rates multiplied":   {waterfall.ScenarioChange{Lever: waterfall.LeverMarginRate, Multiply: null("0.1")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := waterfall.Simulate(twoTactics(), waterfall.RevenueGoal{Revenue: null("0")}, []waterfall.Scenario{{Name: "as it is"}, {Name: "changed", Changes: []waterfall.ScenarioChange{tt.change}}})
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if err != nil && testkit.Diff(waterfall.Simulation{}, s) != "" {
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
	_, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: null("0")}, []waterfall.Scenario{
		{Name: "a", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverUnits, Tactic: "mail", Set: twice}}},
		{Name: "b", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverUnits, Multiply: twice}}},
	})
	if diff := cmp.Diff([]string{"scenarios[0].mix.tactics[1].units empty", "scenarios[1].changes[0] known"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A fifth fewer is a fifth fewer, whichever way a conversion is stated.
func TestScenarioMultipliesTheConversion(t *testing.T) {
	fewer := []waterfall.Scenario{{Name: "fewer", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverConversion, Stage: "won", Multiply: null("0.8")}}}}
	for name, won := range map[string]waterfall.FunnelStage{
		"rate": {ID: "won", CountsAs: partnermath.StageWon, Rate: null("0.25")},
		"per":  {ID: "won", CountsAs: partnermath.StageWon, Per: null("4")},
	} {
		m := waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{{ID: "mail", Units: null("100"), UnitCost: null("1"), Funnel: waterfall.Funnel{
			DealSize: null("10"), Stages: []waterfall.FunnelStage{{ID: "letters"}, won},
		}}}}
		s, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: null("100")}, fewer)
		if err != nil {
			t.Fatal(err)
		}
		// 100 × 0.25 × 0.8 = 20 won, 200 of revenue.
		if o := s.Scenarios[0].Return.Outcome; o.Won.Decimal.String() != "20" || o.Revenue.Decimal.String() != "200" {
			t.Errorf("%s: got %s won and %s", name, o.Won.Decimal, o.Revenue.Decimal)
		}
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
			s, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: null(tt.goal)}, nil)
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

// A plan of one fiscal year is scaled by what it brings within that year: half of its
// revenue comes a month later than it does, which for December is the next year.
func TestSimulateWithin(t *testing.T) {
	m := twoTactics()
	m.Tactics = m.Tactics[:1]
	m.Within = partnermath.Calendar{}.Year(2026)
	december := partnermath.Calendar{}.Month(2026, 12)
	for name, tt := range map[string]struct {
		period                    partnermath.Period
		scale, scaleWithin, units string
	}{
		"December":          {december, "2", "4", "16"},          // 4 × 50 × 0.2 ÷ 8 × 2,000 = 10,000, of which 5,000
		"the year":          {m.Within, "2", "2.0887", "8.3548"}, // all but half of 31 days of 365
		"November":          {partnermath.Calendar{}.Month(2026, 11), "2", "2", "8"},
		"the year after":    {partnermath.Calendar{}.Month(2027, 1), "2", "undefined", ""},
		"the December ago":  {partnermath.Calendar{}.Month(2025, 12), "2", "4", "16"},
		"long before":       {partnermath.Calendar{}.Month(2025, 11), "2", "undefined", ""},
		"whenever it comes": {partnermath.Period{}, "2", "undefined", "8"},
	} {
		t.Run(name, func(t *testing.T) {
			m := testkit.Copy(t, m)
			if m.Tactics[0].Period = tt.period; tt.period.IsZero() {
				m.Within = partnermath.Period{}
			}
			s, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: null("20000")}, nil)
			if err != nil {
				t.Fatal(err)
			}
			text := func(d decimal.NullDecimal) string { return strings.Replace(nullText(d), "null", "undefined", 1) }
			got := []string{text(s.Base.Scale), text(s.Base.ScaleWithin), ""}
			brought := s.Base.NeededReturn.Outcome.Revenue
			if !tt.period.IsZero() {
				brought = s.Base.NeededReturn.Within.Revenue
			}
			for _, n := range s.Base.Needed {
				got[2] = n.Units.String()
				if !brought.Decimal.Equal(number("20000")) {
					t.Errorf("the plan needed brings %s", brought.Decimal)
				}
			}
			if diff := cmp.Diff([]string{tt.scale, tt.scaleWithin, tt.units}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
