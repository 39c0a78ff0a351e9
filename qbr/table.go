package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
)

// add adds a table that has rows, of amounts in the currency of the review, and notes on it.
func (b *builder) add(s *Section, t document.Table, notes ...string) {
	t.Currency = b.review.Currency
	s.add(t, notes...)
}

// add adds a table that has rows, and the notes that say something.
func (s *Section) add(t document.Table, notes ...string) {
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	for _, text := range notes {
		if text != "" {
			s.Notes = append(s.Notes, text)
		}
	}
}

// isEmpty reports whether nothing is recorded for a section.
func (s *Section) isEmpty() bool { return len(s.Metrics)+len(s.Tables)+len(s.Notes) == 0 }

func (s *Section) note(format string, args ...any) {
	s.Notes = append(s.Notes, fmt.Sprintf(format, args...))
}

func addRow(t *document.Table, cells ...document.Cell) {
	t.Rows = append(t.Rows, document.Row{Cells: cells})
}
