package document

import (
	"cmp"
	"slices"
)

// written is a table whose numbers are written.
type written struct {
	columns []Column
	rows    []writtenRow
}

type writtenRow struct {
	kind  RowKind
	cells []string
}

// Written returns the table with its numbers as texts, as they are written everywhere, and
// leaves t as it is. Each row has a cell for each column, heads have the currency of their
// amounts, and every column has a kind.
func (t Table) Written() Table {
	w := t.write()
	t.Columns, t.Rows = w.columns, slices.Clone(t.Rows)
	for i := range t.Columns {
		t.Columns[i].Kind = cmp.Or(t.Columns[i].Kind, ColumnText)
	}
	for i := range t.Rows {
		t.Rows[i].Cells = Texts(w.rows[i].cells...)
	}
	return t
}

// write writes the numbers of a table, those of a column with as many decimals as one of
// them needs. What a row or the heads lack is empty.
func (t *Table) write() written {
	width := len(t.Columns)
	for i := range t.Rows {
		width = max(width, len(t.Rows[i].Cells))
	}
	w := written{columns: make([]Column, width), rows: make([]writtenRow, len(t.Rows))}
	copy(w.columns, t.Columns)
	cells := make([]string, width*len(t.Rows))
	for j := range t.Rows {
		w.rows[j] = writtenRow{t.Rows[j].Kind, cells[j*width : (j+1)*width]}
	}
	for i := range w.columns {
		t.writeColumn(&w, i)
	}
	return w
}

func (t *Table) writeColumn(w *written, at int) {
	c := &w.columns[at]
	most, decimals := c.Unit.most(t.Currency), int32(0)
	for i := range t.Rows {
		if cell := t.cell(i, at); cell.isNumber() && cell.unit(c) == c.Unit && decimals < most {
			decimals = max(decimals, c.Unit.decimals(cell.Number.Decimal, most))
		}
	}
	var buffer [40]byte
	for i := range t.Rows {
		cell := t.cell(i, at)
		text := &w.rows[i].cells[at]
		switch unit := cell.unit(c); {
		case !cell.isNumber():
			if *text = cell.Text; cell.Text == "" && (cell.Unit != "" || cell.Number.Valid) {
				*text = Unknown
			}
		case unit == c.Unit:
			*text = string(unit.append(buffer[:0], cell.Number.Decimal, decimals, c.Signed))
		default:
			n := cell.Number.Decimal
			*text = string(unit.append(buffer[:0], n, unit.decimals(n, unit.most(t.Currency)), c.Signed))
		}
	}
	if c.Unit != "" && c.Kind == "" {
		c.Kind = ColumnNumber
	}
	if c.Unit == UnitMoney && c.Head != "" && t.Currency != "" {
		c.Head += " " + t.Currency
	}
}

func (t *Table) cell(row, column int) *Cell {
	if cells := t.Rows[row].Cells; column < len(cells) {
		return &cells[column]
	}
	return &Cell{}
}

func (c *Cell) isNumber() bool { return c.Text == "" && isWritable(c.Number) }

func (c *Cell) unit(of *Column) Unit {
	if c.Unit != "" {
		return c.Unit
	}
	return of.Unit
}

func (w *written) hasHead() bool {
	return slices.ContainsFunc(w.columns, func(c Column) bool { return c.Head != "" })
}

// indent returns how far the cell of a column is set in.
func (r *writtenRow) indent(column int) int {
	if r.kind == RowPart && column == 0 {
		return len(indentation)
	}
	return 0
}
