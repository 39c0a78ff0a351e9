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

// MeasureRegistrations tells how much partners registered against the goal, how fast the
// vendor decides and what waits, how often registered deals are won, what share of all
// revenue was registered, and which registrations collide; in all, by partner and by
// rep.
//
//	attainment       = registered value ÷ goal
//	within share     = decided in at most the service level ÷ decided after days that are known
//	win rate         = won ÷ (won + lost + expired)
//	registered share = registered won revenue ÷ all won partner revenue
//	conflict         = same customer, same product, protected on the same day; ended where one is not any more
//
// An approved registration protects from the day it is decided, up to but without the
// day that it expires or is closed. Conflicts are those whose overlap has a day in the
// period. A report of one partner takes the registrations of others as Rivals of the book.
// Ratios have 4 decimals; the other units stand with each field.
//
// It is measured at the end of the day asOf, which is not before the period. What is
// dated later has not happened yet, so the figures of the last quarter do not change with
// what came after it. A registration counts as far as its facts are known; those that
// contradict each other are findings of the report.
//
// The order of registrations does not matter. There is no streaming form: a median and
// conflicts take all registrations at once. The time it takes grows as n × log n with
// their number, also when all of them collide.
//
// The error is a [*partnermath.ValidationError] that lists every rule that policy, asOf
// and book break, with paths below "policy", "asOf" and "book". Where the policy sets
// faulty registrations apart, the report lists them instead.
func MeasureRegistrations(policy RegistrationPolicy, asOf partnermath.Date, book RegistrationBook) (RegistrationReport, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	switch {
	case asOf.IsZero():
		faults.Add("asOf", "required", "must be given")
	case asOf.Before(policy.Period.Start):
		faults.Addf("asOf", "order", "must not be before the start of the period %s, got %s", policy.Period.Start, asOf)
	}
	m := registrationMeasure{
		policy: &policy, asOf: asOf, places: minorUnits(policy.Currency), days: newDayCounter(policy.Days, policy.WorkingDays),
		partners: make(registrationRows), reps: make(registrationRows),
	}
	own, rivals, repeated := book.read(&faults, &m.findings, &policy, "book.")
	if err := faults.Err(); err != nil {
		return RegistrationReport{}, err
	}
	report := RegistrationReport{Currency: policy.Currency, Period: policy.Period, AsOf: asOf, Days: cmp.Or(policy.Days, DaysCalendar), Repeated: repeated}
	report.Conflicts, report.MoreConflicts = m.conflicts(own, rivals)
	m.total.goal, m.total.revenue, m.total.goals = policy.Goal, book.Revenue, policy.Goals
	m.partners.expect(book.Partners)
	m.reps.expect(book.Reps)
	for i := range own {
		m.add(&own[i])
	}
	report.Total = m.figures(&m.total)
	report.Partners, report.Reps = m.rows(m.partners), m.rows(m.reps)
	report.Pending, report.MorePending = m.pending()
	report.Later, report.Findings = m.later, m.findings.Findings()
	return report, nil
}

// registrationMeasure is what is known while registrations are looked at.
type registrationMeasure struct {
	policy         *RegistrationPolicy
	asOf           partnermath.Date
	places         int32
	days           dayCounter
	total          registrationRow
	partners, reps registrationRows
	waiting        []*registered
	later          int
	findings       finding.Log
}

// happened reports whether a day is there and not after the report.
func (m *registrationMeasure) happened(d partnermath.Date) bool {
	return !d.IsZero() && !d.After(m.asOf)
}

// counts reports whether what happened on a day is in the period.
func (m *registrationMeasure) counts(d partnermath.Date) bool {
	return m.policy.Period.IsZero() || m.policy.Period.Contains(d)
}

// add adds a registration to the total and to its partner and rep.
func (m *registrationMeasure) add(r *registered) {
	m.note(r)
	if !m.happened(r.Submitted) {
		m.later++
		return
	}
	f := m.look(r)
	if f.is[statePending] {
		m.waiting = append(m.waiting, r)
	}
	m.total.add(&f)
	groupOf(m.partners, r.Partner).add(&f)
	groupOf(m.reps, r.Rep).add(&f)
}

// note logs what is not known of a registration, or contradicts itself.
func (m *registrationMeasure) note(r *registered) {
	decided := r.Decided
	if decided.IsZero() {
		decided = r.Submitted
	}
	for _, found := range [...]struct {
		reason partnermath.Reason
		is     bool
	}{
		{ReasonAmountUnknown, !r.Amount.Valid},
		{ReasonCustomerUnknown, r.Customer == ""},
		{ReasonDecidedBeforeSubmitted, precedes(r.Decided, r.Submitted)},
		{ReasonDecisionWithoutDay, r.Decision != "" && r.Decided.IsZero()},
		{ReasonDayWithoutDecision, r.Decision == "" && !r.Decided.IsZero()},
		{ReasonOutcomeWithoutDay, r.Outcome != "" && r.Closed.IsZero()},
		{ReasonDayWithoutOutcome, r.Outcome == "" && !r.Closed.IsZero()},
		{ReasonClosedBeforeDecided, precedes(r.Closed, decided)},
		{ReasonClosedUndecided, m.waits(r) && m.happened(r.Closed)},
		{ReasonExpiresBeforeDecided, !r.Expires.IsZero() && !r.Expires.After(decided)},
		{ReasonAfterAsOf, r.Submitted.After(m.asOf) || r.Decided.After(m.asOf) || r.Closed.After(m.asOf)},
	} {
		if found.is {
			m.findings.Add(found.reason, r.ID)
		}
	}
}

// look finds out what a registration that was submitted counts as.
func (m *registrationMeasure) look(r *registered) registrationFacts {
	f := registrationFacts{amount: r.amount, revenue: r.revenue, days: -1}
	f.is[stateSubmitted] = m.counts(r.Submitted)
	f.is[stateColliding], f.is[stateCollided] = r.colliding, r.collided
	if m.waits(r) {
		if m.happened(r.Closed) { // there is nothing left to decide
			f.is[stateUnknownDecision] = true
			return f
		}
		f.is[statePending] = true
		m.time(&f, r.Submitted, m.asOf)
		return f
	}
	if r.Decision == "" || r.Decided.IsZero() {
		f.is[stateUnknownDecision] = true
		return f
	}
	m.time(&f, r.Submitted, r.Decided)
	if r.Decision == RegistrationRejected {
		f.is[stateRejected] = m.counts(r.Decided)
		return f
	}
	f.is[stateApproved] = m.counts(r.Decided)
	contradicted := !r.Expires.IsZero() && !r.Expires.After(r.Decided)
	switch {
	case contradicted || (r.Outcome != "" && r.Closed.IsZero()):
		f.is[stateUnknownEnd] = true
	case m.happened(r.Closed) && (r.Expires.IsZero() || r.Closed.Before(r.Expires)):
		f.is[stateWon] = r.Outcome == DealWon && m.counts(r.Closed)
		f.is[stateLost] = r.Outcome == DealLost && m.counts(r.Closed)
		f.is[stateUnknownEnd] = r.Outcome == ""
	case m.happened(r.Expires):
		f.is[stateExpired] = m.counts(r.Expires)
	default:
		f.is[stateOpen] = true
	}
	return f
}

// waits reports whether a registration is not decided on by the day of the report.
func (m *registrationMeasure) waits(r *registered) bool {
	return (r.Decision == "" || !r.Decided.IsZero()) && !m.happened(r.Decided)
}

// time sets the days from one day to another one, unless that is before.
func (m *registrationMeasure) time(f *registrationFacts, from, to partnermath.Date) {
	if !to.Before(from) {
		f.days = m.days.between(from, to)
		f.late = f.days > m.policy.ServiceLevel
	}
}

// rows publishes the rows by id.
func (m *registrationMeasure) rows(rows registrationRows) []RegistrationRow {
	all := make([]RegistrationRow, 0, len(rows))
	for _, id := range slices.Sorted(maps.Keys(rows)) {
		all = append(all, RegistrationRow{ID: id, RegistrationFigures: m.figures(rows[id])})
	}
	return all
}

// pending lists what waits, the oldest first.
func (m *registrationMeasure) pending() (listed []PendingRegistration, more int) {
	slices.SortFunc(m.waiting, func(a, b *registered) int {
		return cmp.Or(a.Submitted.Compare(b.Submitted), cmp.Compare(a.ID, b.ID))
	})
	listed = make([]PendingRegistration, min(len(m.waiting), MaxListedRegistrations))
	for i := range listed {
		r := m.waiting[i]
		listed[i] = PendingRegistration{
			ID: r.ID, Partner: r.Partner, Rep: r.Rep, Customer: r.Customer, Product: r.Product,
			Amount: known(r.Amount), Submitted: r.Submitted,
			Days: m.days.between(r.Submitted, m.asOf),
		}
	}
	return listed, len(m.waiting) - len(listed)
}

// figures publishes a row.
func (m *registrationMeasure) figures(row *registrationRow) RegistrationFigures {
	tally := func(s registrationState) RegistrationSum {
		return RegistrationSum{Count: row.count[s], Value: row.value[s].Decimal(m.places), Unknown: row.unknown[s]}
	}
	f := RegistrationFigures{
		Submitted: tally(stateSubmitted), Approved: tally(stateApproved), Rejected: tally(stateRejected),
		Won: tally(stateWon), Lost: tally(stateLost), Expired: tally(stateExpired),
		Pending: tally(statePending), Open: tally(stateOpen),
		UnknownDecision: tally(stateUnknownDecision), UnknownEnd: tally(stateUnknownEnd),
		Goal: row.goal, WonRevenue: row.won.Decimal(m.places), UnknownRevenue: row.unknownWon, Revenue: row.revenue,
		Colliding: row.count[stateColliding], Collided: row.count[stateCollided], Timed: len(row.days), MedianDays: medianDays(row.days),
	}
	if f.Pending.Count > 0 {
		f.OldestDays = whole(row.oldest)
	}
	f.Registered = f.Approved.Value
	if m.policy.Basis == RegisteredWhenSubmitted {
		f.Registered = f.Submitted.Value
	}
	f.Attainment = exact.RatioNull(decimal.NewNullDecimal(f.Registered), f.Goal, exact.RatioPlaces)
	if m.policy.ServiceLevel > 0 {
		f.Overdue, f.Within = whole(row.overdue), whole(f.Timed-row.late)
		f.WithinShare = exact.RatioInt(int64(f.Timed-row.late), int64(f.Timed+row.overdue), exact.RatioPlaces)
	}
	f.WinRate = exact.RatioInt(int64(f.Won.Count), int64(f.Won.Count+f.Lost.Count+f.Expired.Count), exact.RatioPlaces)
	f.RegisteredShare = exact.RatioNull(decimal.NewNullDecimal(f.WonRevenue), f.Revenue, exact.RatioPlaces)
	f.follow(row.goals, m.policy.Basis)
	return f
}

func whole(n int) decimal.NullDecimal { return decimal.NewNullDecimal(exact.Fixed(int64(n), 0)) }
