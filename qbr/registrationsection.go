package qbr

import (
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
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
	f := reading.Registrations(r, b.records.Partner.ID)
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
	t, notes := tables.Registrations(*f, r.Days, b.sources.Registrations.AsOf, currency)
	s.add(t, notes...)
	s.add(tables.PendingRegistrations(*r, self.ID, currency))
	conflicts, more := tables.RegistrationConflicts(*r, self.ID, b.policy.Audience, self.Manager)
	s.add(conflicts, append(tables.ConflictNotes(*f), more)...)
	noun := "Registrations"
	if len(r.Partners) > 1 { // nothing tells whose they are
		noun = "Registrations of all partners"
	}
	s.add(tables.Findings(noun, r.Findings))
	return s
}
