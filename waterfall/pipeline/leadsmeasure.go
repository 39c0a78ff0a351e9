package pipeline

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// leadMeasure collects leads that are counted once each.
type leadMeasure struct {
	policy           LeadPolicy
	asOf             partnermath.Date
	all              leadTally
	sources, vendors map[string]*leadTally
	waiting          []*Lead
}

// leadTally counts the leads of a row.
type leadTally struct {
	leads, rejected             int
	onTime, overdue, pending    int
	days                        []int32 // to follow-up
	mqls, sals, sqls, opps, won int
}

func newLeadMeasure(p LeadPolicy, asOf partnermath.Date) *leadMeasure {
	return &leadMeasure{policy: p, asOf: asOf, sources: make(map[string]*leadTally), vendors: make(map[string]*leadTally)}
}

func (r *leadMeasure) add(l *Lead) {
	r.all.add(l, r)
	tallyOf(r.sources, l.Source).add(l, r)
	tallyOf(r.vendors, l.Vendor).add(l, r)
	if l.waits() {
		r.waiting = append(r.waiting, l)
	}
}

func tallyOf(tallies map[string]*leadTally, name string) *leadTally {
	t := tallies[name]
	if t == nil {
		t = new(leadTally)
		tallies[name] = t
	}
	return t
}

// waits reports whether a lead is owed a follow-up that it has not had. Sales do not
// accept a lead that nobody has talked to, whatever the record lacks.
func (l *Lead) waits() bool {
	return l.FollowedUp.IsZero() && !l.Rejected && leadDepth(l.Stage) < leadDepth(partnermath.StageSAL)
}

func (t *leadTally) add(l *Lead, r *leadMeasure) {
	t.leads++
	if l.Rejected {
		t.rejected++
	}
	switch {
	case !l.FollowedUp.IsZero():
		days := l.FollowedUp.DaysSince(l.Created)
		t.days = append(t.days, int32(days))
		if days <= r.policy.FollowUpWithin {
			t.onTime++
		}
	case !l.waits():
	case r.overdue(l):
		t.overdue++
	default:
		t.pending++
	}
	depth := leadDepth(l.Stage)
	for _, reached := range [...]struct {
		depth int
		count *int
	}{{2, &t.mqls}, {3, &t.sals}, {4, &t.sqls}, {5, &t.opps}, {6, &t.won}} {
		if depth >= reached.depth {
			*reached.count++
		}
	}
}

func (r *leadMeasure) overdue(l *Lead) bool {
	return r.asOf.DaysSince(l.Created) > r.policy.FollowUpWithin
}

// leadDepth orders the stages that a lead can be at; 0 is none. A marketing
// generated opportunity is an opportunity.
func leadDepth(s partnermath.Stage) int {
	switch s {
	case partnermath.StageLead:
		return 1
	case partnermath.StageMQL:
		return 2
	case partnermath.StageSAL:
		return 3
	case partnermath.StageSQL:
		return 4
	case partnermath.StageMGO, partnermath.StageOpportunity:
		return 5
	case partnermath.StageWon:
		return 6
	}
	return 0
}

func (r *leadMeasure) report() LeadReport {
	report := LeadReport{AsOf: r.asOf, All: r.all.row(""), Sources: leadRows(r.sources), Vendors: leadRows(r.vendors)}
	slices.SortFunc(r.waiting, func(a, b *Lead) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	listed := r.waiting[:min(len(r.waiting), MaxListedLeads)]
	report.MoreWaiting = len(r.waiting) - len(listed)
	report.Waiting = make([]WaitingLead, len(listed))
	for i, l := range listed {
		report.Waiting[i] = WaitingLead{
			ID: l.ID, Partner: l.Partner, Source: l.Source, Vendor: l.Vendor, Created: l.Created,
			Age: r.asOf.DaysSince(l.Created), Overdue: r.overdue(l),
		}
	}
	return report
}

func leadRows(tallies map[string]*leadTally) []LeadRow {
	rows := make([]LeadRow, 0, len(tallies))
	for _, name := range slices.Sorted(maps.Keys(tallies)) {
		rows = append(rows, tallies[name].row(name))
	}
	return rows
}

func (t *leadTally) row(name string) LeadRow {
	followedUp := len(t.days)
	count := func(n int) decimal.NullDecimal { return decimal.NewNullDecimal(exact.Fixed(int64(n), 0)) }
	ratio := func(part, whole int) decimal.NullDecimal {
		return exact.RatioInt(int64(part), int64(whole), ratioPlaces)
	}
	o := partnermath.Outcome{
		Leads: count(t.leads), MQLs: count(t.mqls), SALs: count(t.sals), SQLs: count(t.sqls),
		Opportunities: count(t.opps), Won: count(t.won),
	}
	return LeadRow{
		Name: name, Leads: t.leads, Rejected: t.rejected, RejectedShare: ratio(t.rejected, t.leads),
		FollowedUp: followedUp, OnTime: t.onTime, Overdue: t.overdue, Pending: t.pending,
		FollowUpShare: ratio(followedUp, followedUp+t.overdue+t.pending),
		OnTimeShare:   ratio(t.onTime, followedUp+t.overdue),
		MedianDays:    medianDays(t.days),
		Outcome:       o, Rates: exact.Conversions(o), SQLRate: ratio(t.sqls, t.mqls),
	}
}
