package whitespace

import (
	"cmp"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Measure ranks what accounts do not own yet by
//
//	expected value = potential × fit × win rate
//
// rounded to the minor unit for every cell, equal ones in the order of the accounts
// and then of the products. From the best on, it takes a cell for the list unless the
// list, or the share of it that the account or the rep may have, is full. An account
// has one rep, so that the caps lie within each other, and no other choice within
// them has a larger sum of expected values (the greedy algorithm is optimal for them:
// Edmonds, Matroids and the greedy algorithm, 1971).
//
// The error is a [*partnermath.ValidationError] with paths below "policy" and
// "accounts": the faults of the policy and of each account, an id given twice, a
// product that is not in the policy, and amounts that are too large or have more
// decimals than the currency.
func Measure(policy Policy, accounts []Account) (Report, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	checkAccounts(&faults, accounts)
	if err := faults.Err(); err != nil {
		return Report{}, err
	}
	g := newGrid(&policy, accounts)
	g.read(&faults)
	if err := faults.Err(); err != nil {
		return Report{}, err
	}
	return g.publish(g.choose()), nil
}

// choose ranks the candidates and returns those that the caps let through.
func (g *grid) choose() []candidate {
	slices.SortFunc(g.candidates, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.expected, a.expected), cmp.Compare(a.account, b.account), cmp.Compare(a.product, b.product))
	})
	most := MaxCrossSales
	if g.Targets > 0 {
		most = g.Targets
	}
	ofRep := make([]int, len(g.reps.ids))
	targets := make([]candidate, 0, min(most, len(g.candidates)))
	for i := range g.candidates {
		c := &g.candidates[i]
		account, rep := &g.byAccount[c.account], g.reps.of[c.account]
		f := fateTarget
		switch {
		case g.PerAccount > 0 && account.cells[fateTarget] >= g.PerAccount:
			f = fateOverAccount
		case g.PerRep > 0 && g.reps.ids[rep] != "" && ofRep[rep] >= g.PerRep:
			f = fateOverRep
		case len(targets) >= most:
			f = fateBeyondList
		default:
			ofRep[rep]++
			targets = append(targets, *c)
		}
		account.meet(c, f)
		g.byProduct[c.product].meet(c, f)
	}
	return targets
}

func (g *grid) publish(targets []candidate) Report {
	l := Report{Currency: g.Currency, Targets: make([]CrossSale, len(targets))}
	for i := range targets {
		l.Targets[i] = g.crossSale(&targets[i])
		l.Targets[i].Rank = i + 1
	}
	l.Products = make([]Row, len(g.products))
	var total tally
	for i := range l.Products {
		l.Products[i] = Row{g.Products[i].ID, g.Products[i].Name, g.byProduct[i].publish(g.places)}
		total.add(&g.byProduct[i])
	}
	l.Total = total.publish(g.places)
	l.Accounts = make([]Row, len(g.accounts))
	for i := range l.Accounts {
		l.Accounts[i] = Row{g.accounts[i].ID, g.accounts[i].Name, g.byAccount[i].publish(g.places)}
	}
	partners := groupAccounts(g.accounts, func(a *Account) string { return a.Partner })
	l.Partners = partners.lines(g.byAccount, g.places)
	l.Reps = g.reps.lines(g.byAccount, g.places)
	return l
}

func (g *grid) crossSale(c *candidate) CrossSale {
	a, p := &g.accounts[c.account], &g.Products[c.product]
	chance := int64(c.fit) * g.products[c.product].winRate
	return CrossSale{
		Customer: a.ID, CustomerName: a.Name, Partner: a.Partner, Rep: a.Rep, Region: a.Region,
		Product: p.ID, ProductName: p.Name, Amount: exact.Fixed(c.potential, g.places), Assumed: c.assumed,
		Fit: exact.Fixed(int64(c.fit), fitPlaces), WinRate: p.WinRate.Decimal, Probability: exact.Fixed(chance, chancePlaces),
		Expected: exact.Fixed(c.expected, g.places),
	}
}
