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

func TestRankLeversProperty(t *testing.T) {
	for name, kind := range map[string]mixKind{"units": {worth: true}, "target": {worth: true, target: true}} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := drawMix(t, kind)
				var n waterfall.Nudge
				step := testkit.Decimal(-1, 1, 6).Draw(t, "step")
				if step.IsZero() {
					step = number("-0.1")
				}
				if oneIn(t, 2, "relative") {
					n.Relative = decimal.NewNullDecimal(step)
				} else {
					n.Absolute = decimal.NewNullDecimal(step)
				}
				before := testkit.Copy(t, m)
				got, err := waterfall.RankLevers(m, n)
				if err != nil {
					t.Fatal(err)
				}
				if diff := testkit.Diff(oracleEffects(testkit.Copy(t, m), n), got); diff != "" {
					t.Fatalf("(-oracle +got):\n%s", diff)
				}
				if diff := testkit.Diff(before, m); diff != "" {
					t.Fatalf("the mix was changed (-before +after):\n%s", diff)
				}
			})
		})
	}
}

// A number after a step can be put into the mix, and brings what the effect says.
func TestRankLeversIsWhatForecastMixSays(t *testing.T) {
	m := sensitive()
	effects, err := waterfall.RankLevers(m, waterfall.Nudge{Relative: null("0.25")})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range effects {
		changed := testkit.Copy(t, m)
		if !oracleChange(&changed, waterfall.ScenarioChange{Lever: e.Lever, Tactic: e.Tactic, Stage: e.Stage, Set: decimal.NewNullDecimal(e.To)}) {
			t.Fatalf("there is no %s of %s %s", e.Lever, e.Tactic, e.Stage)
		}
		if got := mustForecast(t, changed).Total.Outcome.Revenue.Decimal; !got.Equal(e.Revenue) {
			t.Errorf("%s of %s %s: a plan brings %s, the effect says %s", e.Lever, e.Tactic, e.Stage, got, e.Revenue)
		}
	}
}

// sensitive is a mix of one tactic: 10 × 20 × 0.5 ÷ 4 × 2 × 100 = 5,000.
func sensitive() waterfall.Mix {
	return waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{{
		UnitCost: null("0"),
		ID:       "fair", Units: null("10"), Reach: null("20"), Funnel: waterfall.Funnel{DealSize: null("100"), Stages: []waterfall.FunnelStage{
			{ID: "seats"},
			{ID: "leads", CountsAs: partnermath.StageLead, Rate: null("0.5")},
			{ID: "buyers", Per: null("4")},
			{ID: "orders", CountsAs: partnermath.StageWon, Multiplier: null("2")},
		}},
	}}}
}

func TestRankLevers(t *testing.T) {
	for name, tt := range map[string]struct {
		nudge waterfall.Nudge
		want  []string
	}{
		"ties stand in the order of the mix": {waterfall.Nudge{Relative: null("0.1")}, []string{
			"units 10 11 500", "reach 20 22 500", "leads 0.5 0.55 500", "orders 2 2.2 500", "deal-size 100 110 500", "buyers 4 4.4 -454.55",
		}},
		"past the edges above": {waterfall.Nudge{Absolute: null("1")}, []string{
			"leads 0.5 1 limited 5000", "orders 2 3 2500", "buyers 4 5 -1000", "units 10 11 500", "reach 20 21 250", "deal-size 100 101 50",
		}},
		"past the edges below": {waterfall.Nudge{Absolute: null("-15")}, []string{
			"buyers 4 1 limited 15000", "units 10 0 limited -5000", "leads 0.5 0 limited -5000", "reach 20 5 -3750", "deal-size 100 85 -750",
		}},
		"all the way": {waterfall.Nudge{Relative: null("-1")}, []string{
			"buyers 4 1 limited 15000", "units 10 0 -5000", "leads 0.5 0 -5000",
		}},
		"to the edge and not past": {waterfall.Nudge{Relative: null("1")}, []string{
			"units 10 20 5000", "reach 20 40 5000", "leads 0.5 1 5000", "orders 2 4 5000", "deal-size 100 200 5000", "buyers 4 8 -2500",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			effects, err := waterfall.RankLevers(sensitive(), tt.nudge)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range effects {
				name, limited := e.Stage, ""
				if name == "" {
					name = string(e.Lever)
				}
				if e.Limited {
					limited = "limited "
				}
				got = append(got, name+" "+e.From.String()+" "+e.To.String()+" "+limited+e.Change.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestRankLeversFaults(t *testing.T) {
	m := sensitive()
	m.Tactics[0].Funnel.DealSize = decimal.NullDecimal{}
	for name, tt := range map[string]struct {
		mix   waterfall.Mix
		nudge waterfall.Nudge
		want  []string
	}{
		"no deal size":   {m, waterfall.Nudge{Relative: null("0.1")}, []string{"mix.tactics[0].funnel.dealSize required"}},
		"two documents":  {waterfall.Mix{Currency: "USD"}, waterfall.Nudge{Relative: null("-1.1")}, []string{"mix.tactics required", "nudge.relative min"}},
		"too far":        {sensitive(), waterfall.Nudge{Relative: null("1000.1")}, []string{"nudge.relative max"}},
		"too fine":       {sensitive(), waterfall.Nudge{Relative: null("0.0000001")}, []string{"nudge.relative digits"}},
		"too fine a sum": {sensitive(), waterfall.Nudge{Absolute: null("0.000000001")}, []string{"nudge.absolute digits"}},
	} {
		t.Run(name, func(t *testing.T) {
			effects, err := waterfall.RankLevers(tt.mix, tt.nudge)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" || effects != nil {
				t.Errorf("%d effects (-want +got):\n%s", len(effects), diff)
			}
		})
	}
	for _, n := range []waterfall.Nudge{{}, {Relative: null("0")}, {Absolute: null("0")}, {Relative: null("1"), Absolute: null("1")}} {
		if n.Validate() == nil {
			t.Errorf("%v is a valid step", n)
		}
	}
}
