package whitespace_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

// manyAccounts makes accounts of 100 partners with a cell for each of 20 products,
// of which two in eleven are owned and one in thirteen has no fit.
func manyAccounts(n int) (whitespace.Policy, []whitespace.Account) {
	w := whitespace.Policy{Currency: "USD", MinimumFit: null("0.2"), PerAccount: 3, PerRep: 25, Targets: 1000}
	for p := range 20 {
		w.Products = append(w.Products, whitespace.Product{
			ID: fmt.Sprint("product-", p), WinRate: partnermath.Num(int64(150+p*20), 3), DealSize: decimal.NewNullDecimal(decimal.New(int64(9000+p*700), 0)),
		})
	}
	accounts := make([]whitespace.Account, n)
	for i := range accounts {
		a := &accounts[i]
		*a = whitespace.Account{
			ID: fmt.Sprint("account-", i), Partner: fmt.Sprint("partner-", i%100), Rep: fmt.Sprint("rep-", i%300), Cells: make([]whitespace.Cell, 20),
		}
		for p := range a.Cells {
			c := &a.Cells[p]
			k := i*20 + p
			c.Product, c.Owned = w.Products[p].ID, k%11 < 2
			if k%13 != 0 {
				c.Fit = decimal.NewNullDecimal(decimal.New(int64(k*7919%10_001), -4))
			}
			if k%3 != 0 {
				c.Potential = decimal.NewNullDecimal(decimal.New(int64(100_000+k*104_729%9_000_000), -2))
			}
		}
	}
	return w, accounts
}

// BenchmarkMeasure ranks 100,000 cells under caps, all checks included; and beside
// it what plain decimals take to rank the same cells, without checks, lines and
// reasons.
func BenchmarkMeasure(b *testing.B) {
	w, accounts := manyAccounts(5000)
	b.Run("cells=100000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := whitespace.Measure(w, accounts); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if ranked := plainMeasure(&w, accounts); len(ranked) != w.Targets {
				b.Fatal(len(ranked))
			}
		}
	})
}

type plainCell struct {
	account, product int
	expected         decimal.Decimal
}

func plainMeasure(w *whitespace.Policy, accounts []whitespace.Account) []plainCell {
	position := make(map[string]int)
	for i := range w.Products {
		position[w.Products[i].ID] = i
	}
	var all []plainCell
	for i := range accounts {
		for _, c := range accounts[i].Cells {
			at := position[c.Product]
			p := &w.Products[at]
			potential := c.Potential
			if !potential.Valid {
				potential = p.DealSize
			}
			if c.Owned || !c.Fit.Valid || c.Fit.Decimal.LessThan(w.MinimumFit.Decimal) || !c.Fit.Decimal.IsPositive() || !potential.Decimal.IsPositive() {
				continue
			}
			all = append(all, plainCell{i, at, potential.Decimal.Mul(c.Fit.Decimal).Mul(p.WinRate.Decimal).Round(2)})
		}
	}
	slices.SortFunc(all, func(a, b plainCell) int {
		return cmp.Or(b.expected.Cmp(a.expected), cmp.Compare(a.account, b.account), cmp.Compare(a.product, b.product))
	})
	ofAccount, ofRep := make(map[int]int), make(map[string]int)
	var ranked []plainCell
	for _, c := range all {
		if rep := accounts[c.account].Rep; len(ranked) < w.Targets && ofAccount[c.account] < w.PerAccount && ofRep[rep] < w.PerRep {
			ofAccount[c.account]++
			ofRep[rep]++
			ranked = append(ranked, c)
		}
	}
	return ranked
}
