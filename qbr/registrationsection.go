package qbr

import (
	"cmp"

	"github.com/partnermath/partnermath/qbr/document"
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
	s.add(b.registrationTable(f))
	registrationNotes(&s, f)
	b.pendingRegistrations(r, f, &s)
	b.conflicts(r, f, &s)
	if !b.toPartner || len(r.Partners) == 1 { // else they may be of others
		findings(&s, "Registrations", r.Findings)
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

func (b *builder) registrationTable(f *pipeline.RegistrationFigures) document.Table {
	t := b.table("Registrations", wordColumn("Registrations"), column(document.UnitCount, "Deals"), column(document.UnitMoney, "Value"))
	row := func(name string, sum *pipeline.RegistrationSum) {
		addRow(&t, document.RowPart, textCell(name), intCell(sum.Count), knownCell(sum.Value))
	}
	addRow(&t, document.RowGroup, textCell("In the quarter"))
	row("Submitted", &f.Submitted)
	row("Approved", &f.Approved)
	row("Rejected", &f.Rejected)
	row("Won", &f.Won)
	row("Lost", &f.Lost)
	row("Expired", &f.Expired)
	addRow(&t, document.RowGroup, textCell("As of "+b.sources.Registrations.AsOf.String()))
	row("Waiting for a decision", &f.Pending)
	row("Protected", &f.Open)
	for _, unknown := range []struct {
		name string
		sum  *pipeline.RegistrationSum
	}{{"Nobody knows how they were decided", &f.UnknownDecision}, {"Nobody knows how they ended", &f.UnknownEnd}} {
		if unknown.sum.Count > 0 {
			row(unknown.name, unknown.sum)
		}
	}
	return t
}

func registrationNotes(s *Section, f *pipeline.RegistrationFigures) {
	if f.MedianDays.Valid {
		s.note("Median time to a decision: %s days, of %s.", document.UnitDays.Format(f.MedianDays, ""), many(f.Timed, "decision"))
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

// mostListed is how many registrations are listed.
const mostListed = 5

// pendingRegistrations lists the oldest of those that wait for the vendor.
func (b *builder) pendingRegistrations(r *pipeline.RegistrationReport, f *pipeline.RegistrationFigures, s *Section) {
	t := b.table(
		"Registrations that wait for a decision", textColumn("Deal"), wordColumn("Customer"), spare(1, wordColumn("Product")),
		column(document.UnitMoney, "Value"), textColumn("Submitted"), column(document.UnitDays, "Days"),
	)
	var listed sum
	for i := range r.Pending {
		p := &r.Pending[i]
		if p.Partner != b.records.Partner.ID || len(t.Rows) == mostListed {
			continue
		}
		listed.add(p.Amount)
		addRow(
			&t, "", textCell(p.ID), textCell(cmp.Or(p.Customer, document.Unknown)), textCell(p.Product), moneyCell(p.Amount),
			textCell(p.Submitted.String()), intCell(p.Days),
		)
	}
	s.add(withoutEmpty(t))
	if more := f.Pending.Count - len(t.Rows); more > 0 {
		s.note("%s that wait: %s.", many(more, "further registration"), b.write(document.UnitMoney, known(f.Pending.Value.Sub(listed.total))))
	}
}

// conflicts lists the registrations that another one stands against. A partner is not told
// whose the other is, nor which was first.
func (b *builder) conflicts(r *pipeline.RegistrationReport, f *pipeline.RegistrationFigures, s *Section) {
	t := document.Table{Title: "Registrations in conflict", Columns: []document.Column{
		wordColumn("Customer"), spare(1, wordColumn("Product")), textColumn("Deal"), textColumn("Protected"), wordColumn("In conflict with"),
	}}
	self, more := b.records.Partner.ID, 0
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.EarlierPartner != self && c.LaterPartner != self {
			continue
		}
		if len(t.Rows) == mostListed {
			more++
			continue
		}
		deal, order, other := c.Earlier, "first", c.LaterPartner+", "+c.Later
		if c.EarlierPartner != self {
			deal, order, other = c.Later, "later", c.EarlierPartner+", "+c.Earlier
		}
		switch {
		case c.EarlierPartner == c.LaterPartner:
			other = "this partner's own " + c.Later
		case b.toPartner:
			order, other = "", "ask "+cmp.Or(b.records.Partner.Manager, "your channel manager")
		}
		addRow(&t, "", document.Texts(c.Customer, c.Product, deal, order, other)...)
	}
	if len(t.Rows) == 0 {
		return
	}
	s.add(withoutEmpty(t))
	s.note("Registrations of the partner that are in conflict: %d.", f.Colliding)
	if more > 0 {
		s.note("Further conflicts: %d.", more)
	}
}
