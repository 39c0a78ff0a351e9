package waterfall_test

import (
	"testing"

	"github.com/partnermath/partnermath/waterfall"
)

// BenchmarkRecalibrate works out four conversions, validation included; and beside it
// the bare arithmetic in decimals.
func BenchmarkRecalibrate(b *testing.B) {
	observed := []waterfall.ObservedConversion{
		{Stage: "mql", Volume: number("4310"), Converted: number("571")},
		{Stage: "sql", Volume: number("571"), Converted: number("214")},
		{Stage: "opportunity", Volume: number("214"), Converted: number("97")},
		{Stage: "won", Volume: number("97"), Converted: number("13")},
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
				_ = o.Converted.DivRound(o.Volume, 8)
				_ = o.Volume.DivRound(o.Volume.Add(k), 4)
				if s := &funnel.Stages[i+1]; s.Rate.Valid {
					_ = o.Converted.Add(k.Mul(s.Rate.Decimal)).DivRound(o.Volume.Add(k), 8)
				} else {
					_ = o.Volume.Add(k).DivRound(o.Converted.Add(k.DivRound(s.Per.Decimal, 16)), 8)
				}
			}
		}
	})
}
