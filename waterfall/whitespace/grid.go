package whitespace

import (
	"math/bits"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// grid is a white space, accounts by products, while it is worked out.
type grid struct {
	*Policy
	places     int32
	minimum    int64 // fit, in millionths
	products   []gridProduct
	position   map[string]int // of the products
	accounts   []Account
	reps       groups
	byProduct  []tally
	byAccount  []tally
	candidates []candidate
}

type gridProduct struct {
	winRate  int64 // in millionths
	dealSize int64 // in minor units, 0 for none
	lastSeen int   // 1 + the position of the last account with a cell
}

// candidate is a cell that fits and has a potential. Its positions take 32 bits,
// as those of MaxAccounts and MaxProducts do, because memory is what sorting takes.
type candidate struct {
	potential, expected   int64 // in minor units
	account, product, fit int32 // fit in millionths
	assumed               bool
}

// newGrid is of sound fields.
func newGrid(w *Policy, accounts []Account) *grid {
	g := &grid{
		Policy: w, accounts: accounts,
		products: make([]gridProduct, len(w.Products)), position: make(map[string]int, len(w.Products)),
		byProduct: make([]tally, len(w.Products)), byAccount: make([]tally, len(accounts)),
		reps: groupAccounts(accounts, func(a *Account) string { return a.Rep }),
	}
	g.places, _ = partnermath.MinorUnits(w.Currency)
	if w.MinimumFit.Valid {
		g.minimum, _ = exact.Int64(w.MinimumFit.Decimal, fitPlaces)
	}
	for i := range w.Products {
		p := &g.products[i]
		p.winRate, _ = exact.Int64(w.Products[i].WinRate.Decimal, fitPlaces)
		p.dealSize, _ = potentialUnits(w.Products[i].DealSize, g.places)
		g.position[w.Products[i].ID] = i
	}
	return g
}

// read tells the candidates from the other cells, and checks what takes the policy
// or several accounts.
func (g *grid) read(faults *partnermath.ValidationError) {
	seen := make(map[string]bool, len(g.accounts))
	var own partnermath.ValidationError
	for i := range g.accounts {
		if faults.Truncated {
			return
		}
		a := &g.accounts[i]
		if seen[a.ID] {
			own.Addf("id", "unique", "account %.40q stands before", a.ID)
		}
		seen[a.ID] = true
		g.readAccount(&own, i)
		mergeAccount(faults, i, &own)
	}
	for i := range g.byProduct {
		g.byProduct[i].unknown += len(g.accounts) // of which the cells are off already
	}
}

// readAccount goes on after a fault, to find all of them.
func (g *grid) readAccount(faults *partnermath.ValidationError, at int) {
	cells := g.accounts[at].Cells
	g.byAccount[at].unknown = len(g.products) - len(cells)
	next := 0
	for i := range cells {
		c := &cells[i]
		product, ok := g.find(c.Product, next)
		if !ok {
			faults.Addf(cellPlace(i, "product").String(), "known", "product %.40q is not in the white space", c.Product)
			continue
		}
		next = product + 1
		p := &g.products[product]
		if p.lastSeen == at+1 {
			repeatedCell(faults, i, c.Product)
		}
		p.lastSeen = at + 1
		g.byProduct[product].unknown--
		units, ok := potentialUnits(c.Potential, g.places)
		if !ok {
			refusePotential(faults, cellPlace(i, "potential").String(), c.Potential.Decimal, g.Currency, g.places)
			continue
		}
		assumed := !c.Potential.Valid
		if assumed {
			units = p.dealSize
		}
		f, fit := g.judge(c, units)
		if f != fateTarget {
			g.byAccount[at].cells[f]++
			g.byProduct[product].cells[f]++
			continue
		}
		g.candidates = append(g.candidates, candidate{
			potential: units, expected: expectedUnits(units, fit*p.winRate),
			account: int32(at), product: int32(product), fit: int32(fit), assumed: assumed,
		})
	}
}

// find returns the position of a product, which often is the one that is next in
// order.
func (g *grid) find(id string, next int) (int, bool) {
	if next < len(g.Products) && g.Products[next].ID == id {
		return next, true
	}
	at, ok := g.position[id]
	return at, ok
}

// judge tells a candidate, by the fate of a target, from the other cells.
func (g *grid) judge(c *Cell, potential int64) (f fate, fit int64) {
	fit, _ = exact.Int64(c.Fit.Decimal, fitPlaces)
	switch {
	case c.Owned:
		return fateOwned, fit
	case !c.Fit.Valid:
		return fateNoFit, fit
	case fit == 0 || fit < g.minimum:
		return fateBelowFit, fit
	case potential == 0:
		return fateNoPotential, fit
	}
	return fateTarget, fit
}

const (
	chancePlaces = 2 * fitPlaces
	wholeChance  = wholeFit * wholeFit
)

// expectedUnits returns units × chance, a number of 10^-12, rounded half away from
// zero. Both are at least 0.
func expectedUnits(units, chance int64) int64 {
	if high, low := bits.Mul64(uint64(units), uint64(chance)); high == 0 && low < 1<<63 {
		return exact.DivInt(int64(low), wholeChance)
	}
	product := decimal.NewFromInt(units).Mul(decimal.New(chance, -chancePlaces))
	rounded, _ := exact.Int64(exact.Round(product, 0), 0)
	return rounded
}
