package qbr

import (
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// registration is the section of deal registration: how much is registered, and how long
// the vendor takes to decide.
func (b *builder) registration() Section {
	s := Section{Title: "Deal registration"}
	if b.missing(SectionRegistration, SourceRegistrations, "the partner's deal registrations") {
		return s
	}
	r := &b.sources.Registrations.Value
	f := b.ownRegistrations()
	if f == nil {
		s.Notes = []string{"The partner has registered no deal."}
		return s
	}
	registered := Metric{
		ID: MetricRegistered, Name: "Registered deals", Unit: document.UnitMoney, Value: known(f.Registered), Target: f.Goal,
		Floor: b.floorOf(f.Goal, b.places()), Source: SourceRegistrations,
	}
	for i := range f.Goals {
		if g := &f.Goals[i]; g.Measure == pipeline.MeasureValue {
			registered.Target, registered.Floor = g.Target, g.Floor
		}
	}
	s.Metrics = []Metric{b.metric(registered)}
	if f.WithinShare.Valid {
		s.Metrics = append(s.Metrics, b.figure(MetricDecidedInTime, "Decided in time by the vendor", document.UnitShare, f.WithinShare, SourceRegistrations))
	}
	currency, self := b.review.Currency, b.records.Partner
	b.add(&s, tables.Registrations(*f, b.sources.Registrations.AsOf, currency))
	registrationNotes(&s, f)
	s.listed(tables.PendingRegistrations(*r, self.ID, currency))
	conflicts, more := tables.RegistrationConflicts(*r, self.ID, b.policy.Audience, self.Manager)
	if len(conflicts.Rows) > 0 {
		s.add(conflicts)
		s.note("Registrations of the partner that are in conflict: %d.", f.Colliding)
	}
	s.remark(more)
	if !b.toPartner || len(r.Partners) == 1 { // else they may be of others
		s.add(tables.Findings("Registrations", r.Findings))
	}
	return s
}

// ownRegistrations are the figures of the partner, nil where it has none.
func (b *builder) ownRegistrations() *pipeline.RegistrationFigures {
	rows := b.sources.Registrations.Value.Partners
	for i := range rows {
		if rows[i].ID == b.records.Partner.ID {
			return &rows[i].RegistrationFigures
		}
	}
	return nil
}

func registrationNotes(s *Section, f *pipeline.RegistrationFigures) {
	if f.MedianDays.Valid {
		s.note("Median time to a decision: %s days, of %s.", document.UnitDays.Format(f.MedianDays, ""), words.Many(f.Timed, "decision"))
	}
	if f.Overdue.Valid && f.Overdue.Decimal.IsPositive() {
		s.note("Waiting for longer than the vendor promises: %s, the oldest for %s days.",
			document.UnitCount.Format(f.Overdue, ""), document.UnitDays.Format(f.OldestDays, ""))
	}
	if f.WinRate.Valid {
		s.note("Of the registered deals that ended in the quarter, %s were won.", document.UnitShare.Format(f.WinRate, ""))
	}
	if f.RegisteredShare.Valid {
		s.note("Of the revenue won, %s was registered.", document.UnitShare.Format(f.RegisteredShare, ""))
	}
}
