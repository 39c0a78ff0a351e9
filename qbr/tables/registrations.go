package tables

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Registrations shows what became of registered deals in a period, and what waits and is
// protected on a day. The notes tell how long decisions took, in days of a kind, and what was won.
func Registrations(f pipeline.RegistrationFigures, days pipeline.DayCount, asOf partnermath.Date, currency string) (t document.Table, notes []string) {
	t = table("Registrations", currency, setting.WordColumn("Registrations"), setting.Column(count, "Deals"), setting.Column(money, "Value"))
	row := func(name string, sum *pipeline.RegistrationSum) {
		addRow(&t, document.RowPart, setting.Text(name), intCell(sum.Count), knownCell(sum.Value))
	}
	addRow(&t, document.RowGroup, setting.Text("In the quarter"))
	row("Submitted", &f.Submitted)
	row("Approved", &f.Approved)
	row("Rejected", &f.Rejected)
	row("Won", &f.Won)
	row("Lost", &f.Lost)
	row("Expired", &f.Expired)
	addRow(&t, document.RowGroup, setting.Text("As of "+asOf.String()))
	row("Waiting for a decision", &f.Pending)
	row("Protected", &f.Open)
	for _, unknown := range []struct {
		name string
		sum  *pipeline.RegistrationSum
	}{{"No decision is known", &f.UnknownDecision}, {"Nobody knows how they ended", &f.UnknownEnd}} {
		if unknown.sum.Count > 0 {
			row(unknown.name, unknown.sum)
		}
	}
	return t, registrationNotes(&f, words.DayNoun(days))
}

func registrationNotes(f *pipeline.RegistrationFigures, day string) []string {
	var notes []string
	if f.MedianDays.Valid {
		notes = append(notes, fmt.Sprintf("Median time to a decision: %s %ss, of %s.", document.UnitDays.Format(f.MedianDays, ""), day, words.Many(f.Timed, "decision")))
	}
	if f.Overdue.Valid && f.Overdue.Decimal.IsPositive() {
		notes = append(notes, fmt.Sprintf("Waiting for longer than the vendor promises: %s, the oldest for %s %ss.",
			document.UnitCount.Format(f.Overdue, ""), document.UnitDays.Format(f.OldestDays, ""), day))
	}
	if f.WinRate.Valid {
		notes = append(notes, fmt.Sprintf("Win rate of registered deals: %s of the %d that ended in the quarter.",
			document.UnitShare.Format(f.WinRate, ""), f.Won.Count+f.Lost.Count+f.Expired.Count))
	}
	if f.RegisteredShare.Valid {
		notes = append(notes, fmt.Sprintf("Of the revenue won, %s was registered.", document.UnitShare.Format(f.RegisteredShare, "")))
	}
	return notes
}

// mostListed is how many registrations are listed.
const mostListed = 5

// PendingRegistrations shows the five oldest registrations of a partner that wait for a
// decision. The note, "" where there are no others, tells how many they are and their value.
func PendingRegistrations(r pipeline.RegistrationReport, partner, currency string) (t document.Table, note string) {
	t = table(
		"Registrations that wait for a decision", currency, setting.TextColumn("Deal"), setting.WordColumn("Customer"), setting.Spare(1, setting.WordColumn("Product")),
		setting.Column(money, "Value"), setting.TextColumn("Submitted"), setting.Column(document.UnitDays, words.Name(words.DayNoun(r.Days))+"s"),
	)
	var listed sum
	for i := range r.Pending {
		p := &r.Pending[i]
		if p.Partner != partner || len(t.Rows) == mostListed {
			continue
		}
		listed.add(p.Amount)
		addRow(
			&t, "", setting.Text(p.ID), setting.Text(cmp.Or(p.Customer, document.Unknown)), setting.Text(p.Product), moneyCell(p.Amount),
			setting.Text(p.Submitted.String()), intCell(p.Days),
		)
	}
	for i := range r.Partners {
		f := &r.Partners[i].RegistrationFigures
		if more := f.Pending.Count - len(t.Rows); r.Partners[i].ID == partner && more > 0 {
			rest := known(f.Pending.Value.Sub(listed.total))
			note = fmt.Sprintf("%s that wait: %s.", words.Many(more, "further registration"), inCurrency(rest, currency))
		}
	}
	return t.WithoutEmpty(), note
}

// RegistrationConflicts shows the first five registrations of a partner that another one
// stands against, and which was first; below them those that one stood against until it ended,
// or this one did. A partner is not told whose the other is, nor that, nor on which days both
// protected, but whom to ask. The note, "" where there are no others, tells how many they are.
func RegistrationConflicts(r pipeline.RegistrationReport, partner string, to scorecard.Audience, ask string) (t document.Table, note string) {
	t = table(
		"Registrations in conflict", "", setting.WordColumn("Customer"), setting.Spare(1, setting.WordColumn("Product")), setting.TextColumn("Deal"), setting.TextColumn("Protected"),
		setting.WordColumn("In conflict with"), setting.WordColumn("Both protected"),
	)
	listed, more := 0, 0
	for _, group := range []struct {
		name  string
		ended bool
	}{{"On " + words.Day(r.AsOf), false}, {"Ended before " + words.Day(r.AsOf), true}} {
		first := true
		for i := range r.Conflicts {
			c := &r.Conflicts[i]
			switch {
			case c.Ended != group.ended || c.EarlierPartner != partner && c.LaterPartner != partner:
				continue
			case listed == mostListed:
				more++
				continue
			case first:
				addRow(&t, document.RowGroup, setting.Text(group.name))
			}
			first = false
			listed++
			addRow(&t, document.RowPart, conflictCells(c, partner, to, ask)...)
		}
	}
	if more > 0 {
		note = fmt.Sprintf("Further conflicts: %d.", more)
	}
	return t.WithoutEmpty(), note
}

func conflictCells(c *pipeline.RegistrationConflict, partner string, to scorecard.Audience, ask string) []document.Cell {
	deal, order, other, days := c.Earlier, "first", c.LaterPartner+", "+c.Later, overlapDays(c.Overlap)
	if c.EarlierPartner != partner {
		deal, order, other = c.Later, "later", c.EarlierPartner+", "+c.Earlier
	}
	switch {
	case c.EarlierPartner == c.LaterPartner:
		other = "this partner's own " + c.Later
	case to != scorecard.AudienceVendor:
		order, other, days = "", "ask "+cmp.Or(ask, "your channel manager"), ""
	}
	return document.Texts(c.Customer, c.Product, deal, order, other, days)
}

// overlapDays are the days on which two registrations protect the same.
func overlapDays(p partnermath.Period) string {
	if p.End.IsZero() {
		return "from " + words.Day(p.Start)
	}
	return p.String()
}

// ConflictNotes tell how many registrations are in conflict, and how many were.
func ConflictNotes(f pipeline.RegistrationFigures) []string {
	var notes []string
	if f.Colliding > 0 {
		notes = append(notes, fmt.Sprintf("Registrations of the partner that are in conflict: %d.", f.Colliding))
	}
	if f.Collided > 0 {
		notes = append(notes, fmt.Sprintf("Registrations of the partner that were in conflict and are not any more, as one of the two was closed or has expired: %d.", f.Collided))
	}
	return notes
}

// inCurrency writes an amount for a text.
func inCurrency(amount decimal.NullDecimal, currency string) string {
	return money.Format(amount, currency) + " " + currency
}
