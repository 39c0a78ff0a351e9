package merit

import (
	"cmp"
	"slices"
	"sort"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// maxNodes is how many steps a search takes unless it is said.
const maxNodes = 100_000

// search looks for the best set to fund in whole that has the floors, and tells whether it
// came to its end. It starts from the set that fills the floors, and beyond them what fits
// in the order of merit. inPart is the best way to fund in part.
func (k *contest) search(floors map[string]int64, first []bool, inPart []int64) (funds []int64, ended bool) {
	s := k.newSearch(floors, k.premiums(floors, inPart))
	s.best = k.complete(first)
	for _, x := range s.items {
		if s.best[x.entrant] {
			s.value = s.value.Add(x.value)
		}
	}
	s.visit(0, k.budget, decimal.Decimal{}, decimal.Decimal{})
	funds = make([]int64, len(k.entrants))
	for i, chosen := range s.best {
		if chosen {
			funds[i] = k.entrants[i].amount
		}
	}
	return funds, !s.stopped
}

// complete adds to a set what fits beside it, in the order of merit.
func (k *contest) complete(first []bool) []bool {
	set, left := slices.Clone(first), k.budget
	for i, x := range k.entrants {
		if set[i] {
			left -= x.amount
		}
	}
	for i, x := range k.entrants[:k.worthy] {
		if !set[i] && x.amount <= left {
			set[i], left = true, left-x.amount
		}
	}
	return set
}

// premiums are what the merit of a group's requests lacks to stand beside those that are
// funded without a floor: the prices of the floors, where funding in part is the best. With
// them added to the merit, Σ (merit + premium) × funded − Σ premium × floor is, for each set
// that has the floors, at least its value.
func (k *contest) premiums(floors map[string]int64, inPart []int64) map[string]decimal.Decimal {
	var price decimal.Decimal // of the budget: the merit of the first that has less than its amount
	for i, x := range k.entrants[:k.worthy] {
		if inPart[i] < x.amount {
			price = x.merit
			break
		}
	}
	premiums, open := map[string]decimal.Decimal{}, map[string]int64{}
	for _, x := range k.entrants[:k.worthy] {
		if open[x.Group] < floors[x.Group] {
			open[x.Group] += x.amount
			premiums[x.Group] = decimal.Max(decimal.Decimal{}, price.Sub(x.merit))
		}
	}
	return premiums
}

// item is an entrant in a search.
type item struct {
	entrant, group int
	amount         int64
	value          decimal.Decimal // merit × amount
	merit          decimal.Decimal // with the premium of its group
	after          int64           // what the requests of its group after it come to
}

// search is a depth-first search for a set of items, those with the most merit and premium
// first, with before without. What cannot pass the best so far is left, measured by funding
// in part without floors, but with the premiums.
type search struct {
	places  int32
	items   []item
	amounts []int64           // the sums of the items before each
	values  []decimal.Decimal // the same, with the premiums
	floors  decimal.Decimal   // Σ premium × floor
	needs   []int64           // what each group lacks of its floor; below 0 where it has more
	short   int64             // the sum of those above 0
	chosen  []bool            // of entrants
	best    []bool
	value   decimal.Decimal // of best
	nodes   int             // that are left
	stopped bool
}

func (k *contest) newSearch(floors map[string]int64, premiums map[string]decimal.Decimal) *search {
	s := &search{places: k.places, amounts: []int64{0}, values: []decimal.Decimal{{}}, chosen: make([]bool, len(k.entrants))}
	groups := map[string]int{}
	for i, x := range k.entrants[:k.worthy] {
		if x.amount > k.budget {
			continue
		}
		group, seen := groups[x.Group]
		if !seen {
			group = len(s.needs)
			groups[x.Group] = group
			s.needs = append(s.needs, floors[x.Group])
			s.short += floors[x.Group]
			s.floors = s.floors.Add(premiums[x.Group].Mul(k.money(floors[x.Group])))
		}
		s.items = append(s.items, item{
			entrant: i, group: group, amount: x.amount, value: x.merit.Mul(k.money(x.amount)), merit: x.merit.Add(premiums[x.Group]),
		})
	}
	slices.SortStableFunc(s.items, func(x, y item) int { return y.merit.Cmp(x.merit) })
	after := make([]int64, len(s.needs))
	for i := range slices.Backward(s.items) {
		x := &s.items[i]
		x.after = after[x.group]
		after[x.group] += x.amount
	}
	for i, x := range s.items {
		s.amounts = append(s.amounts, s.amounts[i]+x.amount)
		s.values = append(s.values, s.values[i].Add(x.merit.Mul(k.money(x.amount))))
	}
	s.nodes = cmp.Or(k.Nodes, maxNodes) + len(s.items)
	return s
}

// visit tries the items from i on, with so much money left, and with the value of those
// before without and with premiums.
func (s *search) visit(i int, left int64, value, priced decimal.Decimal) {
	for ; i < len(s.items); i++ {
		if s.stopped = s.stopped || s.nodes == 0; s.stopped || !s.bound(i, left, priced).GreaterThan(s.value) {
			return
		}
		s.nodes--
		x := &s.items[i]
		needed := min(x.amount, max(0, s.needs[x.group]))
		if left-x.amount >= s.short-needed {
			s.chosen[x.entrant] = true
			s.needs[x.group] -= x.amount
			s.short -= needed
			s.visit(i+1, left-x.amount, value.Add(x.value), priced.Add(s.values[i+1].Sub(s.values[i])))
			s.short += needed
			s.needs[x.group] += x.amount
			s.chosen[x.entrant] = false
		}
		if s.needs[x.group] > x.after {
			return
		}
	}
	if value.GreaterThan(s.value) {
		copy(s.best, s.chosen)
		s.value = value
	}
}

// bound is what no set passes that has the items before i which are chosen.
func (s *search) bound(i int, left int64, priced decimal.Decimal) decimal.Decimal {
	most := s.amounts[i] + left
	end := i + sort.Search(len(s.items)-i, func(n int) bool { return s.amounts[i+n+1] > most })
	priced = priced.Add(s.values[end].Sub(s.values[i])).Sub(s.floors)
	if end < len(s.items) {
		priced = priced.Add(s.items[end].merit.Mul(exact.Fixed(most-s.amounts[end], s.places)))
	}
	return priced
}
