package waterfall_test

import (
	"testing"

	"github.com/partnermath/partnermath/waterfall"
)

// BenchmarkRecalibrate works out four conversions, validation included; and beside it
// the bare arithmetic in decimals.
func BenchmarkRecalibrate(b *testing.B) {
	observed := []waterfall.ObservedConversion{
		{Stage: "mql", Volume: null("4310"), Converted: null("571")},
		{Stage: "sql", Volume: null("571"), Converted: null("214")},
		{Stage: "opportunity", Volume: null("214"), Converted: null("97")},
		{Stage: "won", Volume: null("97"), Converted: null("13")},
	}
	funnel, k := laggedFunnel(), number("200")
	b.Run("recalibrate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := waterfall.Recalibrate(funnel, observed, k); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i, o := range observed {
				_ = o.Converted.Decimal.DivRound(o.Volume.Decimal, 8)
				_ = o.Volume.Decimal.DivRound(o.Volume.Decimal.Add(k), 4)
				if s := &funnel.Stages[i+1]; s.Rate.Valid {
					_ = o.Converted.Decimal.Add(k.Mul(s.Rate.Decimal)).DivRound(o.Volume.Decimal.Add(k), 8)
				} else {
					_ = o.Volume.Decimal.Add(k).DivRound(o.Converted.Decimal.Add(k.DivRound(s.Per.Decimal, 16)), 8)
				}
			}
		}
	})
}
