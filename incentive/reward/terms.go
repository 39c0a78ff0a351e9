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
	repShare     int64
	margin, base int64 // what is known so far
	rep, org     int64 // what each has earned
}

// limit returns the most that counts of a margin.
func (r *run) limit() int64 {
	if r.capRate == unknown || r.base == unknown {
		return unknown
	}
	return exact.MulRound(r.base, r.capRate, one)
}

// counted returns what counts of the margin that is known.
func (r *run) counted() int64 {
	switch {
	case r.margin == unknown:
		return unknown
	case r.capRate == unknown:
		return r.margin
	case r.base == unknown:
		return unknown
	}
	return min(r.margin, r.limit())
}

// reach pays milestone k at what is known.
func (r *run) reach(k int) Step {
	counted := r.counted()
	step := Step{
		Milestone: r.Milestones[k].ID, Share: r.Milestones[k].Share,
		Margin: r.publish(r.margin), Cap: r.publish(r.limit()), Counted: r.publish(counted),
	}
	switch {
	case counted != unknown:
		earned := exact.MulRound(counted, r.shares[k], one)
		rep := exact.MulRound(earned, r.repShare, one)
		r.set(&step, earned-rep, rep)
		return step
	case r.margin == unknown:
		step.Reason = ReasonMarginUnknown
	default:
		step.Reason = ReasonBaseUnknown
	}
	r.set(&step, r.org, r.rep)
	return step
}

// set lets a step change what is earned.
func (r *run) set(step *Step, org, rep int64) {
	step.Earned = exact.Fixed(org+rep, r.places)
	step.Amount = exact.Fixed(org+rep-r.org-r.rep, r.places)
	step.Organisation, step.Rep = exact.Fixed(org-r.org, r.places), exact.Fixed(rep-r.rep, r.places)
	r.org, r.rep = org, rep
}
