package pricing_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

// oracleStock is the stock of a product of a partner: sums by kind, and what is not known of them.
type oracleStock struct {
	sums     map[pricing.MovementKind]*big.Rat
	unknown  map[pricing.MovementKind]bool
	openings int
}

// figure is a sum, if it is known and, where it must be, reported.
func (s *oracleStock) figure(kind pricing.MovementKind, reported bool) *big.Rat {
	if s.unknown[kind] || !reported {
		return nil
	}
	return plus(s.sums[kind], new(big.Rat))
}

func shownNull(a *big.Rat) decimal.NullDecimal {
	if a == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(shown(a))
}

// stockLine works a line out of its four figures, none of which need be known.
func stockLine(p pricing.StockPolicy, line pricing.StockLine, figures [4]*big.Rat) pricing.StockLine {
	line.Opening, line.SellIn, line.Returns, line.SellThrough = shownNull(figures[0]), shownNull(figures[1]), shownNull(figures[2]), shownNull(figures[3])
	if slices.Contains(figures[:], nil) {
		return line
	}
	closing := minus(minus(plus(figures[0], figures[1]), figures[2]), figures[3])
	line.Closing = shownNull(closing)
	had, sold := times(closing, big.NewRat(int64(p.Period.Days()), 1)), times(figures[3], big.NewRat(7, 1))
	if closing.Sign() >= 0 && sold.Sign() > 0 {
		line.Weeks = decimal.NewNullDecimal(testkit.RoundHalfAway(new(big.Rat).Quo(had, sold), 4))
	}
	line.Stuffed = p.MaxWeeks.Valid && closing.Sign() > 0 && had.Cmp(times(given(p.MaxWeeks), sold)) > 0
	return line
}

func oracleMeasureStock(p pricing.StockPolicy, movements []pricing.Movement) pricing.StockReport {
	r, found, seen := pricing.StockReport{Period: p.Period}, findings{}, map[string]bool{}
	stocks, reports, sums := map[[2]string]*oracleStock{}, map[string]bool{}, map[string][4]*big.Rat{}
	for _, m := range movements {
		if seen[m.ID] {
			found.add(pricing.FoundDuplicate, m.ID)
			continue
		}
		seen[m.ID] = true
		if m.Date.Before(p.Period.Start) || !m.Date.Before(p.Period.End) || m.Kind == pricing.MovementOpening && m.Date != p.Period.Start {
			found.add(pricing.FoundOutside, m.ID)
			continue
		}
		s := stocks[[2]string{m.Partner, m.Product}]
		if s == nil {
			s = &oracleStock{sums: map[pricing.MovementKind]*big.Rat{}, unknown: map[pricing.MovementKind]bool{}}
			stocks[[2]string{m.Partner, m.Product}] = s
		}
		reports[m.Partner], reports[m.Partner+" "+string(m.Kind)] = true, true
		if s.sums[m.Kind] = plus(s.sums[m.Kind], given(m.Quantity)); !m.Quantity.Valid {
			s.unknown[m.Kind] = true
			found.add(pricing.FoundQuantity, m.ID)
		}
		if m.Kind == pricing.MovementOpening {
			if s.openings++; s.openings == 2 {
				s.unknown[m.Kind] = true
				found.add(pricing.FoundOpening, m.Partner+"/"+m.Product)
			}
		}
	}
	products := map[string]pricing.StockLine{}
	for _, of := range slices.SortedFunc(maps.Keys(stocks), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) }) {
		var figures [4]*big.Rat
		for i, kind := range pricing.MovementKind("").Values() {
			partners := kind == pricing.MovementOpening || kind == pricing.MovementSellThrough
			figures[i] = stocks[of].figure(kind, !partners || reports[of[0]+" "+string(kind)])
		}
		line := stockLine(p, pricing.StockLine{Partner: of[0], Product: of[1]}, figures)
		if line.Closing.Decimal.IsNegative() {
			found.add(pricing.FoundNegative, of[0]+"/"+of[1])
		}
		if line.Stuffed {
			found.add(pricing.FoundStuffed, of[0]+"/"+of[1])
		}
		r.Lines = append(r.Lines, line)
		product, sum := products[of[1]], sums[of[1]]
		if product.Product = of[1]; line.Closing.Valid {
			product.Known++
			for i := range sum {
				sum[i] = plus(sum[i], figures[i])
			}
		} else {
			product.Unknown++
		}
		products[of[1]], sums[of[1]] = product, sum
	}
	for _, partner := range []string{"p", "q", "r"} {
		if reports[partner] && !reports[partner+" opening"] {
			found.add(pricing.FoundNoOpening, partner)
		}
		if reports[partner] && !reports[partner+" sell-through"] {
			found.add(pricing.FoundNoSales, partner)
		}
	}
	for _, product := range slices.Sorted(maps.Keys(products)) {
		r.Products = append(r.Products, stockLine(p, products[product], sums[product]))
	}
	r.Findings = found.list()
	return r
}

func TestOracleMeasureStock(t *testing.T) {
	for range 15 {
		rapid.Check(t, func(t *rapid.T) {
			n := func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "n") }
			start := on("06-01")
			p := pricing.StockPolicy{Period: partnermath.Period{Start: start, End: start.AddDays(n(1, 30))}}
			if n(0, 3) > 0 {
				p.MaxWeeks = partnermath.Num(int64(n(0, 300)), 1)
			}
			var all []pricing.Movement
			for range n(1, 24) {
				m := pricing.Movement{
					ID: fmt.Sprint(len(all)), Partner: rapid.SampledFrom([]string{"p", "p", "q", "r"}).Draw(t, "partner"), Date: start.AddDays(n(0, 9) - n(0, 1)),
					Product: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "product"), Kind: rapid.SampledFrom(pricing.MovementKind("").Values()).Draw(t, "kind"),
					Quantity: partnermath.Num(int64(n(-9, 90)), 1),
				}
				if m.Kind == pricing.MovementOpening {
					if m.Quantity = partnermath.Num(int64(600-n(0, 600)), 1); n(0, 3) != 2 {
						m.Date = start
					}
				}
				if n(0, 12) == 7 {
					m.Quantity = decimal.NullDecimal{}
				}
				if all = append(all, m); n(0, 12) == 7 {
					all = append(all, m)
				}
			}
			sameAs(t, oracleMeasureStock(p, all), measure(t, p, all), p, all)
			testkit.LeftOutIsNotRead(t, func() (any, error) { return pricing.MeasureStock(p, all) }, &p, &all)
		})
	}
}
