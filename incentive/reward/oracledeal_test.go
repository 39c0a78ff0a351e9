package reward_test

import (
	"cmp"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

// oracleDeal is a deal on its way: what is known, and what is earned so far, by the
// organisation [0] and by the rep [1].
type oracleDeal struct {
	program      reward.Program
	hasRep       bool
	places       int32
	margin, base *big.Rat
	earned       [2]*big.Rat
	steps        []reward.Step
	reasons      map[partnermath.Reason]bool
}

// split gives the rep its share of an amount, and the organisation the rest.
func (d *oracleDeal) split(all *big.Rat) [2]*big.Rat {
	rep := new(big.Rat)
	if d.hasRep {
		rep = oracleRound(rep.Mul(oracleRat(d.program.RepShare), all), d.places)
	}
	return [2]*big.Rat{oracleLess(all, rep), rep}
}

// counts returns the cap and what counts of a margin, nil where it is not known.
func (d *oracleDeal) counts(margin *big.Rat) (limit, counted *big.Rat) {
	rate := oracleRat(d.program.CapRate)
	if rate != nil && d.base != nil {
		limit = oracleRound(new(big.Rat).Mul(rate, d.base), d.places)
	}
	switch {
	case margin == nil || rate != nil && limit == nil:
		return limit, nil
	case rate == nil:
		return nil, margin
	}
	return limit, oracleMin(margin, limit)
}

// become lets what is earned be that, at a step.
func (d *oracleDeal) become(s reward.Step, earned [2]*big.Rat) {
	s.Organisation = oracleDecimal(oracleLess(earned[0], d.earned[0]))
	s.Rep = oracleDecimal(oracleLess(earned[1], d.earned[1]))
	s.Amount = s.Organisation.Add(s.Rep)
	s.Earned = oracleDecimal(new(big.Rat).Add(earned[0], earned[1]))
	d.earned, d.steps = earned, append(d.steps, s)
	if s.Reason != "" {
		d.reasons[s.Reason] = true
	}
}

// reach pays a milestone that lies where it should.
func (d *oracleDeal) reach(s reward.Step, r reward.Reached, last bool) {
	if r.Margin.Valid {
		d.margin = oracleRat(r.Margin)
	} else if last {
		d.margin = nil
	}
	if r.Base.Valid {
		d.base = oracleRat(r.Base)
	}
	limit, counted := d.counts(d.margin)
	earned := d.earned
	s.Margin, s.Cap, s.Counted = oracleNull(d.margin), oracleNull(limit), oracleNull(counted)
	switch {
	case d.margin == nil:
		s.Reason = reward.ReasonMarginUnknown
	case counted == nil:
		s.Reason = reward.ReasonBaseUnknown
	default:
		earned = d.split(oracleRound(new(big.Rat).Mul(oracleRat(s.Share), counted), d.places))
	}
	d.become(s, earned)
}

func oraclePaid(in reward.Deal, by partnermath.Date) [2]*big.Rat {
	sum := [2]*big.Rat{new(big.Rat), new(big.Rat)}
	for _, p := range in.Paid {
		for i, n := range []decimal.NullDecimal{p.Organisation, p.Rep} {
			if n.Valid && !p.Date.After(by) {
				sum[i].Add(sum[i], testkit.Rat(n.Decimal))
			}
		}
	}
	return sum
}

func oracleDealReward(p reward.Program, in reward.Deal, asOf partnermath.Date) (reward.DealReward, map[partnermath.Reason]bool) {
	places, _ := partnermath.MinorUnits(p.Currency)
	d := oracleDeal{
		program: p, hasRep: in.Rep != "", places: places, margin: oracleRat(in.Margin), base: oracleRat(in.Base),
		earned: [2]*big.Rat{new(big.Rat), new(big.Rat)}, reasons: map[partnermath.Reason]bool{},
	}
	out := reward.DealReward{ID: in.ID, Partner: in.Partner, Rep: in.Rep, Status: reward.StatusRegistered}
	rank := func(r reward.Reached) int {
		return slices.IndexFunc(p.Milestones, func(m reward.Milestone) bool { return m.ID == r.Milestone })
	}
	var reached []reward.Reached
	var approved, won partnermath.Date
	for _, r := range in.Reached {
		if r.Date.After(asOf) {
			continue
		}
		if reached = append(reached, r); rank(r) == 0 {
			approved = r.Date
		}
	}
	slices.SortFunc(reached, func(a, b reward.Reached) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(rank(a), rank(b)))
	})
	unclear, vague := false, false // an expiry that cannot be, and an end of which nobody knows enough
	if out.Expires = in.Expires; out.Expires.IsZero() && p.ProtectedDays > 0 && !approved.IsZero() {
		out.Expires = approved.AddDays(p.ProtectedDays)
	}
	expires := out.Expires
	if !expires.IsZero() && !approved.IsZero() && !expires.After(approved) {
		d.reasons[reward.ReasonExpiresBeforeApproved] = true
		expires, out.Expires, unclear = partnermath.Date{}, partnermath.Date{}, true
	}
	if approved.IsZero() || expires.After(asOf) {
		expires = partnermath.Date{}
	}
	ended := in.Ended
	switch {
	case ended.After(asOf):
		ended = partnermath.Date{}
	case in.End == "" && !ended.IsZero():
		ended, vague = partnermath.Date{}, true
	case in.End != "" && ended.IsZero():
		d.reasons[reward.ReasonEndWithoutDay] = true
		vague = true
	}
	// Of an expiry and an end the earlier counts, on the same day the expiry.
	if !ended.IsZero() && !expires.IsZero() {
		if ended.Before(expires) {
			expires = partnermath.Date{}
		}
	}
	if !ended.IsZero() && approved.After(ended) {
		approved, expires = partnermath.Date{}, partnermath.Date{} // an approval after the end is none
	}
	undated := slices.ContainsFunc(reached, func(r reward.Reached) bool { // it is won, nobody knows when
		return r.Date.IsZero() && rank(r) == len(p.Milestones)-1 && !approved.IsZero()
	})
	highest := -1
	for _, r := range reached {
		k := rank(r)
		last := k == len(p.Milestones)-1
		s := reward.Step{Milestone: r.Milestone, Date: r.Date, Share: p.Milestones[k].Share}
		switch {
		case r.Date.IsZero():
			s.Reason = reward.ReasonDayUnknown
		case k > 0 && (approved.IsZero() || r.Date.Before(approved)):
			s.Reason = reward.ReasonBeforeApproval
		case k < highest:
			s.Reason = reward.ReasonOutOfOrder
		case !expires.IsZero() && !r.Date.Before(expires) && won.IsZero():
			s.Reason = reward.ReasonAfterExpiry
		case !ended.IsZero() && r.Date.After(ended):
			s.Reason = reward.ReasonAfterEnd
		default:
			highest = k
			if d.reach(s, r, last); last {
				won = r.Date
			} else if out.Status == reward.StatusRegistered {
				out.Status = reward.StatusOpen
			}
			continue
		}
		d.become(s, d.earned)
	}
	if !won.IsZero() {
		expires, out.Status = partnermath.Date{}, reward.StatusWon
		if in.End == reward.EndLost && !ended.IsZero() {
			d.reasons[reward.ReasonLostAfterWon] = true
			ended = partnermath.Date{}
		}
	}
	_, counted := d.counts(d.margin)
	pending := [2]*big.Rat{}
	switch {
	case !won.IsZero() && counted != nil:
		pending = [2]*big.Rat{new(big.Rat), new(big.Rat)}
	case counted != nil:
		pending = d.split(counted)
		pending = [2]*big.Rat{oracleLess(pending[0], d.earned[0]), oracleLess(pending[1], d.earned[1])}
	}
	forfeited, taken := [2]*big.Rat{new(big.Rat), new(big.Rat)}, [2]*big.Rat{new(big.Rat), new(big.Rat)}
	end, rule, day := reward.DealStatus(""), reward.Consequence(""), ended
	switch {
	case undated && (in.End != reward.EndCancelled || ended.IsZero() || !expires.IsZero()) && (!vague || in.End == ""):
		out.Status, pending, forfeited = reward.StatusUnclear, [2]*big.Rat{}, [2]*big.Rat{}
	case vague && (in.End != "" || won.IsZero()):
		if in.End == "" {
			d.reasons[reward.ReasonDayWithoutEnd] = true
		}
		out.Status, pending, forfeited = reward.StatusUnclear, [2]*big.Rat{}, [2]*big.Rat{}
	case !expires.IsZero():
		end, rule, day = reward.StatusExpired, p.Expired, expires
	case !ended.IsZero() && in.End == reward.EndLost:
		end, rule = reward.StatusLost, p.Lost
	case !ended.IsZero():
		end, rule = reward.StatusCancelled, p.Cancelled
	case unclear && won.IsZero():
		out.Status, pending, forfeited = reward.StatusUnclear, [2]*big.Rat{}, [2]*big.Rat{}
	}
	if undated {
		pending = [2]*big.Rat{}
	}
	if !d.hasRep {
		pending[1], forfeited[1] = new(big.Rat), new(big.Rat)
	}
	if end != "" {
		out.Status = end
		forfeited, pending = pending, [2]*big.Rat{new(big.Rat), new(big.Rat)}
		stands, paid := d.earned, oraclePaid(in, day)
		for i := range stands {
			switch rule {
			case reward.TakenBack:
				stands[i] = new(big.Rat)
			case reward.PaidStands:
				if stands[i] = oracleMin(stands[i], paid[i]); stands[i].Sign() < 0 {
					stands[i] = new(big.Rat)
				}
			}
			taken[i] = oracleLess(d.earned[i], stands[i])
		}
		d.become(reward.Step{End: end, Date: day}, stands)
	}
	out.Steps = d.steps
	paid := oraclePaid(in, asOf)
	for i, a := range []*reward.Amounts{&out.ForOrganisation, &out.ForRep} {
		*a = reward.Amounts{
			Earned: oracleDecimal(d.earned[i]), Pending: oracleNull(pending[i]), Forfeited: oracleNull(forfeited[i]),
			TakenBack: oracleDecimal(taken[i]), Paid: oracleDecimal(paid[i]), Due: oracleDecimal(oracleLess(d.earned[i], paid[i])),
		}
	}
	return out, d.reasons
}

func TestScheduleAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := oracleDrawProgram(t)
		places, _ := partnermath.MinorUnits(p.Currency)
		margin := decimal.NewNullDecimal(testkit.Decimal(0, 30, places).Draw(t, "margin"))
		base := decimal.NewNullDecimal(testkit.Decimal(0, 90, places).Draw(t, "base"))
		got, err := reward.Schedule(p, margin, base)
		if err != nil {
			t.Fatal(err)
		}
		d := oracleDeal{
			program: p, hasRep: true, places: places, margin: oracleRat(margin), base: oracleRat(base),
			earned: [2]*big.Rat{new(big.Rat), new(big.Rat)}, reasons: map[partnermath.Reason]bool{},
		}
		for _, m := range p.Milestones {
			d.reach(reward.Step{Milestone: m.ID, Share: m.Share}, reward.Reached{}, false)
		}
		if diff := testkit.Diff(reward.Timetable{Program: p.ID, Currency: p.Currency, Steps: d.steps}, got); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return reward.Schedule(p, margin, base) }, &p)
	})
}
