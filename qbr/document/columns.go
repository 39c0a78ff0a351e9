package document

import "slices"

// WithoutEmpty returns the table without the columns in which nothing is written, and
// leaves t as it is.
func (t Table) WithoutEmpty() Table {
	return t.with(func(c *Cell) bool { return !c.IsEmpty() })
}

// WithoutUnknown returns the table without the columns in which nothing is written but
// [Unknown], and leaves t as it is.
func (t Table) WithoutUnknown() Table {
	return t.with(func(c *Cell) bool { return c.Text != "" || c.Number.Valid })
}

// with returns the table with the columns in which a cell says something.
func (t Table) with(says func(*Cell) bool) Table {
	stays, gone := make([]bool, len(t.Columns)), 0
	for i := range stays {
		stays[i] = slices.ContainsFunc(t.Rows, func(r Row) bool { return i < len(r.Cells) && says(&r.Cells[i]) })
		if !stays[i] {
			gone++
		}
	}
	if gone == 0 {
		return t
	}
	t.Columns = appendStaying(make([]Column, 0, len(t.Columns)-gone), t.Columns, stays)
	count := 0
	for i := range t.Rows {
		count += max(len(t.Rows[i].Cells)-gone, 0) // as many as of a whole row
	}
	cells := make([]Cell, 0, count) // of all rows
	t.Rows = slices.Clone(t.Rows)
	for i := range t.Rows {
		from := len(cells)
		cells = appendStaying(cells, t.Rows[i].Cells, stays)
		t.Rows[i].Cells = slices.Clip(cells[from:])
	}
	return t
}

// appendStaying appends what stays of a list, and what is behind those of which it is said.
func appendStaying[T any](to, list []T, stays []bool) []T {
	for i := range list {
		if i >= len(stays) || stays[i] {
			to = append(to, list[i])
		}
	}
	return to
}
