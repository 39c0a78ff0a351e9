package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jszwec/csvutil"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/tabular"
)

// columnsFile is the file of the flag -columns: how another program names and writes
// what is in the tables.
type columnsFile struct {
	// Source tells where the names are from. It is for readers.
	Source      []string    `json:"source,omitempty"`
	Partners    *tableForms `json:"partners,omitempty"`
	Assessments *tableForms `json:"assessments,omitempty"`
	Goals       *tableForms `json:"goals,omitempty"`
	Deals       *tableForms `json:"deals,omitempty"`
	Leads       *tableForms `json:"leads,omitempty"`
	Sales       *tableForms `json:"sales,omitempty"`
	Activities  *tableForms `json:"activities,omitempty"`
	Incentives  *tableForms `json:"incentive-sales,omitempty"`
	Entries     *tableForms `json:"fund-entries,omitempty"`
}

// tableForms are those of one table. Where they are left out, the flags count.
type tableForms struct {
	Encoding tabular.Encoding   `json:"encoding,omitzero"`
	Dates    tabular.DateForm   `json:"dates,omitzero"`
	Numbers  tabular.NumberForm `json:"numbers,omitzero"`
	columnForms
}

// columnForms tell by our column what the table has for it.
type columnForms struct {
	// Columns has the table's name of a column, "" for one that it has not.
	Columns map[string]string `json:"columns,omitempty"`
	// Values has what the cells of a column stand for; others stand for what is in Other,
	// or for themselves.
	Values map[string]map[string]string `json:"values,omitempty"`
	Other  map[string]string            `json:"other,omitempty"`
	// Questions has the table's name of a question in a table with a column for each, ""
	// for one that it has not.
	Questions map[string]string `json:"questions,omitempty"`
	// When has the column without which a column is empty, such as the outcome for the
	// day of closing in a table with one day for open and closed deals.
	When map[string]string `json:"when,omitempty"`
}

// rowKeys are the columns of which each row of a table has at least one, by the table and the
// column. A total below it lacks some.
var rowKeys = map[string]map[string]string{
	partnersFile:       {"id": "id"},
	assessmentsFile:    {"partner": "partner", "date": "date", "question": "question"},
	goalsFile:          {"partner": "partner", "node": "node", "by": "by"},
	dealsFile:          {"id": "id", "partner": "partner", "stage": "stage", "outcome": "stage"},
	leadsFile:          {"id": "id", "partner": "partner", "stage": "stage"},
	salesFile:          {"partner": "partner", "year": "year", "month": "month"},
	activitiesFile:     {"partner": "partner", "part": "part"},
	incentiveSalesFile: {"id": "id", "partner": "partner", "date": "date"},
	fundEntriesFile:    {"id": "id", "partner": "partner", "date": "date", "kind": "kind"},
}

// wanted returns the columns of a table to read, of our names.
func (c *columnForms) wanted(file string, names []string) []tabular.Column {
	columns := make([]tabular.Column, len(names))
	for i, name := range names {
		from, given := c.Columns[name]
		columns[i] = tabular.Column{Name: name, From: from, None: given && from == "", Values: c.Values[name], When: c.When[name], Key: rowKeys[file][name]}
		if name == answerColumn { // may have several choices
			columns[i].Separators = separators
		}
		if other, given := c.Other[name]; given {
			columns[i].Other = &other
		}
	}
	return columns
}

// made tells what cells of a column the file of -columns makes a text of, "" for none.
func (c *columnForms) made(column, text string) string {
	var from []string
	for cell, to := range c.Values[column] {
		if to != "" && to != cell && slices.Contains(parseChoices(text, separators, len(text)), to) {
			from = append(from, fmt.Sprintf("%.40q", cell))
		}
	}
	if len(from) == 0 {
		return ""
	}
	slices.Sort(from)
	return ", which -columns makes of " + named(from)
}

// tables are how the tables of a folder are written.
type tables struct {
	forms // unless others are stated for a table
	of    map[string]forms
	from  string // the file of -columns
}

// stated reports whether anything is stated for all.
func (t *tables) stated() bool {
	return t.encoding != "" || t.dates != tabular.DateForm{} || t.numbers != tabular.NumberForm{}
}

// form returns how a table is written.
func (t *tables) form(file string) *forms {
	one, stated := t.of[file]
	if !stated {
		one = t.forms
	}
	return &one
}

// read reads the file of the flag -columns. It has reported what is wrong with it.
func (t *tables) read(file string, stderr io.Writer) (ok bool) {
	if file == "" {
		return true
	}
	var found faults
	defer func() { found.print(stderr, folder{}) }()
	in := folder{files: os.DirFS(filepath.Dir(file)), below: "."}
	text, err := in.read(filepath.Base(file))
	if err != nil {
		found.add(file, 0, 0, "%v", reason(err))
		return false
	}
	var all columnsFile
	d := newJSONFile(file, text, &found)
	if !d.decode(&all) {
		return false
	}
	var invalid partnermath.ValidationError
	t.from = file
	t.of = make(map[string]forms)
	for _, one := range []struct {
		file  string
		forms *tableForms
		row   any
	}{
		{partnersFile, all.Partners, partner{}},
		{assessmentsFile, all.Assessments, assessmentRow{}},
		{goalsFile, all.Goals, goalRow{}},
		{dealsFile, all.Deals, dealRow{}},
		{leadsFile, all.Leads, leadRow{}},
		{salesFile, all.Sales, salesRow{}},
		{activitiesFile, all.Activities, activityRow{}},
		{incentiveSalesFile, all.Incentives, incentiveRow{}},
		{fundEntriesFile, all.Entries, entryRow{}},
	} {
		if one.forms == nil {
			continue
		}
		names, _ := csvutil.Header(one.row, "csv")
		one.forms.check(strings.TrimSuffix(one.file, ".csv")+".", names, &invalid)
		t.of[one.file] = forms{
			encoding: cmp.Or(one.forms.Encoding, t.encoding), dates: cmp.Or(one.forms.Dates, t.dates),
			numbers: cmp.Or(one.forms.Numbers, t.numbers), columns: one.forms.columnForms,
		}
	}
	d.rules(invalid.Err())
	return found.count == 0
}

// check reports what is not a column.
func (c *columnForms) check(path string, names []string, invalid *partnermath.ValidationError) {
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
	}
	for _, name := range slices.Sorted(maps.Keys(c.Other)) {
		known(path+"other."+name, name)
	}
	if len(c.Questions) > 0 && path != "assessments." {
		invalid.Add(path+"questions", "empty", "is for assessments only")
	}
	for _, name := range slices.Sorted(maps.Keys(c.When)) {
		known(path+"when."+name, name)
		known(path+"when."+name, c.When[name])
	}
}
