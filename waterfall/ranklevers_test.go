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

// oracleNumber is a number of a mix with the edges it has: from low, or above it
// when open, and to high if there is one.
type oracleNumber struct {
	effect    waterfall.Effect
	at        *decimal.NullDecimal
	low, high string
	open      bool
}

func orElse(name, id string) string {
	if name != "" {
		return name
	}
	return id
}

// oracleNumbers are the numbers of a mix that make revenue, in its order.
func oracleNumbers(m *waterfall.Mix) []oracleNumber {
	var all []oracleNumber
	for i := range m.Tactics {
		t := &m.Tactics[i]
		add := func(n oracleNumber) {
			if n.at.Valid {
				n.effect.Tactic, n.effect.From = t.ID, n.at.Decimal
				all = append(all, n)
			}
		}
		if !m.Target.Valid {
			add(oracleNumber{waterfall.Effect{Lever: waterfall.LeverUnits, Name: "units"}, &t.Units, "0", "", false})
		}
		add(oracleNumber{waterfall.Effect{Lever: waterfall.LeverReach, Name: "reach"}, &t.Reach, "0", "", true})
		for j := range t.Funnel.Stages {
			s := &t.Funnel.Stages[j]
			e := func(kind waterfall.WorksheetLineKind, name string) waterfall.Effect {
				return waterfall.Effect{Lever: waterfall.LeverConversion, Stage: s.ID, Kind: kind, Name: orElse(s.StepName, name)}
			}
			here, before := orElse(s.Name, s.ID), orElse(t.Funnel.Stages[max(j-1, 0)].Name, t.Funnel.Stages[max(j-1, 0)].ID)
			add(oracleNumber{e(waterfall.LineRate, before+" to "+here+" rate"), &s.Rate, "0", "1", false})
			add(oracleNumber{e(waterfall.LinePer, before+" per "+here), &s.Per, "1", "", false})
			add(oracleNumber{e(waterfall.LineMultiplier, here+" per "+before), &s.Multiplier, "1", "", true})
		}
		add(oracleNumber{waterfall.Effect{Lever: waterfall.LeverDealSize, Name: "average deal size"}, &t.Funnel.DealSize, "0", "", true})
	}
	return all
}

// oracleEffects steps each number in turn, works the whole mix out again, and ranks.
func oracleEffects(m waterfall.Mix, n waterfall.Nudge) []waterfall.Effect {
	var units []*big.Rat
	for _, t := range m.Tactics {
		units = append(units, oracleUnits(m, t))
	}
	revenue := func() *big.Rat {
		sum := new(big.Rat)
		for i, t := range m.Tactics {
			own := units[i]
			if !m.Target.Valid {
				own = testkit.Rat(t.Units.Decimal)
			}
			sum = plus(sum, testkit.Rat(testkit.RoundHalfAway(oracleRevenue(t, own), minorUnits(m.Currency))))
		}
		return sum
	}
	base := revenue()
	var effects []waterfall.Effect
	for _, number := range oracleNumbers(&m) {
		e, was := number.effect, *number.at
		e.To = e.From.Add(n.Absolute.Decimal)
		if n.Relative.Valid {
			e.To = e.From.Add(e.From.Mul(n.Relative.Decimal))
		}
		low := decimal.RequireFromString(number.low)
		switch {
		case number.open && e.To.LessThanOrEqual(low):
			continue
		case e.To.LessThan(low):
			e.To, e.Limited = low, true
		case number.high != "" && e.To.GreaterThan(decimal.RequireFromString(number.high)):
			e.To, e.Limited = decimal.RequireFromString(number.high), true
		}
		number.at.Decimal = e.To
		after := revenue()
		*number.at = was
		e.Revenue, e.Change = testkit.RoundHalfAway(after, 12), testkit.RoundHalfAway(minus(after, base), 12)
		effects = append(effects, e)
	}
	slices.SortStableFunc(effects, func(a, b waterfall.Effect) int { return b.Change.Abs().Cmp(a.Change.Abs()) })
	return effects
}

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
				before := cloneOf(t, m)
				got, err := waterfall.RankLevers(m, n)
				if err != nil {
					t.Fatal(err)
				}
				if diff := diffText(t, oracleEffects(cloneOf(t, m), n), got); diff != "" {
					t.Fatalf("(-oracle +got):\n%s", diff)
				}
				if diff := diffText(t, before, m); diff != "" {
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
		changed := cloneOf(t, m)
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
		ID: "fair", Units: null("10"), Reach: null("20"), Funnel: waterfall.Funnel{DealSize: null("100"), Stages: []waterfall.FunnelStage{
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
