package offer

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// valuePlaces are the decimals of the value of a reversal.
const valuePlaces = 8

// solution is what an assumption would have to be, num ÷ den; there is none where den
// is 0.
type solution struct{ num, den decimal.Decimal }

// reversals solves the equation
//
//	profit of the incumbent = profit of the challenger
//
// for each assumption, the others as they are.
func reversals(incumbent, challenger *program) []Reversal {
	all := append(incumbent.reversals(SideIncumbent, challenger), challenger.reversals(SideChallenger, incumbent)...)
	// With the fixed amounts as the only unknown x: deals × a deal − (k − x_now) − x = other.
	all = append(all,
		reversal(SideChallenger, Switching, challenger.x, challenger.fixedInstead(challenger.x, incumbent), mostMoney()),
		reversal(SideChallenger, Disloyalty, challenger.d, challenger.fixedInstead(challenger.d, incumbent), mostMoney()),
		horizon(incumbent, challenger))
	slices.SortStableFunc(all, func(a, b Reversal) int {
		return cmp.Or(
			cmp.Compare(rank(&a), rank(&b)),
			a.ChangeShare.Decimal.Abs().Cmp(b.ChangeShare.Decimal.Abs()))
	})
	return all
}

// rank puts the reversals that there are first, and of these the ones whose change has a
// share.
func rank(r *Reversal) int {
	switch {
	case r.ChangeShare.Valid:
		return 0
	case r.Value.Valid:
		return 1
	}
	return 2
}

func mostMoney() decimal.Decimal { return decimal.New(1, 12) }

// reversals solves for the numbers of one program, whose profit has to be that of the
// other. With t ÷ v for what deals × a deal has to come to, v above 0:
//
//	n × m × (p × r − c ÷ w − s) = t ÷ v
func (p *program) reversals(side Side, other *program) []Reversal {
	v := other.w
	t := other.profit().Add(p.fixed().Mul(v))
	deals, margin := p.deals(), p.p.Mul(p.r)
	dv := deals.Mul(v)
	// u is what a deal has to net, t ÷ dv: here margin − u, × dv and × dv × w.
	costs := margin.Sub(p.s).Mul(dv).Sub(t)
	price := t.Add(p.s.Mul(dv)).Mul(p.w).Add(p.c.Mul(dv))
	aDeal := p.aDeal()
	solve := func(a Assumption, now decimal.Decimal, s solution, most decimal.Decimal) Reversal {
		return reversal(side, a, now, s, most)
	}
	months, unit := decimal.NewFromInt(120), decimal.NewFromInt(1)
	return []Reversal{
		solve(DealsAMonth, p.n, solution{t.Mul(p.w), v.Mul(p.months()).Mul(aDeal)}, decimal.New(1, 6)),
		solve(FirstDeal, p.f, p.firstDeal(t, v, aDeal), months),
		solve(Price, p.p, solution{price, dv.Mul(p.w).Mul(p.r)}, mostMoney()),
		solve(MarginRate, p.r, solution{price, dv.Mul(p.w).Mul(p.p)}, unit),
		solve(PursuitCost, p.c, solution{p.w.Mul(costs), dv}, mostMoney()),
		p.winRate(side, solution{p.c.Mul(dv), costs}),
		solve(Support, p.s, solution{margin.Mul(p.w).Sub(p.c).Mul(dv).Sub(t.Mul(p.w)), dv.Mul(p.w)}, mostMoney()),
		solve(Investment, p.i, p.fixedInstead(p.i, other), mostMoney()),
	}
}

// firstDeal solves for f: the months of selling that it takes, horizon − f, are never below
// 0, so that a later first deal changes nothing once there is none.
func (p *program) firstDeal(t, v, aDeal decimal.Decimal) solution {
	den := v.Mul(p.n).Mul(aDeal)
	months := solution{t.Mul(p.w), den}
	switch {
	case den.IsZero():
	case t.IsZero() && p.months().IsZero():
		return solution{p.f, decimal.NewFromInt(1)}
	case months.fraction().Sign() < 0:
		return outside()
	}
	return solution{p.h.Mul(den).Sub(months.num), den}
}

// outside is a solution that no field can be.
func outside() solution { return solution{decimal.NewFromInt(-1), decimal.NewFromInt(1)} }

// winRate is 0 in no program, and has no part in one that pursues for nothing.
func (p *program) winRate(side Side, s solution) Reversal {
	switch {
	case s.num.IsZero():
		s.den = decimal.Decimal{}
	case s.den.IsZero(): // no rate is high enough
		s = outside()
	}
	return reversal(side, WinRate, p.w, s, decimal.NewFromInt(1))
}

// fixedInstead solves for one of the fixed amounts.
func (p *program) fixedInstead(now decimal.Decimal, other *program) solution {
	// profit + now − other's profit, × both win rates.
	num := p.profit().Add(now.Mul(p.w)).Mul(other.w).Sub(other.profit().Mul(p.w))
	return solution{num, p.w.Mul(other.w)}
}

// reversal publishes a solution that lies from 0 to the most that the field may be.
func reversal(side Side, a Assumption, now decimal.Decimal, s solution, most decimal.Decimal) Reversal {
	r := Reversal{Side: side, Assumption: a, Now: now}
	if s.den.IsZero() {
		r.Reason = ReasonNoEffect
		return r
	}
	f := s.fraction()
	if f.Sign() < 0 || f.Cmp(exact.NewFraction(most, decimal.NewFromInt(1))) > 0 || a == WinRate && f.Sign() == 0 {
		r.Reason = ReasonOutside
		return r
	}
	r.publish(f)
	return r
}

func (r *Reversal) publish(f exact.Fraction) {
	r.Value = decimal.NewNullDecimal(f.Round(valuePlaces))
	r.Change = decimal.NewNullDecimal(r.Value.Decimal.Sub(r.Now))
	r.ChangeShare = exact.Ratio(r.Change.Decimal, r.Now, exact.RatioPlaces)
}

// fraction is the solution with a divisor above 0.
func (s solution) fraction() exact.Fraction {
	if s.den.IsNegative() {
		return exact.NewFraction(s.num.Neg(), s.den.Neg())
	}
	return exact.NewFraction(s.num, s.den)
}

// horizon solves for h. The difference of the two profits is a line between the horizons at
// which a program has its first deal.
func horizon(incumbent, challenger *program) Reversal {
	r := Reversal{Side: SideBoth, Assumption: Months, Now: challenger.h}
	shortest, longest := decimal.NewFromInt(1), decimal.NewFromInt(120)
	bounds := []decimal.Decimal{shortest, longest}
	for _, first := range []decimal.Decimal{incumbent.f, challenger.f} {
		if first.GreaterThan(shortest) && first.LessThan(longest) {
			bounds = append(bounds, first)
		}
	}
	slices.SortFunc(bounds, decimal.Decimal.Cmp)
	difference := func(h decimal.Decimal) decimal.Decimal { // × both win rates
		a, b := *incumbent, *challenger
		a.h, b.h = h, h
		return b.profit().Mul(a.w).Sub(a.profit().Mul(b.w))
	}
	found, distance := exact.Fraction{}, exact.Fraction{}
	now := exact.NewFraction(r.Now, decimal.NewFromInt(1))
	moves := false
	for i, low := range bounds[:len(bounds)-1] {
		high := bounds[i+1]
		at, rise := difference(low), difference(high).Sub(difference(low))
		moves = moves || !rise.IsZero()
		var h exact.Fraction // low − at × (high − low) ÷ rise
		switch {
		case at.IsZero() && rise.IsZero(): // the two net the same all along
			h = exact.NewFraction(decimal.Max(low, decimal.Min(high, r.Now)), decimal.NewFromInt(1))
		case rise.IsZero():
			continue
		default:
			h = solution{low.Mul(rise).Sub(at.Mul(high.Sub(low))), rise}.fraction()
		}
		if h.Cmp(exact.NewFraction(low, decimal.NewFromInt(1))) < 0 || h.Cmp(exact.NewFraction(high, decimal.NewFromInt(1))) > 0 {
			continue
		}
		away := minus(h, now)
		if !r.Value.Valid || away.Cmp(distance) < 0 || away.Cmp(distance) == 0 && h.Cmp(found) < 0 {
			found, distance = h, away
			r.publish(h)
		}
	}
	switch {
	case r.Value.Valid:
	case moves:
		r.Reason = ReasonOutside
	default:
		r.Reason = ReasonNoEffect
	}
	return r
}

// minus returns |a − b|.
func minus(a, b exact.Fraction) exact.Fraction {
	difference := exact.NewFraction(a.Num().Mul(b.Den()).Sub(b.Num().Mul(a.Den())), a.Den().Mul(b.Den()))
	if difference.Sign() < 0 {
		return exact.NewFraction(difference.Num().Neg(), difference.Den())
	}
	return difference
}
