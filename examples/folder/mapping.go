package folder

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// TableMapping is that of one table. Where a form is left out, that of all tables counts.
type TableMapping struct {
	Encoding tabular.Encoding   `json:"encoding,omitzero"`
	Dates    tabular.DateForm   `json:"dates,omitzero"`
	Numbers  tabular.NumberForm `json:"numbers,omitzero"`
	ColumnMapping
}

// ColumnMapping tells by our column what the table has for it.
type ColumnMapping struct {
	// Columns has the table's name of a column, "" for one that it has not.
	Columns map[string]string `json:"columns,omitempty"`
	// Values has what the cells of a column stand for; others stand for what is in Other,
	// or for themselves.
	Values map[string]map[string]string `json:"values,omitempty"`
	Other  map[string]string            `json:"other,omitempty"`
	// Questions has the table's name of a question in a table with a column for each, ""
	// for one that it has not.
	Questions map[string]string `json:"questions,omitempty"`
	// Answers has what the answers of a question stand for, before what Values says of the
	// answers of all.
	Answers map[string]map[string]string `json:"answers,omitempty"`
	// When has the column without which a column is empty, such as the outcome for the
	// day of closing in a table with one day for open and closed deals.
	When map[string]string `json:"when,omitempty"`
	// LastDays are the columns, expires or until, in which the table has the last day that
	// counts. The next is read, since ours have the first that does not.
	LastDays []string `json:"lastDays,omitempty"`
}

// wanted returns the columns of a table to read, of our names.
func (c *ColumnMapping) wanted(file File, names []string) []tabular.Column {
	columns := make([]tabular.Column, len(names))
	for i, name := range names {
		from, given := c.Columns[name]
		columns[i] = tabular.Column{Name: name, From: from, None: given && from == "", When: c.When[name], Key: file.Keys[name]}
		if name == file.Wide.Value { // what its cells stand for depends on the question
			continue
		}
		columns[i].Values = c.Values[name]
		if other, given := c.Other[name]; given {
			columns[i].Other = &other
		}
	}
	return columns
}

// Tables are how the tables of a folder are written. The zero Tables are as this package names
// and writes them.
type Tables struct {
	Forms // unless others are stated for a table
	of    map[string]Forms
	from  string // the file of -columns
}

// Stated reports whether anything is stated for all.
func (t *Tables) Stated() bool {
	return t.Encoding != "" || t.Dates != tabular.DateForm{} || t.Numbers != tabular.NumberForm{}
}

// Form returns how a table is written.
func (t *Tables) Form(file string) *Forms {
	one, stated := t.of[file]
	if !stated {
		one = t.Forms
	}
	return &one
}

// ReadColumns reads how another program names and writes what is in the tables. What decodes the
// file returns what it says of tables by their files. It returns lines for what is wrong with the
// file, and whether the rest of it can be used to see what is wrong with the tables.
func (t *Tables) ReadColumns(l Layout, file string, decode func(text []byte) (map[string]*TableMapping, error)) (wrong []string, usable bool) {
	var found Faults
	usable = t.readColumns(l, file, decode, &found)
	return found.Lines(Folder{}), usable
}

func (t *Tables) readColumns(l Layout, file string, decode func(text []byte) (map[string]*TableMapping, error), found *Faults) (usable bool) {
	in := Folder{layout: l, files: os.DirFS(filepath.Dir(file)), below: "."}
	text, err := in.ReadFile(filepath.Base(file))
	if err != nil {
		found.Add(file, 0, 0, "%v", words.Reason(err))
		return false
	}
	_, sound := in.NewDocument(file, text, found).Check(func(text []byte) error {
		tables, err := decode(text)
		if err != nil {
			return err
		}
		return t.take(l, tables)
	})
	t.from = file
	return sound != nil
}

// take takes the forms of the tables.
func (t *Tables) take(l Layout, tables map[string]*TableMapping) error {
	var invalid partnermath.ValidationError
	t.of = make(map[string]Forms)
	for _, file := range l.Files {
		one := tables[file.Name]
		if one == nil {
			continue
		}
		one.check(l, file, &invalid)
		t.of[file.Name] = Forms{
			Encoding: cmp.Or(one.Encoding, t.Encoding), Dates: cmp.Or(one.Dates, t.Dates),
			Numbers: cmp.Or(one.Numbers, t.Numbers), Columns: one.ColumnMapping,
		}
	}
	return invalid.Err()
}

// check reports what is not a column.
func (c *ColumnMapping) check(l Layout, file File, invalid *partnermath.ValidationError) {
	path, names := sheetOf(file.Name)+".", file.columns()
	known := func(path, name string) {
		if slices.Contains(names, name) {
			return
		}
		text := "must be one of " + strings.Join(names, ", ")
		if nearest := tabular.Nearest(name, names); nearest != "" {
			text = fmt.Sprintf("must be a column; the nearest is %q", nearest)
		}
		invalid.Addf(path, "known", "%s; got %.40q", text, name)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Columns)) {
		known(path+"columns."+name, name)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Values)) {
		known(path+"values."+name, name)
		checkValues(path+"values."+name, c.Values[name], invalid)
	}
	for _, question := range slices.Sorted(maps.Keys(c.Answers)) {
		checkValues(path+"answers."+question, c.Answers[question], invalid)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Other)) {
		known(path+"other."+name, name)
	}
	wide := l.only(func(f File) bool { return f.Wide != Wide{} })
	if len(c.Questions) > 0 && file.Wide == (Wide{}) {
		invalid.Addf(path+"questions", "empty", "is for %s only", wide)
	}
	if len(c.Answers) > 0 && file.Wide == (Wide{}) {
		invalid.Addf(path+"answers", "empty", "is for %s only", wide)
	}
	for i, name := range c.LastDays {
		switch {
		case len(file.Ends) == 0:
			invalid.Addf(path+"lastDays", "empty", "is for %s only", l.only(func(f File) bool { return f.Ends != nil }))
		case name != "" && !slices.Contains(file.Ends, name):
			invalid.Addf(fmt.Sprintf("%slastDays[%d]", path, i), "known", "must be %s, got %.40q", strings.Join(file.Ends, " or "), name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.When)) {
		known(path+"when."+name, name)
		known(path+"when."+name, c.When[name])
	}
}

// checkValues refuses two texts of which one is read as the other.
func checkValues(path string, values map[string]string, invalid *partnermath.ValidationError) {
	if one, other := tabular.Alike(values); one != other {
		invalid.Addf(path, "unique", "%.40q and %.40q differ in case or spaces only, and must stand for the same, got %.40q and %.40q", one, other, values[one], values[other])
	}
}
