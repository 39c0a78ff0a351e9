package waterfall_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

func TestInvestProperty(t *testing.T) {
	for name, fixedCosts := range map[string]bool{"fixed costs": true, "no fixed costs": false} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m, budget := drawInvestment(t, 1, 6, fixedCosts)
				before := testkit.Copy(t, m)
				got, err := waterfall.Invest(m, budget)
				if err != nil {
					t.Fatal(err)
				}
				if diff := testkit.Diff(before, m); diff != "" {
					t.Fatalf("the mix was changed (-before +after):\n%s", diff)
				}
				options := oracleOptions(m, budget)
				if wrong := plausible(m, options, got); wrong != "" {
					t.Fatal(wrong)
				}
				places := minorPlaces(m.Currency)
				brings, best := exactMargin(options, got), oracleBest(options, testkit.Rat(budget))
				// A tactic's revenue and margin are rounded once each.
				unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
				slack := times(unit, big.NewRat(int64(len(options)), 1))
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
			m.Tactics[i].FixedCost = decimal.NewNullDecimal(orZero(m.Tactics[i].FixedCost).Add(number("100")))
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
	t := waterfall.Tactic{ID: id, UnitCost: null("1"), Funnel: waterfall.Funnel{
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
	third := func(t *waterfall.Tactic) { t.Maximum, t.Funnel.Stages[1].Per = null("0.01"), null("300") }
	for name, tt := range map[string]struct {
		tactics []waterfall.Tactic
		budget  string
		want    []string
	}{
		"a maximum of the whole budget": {
			[]waterfall.Tactic{option("a", "0.2", most("100"))}, "100", []string{"a 100 full 2", "margin 200 bound 200 price 2"},
		},
		// 1.0001 × 0.01 is more than a cent, which no plan of a cent exceeds by rounding.
		"a bound rounded up": {
			[]waterfall.Tactic{option("a", "0.10001", nil)}, "0.01", []string{"a 0.01 rest 1.0001", "margin 0.01 bound 0.02 price 1.0001"},
		},
		// Each margin of a cent is 0.00333…, 0.003333333334 rounded up, and three of them
		// are more than a cent.
		"margins of a bound rounded up": {
			[]waterfall.Tactic{option("a", "0.1", third), option("b", "0.1", third), option("c", "0.1", third)},
			"0.03",
			[]string{"a 0.01 full 0.3333", "b 0.01 full 0.3333", "c 0.01 full 0.3333", "margin 0 bound 0.02 price 0.3333333334"},
		},
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
			[]waterfall.Tactic{option("a", "0.4", func(t *waterfall.Tactic) { t.FixedCost = null("40") }), option("b", "0.2", nil)},
			"100",
			[]string{"a 100 rest 4", "b 0 nothing 2", "margin 240 bound 240 price 2.4"},
		},
		"and one that does not": {
			[]waterfall.Tactic{option("a", "0.4", func(t *waterfall.Tactic) { t.FixedCost = null("60") }), option("b", "0.2", nil)},
			"100",
			[]string{"a 0 nothing 4", "b 100 rest 2", "margin 200 bound 200 price 2"},
		},
		"three alike but for the rate": {
			[]waterfall.Tactic{option("a", "0.1", nil), option("b", "0.2", nil), option("c", "0.3", nil)},
			"10",
			[]string{"a 0 nothing 1", "b 0 nothing 2", "c 10 rest 3", "margin 30 bound 30 price 3"},
		},
		"a minimum that only opens": {
			[]waterfall.Tactic{option("a", "-0.1", func(t *waterfall.Tactic) { t.FixedCost, t.Minimum = null("40"), null("1") }), option("b", "0.2", nil)},
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
