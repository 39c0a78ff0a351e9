package intake

import (
	"maps"
	"strings"

	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// separators may stand between several choices, as forms and spreadsheets write them.
const separators = separator + ",\n"

// wordings tell what the answers of each question stand for.
type wordings struct {
	questionnaire *questionnaire
	columns       *ColumnMapping
	of            map[string]*wording // by the id of the question
}

func newWordings(q *questionnaire, columns *ColumnMapping) *wordings {
	return &wordings{q, columns, make(map[string]*wording)}
}

// stand returns what a cell of a question stands for.
func (w *wordings) stand(question, text string) string {
	one := w.of[question]
	if one == nil {
		one = newWording(w.question(question), w.columns)
		if len(w.of) <= len(w.questionnaire.questions) { // not one for each question that there is not
			w.of[strings.Clone(question)] = one
		}
	}
	return one.stand(text)
}

// question returns one of the questionnaire, or of any kind where nobody knows it.
func (w *wordings) question(id string) *scorecard.Question {
	if at, known := w.questionnaire.index[id]; known {
		return &w.questionnaire.questions[at]
	}
	return &scorecard.Question{ID: id}
}

// wording tells what the answers of a question stand for.
type wording struct {
	exact  map[string]string // by text
	folded map[string]string // by text as tabular.FoldText takes it
	other  *string           // what all other texts stand for; nil for themselves
	// most is how many choices a cell may have, with one more that is refused, and inside how
	// many separators a text may have that stands for one.
	most, inside int
	seen         map[string]string
}

// newWording takes what the file of -columns says of the question before what it says of all,
// and that before the ids and the names of choices; but what is no choice of the question comes
// last, since it is of another one.
func newWording(q *scorecard.Question, columns *ColumnMapping) *wording {
	w := &wording{exact: make(map[string]string), folded: make(map[string]string), seen: make(map[string]string), most: 1}
	if q.Kind == scorecard.KindMultipleChoice {
		w.most = len(q.Choices) + 1
	}
	if other, given := columns.Other[answerColumn]; given {
		w.other = &other
	}
	of, ofOthers := make(map[string]string), make(map[string]string)
	for text, to := range columns.Values[answerColumn] {
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
	w.addFolded(ofOthers)
	for _, words := range []map[string]string{names, ids, of, columns.Answers[q.ID]} {
		maps.Copy(w.exact, words)
		w.addFolded(words)
	}
	return w
}

// newEnumWording takes the values of a closed list in any case, and with spaces for hyphens.
func newEnumWording[T ~string](values []T) *wording {
	w := &wording{exact: make(map[string]string), folded: make(map[string]string), seen: make(map[string]string), most: 1}
	for _, value := range values {
		w.exact[string(value)] = string(value)
		w.folded[tabular.FoldText(string(value))] = string(value)
		w.folded[tabular.FoldText(strings.ReplaceAll(string(value), "-", " "))] = string(value)
	}
	return w
}

// newStageWording takes the ids of stages in any case, and after them their names, as far as
// only one stage has it.
func newStageWording(stages []pipeline.DealStage) *wording {
	w := &wording{exact: make(map[string]string), folded: make(map[string]string), seen: make(map[string]string), most: 1}
	names, ids := make(map[string]string), make(map[string]string)
	for _, stage := range stages {
		ids[stage.ID] = stage.ID
		name := tabular.FoldText(stage.Name)
		if _, twice := names[name]; twice {
			names[name] = ""
			continue
		}
		names[name] = stage.ID
	}
	maps.DeleteFunc(names, func(name, id string) bool { return name == "" || id == "" })
	maps.Copy(w.exact, ids)
	w.addFolded(names)
	w.addFolded(ids)
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

// addFolded takes words that come before those it has. Of two that are the same in another
// case, such as the ids of choices, each stands for itself.
func (w *wording) addFolded(words map[string]string) {
	twice := make(map[string]bool)
	folded := make(map[string]string)
	for text, to := range words {
		text = tabular.FoldText(text)
		before, known := folded[text]
		twice[text] = twice[text] || known && before != to
		folded[text] = to
		w.inside = max(w.inside, strings.Count(text, ",")+strings.Count(text, separator))
	}
	maps.DeleteFunc(folded, func(text, _ string) bool { return twice[text] })
	maps.Copy(w.folded, folded)
}

// stand returns what a cell stands for.
func (w *wording) stand(text string) string {
	if to, known := w.seen[text]; known {
		return to
	}
	to, known := w.one(text)
	if !known && w.most > 1 {
		to = w.each(text)
	}
	if len(w.seen) < maxWords {
		w.seen[strings.Clone(text)] = strings.Clone(to)
	}
	return to
}

// maxWords bounds wording.seen.
const maxWords = 10_000

// one returns what a text stands for as a whole, and whether somebody has said so.
func (w *wording) one(text string) (to string, known bool) {
	if to, known = w.exact[text]; known {
		return to, true
	}
	if to, known = w.folded[tabular.FoldText(text)]; known || w.other == nil {
		if !known {
			to = text
		}
		return to, known
	}
	return *w.other, false
}

// each returns what the parts of a cell stand for, those for nothing left out.
func (w *wording) each(text string) string {
	var all []string
	for more := true; more && len(all) < w.most; {
		var part string
		part, text, more = w.cut(text)
		if to, _ := w.one(part); to != "" || part == "" {
			all = append(all, to)
		}
	}
	return strings.Join(all, separator)
}

// cut takes the first part off a cell: the longest one that stands for something, or what is
// before the first separator.
func (w *wording) cut(text string) (part, rest string, more bool) {
	part, more = text, false
	for end, n := 0, 0; n <= w.inside && end < len(text); n++ {
		at := strings.IndexAny(text[end:], separators)
		isLast := at < 0
		if isLast {
			at = len(text) - end
		}
		end += at
		if _, known := w.one(strings.TrimSpace(text[:end])); known || n == 0 {
			part, rest, more = text[:end], text[min(end+1, len(text)):], !isLast
		}
		end++
	}
	return strings.TrimSpace(part), rest, more
}
