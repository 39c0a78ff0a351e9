package channel_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// drawPolicy draws one with kinds of both treatments and rates to euros.
func drawPolicy(t *rapid.T) channel.Policy {
	p := one()
	for i := range p.Kinds {
		p.Kinds[i].Treatment = rapid.SampledFrom(channel.TreatedAsCost.Values()).Draw(t, "treatment")
	}
	if rapid.IntRange(0, 4).Draw(t, "alone") == 0 {
		p.Before = channel.Span{}
	}
	p.Counts = rapid.SampledFrom([][]channel.Role{nil, {channel.Sourced}, {channel.Influenced, channel.Attached}}).Draw(t, "counts")
	p.Bands = rapid.SampledFrom([][]decimal.NullDecimal{nil, {number("0.5"), number("1")}}).Draw(t, "bands")
	for _, g := range []channel.GroupPlan{{Currency: "JPY"}, {Currency: "USD", Tier: "gold"}, {Currency: "USD", Region: "emea"}} {
		if g.Amount = null(testkit.Decimal(0, 300, 0).Draw(t, "plan")); rapid.IntRange(0, 4).Draw(t, "planned") == 0 {
			p.Plans = append(p.Plans, g)
		}
	}
	p.Top = rapid.IntRange(0, 3).Draw(t, "top")
	if p.ConvertTo = rapid.SampledFrom([]string{"", "EUR", "EUR"}).Draw(t, "to"); p.ConvertTo == "" {
		return p
	}
	for _, from := range []string{"USD", "JPY"} {
		for _, on := range []string{"2025-01-01", "2025-12-31", "2026-09-30"} {
			if rapid.IntRange(0, 9).Draw(t, "rated") > 0 {
				p.Rates = append(p.Rates, channel.Rate{From: from, To: "EUR", Rate: null(testkit.Decimal(1, 3, 3).Draw(t, "rate")), Date: day(on)})
			}
		}
	}
	return p
}

// drawRecords draws records of few partners, so that they meet, with figures that are often
// unknown.
func drawRecords(t *rapid.T, currencies ...string) []channel.Record {
	var all []channel.Record
	for _, partner := range []string{"acme", "bolt", "coop", "dash"} {
		for _, currency := range currencies {
			for _, q := range []string{"2026-Q3", "2025-Q3", "2026-Q2"} {
				if rapid.IntRange(0, 2).Draw(t, "sold") > 0 {
					all = append(all, drawRecord(t, partner, currency, q))
				}
			}
		}
	}
	return all
}

func drawRecord(t *rapid.T, partner, currency, q string) channel.Record {
	places, _ := partnermath.MinorUnits(currency)
	among := func(values ...string) string { return rapid.SampledFrom(values).Draw(t, "value") }
	figure := func(low, high int64) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: testkit.Decimal(low, high, places).Draw(t, "figure"), Valid: rapid.IntRange(0, 3).Draw(t, "known") > 0}
	}
	given := func(low, high int64) decimal.NullDecimal {
		return null(testkit.Decimal(low, high, places).Draw(t, "given"))
	}
	r := channel.Record{
		Partner: partner, Quarter: quarter(q), Currency: currency, Tier: among("", "gold", "silver"), Region: among("", "emea"),
		DirectCost: figure(0, 50), Plan: figure(0, 300), Sourced: figure(0, 100), Influenced: figure(0, 100), Attached: figure(0, 100),
		Overlay: figure(0, 100),
	}
	kinds := []string{"mdf", "rebates", "people"}
	for _, kind := range kinds {
		if rapid.Bool().Draw(t, "spent") {
			r.Spend = append(r.Spend, channel.Spend{Kind: kind, Amount: given(-3, 30)})
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "outcomes") {
		o := channel.Outcome{Revenue: given(-20, 200), CostOfGoods: figure(-10, 150), Baseline: figure(0, 200)}
		for _, kind := range kinds {
			if rapid.Bool().Draw(t, "tagged") {
				o.Tags = append(o.Tags, channel.Tag{Kind: kind, Share: rapid.SampledFrom([]decimal.NullDecimal{number("0.1"), number("0.3"), number("0.33333333")}).Draw(t, "share")})
			}
		}
		r.Outcomes = append(r.Outcomes, o)
	}
	return r
}

// Any partition of the records, merged in any order, gives the same bytes, which are those of
// the batch; and what is merged stays as it is.
func checkPartition(t *rapid.T) {
	p := drawPolicy(t)
	all := drawRecords(t, "USD", "JPY", "EUR")
	want := testkit.JSON(t, rollUp(t, p, all))
	tallies := []*channel.Tally{newTally(t, p), newTally(t, p), newTally(t, p), newTally(t, p)}
	for _, r := range rapid.Permutation(all).Draw(t, "order") {
		add(t, tallies[rapid.IntRange(0, 3).Draw(t, "worker")], r)
	}
	order := rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "merges")
	into := tallies[order[0]]
	for _, i := range order[1:] {
		before := testkit.JSON(t, result(t, tallies[i]))
		if err := into.Merge(tallies[i]); err != nil {
			t.Fatal(err)
		}
		if after := testkit.JSON(t, result(t, tallies[i])); before != after {
			t.Fatalf("the other tally changed from\n%s\nto\n%s", before, after)
		}
	}
	if got := testkit.JSON(t, result(t, into)); got != want {
		t.Fatalf("want\n%s\ngot\n%s", want, got)
	}
	checkReport(t, rollUp(t, p, all), all)
}

func TestPartition(t *testing.T) { rapid.Check(t, checkPartition) }

func FuzzPartition(f *testing.F) { f.Fuzz(rapid.MakeFuzz(checkPartition)) }

// checkReport holds a report to what adds up in it.
func checkReport(t *rapid.T, r channel.Report, all []channel.Record) {
	accounts := slices.Clone(r.Accounts)
	if r.Converted != nil {
		accounts = append(accounts, *r.Converted)
	}
	same := func(what string, want, got decimal.Decimal) {
		if !want.Equal(got) {
			t.Fatalf("%s: %s is not %s", what, got, want)
		}
	}
	for i := range accounts {
		a := &accounts[i]
		lines := append(slices.Clone(a.Kinds), a.Untagged)
		var spend decimal.Decimal
		var amounts [4]decimal.Decimal
		for _, l := range lines {
			spend = spend.Add(l.Spend)
			for m, y := range yields(&l) {
				amounts[m] = amounts[m].Add(y.Amount.Decimal)
			}
		}
		same("spend", a.Total.Spend, spend)
		for m, y := range yields(&a.Total) {
			same("yield", y.Amount.Decimal, amounts[m])
		}
		same("cost and contra", spend, a.Cost.Cost.Add(a.Cost.Contra))
		same("revenue", a.Total.Revenue.Amount.Decimal, a.Cost.Revenue)
		for _, parts := range [][]channel.Cost{a.Tiers, a.Regions} {
			sum := channel.Cost{Partners: a.Cost.Partners}
			var actual, members decimal.Decimal
			for _, c := range parts {
				actual = actual.Add(c.Attainment.Actual.Decimal)
				members = members.Add(c.Attainment.Members.Decimal)
				sum.Records += c.Records
				sum.Revenue, sum.Cost, sum.Contra = sum.Revenue.Add(c.Revenue), sum.Cost.Add(c.Cost), sum.Contra.Add(c.Contra)
			}
			same("parts", a.Cost.Revenue.Add(a.Cost.Cost).Add(a.Cost.Contra), sum.Revenue.Add(sum.Cost).Add(sum.Contra))
			same("members", a.Cost.Attainment.Members.Decimal, members)
			if a.Cost.Attainment.Actual.Valid {
				same("actual", a.Cost.Attainment.Actual.Decimal, actual)
			}
			if sum.Records != a.Cost.Records {
				t.Fatalf("%d of %d records", sum.Records, a.Cost.Records)
			}
		}
		banded := a.Attainment.Unknown
		for _, b := range a.Attainment.Bands {
			banded += b.Partners
		}
		if banded != a.Partners {
			t.Fatalf("%d of %d partners in bands", banded, a.Partners)
		}
	}
	for i := range r.Accounts {
		var revenue decimal.Decimal
		for _, record := range all {
			if record.Currency == r.Accounts[i].Currency && record.Quarter == r.Period.From {
				for _, o := range record.Outcomes {
					revenue = revenue.Add(o.Revenue.Decimal)
				}
			}
		}
		same("what was sold", revenue, r.Accounts[i].Cost.Revenue)
	}
}

func yields(l *channel.Line) []*channel.Yield {
	return []*channel.Yield{&l.Revenue, &l.Margin, &l.IncrementalRevenue, &l.IncrementalMargin}
}

// What is converted to its own currency stays as it is, rates of others or none.
func TestConversionToItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(t)
		p.Plans = nil
		if p.ConvertTo = "EUR"; p.Rates == nil {
			p.Rates = []channel.Rate{{From: "USD", To: "EUR", Rate: number("2"), Date: day("2025-01-01")}}
		}
		r := rollUp(t, p, drawRecords(t, "EUR"))
		if len(r.Accounts) == 0 {
			return
		}
		if want, got := testkit.JSON(t, r.Accounts[0]), testkit.JSON(t, r.Converted); want != got {
			t.Fatalf("want\n%s\ngot\n%s", want, got)
		}
	})
}

// No line of a kind changes when the records of others come in another order, their tags
// included.
func TestReordering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, all := drawPolicy(t), drawRecords(t, "USD")
		want := testkit.JSON(t, rollUp(t, p, all))
		other := rapid.Permutation(all).Draw(t, "order")
		for i := range other {
			other[i].Spend = rapid.Permutation(other[i].Spend).Draw(t, "spend")
			other[i].Outcomes = slices.Clone(other[i].Outcomes)
			for j := range other[i].Outcomes {
				other[i].Outcomes[j].Tags = rapid.Permutation(other[i].Outcomes[j].Tags).Draw(t, "tags")
			}
		}
		if got := testkit.JSON(t, rollUp(t, p, other)); got != want {
			t.Fatalf("want\n%s\ngot\n%s", want, got)
		}
	})
}

// What is spent on another kind changes nothing of a kind.
func TestKindsAreApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := one()
		p.Before, p.Kinds[1].Treatment = channel.Span{}, channel.TreatedAsCost
		all := drawRecords(t, "USD")
		mdf := func() channel.Line { return rollUp(t, p, all).Accounts[0].Kinds[0] }
		if len(all) == 0 || all[0].Quarter != quarter("2026-Q3") {
			return
		}
		want := mdf()
		for i := range all {
			all[i].Spend = slices.DeleteFunc(all[i].Spend, func(s channel.Spend) bool { return s.Kind == "people" })
		}
		if diff := testkit.Diff(want, mdf()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// Deals conserve money: with weights, each role credits every deal once; without, overlap is
// what is credited more than once.
func TestDealsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weighted := rapid.Bool().Draw(t, "weighted")
		p := drawPolicy(t)
		p.Plans = nil
		type deal struct {
			amount decimal.NullDecimal
			role   channel.Role
		}
		var deals []deal
		for range rapid.IntRange(1, 4).Draw(t, "deals") {
			deals = append(deals, deal{null(testkit.Decimal(0, 90, 0).Draw(t, "amount")), rapid.SampledFrom(channel.Sourced.Values()).Draw(t, "role")})
		}
		var all []channel.Record
		for _, partner := range []string{"acme", "bolt", "coop"} {
			r := channel.Record{Partner: partner, Quarter: quarter("2026-Q3"), Currency: "JPY", Deals: []channel.Deal{}}
			for i, d := range deals {
				if partner != "acme" && rapid.Bool().Draw(t, "part") {
					continue
				}
				of := channel.Deal{ID: fmt.Sprint("deal ", i), Amount: d.amount, Role: d.role}
				if weighted {
					of.Weight = number(rapid.SampledFrom([]string{"1", "2", "0.5"}).Draw(t, "weight"))
				}
				r.Deals = append(r.Deals, of)
			}
			all = append(all, r)
		}
		r := rollUp(t, p, rapid.Permutation(all).Draw(t, "order"))
		accounts := r.Accounts
		if r.Converted != nil {
			accounts = append(accounts, *r.Converted)
		}
		for _, a := range accounts {
			credited := decimal.Decimal{}
			for _, c := range append(a.Roles, a.Deals) {
				if credited = credited.Add(c.Credited); weighted && !c.Overlap.Decimal.IsZero() || c.Overlap.Decimal.IsNegative() || !c.Overlap.Valid {
					t.Fatalf("%s: overlap %s", c.Role, show(c.Overlap))
				}
			}
			if !credited.Equal(a.Deals.Credited.Add(a.Deals.Credited)) || a.Deals.Deals.Decimal.IntPart() != int64(len(deals)) {
				t.Fatalf("%s credited, %s in all of %s deals", credited, a.Deals.Credited, show(a.Deals.Deals))
			}
		}
	})
}
