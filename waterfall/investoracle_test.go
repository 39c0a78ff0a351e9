package waterfall_test

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// oracleOption is a tactic that can be spent on: nothing, unless it has a minimum,
// or from low to high, with (spend − fixed) × rate for a margin.
type oracleOption struct {
	forced                 bool
	fixed, low, high, rate *big.Rat
}

func (o oracleOption) margin(spend *big.Rat) *big.Rat {
	if spend.Sign() == 0 {
		return spend
	}
	return times(minus(spend, o.fixed), o.rate)
}

func oracleOptions(m waterfall.Mix, budget decimal.Decimal) []oracleOption {
	var all []oracleOption
	places := minorPlaces(m.Currency)
	for _, t := range m.Tactics {
		o := oracleOption{forced: t.Minimum.Decimal.IsPositive(), fixed: testkit.Rat(orZero(t.FixedCost)), high: testkit.Rat(budget)}
		o.rate = times(oracleRevenue(t, over(one(), testkit.Rat(t.UnitCost.Decimal))), testkit.Rat(t.Funnel.MarginRate.Decimal))
		o.low = oracleMost(o.fixed, testkit.Rat(t.Minimum.Decimal))
		if t.Maximum.Valid {
			o.high = oracleLeast(o.high, testkit.Rat(t.Maximum.Decimal))
		}
		if t.Capacity.Valid {
			units := t.UnitCost.Decimal.Mul(t.Capacity.Decimal).Truncate(places)
			o.high = oracleLeast(o.high, plus(o.fixed, testkit.Rat(units)))
		}
		all = append(all, o)
	}
	return all
}

func oracleMost(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

func oracleLeast(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

// oracleFill is the margin of a set of open tactics, nil when they cannot be opened.
// What opening leaves of the budget goes to the best rate first, unless it loses.
func oracleFill(options []oracleOption, open []bool, budget *big.Rat) *big.Rat {
	left, brings := budget, new(big.Rat)
	byRate := make([]oracleOption, 0, len(options))
	for i, o := range options {
		switch {
		case open[i] && o.low.Cmp(o.high) > 0, !open[i] && o.forced:
			return nil
		case open[i]:
			left, brings = minus(left, o.low), plus(brings, o.margin(o.low))
			byRate = append(byRate, o)
		}
	}
	if left.Sign() < 0 {
		return nil
	}
	slices.SortStableFunc(byRate, func(a, b oracleOption) int { return b.rate.Cmp(a.rate) })
	for _, o := range byRate {
		if o.rate.Sign() > 0 {
			more := oracleLeast(left, minus(o.high, o.low))
			left, brings = minus(left, more), plus(brings, times(more, o.rate))
		}
	}
	return brings
}

// oracleBest tries every set of tactics to open.
func oracleBest(options []oracleOption, budget *big.Rat) *big.Rat {
	var best *big.Rat
	open := make([]bool, len(options))
	for set := range 1 << len(options) {
		for i := range open {
			open[i] = set>>i&1 == 1
		}
		if brings := oracleFill(options, open, budget); brings != nil && (best == nil || brings.Cmp(best) > 0) {
			best = brings
		}
	}
	return best
}

// roundedUp is the least multiple of 10^-places that is not below r.
func roundedUp(r *big.Rat, places int32) decimal.Decimal {
	up := testkit.RoundHalfAway(r, places)
	if testkit.Rat(up).Cmp(r) < 0 {
		up = up.Add(decimal.New(1, -places))
	}
	return up
}

// oracleBound is price × budget + Σ most of (margin − price × spend), margins rounded
// up to 12 decimals, and all to the minor unit.
func oracleBound(options []oracleOption, budget, price *big.Rat, places int32) decimal.Decimal {
	sum := times(price, budget)
	for _, o := range options {
		var most *big.Rat
		if !o.forced {
			most = new(big.Rat)
		}
		for _, spend := range []*big.Rat{o.low, o.high} {
			if o.low.Cmp(o.high) > 0 {
				continue
			}
			if gain := minus(testkit.Rat(roundedUp(o.margin(spend), 12)), times(price, spend)); most == nil || gain.Cmp(most) > 0 {
				most = gain
			}
		}
		sum = plus(sum, most)
	}
	return roundedUp(sum, places)
}

// plausible tells what is wrong with a plan, or nothing.
func plausible(m waterfall.Mix, options []oracleOption, got waterfall.Investment) string {
	spent := new(big.Rat)
	for i, o := range options {
		spend := testkit.Rat(got.Tactics[i].Spend)
		spent = plus(spent, spend)
		within := o.low.Cmp(spend) <= 0 && spend.Cmp(o.high) <= 0
		if !within && (spend.Sign() != 0 || o.forced) {
			return fmt.Sprintf("%s gets %s, which is neither nothing nor within its bounds", m.Tactics[i].ID, got.Tactics[i].Spend)
		}
		if !o.forced && spend.Sign() > 0 && spend.Cmp(o.fixed) <= 0 {
			return m.Tactics[i].ID + " pays for opening and for nothing else"
		}
		if planned := got.Plan.Tactics[i]; planned.OverCapacity || !planned.Return.Cost.Equal(got.Tactics[i].Spend) {
			return fmt.Sprintf("%s is planned at a cost of %s, over capacity %v", m.Tactics[i].ID, planned.Return.Cost, planned.OverCapacity)
		}
		if rate := testkit.RoundHalfAway(o.rate, 4); !rate.Equal(got.Tactics[i].MarginPerCost) {
			return fmt.Sprintf("%s brings %s a unit of money, want %s", m.Tactics[i].ID, got.Tactics[i].MarginPerCost, rate)
		}
	}
	switch {
	case got.Plan.Tactics[0].Share.Valid || got.Plan.Total.Within.Currency != "":
		return "the plan has shares, or a part within a period"
	case testkit.Rat(got.Spent).Cmp(spent) != 0:
		return fmt.Sprintf("%s is spent, want %s", got.Spent, spent.FloatString(4))
	case got.Spent.GreaterThan(got.Budget) || !got.Unspent.Equal(got.Budget.Sub(got.Spent)):
		return fmt.Sprintf("%s of %s is spent, and %s not", got.Spent, got.Budget, got.Unspent)
	case !got.Margin.Equal(got.Plan.Total.Outcome.Margin.Decimal):
		return fmt.Sprintf("the margin is %s, that of the plan %s", got.Margin, got.Plan.Total.Outcome.Margin.Decimal)
	}
	return ""
}

// exactMargin is what the spends bring before any rounding.
func exactMargin(options []oracleOption, got waterfall.Investment) *big.Rat {
	sum := new(big.Rat)
	for i, o := range options {
		sum = plus(sum, o.margin(testkit.Rat(got.Tactics[i].Spend)))
	}
	return sum
}
