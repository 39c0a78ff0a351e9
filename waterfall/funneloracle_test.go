package waterfall_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// The oracles of funnels work with fractions, from what the documentation says,
// and call nothing of the package. They take valid input.

func one() *big.Rat { return big.NewRat(1, 1) }

func times(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

func over(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

func plus(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }

func minus(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

// rounded returns r as it is published.
func rounded(r *big.Rat, places int32) string { return testkit.RoundHalfAway(r, places).String() }

// unitsUp returns the smallest whole number of steps that is not below r ≥ 0.
func unitsUp(r, step *big.Rat) *big.Rat {
	q := over(r, step)
	n, rest := new(big.Int).QuoRem(q.Num(), q.Denom(), new(big.Int))
	if rest.Sign() > 0 {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).SetInt(n)
}

// ratOr returns the value of d, or r when there is none.
func ratOr(d decimal.NullDecimal, r *big.Rat) *big.Rat {
	if !d.Valid {
		return r
	}
	return testkit.Rat(d.Decimal)
}

// conversionRat is what one of the stage before makes at s, 1 at the first stage.
func conversionRat(s waterfall.FunnelStage) *big.Rat {
	switch {
	case s.Rate.Valid:
		return testkit.Rat(s.Rate.Decimal)
	case s.Multiplier.Valid:
		return testkit.Rat(s.Multiplier.Decimal)
	case s.Per.Valid:
		return over(one(), testkit.Rat(s.Per.Decimal))
	}
	return one()
}

// conversionsAfter is what one at stage i makes at the last.
func conversionsAfter(f waterfall.Funnel, i int) *big.Rat {
	product := one()
	for _, s := range f.Stages[i+1:] {
		product = times(product, conversionRat(s))
	}
	return product
}

// minorPlaces are the decimals of the currencies that the tests use.
func minorPlaces(currency string) int32 {
	return map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[currency]
}

// stageAt returns the position of a stage, the first when there is no id.
func stageAt(f waterfall.Funnel, id string) int {
	if id == "" {
		return 0
	}
	return slices.IndexFunc(f.Stages, func(s waterfall.FunnelStage) bool { return s.ID == id })
}

// pipelineAt returns the position of the opportunities, of the marketing generated
// ones when there are no others, or -1.
func pipelineAt(f waterfall.Funnel) int {
	for _, stage := range []partnermath.Stage{partnermath.StageOpportunity, partnermath.StageMGO} {
		if i := slices.IndexFunc(f.Stages, func(s waterfall.FunnelStage) bool { return s.CountsAs == stage }); i >= 0 {
			return i
		}
	}
	return -1
}

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
	expected := publish(times(testkit.Rat(orZero(g.Open)), ratOr(g.OpenRate, one())))
	covered := plus(plus(testkit.Rat(orZero(g.Won)), testkit.Rat(orZero(g.Recurring))), expected)
	remaining := minus(testkit.Rat(g.Revenue.Decimal), covered)
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
