package page

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/partnermath/partnermath/qbr/document"
)

// table is a table as the layout reads it: facts, or rows below heads.
type table struct {
	ID, Title string
	// Label is the title, or without one that of the section.
	Label string
	Size  string
	Facts []fact
	Heads []cell
	Rows  []row
	Chart *chart
}

// fact is a name, and what there is to say.
type fact struct {
	Name string
	Says cell
}

type row struct {
	Kind  string
	Cells []cell
}

// cell is a text and the class that sets it. Of a status, the first word is Status.
type cell struct {
	Text, Class, Status string
	IsHead              bool
}

// newTable sets a table that is written.
func newTable(w *document.Table, section, id string) table {
	t := table{ID: id, Title: document.Plain(w.Title)}
	t.Label = cmp.Or(t.Title, section, "Facts")
	if !slices.ContainsFunc(w.Columns, func(c document.Column) bool { return c.Head != "" }) {
		t.Facts = facts(w)
		return t
	}
	classes := make([]string, len(w.Columns))
	for i := range w.Columns {
		classes[i] = class(w, i)
		t.Heads = append(t.Heads, cell{Text: document.Plain(w.Columns[i].Head), Class: classes[i]})
	}
	t.Size = size(w)
	names := nameColumn(w)
	for i := range w.Rows {
		r := row{Kind: string(w.Rows[i].Kind)}
		for j, c := range w.Rows[i].Cells {
			of := newCell(c.Text, w.Columns[j].Head)
			of.Class, of.IsHead = classes[j], j == names && of.Text != ""
			r.Cells = append(r.Cells, of)
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// facts are the rows of a table without heads.
func facts(w *document.Table) []fact {
	all := make([]fact, len(w.Rows))
	for i := range w.Rows {
		cells := w.Rows[i].Cells
		var says []string
		for _, c := range cells[1:] {
			if c.Text != "" {
				says = append(says, c.Text)
			}
		}
		all[i] = fact{document.Plain(cells[0].Text), newCell(strings.Join(says, ", "), cells[0].Text)}
	}
	return all
}

// newCell makes a cell, of a status where its head says so: one that the words of a review
// for red, amber and green begin.
func newCell(text, head string) cell {
	c := cell{Text: document.Plain(text)}
	if head != "Status" {
		return c
	}
	word, rest, _ := strings.Cut(c.Text, ":")
	switch word {
	case "red", "amber", "green":
		c.Status, c.Text = word, strings.TrimSpace(rest)
	}
	return c
}

// longest is how many characters a text can have that stays on one line.
const longest = 28

// class tells how the cells of a column are set.
func class(w *document.Table, column int) string {
	kind := w.Columns[column].Kind
	if kind == document.ColumnText && characters(w, column) > longest {
		kind = document.ColumnWords
	}
	return string(kind)
}

// characters is how many characters the longest cell of a column has.
func characters(w *document.Table, column int) int {
	most := 0
	for i := range w.Rows {
		most = max(most, utf8.RuneCountInString(w.Rows[i].Cells[column].Text))
	}
	return most
}

// size tells how wide a table is, in characters of its lines: one that stands beside its chart
// on paper too (thin), or on a screen alone (slim), and those for which paper takes smaller
// type, although words are wrapped (wide, widest).
func size(w *document.Table) string {
	full, wrapped := 0, 0
	for i := range w.Columns {
		head := 0
		for _, word := range strings.Fields(w.Columns[i].Head) {
			head = max(head, utf8.RuneCountInString(word))
		}
		cells := max(min(characters(w, i), longest), head) + 2 // beside the next column
		full += cells
		if class(w, i) == string(document.ColumnWords) {
			cells = max(min(cells, 16), head+2)
		}
		wrapped += cells
	}
	switch {
	case wrapped > 112:
		return "wide widest"
	case wrapped > 88:
		return "wide"
	case full > 76:
		return ""
	case full > 46:
		return "slim"
	}
	return "slim thin"
}

// nameColumn is the column that names the rows: the first of texts that has one in each row,
// or else the first.
func nameColumn(w *document.Table) int {
	for i := range w.Columns {
		empty := func(r document.Row) bool { return r.Cells[i].Text == "" }
		if w.Columns[i].Kind != document.ColumnNumber && !slices.ContainsFunc(w.Rows, empty) {
			return i
		}
	}
	return 0
}
