package questions

import (
	"maps"
	"slices"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/scorecard"
)

// Spread tells how a table that is written in some forms has a column for each question.
func (q *Model) Spread(table string, how *folder.Forms, found *folder.Faults) folder.Spread {
	s := folder.Spread{Titles: make(map[string]string), Stated: make(map[string]bool), IsUnknown: q.IsUnknown, Stand: newWordings(q, &how.Columns).stand}
	asked := q.Questions
	if q.IsUnknown { // as far as somebody has named them
		for _, id := range slices.Sorted(maps.Keys(how.Columns.Questions)) {
			asked = append(asked, scorecard.Question{ID: id})
		}
	}
	for _, question := range asked {
		title, stated := how.Columns.Questions[question.ID]
		if !stated {
			title = question.ID
		}
		s.Names = append(s.Names, question.ID)
		s.Titles[question.ID], s.Stated[question.ID] = title, stated
	}
	named := make(map[string]bool)
	for _, id := range slices.Concat(slices.Collect(maps.Keys(how.Columns.Questions)), slices.Collect(maps.Keys(how.Columns.Answers))) {
		named[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(named)) {
		if q.IsUnknown {
			break
		}
		if _, known := q.Index[id]; !known {
			found.Add(table, 0, 0, "question %.40q of -columns is not in %s%s", id, q.file, found.Nearest(id, q.Index))
		}
	}
	return s
}
