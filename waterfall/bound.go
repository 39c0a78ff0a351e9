package waterfall

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// pricePlaces are the decimals of a price. A last digit of it is worth less than a
// minor unit on a budget of up to 1e10.
const pricePlaces = 12

// bound returns a price of money, and what no plan can bring more than. Whatever the
// price λ ≥ 0, a plan with spends s within the budget B brings
//
//	Σ margin(s) ≤ λB + Σ (margin(s) − λs) ≤ λB + Σ max over s of (margin(s) − λs)
//
// (the Lagrangian bound). Since a margin is linear from low to high, the most of each
// tactic lies at one of the two, or at nothing. The right side is convex in λ and
// bends where a tactic changes its mind, so the least of it is found by halving a
// sorted list of these places, each once. Of several prices of the same bound it is
// the highest, what the last unit of the budget brings.
func (p *portfolio) bound() (price, bound decimal.Decimal) {
	offers := make([]offer, len(p.options))
	prices := []decimal.Decimal{{}}
	for i := range p.options {
		o := &p.options[i]
		offers[i] = o.offer(p.places)
		if o.rate.Sign() > 0 {
			prices = append(prices, o.rate.Round(pricePlaces))
		}
		if whole := offers[i].high; whole.spend.IsPositive() {
			prices = append(prices, exact.NewFraction(decimal.Max(whole.margin, decimal.Decimal{}), whole.spend).Round(pricePlaces))
		}
	}
	slices.SortFunc(prices, decimal.Decimal.Cmp)
	prices = slices.CompactFunc(prices, decimal.Decimal.Equal)
	budget := exact.Fixed(p.budget, p.places)
	at := func(i int) decimal.Decimal {
		sum := prices[i].Mul(budget)
		for k := range offers {
			sum = sum.Add(offers[k].most(prices[i]))
		}
		return sum
	}
	low, high := 0, len(prices)-1
	for low < high {
		if middle := (low + high) / 2; at(middle).LessThan(at(middle + 1)) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	unit := decimal.New(1, -p.places)
	return prices[low], exact.NewFraction(at(low), one).Ceil(unit)
}

// offer is a tactic at the ends of what can be spent on it.
type offer struct {
	low, high end
	forced    bool
}

type end struct{ spend, margin decimal.Decimal }

func (o *option) offer(places int32) offer {
	fine := decimal.New(1, -pricePlaces)
	at := func(spend int64) end {
		// Rounded up, so that the bound holds.
		return end{exact.Fixed(spend, places), o.rate.Mul(exact.Fixed(spend-o.fixed, places)).Ceil(fine)}
	}
	return offer{low: at(o.low), high: at(o.high), forced: o.forced}
}

// most returns the most that margin − price × spend can be.
func (o *offer) most(price decimal.Decimal) decimal.Decimal {
	most := decimal.Max(o.low.margin.Sub(price.Mul(o.low.spend)), o.high.margin.Sub(price.Mul(o.high.spend)))
	if !o.forced {
		most = decimal.Max(most, decimal.Decimal{})
	}
	return most
}
