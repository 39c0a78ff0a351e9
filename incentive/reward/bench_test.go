package reward_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
)

// BenchmarkSettle makes the statements of 10,000 reps of 2,000 partners with 20 deals each,
// checks included, in the order of their ids and in none. Beside it, plain decimals add up what is earned and paid by partner and
// rep, without steps, lines and checks.
func BenchmarkSettle(b *testing.B) {
	p := program()
	p.ProtectedDays = 180
	many := manyDeals(10_000, 20)
	run := func(name string, book reward.Book) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := reward.Settle(p, book, on("06-30")); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("by-id", many)
	shuffled := reward.Book{Deals: slices.Clone(many.Deals)}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled.Deals), func(i, j int) {
		shuffled.Deals[i], shuffled.Deals[j] = shuffled.Deals[j], shuffled.Deals[i]
	})
	run("in-no-order", shuffled)
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if rows := plainRewards(&p, &many, on("06-30")); len(rows) != 12_000 {
				b.Fatal(len(rows))
			}
		}
	})
}

func manyDeals(reps, each int) (b reward.Book) {
	for i := range reps * each {
		k := i * 7919
		first := partnermath.NewDate(2025, 7, 1).AddDays(k % 300)
		margin := partnermath.Num(int64(k%900_000)+100_000, 2)
		d := reward.Deal{
			ID: fmt.Sprintf("D-%06d", i), Partner: fmt.Sprint("partner-", i%reps/5), Rep: fmt.Sprint("rep-", i%reps),
			Margin: margin, Base: partnermath.Num(int64(k%9_000_000)+1_000_000, 2),
			Reached: []reward.Reached{{Milestone: "approved", Date: first}, {Milestone: "demo", Date: first.AddDays(30), Margin: margin}},
			Paid:    []reward.Payment{{Date: first.AddDays(30), Organisation: partnermath.Int(100), Rep: partnermath.Int(25)}},
		}
		switch k % 3 {
		case 0:
			d.Reached = append(d.Reached, reward.Reached{Milestone: "won", Date: first.AddDays(90), Margin: margin})
		case 1:
			d.End, d.Ended = reward.EndLost, first.AddDays(60)
		}
		b.Deals = append(b.Deals, d)
	}
	return b
}

type plainRow struct{ earned, paid decimal.Decimal }

func plainRewards(p *reward.Program, b *reward.Book, asOf partnermath.Date) map[string]*plainRow {
	shares := map[string]decimal.Decimal{}
	for _, m := range p.Milestones {
		shares[m.ID] = m.Share.Decimal
	}
	rows := map[string]*plainRow{}
	row := func(id string) *plainRow {
		if rows[id] == nil {
			rows[id] = new(plainRow)
		}
		return rows[id]
	}
	for i := range b.Deals {
		d := &b.Deals[i]
		org, rep := row(d.Partner), row(d.Rep)
		margin, earned := d.Margin.Decimal, decimal.Decimal{}
		for _, r := range d.Reached {
			if r.Date.After(asOf) {
				break
			}
			if r.Margin.Valid {
				margin = r.Margin.Decimal
			}
			earned = decimal.Min(margin, d.Base.Decimal.Mul(p.CapRate.Decimal).Round(2)).Mul(shares[r.Milestone]).Round(2)
		}
		if d.End != "" && !d.Ended.After(asOf) {
			earned = decimal.Decimal{}
		}
		part := earned.Mul(p.RepShare.Decimal).Round(2)
		org.earned, rep.earned = org.earned.Add(earned.Sub(part)), rep.earned.Add(part)
		for _, paid := range d.Paid {
			if !paid.Date.After(asOf) {
				org.paid, rep.paid = org.paid.Add(paid.Organisation.Decimal), rep.paid.Add(paid.Rep.Decimal)
			}
		}
	}
	return rows
}
