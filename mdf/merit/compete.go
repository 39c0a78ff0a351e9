package merit

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Compete funds requests out of one budget, by merit:
//
//	value = Σ merit × funded
//
// The minimums of the groups are filled first, in a group in the order of merit, then
// submission, then id: in whole, with each request that fits into what is left of the
// minimum. What a group cannot use is free, and the rest of the budget funds the others in
// the same order; in whole, the set with the highest value, and the first in that order
// among equals, is searched for beside the requests of the minimums. A request
// whose merit is not above 0 is not funded.
//
// Bound is the value of the best way to fund in part when each group has at least its
// minimum; in whole, at least what its requests have used of it.
//
// The error is a [*partnermath.ValidationError], for an invalid competition or contender,
// a request that is given twice, and amounts above 10^18 minor units together.
func Compete(c Competition, contenders []Contender) (Awards, error) {
	if err := checkContest(&c, contenders); err != nil {
		return Awards{}, err
	}
	k := newContest(&c, contenders)
	least := k.minimums()
	funds := k.fill(least, c.Whole)
	a := Awards{Currency: c.Currency, Budget: c.Budget.Decimal, Proven: true, Minimums: []MinimumLine{}, Lines: []Award{}}
	used := map[string]int64{}
	for i := range funds {
		used[k.entrants[i].Group] += funds[i].ofMinimum
	}
	for _, m := range c.Minimums {
		a.Minimums = append(a.Minimums, MinimumLine{m.Group, k.money(least[m.Group]), k.money(used[m.Group])})
		least[m.Group] = used[m.Group]
	}
	a.Bound = k.value(funds)
	if c.Whole {
		a.Bound = k.value(k.fill(least, false))
		a.Proven = k.search(funds)
	}
	a.Value = k.value(funds)
	a.Gap = a.Bound.Sub(a.Value)
	a.Lines = k.lines(funds)
	for i := range a.Lines {
		a.Funded = a.Funded.Add(a.Lines[i].Funded)
	}
	a.Left = a.Budget.Sub(a.Funded)
	return a, nil
}

// contest is a competition in minor units.
type contest struct {
	*Competition
	places   int32
	budget   int64
	entrants []entrant // by merit, submission and id
	worthy   int       // how many of them have a merit above 0
}

type entrant struct {
	*Contender
	merit  decimal.Decimal
	amount int64
}

// stake is what an entrant has.
type stake struct{ funded, ofMinimum int64 }

func newContest(c *Competition, contenders []Contender) *contest {
	k := &contest{Competition: c, entrants: make([]entrant, len(contenders))}
	k.places, _ = partnermath.MinorUnits(c.Currency)
	k.budget, _ = exact.Int64(c.Budget.Decimal, k.places)
	for i := range contenders {
		x := entrant{Contender: &contenders[i], merit: c.meritOf(&contenders[i])}
		x.amount, _ = exact.Int64(x.Amount.Decimal, k.places)
		k.entrants[i] = x
	}
	slices.SortFunc(k.entrants, func(x, y entrant) int {
		return cmp.Or(y.merit.Cmp(x.merit), x.Submitted.Compare(y.Submitted), strings.Compare(x.Request, y.Request))
	})
	for k.worthy < len(k.entrants) && k.entrants[k.worthy].merit.IsPositive() {
		k.worthy++
	}
	return k
}

// weights are those of the ROI and of the alignment in the merit.
func (c *Competition) weights() (roi, alignment decimal.Decimal) {
	switch c.Merit {
	case ROI:
		return one, decimal.Decimal{}
	case Alignment:
		return decimal.Decimal{}, one
	}
	return c.ROIWeight.Decimal, one.Sub(c.ROIWeight.Decimal)
}

func (c *Competition) meritOf(x *Contender) decimal.Decimal {
	roi, alignment := c.weights()
	counted := exact.NewFraction(known(x.ROI), decimal.Decimal{})
	if c.Merit == Mixed {
		most := c.ROICap.Decimal
		counted = exact.NewFraction(decimal.Min(decimal.Max(decimal.Decimal{}, known(x.ROI)), most), most)
	}
	return counted.Mul(roi).Add(exact.NewFraction(known(x.Alignment).Mul(alignment), decimal.Decimal{})).Round(exact.RatioPlaces)
}

// known is a figure that counts as 0 where it is left out.
func known(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}

// minimums are what the groups have before others.
func (k *contest) minimums() map[string]int64 {
	rest, shares := one, make([]decimal.Decimal, 0, len(k.Minimums)+1)
	for _, m := range k.Minimums {
		shares = append(shares, m.Share.Decimal)
		rest = rest.Sub(m.Share.Decimal)
	}
	parts := exact.Allocate(k.Budget.Decimal, append(shares, rest), k.places)
	least := map[string]int64{}
	for i, m := range k.Minimums {
		least[m.Group], _ = exact.Int64(parts[i], k.places)
	}
	return least
}

// fill funds the minimums of the groups, and unless that is in whole, the others in part with
// what is left of the budget.
func (k *contest) fill(least map[string]int64, whole bool) []stake {
	funds, left, open := make([]stake, len(k.entrants)), k.budget, map[string]int64{}
	for i, x := range k.entrants[:k.worthy] {
		n := min(x.amount, least[x.Group]-open[x.Group])
		if whole && n < x.amount {
			continue
		}
		funds[i] = stake{n, n}
		open[x.Group], left = open[x.Group]+n, left-n
	}
	for i, x := range k.entrants[:k.worthy] {
		if n := min(x.amount-funds[i].funded, left); !whole {
			funds[i].funded, left = funds[i].funded+n, left-n
		}
	}
	return funds
}

func (k *contest) money(n int64) decimal.Decimal { return exact.Fixed(n, k.places) }

func (k *contest) value(funds []stake) (sum decimal.Decimal) {
	for i := range funds {
		sum = sum.Add(k.entrants[i].merit.Mul(k.money(funds[i].funded)))
	}
	return sum
}

func (k *contest) lines(funds []stake) []Award {
	lines := make([]Award, len(funds))
	roi, alignment := k.weights()
	last := len(funds) // of those funded of a minimum
	for last > 0 && funds[last-1].ofMinimum == 0 {
		last--
	}
	for i, x := range k.entrants {
		outbid := i < k.worthy && funds[i].funded < x.amount
		lines[i] = Award{
			Request: x.Request, Group: x.Group, Merit: x.merit, Amount: x.Amount.Decimal,
			Funded: k.money(funds[i].funded), OfMinimum: k.money(funds[i].ofMinimum), Reasons: []partnermath.Reason{},
		}
		for _, r := range []struct {
			reason partnermath.Reason
			holds  bool
		}{
			{ReasonNoROI, !x.ROI.Valid && roi.IsPositive()},
			{ReasonNoAlignment, !x.Alignment.Valid && alignment.IsPositive()},
			{ReasonNoMerit, i >= k.worthy},
			{ReasonOutbid, outbid},
			{ReasonMinimum, outbid && i < last-1},
		} {
			if r.holds {
				lines[i].Reasons = append(lines[i].Reasons, r.reason)
			}
		}
	}
	return lines
}

// maxNodes is how many steps a search takes unless it is said.
const maxNodes = 100_000

// search looks for the best set to fund in whole beside the minimums, adds it to funds, and
// tells whether it came to its end. Those of more merit are tried first, with before
// without, and what cannot pass the best so far is left, measured by funding in part.
func (k *contest) search(funds []stake) bool {
	s := search{nodes: cmp.Or(k.Nodes, maxNodes), amounts: []int64{0}, values: []decimal.Decimal{{}}}
	left := k.budget
	for _, f := range funds {
		left -= f.funded
	}
	for i, x := range k.entrants[:k.worthy] {
		if funds[i].funded == 0 && x.amount <= left {
			n := len(s.items)
			s.items = append(s.items, i)
			s.merits = append(s.merits, x.merit)
			s.amounts = append(s.amounts, s.amounts[n]+x.amount)
			s.values = append(s.values, s.values[n].Add(x.merit.Mul(k.money(x.amount))))
		}
	}
	s.places, s.chosen = k.places, make([]bool, len(s.items))
	s.visit(0, left, decimal.Decimal{})
	for n, chosen := range s.best {
		if chosen {
			funds[s.items[n]].funded = k.entrants[s.items[n]].amount
		}
	}
	return !s.stopped
}

// search is a depth-first search, with the sums of the items before each.
type search struct {
	places  int32
	items   []int
	merits  []decimal.Decimal
	amounts []int64
	values  []decimal.Decimal
	chosen  []bool
	best    []bool // nil before the first set is found
	value   decimal.Decimal
	nodes   int // that are left
	stopped bool
}

// visit tries the items from i on, with so much money left and so much value before.
func (s *search) visit(i int, left int64, value decimal.Decimal) {
	for ; i < len(s.items); i++ {
		if s.best != nil {
			if s.stopped = s.stopped || s.nodes == 0; s.stopped || !s.bound(i, left, value).GreaterThan(s.value) {
				return
			}
			s.nodes--
		}
		if amount := s.amounts[i+1] - s.amounts[i]; amount <= left {
			s.chosen[i] = true
			s.visit(i+1, left-amount, value.Add(s.values[i+1].Sub(s.values[i])))
			s.chosen[i] = false
		}
	}
	if s.best == nil || value.GreaterThan(s.value) {
		s.best, s.value = slices.Clone(s.chosen), value
	}
}

// bound is the value when the items from i on are funded in part.
func (s *search) bound(i int, left int64, value decimal.Decimal) decimal.Decimal {
	most := s.amounts[i] + left
	end := i + sort.Search(len(s.items)-i, func(n int) bool { return s.amounts[i+n+1] > most })
	value = value.Add(s.values[end].Sub(s.values[i]))
	if end < len(s.items) {
		value = value.Add(s.merits[end].Mul(exact.Fixed(most-s.amounts[end], s.places)))
	}
	return value
}
