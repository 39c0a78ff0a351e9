package intake

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jszwec/csvutil"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// Mapping is the file of [Tables.ReadColumns]: how another program names and writes what is in
// the tables.
type Mapping struct {
	// Source tells where the names are from. It is for readers.
	Source      []string      `json:"source,omitempty"`
	Partners    *TableMapping `json:"partners,omitempty"`
	Assessments *TableMapping `json:"assessments,omitempty"`
	Goals       *TableMapping `json:"goals,omitempty"`
	Deals       *TableMapping `json:"deals,omitempty"`
	Leads       *TableMapping `json:"leads,omitempty"`
	Sales       *TableMapping `json:"sales,omitempty"`
	Activities  *TableMapping `json:"activities,omitempty"`
	Incentives  *TableMapping `json:"incentive-sales,omitempty"`
	Entries     *TableMapping `json:"fund-entries,omitempty"`
	Forecasts   *TableMapping `json:"forecasts,omitempty"`
}

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

// rowKeys are the columns of which each row of a table has at least one, by the table and the
// column. A total below it lacks some.
var rowKeys = map[string]map[string]string{
	PartnersFile:       {"id": "id"},
	AssessmentsFile:    {"partner": "partner", "date": "date", "question": "question"},
	GoalsFile:          {"partner": "partner", "node": "node", "by": "by"},
	DealsFile:          {"id": "id", "partner": "partner", "stage": "stage", "outcome": "stage"},
	LeadsFile:          {"id": "id", "partner": "partner", "stage": "stage"},
	SalesFile:          {"partner": "partner", "year": "year", "month": "month"},
	ActivitiesFile:     {"partner": "partner", "part": "part"},
	IncentiveSalesFile: {"id": "id", "partner": "partner", "date": "date"},
	FundEntriesFile:    {"id": "id", "partner": "partner", "date": "date", "kind": "kind"},
}

// wanted returns the columns of a table to read, of our names.
func (c *ColumnMapping) wanted(file string, names []string) []tabular.Column {
	columns := make([]tabular.Column, len(names))
	for i, name := range names {
		from, given := c.Columns[name]
		columns[i] = tabular.Column{Name: name, From: from, None: given && from == "", When: c.When[name], Key: rowKeys[file][name]}
		if name == answerColumn { // what its cells stand for depends on the question
			continue
		}
		columns[i].Values = c.Values[name]
		if other, given := c.Other[name]; given {
			columns[i].Other = &other
		}
	}
	return columns
}

// made tells what cells of a question the file of -columns makes an answer of, "" for none.
func (c *ColumnMapping) made(question, answer string) string {
	var from []string
	for _, values := range []map[string]string{c.Answers[question], c.Values[answerColumn]} {
		for cell, to := range values {
			if to != "" && to != cell && slices.Contains(parseChoices(answer, len(answer)), to) {
				from = append(from, fmt.Sprintf("%.40q", cell))
			}
		}
	}
	if len(from) == 0 {
		return ""
	}
	slices.Sort(from)
	from = slices.Compact(from)
	return ", which -columns makes of " + named(from)
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

// form returns how a table is written.
func (t *Tables) form(file string) *Forms {
	one, stated := t.of[file]
	if !stated {
		one = t.Forms
	}
	return &one
}

// ReadColumns reads how another program names and writes what is in the tables. It returns
// lines for what is wrong with the file, and whether the rest of it can be used to see what is
// wrong with the tables.
func (t *Tables) ReadColumns(file string) (wrong []string, usable bool) {
	var found Faults
	usable = t.readColumns(file, &found)
	return found.Lines(Folder{}), usable
}

func (t *Tables) readColumns(file string, found *Faults) (usable bool) {
	in := Folder{files: os.DirFS(filepath.Dir(file)), below: "."}
	text, err := in.read(filepath.Base(file))
	if err != nil {
		found.add(file, 0, 0, "%v", words.Reason(err))
		return false
	}
	var all Mapping
	d := newJSONFile(file, text, found)
	_, sound := d.check(func(text []byte) error {
		all = Mapping{}
		if err := partnermath.Decode(text, &all); err != nil {
			return err
		}
		return t.take(&all)
	})
	t.from = file
	return sound != nil
}

// take takes the forms of the tables.
func (t *Tables) take(all *Mapping) error {
	var invalid partnermath.ValidationError
	t.of = make(map[string]Forms)
	for _, one := range []struct {
		file  string
		forms *TableMapping
		row   any
	}{
		{PartnersFile, all.Partners, Partner{}},
		{AssessmentsFile, all.Assessments, assessmentRow{}},
		{GoalsFile, all.Goals, goalRow{}},
		{DealsFile, all.Deals, dealRow{}},
		{LeadsFile, all.Leads, leadRow{}},
		{SalesFile, all.Sales, salesRow{}},
		{ActivitiesFile, all.Activities, activityRow{}},
		{IncentiveSalesFile, all.Incentives, incentiveRow{}},
		{FundEntriesFile, all.Entries, entryRow{}},
		{ForecastsFile, all.Forecasts, forecastRow{}},
	} {
		if one.forms == nil {
			continue
		}
		names, _ := csvutil.Header(one.row, "csv")
		one.forms.check(strings.TrimSuffix(one.file, ".csv")+".", names, &invalid)
		t.of[one.file] = Forms{
			Encoding: cmp.Or(one.forms.Encoding, t.Encoding), Dates: cmp.Or(one.forms.Dates, t.Dates),
			Numbers: cmp.Or(one.forms.Numbers, t.Numbers), columns: one.forms.ColumnMapping,
		}
	}
	return invalid.Err()
}

// check reports what is not a column.
func (c *ColumnMapping) check(path string, names []string, invalid *partnermath.ValidationError) {
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
	if len(c.Questions) > 0 && path != "assessments." {
		invalid.Add(path+"questions", "empty", "is for assessments only")
	}
	if len(c.Answers) > 0 && path != "assessments." {
		invalid.Add(path+"answers", "empty", "is for assessments only")
	}
	ends := slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name != "expires" && name != "until" })
	for i, name := range c.LastDays {
		switch {
		case len(ends) == 0:
			invalid.Add(path+"lastDays", "empty", "is for deals and fund-entries only")
		case name != "" && !slices.Contains(ends, name):
			invalid.Addf(fmt.Sprintf("%slastDays[%d]", path, i), "known", "must be %s, got %.40q", strings.Join(ends, " or "), name)
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
