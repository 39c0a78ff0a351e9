package pricing_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
)

func BenchmarkStack(b *testing.B) {
	s, of := stacking(pricing.StackByProgram, "a 0.1", "b 0.15 exclude", "c 0.2 apply", "d 0.25 apply"), sale("1000")
	b.Run("four programs", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := pricing.Stack(s, of); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			left, total := of.Amount.Decimal, decimal.Decimal{}
			for _, p := range s.Programs {
				base := of.Amount.Decimal
				if p.ApplyReduction {
					base = left
				}
				amount := base.Mul(p.Rate.Decimal).Round(2)
				if total = total.Add(amount); !p.ExcludeFromReduction {
					left = left.Sub(amount)
				}
			}
		}
	})
}

func BenchmarkCompareOrders(b *testing.B) {
	s, of := stacking(pricing.StackCascade, "a 0.11", "b 0.07", "c 0.05", "d 0.03", "e 0.13", "f 0.02", "g 0.17", "h 0.19"), sale("1234.57")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pricing.CompareOrders(s, of); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSettleClaims(b *testing.B) {
	p := terms()
	p.Agreements[0].Quantity, p.Agreements[0].Partner = null("50000"), ""
	all := make([]pricing.PriceClaim, 100_000)
	for i := range all {
		all[i] = pricing.PriceClaim{
			ID: fmt.Sprintf("claim-%06d", i*7919%100_000), Agreement: "deal", Partner: fmt.Sprintf("partner-%04d", i%1000), Product: "x", Submitted: on("06-20").AddDays(i % 50),
			Sale: fmt.Sprintf("inv-%06d", i), Customer: "k", Date: on("06-15"), Quantity: partnermath.Int(int64(i%9 + 1)),
		}
	}
	b.Run("100,000 claims", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			settle(b, p, all)
		}
	})
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			left, total, difference := p.Agreements[0].Quantity.Decimal, decimal.Decimal{}, number("30")
			for i := range all {
				units := decimal.Min(left, all[i].Quantity.Decimal)
				left, total = left.Sub(units), total.Add(difference.Mul(units).Round(2))
			}
		}
	})
}

func BenchmarkMeasureStock(b *testing.B) {
	kinds := pricing.MovementKind("").Values()[1:]
	all := make([]pricing.Movement, 100_000)
	for i := range all {
		all[i] = pricing.Movement{
			ID: fmt.Sprintf("m%06d", i), Partner: fmt.Sprintf("partner-%03d", i%200), Product: fmt.Sprintf("product-%02d", i/200%20), Kind: kinds[i%3],
			Date: on("06-01").AddDays(i % 28), Quantity: partnermath.Num(int64(i%900+1), 1),
		}
	}
	b.Run("100,000 movements", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			measure(b, weeks4(), all)
		}
	})
	b.Run("plain", func(b *testing.B) {
		type key struct{ partner, product string }
		b.ReportAllocs()
		for b.Loop() {
			held := map[key]decimal.Decimal{}
			for i := range all {
				m := &all[i]
				quantity := m.Quantity.Decimal
				if m.Kind != pricing.MovementSellIn {
					quantity = quantity.Neg()
				}
				held[key{m.Partner, m.Product}] = held[key{m.Partner, m.Product}].Add(quantity)
			}
		}
	})
}
