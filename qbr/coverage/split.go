package coverage

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// claim is what an account asks of a manager's hours for a kind of work, in quarter hours.
type claim struct {
	weight  decimal.Decimal
	minimum int64
	maximum int64 // at least the minimum
}

// most is what the claim can have: without a weight that is the minimum.
func (c *claim) most() int64 {
	if c.weight.IsZero() {
		return c.minimum
	}
	return c.maximum
}

// split shares hours out among claims:
//
//	part = clamp(λ × weight, minimum, maximum)
//
// with the highest λ that uses all hours, then in whole quarter hours. Beyond the sum of what
// claims can have the rest stays. Where hours do not suffice for the minimums, these are
// filled by weight, clamp(λ × weight, 0, minimum), and those of claims without a weight by
// what is left then, in proportion to them. The λ is in quarter hours, and there is no
// highest one where each claim has the most that it can.
func split(hours int64, claims []claim) (parts []int64, lambda exact.Fraction, highest bool) {
	var least, most int64
	for i := range claims {
		least, most = least+claims[i].minimum, most+claims[i].most()
	}
	if hours < least {
		return fillMinimums(hours, claims)
	}
	return level(min(hours, most), claims)
}

func fillMinimums(hours int64, claims []claim) (parts []int64, lambda exact.Fraction, highest bool) {
	fills, without := make([]claim, len(claims)), make([]decimal.Decimal, len(claims))
	var weighted int64
	for i, c := range claims {
		fills[i] = claim{weight: c.weight, maximum: c.minimum}
		if c.weight.IsZero() {
			without[i] = decimal.NewFromInt(c.minimum)
		} else {
			weighted += c.minimum
		}
	}
	parts, lambda, highest = level(min(hours, weighted), fills)
	if left := hours - weighted; left > 0 {
		for i, share := range exact.Allocate(decimal.NewFromInt(left), without, 0) {
			parts[i] += share.IntPart()
		}
	}
	return parts, lambda, highest
}

// bend is a λ at which the part of a claim begins to rise from its minimum, or ends at its
// maximum.
type bend struct {
	at   exact.Fraction
	of   int // the index of the claim
	ends bool
}

// level is split for hours from the sum of the minimums to what claims can have together. It
// goes through the bends in their order until the hours are used before the next one: from
// one bend to the next, the parts that rise do so in proportion to their weights.
func level(hours int64, claims []claim) (parts []int64, lambda exact.Fraction, highest bool) {
	parts = make([]int64, len(claims))
	left := hours // for the claims that rise
	for i := range claims {
		parts[i] = claims[i].minimum
		left -= claims[i].minimum
	}
	rising := make([]decimal.Decimal, len(claims)) // their weights, 0 for the others
	var weight decimal.Decimal                     // the sum of those
	for _, b := range bends(claims) {
		// at > λ, where λ × weight = left
		if weight.Mul(b.at.Num()).GreaterThan(b.at.Den().Mul(decimal.NewFromInt(left))) {
			break
		}
		c := &claims[b.of]
		if b.ends {
			parts[b.of], rising[b.of], weight = c.maximum, decimal.Decimal{}, weight.Sub(c.weight)
			left -= c.maximum
		} else {
			rising[b.of], weight = c.weight, weight.Add(c.weight)
			left += c.minimum
		}
	}
	if weight.IsZero() {
		return parts, exact.Fraction{}, false
	}
	// A part is λ × weight, between bounds in whole quarter hours, and so is what it is
	// rounded to either way.
	for i, share := range exact.Allocate(decimal.NewFromInt(left), rising, 0) {
		if rising[i].IsPositive() {
			parts[i] = share.IntPart()
		}
	}
	return parts, exact.NewFraction(decimal.NewFromInt(left), weight), true
}

func bends(claims []claim) []bend {
	all := make([]bend, 0, 2*len(claims))
	for i := range claims {
		c := &claims[i]
		if c.weight.IsPositive() && c.minimum < c.maximum {
			all = append(all,
				bend{exact.NewFraction(decimal.NewFromInt(c.minimum), c.weight), i, false},
				bend{exact.NewFraction(decimal.NewFromInt(c.maximum), c.weight), i, true})
		}
	}
	slices.SortStableFunc(all, func(a, b bend) int { return a.at.Cmp(b.at) })
	return all
}
