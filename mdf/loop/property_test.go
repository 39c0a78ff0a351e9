package loop_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
)

// drawn draws campaigns out of few values, so that they meet, with figures that are often unknown.
func drawn(t *rapid.T, label string, partners []string) []loop.Campaign {
	among := func(values ...string) string { return rapid.SampledFrom(values).Draw(t, "value") }
	figure := func(low, high int64, places int32) decimal.NullDecimal {
		return decimal.NullDecimal{
			Decimal: testkit.Decimal(low, high, places).Draw(t, "figure"), Valid: rapid.IntRange(0, 3).Draw(t, "known") > 0,
		}
	}
	side := func() loop.Return {
		return loop.Return{
			Outcome: partnermath.Outcome{
				Currency: "USD", Leads: figure(0, 50, 4), MQLs: figure(0, 20, 0), SQLs: figure(0, 5, 1),
				Pipeline: figure(0, 1000, 2), Revenue: figure(-10, 300, 2), Margin: figure(-10, 100, 2),
			},
			VendorMoney: figure(0, 3, 0), TotalCost: figure(0, 10, 2),
		}
	}
	all := make([]loop.Campaign, rapid.IntRange(0, 12).Draw(t, label))
	for i := range all {
		all[i] = loop.Campaign{
			ID: fmt.Sprint(label, i), Tactic: among("", "ads", "fair"), Partner: among(partners...), Agency: among("", "x"),
			Region: among("", "emea", "apac"), Forecast: side(), Actual: side(),
		}
		all[i].Quarter.Year, all[i].Quarter.Number = 2026, rapid.IntRange(1, 4).Draw(t, "quarter")
	}
	return all
}

// plus adds figures as far as they add up: counts, sums, and what ratios are of.
func plus(f, g loop.Figures) loop.Figures {
	f.Campaigns += g.Campaigns
	add := func(to *decimal.NullDecimal, d decimal.NullDecimal) {
		if d.Valid {
			*to = decimal.NewNullDecimal(to.Decimal.Add(d.Decimal))
		}
	}
	more := figuresOf(&g)
	for i, to := range figuresOf(&f) {
		to.Forecasts, to.Actuals, to.Both = to.Forecasts+more[i].Forecasts, to.Actuals+more[i].Actuals, to.Both+more[i].Both
		add(&to.Forecast, more[i].Forecast)
		add(&to.Actual, more[i].Actual)
		add(&to.Base, more[i].Base)
		add(&to.Variance, more[i].Variance)
		to.Attainment = decimal.NullDecimal{}
		if to.Base.Valid && to.Base.Decimal.IsPositive() {
			to.Attainment = ratio(decimal.NewNullDecimal(to.Base.Decimal.Add(to.Variance.Decimal)), to.Base, 4)
		}
	}
	for s, to := range []*loop.Ratios{&f.Forecast, &f.Actual} {
		of := []*loop.Ratios{&g.Forecast, &g.Actual}[s]
		yields := yieldsOf(of)
		for i, y := range yieldsOf(to) {
			y.Campaigns += yields[i].Campaigns
			add(&y.Return, yields[i].Return)
			add(&y.Money, yields[i].Money)
			y.Multiple = ratio(y.Return, y.Money, 4)
			y.ROI = ratio(decimal.NewNullDecimal(y.Return.Decimal.Sub(y.Money.Decimal)), y.Money, 4)
		}
		for i, q := range []*loop.Quotient{&to.Leverage, &to.CostPerLead} {
			other := []*loop.Quotient{&of.Leverage, &of.CostPerLead}[i]
			q.Campaigns += other.Campaigns
			add(&q.Of, other.Of)
			add(&q.By, other.By)
			q.Value = ratio(q.Of, q.By, []int32{4, 2}[i])
		}
	}
	return f
}

func ratio(of, by decimal.NullDecimal, places int32) decimal.NullDecimal {
	if !by.Valid || by.Decimal.IsZero() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(new(big.Rat).Quo(testkit.Rat(of.Decimal), testkit.Rat(by.Decimal)), places))
}

func figuresOf(f *loop.Figures) []*loop.Figure {
	return []*loop.Figure{&f.Leads, &f.MQLs, &f.SQLs, &f.Pipeline, &f.Revenue, &f.Margin, &f.VendorMoney, &f.TotalCost}
}

func yieldsOf(r *loop.Ratios) []*loop.Yield {
	return []*loop.Yield{&r.RevenueByVendorMoney, &r.RevenueByTotalCost, &r.MarginByVendorMoney, &r.MarginByTotalCost}
}

// The campaigns add up to the total, and so do the rows of every group, ratios included: they
// are those of the sums. The order of campaigns changes no group.
func checkLoop(t *rapid.T) {
	policy := loop.Policy{
		Currency: "USD", GroupBy: loop.ByTactic.Values(), Alike: []loop.Dimension{loop.ByTactic, loop.ByRegion},
		RankBy:        rapid.SampledFrom(append(loop.MarginByVendorMoney.Values(), "")).Draw(t, "measure"),
		MinimumVolume: rapid.IntRange(0, 3).Draw(t, "volume"), MinimumROI: partnermath.Num(5, 1),
	}
	campaigns, direct := drawn(t, "campaigns", []string{"", "acme", "bolt"}), drawn(t, "direct", []string{""})
	l := verify(t, policy, campaigns, direct)
	same := func(what string, want, got any) {
		if diff := testkit.Diff(want, got); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", what, diff)
		}
	}
	var channel, own loop.Figures
	for _, line := range l.Campaigns {
		channel = plus(channel, line.Figures)
	}
	for _, line := range l.Direct {
		own = plus(own, line.Figures)
	}
	same("campaigns", l.Total.Channel, channel)
	same("direct", l.Total.Direct, own)
	for _, g := range l.Groups {
		var channel, own loop.Figures
		for _, r := range g.Rows {
			channel, own = plus(channel, r.Channel), plus(own, r.Direct)
		}
		same(string(g.By), l.Total.Channel, channel)
		if g.By != loop.ByPartner {
			same(string(g.By), l.Total.Direct, own)
		}
		checkRanks(t, &policy, g.Rows)
	}
	again := verify(t, policy, rapid.Permutation(campaigns).Draw(t, "order"), rapid.Permutation(direct).Draw(t, "order"))
	same("groups in another order", l.Groups, again.Groups)
	same("alike in another order", l.Alike, again.Alike)
}

// checkRanks holds rows to what is published of their measure.
func checkRanks(t *rapid.T, policy *loop.Policy, rows []loop.Row) {
	measured := func(r *loop.Row) loop.Yield {
		switch a := &r.Channel.Actual; policy.RankBy {
		case loop.MarginByTotalCost:
			return a.MarginByTotalCost
		case loop.RevenueByVendorMoney:
			return a.RevenueByVendorMoney
		case loop.RevenueByTotalCost:
			return a.RevenueByTotalCost
		default:
			return a.MarginByVendorMoney
		}
	}
	for i := range rows {
		r, y := &rows[i], measured(&rows[i])
		enough := r.Value != "" && y.Campaigns >= max(1, policy.MinimumVolume) && y.ROI.Valid
		if enough != (r.Rank > 0) || enough != (r.Reason == "") || r.Worked && !enough {
			t.Fatalf("rank %d for %q of %d campaigns, ROI %v", r.Rank, r.Value, y.Campaigns, y.ROI)
		}
		if r.Rank > i+1 || enough && i > 0 && (rows[i-1].Rank == 0 || rows[i-1].Rank > r.Rank) {
			t.Fatalf("rank %d at %d", r.Rank, i)
		}
		if enough && i > 0 && measured(&rows[i-1]).ROI.Decimal.LessThan(y.ROI.Decimal) {
			t.Fatalf("%v ranks behind %v", y.ROI, measured(&rows[i-1]).ROI)
		}
	}
}

func TestLoopAddsUp(t *testing.T) { rapid.Check(t, checkLoop) }

func FuzzLoop(f *testing.F) { f.Fuzz(rapid.MakeFuzz(checkLoop)) }

// Credit adds up to at most what there is, and to all of it where nothing is found wrong.
func TestCreditAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := loop.Attribution{
			Currency: rapid.SampledFrom([]string{"USD", "JPY"}).Draw(t, "currency"), Method: rapid.SampledFrom(loop.AttributeEven.Values()).Draw(t, "method"),
			WindowDays: rapid.IntRange(0, 6).Draw(t, "window"),
		}
		if a.Method == loop.AttributeWeighted {
			weight := func(low int64) decimal.NullDecimal {
				return decimal.NewNullDecimal(testkit.Decimal(low, 9, 1).Draw(t, "weight"))
			}
			a.First, a.Middle, a.Last = weight(0), weight(0), weight(1)
		}
		places, _ := partnermath.MinorUnits(a.Currency)
		day := func() partnermath.Date {
			if rapid.IntRange(0, 9).Draw(t, "no date") == 0 {
				return partnermath.Date{}
			}
			return date("03-01").AddDays(rapid.IntRange(0, 9).Draw(t, "day"))
		}
		amount := func() decimal.NullDecimal {
			return decimal.NullDecimal{Decimal: testkit.Decimal(0, 20, places).Draw(t, "amount"), Valid: rapid.Bool().Draw(t, "known")}
		}
		var deals []loop.Opportunity
		for i := range rapid.IntRange(0, 4).Draw(t, "deals") {
			deals = append(deals, loop.Opportunity{ID: fmt.Sprint(i), Created: day(), Closed: day(), Pipeline: amount(), Revenue: amount()})
		}
		var touches []loop.Touch
		for i := range rapid.IntRange(0, 15).Draw(t, "touches") {
			touches = append(touches, loop.Touch{
				ID: fmt.Sprint(i), Opportunity: fmt.Sprint(rapid.IntRange(0, 4).Draw(t, "deal")), Campaign: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "campaign"), Date: day(),
			})
		}
		c := attribute(t, a, deals, touches)
		lines, campaigns := map[string]loop.Credit{}, c.Unattributed
		var total loop.Credit
		add := func(to *loop.Credit, pipeline, revenue decimal.Decimal) {
			to.Pipeline, to.Revenue = to.Pipeline.Add(pipeline), to.Revenue.Add(revenue)
		}
		for _, l := range c.Lines {
			if l.Pipeline.Decimal.IsNegative() || l.Revenue.Decimal.IsNegative() {
				t.Fatalf("below 0: %v", l)
			}
			of := lines[l.Opportunity]
			add(&of, l.Pipeline.Decimal, l.Revenue.Decimal)
			lines[l.Opportunity] = of
			add(&total, l.Pipeline.Decimal, l.Revenue.Decimal)
		}
		for _, of := range c.Campaigns {
			add(&campaigns, of.Pipeline, of.Revenue)
		}
		for what, sum := range map[string]loop.Credit{"lines": total, "campaigns": campaigns} {
			if !sum.Pipeline.Equal(c.Total.Pipeline) || !sum.Revenue.Equal(c.Total.Revenue) {
				t.Fatalf("%s add up to %v of %v", what, sum, c.Total)
			}
		}
		for _, o := range deals {
			known := func(amount decimal.NullDecimal, on partnermath.Date) decimal.Decimal {
				backwards := !o.Created.IsZero() && !o.Closed.IsZero() && o.Closed.Before(o.Created)
				if !amount.Valid || on.IsZero() || backwards {
					return decimal.Decimal{}
				}
				return amount.Decimal
			}
			got := lines[o.ID]
			if !got.Pipeline.Equal(known(o.Pipeline, o.Created)) || !got.Revenue.Equal(known(o.Revenue, o.Closed)) {
				t.Fatalf("%v of %v", got, o)
			}
		}
	})
}
