package loop_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf/loop"
)

// manyCampaigns are those of 1,000 partners, some of which reported nothing.
func manyCampaigns(n int) []loop.Campaign {
	rng := rand.New(rand.NewPCG(1, 2))
	side := func() loop.Return {
		leads, vendor := rng.Int64N(200), rng.Int64N(1_000_000)
		return loop.Return{
			Outcome: partnermath.Outcome{
				Currency: "USD", Owner: partnermath.OwnerVendor, Leads: partnermath.Int(leads), MQLs: partnermath.Int(leads / 2), SQLs: partnermath.Int(leads / 5),
				Pipeline: partnermath.Num(rng.Int64N(20_000_000), 2), Revenue: partnermath.Num(rng.Int64N(5_000_000), 2), Margin: partnermath.Num(rng.Int64N(2_000_000), 2),
			},
			VendorMoney: partnermath.Num(vendor, 2), TotalCost: partnermath.Num(2*vendor, 2),
		}
	}
	all := make([]loop.Campaign, n)
	for i := range all {
		all[i] = loop.Campaign{
			ID: fmt.Sprintf("request-%d", i), Tactic: fmt.Sprintf("tactic-%d", i%12), Partner: fmt.Sprintf("partner-%d", i%1000),
			Agency: fmt.Sprintf("agency-%d", i%20), Region: fmt.Sprintf("region-%d", i%8),
			Quarter: partnermath.Quarter{Year: 2026, Number: 1 + i%4}, Forecast: side(),
		}
		if i%5 > 0 {
			all[i].Actual = side()
		}
	}
	return all
}

func BenchmarkVerify(b *testing.B) {
	policy := loop.Policy{Currency: "USD", GroupBy: loop.ByTactic.Values(), Alike: []loop.Dimension{loop.ByTactic, loop.ByRegion}, MinimumVolume: 3}
	campaigns, direct := manyCampaigns(10_000), manyCampaigns(100)
	for i := range direct {
		direct[i].Partner = ""
	}
	b.Run("loop", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := loop.Verify(policy, campaigns, direct); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The sums alone, by each dimension, of what is known, and a multiple of each.
	b.Run("plain-sums", func(b *testing.B) {
		b.ReportAllocs()
		type sums struct{ leads, pipeline, revenue, margin, vendor, total decimal.Decimal }
		for b.Loop() {
			for by := range 5 {
				groups := map[string]*sums{}
				for i := range campaigns {
					c := &campaigns[i]
					key := [...]string{c.Tactic, c.Partner, c.Agency, c.Region, fmt.Sprint(c.Quarter.Number)}[by]
					if groups[key] == nil {
						groups[key] = &sums{}
					}
					s := groups[key]
					for _, r := range [...]*loop.Return{&c.Forecast, &c.Actual} {
						s.leads, s.pipeline, s.revenue = s.leads.Add(r.Leads.Decimal), s.pipeline.Add(r.Pipeline.Decimal), s.revenue.Add(r.Revenue.Decimal)
						s.margin, s.vendor, s.total = s.margin.Add(r.Margin.Decimal), s.vendor.Add(r.VendorMoney.Decimal), s.total.Add(r.TotalCost.Decimal)
					}
				}
				for _, s := range groups {
					_ = s.margin.Mul(decimal.NewFromInt(10_000)).Sub(s.vendor)
				}
			}
		}
	})
}

func BenchmarkAttribute(b *testing.B) {
	a := weighting()
	var deals []loop.Opportunity
	var touches []loop.Touch
	for i := range 10_000 {
		o := loop.Opportunity{
			ID: fmt.Sprintf("deal-%d", i), Created: date("06-01"), Closed: date("08-01"), Pipeline: partnermath.Num(int64(i)*777, 2), Revenue: partnermath.Num(int64(i)*555, 2),
		}
		deals = append(deals, o)
		for j := range 6 {
			touches = append(touches, loop.Touch{
				ID: fmt.Sprintf("touch-%d-%d", i, j), Opportunity: o.ID, Campaign: fmt.Sprintf("campaign-%d", (i+j)%500), Date: date("07-20").AddDays(-15 * j),
			})
		}
	}
	b.Run("attribute", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := loop.Attribute(a, deals, touches); err != nil {
				b.Fatal(err)
			}
		}
	})
	// An even split of each amount over all touches, which loses cents.
	b.Run("plain-split", func(b *testing.B) {
		b.ReportAllocs()
		six := decimal.NewFromInt(6)
		for b.Loop() {
			credits := map[string]decimal.Decimal{}
			at := map[string]*loop.Opportunity{}
			for i := range deals {
				at[deals[i].ID] = &deals[i]
			}
			for _, t := range touches {
				o := at[t.Opportunity]
				credits[t.Campaign] = credits[t.Campaign].Add(o.Pipeline.Decimal.DivRound(six, 2)).Add(o.Revenue.Decimal.DivRound(six, 2))
			}
		}
	})
}
