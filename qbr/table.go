package qbr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/tables"
)

// table is a table without rows, of amounts in the currency of the review.
func (b *builder) table(title string, columns ...document.Column) document.Table {
	return document.Table{Title: title, Currency: b.review.Currency, Columns: columns}
}

// wordColumn is a column of texts that a narrow page wraps, textColumn one of texts that it
// does not.
func wordColumn(head string) document.Column {
	return document.Column{Head: head, Kind: document.ColumnWords}
}

func textColumn(head string) document.Column { return document.Column{Head: head} }

// column is one of numbers of a unit.
func column(unit document.Unit, head string) document.Column {
	return document.Column{Head: head, Unit: unit}
}

// mixed is a column of numbers each of its own unit.
func mixed(head string) document.Column {
	return document.Column{Head: head, Kind: document.ColumnNumber}
}

// spare is a column that a table can do without; of several the highest rank goes first.
func spare(rank int, c document.Column) document.Column {
	c.Spare = rank
	return c
}

// signed is a column that writes a plus before what is above 0.
func signed(c document.Column) document.Column {
	c.Signed = true
	return c
}

func textCell(text string) document.Cell { return document.Cell{Text: text} }

// knownCell is a number of the unit of its column, and intCell a count.
func knownCell(n decimal.Decimal) document.Cell { return document.Cell{Number: known(n)} }

func intCell(n int) document.Cell { return document.Cell{Number: counted(n)} }

// nonZero is a number of the unit of its column, empty where it is 0.
func nonZero(n decimal.Decimal) document.Cell {
	return document.Cell{Number: decimal.NullDecimal{Decimal: n, Valid: !n.IsZero()}}
}

// moneyCell, shareCell and countCell are numbers that may be unknown.
func moneyCell(n decimal.NullDecimal) document.Cell { return document.Number(n, document.UnitMoney) }

func shareCell(n decimal.NullDecimal) document.Cell { return document.Number(n, document.UnitShare) }

func countCell(n decimal.NullDecimal) document.Cell { return document.Number(n, document.UnitCount) }

func addRow(t *document.Table, kind document.RowKind, cells ...document.Cell) {
	t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: cells})
}

// add adds a table that has rows, of amounts in the currency of the review.
func (b *builder) add(s *Section, t document.Table) {
	t.Currency = b.review.Currency
	s.add(t)
}

// add adds a table that has rows.
func (s *Section) add(t document.Table) {
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// listed adds a table that has rows, and a note on what it leaves out.
func (s *Section) listed(t document.Table, note string) {
	s.add(t)
	s.remark(note)
}

// remark adds a note that says something.
func (s *Section) remark(text string) {
	if text != "" {
		s.Notes = append(s.Notes, text)
	}
}

func (s *Section) note(format string, args ...any) {
	s.Notes = append(s.Notes, fmt.Sprintf(format, args...))
}

// withoutEmpty leaves the columns out in which nothing stands, and withoutUnknown those of
// which no number is known.
func withoutEmpty(t document.Table) document.Table {
	return onlyColumns(t, func(c *document.Cell) bool { return !c.IsEmpty() })
}

func withoutUnknown(t document.Table) document.Table {
	return onlyColumns(t, func(c *document.Cell) bool { return c.Text != "" || c.Number.Valid })
}

// onlyColumns leaves the columns in which a cell says something.
func onlyColumns(t document.Table, says func(*document.Cell) bool) document.Table {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		if slices.ContainsFunc(t.Rows, func(r document.Row) bool { return i < len(r.Cells) && says(&r.Cells[i]) }) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, i, i+1)
		for j := range t.Rows {
			if cells := t.Rows[j].Cells; i < len(cells) {
				t.Rows[j].Cells = slices.Delete(cells, i, i+1)
			}
		}
	}
	return t
}

// sum adds figures up; one that is not known makes it unknown.
type sum struct {
	total   decimal.Decimal
	of      int
	unknown int
}

func (s *sum) add(n decimal.NullDecimal) {
	if s.of++; !n.Valid {
		s.unknown++
		return
	}
	s.total = s.total.Add(n.Decimal)
}

// known is the sum, and some that of those that are known.
func (s *sum) known() decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.total, Valid: s.of > 0 && s.unknown == 0}
}

func (s *sum) some() decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.total, Valid: s.of > s.unknown}
}

// findings lists the records of a source whose facts contradict each other, to be put right.
func findings(s *Section, noun string, found []partnermath.Finding) {
	t := document.Table{Title: noun + " to put right", Columns: []document.Column{wordColumn("What is wrong"), column(document.UnitCount, noun), wordColumn("Which")}}
	for i := range found {
		addRow(&t, "", textCell(tables.Reasons(found[i].Reason)), intCell(found[i].Records), textCell(which(found[i].IDs, found[i].Records)))
	}
	s.add(t)
}

// mostNamed is how many ids are named in a cell.
const mostNamed = 4

// which names the first of some records, and counts the others.
func which(ids []string, all int) string {
	named := ids[:min(len(ids), mostNamed)]
	return listed(named, all-len(named))
}

// listed joins names, and counts those that are not among them.
func listed(names []string, more int) string {
	text := strings.Join(names, ", ")
	switch {
	case more <= 0:
	case text == "":
		text = strconv.Itoa(more)
	default:
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// shareOf is a ÷ b with 4 decimals, undefined unless b is above 0.
func shareOf(a, b decimal.Decimal) decimal.NullDecimal {
	if !b.IsPositive() {
		return decimal.NullDecimal{}
	}
	return exact.Ratio(a, b, exact.RatioPlaces)
}
