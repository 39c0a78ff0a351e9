package reward

import (
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// walk settles deals one by one.
type walk struct {
	*terms
	purse
	asOf  partnermath.Date
	log   *finding.Log
	order []reachedAt
	found []partnermath.Reason
}

// reachedAt is a milestone that is reached, and its position in the program.
type reachedAt struct {
	*Reached
	k int
}

func (m reachedAt) before(n reachedAt) bool {
	return m.Date.Before(n.Date) || m.Date == n.Date && m.k < n.k
}

// part is what one of the two has of a deal, in minor units; pending and forfeited may be
// unknown.
type part struct {
	earned, pending, forfeited, takenBack, paid int64
}

// plus adds up the two parts of a deal, of which both are known or neither, or a rep is not there
// and has 0.
func (p part) plus(q part) part {
	sum := part{p.earned + q.earned, p.pending + q.pending, p.forfeited + q.forfeited, p.takenBack + q.takenBack, p.paid + q.paid}
	sum.pending, sum.forfeited = max(sum.pending, unknown), max(sum.forfeited, unknown)
	return sum
}

// happened reports whether a day is there and has come.
func (w *walk) happened(d partnermath.Date) bool { return !d.IsZero() && !d.After(w.asOf) }

// settle follows a deal through its milestones to its end, and returns what each has of it.
func (w *walk) settle(s *DealReward, d *Deal) (org, rep part) {
	w.sort(d)
	w.found = w.found[:0]
	s.ID, s.Partner, s.Rep = d.ID, d.Partner, d.Rep
	s.Steps = make([]Step, 0, len(w.order)+1)
	w.empty()
	r := run{terms: w.terms, purse: &w.purse, margin: w.minor(d.Margin), base: w.minor(d.Base)}
	if d.Rep != "" {
		r.repShare = w.repShare
	}
	var misdated bool
	s.Expires, misdated = w.expires(d)
	reached := -1
	for _, m := range w.order {
		s.Steps = append(s.Steps, Step{
			Milestone: m.Milestone, Date: m.Date, Share: w.Milestones[m.k].Share, Reason: w.refuses(d, s.Expires, m, reached),
		})
		step := &s.Steps[len(s.Steps)-1]
		if step.Reason == "" {
			r.learn(m)
			r.reach(step, m.k)
			reached = m.k
		} else {
			r.set(step, r.org, r.rep)
		}
		w.find(step.Reason)
	}
	wonSomeDay := reached >= 0 && w.wonSomeDay()
	s.Status = w.status(s.Expires, d, reached, misdated, wonSomeDay)
	org, rep = w.end(s, d, &r, wonSomeDay)
	s.ForOrganisation, s.ForRep = w.amounts(&org), w.amounts(&rep)
	for _, reason := range w.found {
		w.log.Add(reason, d.ID)
	}
	return org, rep
}

// sort takes the milestones that are reached, by day and then in the order of the program,
// those of an unknown day first.
func (w *walk) sort(d *Deal) {
	w.order = w.order[:0]
	for i := range d.Reached {
		m := reachedAt{&d.Reached[i], w.milestones[d.Reached[i].Milestone]}
		if m.Date.After(w.asOf) {
			continue
		}
		w.order = append(w.order, m)
		for at := len(w.order) - 1; at > 0 && m.before(w.order[at-1]); at-- {
			w.order[at-1], w.order[at] = m, w.order[at-1]
		}
	}
}

// expires returns the day on which a deal does, and whether it would before its approval.
func (w *walk) expires(d *Deal) (day partnermath.Date, misdated bool) {
	for _, m := range w.order {
		if m.k != 0 || m.Date.IsZero() {
			continue
		}
		if d.Expires.IsZero() && w.ProtectedDays > 0 {
			return m.Date.AddDays(w.ProtectedDays), false
		}
		if !d.Expires.IsZero() && !d.Expires.After(m.Date) {
			w.find(ReasonExpiresBeforeApproved)
			return partnermath.Date{}, true
		}
	}
	return d.Expires, false
}

// refuses returns why a milestone does not count after one that is reached, none when it
// does. Of an expiry and an end the earlier is the reason, on the same day the expiry.
func (w *walk) refuses(d *Deal, expires partnermath.Date, m reachedAt, reached int) partnermath.Reason {
	switch {
	case m.Date.IsZero():
		return ReasonDayUnknown
	case reached < 0 && m.k > 0:
		return ReasonBeforeApproval
	case m.k <= reached:
		return ReasonOutOfOrder
	}
	ended := d.End != "" && w.happened(d.Ended)
	expired := !expires.IsZero() && !m.Date.Before(expires)
	switch {
	case expired && (!ended || !d.Ended.Before(expires)):
		return ReasonAfterExpiry
	case ended && m.Date.After(d.Ended):
		return ReasonAfterEnd
	}
	return ""
}

// learn takes over what is known at a milestone; the close takes the actual margin or none.
func (r *run) learn(m reachedAt) {
	if m.Margin.Valid || m.k == len(r.shares)-1 {
		r.margin = r.minor(m.Margin)
	}
	if m.Base.Valid {
		r.base = r.minor(m.Base)
	}
}

// wonSomeDay tells that the last milestone is reached on no day.
func (w *walk) wonSomeDay() bool {
	return slices.ContainsFunc(w.order, func(m reachedAt) bool { return m.k == len(w.shares)-1 && m.Date.IsZero() })
}

// end pays the end of a deal, unless that is that it was won, and tells what is left.
func (w *walk) end(s *DealReward, d *Deal, r *run, wonSomeDay bool) (org, rep part) {
	paid, pending := w.paid(d, w.asOf), both{unknown, unknown}
	if s.Status != StatusUnclear && !wonSomeDay {
		pending = w.pending(r)
	}
	if d.Rep == "" {
		pending.rep = 0
	}
	org, rep = part{pending: pending.org, paid: paid.org}, part{pending: pending.rep, paid: paid.rep}
	on, rule := d.Ended, Consequence("")
	switch s.Status {
	case StatusExpired:
		on, rule = s.Expires, w.Expired
	case StatusLost:
		rule = w.Lost
	case StatusCancelled:
		rule = w.Cancelled
	case StatusUnclear:
		org.forfeited, rep.forfeited = pending.org, pending.rep
	}
	if rule != "" {
		step := Step{End: s.Status, Date: on}
		left := leave(rule, both{r.org, r.rep}, w.paid(d, on))
		org.takenBack, rep.takenBack = r.org-left.org, r.rep-left.rep
		org.pending, rep.pending, org.forfeited, rep.forfeited = 0, 0, pending.org, pending.rep
		r.set(&step, left.org, left.rep)
		s.Steps = append(s.Steps, step)
	}
	org.earned, rep.earned = r.org, r.rep
	return org, rep
}

// both is an amount of the organisation and one of the rep.
type both struct{ org, rep int64 }

// status returns what has become of a deal. One that is won some day and was cancelled is
// cancelled, whenever it was won; whether it expired or was lost before is not known.
func (w *walk) status(expires partnermath.Date, d *Deal, reached int, misdated, wonSomeDay bool) DealStatus {
	won := reached == len(w.shares)-1
	expired := reached >= 0 && !won && w.happened(expires)
	ended := w.happened(d.Ended)
	switch {
	case d.End != "" && d.Ended.IsZero():
		w.find(ReasonEndWithoutDay)
		return StatusUnclear
	case d.End == "" && ended && !won && !wonSomeDay:
		w.find(ReasonDayWithoutEnd)
		return StatusUnclear
	case misdated && !won && (d.End == "" || !ended):
		return StatusUnclear
	case d.End == "" || !ended:
	case won && d.End == EndLost:
		w.find(ReasonLostAfterWon)
	case d.End == EndCancelled && (!expired || d.Ended.Before(expires)):
		return StatusCancelled
	case d.End == EndLost && !wonSomeDay && (!expired || d.Ended.Before(expires)):
		return StatusLost
	}
	switch {
	case wonSomeDay:
		return StatusUnclear
	case won:
		return StatusWon
	case expired:
		return StatusExpired
	case reached >= 0:
		return StatusOpen
	}
	return StatusRegistered
}

// pending returns what each would still earn at the margin that is known.
func (w *walk) pending(r *run) both {
	counted := r.counted()
	if counted == unknown {
		return both{unknown, unknown}
	}
	rep := exact.MulRound(counted, r.repShare, one)
	return both{counted - rep - r.org, rep - r.rep}
}

// leave returns what an end leaves of what is earned.
func leave(rule Consequence, earned, paid both) both {
	switch rule {
	case EarnedStands:
		return earned
	case PaidStands:
		return both{min(earned.org, max(0, paid.org)), min(earned.rep, max(0, paid.rep))}
	default:
		return both{}
	}
}

// paid returns what was paid by the end of a day.
func (w *walk) paid(d *Deal, by partnermath.Date) (sum both) {
	for i := range d.Paid {
		p := &d.Paid[i]
		if p.Date.After(by) {
			continue
		}
		org, _ := exact.Int64(p.Organisation.Decimal, w.places)
		rep, _ := exact.Int64(p.Rep.Decimal, w.places)
		sum.org += org
		sum.rep += rep
	}
	return sum
}

func (w *walk) amounts(p *part) Amounts {
	return Amounts{
		Earned: w.of(p.earned), Pending: w.known(p.pending), Forfeited: w.known(p.forfeited),
		TakenBack: w.of(p.takenBack), Paid: w.of(p.paid), Due: w.of(p.earned - p.paid),
	}
}

// find notes a reason once for each deal.
func (w *walk) find(reason partnermath.Reason) {
	if reason != "" && !slices.Contains(w.found, reason) {
		w.found = append(w.found, reason)
	}
}
