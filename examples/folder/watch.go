package folder

import (
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// watch sees what is read of each table, to show it. A nil watch sees nothing.
type watch struct{ tables []*watched }

// Watch lets what is read from now on be seen by Check.
func (in *Folder) Watch() { in.watch = new(watch) }

// IsInTurn reports whether tables have to be read one after the other: to show them in their order,
// and since a workbook is read by one at a time.
func (in Folder) IsInTurn() bool { return in.watch != nil || in.workbook != nil }

// Unwatched returns the folder, to read what was seen before.
func (in Folder) Unwatched() Folder {
	in.watch = nil
	return in
}

// watched is what is read of a table.
type watched struct {
	File string `json:"file"`
	// Form is how the table is written, in words.
	Form    string          `json:"form"`
	Rows    int             `json:"rows"`
	Columns []watchedColumn `json:"columns"`
	// Unread are the columns that are not looked at.
	Unread []string `json:"unread,omitempty"`
	// Lacking are the questions without a column, in a table with a column for each.
	Lacking []string `json:"lacking,omitempty"`
	// Undated tells what is not known, because the table lacks the column of its day.
	Undated string `json:"undated,omitempty"`
	// Below tells of the lines below the table, which are no rows.
	Below string `json:"below,omitempty"`

	reader *tabular.Selection
	kinds  []Kind // of the columns
	forms  *Forms
	last   []string // cells of the last row, where that is none of the first
	line   int
	// Of a table with a column for each of many things: how many these are, which of its line was
	// read last, and which of it is shown.
	things, thing, chosen int
}

// watchedColumn is a column with the cells of the first rows, as they are understood.
type watchedColumn struct {
	Name string `json:"name"`
	// From is what the table calls it, nothing when there is no such column.
	From  string   `json:"from"`
	First []string `json:"first"`
	// Last is the cell of the last row, where that is none of the first.
	Last string `json:"last,omitempty"`
}

// maxWatched is how many rows are shown.
const maxWatched = 3

func (w *watch) open() *watched {
	if w == nil {
		return nil
	}
	w.tables = append(w.tables, new(watched))
	return w.tables[len(w.tables)-1]
}

// header takes the columns of a table.
func (w *watched) header(file File, names []string, kinds []Kind, reader *tabular.Selection) {
	if w == nil {
		return
	}
	w.File, w.Unread, w.reader, w.kinds = file.Name, reader.Unread(), reader, kinds
	for i, name := range names {
		w.Columns = append(w.Columns, watchedColumn{Name: name, From: reader.Title(i), First: []string{}})
	}
	title := func(name string) string { return reader.Title(slices.Index(names, name)) }
	if of := file.Undated; of.Note != "" && title(of.Of) != "" && title(of.Day) == "" {
		w.Undated = of.Note
	}
}

// spread takes the columns of a table that has one for each of many things.
func (w *watched) spread(wide Spread, titles map[string]string) {
	if w == nil || titles == nil {
		return
	}
	for i := range w.Columns {
		if name := w.Columns[i].Name; name == wide.columns.Key || name == wide.columns.Value {
			w.Columns[i].From = words.Counted(len(titles), "column", "columns")
		}
	}
	w.things = len(titles)
	for _, name := range wide.Names {
		if _, has := titles[name]; !has {
			w.Lacking = append(w.Lacking, name)
		}
	}
}

// row takes a row.
func (w *watched) row(reader *tabular.Selection, forms *Forms) {
	if w == nil {
		return
	}
	shown := w.isShown(reader)
	if len(w.Columns[0].First) == maxWatched || !shown {
		w.forms, w.last = forms, w.last[:0]
		for i := range w.Columns {
			w.last = append(w.last, reader.Text(i))
		}
		return
	}
	w.last = nil
	for i := range w.Columns {
		w.Columns[i].First = append(w.Columns[i].First, forms.understood(w.kinds[i], w.Columns[i].Name, reader.Text(i)))
	}
}

// isShown reports whether a row is one of the first. Of a table with a column for each of many
// things it is the first thing of the first line, the second of the second and so on, so that
// several of both are seen.
func (w *watched) isShown(reader *tabular.Selection) bool {
	if line, _ := reader.Place(0); line != w.line {
		w.line, w.thing, w.chosen = line, 0, min(len(w.Columns[0].First), w.things-1)
	} else {
		w.thing++
	}
	return w.things == 0 || w.thing == w.chosen
}

// count takes the number of rows, the faulty ones with them.
func (w *watched) count(rows int) {
	if w != nil {
		w.Rows = rows
	}
}

// understood returns a cell as it is understood: days and numbers in their usual form, as
// far as they can be read.
func (f *Forms) understood(kind Kind, column, text string) string {
	switch kind {
	case KindDay:
		if date, err := f.Date(text); err == nil {
			return f.end(column, date).String()
		}
	case KindNumber:
		if number, err := f.Number(text); err == nil && number.Valid {
			return number.Decimal.String()
		}
	}
	return strings.Clone(text)
}
