package deck

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr/document"
)

// cut is a table of which some rows may be hidden.
type cut struct {
	table     pptx.Table
	hidden    int
	shortened []string
}

// cutToFit returns as many rows of the table as a height has room for, with a row that tells of the
// others: how many they are and, in columns that add up, what they come to. Totals stay.
func cutToFit(t document.Table, width, height, size, lines int) (cut, bool) {
	const leastRows = 3
	rows := len(t.Rows)
	for rows > 0 && t.Rows[rows-1].Kind == document.RowTotal {
		rows--
	}
	for shown := roughly(t, width, height, size, lines, rows); shown >= min(leastRows, rows); shown-- {
		part, hidden := t, 0
		if shown < rows {
			part, hidden = shortened(t, shown, rows)
		}
		made := cut{hidden: hidden}
		made.table, made.shortened = set(part, width, size, lines)
		if made.table.Height() <= height {
			return made, true
		}
	}
	return cut{}, false
}

// withoutZeros returns the table without the rows of which each number is 0, and how many those
// are. A group stays with what is left of it.
func withoutZeros(t document.Table) (short document.Table, zeros int) {
	short = t
	short.Rows = nil
	for _, row := range t.Rows {
		if last := len(short.Rows) - 1; last >= 0 && row.Kind != document.RowPart && short.Rows[last].Kind == document.RowGroup && !hasNumber(short.Rows[last]) {
			short.Rows = short.Rows[:last] // nothing is left of it
		}
		if row.Kind != document.RowTotal && row.Kind != document.RowGroup && isZero(row) {
			zeros++
			continue
		}
		short.Rows = append(short.Rows, row)
	}
	if last := len(short.Rows) - 1; last >= 0 && short.Rows[last].Kind == document.RowGroup && !hasNumber(short.Rows[last]) {
		short.Rows = short.Rows[:last]
	}
	return short, zeros
}

// isZero reports whether all that a row says behind its name is 0.
func isZero(row document.Row) bool {
	for i, c := range row.Cells {
		isNothing := c.IsEmpty() || c.Number.Valid && c.Number.Decimal.IsZero()
		if i > 0 && !isNothing {
			return false
		}
	}
	return hasNumber(row)
}

func hasNumber(row document.Row) bool {
	return slices.ContainsFunc(row.Cells, func(c document.Cell) bool { return c.Number.Valid })
}

// roughly is how many of the rows before the totals fit, or a few more.
func roughly(t document.Table, width, height, size, lines, rows int) int {
	t.Rows = t.Rows[:min(rows, max(height, 0)/size)]
	made, _ := set(t, width, size, lines)
	at := 0
	for at < len(made.Rows) && height >= made.RowHeight(at) {
		height -= made.RowHeight(at)
		at++
	}
	if made.Head {
		at--
	}
	return min(len(t.Rows), max(at, 0)+1)
}

// shortened returns the table with a row in place of those from one up to another.
func shortened(t document.Table, from, to int) (short document.Table, hidden int) {
	more := make([]document.Cell, len(t.Columns))
	unknown, adds := 0, false
	for i := range t.Columns {
		if !addsUp(&t, i, to) {
			continue
		}
		var sum decimal.Decimal
		for _, row := range t.Rows[from:to] {
			if n := numberAt(row, i); n.Valid {
				sum = sum.Add(n.Decimal)
			} else if len(row.Cells) > i && !row.Cells[i].IsEmpty() {
				unknown++
			}
		}
		more[i], adds = document.Number(decimal.NewNullDecimal(sum), t.Columns[i].Unit), true
	}
	for _, row := range t.Rows[from:to] {
		if row.Kind != document.RowGroup || hasNumber(row) {
			hidden++
		}
	}
	label := fmt.Sprintf("and %d more", hidden)
	if adds {
		label += ", amounting to"
	}
	if unknown > 0 {
		label += ", as far as is known"
	}
	more[widest(&t)] = document.Cell{Text: label}
	short = t
	short.Rows = append(slices.Clone(t.Rows[:from]), document.Row{Cells: more})
	short.Rows = append(short.Rows, t.Rows[to:]...)
	return short, hidden
}

// widest is the column of the longest text.
func widest(t *document.Table) int {
	at, most := 0, 0
	for i := range t.Columns {
		for _, row := range t.Rows {
			if i < len(row.Cells) && !row.Cells[i].Number.Valid && len(row.Cells[i].Text) > most {
				at, most = i, len(row.Cells[i].Text)
			}
		}
	}
	return at
}

// addsUp reports whether the last row is the total of what is known in a column, of plain rows
// alone, up to a row. A column called Amount adds up without a total.
func addsUp(t *document.Table, column, rows int) bool {
	unit := t.Columns[column].Unit
	if column == 0 || unit != document.UnitMoney && unit != document.UnitCount {
		return false
	}
	var sum decimal.Decimal
	for _, row := range t.Rows[:rows] {
		if row.Kind != "" {
			return false
		}
		if n := numberAt(row, column); n.Valid {
			sum = sum.Add(n.Decimal)
		}
	}
	if rows == len(t.Rows) {
		return t.Columns[column].Head == amountHead && t.Chart == ""
	}
	total := numberAt(t.Rows[rows], column)
	return total.Valid && total.Decimal.Equal(sum)
}

// amountHead is the head of a column of amounts that lists things of one kind.
const amountHead = "Amount"

func numberAt(row document.Row, column int) decimal.NullDecimal {
	if column >= len(row.Cells) || row.Cells[column].Text != "" {
		return decimal.NullDecimal{}
	}
	return row.Cells[column].Number
}
