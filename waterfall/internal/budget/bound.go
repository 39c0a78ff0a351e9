package budget

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// pricePlaces are the decimals of a price. A last digit of it is worth less than a
// minor unit on a budget of up to 1e10.
const pricePlaces = 12

// Bound returns a price of money, and what no spread can bring more than, as amounts with so many decimals.
// Whatever the price λ ≥ 0, one with spends s within the budget B brings
//
//	Σ return(s) ≤ λB + Σ (return(s) − λs) ≤ λB + Σ max over s of (return(s) − λs)
//
// (the Lagrangian bound). Since a return is linear from low to high, the most of each
// option lies at one of the two, or at nothing. The right side is convex in λ and
// bends where an option changes its mind, so the least of it is found by halving a
// sorted list of these places, each once. Of several prices of the same bound it is
// the highest, what the last unit of the budget brings.
func Bound(budget int64, places int32, options []*Option) (price, bound decimal.Decimal) {
	offers := make([]offer, len(options))
	prices := []decimal.Decimal{{}}
	for i, o := range options {
		offers[i] = o.offer(places)
		if o.Rate.Sign() > 0 {
			prices = append(prices, o.Rate.Round(pricePlaces))
		}
		if whole := offers[i].high; whole.spend.IsPositive() {
			prices = append(prices, exact.NewFraction(decimal.Max(whole.brings, decimal.Decimal{}), whole.spend).Round(pricePlaces))
		}
	}
	slices.SortFunc(prices, decimal.Decimal.Cmp)
	prices = slices.CompactFunc(prices, decimal.Decimal.Equal)
	money := exact.Fixed(budget, places)
	at := func(i int) decimal.Decimal {
		sum := prices[i].Mul(money)
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
	unit := decimal.New(1, -places)
	return prices[low], exact.NewFraction(at(low), decimal.NewFromInt(1)).Ceil(unit)
}

// offer is an option at the ends of what can be spent on it.
type offer struct {
	low, high end
	forced    bool
}

type end struct{ spend, brings decimal.Decimal }

func (o *Option) offer(places int32) offer {
	fine := decimal.New(1, -pricePlaces)
	at := func(spend int64) end {
		// Rounded up, so that the bound holds.
		return end{exact.Fixed(spend, places), o.Rate.Mul(exact.Fixed(spend-o.Fixed, places)).Ceil(fine)}
	}
	return offer{low: at(o.Low), high: at(o.High), forced: o.Forced}
}

// most returns the most that return − price × spend can be.
func (o *offer) most(price decimal.Decimal) decimal.Decimal {
	most := decimal.Max(o.low.brings.Sub(price.Mul(o.low.spend)), o.high.brings.Sub(price.Mul(o.high.spend)))
	if !o.forced {
		most = decimal.Max(most, decimal.Decimal{})
	}
	return most
}
