package folder

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/qbr/document"
)

// Checked is what -check prints.
type Checked struct {
	Files  []checkedFile `json:"files"`
	Tables []*watched    `json:"tables"`
	// Unread are the other files of the folder, or sheets of the workbook.
	Unread []string `json:"unread,omitempty"`
	// Notes are what is worth knowing of all, and no fault.
	Notes []string `json:"notes,omitempty"`
	// Refused are the first faults, Faults counts all.
	Refused []leftOut `json:"refused"`
	Faults  int       `json:"faults"`

	// Try has the flags that would read what cannot be read, as far as there is no doubt.
	Try string `json:"try,omitempty"`
	// Then are the first faults that would be refused with them.
	Then []leftOut `json:"then,omitempty"`

	more     []string // of the faults that are not listed
	thenMore []string
	name     string
	workbook bool
	apart    bool
}

// checkedFile tells of a file whether it is there and how it was read.
type checkedFile struct {
	File   string `json:"file"`
	There  bool   `json:"there"`
	Form   string `json:"form,omitempty"`
	Rows   int    `json:"rows,omitempty"`
	Faults int    `json:"faults"`
}

// Check tells what was read after Watch, and what is wrong with it. What reads the folder and
// checks all is called again, to find the flags that would read what cannot be read.
func (in Folder) Check(found *Faults, readAll func(Folder, *Faults)) *Checked {
	c := &Checked{
		name: in.name, workbook: in.workbook != nil, apart: !found.Refused(),
		Tables: []*watched{}, Refused: []leftOut{}, Faults: found.count, Unread: in.unread(), Notes: found.notes,
	}
	for _, table := range in.watch.tables {
		if table.reader != nil {
			table.Form = table.reader.Form()
			if lines := table.reader.Below(); len(lines) > 0 {
				table.Below = leftBelow(lines)
			}
			for i, text := range table.last {
				table.Columns[i].Last = table.forms.understood(table.kinds[i], table.Columns[i].Name, text)
			}
			c.Tables = append(c.Tables, table)
		}
	}
	advised, left := in.retry(found, readAll)
	if !advised.isEmpty() {
		found.shorten(left)
	}
	found.cut()
	c.more = found.more()
	for _, one := range found.list {
		c.Refused = append(c.Refused, leftOut{one.file, one.line, one.column, one.text()})
	}
	c.Try = advised.String()
	c.thenMore = left.more()
	for _, one := range left.list {
		c.Then = append(c.Then, leftOut{one.file, one.line, one.column, one.text()})
	}
	for _, known := range in.layout.Files {
		file := known.Name
		one := checkedFile{File: file, There: in.Has(file)}
		if at := slices.IndexFunc(c.Tables, func(t *watched) bool { return t.File == file }); at >= 0 {
			one.Form, one.Rows = c.Tables[at].Form, c.Tables[at].Rows
		} else if one.There && strings.HasSuffix(file, ".json") {
			one.Form = "JSON"
		}
		one.Faults = found.files[file]
		c.Files = append(c.Files, one)
	}
	return c
}

// Document sets what was read for people.
func (c *Checked) Document() document.Document {
	d := document.Document{Title: "What is read of " + c.name, Subtitle: "Nothing is refused."}
	if c.Faults > 0 {
		d.Subtitle = words.Counted(c.Faults, "fault", "faults") + " would be refused."
		if c.apart {
			d.Subtitle = words.Counted(c.Faults, "fault", "faults") + ". Faulty rows would be left out."
		}
	}
	if c.Try != "" {
		d.Subtitle += " Try: " + c.Try + nothingLeft(len(c.Then)) + "."
	}
	files := document.Table{Columns: []document.Column{
		{Head: "File"}, {Head: "Read as", Kind: document.ColumnWords}, {Head: "Rows", Unit: document.UnitCount}, {Head: "Faults", Unit: document.UnitCount},
	}}
	for _, one := range c.Files {
		form, rows := one.Form, document.Cell{}
		switch {
		case !one.There:
			form = "is not there"
		case form == "":
			form = "is not read"
		}
		if one.Rows > 0 {
			rows = count(one.Rows)
		}
		files.Rows = append(files.Rows, document.Row{Cells: []document.Cell{{Text: one.File}, {Text: form}, rows, count(one.Faults)}})
	}
	s := document.Section{Title: "Files", Tables: []document.Table{files}}
	if len(c.Unread) > 0 {
		s.Notes = []string{"Not read: " + words.Named(c.Unread) + "."}
	}
	for _, note := range c.Notes {
		s.Notes = append(s.Notes, note+".")
	}
	d.Sections = append(d.Sections, s)
	for _, table := range c.Tables {
		d.Sections = append(d.Sections, table.section())
	}
	if len(c.Refused) == 0 {
		return d
	}
	s = document.Section{Title: "Refused", Tables: []document.Table{c.faults(c.Refused)}}
	for _, more := range c.more {
		s.Notes = append(s.Notes, capital(more)+".")
	}
	d.Sections = append(d.Sections, s)
	if len(c.Then) > 0 {
		s = document.Section{Title: "Refused with " + c.Try, Tables: []document.Table{c.faults(c.Then)}}
		for _, more := range c.thenMore {
			s.Notes = append(s.Notes, capital(more)+".")
		}
		d.Sections = append(d.Sections, s)
	}
	return d
}

// nothingLeft tells that flags cure all.
func nothingLeft(faults int) string {
	if faults > 0 {
		return ""
	}
	return " (with it, nothing is refused)"
}

// faults is a table of faults with their places.
func (c *Checked) faults(list []leftOut) document.Table {
	t := document.Table{Columns: []document.Column{{Head: "Place"}, {Head: "Fault", Kind: document.ColumnWords}}}
	for _, one := range list {
		place := one.File
		if one.Line > 0 {
			place = one.place(c.workbook)
		}
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(place, one.Fault)})
	}
	return t
}

func (w *watched) section() document.Section {
	t := document.Table{Columns: wordColumns("Column", "Read from")}
	for i := range w.Columns[0].First {
		t.Columns = append(t.Columns, wordColumns(fmt.Sprintf("Row %d", i+1))...)
	}
	if w.last != nil {
		t.Columns = append(t.Columns, wordColumns(fmt.Sprintf("Last (line %d)", w.line))...)
	}
	for _, column := range w.Columns {
		cells := append([]string{column.Name, cmp.Or(column.From, document.Unknown)}, column.First...)
		if w.last != nil {
			cells = append(cells, column.Last)
		}
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(cells...)})
	}
	s := document.Section{Title: w.File, Tables: []document.Table{t}}
	unread := slices.DeleteFunc(slices.Clone(w.Unread), func(title string) bool { return title == "" })
	if len(unread) > 0 {
		s.Notes = append(s.Notes, "Not read: "+words.Named(unread)+".")
	}
	if w.Undated != "" {
		s.Notes = append(s.Notes, capital(w.Undated)+".")
	}
	if w.Below != "" {
		s.Notes = append(s.Notes, capital(w.Below)+".")
	}
	if len(w.Lacking) > 0 {
		s.Notes = append(s.Notes, "Questions without a column, which are not answered: "+words.Named(w.Lacking)+".")
	}
	return s
}
