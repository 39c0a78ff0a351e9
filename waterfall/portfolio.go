package waterfall

import (
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// portfolio is the choice of what to spend on each tactic, in minor units.
type portfolio struct {
	places  int32
	budget  int64
	options []option
	order   []int // the options, the best rate first
}

// option is a tactic that can be spent on: from low to high when it is open, and
// nothing when it is not.
type option struct {
	campaign
	forced           bool // it has a minimum
	limited          bool // high is what it can take, and not what the budget leaves
	fixed, low, high int64
	// rate is the margin that money spent on units brings. weight is the same as a
	// fraction of the best rate, in units of 1e-15.
	rate   exact.Fraction
	weight uint64
	open   bool
	spend  int64
}

const weightPlaces = 15

// newPortfolio is of a sound mix and budget.
func newPortfolio(m *Mix, budget decimal.Decimal) *portfolio {
	p := &portfolio{options: make([]option, len(m.Tactics)), order: make([]int, len(m.Tactics))}
	p.places, _ = partnermath.MinorUnits(m.Currency)
	p.budget, _ = exact.Int64(budget, p.places)
	for i := range m.Tactics {
		o := &p.options[i]
		o.campaign = campaign{Tactic: &m.Tactics[i], funnel: m.Tactics[i].Funnel}
		o.funnel.Currency, o.funnel.Owner = m.Currency, m.Owner
		o.counts = make([]exact.Fraction, len(o.funnel.Stages))
		o.limit(p)
		p.order[i] = i
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return p.options[b].rate.Cmp(p.options[a].rate) })
	if best := p.options[p.order[0]].rate; best.Sign() > 0 {
		for i := range p.options {
			if o := &p.options[i]; o.rate.Sign() > 0 {
				share := exact.NewFraction(o.rate.Num().Mul(best.Den()), o.rate.Den().Mul(best.Num()))
				weight, _ := exact.Int64(share.Round(weightPlaces), weightPlaces)
				o.weight = uint64(weight)
			}
		}
	}
	return p
}

// limit works out what the tactic brings and how much can be spent on it.
func (o *option) limit(p *portfolio) {
	o.units = exact.NewFraction(one, o.UnitCost.Decimal)
	o.run()
	o.rate = o.revenue().Mul(o.funnel.MarginRate.Decimal)
	o.fixed, _ = exact.Int64(orZero(o.FixedCost), p.places)
	minimum, _ := exact.Int64(orZero(o.Minimum), p.places)
	o.forced, o.low, o.high = minimum > 0, max(minimum, o.fixed), p.budget
	for _, most := range []decimal.NullDecimal{o.Maximum, o.whole(p.places)} {
		if units, ok := exact.Int64(most.Decimal, p.places); most.Valid && ok && units <= o.high {
			o.high, o.limited = units, true
		}
	}
	switch {
	case o.rate.Sign() <= 0:
		o.high, o.limited = o.low, false // more of it brings nothing
	case o.high < o.low && !o.forced:
		o.low, o.high, o.fixed = 0, 0, 0 // not even its fixed cost can be paid
	}
	o.high = max(o.high, o.low)
}

// whole returns what the capacity costs, rounded down so that it is not exceeded.
func (t *Tactic) whole(places int32) decimal.NullDecimal {
	if !t.Capacity.Valid {
		return t.Capacity
	}
	return decimal.NewNullDecimal(t.UnitCost.Decimal.Mul(t.Capacity.Decimal).Truncate(places).Add(orZero(t.FixedCost)))
}

// fixedly reports whether the option is open in any plan: it has a minimum, or
// opening it costs nothing.
func (o *option) fixedly() bool { return o.forced || o.low == 0 }

// least is what the minimums take.
func (p *portfolio) least() int64 {
	var sum int64
	for i := range p.options {
		if p.options[i].forced {
			sum += p.options[i].low
		}
	}
	return sum
}

// value is the margin of the open options in units of the weights, which 128 bits
// hold: weight ≤ 1e15, the spends of 200 tactics below 1e15 in all.
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
func (p *portfolio) fill() (v value, ok bool) {
	left := p.budget
	for i := range p.options {
		if o := &p.options[i]; o.open {
			left -= o.low
		}
	}
	if left < 0 {
		return value{}, false
	}
	for _, i := range p.order {
		o := &p.options[i]
		if !o.open {
			o.spend = 0
			continue
		}
		more := min(left, o.high-o.low)
		o.spend, left = o.low+more, left-more
		v = v.add(o.weight, uint64(o.spend-o.fixed))
	}
	return v, true
}

// choose opens the options that bring the most.
func (p *portfolio) choose() {
	var optional []int
	for i := range p.options {
		p.options[i].open = p.options[i].fixedly()
		if !p.options[i].open {
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

// maxTried is how many options are tried in all combinations, 4,096 at most.
const maxTried = 12

// tryAll finds the best combination. Of equal ones it is the first, which opens
// nothing in vain, since what a combination holds comes before it.
func (p *portfolio) tryAll(optional []int) {
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
func (p *portfolio) search(optional []int) {
	best, _ := p.fill()
	try := func(flip ...int) bool {
		for _, i := range flip {
			p.options[i].open = !p.options[i].open
		}
		if v, ok := p.fill(); ok && v.above(best) {
			best = v
			return true
		}
		for _, i := range flip {
			p.options[i].open = !p.options[i].open
		}
		return false
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

// unitsFor returns the units that a spend buys.
func (o *option) unitsFor(spend int64) exact.Fraction {
	if spend <= o.fixed {
		return exact.Fraction{}
	}
	return exact.NewFraction(exact.Fixed(spend-o.fixed, o.funnel.minor()), o.UnitCost.Decimal)
}

func (o *option) reason() SpendReason {
	switch {
	case o.spend == 0:
		return SpendNothing
	case o.spend == o.high && o.limited:
		return SpendFull
	case o.spend == o.low:
		return SpendMinimum
	}
	return SpendRest
}
