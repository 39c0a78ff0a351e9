package reward

import (
	"cmp"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// walk settles deals one by one.
type walk struct {
	*terms
	asOf  partnermath.Date
	log   *finding.Log
	order []*Reached
	found []partnermath.Reason
}

// settled is a deal with the parts of both in minor units.
type settled struct {
	DealReward
	org, rep part
}

// part is what one of the two has of a deal, in minor units; pending and forfeited may be
// unknown.
type part struct {
	earned, pending, forfeited, takenBack, paid int64
}

// plus adds up the two parts of a deal, of which both are known or neither.
func (p part) plus(q part) *part {
	sum := part{p.earned + q.earned, p.pending + q.pending, p.forfeited + q.forfeited, p.takenBack + q.takenBack, p.paid + q.paid}
	sum.pending, sum.forfeited = max(sum.pending, unknown), max(sum.forfeited, unknown)
	return &sum
}

// happened reports whether a day is there and has come.
func (w *walk) happened(d partnermath.Date) bool { return !d.IsZero() && !d.After(w.asOf) }

// settle follows a deal through its milestones to its end.
func (w *walk) settle(d *Deal) settled {
	w.sort(d)
	w.found = w.found[:0]
	s := settled{DealReward: DealReward{ID: d.ID, Partner: d.Partner, Rep: d.Rep}}
	s.Steps = make([]Step, 0, len(w.order)+1)
	r := run{terms: w.terms, margin: w.units(d.Margin), base: w.units(d.Base)}
	if d.Rep != "" {
		r.repShare = w.repShare
	}
	var misdated bool
	s.Expires, misdated = w.expires(d)
	reached := -1
	for _, m := range w.order {
		k := w.milestones[m.Milestone]
		step := Step{Milestone: m.Milestone, Share: w.Milestones[k].Share, Reason: w.refuses(d, s.Expires, m, k, reached)}
		if step.Reason == "" {
			r.learn(w.terms, m, k)
			step = r.reach(k)
			reached = k
		} else {
			r.set(&step, r.org, r.rep)
		}
		step.Date = m.Date
		w.find(step.Reason)
		s.Steps = append(s.Steps, step)
	}
	w.end(&s, d, &r, reached, misdated)
	for _, reason := range w.found {
		w.log.Add(reason, d.ID)
	}
	return s
}

// sort takes the milestones that are reached, by day and then in the order of the program,
// those of an unknown day first.
func (w *walk) sort(d *Deal) {
	w.order = w.order[:0]
	for i := range d.Reached {
		if r := &d.Reached[i]; !r.Date.After(w.asOf) {
			w.order = append(w.order, r)
		}
	}
	slices.SortFunc(w.order, func(a, b *Reached) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(w.milestones[a.Milestone], w.milestones[b.Milestone]))
	})
}

// expires returns the day on which a deal does, and whether it would before its approval.
func (w *walk) expires(d *Deal) (day partnermath.Date, misdated bool) {
	for _, m := range w.order {
		if w.milestones[m.Milestone] != 0 || m.Date.IsZero() {
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

// refuses returns why milestone k does not count after one that is reached, none when it
// does.
func (w *walk) refuses(d *Deal, expires partnermath.Date, m *Reached, k, reached int) partnermath.Reason {
	switch {
	case m.Date.IsZero():
		return ReasonDayUnknown
	case reached < 0 && k > 0:
		return ReasonBeforeApproval
	case k <= reached:
		return ReasonOutOfOrder
	case d.End != "" && w.happened(d.Ended) && m.Date.After(d.Ended):
		return ReasonAfterEnd
	case !expires.IsZero() && !m.Date.Before(expires):
		return ReasonAfterExpiry
	}
	return ""
}

// learn takes over what is known at milestone k; the close takes the actual margin or none.
func (r *run) learn(t *terms, m *Reached, k int) {
	if m.Margin.Valid || k == len(t.shares)-1 {
		r.margin = t.units(m.Margin)
	}
	if m.Base.Valid {
		r.base = t.units(m.Base)
	}
}

// end tells how a deal ended, what that takes back and what is left.
func (w *walk) end(s *settled, d *Deal, r *run, reached int, misdated bool) {
	paid := w.paid(d, w.asOf)
	s.Status = w.status(s.Expires, d, reached, misdated)
	pending := w.pending(r, s.Status)
	s.org = part{pending: pending.org, paid: paid.org}
	s.rep = part{pending: pending.rep, paid: paid.rep}
	on, rule := d.Ended, Consequence("")
	switch s.Status {
	case StatusExpired:
		on, rule = s.Expires, w.Expired
	case StatusLost:
		rule = w.Lost
	case StatusCancelled:
		rule = w.Cancelled
	case StatusUnclear:
		s.org.forfeited, s.rep.forfeited = unknown, unknown
	}
	if rule != "" {
		step := Step{End: s.Status, Date: on}
		before := both{r.org, r.rep}
		after := w.left(rule, before, w.paid(d, on))
		r.set(&step, after.org, after.rep)
		s.Steps = append(s.Steps, step)
		s.org.takenBack, s.rep.takenBack = before.org-after.org, before.rep-after.rep
		s.org.pending, s.rep.pending, s.org.forfeited, s.rep.forfeited = 0, 0, pending.org, pending.rep
	}
	s.org.earned, s.rep.earned = r.org, r.rep
	s.ForOrganisation, s.ForRep = w.amounts(&s.org), w.amounts(&s.rep)
}

// both is an amount of the organisation and one of the rep.
type both struct{ org, rep int64 }

// status returns what has become of a deal.
func (w *walk) status(expires partnermath.Date, d *Deal, reached int, misdated bool) DealStatus {
	won := reached == len(w.shares)-1
	expired := reached >= 0 && !won && w.happened(expires)
	ended := w.happened(d.Ended)
	switch {
	case d.End != "" && d.Ended.IsZero():
		w.find(ReasonEndWithoutDay)
		return StatusUnclear
	case d.End == "" && ended && !won:
		w.find(ReasonDayWithoutEnd)
		return StatusUnclear
	case misdated && !won:
		return StatusUnclear
	case d.End == "" || !ended:
	case won && d.End == EndLost:
		w.find(ReasonLostAfterWon)
	case d.End == EndCancelled && (!expired || d.Ended.Before(expires)):
		return StatusCancelled
	case d.End == EndLost && (!expired || d.Ended.Before(expires)):
		return StatusLost
	}
	switch {
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
func (w *walk) pending(r *run, status DealStatus) both {
	counted := r.counted()
	if counted == unknown || status == StatusUnclear {
		return both{unknown, unknown}
	}
	rep := exact.MulRound(counted, r.repShare, one)
	return both{counted - rep - r.org, rep - r.rep}
}

// left returns what an end leaves of what is earned.
func (w *walk) left(rule Consequence, earned, paid both) both {
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
		Earned: exact.Fixed(p.earned, w.places), Pending: w.publish(p.pending), Forfeited: w.publish(p.forfeited),
		TakenBack: exact.Fixed(p.takenBack, w.places), Paid: exact.Fixed(p.paid, w.places), Due: exact.Fixed(p.earned-p.paid, w.places),
	}
}

// find notes a reason once for each deal.
func (w *walk) find(reason partnermath.Reason) {
	if reason != "" && !slices.Contains(w.found, reason) {
		w.found = append(w.found, reason)
	}
}
