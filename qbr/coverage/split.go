package coverage

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// weightPlaces are the decimals of a weight: two of a need and two of a potential.
const weightPlaces = 4

// claim is what an account asks of a manager's hours for a kind of work, in quarter hours.
type claim struct {
	weight  int64 // in units of 10^-weightPlaces, at most 10^18
	minimum int64
	maximum int64 // at least the minimum
}

// split shares hours out among claims:
//
//	part = clamp(λ × weight, minimum, maximum)
//
// with the highest λ that the hours suffice for, then in whole quarter hours. Where they do
// not suffice for the minimums, these are filled by weight, clamp(λ × weight, 0, minimum),
// and those of claims without a weight by what is left then, in proportion to them. The λ is
// in quarter hours. There is no highest one where each claim has the most that it can.
func split(hours int64, claims []claim) (parts []int64, lambda exact.Fraction, highest bool) {
	var least int64
	for i := range claims {
		least += claims[i].minimum
	}
	if hours < least {
		return fillMinimums(hours, claims)
	}
	return level(hours, claims)
}

func fillMinimums(hours int64, claims []claim) (parts []int64, lambda exact.Fraction, highest bool) {
	fills, without := make([]claim, len(claims)), make([]int64, len(claims))
	var weighted int64
	for i, c := range claims {
		fills[i] = claim{weight: c.weight, maximum: c.minimum}
		if c.weight == 0 {
			without[i] = c.minimum
		} else {
			weighted += c.minimum
		}
	}
	parts, lambda, highest = level(hours, fills)
	if left := hours - weighted; left > 0 {
		exact.AllocateInto(without, left, without)
		for i, share := range without {
			parts[i] += share
		}
	}
	return parts, lambda, highest
}

// bend is a λ, hours ÷ weight, at which the part of a claim begins to rise from its minimum,
// or ends at its maximum.
type bend struct {
	hours, weight int64
	of            int // the index of the claim
	ends          bool
}

// compare sets the λ of two bends in order, without a division.
func (b bend) compare(c bend) int {
	high, low := bits.Mul64(uint64(b.hours), uint64(c.weight))
	otherHigh, otherLow := bits.Mul64(uint64(c.hours), uint64(b.weight))
	return cmp.Or(cmp.Compare(high, otherHigh), cmp.Compare(low, otherLow))
}

// level is split for hours that suffice for the minimums. It goes through the bends in their
// order until the hours are used before the next one: from one bend to the next, the parts
// that rise do so in proportion to their weights.
func level(hours int64, claims []claim) (parts []int64, lambda exact.Fraction, highest bool) {
	parts = make([]int64, len(claims))
	left := hours // for the claims that rise
	for i := range claims {
		parts[i] = claims[i].minimum
		left -= claims[i].minimum
	}
	rising := make([]int64, len(claims)) // their weights, 0 for the others
	var weight decimal.Decimal           // the sum of those
	for _, b := range bends(claims) {
		// The bend is above λ, where λ × weight = left.
		if weight.Mul(decimal.NewFromInt(b.hours)).GreaterThan(decimal.NewFromInt(b.weight).Mul(decimal.NewFromInt(left))) {
			break
		}
		if b.ends {
			parts[b.of], rising[b.of] = b.hours, 0
			weight, left = weight.Sub(decimal.NewFromInt(b.weight)), left-b.hours
		} else {
			rising[b.of] = b.weight
			weight, left = weight.Add(decimal.NewFromInt(b.weight)), left+b.hours
		}
	}
	if weight.IsZero() {
		return parts, exact.Fraction{}, false
	}
	// A part is λ × weight, between bounds in whole quarter hours, and so is what it is
	// rounded to either way.
	shares := make([]int64, len(claims))
	exact.AllocateInto(shares, left, rising)
	for i := range claims {
		if rising[i] > 0 {
			parts[i] = shares[i]
		}
	}
	return parts, exact.NewFraction(decimal.NewFromInt(left), weight.Shift(-weightPlaces)), true
}

func bends(claims []claim) []bend {
	all := make([]bend, 0, 2*len(claims))
	for i, c := range claims {
		if c.weight > 0 && c.minimum < c.maximum {
			all = append(all, bend{c.minimum, c.weight, i, false}, bend{c.maximum, c.weight, i, true})
		}
	}
	slices.SortStableFunc(all, bend.compare)
	return all
}
