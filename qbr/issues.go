package qbr

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// issues adds the issues that are open to a section.
func (b *builder) issues(s *Section) {
	t := document.Table{Title: "Open issues", Columns: []document.Column{
		setting.WordColumn("Issue"), setting.TextColumn("By"), setting.Spare(1, setting.WordColumn("Owner")), setting.TextColumn("Due"), setting.Column(document.UnitDays, "Days overdue"),
	}}
	closed := 0
	for i := range b.records.Issues {
		x := &b.records.Issues[i]
		if !b.open(x) {
			closed++
			continue
		}
		overdue := decimal.NullDecimal{}
		if b.overdue(x) {
			overdue = counted(b.asOf.DaysSince(x.Due))
		}
		addRow(&t, append(document.Texts(x.Text, string(x.Party), x.Owner, words.Day(x.Due)), document.Cell{Number: overdue})...)
	}
	s.add(t)
	if closed > 0 {
		s.Notes = append(s.Notes, words.Many(closed, "issue")+" closed.")
	}
}

// open reports whether an issue is open on the day of the review.
func (b *builder) open(i *Issue) bool { return i.Closed.IsZero() || i.Closed.After(b.asOf) }

func (b *builder) overdue(i *Issue) bool {
	return b.open(i) && !i.Due.IsZero() && i.Due.Before(b.asOf)
}

// sentence is a text without the full stop at its end.
func sentence(text string) string { return strings.TrimRight(text, ". ") }
