package qbr

import (
	"fmt"

	"github.com/shopspring/decimal"

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

func (s *Section) note(format string, args ...any) {
	s.Notes = append(s.Notes, fmt.Sprintf(format, args...))
}

// wordColumn is a column of texts that a narrow page wraps, and textColumn one of texts that it does not.
func wordColumn(head string) document.Column {
	return document.Column{Head: head, Kind: document.ColumnWords}
}

func textColumn(head string) document.Column { return document.Column{Head: head} }

// column is one of numbers of a unit, and mixed one of numbers each of its own unit.
func column(unit document.Unit, head string) document.Column {
	return document.Column{Head: head, Unit: unit}
}

func mixed(head string) document.Column {
	return document.Column{Head: head, Kind: document.ColumnNumber}
}

// spare is a column that a table can do without; of several the highest rank goes first.
func spare(rank int, c document.Column) document.Column {
	c.Spare = rank
	return c
}

func textCell(text string) document.Cell { return document.Cell{Text: text} }

func addRow(t *document.Table, cells ...document.Cell) {
	t.Rows = append(t.Rows, document.Row{Cells: cells})
}

// someNumber is a number whose unit the column does not say, empty where it is not known.
func someNumber(n decimal.NullDecimal, unit document.Unit) document.Cell {
	if !n.Valid {
		return document.Cell{}
	}
	return document.Number(n, unit)
}
