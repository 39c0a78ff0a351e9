package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func quarterPolicy() pipeline.DealPolicy {
	return pipeline.DealPolicy{
		Currency: "USD", Target: null("1000000"), StaleAfter: 30,
		Period: partnermath.Period{Start: partnermath.NewDate(2026, 7, 1), End: partnermath.NewDate(2026, 10, 1)},
		Stages: []pipeline.DealStage{
			{ID: "qualified", Probability: null("0.1")}, {ID: "proposal", Probability: null("0.5")}, {ID: "verbal", Probability: null("0.9")},
		},
		CoverageTargets: []pipeline.CoverageTarget{
			{Name: "total", Basis: pipeline.ValueRaw, Times: null("2")},
			{Name: "risk-adjusted", Basis: pipeline.ValueWeighted, Times: null("1")},
		},
	}
}

// manyDeals makes deals of 100 partners that end and stand in every way.
func manyDeals(n int) []pipeline.Deal {
	deals := make([]pipeline.Deal, n)
	created := partnermath.NewDate(2026, 5, 1)
	for i := range deals {
		d := pipeline.Deal{
			ID: fmt.Sprintf("deal-%07d", i), Partner: fmt.Sprint("partner-", i%100), Region: fmt.Sprint("region-", i%7),
			Product: fmt.Sprint("product-", i%13), Currency: "USD", Amount: partnermath.Num(int64(100_000+i*7919%9_000_000), 2),
			Stage: []string{"qualified", "proposal", "verbal"}[i%3], Created: created.AddDays(i % 60),
			LastActivity: created.AddDays(i%60 + i%31), ExpectedClose: created.AddDays(90 + i%100),
		}
		switch i % 10 {
		case 0, 1:
			d.Outcome, d.Closed = pipeline.DealWon, d.Created.AddDays(20)
		case 2:
			d.Outcome, d.Closed = pipeline.DealLost, d.Created.AddDays(30)
		case 3:
			d.Probability, d.Reliability = null("0.35"), null("0.8")
		}
		deals[i] = d
	}
	return deals
}

// BenchmarkDealsAdd streams deals, checks included; ns/op is the time of one. Beside
// it, the bare sums of the same deals in decimals.
func BenchmarkDealsAdd(b *testing.B) {
	deals, asOf := manyDeals(10_000), partnermath.NewDate(2026, 8, 1)
	b.Run("tally", func(b *testing.B) {
		tally, err := pipeline.NewDealTally(quarterPolicy(), asOf)
		if err != nil {
			b.Fatal(err)
		}
		i := 0
		b.ReportAllocs()
		for b.Loop() {
			if err := tally.Add(deals[i%len(deals)]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	b.Run("baseline-decimal", func(b *testing.B) {
		chances := map[string]decimal.Decimal{}
		for _, s := range quarterPolicy().Stages {
			chances[s.ID] = s.Probability.Decimal
		}
		var open, weighted, won decimal.Decimal
		groups := make(map[string]decimal.Decimal)
		i := 0
		b.ReportAllocs()
		for b.Loop() {
			d := &deals[i%len(deals)]
			i++
			switch {
			case d.Outcome == pipeline.DealWon:
				won = won.Add(d.Amount.Decimal)
				continue
			case d.Outcome != "":
				continue
			}
			chance := chances[d.Stage]
			if d.Probability.Valid {
				chance = d.Probability.Decimal
			}
			if d.Reliability.Valid {
				chance = chance.Mul(d.Reliability.Decimal)
			}
			open, weighted = open.Add(d.Amount.Decimal), weighted.Add(d.Amount.Decimal.Mul(chance).Round(2))
			for _, id := range []string{d.Partner, d.Region, d.Product} {
				groups[id] = groups[id].Add(d.Amount.Decimal)
			}
		}
	})
}
