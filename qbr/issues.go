package qbr

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// issues adds the issues that are open to a section.
func (b *builder) issues(s *Section) {
	t := document.Table{Title: "Open issues", Columns: []document.Column{
		{Head: "Issue", Kind: document.ColumnWords},
		{Head: "By"},
		{Head: "Owner", Kind: document.ColumnWords, Spare: 1},
		{Head: "Due"},
		{Head: "Days overdue", Unit: document.UnitDays},
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
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
			{Text: x.Text}, {Text: string(x.Party)}, {Text: x.Owner}, {Text: dayWord(x.Due)}, {Number: overdue},
		}})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
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
