package waterfall_test

import (
	"fmt"
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
	places := minorUnits(m.Currency)
	for _, t := range m.Tactics {
		o := oracleOption{forced: t.Minimum.Decimal.IsPositive(), fixed: testkit.Rat(t.FixedCost), high: testkit.Rat(budget)}
		o.rate = times(oracleRevenue(t, over(whole(1), testkit.Rat(t.UnitCost))), testkit.Rat(t.Funnel.MarginRate.Decimal))
		o.low = oracleMost(o.fixed, testkit.Rat(t.Minimum.Decimal))
		if t.Maximum.Valid {
			o.high = oracleLeast(o.high, testkit.Rat(t.Maximum.Decimal))
		}
		if t.Capacity.Valid {
			units := t.UnitCost.Mul(t.Capacity.Decimal).Truncate(places)
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

// drawInvestment draws a mix to spend on, and a budget. Without bounds there is
// little to choose, without costs of opening everything is open.
func drawInvestment(t *rapid.T, low, high int, fixedCosts bool) (waterfall.Mix, decimal.Decimal) {
	m := waterfall.Mix{Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")}
	m.Target, m.Stage = null("10"), partnermath.StageLead // not read
	places := minorUnits(m.Currency)
	least := decimal.Decimal{}
	for i := range rapid.IntRange(low, high).Draw(t, "tactics") {
		tactic := waterfall.Tactic{
			ID: fmt.Sprintf("t%d", i), Share: null("0.5"), UnitCost: decimal.Max(testkit.Decimal(0, 50, 4).Draw(t, "unit cost"), number("0.0001")),
			Funnel: waterfall.Funnel{
				DealSize: decimal.NewNullDecimal(testkit.Decimal(1, 300, 2).Draw(t, "deal size")), MarginRate: null("0.5"),
				Stages: []waterfall.FunnelStage{{ID: "a"}, {ID: "b", Per: decimal.NewNullDecimal(testkit.Decimal(1, 9, 1).Draw(t, "per"))}},
			},
		}
		if oneIn(t, 12, "loses") {
			tactic.Funnel.MarginRate = null("-0.1")
		}
		if fixedCosts && oneIn(t, 2, "has a fixed cost") {
			tactic.FixedCost = testkit.Decimal(0, 3000, places).Draw(t, "fixed cost")
		}
		if oneIn(t, 2, "has a maximum") {
			tactic.Maximum = decimal.NewNullDecimal(tactic.FixedCost.Add(testkit.Decimal(0, 5000, places).Draw(t, "maximum")))
		}
		if oneIn(t, 2, "has a capacity") {
			tactic.Capacity = decimal.NewNullDecimal(testkit.Decimal(100, 500, 2).Draw(t, "capacity"))
		}
		if oneIn(t, 6, "has a minimum") {
			// Below what any capacity above costs, and above the fixed cost.
			tactic.Minimum = decimal.NewNullDecimal(tactic.FixedCost.Add(decimal.Min(tactic.UnitCost.Mul(number("50")), number("400")).Truncate(places)))
			if tactic.Maximum.Valid {
				tactic.Maximum.Decimal = decimal.Max(tactic.Maximum.Decimal, tactic.Minimum.Decimal)
			}
			least = least.Add(tactic.Minimum.Decimal)
		}
		m.Tactics = append(m.Tactics, tactic)
	}
	return m, least.Add(testkit.Decimal(0, 12000, places).Draw(t, "budget"))
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

func TestInvestProperty(t *testing.T) {
	for name, fixedCosts := range map[string]bool{"fixed costs": true, "no fixed costs": false} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m, budget := drawInvestment(t, 1, 6, fixedCosts)
				before := cloneOf(t, m)
				got, err := waterfall.Invest(m, budget)
				if err != nil {
					t.Fatal(err)
				}
				if diff := diffText(t, before, m); diff != "" {
					t.Fatalf("the mix was changed (-before +after):\n%s", diff)
				}
				options := oracleOptions(m, budget)
				if wrong := plausible(m, options, got); wrong != "" {
					t.Fatal(wrong)
				}
				places := minorUnits(m.Currency)
				brings, best := exactMargin(options, got), oracleBest(options, testkit.Rat(budget))
				// A tactic's revenue and margin are rounded once each.
				unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
				slack := times(unit, whole(int64(len(options))))
				if off := minus(testkit.Rat(got.Margin), brings); new(big.Rat).Abs(off).Cmp(slack) > 0 {
					t.Fatalf("the margin is %s, but the spends bring %s", got.Margin, brings.FloatString(6))
				}
				bound := testkit.Rat(got.Bound)
				if brings.Cmp(best) > 0 || best.Cmp(bound) > 0 {
					t.Fatalf("%s ≤ the best %s ≤ %s does not hold", brings.FloatString(6), best.FloatString(6), got.Bound)
				}
				if !fixedCosts && (brings.Cmp(best) != 0 || minus(bound, best).Cmp(slack) > 0) {
					t.Fatalf("without fixed costs the plan brings %s of %s, bound by %s", brings.FloatString(6), best.FloatString(6), got.Bound)
				}
				want := decimal.Max(got.Margin, oracleBound(options, testkit.Rat(budget), testkit.Rat(got.Price), places))
				if !got.Bound.Equal(want) {
					t.Fatalf("the bound is %s, by the price of %s it is %s", got.Bound, got.Price, want)
				}
			})
		})
	}
}

// Of many tactics with fixed costs, no other plan is found by opening one, by closing
// one, or by exchanging two.
func TestInvestInManyProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, budget := drawInvestment(t, 13, 20, true)
		for i := range m.Tactics {
			m.Tactics[i].FixedCost = m.Tactics[i].FixedCost.Add(number("100"))
			m.Tactics[i].Minimum, m.Tactics[i].Maximum = decimal.NullDecimal{}, decimal.NullDecimal{}
		}
		got, err := waterfall.Invest(m, budget)
		if err != nil {
			t.Fatal(err)
		}
		options := oracleOptions(m, budget)
		if wrong := plausible(m, options, got); wrong != "" {
			t.Fatal(wrong)
		}
		brings := exactMargin(options, got)
		open := make([]bool, len(options))
		for i := range open {
			open[i] = got.Tactics[i].Spend.IsPositive()
		}
		// The search compares in parts of 1e-15 of the best rate.
		least := plus(brings, big.NewRat(1, 1_000_000))
		for i := range options {
			for j := range i + 1 {
				if i != j && open[i] == open[j] {
					continue
				}
				open[i] = !open[i]
				open[j] = open[j] != (i != j)
				if other := oracleFill(options, open, testkit.Rat(budget)); other != nil && other.Cmp(least) > 0 {
					t.Fatalf("changing %d and %d brings %s, the plan %s", i, j, other.FloatString(6), brings.FloatString(6))
				}
				open[i] = !open[i]
				open[j] = open[j] != (i != j)
			}
		}
		if brings.Cmp(testkit.Rat(got.Bound)) > 0 {
			t.Fatalf("the plan brings %s, above the bound %s", brings.FloatString(6), got.Bound)
		}
	})
}

// shownSpends are the spends with their reasons.
func shownSpends(r waterfall.Investment) []string {
	var all []string
	for _, t := range r.Tactics {
		all = append(all, t.ID+" "+t.Spend.String()+" "+string(t.Reason)+" "+t.MarginPerCost.String())
	}
	return append(all, "margin "+r.Margin.String()+" bound "+r.Bound.String()+" price "+r.Price.String())
}

// option is a tactic of which each unit costs 1 and brings a margin.
func option(id, margin string, change func(t *waterfall.Tactic)) waterfall.Tactic {
	t := waterfall.Tactic{ID: id, UnitCost: number("1"), Funnel: waterfall.Funnel{
		DealSize: null("100"), MarginRate: null(margin), Stages: []waterfall.FunnelStage{{ID: "a"}, {ID: "b", Per: null("100")}},
	}}
	t.Funnel.DealSize = decimal.NewNullDecimal(number("1000"))
	if change != nil {
		change(&t)
	}
	return t
}

func TestInvest(t *testing.T) {
	most := func(n string) func(*waterfall.Tactic) { return func(t *waterfall.Tactic) { t.Maximum = null(n) } }
	least := func(n string) func(*waterfall.Tactic) { return func(t *waterfall.Tactic) { t.Minimum = null(n) } }
	for name, tt := range map[string]struct {
		tactics []waterfall.Tactic
		budget  string
		want    []string
	}{
		"the best first": {
			[]waterfall.Tactic{option("a", "0.2", nil), option("b", "0.4", most("30")), option("c", "0.1", nil)},
			"100",
			[]string{"a 70 rest 2", "b 30 full 4", "c 0 nothing 1", "margin 260 bound 260 price 2"},
		},
		"all of the budget is not all it can take": {
			[]waterfall.Tactic{option("a", "0.2", nil)}, "100", []string{"a 100 rest 2", "margin 200 bound 200 price 2"},
		},
		"what loses gets its minimum": {
			[]waterfall.Tactic{option("a", "-0.1", least("10")), option("b", "0.2", least("10"))},
			"100",
			[]string{"a 10 minimum -1", "b 90 rest 2", "margin 170 bound 170 price 2"},
		},
		"a minimum and no more": {
			[]waterfall.Tactic{option("a", "0.1", least("10")), option("b", "0.2", nil)},
			"100",
			[]string{"a 10 minimum 1", "b 90 rest 2", "margin 190 bound 190 price 2"},
		},
		"more than they can take": {
			[]waterfall.Tactic{option("a", "0.1", most("10")), option("b", "0", nil), option("c", "-0.1", nil)},
			"100",
			[]string{"a 10 full 1", "b 0 nothing 0", "c 0 nothing -1", "margin 10 bound 10 price 0"},
		},
		"a fixed cost that pays": {
			[]waterfall.Tactic{option("a", "0.4", func(t *waterfall.Tactic) { t.FixedCost = number("40") }), option("b", "0.2", nil)},
			"100",
			[]string{"a 100 rest 4", "b 0 nothing 2", "margin 240 bound 240 price 2.4"},
		},
		"and one that does not": {
			[]waterfall.Tactic{option("a", "0.4", func(t *waterfall.Tactic) { t.FixedCost = number("60") }), option("b", "0.2", nil)},
			"100",
			[]string{"a 0 nothing 4", "b 100 rest 2", "margin 200 bound 200 price 2"},
		},
		"three alike but for the rate": {
			[]waterfall.Tactic{option("a", "0.1", nil), option("b", "0.2", nil), option("c", "0.3", nil)},
			"10",
			[]string{"a 0 nothing 1", "b 0 nothing 2", "c 10 rest 3", "margin 30 bound 30 price 3"},
		},
		"a minimum that only opens": {
			[]waterfall.Tactic{option("a", "-0.1", func(t *waterfall.Tactic) { t.FixedCost, t.Minimum = number("40"), null("1") }), option("b", "0.2", nil)},
			"100",
			[]string{"a 40 minimum -1", "b 60 rest 2", "margin 120 bound 120 price 2"},
		},
		"no budget": {
			[]waterfall.Tactic{option("a", "0.1", nil)}, "0", []string{"a 0 nothing 1", "margin 0 bound 0 price 1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := waterfall.Invest(waterfall.Mix{Currency: "USD", Tactics: tt.tactics}, number(tt.budget))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, shownSpends(r)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !r.Plan.Total.Cost.Equal(r.Spent) {
				t.Errorf("the plan costs %s, but %s is spent", r.Plan.Total.Cost, r.Spent)
			}
		})
	}
}
