package reward_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The oracle works out every figure from its formula, deal by deal and place by place, in
// fractions of money.

func oracleRound(r *big.Rat, places int32) *big.Rat {
	return testkit.Rat(testkit.RoundHalfAway(r, places))
}

func oracleDecimal(r *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(r, 12) }

func oracleNull(r *big.Rat) decimal.NullDecimal {
	if r == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(oracleDecimal(r))
}

func oracleRat(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return nil
	}
	return testkit.Rat(n.Decimal)
}

func oracleLess(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func oracleMin(a, b *big.Rat) *big.Rat {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

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
	case undated && (in.End != reward.EndCancelled || ended.IsZero() || !expires.IsZero()) && !(vague && in.End != ""):
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

// oracleAdd adds what a deal has to some sums, which have counted it.
func oracleAdd(s *reward.Sums, a reward.Amounts, status reward.DealStatus) {
	add := func(to *decimal.NullDecimal, n decimal.NullDecimal) {
		to.Valid = true
		if n.Valid {
			to.Decimal = to.Decimal.Add(n.Decimal)
		}
	}
	add(&s.Pending, a.Pending)
	add(&s.Forfeited, a.Forfeited)
	s.Earned, s.TakenBack = s.Earned.Add(a.Earned), s.TakenBack.Add(a.TakenBack)
	s.Paid, s.Due = s.Paid.Add(a.Paid), s.Due.Add(a.Due)
	if status == reward.StatusLost || status == reward.StatusExpired || status == reward.StatusCancelled {
		s.PaidOnLost = s.PaidOnLost.Add(a.Paid)
	}
}

func oracleUnknown(a reward.Amounts) int {
	if a.Pending.Valid && a.Forfeited.Valid {
		return 0
	}
	return 1
}

func oracleFindings(ids map[partnermath.Reason][]string) (all []partnermath.Finding) {
	for r, of := range ids {
		slices.Sort(of)
		all = append(all, partnermath.Finding{Reason: r, Records: len(of), IDs: of})
	}
	slices.SortFunc(all, func(a, b partnermath.Finding) int { return cmp.Compare(a.Reason, b.Reason) })
	return all
}

func oracleSettle(p reward.Program, deals []reward.Deal, asOf partnermath.Date) reward.Settlement {
	out := reward.Settlement{Program: p.ID, Currency: p.Currency, AsOf: asOf}
	found := map[partnermath.Reason][]string{}
	zero := decimal.NewNullDecimal(decimal.Zero)
	out.Total.Pending, out.Total.Forfeited = zero, zero
	enter := func(to []reward.Statement, id string, d reward.DealReward, a reward.Amounts) []reward.Statement {
		i := slices.IndexFunc(to, func(s reward.Statement) bool { return s.ID == id })
		if i < 0 {
			i, to = len(to), append(to, reward.Statement{ID: id})
		}
		to[i].Deals++
		to[i].Unknown += oracleUnknown(a)
		oracleAdd(&to[i].Sums, a, d.Status)
		oracleAdd(&out.Total, a, d.Status)
		to[i].Lines = append(to[i].Lines, reward.StatementLine{Deal: d.ID, Status: d.Status, Amounts: a})
		return to
	}
	for _, in := range deals {
		d, reasons := oracleDealReward(p, in, asOf)
		out.Deals = append(out.Deals, d)
		out.Total.Deals++
		out.Total.Unknown += max(oracleUnknown(d.ForOrganisation), oracleUnknown(d.ForRep))
		out.Organisations = enter(out.Organisations, d.Partner, d, d.ForOrganisation)
		if d.Rep != "" {
			out.Reps = enter(out.Reps, d.Rep, d, d.ForRep)
		}
		for r := range reasons {
			found[r] = append(found[r], d.ID)
		}
	}
	for _, s := range [][]reward.Statement{out.Organisations, out.Reps} {
		slices.SortFunc(s, func(a, b reward.Statement) int { return cmp.Compare(a.ID, b.ID) })
	}
	out.Findings = oracleFindings(found)
	return out
}

func oracleDrawDay(t *rapid.T, name string) partnermath.Date {
	return partnermath.NewDate(2026, time.March, rapid.IntRange(1, 9).Draw(t, name))
}

func oracleMaybe(t *rapid.T, name string, low, high int64, places int32) decimal.NullDecimal {
	if rapid.IntRange(0, 3).Draw(t, name+" unknown") == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(t, name))
}

func oracleDrawProgram(t *rapid.T) reward.Program {
	rule := func(name string) reward.Consequence {
		return rapid.SampledFrom(reward.TakenBack.Values()).Draw(t, name)
	}
	p := reward.Program{
		ID: "p", Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
		RepShare: decimal.NewNullDecimal(testkit.Decimal(0, 1, 2).Draw(t, "rep share")),
		Lost:     rule("lost"), Expired: rule("expired"), Cancelled: rule("cancelled"),
		ProtectedDays: rapid.SampledFrom([]int{0, 1, 4}).Draw(t, "protected"),
	}
	if rapid.Bool().Draw(t, "capped") {
		p.CapRate = partnermath.Num(rapid.Int64Range(1, 1000).Draw(t, "cap rate"), 3)
	}
	shares := rapid.SliceOfNDistinct(rapid.Int64Range(0, 999), 1, 4, rapid.ID[int64]).Draw(t, "shares")
	slices.Sort(shares)
	for i, s := range append(shares, 1000) {
		p.Milestones = append(p.Milestones, reward.Milestone{ID: fmt.Sprint("m", i), Share: partnermath.Num(s, 3)})
	}
	return p
}

func oracleDrawDeal(t *rapid.T, p reward.Program, id string) reward.Deal {
	places, _ := partnermath.MinorUnits(p.Currency)
	maybe := func(name string, low, high int64) decimal.NullDecimal {
		return oracleMaybe(t, name, low, high, places)
	}
	d := reward.Deal{ID: id, Partner: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "partner"), Rep: rapid.SampledFrom([]string{"", "", "r"}).Draw(t, "rep")}
	if d.Rep != "" {
		d.Rep += d.Partner
	}
	d.Margin, d.Base = maybe("margin", 0, 20), maybe("base", 0, 40)
	if rapid.IntRange(0, 2).Draw(t, "expires") == 0 {
		d.Expires = oracleDrawDay(t, "expiry")
	}
	orderly := rapid.Bool().Draw(t, "orderly")
	day := 1
	for _, m := range p.Milestones {
		r := reward.Reached{Milestone: m.ID, Margin: maybe("then", 0, 20), Base: maybe("base then", 0, 40)}
		kind := rapid.IntRange(0, 8).Draw(t, "reached")
		if day += kind % 3; orderly {
			r.Date = partnermath.NewDate(2026, time.March, day)
		} else if kind > 1 {
			r.Date = oracleDrawDay(t, "day")
		}
		if kind > 0 {
			d.Reached = append(d.Reached, r)
		}
	}
	if len(d.Reached) > 1 && !orderly {
		d.Reached = rapid.Permutation(d.Reached).Draw(t, "order")
	}
	d.End = rapid.SampledFrom([]reward.DealEnd{"", "", reward.EndLost, reward.EndCancelled}).Draw(t, "end")
	if rapid.IntRange(0, 9).Draw(t, "contrary") == 0 != (d.End != "") {
		d.Ended = oracleDrawDay(t, "ended")
	}
	for range rapid.IntRange(0, 3).Draw(t, "payments") {
		pay := reward.Payment{Date: oracleDrawDay(t, "paid"), Organisation: partnermath.Num(rapid.Int64Range(-5, 15).Draw(t, "to organisation"), 0)}
		if d.Rep != "" {
			pay.Rep = maybe("to rep", -3, 9)
		}
		d.Paid = append(d.Paid, pay)
	}
	return d
}

func TestSettleAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := oracleDrawProgram(t)
		var deals []reward.Deal
		for i := range rapid.IntRange(0, 4).Draw(t, "deals") {
			deals = append(deals, oracleDrawDeal(t, p, fmt.Sprint("d", i)))
		}
		asOf := oracleDrawDay(t, "as of")
		got, err := reward.Settle(p, reward.Book{Deals: deals}, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(oracleSettle(p, deals, asOf), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-oracle +got):\n%s\n%s", diff, testkit.JSON(t, deals))
		}
	})
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
	})
}

func oracleRank(c reward.Contest, entries []reward.Entry) reward.Standings {
	places, _ := partnermath.MinorUnits(c.Currency)
	out := reward.Standings{Contest: c.ID, Currency: c.Currency, Budget: c.Budget}
	var prizes []*big.Rat
	sum := new(big.Rat)
	for _, n := range c.Prizes {
		prizes = append(prizes, oracleRat(n))
		sum.Add(sum, oracleRat(n))
	}
	if budget := oracleRat(c.Budget); budget != nil && sum.Cmp(budget) > 0 {
		prizes = testkit.LargestRemainder(budget, prizes, places)
	}
	for i, n := range prizes {
		out.Prizes = append(out.Prizes, reward.PrizeLine{Place: i + 1, Stated: c.Prizes[i].Decimal, Prize: oracleDecimal(n)})
	}
	found := map[partnermath.Reason][]string{}
	var placed, others []reward.Standing
	for _, e := range entries {
		s := reward.Standing{ID: e.ID, Result: e.Result, Date: e.Date}
		switch {
		case !e.Result.Valid:
			s.Reason = reward.ReasonResultUnknown
			found[s.Reason] = append(found[s.Reason], e.ID)
		case c.Minimum.Valid && e.Result.Decimal.LessThan(c.Minimum.Decimal):
			s.Reason = reward.ReasonBelowMinimum
		default:
			if e.Date.IsZero() && c.Ties == reward.TiesEarlier {
				found[reward.ReasonDayUnknown] = append(found[reward.ReasonDayUnknown], e.ID)
			}
			placed = append(placed, s)
			continue
		}
		others = append(others, s)
	}
	better := func(a, b reward.Standing) bool {
		if n := a.Result.Decimal.Cmp(b.Result.Decimal); n != 0 || c.Ties == reward.TiesPool {
			return n > 0
		}
		return !a.Date.IsZero() && (b.Date.IsZero() || a.Date.Before(b.Date))
	}
	byID := func(a, b reward.Standing) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(placed, byID)
	slices.SortFunc(others, byID)
	for i := range placed {
		pool, ahead, weights := new(big.Rat), 0, []*big.Rat(nil)
		s := &placed[i]
		s.Place = 1
		for j, o := range placed {
			if better(o, *s) {
				s.Place++
			} else if !better(*s, o) {
				weights = append(weights, big.NewRat(1, 1))
				if j < i {
					ahead++
				}
			}
		}
		s.Tied = len(weights)
		for k := s.Place - 1; k < min(s.Place-1+s.Tied, len(prizes)); k++ {
			pool.Add(pool, prizes[k])
		}
		s.Pool = oracleDecimal(pool)
		s.Prize = oracleDecimal(testkit.LargestRemainder(pool, weights, places)[ahead])
		out.Awarded = out.Awarded.Add(s.Prize)
	}
	slices.SortStableFunc(placed, func(a, b reward.Standing) int { return cmp.Compare(a.Place, b.Place) })
	out.Standings = slices.Concat(placed, others)
	if c.Budget.Valid {
		out.Left = decimal.NewNullDecimal(c.Budget.Decimal.Sub(out.Awarded))
	}
	out.Findings = oracleFindings(found)
	return out
}

func TestRankAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := reward.Contest{
			ID: "c", Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
			Ties: rapid.SampledFrom(reward.TiesPool.Values()).Draw(t, "ties"), Minimum: oracleMaybe(t, "minimum", -1, 3, 1),
		}
		places, _ := partnermath.MinorUnits(c.Currency)
		c.Budget = oracleMaybe(t, "budget", 0, 30, places)
		prizes := rapid.SliceOfN(rapid.Int64Range(0, 2000), 1, 5).Draw(t, "prizes")
		slices.SortFunc(prizes, func(a, b int64) int { return cmp.Compare(b, a) })
		for i, n := range prizes {
			if i == 0 {
				n++
			}
			c.Prizes = append(c.Prizes, partnermath.Num(n, places))
		}
		var entries []reward.Entry
		for i := range rapid.IntRange(0, 8).Draw(t, "entries") {
			e := reward.Entry{ID: fmt.Sprint("e", i), Result: oracleMaybe(t, "result", -1, 3, 0)}
			if rapid.IntRange(0, 3).Draw(t, "dated") > 0 {
				e.Date = partnermath.NewDate(2026, time.March, rapid.IntRange(1, 2).Draw(t, "day"))
			}
			entries = append(entries, e)
		}
		if len(entries) > 1 {
			entries = rapid.Permutation(entries).Draw(t, "order")
		}
		got, err := reward.Rank(c, entries)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(oracleRank(c, entries), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-oracle +got):\n%s\n%s\n%s", diff, testkit.JSON(t, c), testkit.JSON(t, entries))
		}
	})
}
