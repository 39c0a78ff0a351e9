package deck

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr/document"
)

// table puts a table into a column, cut to the rows that there is room for, and reports
// whether it did: a table of which fewer than three rows fit is not put.
func (s *slide) table(c *column, t document.Table) bool {
	t = t.WithoutEmpty()
	if len(t.Rows) == 0 || len(t.Columns) == 0 {
		return true
	}
	room := c.room()
	if t.Title != "" {
		room -= headingHeight
	}
	for size := s.letters; size >= leastSize; size-- {
		shown, dropped := narrowed(t, c.w, size)
		made, ok := cutToFit(shown, c.w, room, size, s.lines)
		if ok = ok && made.hidden == 0; !ok {
			made, ok = cutToFit(shown, c.w, room, size, fewLines)
		}
		if size > leastSize && (!ok || made.hidden+len(dropped) > 0) {
			continue
		}
		var lacks []string
		if !ok || made.hidden > 0 {
			made, ok, lacks = lessened(shown, func(t document.Table) (cut, bool) { return cutToFit(t, c.w, room, size, fewLines) })
		}
		if !ok {
			return false
		}
		s.heading(c, t.Title)
		made.table.Box = pptx.Box{X: c.x, Y: c.y, W: c.w}
		made.table.Name, made.table.Alt = "Table", s.alt(t)
		c.y += made.table.Height() + gap
		s.Shapes = append(s.Shapes, made.table)
		s.shortened = append(s.shortened, made.shortened...)
		if s.missing += made.hidden; made.hidden > 0 {
			lacks = append(lacks, counted(made.hidden, "further row", "further rows"))
		}
		if len(dropped) > 0 {
			head := "the columns "
			if len(dropped) == 1 {
				head = "the column "
			}
			lacks = append(lacks, head+strings.Join(dropped, ", "))
		}
		if len(lacks) > 0 {
			s.left = append(s.left, named(t)+" ("+strings.Join(lacks, "; ")+")")
		}
		return true
	}
	return false
}

// lessened fits the table without its rows of 0 and, where rows are cut even then, without the
// parts of its sums, and tells what it is without.
func lessened(t document.Table, fit func(document.Table) (cut, bool)) (made cut, ok bool, lacks []string) {
	shown, zeros := withoutZeros(t)
	if len(shown.Rows) == 0 {
		shown, zeros = t, 0
	}
	made, ok = fit(shown)
	if short := withoutParts(shown); len(short.Rows) < len(shown.Rows) && (!ok || made.hidden > 0) {
		made, ok = fit(short)
		lacks = append(lacks, "the rows of parts")
		_, zeros = withoutZeros(withoutParts(t)) // those that are no parts
	}
	if zeros > 0 {
		lacks = append(lacks, counted(zeros, "row", "rows")+" in which all is 0")
	}
	return made, ok, lacks
}

// narrowed returns the table without the columns for which a width is too narrow: those that it
// can do without, then from the last on. The first and the second stay.
func narrowed(t document.Table, width, size int) (narrow document.Table, dropped []string) {
	for len(t.Columns) > 2 {
		least := 0
		for _, w := range widthsOf(t.Written(), size) {
			least += w.least
		}
		if least <= width {
			break
		}
		at := len(t.Columns) - 1
		for i := at; i > 1; i-- {
			if t.Columns[i].Spare > t.Columns[at].Spare {
				at = i
			}
		}
		dropped = append(dropped, t.Columns[at].Head)
		t = without(t, at)
	}
	return t, dropped
}

// withoutParts returns the table without the rows that are parts of a sum.
func withoutParts(t document.Table) document.Table {
	rows := t.Rows
	t.Rows = nil
	inSum := false
	for _, row := range rows {
		if row.Kind != document.RowPart {
			inSum = row.Kind == document.RowGroup && hasNumber(row)
		} else if inSum {
			continue
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func without(t document.Table, at int) document.Table {
	t.Columns = slices.Delete(slices.Clone(t.Columns), at, at+1)
	t.Rows = slices.Clone(t.Rows)
	for i, row := range t.Rows {
		if at < len(row.Cells) {
			t.Rows[i].Cells = slices.Delete(slices.Clone(row.Cells), at, at+1)
		}
	}
	return t
}

// set writes the table for a width, each text on so many lines at most.
func set(t document.Table, width, size, lines int) (made pptx.Table, shortened []string) {
	const indent = 10
	w := t.Written()
	made = pptx.Table{Size: size, Widths: share(widthsOf(w, size), width)}
	cell := func(column int, text string, lines int, look pptx.Look, in int) pptx.Cell {
		shown, cut := pptx.Clip(text, made.Room(column)-in, size, lines, look.Bold)
		if cut {
			shortened = append(shortened, text)
		}
		return pptx.Cell{Text: shown, Look: look, Right: w.Columns[column].Kind == document.ColumnNumber, Indent: in}
	}
	if hasHeads(w) {
		made.Head = true
		var head pptx.Row
		for i, c := range w.Columns {
			head.Cells = append(head.Cells, cell(i, c.Head, 4, pptx.Look{Bold: true}, 0))
		}
		made.Rows = append(made.Rows, head)
	}
	for _, row := range w.Rows {
		one := pptx.Row{Ruled: row.Kind == document.RowTotal}
		for i, c := range row.Cells {
			look, in := looks(c.Text), 0
			look.Bold = look.Bold || row.Kind == document.RowTotal || row.Kind == document.RowGroup || !made.Head && i == 0
			if row.Kind == document.RowPart && i == 0 {
				in = indent
			}
			one.Cells = append(one.Cells, cell(i, c.Text, lines, look, in))
		}
		made.Rows = append(made.Rows, one)
	}
	return made, shortened
}

func hasHeads(t document.Table) bool {
	return slices.ContainsFunc(t.Columns, func(c document.Column) bool { return c.Head != "" })
}

// alt tells what a table shows to who does not see it. One without a title is what the slide is
// about.
func (s *slide) alt(t document.Table) string {
	var heads []string
	for _, c := range t.Columns {
		if c.Head != "" {
			heads = append(heads, c.Head)
		}
	}
	text := fmt.Sprintf("Table: %s, %d rows", cmp.Or(t.Title, s.Title), len(t.Rows))
	if len(heads) > 0 {
		text += ", with " + strings.Join(heads, ", ")
	}
	return text + "."
}
