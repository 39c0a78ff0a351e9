package merit

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// manyContenders compete in whole for half of what they ask together.
func manyContenders(n int) (Competition, []Contender) {
	rng := rand.New(rand.NewPCG(3, 4))
	var all []Contender
	sum := int64(0)
	for i := range n {
		amount := 50_000 + rng.Int64N(5_000_000)
		sum += amount
		all = append(all, Contender{
			Request: fmt.Sprintf("request-%d", i), Submitted: date("2026-01-01").AddDays(i % 90), Group: fmt.Sprint(i % 7),
			Amount: partnermath.Num(amount, 2), ROI: partnermath.Num(rng.Int64N(50_000)-5000, 4), Alignment: partnermath.Num(rng.Int64N(10_001), 4),
		})
	}
	return Competition{
		Currency: "USD", Budget: partnermath.Num(sum/2, 2), Merit: Mixed, ROIWeight: num("0.6"), ROICap: num("3"), Whole: true,
		Minimums: []Minimum{{"1", num("0.2")}, {"2", num("0.2")}},
	}, all
}

func BenchmarkCompete(b *testing.B) {
	c, all := manyContenders(2000)
	for _, bb := range []struct {
		name  string
		whole bool
	}{{"whole", true}, {"part", false}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Whole = bb.whole
				if _, err := Compete(c, all); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	// The value alone: merit × amount of each.
	b.Run("plain-products", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var sum decimal.Decimal
			for i := range all {
				sum = sum.Add(all[i].Amount.Decimal.Mul(all[i].Alignment.Decimal))
			}
		}
	})
}
