package reward

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// sharePlaces are the decimals of a share as a machine integer, the most that a number
// within bounds has. An amount × a share is below 2^97 then.
const (
	sharePlaces = -partnermath.MinExponent
	one         = 1_000_000_000_000
)

// unknown is an amount of at least 0 that is not known.
const unknown = -1

// terms are a sound program in machine integers.
type terms struct {
	*Program
	places            int32
	milestones        map[string]int
	shares            []int64
	repShare, capRate int64 // capRate is unknown without one
}

func termsOf(p *Program) terms {
	t := terms{Program: p, places: minorUnits(p.Currency), milestones: make(map[string]int, len(p.Milestones)), capRate: unknown}
	for k, m := range p.Milestones {
		share, _ := exact.Int64(m.Share.Decimal, sharePlaces)
		t.shares = append(t.shares, share)
		t.milestones[m.ID] = k
	}
	t.repShare, _ = exact.Int64(p.RepShare.Decimal, sharePlaces)
	if p.CapRate.Valid {
		t.capRate, _ = exact.Int64(p.CapRate.Decimal, sharePlaces)
	}
	return t
}

// units returns an amount of at least 0 in minor units.
func (t *terms) units(d decimal.NullDecimal) int64 {
	if !d.Valid {
		return unknown
	}
	units, _ := exact.Int64(d.Decimal, t.places)
	return units
}

// publish returns an amount of at least 0, undefined when it is not known.
func (t *terms) publish(units int64) decimal.NullDecimal {
	if units == unknown {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(exact.Fixed(units, t.places))
}

// run is what a deal has earned on its way, in minor units.
type run struct {
	*terms
	repShare int64
	// margin and base are what is known so far, and counted what counts of it. The decimals
	// are what a step publishes of them; so they are made once, not once for each step.
	margin, base, counted       int64
	theMargin, theCap, theCount decimal.NullDecimal
	rep, org                    int64 // what each has earned
	theEarned                   decimal.Decimal
}

// know takes over a margin and a base, and works out what counts:
//
//	counted = min(margin, round(cap rate × base))
func (r *run) know(margin, base int64) {
	r.margin, r.base, r.counted = margin, base, margin
	r.theMargin, r.theCap = r.publish(margin), decimal.NullDecimal{}
	r.theCount = r.theMargin
	if r.capRate == unknown {
		return
	}
	limit := int64(unknown)
	if base != unknown {
		limit = exact.MulRound(base, r.capRate, one)
		r.theCap = r.publish(limit)
	}
	// unknown is below every amount, so it is the lesser of the two.
	if limit < margin {
		r.counted, r.theCount = limit, r.theCap
	}
}

// reach pays milestone k at what is known.
func (r *run) reach(step *Step, k int) {
	step.Margin, step.Cap, step.Counted = r.theMargin, r.theCap, r.theCount
	switch {
	case r.counted != unknown:
		earned := exact.MulRound(r.counted, r.shares[k], one)
		rep := exact.MulRound(earned, r.repShare, one)
		r.set(step, earned-rep, rep)
		return
	case r.margin == unknown:
		step.Reason = ReasonMarginUnknown
	default:
		step.Reason = ReasonBaseUnknown
	}
	r.set(step, r.org, r.rep)
}

// set lets a step change what is earned.
func (r *run) set(step *Step, org, rep int64) {
	if before := r.org + r.rep; org+rep != before {
		r.theEarned = exact.Fixed(org+rep, r.places)
		step.Amount = r.theEarned
		if before != 0 {
			step.Amount = exact.Fixed(org+rep-before, r.places)
		}
	}
	step.Earned = r.theEarned
	step.Organisation, step.Rep = exact.Fixed(org-r.org, r.places), exact.Fixed(rep-r.rep, r.places)
	r.org, r.rep = org, rep
}
