package qbr

import (
	"cmp"
	"fmt"

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
	registered := Metric{ID: MetricRegistered, Name: "Registered deals", Unit: document.UnitMoney, Value: known(f.Registered), Target: f.Goal, Floor: b.floorOf(f.Goal), Source: SourceRegistrations}
	for i := range f.Goals {
		if g := &f.Goals[i]; g.Measure == pipeline.MeasureValue {
			registered.Target, registered.Floor = g.Target, g.Floor
		}
	}
	s.Metrics = []Metric{b.metric(registered)}
	if f.WithinShare.Valid {
		s.Metrics = append(s.Metrics, b.figure(MetricDecidedInTime, "Decided in time by the vendor", document.UnitShare, f.WithinShare, SourceRegistrations))
	}
	s.Tables = append(s.Tables, b.registrationTable(f))
	s.Notes = append(s.Notes, registrationNotes(f)...)
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
	t := document.Table{Title: "Registrations", Currency: b.sources.Registrations.Value.Currency, Columns: []document.Column{
		{Head: "Registrations", Kind: document.ColumnWords}, {Head: "Deals", Unit: document.UnitCount}, {Head: "Value", Unit: document.UnitMoney},
	}}
	group := func(name string) {
		t.Rows = append(t.Rows, document.Row{Kind: document.RowGroup, Cells: document.Texts(name)})
	}
	row := func(name string, sum *pipeline.RegistrationSum) {
		t.Rows = append(t.Rows, document.Row{Kind: document.RowPart, Cells: []document.Cell{{Text: name}, {Number: counted(sum.Count)}, {Number: known(sum.Value)}}})
	}
	group("In the quarter")
	row("Submitted", &f.Submitted)
	row("Approved", &f.Approved)
	row("Rejected", &f.Rejected)
	row("Won", &f.Won)
	row("Lost", &f.Lost)
	row("Expired", &f.Expired)
	group("As of " + b.sources.Registrations.AsOf.String())
	row("Waiting for a decision", &f.Pending)
	row("Protected", &f.Open)
	return t
}

func registrationNotes(f *pipeline.RegistrationFigures) []string {
	var notes []string
	if f.MedianDays.Valid {
		notes = append(notes, fmt.Sprintf("Median time to a decision: %s days, of %d decisions.", document.UnitDays.Format(f.MedianDays, ""), f.Timed))
	}
	if f.WinRate.Valid {
		notes = append(notes, fmt.Sprintf("Registered deals that ended were won: %s.", document.UnitShare.Format(f.WinRate, "")))
	}
	if f.RegisteredShare.Valid {
		notes = append(notes, fmt.Sprintf("Of the revenue won, %s was registered.", document.UnitShare.Format(f.RegisteredShare, "")))
	}
	return notes
}

// mostListed is how many registrations are listed.
const mostListed = 5

// pendingRegistrations lists the oldest of those that wait for the vendor.
func (b *builder) pendingRegistrations(r *pipeline.RegistrationReport, f *pipeline.RegistrationFigures, s *Section) {
	t := document.Table{Title: "Registrations that wait for a decision", Currency: r.Currency, Columns: []document.Column{
		{Head: "Deal"},
		{Head: "Customer", Kind: document.ColumnWords},
		{Head: "Product", Kind: document.ColumnWords, Spare: 1},
		{Head: "Value", Unit: document.UnitMoney},
		{Head: "Submitted"},
		{Head: "Days", Unit: document.UnitDays},
	}}
	for i := range r.Pending {
		p := &r.Pending[i]
		if p.Partner != b.records.Partner.ID || len(t.Rows) == mostListed {
			continue
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: p.ID},
			{Text: cmp.Or(p.Customer, document.Unknown)},
			{Text: p.Product},
			document.Number(p.Amount, document.UnitMoney),
			{Text: p.Submitted.String()},
			{Number: counted(p.Days)},
		}})
	}
	if len(t.Rows) == 0 {
		return
	}
	s.Tables = append(s.Tables, t)
	if more := f.Pending.Count - len(t.Rows); more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("Further registrations that wait: %d.", more))
	}
}

// conflicts lists the registrations that another one stands against. A partner is not told
// whose the other is.
func (b *builder) conflicts(r *pipeline.RegistrationReport, f *pipeline.RegistrationFigures, s *Section) {
	t := document.Table{Title: "Registrations in conflict", Columns: []document.Column{
		{Head: "Customer", Kind: document.ColumnWords},
		{Head: "Product", Kind: document.ColumnWords, Spare: 1},
		{Head: "Deal"},
		{Head: "Protected"},
		{Head: "In conflict with", Kind: document.ColumnWords},
	}}
	self := b.records.Partner.ID
	for i := range r.Conflicts {
		c := &r.Conflicts[i]
		if c.EarlierPartner != self && c.LaterPartner != self || len(t.Rows) == mostListed {
			continue
		}
		deal, order, other := c.Earlier, "first", c.LaterPartner+", "+c.Later
		if c.EarlierPartner != self {
			deal, order, other = c.Later, "later", c.EarlierPartner+", "+c.Earlier
		}
		switch {
		case c.EarlierPartner == c.LaterPartner:
			other = "this partner, " + c.Later
		case b.toPartner:
			order, other = document.Unknown, "ask "+cmp.Or(b.records.Partner.Manager, "your channel manager")
		}
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(c.Customer, c.Product, deal, order, other)})
	}
	if len(t.Rows) == 0 {
		return
	}
	s.Tables = append(s.Tables, t)
	s.Notes = append(s.Notes, fmt.Sprintf("Registrations of the partner that are in conflict: %d.", f.Colliding))
}
