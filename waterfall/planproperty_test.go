package waterfall_test

import (
	"errors"
	"fmt"
	"maps"
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

// planText is what a requirement publishes, as text.
type planText struct {
	Expected, Covered, Remaining, Sourced string
	Needed, Planned                       []string
	Lots                                  string
	Outcome                               map[string]string
}

func nullText(d decimal.NullDecimal) string {
	if !d.Valid {
		return "null"
	}
	return d.Decimal.String()
}

func outcomeText(o partnermath.Outcome) map[string]string {
	all := map[string]string{"pipeline": nullText(o.Pipeline), "revenue": nullText(o.Revenue), "margin": nullText(o.Margin)}
	for _, s := range partnermath.Stages() {
		all[string(s)] = nullText(o.At(s))
	}
	return all
}

func textOfPlan(r waterfall.Requirement) planText {
	text := planText{
		Expected: r.Expected.String(), Covered: r.Covered.String(), Remaining: r.Remaining.String(), Sourced: r.Sourced.String(),
		Lots: nullText(r.Lots), Outcome: outcomeText(r.Outcome),
	}
	for _, s := range r.Stages {
		text.Needed, text.Planned = append(text.Needed, s.Needed.String()), append(text.Planned, s.Planned.String())
	}
	return text
}

// oraclePlan returns what the requirement must say, and the exact counts that are
// needed. It is not possible when a rate of 0 stands on the way to something to
// source: impossible is then where the first stands.
func oraclePlan(f waterfall.Funnel, g waterfall.RevenueGoal) (text planText, needed []*big.Rat, impossible int) {
	minor := minorPlaces(f.Currency)
	publish := func(r *big.Rat) *big.Rat { return testkit.Rat(testkit.RoundHalfAway(r, minor)) }
	expected := publish(times(testkit.Rat(g.Open), ratOr(g.OpenRate, one())))
	covered := plus(plus(testkit.Rat(g.Won), testkit.Rat(g.Recurring)), expected)
	remaining := minus(testkit.Rat(g.Revenue), covered)
	if remaining.Sign() < 0 {
		remaining = new(big.Rat)
	}
	sourced := publish(times(remaining, ratOr(g.MarketingShare, one())))
	text = planText{
		Expected: rounded(expected, minor), Covered: rounded(covered, minor),
		Remaining: rounded(remaining, minor), Sourced: rounded(sourced, minor), Lots: "null",
	}

	dealSize := testkit.Rat(f.DealSize.Decimal)
	needed = make([]*big.Rat, len(f.Stages))
	for i := range f.Stages {
		after := conversionsAfter(f, i)
		if sourced.Sign() == 0 {
			needed[i] = new(big.Rat)
			continue
		}
		if after.Sign() == 0 {
			return text, nil, slices.IndexFunc(f.Stages, func(s waterfall.FunnelStage) bool { return s.Rate.Valid && s.Rate.Decimal.IsZero() })
		}
		needed[i] = over(over(sourced, dealSize), after)
	}

	planned := slices.Clone(needed)
	switch g.Rounding {
	case waterfall.RoundingEveryStage:
		for i := range planned {
			planned[i] = unitsUp(needed[i], one())
		}
	case waterfall.RoundingStage:
		at, lot := stageAt(f, g.Rounded.Stage), ratOr(g.Rounded.Lot, one())
		lots := unitsUp(needed[at], lot)
		text.Lots = rounded(lots, 0)
		planned[at] = times(lots, lot)
		for i := at + 1; i < len(planned); i++ {
			planned[i] = times(planned[i-1], conversionRat(f.Stages[i]))
		}
		for i := at - 1; i >= 0; i-- {
			planned[i] = new(big.Rat)
			if planned[i+1].Sign() > 0 {
				planned[i] = over(planned[i+1], conversionRat(f.Stages[i+1]))
			}
		}
	}

	var o partnermath.Outcome
	text.Outcome = outcomeText(o)
	for i, s := range f.Stages {
		text.Needed, text.Planned = append(text.Needed, rounded(needed[i], 4)), append(text.Planned, rounded(planned[i], 4))
		if s.CountsAs != "" {
			text.Outcome[string(s.CountsAs)] = rounded(planned[i], 4)
		}
	}
	revenue := publish(times(planned[len(planned)-1], dealSize))
	text.Outcome["revenue"] = rounded(revenue, minor)
	if f.MarginRate.Valid {
		text.Outcome["margin"] = rounded(times(revenue, testkit.Rat(f.MarginRate.Decimal)), minor)
	}
	if i := pipelineAt(f); i >= 0 {
		text.Outcome["pipeline"] = rounded(times(planned[i], dealSize), minor)
	}
	return text, needed, -1
}

// firstPath returns where the first fault lies, "" without one.
func firstPath(err error) string {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) || len(invalid.Fields) == 0 {
		return ""
	}
	return invalid.Fields[0].Path
}

// Every published number of a plan is that of the oracle, and the plan, whole or
// not, does not fall short of what is to be sourced.
func planProperty(t *rapid.T) {
	f := anyFunnel().Draw(t, "funnel")
	g := anyGoal(t, f)
	want, needed, impossible := oraclePlan(f, g)
	got, err := waterfall.Plan(f, g)
	if impossible >= 0 {
		if diff := cmp.Diff(fmt.Sprintf("funnel.stages[%d].rate", impossible), firstPath(err)); diff != "" {
			t.Fatalf("a rate of 0 on the way to %s (-want +got):\n%s", want.Sourced, diff)
		}
		return
	}
	if err != nil {
		absurd := slices.ContainsFunc(slices.Collect(maps.Values(want.Outcome)), func(figure string) bool {
			return figure != "null" && !partnermath.InBounds(number(figure))
		})
		if diff := cmp.Diff([]string{"funnel bounds"}, testkit.BrokenRules(t, err)); diff != "" || !absurd {
			t.Fatalf("refused, though it brings %v (-want +got):\n%s", want.Outcome, diff)
		}
		return
	}
	if diff := cmp.Diff(want, textOfPlan(got)); diff != "" {
		t.Fatalf("-oracle +got:\n%s", diff)
	}
	if got.Outcome.Revenue.Decimal.LessThan(got.Sourced) {
		t.Fatalf("the plan brings %s of %s", got.Outcome.Revenue.Decimal, got.Sourced)
	}
	for i, s := range got.Stages {
		if g.Rounding == waterfall.RoundingEveryStage || g.Rounding == waterfall.RoundingStage {
			// Whole counts are published with 4 decimals like any other.
			if testkit.Rat(s.Planned).Cmp(testkit.Rat(testkit.RoundHalfAway(needed[i], 4))) < 0 {
				t.Fatalf("stage %s plans %s of %s", s.ID, s.Planned, s.Needed)
			}
		}
	}
}

func TestPlanProperty(t *testing.T) { rapid.Check(t, planProperty) }

func FuzzPlan(f *testing.F) { f.Fuzz(rapid.MakeFuzz(planProperty)) }

// A published count, put into the funnel at its stage, brings the goal within
// 0.00005 × what a unit of the stage brings + half a minor unit.
func TestPlanWorkedForwardProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFunnel().Draw(t, "funnel")
		g := waterfall.RevenueGoal{Revenue: decimal.New(rapid.Int64Range(0, 1<<53).Draw(t, "goal"), -minorPlaces(f.Currency))}
		r, err := waterfall.Plan(f, g)
		if err != nil {
			t.Skip("a rate of 0")
		}
		at := rapid.IntRange(0, len(f.Stages)-1).Draw(t, "stage")
		count := r.Stages[at].Needed
		if count.GreaterThanOrEqual(number("1e10")) {
			t.Skip("more than an entry may have")
		}
		p, err := waterfall.Forecast(f, waterfall.Demand{Periods: 1, Entries: []waterfall.DemandEntry{{Stage: f.Stages[at].ID, Count: count}}})
		if refused(t, err) {
			t.Skip("the rest of the funnel brings absurd numbers")
		}
		brings := times(conversionsAfter(f, at), testkit.Rat(f.DealSize.Decimal))
		half := testkit.Rat(decimal.New(5, -minorPlaces(f.Currency)-1))
		bound := plus(times(brings, big.NewRat(5, 100_000)), half)
		revenue := plus(testkit.Rat(p.Total.Revenue.Decimal), testkit.Rat(p.Beyond.Revenue.Decimal))
		if off := minus(revenue, testkit.Rat(g.Revenue)); off.Abs(off).Cmp(bound) > 0 {
			t.Fatalf("%s at stage %d brings %s, want %s within %s", count, at, revenue.FloatString(4), g.Revenue, bound.FloatString(8))
		}
	})
}

// A better conversion never needs more before it, a worse one never less.
func TestPlanIsMonotoneProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFunnel().Filter(func(f waterfall.Funnel) bool { return len(f.Stages) > 1 }).Draw(t, "funnel")
		g := anyGoal(t, f)
		before, err := waterfall.Plan(f, g)
		if err != nil {
			t.Skip("a rate of 0")
		}
		at := rapid.IntRange(1, len(f.Stages)-1).Draw(t, "stage")
		better := f
		better.Stages = slices.Clone(f.Stages)
		s := &better.Stages[at]
		step := decimal.New(rapid.Int64Range(1, 100).Draw(t, "step"), -2)
		switch {
		case s.Rate.Valid:
			s.Rate.Decimal = decimal.Min(s.Rate.Decimal.Add(step), number("1"))
		case s.Per.Valid:
			s.Per.Decimal = decimal.Max(s.Per.Decimal.Sub(step), number("1"))
		default:
			s.Multiplier.Decimal = decimal.Min(s.Multiplier.Decimal.Add(step), number("9999999999"))
		}
		after, err := waterfall.Plan(better, g)
		if refused(t, err) {
			t.Skip("a whole lot of it brings absurd numbers")
		}
		for i := range f.Stages {
			was, is := before.Stages[i].Needed, after.Stages[i].Needed
			if i < at && is.GreaterThan(was) || i >= at && !is.Equal(was) {
				t.Fatalf("a better conversion at %d takes %s at %d instead of %s", at, is, i, was)
			}
		}
	})
}

func TestPlanOfNothing(t *testing.T) {
	f := article()
	f.Stages[3].Multiplier, f.Stages[3].Rate = decimal.NullDecimal{}, null("0")
	for name, g := range map[string]waterfall.RevenueGoal{
		"zero":        {},
		"covered":     {Revenue: number("100"), Won: number("60"), Recurring: number("30"), Open: number("10")},
		"exceeded":    {Revenue: number("100"), Won: number("200")},
		"no share":    {Revenue: number("100"), MarketingShare: null("0")},
		"below minor": {Revenue: number("0.01"), MarketingShare: null("0.499999999999")},
		"whole":       {Rounding: waterfall.RoundingEveryStage},
		"lots":        {Rounding: waterfall.RoundingStage, Rounded: waterfall.RoundingLot{Stage: "engaged", Lot: null("600")}},
	} {
		r, err := waterfall.Plan(f, g)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, s := range r.Stages {
			if diff := cmp.Diff([]string{"0", "0"}, []string{s.Needed.String(), s.Planned.String()}); diff != "" {
				t.Errorf("%s, stage %s (-want +got):\n%s", name, s.ID, diff)
			}
		}
		if diff := cmp.Diff([]string{"0", "0", "0"}, []string{
			r.Sourced.String(), nullText(r.Outcome.Revenue), nullText(r.Outcome.Won),
		}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
