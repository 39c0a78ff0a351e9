package waterfall_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// laggedFunnel is a funnel of five stages of the vocabulary, won over months.
func laggedFunnel() waterfall.Funnel {
	return waterfall.Funnel{Currency: "USD", DealSize: null("25000"), MarginRate: null("0.3"), Stages: []waterfall.FunnelStage{
		{ID: "response", CountsAs: partnermath.StageInquiry},
		{ID: "mql", CountsAs: partnermath.StageMQL, Rate: null("0.15")},
		{ID: "sql", CountsAs: partnermath.StageSQL, Rate: null("0.4"), Lag: decimals("0.7", "0.3")},
		{ID: "opportunity", CountsAs: partnermath.StageOpportunity, Rate: null("0.5"), Lag: decimals("0.5", "0.3", "0.2")},
		{ID: "won", CountsAs: partnermath.StageWon, Per: null("4"), Lag: decimals("0.1", "0.3", "0.3", "0.2", "0.1")},
	}}
}

// laggedCampaign is a campaign of one quarter, seen in the next.
func laggedCampaign() waterfall.Campaign {
	return waterfall.Campaign{
		ID: "spring", Period: partnermath.Period{Start: day(2026, 1, 12), End: day(2026, 4, 1)}, AsOf: day(2026, 5, 31),
		Plan: partnermath.Outcome{
			Currency: "USD", Inquiries: null("4000"), MQLs: null("600"), SQLs: null("240"), Opportunities: null("120"), Won: null("30"),
			Pipeline: null("3000000"), Revenue: null("750000"), Margin: null("225000"),
		},
		Actual: partnermath.Outcome{
			Currency: "USD", Inquiries: null("4310"), MQLs: null("571"), SQLs: null("214"), Opportunities: null("97"), Won: null("13"),
			Pipeline: null("2560000"), Revenue: null("341700.50"), Margin: null("99300"),
		},
	}
}

// BenchmarkVerify verifies a campaign with lags, validation included: in months
// before it is mature and after, and before it is in the weeks of a 4-4-5 calendar; and beside it
// the bare arithmetic of the comparison and the split in decimals.
func BenchmarkVerify(b *testing.B) {
	young, weekly := laggedCampaign(), laggedCampaign()
	mature := laggedCampaign()
	mature.AsOf = day(2027, 1, 31)
	weekly.AsOf, weekly.Calendar = day(2026, 5, 1), isoWeeks(partnermath.Pattern445)
	weeks := laggedFunnel()
	weeks.Unit = partnermath.UnitWeek
	for _, bm := range []struct {
		name     string
		funnel   waterfall.Funnel
		campaign waterfall.Campaign
	}{{"months", laggedFunnel(), young}, {"mature", laggedFunnel(), mature}, {"weeks", weeks, weekly}} {
		b.Run(bm.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := waterfall.Verify(bm.funnel, bm.campaign); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if parts := plainVerify(&young.Plan, &young.Actual); len(parts) != 6 {
				b.Fatal("not split")
			}
		}
	})
}

// plainVerify divides where the formulas do, checks nothing and knows no time.
func plainVerify(plan, actual *partnermath.Outcome) []decimal.Decimal {
	parts := make([]decimal.Decimal, 0, 6)
	before := plan.Revenue.Decimal
	for _, stage := range partnermath.Stages() {
		p, a := plan.At(stage), actual.At(stage)
		if !p.Valid || !a.Valid {
			continue
		}
		_ = a.Decimal.Sub(p.Decimal)
		_ = a.Decimal.DivRound(p.Decimal, 4)
		_ = a.Decimal.DivRound(p.Decimal, 4).Sub(p.Decimal.DivRound(a.Decimal, 4))
		revenue := plan.Revenue.Decimal.Mul(a.Decimal).DivRound(p.Decimal, 2)
		parts = append(parts, revenue.Sub(before))
		before = revenue
	}
	return append(parts, actual.Revenue.Decimal.Sub(before))
}
