// Package budget spreads a budget over options for the most return, and tells how much a better
// spread could bring at most. Money is in minor units.
package budget

import (
	"math/bits"
	"slices"

	"github.com/partnermath/partnermath/internal/exact"
)

// Option is what money can be spent on: nothing, or from Low to High. The first Fixed of it bring
// nothing, and each of the others Rate.
type Option struct {
	Fixed, Low, High int64
	// Forced tells that it is not spent nothing on.
	Forced bool
	Rate   exact.Fraction
	// Spend is what Spread spends on it.
	Spend int64

	open   bool
	weight uint64 // Rate as a fraction of the best, in units of 1e-15
}

const weightPlaces = 15

// plan is options among which the budget is spread.
type plan struct {
	budget  int64
	options []*Option
	order   []int // the options, the best rate first
}

// Spread sets what is spent of a budget on each option, which is to cover the Low of those that are forced:
// the best spread when at most 12 of them are optional and cost something to open. With more, it is the best
// that opening, closing and exchanging them one by one leads to.
func Spread(budget int64, options []*Option) {
	p := plan{budget: budget, options: options, order: make([]int, len(options))}
	for i := range options {
		p.order[i] = i
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return options[b].Rate.Cmp(options[a].Rate) })
	if best := options[p.order[0]].Rate; best.Sign() > 0 {
		for _, o := range options {
			if o.Rate.Sign() > 0 {
				share := exact.NewFraction(o.Rate.Num().Mul(best.Den()), o.Rate.Den().Mul(best.Num()))
				weight, _ := exact.Int64(share.Round(weightPlaces), weightPlaces)
				o.weight = uint64(weight)
			}
		}
	}
	var optional []int
	for i, o := range options {
		o.open = o.Forced || o.Low == 0 // in any spread, as opening it costs nothing
		if !o.open {
			optional = append(optional, i)
		}
	}
	if len(optional) <= maxTried {
		p.tryAll(optional)
	} else {
		p.search(optional)
	}
	p.fill()
}

// value is the return of the open options in units of the weights, which 128 bits
// hold: weight ≤ 1e15, the spends of 200 options below 1e15 in all.
type value struct{ high, low uint64 }

func (v value) add(weight, units uint64) value {
	high, low := bits.Mul64(weight, units)
	sum, carry := bits.Add64(v.low, low, 0)
	return value{v.high + high + carry, sum}
}

func (v value) above(w value) bool {
	return v.high > w.high || (v.high == w.high && v.low > w.low)
}

// fill spends the budget on the open options, the best rate first, which is the best
// that can be done with them. It is not ok when the budget does not open them all.
func (p *plan) fill() (v value, ok bool) {
	left := p.budget
	for _, o := range p.options {
		if o.open {
			left -= o.Low
		}
	}
	if left < 0 {
		return value{}, false
	}
	for _, i := range p.order {
		o := p.options[i]
		if !o.open {
			o.Spend = 0
			continue
		}
		more := min(left, o.High-o.Low)
		o.Spend, left = o.Low+more, left-more
		v = v.add(o.weight, uint64(o.Spend-o.Fixed))
	}
	return v, true
}

// maxTried is how many options are tried in all combinations, 4,096 at most.
const maxTried = 12

// tryAll finds the best combination. Of equal ones it is the first, which opens
// nothing in vain, since what a combination holds comes before it.
func (p *plan) tryAll(optional []int) {
	open := func(set int) {
		for at, i := range optional {
			p.options[i].open = set>>at&1 == 1
		}
	}
	best, _ := p.fill()
	chosen := 0
	for set := 1; set < 1<<len(optional); set++ {
		open(set)
		if v, ok := p.fill(); ok && v.above(best) {
			best, chosen = v, set
		}
	}
	open(chosen)
}

// search opens, closes and exchanges options as long as that brings more.
func (p *plan) search(optional []int) {
	best, _ := p.fill()
	flip := func(some []int) {
		for _, i := range some {
			p.options[i].open = !p.options[i].open
		}
	}
	try := func(some ...int) bool {
		flip(some)
		v, ok := p.fill()
		if ok = ok && v.above(best); ok {
			best = v
		} else {
			flip(some)
		}
		return ok
	}
	for better, round := true, 0; better && round < maxRounds; round++ {
		better = false
		for _, i := range optional {
			better = try(i) || better
		}
		for at, i := range optional {
			for _, j := range optional[at+1:] {
				if p.options[i].open != p.options[j].open {
					better = try(i, j) || better
				}
			}
		}
	}
}

// maxRounds bounds the time of a search that all but always ends after a few.
const maxRounds = 20
