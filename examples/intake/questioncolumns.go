package intake

import (
	"maps"
	"slices"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/scorecard"
)

// spreadOf tells how a table has a column for each question.
func (q *questionnaire) spreadOf(how *folder.Forms, found *folder.Faults) folder.Spread {
	s := folder.Spread{Titles: make(map[string]string), Stated: make(map[string]bool), IsUnknown: q.isUnknown, Stand: newWordings(q, &how.Columns).stand}
	asked := q.questions
	if q.isUnknown { // as far as somebody has named them
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
		if q.isUnknown {
			break
		}
		if _, known := q.index[id]; !known {
			found.Add(AssessmentsFile, 0, 0, "question %.40q of -columns is not in %s%s", id, QuestionnaireFile, found.Nearest(id, q.index))
		}
	}
	return s
}
