// Package sharing divides a payout among shares by what they measure, multiplies some, and
// lets caps bite: of groups of shares, of unions of groups, of all. Sums are exact; it
// divides when it rounds only.
package sharing

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Payout is a payout and its shares. A unit of a weight is worth per ÷ den. Sums and caps
// are in parts of den, so that they add and compare, and divide nothing.
type Payout struct {
	per, den, total decimal.Decimal
	beforeCap       decimal.Decimal // total before the cap of all
	shown           decimal.Decimal // total rounded
	places          int32
	weights         []decimal.Decimal
	groups, unions  members
	// Cuts are the caps that bit, in order.
	Cuts []Cut
}

// members are the shares in groups, or the groups in unions.
type members struct {
	of     []int // the group of each share, the union of each group; -1 is none
	whole  []decimal.Decimal
	capped []decimal.Decimal
}

// Cut is a cap that bit, with the rounded running totals around it.
type Cut struct {
	Of                   Level
	Number               int // of the group or the union
	Limit, Before, After decimal.Decimal
}

// Level tells what a cap is of.
type Level int

// The levels.
const (
	Group Level = iota
	Union
	All
)

// New returns a payout whose shares are amount × measure ÷ Σ measures, all above 0. Without
// measures nobody has a share.
func New(amount exact.Fraction, measures []int64, places int32) *Payout {
	p := &Payout{per: amount.Num(), den: amount.Den(), total: amount.Num(), places: places}
	var all exact.Sum
	p.weights = make([]decimal.Decimal, len(measures))
	for i, m := range measures {
		all.Add(m)
		p.weights[i] = exact.Fixed(m, 0)
	}
	if len(measures) > 0 {
		whole := all.Decimal(0)
		p.den, p.total = p.den.Mul(whole), p.per.Mul(whole)
	}
	p.shown = p.rounded()
	return p
}

func sum(all []decimal.Decimal) (sum decimal.Decimal) {
	for _, d := range all {
		sum = sum.Add(d)
	}
	return sum
}

func (p *Payout) rounded() decimal.Decimal { return exact.Ratio(p.total, p.den, p.places).Decimal }

// Rounded returns what the shares come to so far.
func (p *Payout) Rounded() decimal.Decimal { return p.shown }

// Multiply multiplies each share by a factor of at least 0, those that have one.
func (p *Payout) Multiply(factors []decimal.NullDecimal) {
	changed := false
	for i, f := range factors {
		if f.Valid {
			p.weights[i], changed = p.weights[i].Mul(f.Decimal), true
		}
	}
	if changed {
		p.total = p.per.Mul(sum(p.weights))
		p.shown = p.rounded()
	}
}

// CapGroups lets the shares of each of n groups come to at most a limit, where there is one.
func (p *Payout) CapGroups(of []int, n int, limit decimal.NullDecimal) {
	weights := gather(of, n, p.weights)
	values := make([]decimal.Decimal, n)
	for g, weight := range weights {
		values[g] = p.per.Mul(weight)
	}
	p.groups = members{of, weights, p.capEach(Group, values, limit)}
}

// CapUnions lets the groups of each of n unions come to at most a limit.
func (p *Payout) CapUnions(of []int, n int, limit decimal.NullDecimal) {
	values := gather(of, n, p.groups.capped)
	p.unions = members{of, values, p.capEach(Union, values, limit)}
}

// gather adds values up by what they are of.
func gather(of []int, n int, values []decimal.Decimal) []decimal.Decimal {
	sums := make([]decimal.Decimal, n)
	for i, at := range of {
		switch {
		case at < 0:
		case sums[at].IsZero():
			sums[at] = values[i]
		default:
			sums[at] = sums[at].Add(values[i])
		}
	}
	return sums
}

// CapAll lets all shares together come to at most a limit.
func (p *Payout) CapAll(limit decimal.NullDecimal) {
	p.beforeCap = p.total
	p.capEach(All, []decimal.Decimal{p.total}, limit)
}

// capEach returns what a limit leaves of values that are parts of the total.
func (p *Payout) capEach(level Level, values []decimal.Decimal, limit decimal.NullDecimal) []decimal.Decimal {
	if !limit.Valid {
		return values
	}
	capped := make([]decimal.Decimal, len(values))
	most := limit.Decimal.Mul(p.den)
	for i, value := range values {
		if capped[i] = value; value.LessThanOrEqual(most) {
			continue
		}
		before := p.shown
		capped[i], p.total = most, p.total.Sub(value).Add(most)
		p.shown = p.rounded()
		p.Cuts = append(p.Cuts, Cut{Of: level, Number: i, Limit: limit.Decimal, Before: before, After: p.shown})
	}
	return capped
}

// Divide divides what is left among the shares by largest remainder. A cap is shared in
// proportion.
func (p *Payout) Divide() []decimal.Decimal {
	values := make([]exact.Fraction, len(p.weights))
	for i := range values {
		values[i] = p.value(i)
	}
	return exact.AllocateRatios(p.shown, values, whole(p.beforeCap), p.places)
}

func whole(d decimal.Decimal) exact.Fraction { return exact.NewFraction(d, decimal.Decimal{}) }

// value returns what the caps of groups and unions leave of a share.
func (p *Payout) value(i int) exact.Fraction {
	if p.groups.of == nil {
		return whole(p.per.Mul(p.weights[i]))
	}
	g := p.groups.of[i]
	value := whole(p.groups.capped[g])
	if weight := p.groups.whole[g]; !p.weights[i].Equal(weight) {
		value = value.Mul(p.weights[i]).Div(weight)
	}
	if p.unions.of == nil || p.unions.of[g] < 0 {
		return value
	}
	if u := p.unions.of[g]; !p.unions.capped[u].Equal(p.unions.whole[u]) {
		value = value.Mul(p.unions.capped[u]).Div(p.unions.whole[u])
	}
	return value
}

// Number numbers keys from 0 in the order in which they first stand, and returns the number
// of each and one of each; those for which none holds are -1.
func Number[K comparable](keys []K, none func(K) bool) (numbers []int, distinct []K) {
	at := make(map[K]int, len(keys))
	numbers = make([]int, len(keys))
	for i, key := range keys {
		n, found := at[key]
		switch {
		case none(key):
			n = -1
		case !found:
			n = len(distinct)
			at[key], distinct = n, append(distinct, key)
		}
		numbers[i] = n
	}
	return numbers, distinct
}
