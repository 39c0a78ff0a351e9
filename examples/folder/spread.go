package folder

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/examples/tabular"
)

// Spread is what a table may have a column for each of, instead of a row: for each
// question one, instead of a column with the question and one with the answer.
type Spread struct {
	Names     []string                        // of the things
	Titles    map[string]string               // what the table calls them; "" for one that it has not
	Stated    map[string]bool                 // the things whose title somebody has stated
	IsUnknown bool                            // nobody knows the things: each column that is not wanted is one
	Stand     func(thing, text string) string // what a cell stands for; nil for itself

	columns Wide // those of the table, by its layout
}

// in returns the columns of the things in a table that has neither the key nor the value,
// which then are not wanted.
func (s Spread) in(t *tabular.Reader, columns []tabular.Column) ([]tabular.Spread, []error) {
	if s.Names == nil && !s.IsUnknown {
		return nil, nil
	}
	for _, column := range columns {
		if column.Name != s.columns.Key && column.Name != s.columns.Value {
			continue
		}
		if at, _ := t.Find(cmp.Or(column.From, column.Name)); at >= 0 {
			return nil, nil
		}
	}
	if s.IsUnknown && len(s.Names) == 0 {
		return s.others(t, columns), nil
	}
	var all []tabular.Spread
	var wrong []error
	var lacking []tabular.Column
	var unfound []string
	for _, name := range s.Names {
		title := s.Titles[name]
		if title == "" {
			continue
		}
		at, err := t.Find(title)
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case at >= 0:
			if i := slices.IndexFunc(all, func(one tabular.Spread) bool { return one.At == at }); i >= 0 {
				line, column := t.Place(at)
				wrong = append(wrong, &tabular.Error{Line: line, Column: column, Err: fmt.Errorf("column %.40q is read for two %ss, %.40q and %.40q", t.Header()[at], s.columns.Key, all[i].Name, name)})
				continue
			}
			all = append(all, tabular.Spread{At: at, Name: name})
		case s.Stated[name]:
			lacking = append(lacking, tabular.Column{Name: name, From: title})
		default:
			unfound = append(unfound, title)
		}
	}
	if len(lacking) > 0 {
		wrong = append(wrong, t.Missing(lacking))
	}
	if len(all) == 0 && len(lacking) == 0 {
		return nil, nil
	}
	for i := range columns {
		columns[i].None = columns[i].None || columns[i].Name == s.columns.Key || columns[i].Name == s.columns.Value
	}
	return all, append(wrong, s.misspelt(t, columns, all, unfound)...)
}

// others returns the columns that are not wanted.
func (s Spread) others(t *tabular.Reader, columns []tabular.Column) []tabular.Spread {
	var all []tabular.Spread
	for i, title := range t.Header() {
		isWanted := slices.ContainsFunc(columns, func(c tabular.Column) bool { at, _ := t.Find(cmp.Or(c.From, c.Name)); return at == i })
		if !isWanted && title != "" {
			all = append(all, tabular.Spread{At: i, Name: title})
		}
	}
	if len(all) > 0 {
		for i := range columns {
			columns[i].None = columns[i].None || columns[i].Name == s.columns.Key || columns[i].Name == s.columns.Value
		}
	}
	return all
}

// misspelt returns the errors of the columns that are nothing, but nearly one of the things.
func (s Spread) misspelt(t *tabular.Reader, columns []tabular.Column, all []tabular.Spread, unfound []string) []error {
	var wrong []error
	for i, title := range t.Header() {
		isRead := slices.ContainsFunc(all, func(one tabular.Spread) bool { return one.At == i }) ||
			slices.ContainsFunc(columns, func(c tabular.Column) bool { at, _ := t.Find(cmp.Or(c.From, c.Name)); return at == i })
		if nearest := tabular.Nearest(title, unfound); nearest != "" && !isRead {
			line, column := t.Place(i)
			wrong = append(wrong, &tabular.Error{Line: line, Column: column, Err: fmt.Errorf("column %.40q is no %s; the nearest is %.40q", title, s.columns.Key, nearest)})
		}
	}
	return wrong
}
