package mdf

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// manyEntries are those of so many partners, each with as many accruals, reservations,
// payments and releases, in any order.
func manyEntries(partners, each int) []Entry {
	rng := rand.New(rand.NewPCG(1, 2))
	var all []Entry
	for p := range partners {
		partner := fmt.Sprintf("partner-%05d", p)
		for i := 0; i < each; i += 5 {
			day := date("2026-01-01").AddDays(i)
			entry := func(days int, kind EntryKind, of string, amount int64) {
				e := Entry{
					ID: fmt.Sprintf("%s-%d", kind, i), Partner: partner, Date: day.AddDays(days), Kind: kind,
					Of: of, Amount: partnermath.Num(amount, 2),
				}
				if kind == EntryAccrual {
					e.Expires = day.AddDays(90 + rng.IntN(100))
				}
				if kind == EntryReservation {
					e.Until = day.AddDays(60)
				}
				all = append(all, e)
			}
			reserved := fmt.Sprintf("%s-%d", EntryReservation, i)
			entry(0, EntryAccrual, "", 100_000+rng.Int64N(900_000))
			entry(1, EntryReservation, "", 50_000)
			entry(30, EntryPayment, reserved, 30_000)
			entry(40, EntryRelease, reserved, 10_000)
			entry(3, EntryAdjustment, "", rng.Int64N(20_000)-10_000)
		}
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func BenchmarkBalance(b *testing.B) {
	entries, asOf := manyEntries(10_000, 100), date("2026-12-31")
	b.Run("ledger", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Balance(fund(), entries, asOf); err != nil {
				b.Fatal(err)
			}
		}
	})
	// What it takes to add the amounts up by partner and kind, without lots or rules.
	b.Run("plain-sums", func(b *testing.B) {
		b.ReportAllocs()
		type key struct {
			partner string
			kind    EntryKind
		}
		for b.Loop() {
			sums := map[key]decimal.Decimal{}
			for _, e := range entries {
				k := key{e.Partner, e.Kind}
				sums[k] = sums[k].Add(e.Amount.Decimal)
			}
		}
	})
}

func BenchmarkDecide(b *testing.B) {
	p := strict()
	p.Budget, p.PartnerCap = num("1000000000"), num("1000000")
	var l Ledger
	var partners []Partner
	var requests []Request
	for i := range 1000 {
		partner := reseller()
		partner.ID = fmt.Sprintf("partner-%d", i)
		partners = append(partners, partner)
		l.Positions = append(l.Positions, Position{Partner: partner.ID, Funds: Funds{Available: num("20000").Decimal}})
	}
	for i := range 10_000 {
		r := event()
		r.ID, r.Partner = fmt.Sprintf("request-%d", i), partners[i%1000].ID
		for j := range 4 {
			r.Costs = append(r.Costs, Cost{ID: fmt.Sprintf("item-%d", j), Amount: partnermath.Num(12_345, 2), Tax: partnermath.Num(1000, 2)})
		}
		requests = append(requests, r)
	}
	b.Run("decide", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Decide(p, l, partners, requests); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The amounts alone: rate × cost of each line, and the least of it and what is asked.
	b.Run("plain-amounts", func(b *testing.B) {
		b.ReportAllocs()
		half := num("0.5").Decimal
		for b.Loop() {
			for i := range requests {
				var sum decimal.Decimal
				for _, c := range requests[i].Costs {
					sum = sum.Add(c.Amount.Decimal.Sub(c.Tax.Decimal).Mul(half).Round(2))
				}
				_ = decimal.Min(sum, requests[i].Asked.Decimal)
			}
		}
	})
}
