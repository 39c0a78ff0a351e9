package incentive_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

// published are the figures that others published or that were worked out by hand.
type published struct {
	CapOnMeasure struct {
		Source, Rate, MeasureCap, Value, Want string
	}
	InterimSettlement struct {
		Source, Note             string
		Cumulative, Earned, Paid []string
	}
	Growth []struct {
		Source, Baseline, Value, Rate, Want, Units, Mark, Payable string
	}
	Target []struct {
		Source, Value, Rate, Want string
		Cases                     [][2]string
	}
	EveryX    struct{ Source, Step, Reward, Value, Want string }
	Attach    struct{ Source, Category, Total, MinimumShare, Rate, Want string }
	Guarantee struct {
		Source     string
		Cumulative struct{ Q2Guarantee, Q2TopUp string }
		PerPeriod  struct{ Q2TopUp string }
	}
	Spiff struct {
		Source string
		Cases  []struct {
			Units, Minimum int64
			PerUnit, Want  string
		}
	}
	Clawback   struct{ Source, EarnedAfter, Adjustment string }
	Allocation struct {
		Source, Amount string
		Weights, Want  []string
	}
	GapToNextTier struct{ Source, Gap, Now, Then, Gain string }
}

// of settles one sale of the first quarter by a formula.
func of(t *testing.T, p incentive.Program, line string) incentive.Statement {
	t.Helper()
	return settle(t, p, book(1, line), lastDay(1)).Statements[0]
}

func TestPublished(t *testing.T) {
	var g published
	testkit.ReadJSON(t, "testdata/published.json", &g)
	equal := func(what string, got decimal.Decimal, want string) {
		t.Helper()
		if want == "" || !got.Equal(number(want)) {
			t.Errorf("%s: got %s, want %s", what, got, want)
		}
	}
	with := func(f incentive.Formula) incentive.Program {
		p := program()
		p.Formula = f
		return p
	}

	c := g.CapOnMeasure
	p := with(incentive.Formula{Kind: incentive.FormulaTiers, Tiers: tiers(partnermath.MethodWhole, "0 "+c.Rate)})
	p.MeasureCap = null(c.MeasureCap)
	equal(c.Source, of(t, p, "a p 01-15 "+c.Value).Earned, c.Want)

	p = with(incentive.Formula{Kind: incentive.FormulaTiers, Tiers: tiers(partnermath.MethodWhole, "5000 0.02", "10000 0.04")})
	b := book(1, "a p 01-15 3000")
	b.Final = false
	days := []string{"01-31", "02-28", "03-31"}
	for i, cumulative := range g.InterimSettlement.Cumulative {
		b.Sales[0] = sale("a p 01-15 3000")
		if i > 0 {
			// The increase over the settlement before, sold since.
			increase := number(cumulative).Sub(number(g.InterimSettlement.Cumulative[i-1]))
			b.Sales = append(b.Sales, sale(string(rune('a'+i))+" p "+days[i]+" "+increase.String()))
		}
		b.Final = i == 2
		s := settle(t, p, b, on(days[i]))
		equal("earned", s.Statements[0].Earned, g.InterimSettlement.Earned[i])
		equal("paid", s.Statements[0].Payable, g.InterimSettlement.Paid[i])
		b.Settled = s.Settled
	}

	growth := g.Growth[0]
	p = with(incentive.Formula{
		Kind: incentive.FormulaGrowth, Tiers: tiers(partnermath.MethodWhole, "0 0.02", "0.15 0.03", "0.30 "+growth.Rate, "0.45 0.07"),
		Baseline: incentive.Baseline{Kind: incentive.BaselineAgreed, Agreed: null(growth.Baseline), Whole: true},
	})
	equal(growth.Source, of(t, p, "a p 01-15 "+growth.Value).Earned, growth.Want)
	mark := g.Growth[1]
	p = with(incentive.Formula{
		Kind: incentive.FormulaGrowth, Tiers: tiers(partnermath.MethodStepped, "0 - 1"), Baseline: incentive.Baseline{Kind: incentive.BaselineHighest},
	})
	p.Qualifies = incentive.MeasureUnits
	b = book(1, "a p 01-15 - units="+mark.Units)
	year := partnermath.Calendar{}.Quarter
	b.Partners[0].History = []incentive.PeriodFigure{{Period: year(2025, 3), Value: null(mark.Mark)}, {Period: year(2025, 4), Value: null("90")}}
	equal(mark.Source, settle(t, p, b, lastDay(1)).Earned, mark.Payable)

	p = with(incentive.Formula{Kind: incentive.FormulaGoal, Target: null("100000"), Amount: null("1000")})
	for _, c := range g.Target[0].Cases {
		equal(g.Target[0].Source, of(t, p, "a p 01-15 "+c[0]).Earned, c[1])
	}
	p = with(incentive.Formula{
		Kind: incentive.FormulaTarget, Target: null("100000"), Points: []partnermath.Step{{From: null("1"), Rate: null("0.01")}, {From: null("2"), Rate: null("0.03")}},
	})
	st := of(t, p, "a p 01-15 "+g.Target[1].Value)
	equal(g.Target[1].Source, st.Earned, g.Target[1].Want)
	equal("its rate", st.Slices[0].Rate.Decimal, g.Target[1].Rate)

	p = with(incentive.Formula{Kind: incentive.FormulaEvery, Step: null(g.EveryX.Step), Reward: null(g.EveryX.Reward)})
	p.Qualifies = incentive.MeasureUnits
	equal(g.EveryX.Source, of(t, p, "a p 01-15 - units="+g.EveryX.Value).Earned, g.EveryX.Want)

	a := g.Attach
	p = with(incentive.Formula{Kind: incentive.FormulaAttach, Category: incentive.Selection{Categories: []string{"c"}}, Share: null(a.MinimumShare), Rate: null(a.Rate)})
	rest := number(a.Total).Sub(number(a.Category)).String()
	equal(a.Source, settle(t, p, book(1, "a p 01-15 "+a.Category+" product=x", "b p 01-15 "+rest+" product=y"), lastDay(1)).Earned, a.Want)

	for _, c := range g.Spiff.Cases {
		p = with(incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: null(c.PerUnit), Minimum: partnermath.Int(c.Minimum)})
		p.Qualifies = incentive.MeasureUnits
		equal(g.Spiff.Source, of(t, p, "a p 01-15 - units="+decimal.NewFromInt(c.Units).String()).Earned, c.Want)
	}

	b = book(1, "a p 01-15 104000", "r p 02-01 5000 kind=return of=a")
	equal(g.Clawback.Source, settle(t, program(), b, lastDay(1)).Earned, g.Clawback.EarnedAfter)

	p = with(incentive.Formula{Kind: incentive.FormulaGoal, Target: null("1"), Amount: null(g.Allocation.Amount)})
	st = settle(t, p, book(1, "a p 01-15 "+g.Allocation.Weights[0], "b p 01-15 "+g.Allocation.Weights[1], "c p 01-15 "+g.Allocation.Weights[2]), lastDay(1)).Statements[0]
	for i, want := range g.Allocation.Want {
		equal(g.Allocation.Source, st.Lines[i].Earned, want)
	}

	gap := of(t, program(), "a p 01-15 95000").Gap
	equal(g.GapToNextTier.Source, gap.Missing.Decimal, g.GapToNextTier.Gap)
	equal("now", gap.Now.Decimal, g.GapToNextTier.Now)
	equal("then", gap.Then.Decimal, g.GapToNextTier.Then)
	equal("gain", gap.Gain.Decimal, g.GapToNextTier.Gain)

	// 2 % of 600,000 is 12,000, of 250,000 it is 5,000.
	for kind, want := range map[incentive.GuaranteeKind]string{
		incentive.GuaranteeCumulative: g.Guarantee.Cumulative.Q2TopUp, incentive.GuaranteePerPeriod: g.Guarantee.PerPeriod.Q2TopUp,
	} {
		p = with(incentive.Formula{Kind: incentive.FormulaTiers, Tiers: tiers(partnermath.MethodWhole, "0 0.02")})
		p.Limits.Guarantee = incentive.Guarantee{Kind: kind, Amount: null("10000")}
		first := settle(t, p, book(1, "a p 01-15 600000"), lastDay(1))
		second := book(2, "a p 01-15 600000", "b p 04-15 250000")
		second.Settled = first.Settled
		equal(string(kind), settle(t, p, second, lastDay(2)).TopUp, want)
	}
}
