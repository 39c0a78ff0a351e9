package pipeline

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// MeasureRegistrations tells how much partners registered against the goal, how fast the
// vendor decides and what waits, how often registered deals are won, what share of all
// revenue was registered, and which registrations collide; in all, by partner and by
// rep.
//
//	attainment       = registered value ÷ goal
//	within share     = decided in at most the service level ÷ (approved + rejected)
//	win rate         = won ÷ (won + lost + expired)
//	registered share = registered won revenue ÷ all won partner revenue
//	conflict         = same customer, same product, protected on the same day
//
// An approved registration protects from the day it is decided, up to but without the
// day that it expires or is closed. Conflicts are those whose overlap has a day in the
// period. Ratios have 4 decimals; the other units stand with each field.
//
// It is measured at the end of the day asOf, which is not before the period. What is
// dated later has not happened yet, so a report of the last quarter does not change with
// what came after it.
//
// The order of registrations does not matter. There is no streaming form: a median and
// conflicts take all registrations at once. The time it takes grows as n × log n with
// their number, also when all of them collide.
//
// The error is a [*partnermath.ValidationError] that lists every rule that policy, asOf
// and book break, with paths below "policy", "asOf" and "book".
func MeasureRegistrations(policy RegistrationPolicy, asOf partnermath.Date, book RegistrationBook) (RegistrationReport, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	switch {
	case asOf.IsZero():
		faults.Add("asOf", "required", "must be given")
	case asOf.Before(policy.Period.Start):
		faults.Addf("asOf", "order", "must not be before the start of the period %s, got %s", policy.Period.Start, asOf)
	}
	all, repeated := book.read(&faults, "book.", policy.minor())
	if err := faults.Err(); err != nil {
		return RegistrationReport{}, err
	}
	m := registrationMeasure{
		policy: &policy, asOf: asOf, places: policy.minor(), days: newDayCounter(&policy),
		partners: make(registrationRows), reps: make(registrationRows),
	}
	report := RegistrationReport{Currency: policy.Currency, Period: policy.Period, AsOf: asOf, Repeated: repeated}
	report.Conflicts, report.MoreConflicts = m.conflicts(all)
	m.total.goal, m.total.revenue = policy.Goal, book.Revenue
	m.partners.expect(book.Partners)
	m.reps.expect(book.Reps)
	for i := range all {
		m.add(&all[i])
	}
	report.Total = m.figures(&m.total)
	report.Partners, report.Reps = m.rows(m.partners), m.rows(m.reps)
	report.Pending, report.MorePending = m.pending()
	report.Later = m.later
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
	if !m.happened(r.Submitted) {
		m.later++
		return
	}
	f := m.look(r)
	if f.is[statePending] {
		m.waiting = append(m.waiting, r)
	}
	m.total.add(&f)
	m.partners.of(r.Partner).add(&f)
	m.reps.of(r.Rep).add(&f)
}

// look finds out what a registration that was submitted counts as.
func (m *registrationMeasure) look(r *registered) registrationFacts {
	f := registrationFacts{amount: r.amount, revenue: r.revenue, colliding: r.colliding}
	f.is[stateSubmitted] = m.counts(r.Submitted)
	if !m.happened(r.Decided) {
		f.is[statePending] = true
		f.days = m.days.between(r.Submitted, m.asOf)
		f.late = f.days > m.policy.ServiceLevel
		return f
	}
	f.days = m.days.between(r.Submitted, r.Decided)
	f.late = f.days > m.policy.ServiceLevel
	if r.Decision == RegistrationRejected {
		f.is[stateRejected] = m.counts(r.Decided)
		return f
	}
	f.is[stateApproved] = m.counts(r.Decided)
	switch {
	case m.happened(r.Closed) && (r.Expires.IsZero() || r.Closed.Before(r.Expires)):
		f.is[stateWon] = r.Outcome == DealWon && m.counts(r.Closed)
		f.is[stateLost] = r.Outcome == DealLost && m.counts(r.Closed)
	case m.happened(r.Expires):
		f.is[stateExpired] = m.counts(r.Expires)
	default:
		f.is[stateOpen] = true
	}
	return f
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
			Amount: exact.Fixed(r.amount, m.places), Submitted: r.Submitted,
			Days: m.days.between(r.Submitted, m.asOf),
		}
	}
	return listed, len(m.waiting) - len(listed)
}

// figures publishes a row.
func (m *registrationMeasure) figures(row *registrationRow) RegistrationFigures {
	tally := func(s registrationState) RegistrationSum {
		return RegistrationSum{Count: row.count[s], Value: row.value[s].Decimal(m.places)}
	}
	f := RegistrationFigures{
		Submitted: tally(stateSubmitted), Approved: tally(stateApproved), Rejected: tally(stateRejected),
		Won: tally(stateWon), Lost: tally(stateLost), Expired: tally(stateExpired),
		Pending: tally(statePending), Open: tally(stateOpen),
		Goal: row.goal, WonRevenue: row.won.Decimal(m.places), Revenue: row.revenue, Colliding: row.colliding,
		MedianDays: medianDays(row.days),
	}
	if f.Pending.Count > 0 {
		f.OldestDays = whole(row.oldest)
	}
	f.Registered = f.Approved.Value
	if m.policy.Basis == RegisteredWhenSubmitted {
		f.Registered = f.Submitted.Value
	}
	f.Attainment = exact.RatioNull(decimal.NewNullDecimal(f.Registered), f.Goal, ratioPlaces)
	if m.policy.ServiceLevel > 0 {
		decided := f.Approved.Count + f.Rejected.Count
		f.Overdue, f.Within = whole(row.overdue), whole(decided-row.late)
		f.WithinShare = exact.RatioInt(int64(decided-row.late), int64(decided), ratioPlaces)
	}
	f.WinRate = exact.RatioInt(int64(f.Won.Count), int64(f.Won.Count+f.Lost.Count+f.Expired.Count), ratioPlaces)
	f.RegisteredShare = exact.RatioNull(decimal.NewNullDecimal(f.WonRevenue), f.Revenue, ratioPlaces)
	return f
}

func whole(n int) decimal.NullDecimal { return decimal.NewNullDecimal(exact.Fixed(int64(n), 0)) }
