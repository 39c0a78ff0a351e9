package loop_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
)

// oracleWeights are the weights of n touches.
func oracleWeights(a loop.Attribution, n int) []*big.Rat {
	weights := make([]*big.Rat, n)
	for i := range weights {
		weights[i] = new(big.Rat)
		switch {
		case n == 1, a.Method == loop.AttributeEven,
			a.Method == loop.AttributeFirst && i == 0, a.Method == loop.AttributeLast && i == n-1:
			weights[i].SetInt64(1)
		case a.Method != loop.AttributeWeighted:
		case i == 0:
			weights[i] = testkit.Rat(a.First.Decimal)
		case i == n-1:
			weights[i] = testkit.Rat(a.Last.Decimal)
		default:
			weights[i].Quo(testkit.Rat(a.Middle.Decimal), big.NewRat(int64(n-2), 1))
		}
	}
	return weights
}

// oracleCredit splits an amount of a day over touches, and returns what each has.
func oracleCredit(a loop.Attribution, amount decimal.NullDecimal, on partnermath.Date, touches []loop.Touch, places int32) map[string]*big.Rat {
	if !amount.Valid {
		return nil
	}
	var count []loop.Touch
	for _, t := range touches {
		if !t.Date.IsZero() && !t.Date.After(on) && (a.WindowDays == 0 || on.DaysSince(t.Date) <= a.WindowDays) {
			count = append(count, t)
		}
	}
	if len(count) == 0 {
		return map[string]*big.Rat{"": testkit.Rat(amount.Decimal)}
	}
	slices.SortFunc(count, func(x, y loop.Touch) int { return cmp.Or(x.Date.Compare(y.Date), cmp.Compare(x.ID, y.ID)) })
	credits := map[string]*big.Rat{}
	for i, part := range testkit.LargestRemainder(testkit.Rat(amount.Decimal), oracleWeights(a, len(count)), places) {
		credits[count[i].ID] = part
	}
	return credits
}

func ratOf(d decimal.NullDecimal) string {
	if !d.Valid {
		return "null"
	}
	return testkit.Rat(d.Decimal).RatString()
}

func TestAttributeAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := loop.Attribution{
			Currency: rapid.SampledFrom([]string{"USD", "JPY"}).Draw(t, "currency"),
			Method:   rapid.SampledFrom(loop.AttributeEven.Values()).Draw(t, "method"), WindowDays: rapid.SampledFrom([]int{0, 3, 8}).Draw(t, "window"),
		}
		if a.Method == loop.AttributeWeighted {
			weight := func(name string, low int64) decimal.NullDecimal {
				return decimal.NewNullDecimal(testkit.Decimal(low, 3, 1).Draw(t, name))
			}
			a.First, a.Middle, a.Last = weight("first", 1), weight("middle", 0), weight("last", 0)
		}
		places, _ := partnermath.MinorUnits(a.Currency)
		start := partnermath.NewDate(2026, 3, 1)
		amount := func(name string) decimal.NullDecimal {
			if rapid.IntRange(0, 3).Draw(t, name+" unknown") == 0 {
				return decimal.NullDecimal{}
			}
			return decimal.NewNullDecimal(testkit.Decimal(0, 3, places).Draw(t, name))
		}
		var opportunities []loop.Opportunity
		var touches []loop.Touch
		for i := range rapid.IntRange(0, 3).Draw(t, "opportunities") {
			o := loop.Opportunity{ID: fmt.Sprint("o", i), Pipeline: amount("pipeline"), Revenue: amount("revenue")}
			o.Created = start.AddDays(rapid.IntRange(0, 10).Draw(t, "created"))
			o.Closed = o.Created.AddDays(rapid.IntRange(0, 10).Draw(t, "closed"))
			opportunities = append(opportunities, o)
			for j := range rapid.IntRange(0, 5).Draw(t, "touches") {
				touches = append(touches, loop.Touch{
					ID: fmt.Sprint("t", i, 9-j), Opportunity: o.ID, Campaign: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "campaign"),
					Date: start.AddDays(rapid.IntRange(-5, 20).Draw(t, "touched")),
				})
			}
		}
		got, err := loop.Attribute(a, opportunities, touches)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			testkit.LeftOutIsNotRead(t, func() (any, error) { return loop.Attribute(a, opportunities, touches) }, &a, &opportunities)
		}()
		type sums struct{ pipeline, revenue *big.Rat }
		campaigns := map[string]sums{}
		total := sums{new(big.Rat), new(big.Rat)}
		lines := map[string]string{}
		for _, o := range opportunities {
			own := slices.DeleteFunc(slices.Clone(touches), func(t loop.Touch) bool { return t.Opportunity != o.ID })
			pipeline, revenue := oracleCredit(a, o.Pipeline, o.Created, own, places), oracleCredit(a, o.Revenue, o.Closed, own, places)
			campaignOf := map[string]string{}
			for _, t := range own {
				campaignOf[t.ID] = t.Campaign
			}
			text := func(r *big.Rat) string {
				if r == nil {
					return "null"
				}
				return r.RatString()
			}
			both := maps.Clone(pipeline)
			if both == nil {
				both = map[string]*big.Rat{}
			}
			maps.Copy(both, revenue)
			for id := range both {
				lines[o.ID+" "+id] = text(pipeline[id]) + " " + text(revenue[id])
				s, there := campaigns[campaignOf[id]]
				if !there {
					s = sums{new(big.Rat), new(big.Rat)}
					campaigns[campaignOf[id]] = s
				}
				if p := pipeline[id]; p != nil {
					s.pipeline.Add(s.pipeline, p)
					total.pipeline.Add(total.pipeline, p)
				}
				if r := revenue[id]; r != nil {
					s.revenue.Add(s.revenue, r)
					total.revenue.Add(total.revenue, r)
				}
			}
		}
		credited := map[string]string{}
		for _, l := range got.Lines {
			if l.Pipeline.Valid || l.Revenue.Valid {
				credited[l.Opportunity+" "+l.Touch] = ratOf(l.Pipeline) + " " + ratOf(l.Revenue)
			}
		}
		if diff := testkit.Diff(lines, credited); diff != "" {
			t.Fatalf("lines (-oracle +got):\n%s", diff)
		}
		same := func(name string, want sums, c loop.Credit) {
			if want.pipeline == nil {
				want = sums{new(big.Rat), new(big.Rat)}
			}
			if want.pipeline.Cmp(testkit.Rat(c.Pipeline)) != 0 || want.revenue.Cmp(testkit.Rat(c.Revenue)) != 0 {
				t.Fatalf("%s: got %s and %s, want %s and %s", name, c.Pipeline, c.Revenue, want.pipeline.RatString(), want.revenue.RatString())
			}
		}
		same("in all", total, got.Total)
		same("unattributed", campaigns[""], got.Unattributed)
		for _, c := range got.Campaigns {
			same(c.Campaign, campaigns[c.Campaign], c)
			delete(campaigns, c.Campaign)
		}
		delete(campaigns, "")
		if len(campaigns) > 0 {
			t.Fatalf("no credit for %v", campaigns)
		}
	})
}
