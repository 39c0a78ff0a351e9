package pipeline

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// leadMeasure collects leads that are counted once each.
type leadMeasure struct {
	policy           LeadPolicy
	days             dayCounter
	asOf             partnermath.Date
	all              leadTally
	sources, vendors map[string]*leadTally
	waiting          []WaitingLead
	findings         finding.Log
}

// leadFacts are what a lead tells as of the day of the report.
type leadFacts struct {
	*Lead
	waits, followedUp bool
	days              int // to the follow-up, or so far; -1 when that is not known
	late              bool
}

// leadTally counts the leads of a row.
type leadTally struct {
	leads, rejected              int
	followedUp, onTime           int
	overdue, pending, unknownAge int
	days                         []int32 // to follow-up
	mqls, sals, sqls, opps, won  int
}

func newLeadMeasure(p LeadPolicy, asOf partnermath.Date) *leadMeasure {
	return &leadMeasure{
		policy: p, days: newDayCounter(p.Days, p.WorkingDays), asOf: asOf,
		sources: make(map[string]*leadTally), vendors: make(map[string]*leadTally),
	}
}

func (r *leadMeasure) add(l *Lead) {
	f, ok := r.look(l)
	if !ok {
		return
	}
	r.all.add(&f)
	groupOf(r.sources, l.Source).add(&f)
	groupOf(r.vendors, l.Vendor).add(&f)
	if f.waits && f.days >= 0 {
		r.waiting = append(r.waiting, WaitingLead{
			ID: l.ID, Partner: l.Partner, Source: l.Source, Vendor: l.Vendor, Created: l.Created, Age: f.days, Overdue: f.late,
		})
	}
}

// look finds out the facts of a sound lead, and logs what contradicts each other. ok is
// false for a lead that was not there yet.
func (r *leadMeasure) look(l *Lead) (f leadFacts, ok bool) {
	l = r.told(l)
	if l.Created.After(r.asOf) || l.FollowedUp.After(r.asOf) {
		r.findings.Add(ReasonAfterAsOf, l.ID)
	}
	if l.Created.After(r.asOf) {
		return f, false
	}
	f = leadFacts{Lead: l, days: -1, followedUp: !l.FollowedUp.IsZero() && !l.FollowedUp.After(r.asOf)}
	// Sales do not accept a lead that nobody has talked to, whatever the record lacks.
	f.waits = !f.followedUp && !l.Rejected && leadDepth(l.Stage) < leadDepth(partnermath.StageSAL) && !r.policy.FollowUpUnknown
	until := r.asOf
	if f.followedUp {
		until = l.FollowedUp
	}
	switch {
	case l.Created.IsZero():
		r.findings.Add(ReasonCreatedUnknown, l.ID)
	case until.Before(l.Created):
		r.findings.Add(ReasonFollowUpBeforeCreated, l.ID)
	default:
		f.days = r.days.between(l.Created, until)
		f.late = f.days > r.policy.FollowUpWithin
	}
	return f, true
}

// told returns a lead without what the policy says that nobody has recorded.
func (r *leadMeasure) told(l *Lead) *Lead {
	if !r.policy.FollowUpUnknown && !r.policy.RejectionUnknown {
		return l
	}
	told := *l
	if r.policy.FollowUpUnknown {
		told.FollowedUp = partnermath.Date{}
	}
	told.Rejected = told.Rejected && !r.policy.RejectionUnknown
	return &told
}

func (t *leadTally) add(f *leadFacts) {
	t.leads++
	if f.Rejected {
		t.rejected++
	}
	switch {
	case f.followedUp:
		t.followedUp++
		if f.days >= 0 {
			t.days = append(t.days, int32(f.days))
			if !f.late {
				t.onTime++
			}
		}
	case !f.waits:
	case f.days < 0:
		t.unknownAge++
	case f.late:
		t.overdue++
	default:
		t.pending++
	}
	depth := leadDepth(f.Stage)
	for _, reached := range [...]struct {
		depth int
		count *int
	}{{2, &t.mqls}, {3, &t.sals}, {4, &t.sqls}, {5, &t.opps}, {6, &t.won}} {
		if depth >= reached.depth {
			*reached.count++
		}
	}
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
	slices.SortFunc(r.waiting, func(a, b WaitingLead) int {
		return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
	})
	listed := min(len(r.waiting), MaxListedLeads)
	return LeadReport{
		AsOf: r.asOf, Days: cmp.Or(r.policy.Days, DaysCalendar),
		All: r.row("", &r.all), Sources: r.rows(r.sources), Vendors: r.rows(r.vendors),
		Waiting: append([]WaitingLead{}, r.waiting[:listed]...), MoreWaiting: len(r.waiting) - listed,
		Findings: r.findings.Findings(),
	}
}

func (r *leadMeasure) rows(tallies map[string]*leadTally) []LeadRow {
	rows := make([]LeadRow, 0, len(tallies))
	for _, name := range slices.Sorted(maps.Keys(tallies)) {
		rows = append(rows, r.row(name, tallies[name]))
	}
	return rows
}

// row publishes a row, without what nobody has recorded.
func (r *leadMeasure) row(name string, t *leadTally) LeadRow {
	unless := func(unknown bool, n int) decimal.NullDecimal {
		if unknown {
			return decimal.NullDecimal{}
		}
		return whole(n)
	}
	followed := func(n int) decimal.NullDecimal { return unless(r.policy.FollowUpUnknown, n) }
	ratio := func(part, all int) decimal.NullDecimal {
		return exact.RatioInt(int64(part), int64(all), exact.RatioPlaces)
	}
	o := partnermath.Outcome{
		Leads: whole(t.leads), MQLs: whole(t.mqls), SALs: whole(t.sals), SQLs: whole(t.sqls),
		Opportunities: whole(t.opps), Won: whole(t.won),
	}
	rejected := unless(r.policy.RejectionUnknown, t.rejected)
	return LeadRow{
		Name: name, Leads: t.leads, Rejected: rejected, RejectedShare: exact.RatioNull(rejected, o.Leads, exact.RatioPlaces),
		FollowedUp: followed(t.followedUp), OnTime: followed(t.onTime), UnknownDays: followed(t.followedUp - len(t.days)),
		Overdue: followed(t.overdue), Pending: followed(t.pending), UnknownAge: followed(t.unknownAge),
		FollowUpShare: ratio(t.followedUp, t.followedUp+t.overdue+t.pending+t.unknownAge),
		OnTimeShare:   ratio(t.onTime, len(t.days)+t.overdue),
		MedianDays:    medianDays(t.days),
		Outcome:       o, Rates: exact.Conversions(o), SQLRate: ratio(t.sqls, t.mqls),
	}
}
