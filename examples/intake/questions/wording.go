package questions

import (
	"strings"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/scorecard"
)

// wordings tell what the answers of each question stand for.
type wordings struct {
	questionnaire *Model
	columns       *folder.ColumnMapping
	of            map[string]*folder.Wording // by the id of the question
}

func newWordings(q *Model, columns *folder.ColumnMapping) *wordings {
	return &wordings{q, columns, make(map[string]*folder.Wording)}
}

// stand returns what a cell of a question stands for.
func (w *wordings) stand(question, text string) string {
	one := w.of[question]
	if one == nil {
		one = newWording(w.question(question), w.columns)
		if len(w.of) <= len(w.questionnaire.Questions) { // not one for each question that there is not
			w.of[strings.Clone(question)] = one
		}
	}
	return one.Stand(text)
}

// question returns one of the questionnaire, or of any kind where nobody knows it.
func (w *wordings) question(id string) *scorecard.Question {
	if at, known := w.questionnaire.Index[id]; known {
		return &w.questionnaire.Questions[at]
	}
	return &scorecard.Question{ID: id}
}

// newWording takes what the file of -columns says of the question before what it says of all,
// and that before the ids and the names of choices; but what is no choice of the question comes
// last, since it is of another one.
func newWording(q *scorecard.Question, columns *folder.ColumnMapping) *folder.Wording {
	most := 1
	if q.Kind == scorecard.KindMultipleChoice {
		most = len(q.Choices) + 1 // with one more that is refused
	}
	w := folder.NewWording(most, nil)
	if other, given := columns.Other[AnswerColumn]; given {
		w = folder.NewWording(most, &other)
	}
	of, ofOthers := make(map[string]string), make(map[string]string)
	for text, to := range columns.Values[AnswerColumn] {
		if isAnswer(q, to) {
			of[text] = to
		} else {
			ofOthers[text] = to
		}
	}
	names, ids := make(map[string]string), make(map[string]string)
	for _, choice := range q.Choices {
		names[choice.Name], ids[choice.ID] = choice.ID, choice.ID
	}
	delete(names, "")
	w.AddFolded(ofOthers)
	for _, words := range []map[string]string{names, ids, of, columns.Answers[q.ID]} {
		w.Add(words)
	}
	return w
}

// isAnswer reports whether a text can be an answer of the question.
func isAnswer(q *scorecard.Question, text string) bool {
	for _, choice := range q.Choices {
		if choice.ID == text {
			return true
		}
	}
	return len(q.Choices) == 0 || text == "" || isNotApplicable(text) || isNone(text)
}
