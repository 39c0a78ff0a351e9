package waterfall_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// saved compares the JSON of v with a golden file, and what it reads as with v.
func saved[T any](t *testing.T, name string, v T) {
	t.Helper()
	testkit.Golden(t, "json/"+name+".json", testkit.RoundTrip(t, v))
}

// fullMix has every field of a mix, its tactics and their funnels.
func fullMix() waterfall.Mix {
	m := targeted()
	m.Within = partnermath.Calendar{}.Quarter(2026, 2)
	m.Calendar.Pattern = partnermath.PatternMonths
	for i := range m.Tactics {
		t := &m.Tactics[i]
		t.Name, t.Capacity, t.Minimum, t.Maximum = "tactic "+t.ID, null("2.5"), null("30"), null("3000")
		t.Period = partnermath.Period{Start: partnermath.NewDate(2026, 3, 1), End: partnermath.NewDate(2026, 5, 1)}
		t.Funnel.MarginRate = null("0.25")
	}
	return m
}

func TestMixJSON(t *testing.T) {
	m := fullMix()
	saved(t, "mix", m)
	scenarios := []waterfall.Scenario{
		{Name: "bleak", Changes: []waterfall.ScenarioChange{
			{Lever: waterfall.LeverConversion, Tactic: "events", Stage: "won", Multiply: null("1.5")},
			{Lever: waterfall.LeverLag, Stage: "won", Lag: []decimal.Decimal{number("0"), number("1")}},
		}},
		{Name: "bright", Changes: []waterfall.ScenarioChange{{Lever: waterfall.LeverDealSize, Set: null("3000")}}},
	}
	saved(t, "scenarios", scenarios)
	saved(t, "mix-forecast", mustForecast(t, m))
	simulation, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: number("10000")}, scenarios)
	if err != nil {
		t.Fatal(err)
	}
	saved(t, "simulation", simulation)
	nudge := waterfall.Nudge{Relative: null("0.1")}
	saved(t, "nudge", nudge)
	effects, err := waterfall.RankLevers(m, nudge)
	if err != nil {
		t.Fatal(err)
	}
	saved(t, "effects", effects)
	investment, err := waterfall.Invest(m, number("4000"))
	if err != nil {
		t.Fatal(err)
	}
	saved(t, "investment", investment)
	blended, err := waterfall.Blend(simulation.Base.Return.Outcome, investment.Plan.Total.Outcome)
	if err != nil {
		t.Fatal(err)
	}
	saved(t, "blended", blended)
}

// A result that knows nothing reads back as one that knows nothing.
func TestEmptyMixJSON(t *testing.T) {
	m := twoTactics()
	m.Tactics = m.Tactics[1:]
	m.Tactics[0].Units, m.Tactics[0].Funnel.DealSize = null("0"), decimal.NullDecimal{}
	saved(t, "mix-forecast-of-nothing", mustForecast(t, m))
	simulation, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: number("1")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	saved(t, "simulation-of-nothing", simulation)
}
