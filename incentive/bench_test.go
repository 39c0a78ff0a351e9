package incentive_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
)

// thousand is a partner with 1,000 sales of a quarter, of which 50 came back in part.
func thousand() incentive.Book {
	b := book(1)
	for i := range 1000 {
		s := incentive.Sale{
			ID: fmt.Sprintf("sale-%04d", i), Partner: "p", Rep: fmt.Sprintf("rep-%02d", i%20), Product: []string{"x", "y"}[i%2],
			Units: partnermath.Int(int64(i%9 + 1)), Amount: partnermath.Num(int64(10_000+i*7919%90_000), 2), Date: quarter(1).Start.AddDays(i % 90),
		}
		if i%20 == 19 {
			s.Kind, s.Of, s.Units, s.Product = incentive.KindReturn, fmt.Sprintf("sale-%04d", i-19), partnermath.Int(1), ""
			s.Date = quarter(1).End.AddDays(-1)
		}
		b.Sales = append(b.Sales, s)
	}
	return b
}

func BenchmarkSettle(b *testing.B) {
	book := thousand()
	plain := program()
	capped := program()
	capped.Multipliers = []incentive.Multiplier{{ID: "strategic", Sales: incentive.Selection{Products: []string{"x"}}, Factor: null("1.25")}}
	capped.Limits = incentive.Limits{TransactionCap: null("40"), RepCap: null("1000"), PartnerCap: null("15000")}
	for name, p := range map[string]incentive.Program{"plain": plain, "capped": capped} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := incentive.Settle(p, book, quarter(1).End); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	// What is written first: a sum, a rate and a rounded product for each sale.
	b.Run("decimal loop", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var sum decimal.Decimal
			for i := range book.Sales {
				sum = sum.Add(book.Sales[i].Amount.Decimal)
			}
			rate := decimal.New(2, -2)
			if sum.GreaterThanOrEqual(decimal.New(100_000, 0)) {
				rate = decimal.New(5, -2)
			}
			earned := make([]decimal.Decimal, len(book.Sales))
			for i := range book.Sales {
				earned[i] = book.Sales[i].Amount.Decimal.Mul(rate).Round(2)
			}
		}
	})
}

// A million sales of 10,000 partners and 8 products, a twentieth of them returns, by two
// workers.
func BenchmarkTally(b *testing.B) {
	const sales, workers = 1_000_000, 2
	p, all := program(), incentive.Book{Period: quarter(1)}
	partners, dates := make([]string, 10_000), make([]partnermath.Date, 90)
	for i := range partners {
		partners[i] = fmt.Sprintf("partner-%05d", i)
		all.Partners = append(all.Partners, incentive.Partner{ID: partners[i]})
	}
	products := []string{"a", "b", "c", "d", "e", "f", "g", "h"}
	for _, id := range products {
		all.Products = append(all.Products, incentive.Product{ID: id})
	}
	for i := range dates {
		dates[i] = quarter(1).Start.AddDays(i)
	}
	sale := func(i int) incentive.Sale {
		s := incentive.Sale{
			ID: "sale", Partner: partners[i*7919%len(partners)], Product: products[i/11%len(products)],
			Amount: partnermath.Num(int64(10_000+i*7919%90_000), 2), Date: dates[i%len(dates)],
		}
		if i%20 == 19 {
			s.ID, s.Kind, s.Of, s.Sold = "return", incentive.KindReturn, "sale", s.Date
		}
		return s
	}
	b.Run("two tallies", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			settler, err := incentive.Compile(p)
			if err != nil {
				b.Fatal(err)
			}
			var tallies [workers]*incentive.Tally
			var group sync.WaitGroup
			for n := range tallies {
				group.Go(func() {
					tallies[n], _ = incentive.NewTally(settler, all, quarter(1).End)
					for i := n; i < sales; i += workers {
						if err := tallies[n].Add(sale(i)); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			group.Wait()
			if err := tallies[0].Merge(tallies[1]); err != nil {
				b.Fatal(err)
			}
			if _, err := tallies[0].Result(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decimal loop", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sums := map[string]decimal.Decimal{}
			for i := range sales {
				s := sale(i)
				amount := s.Amount.Decimal
				if s.Kind == incentive.KindReturn {
					amount = amount.Neg()
				}
				sums[s.Partner] = sums[s.Partner].Add(amount)
			}
			for partner, sum := range sums {
				rate := decimal.New(2, -2)
				if sum.GreaterThanOrEqual(decimal.New(100_000, 0)) {
					rate = decimal.New(5, -2)
				}
				sums[partner] = sum.Mul(rate).Round(2)
			}
		}
	})
}
