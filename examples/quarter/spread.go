package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/examples/tabular"
)

// spread is what a table may have a column for each of, instead of a row: for each
// question one, instead of a column with the question and one with the answer.
type spread struct {
	key, value string            // the columns of the table with rows
	names      []string          // of the things
	titles     map[string]string // what the table calls them
}

// in returns the columns of the things in a table that has neither the key nor the value,
// which then are not wanted.
func (s spread) in(t *tabular.Reader, columns []tabular.Column) ([]tabular.Spread, []error) {
	if s.names == nil {
		return nil, nil
	}
	for _, column := range columns {
		if column.Name != s.key && column.Name != s.value {
			continue
		}
		if at, _ := t.Find(cmp.Or(column.From, column.Name)); at >= 0 {
			return nil, nil
		}
	}
	var all []tabular.Spread
	var wrong []error
	var missing []string
	for _, name := range s.names {
		at, err := t.Find(s.titles[name])
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case at >= 0:
			all = append(all, tabular.Spread{At: at, Name: name})
		default:
			missing = append(missing, s.titles[name])
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	for i := range columns {
		columns[i].None = columns[i].None || columns[i].Name == s.key || columns[i].Name == s.value
	}
	for i, title := range t.Header() {
		isRead := slices.ContainsFunc(all, func(one tabular.Spread) bool { return one.At == i }) ||
			slices.ContainsFunc(columns, func(c tabular.Column) bool { at, _ := t.Find(cmp.Or(c.From, c.Name)); return at == i })
		if nearest := tabular.Nearest(title, missing); nearest != "" && !isRead {
			line, column := t.Place(i)
			wrong = append(wrong, &tabular.Error{Line: line, Column: column, Err: fmt.Errorf("column %.40q is no %s; the nearest is %.40q", title, s.key, nearest)})
		}
	}
	return all, wrong
}

// spreadOf tells how a table has a column for each question.
func (q *questionnaire) spreadOf(how *forms, found *faults) spread {
	s := spread{key: "question", value: "answer", titles: make(map[string]string)}
	for _, question := range q.questions {
		s.names = append(s.names, question.ID)
		s.titles[question.ID] = cmp.Or(how.columns.Questions[question.ID], question.ID)
	}
	for id := range how.columns.Questions {
		if _, known := q.index[id]; !known {
			found.add(assessmentsFile, 0, 0, "question %.40q of -columns is not in %s", id, questionnaireFile)
		}
	}
	return s
}
