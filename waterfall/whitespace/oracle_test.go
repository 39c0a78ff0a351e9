package whitespace_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

// oracleCell is a pair of an account and a product, with what the documentation of
// Measure, Figures and LeftOut says of it.
type oracleCell struct {
	account         *whitespace.Account
	product         *whitespace.Product
	fate            string
	amount, expects *big.Rat
	sale            whitespace.CrossSale
}

// oracleCells pairs every account with every product, in order.
func oracleCells(w *whitespace.Policy, accounts []whitespace.Account, places int32) []*oracleCell {
	var all []*oracleCell
	for i := range accounts {
		for j := range w.Products {
			o := &oracleCell{account: &accounts[i], product: &w.Products[j], fate: "unknown", amount: new(big.Rat), expects: new(big.Rat)}
			all = append(all, o)
			at := slices.IndexFunc(accounts[i].Cells, func(c whitespace.Cell) bool { return c.Product == o.product.ID })
			if at < 0 {
				continue
			}
			c := accounts[i].Cells[at]
			stated := c.Potential
			if !stated.Valid {
				stated = o.product.DealSize
			}
			switch {
			case c.Owned:
				o.fate = "owned"
			case !c.Fit.Valid:
				o.fate = "noFit"
			case c.Fit.Decimal.Sign() == 0 || c.Fit.Decimal.Cmp(w.MinimumFit.Decimal) < 0:
				o.fate = "belowFit"
			case stated.Decimal.Sign() == 0:
				o.fate = "noPotential"
			default:
				o.fate = "candidate"
				chance := new(big.Rat).Mul(testkit.Rat(c.Fit.Decimal), testkit.Rat(o.product.WinRate.Decimal))
				o.amount = testkit.Rat(stated.Decimal)
				expected := testkit.RoundHalfAway(new(big.Rat).Mul(o.amount, chance), places)
				o.expects = testkit.Rat(expected)
				o.sale = whitespace.CrossSale{
					Customer: accounts[i].ID, Partner: accounts[i].Partner, Rep: accounts[i].Rep, Product: o.product.ID,
					Amount: stated.Decimal, Assumed: !c.Potential.Valid, Fit: c.Fit.Decimal, WinRate: o.product.WinRate.Decimal,
					Probability: testkit.RoundHalfAway(chance, 12), Expected: expected,
				}
			}
		}
	}
	return all
}

// oracleChoose goes down the ranks; of equal ones the first remains the first.
func oracleChoose(w *whitespace.Policy, cells []*oracleCell) []whitespace.CrossSale {
	var ranked []*oracleCell
	for _, c := range cells {
		if c.fate == "candidate" {
			ranked = append(ranked, c)
		}
	}
	slices.SortStableFunc(ranked, func(a, b *oracleCell) int { return b.expects.Cmp(a.expects) })
	listed := []whitespace.CrossSale{}
	for _, c := range ranked {
		ofAccount, ofRep := 0, 0
		for _, sale := range listed {
			if sale.Customer == c.account.ID {
				ofAccount++
			}
			if sale.Rep == c.account.Rep && sale.Rep != "" {
				ofRep++
			}
		}
		switch {
		case w.PerAccount > 0 && ofAccount == w.PerAccount:
			c.fate = "overAccount"
		case w.PerRep > 0 && ofRep == w.PerRep:
			c.fate = "overRep"
		case w.Targets > 0 && len(listed) == w.Targets:
			c.fate = "beyondList"
		default:
			c.fate = "target"
			c.sale.Rank = len(listed) + 1
			listed = append(listed, c.sale)
		}
	}
	return listed
}

// oracleFigures counts the cells that belong to a line.
func oracleFigures(cells []*oracleCell, belongs func(*oracleCell) bool) whitespace.Figures {
	counts := make(map[string]int)
	amounts := map[string]*big.Rat{}
	add := func(key string, value *big.Rat) {
		if amounts[key] == nil {
			amounts[key] = new(big.Rat)
		}
		amounts[key].Add(amounts[key], value)
	}
	for _, c := range cells {
		if !belongs(c) {
			continue
		}
		counts[c.fate]++
		add("candidates", c.amount)
		add("candidates expected", c.expects)
		if c.fate == "target" {
			add("targets", c.amount)
			add("targets expected", c.expects)
		}
	}
	amount := func(key string) decimal.Decimal {
		add(key, new(big.Rat))
		return testkit.RoundHalfAway(amounts[key], 3)
	}
	candidates := counts["overAccount"] + counts["overRep"] + counts["beyondList"] + counts["target"]
	fitting := counts["noPotential"] + candidates
	open := counts["noFit"] + counts["belowFit"] + fitting
	ratio := func(of int) decimal.NullDecimal {
		if of == 0 {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(testkit.RoundHalfAway(big.NewRat(int64(counts["owned"]), int64(of)), 4))
	}
	return whitespace.Figures{
		Unknown: counts["unknown"], Owned: counts["owned"], Open: open,
		Penetration: ratio(counts["owned"] + open), FitPenetration: ratio(counts["owned"] + fitting),
		LeftOut: whitespace.LeftOut{
			NoFit: counts["noFit"], BelowFit: counts["belowFit"], NoPotential: counts["noPotential"],
			OverAccount: counts["overAccount"], OverRep: counts["overRep"], BeyondList: counts["beyondList"],
		},
		Candidates: whitespace.Value{Cells: candidates, Potential: amount("candidates"), Expected: amount("candidates expected")},
		Targets:    whitespace.Value{Cells: counts["target"], Potential: amount("targets"), Expected: amount("targets expected")},
	}
}

// oracleMeasure is the whole result.
func oracleMeasure(w *whitespace.Policy, accounts []whitespace.Account) whitespace.Report {
	cells := oracleCells(w, accounts, map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[w.Currency])
	l := whitespace.Report{Currency: w.Currency, Targets: oracleChoose(w, cells)}
	l.Total = oracleFigures(cells, func(*oracleCell) bool { return true })
	for _, p := range w.Products {
		l.Products = append(l.Products, whitespace.Row{
			ID: p.ID, Name: p.Name, Figures: oracleFigures(cells, func(c *oracleCell) bool { return c.product.ID == p.ID }),
		})
	}
	var partners, reps []string
	l.Accounts, l.Partners, l.Reps = []whitespace.Row{}, []whitespace.Row{}, []whitespace.Row{}
	for _, a := range accounts {
		l.Accounts = append(l.Accounts, whitespace.Row{
			ID: a.ID, Name: a.Name, Figures: oracleFigures(cells, func(c *oracleCell) bool { return c.account.ID == a.ID }),
		})
		if !slices.Contains(partners, a.Partner) {
			partners = append(partners, a.Partner)
			l.Partners = append(l.Partners, whitespace.Row{
				ID: a.Partner, Figures: oracleFigures(cells, func(c *oracleCell) bool { return c.account.Partner == a.Partner }),
			})
		}
		if !slices.Contains(reps, a.Rep) {
			reps = append(reps, a.Rep)
			l.Reps = append(l.Reps, whitespace.Row{
				ID: a.Rep, Figures: oracleFigures(cells, func(c *oracleCell) bool { return c.account.Rep == a.Rep }),
			})
		}
	}
	return l
}

// choiceWorth adds up the candidates whose bits are set, and tells whether they keep
// to the caps.
func choiceWorth(w *whitespace.Policy, candidates []*oracleCell, choice int) (*big.Rat, bool) {
	worth, ofAccount, ofRep, taken := new(big.Rat), map[string]int{}, map[string]int{}, 0
	for i, c := range candidates {
		if choice>>i&1 == 0 {
			continue
		}
		taken++
		ofAccount[c.account.ID]++
		if c.account.Rep != "" {
			ofRep[c.account.Rep]++
		}
		if (w.PerAccount > 0 && ofAccount[c.account.ID] > w.PerAccount) ||
			(w.PerRep > 0 && ofRep[c.account.Rep] > w.PerRep) || (w.Targets > 0 && taken > w.Targets) {
			return nil, false
		}
		worth.Add(worth, c.expects)
	}
	return worth, true
}
