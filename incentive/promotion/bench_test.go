package promotion

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// largeMenu has 20 products, 5 goals and 4 payouts.
func largeMenu() Menu {
	m := menu()
	for i := range 20 {
		m.Products = append(m.Products, fmt.Sprintf("product-%d", i))
	}
	for i := range 3 {
		more := m.Goals[2]
		more.ID = fmt.Sprintf("more-%d", i)
		m.Goals = append(m.Goals, more)
	}
	return m
}

func BenchmarkDecide(b *testing.B) {
	m, p, base := largeMenu(), proposal("0.02"), baseline("400000")
	p.Goals = append(p.Goals, Goal{Type: "leads", Quantity: num("100"), By: partnermath.NewDate(2026, 9, 30)})
	p.Products = append(p.Products, "product-3", "product-7")
	b.Run("decide", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Decide(m, p, base); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The ROI of the proposal as it is asked, and nothing else.
	b.Run("plain-roi", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			increment := p.Forecast[0].Outcome.Revenue.Decimal.Sub(base.Quarters[0].Revenue.Decimal)
			cost := m.FixedCost.Decimal.Add(increment.Mul(p.Level.Decimal).Round(2))
			gain := increment.Mul(m.MarginRate.Decimal).Round(2)
			_ = gain.Sub(cost).DivRound(cost, 4) //nolint:forbidigo // a plain baseline
		}
	})
}

func BenchmarkSimulate(b *testing.B) {
	m, p, base := largeMenu(), proposal("0.02"), baseline("400000")
	var axes Axes
	for i := range int64(20) {
		axes.Levels = append(axes.Levels, partnermath.Num(5*(i+1), 3))
		axes.Attainments = append(axes.Attainments, partnermath.Num(10*(i+1), 2))
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Simulate(m, p, base, axes); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMeasureReturn(b *testing.B) {
	p := returnPolicy()
	var partners []ReturnPartner
	for i := range 1000 {
		of := ReturnPartner{ID: fmt.Sprintf("p%d", i), Programs: []string{"growth"}}
		if i%2 == 0 {
			of = ReturnPartner{ID: of.ID, Eligible: []string{"growth", "attach"}}
		}
		partners = append(partners, of)
	}
	var sales []ReturnSale
	for i := range 100_000 {
		sales = append(sales, ReturnSale{
			ID: fmt.Sprintf("s%d", i), Partner: partners[i%1000].ID, Quarter: q3.Add(-(i / 1000) % 2),
			Amount: partnermath.Num(int64(i)*100+1, 2), Programs: []string{"growth", "attach"},
		})
	}
	b.Run("report", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := MeasureReturn(p, partners, sales); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("plain-sum", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var sum decimal.Decimal
			for i := range sales {
				sum = sum.Add(sales[i].Amount.Decimal)
			}
		}
	})
}
