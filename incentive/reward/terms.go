package reward

import (
	"slices"

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

// minor returns an amount of at least 0 in minor units.
func (t *terms) minor(d decimal.NullDecimal) int64 {
	if !d.Valid {
		return unknown
	}
	units, _ := exact.Int64(d.Decimal, t.places)
	return units
}

// purse publishes the amounts of a deal. Most of them come again, from step to step and in
// its parts, and are made once.
type purse struct {
	decimals int32
	units    []int64
	made     []decimal.Decimal
}

func (p *purse) empty() { p.units, p.made = p.units[:0], p.made[:0] }

func (p *purse) of(units int64) decimal.Decimal {
	if at := slices.Index(p.units, units); at >= 0 {
		return p.made[at]
	}
	d := exact.Fixed(units, p.decimals)
	p.units, p.made = append(p.units, units), append(p.made, d)
	return d
}

// known returns an amount of at least 0, undefined when it is not known.
func (p *purse) known(units int64) decimal.NullDecimal {
	if units == unknown {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(p.of(units))
}

// run is what a deal has earned on its way, in minor units.
type run struct {
	*terms
	*purse
	repShare     int64
	margin, base int64 // what is known so far
	rep, org     int64 // what each has earned
}

// limit returns the most that counts of a margin, unknown without a cap rate or a base.
func (r *run) limit() int64 {
	if r.capRate == unknown || r.base == unknown {
		return unknown
	}
	return exact.MulRound(r.base, r.capRate, one)
}

// counted returns what counts of the margin that is known. With a cap rate it is the lesser
// of the two, and unknown, which is below every amount, where one of them is.
func (r *run) counted() int64 {
	if r.capRate == unknown {
		return r.margin
	}
	return min(r.margin, r.limit())
}

// reach pays milestone k at what is known.
func (r *run) reach(step *Step, k int) {
	counted := r.counted()
	step.Margin, step.Cap, step.Counted = r.known(r.margin), r.known(r.limit()), r.known(counted)
	switch {
	case counted != unknown:
		earned := exact.MulRound(counted, r.shares[k], one)
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
	step.Earned, step.Amount = r.of(org+rep), r.of(org+rep-r.org-r.rep)
	step.Organisation, step.Rep = r.of(org-r.org), r.of(rep-r.rep)
	r.org, r.rep = org, rep
}
