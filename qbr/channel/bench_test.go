package channel_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/channel"
)

// manyRecords are those of 25,000 partners in 40 quarters and one currency, at most.
func manyRecords(n int) []channel.Record {
	rng := rand.New(rand.NewPCG(1, 2))
	money := func(most int64) decimal.NullDecimal { return partnermath.Num(rng.Int64N(most), 2) }
	records := make([]channel.Record, n)
	for i := range records {
		p := i % 25_000
		r := channel.Record{
			Partner: fmt.Sprintf("partner-%05d", p), Tier: fmt.Sprintf("tier-%d", p%4), Region: fmt.Sprintf("region-%d", p%8), Currency: "USD",
			Quarter: partnermath.Quarter{Year: 2017 + i/100_000, Number: 1 + i/25_000%4},
			Plan:    money(100_000_000), DirectCost: money(20_000_000),
			Sourced: money(50_000_000), Influenced: money(50_000_000), Attached: money(50_000_000),
		}
		for _, kind := range []string{"discounts", "rebates", "mdf", "people"} {
			r.Spend = append(r.Spend, channel.Spend{Kind: kind, Amount: money(5_000_000)})
		}
		for j := range 2 {
			revenue := rng.Int64N(50_000_000)
			r.Outcomes = append(r.Outcomes, channel.Outcome{
				Revenue: partnermath.Num(revenue, 2), CostOfGoods: partnermath.Num(revenue/2, 2), Baseline: partnermath.Num(revenue*3/4, 2),
				Tags: []channel.Tag{{Kind: "mdf", Share: partnermath.Num(3, 1)}, {Kind: "rebates", Share: partnermath.Num(int64(5-j), 1)}},
			})
		}
		records[i] = r
	}
	return records
}

func decade() channel.Policy {
	p := channel.Policy{
		Period: channel.Span{From: partnermath.Quarter{Year: 2021, Number: 1}, Through: partnermath.Quarter{Year: 2026, Number: 4}},
		Before: channel.Span{From: partnermath.Quarter{Year: 2017, Number: 1}, Through: partnermath.Quarter{Year: 2020, Number: 4}},
		Bands:  []decimal.NullDecimal{partnermath.Num(5, 1), partnermath.Int(1)}, Top: 10,
	}
	for _, kind := range []string{"discounts", "rebates", "mdf", "rewards", "people", "enablement"} {
		p.Kinds = append(p.Kinds, channel.Kind{ID: kind, Treatment: channel.TreatedAsCost})
	}
	p.Kinds[1].Treatment = channel.TreatedAsContra
	return p
}

// BenchmarkMillion rolls up a million records; ns/op is the time of all. Beside it, bare sums
// of the same records in decimals.
func BenchmarkMillion(b *testing.B) {
	records := manyRecords(1_000_000)
	policy := decade()
	b.Run("tally", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			tallied(b, policy, records)
		}
	})
	b.Run("two-tallies", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var halves [2]*channel.Tally
			var both sync.WaitGroup
			for i := range halves {
				both.Go(func() { halves[i] = tallied(b, policy, records[i*len(records)/2:][:len(records)/2]) })
			}
			both.Wait()
			if err := halves[0].Merge(halves[1]); err != nil {
				b.Fatal(err)
			}
			if _, err := halves[0].Result(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("converted", func(b *testing.B) {
		policy := decade()
		policy.ConvertTo = "EUR"
		policy.Rates = []channel.Rate{{From: "USD", To: "EUR", Rate: partnermath.Num(91234, 5), Date: partnermath.NewDate(2016, 1, 1)}}
		b.ReportAllocs()
		for b.Loop() {
			tallied(b, policy, records)
		}
	})
	b.Run("batch", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := channel.RollUp(policy, records); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("plain-sums", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			plainSums(records)
		}
	})
}

func tallied(b *testing.B, p channel.Policy, records []channel.Record) *channel.Tally {
	t, err := channel.NewTally(p)
	if err != nil {
		b.Fatal(err)
	}
	for i := range records {
		if err := t.Add(records[i]); err != nil {
			b.Error(err)
			break
		}
	}
	if _, err := t.Result(); err != nil {
		b.Error(err)
	}
	return t
}

// plainSums checks nothing and rounds nothing: sums by kind, partner, tier and region.
func plainSums(records []channel.Record) {
	type sums struct{ revenue, spend decimal.Decimal }
	kinds, partners, tiers, regions := map[string]*sums{}, map[string]*sums{}, map[string]*sums{}, map[string]*sums{}
	at := func(m map[string]*sums, id string) *sums {
		if m[id] == nil {
			m[id] = &sums{}
		}
		return m[id]
	}
	for i := range records {
		r := &records[i]
		of := [...]*sums{at(partners, r.Partner), at(tiers, r.Tier), at(regions, r.Region)}
		for _, s := range r.Spend {
			kind := at(kinds, s.Kind)
			kind.spend = kind.spend.Add(s.Amount.Decimal)
			for _, o := range of {
				o.spend = o.spend.Add(s.Amount.Decimal)
			}
		}
		for _, outcome := range r.Outcomes {
			for _, o := range of {
				o.revenue = o.revenue.Add(outcome.Revenue.Decimal)
			}
			margin := outcome.Revenue.Decimal.Sub(outcome.CostOfGoods.Decimal)
			for _, tag := range outcome.Tags {
				kind := at(kinds, tag.Kind)
				kind.revenue = kind.revenue.Add(margin.Mul(tag.Share.Decimal))
			}
		}
	}
}
