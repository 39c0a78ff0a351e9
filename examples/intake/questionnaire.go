package intake

import (
	"cmp"
	"fmt"
	"math"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// questionnaire is the model with what reading and scoring answers take.
type questionnaire struct {
	scorecard.Questionnaire
	scorer    *scorecard.Scorer
	questions []scorecard.Question
	index     map[string]int // question id to position in questions
	// required are the positions of the questions that every assessment must answer.
	required []int
	// nodes has the ids of the nodes that a goal may name.
	nodes map[scorecard.NodeKind]map[string]bool
	// isUnknown tells that the file cannot be used. Then every id is that of a question, to find
	// what else is wrong with the tables.
	isUnknown bool
}

// find returns the position of a question in questions.
func (q *questionnaire) find(id string) (at int, known bool) {
	at, known = q.index[id]
	if known || !q.isUnknown || strings.TrimSpace(id) == "" || len(q.questions) > math.MaxUint16 {
		return at, known
	}
	at, id = len(q.questions), strings.Clone(id)
	q.index[id] = at
	q.questions = append(q.questions, scorecard.Question{ID: id})
	return at, true
}

// readQuestionnaire returns the model, or one of any questions when it is faulty.
func readQuestionnaire(in Folder, found *Faults) questionnaire {
	before := found.count
	q := readModel(in, found)
	if found.count == before {
		return q
	}
	found.leaveOpen(QuestionnaireFile, "which questions are answered, and how")
	return questionnaire{isUnknown: true, index: make(map[string]int), nodes: map[scorecard.NodeKind]map[string]bool{
		scorecard.NodeOverall: {"": true}, scorecard.NodeCategory: nil, scorecard.NodeTopic: nil,
	}}
}

func readModel(in Folder, found *Faults) questionnaire {
	var q questionnaire
	text, err := in.read(QuestionnaireFile)
	if err != nil {
		found.add(QuestionnaireFile, 0, 0, "%v", reason(err))
		return q
	}
	d := newJSONFile(QuestionnaireFile, text, found)
	if !d.decode(&q.Questionnaire) {
		return q
	}
	if q.scorer, err = scorecard.Compile(q.Questionnaire); err != nil {
		d.rules(err)
		return q
	}
	q.index = make(map[string]int)
	categories, topics := make(map[string]bool), make(map[string]bool)
	q.nodes = map[scorecard.NodeKind]map[string]bool{
		scorecard.NodeOverall: {"": true}, scorecard.NodeCategory: categories, scorecard.NodeTopic: topics,
	}
	for _, category := range q.Categories {
		categories[category.ID] = true
		for _, topic := range category.Topics {
			topics[topic.ID] = true
			for _, question := range topic.Questions {
				q.index[question.ID] = len(q.questions)
				if cmp.Or(question.Unanswered, q.Unanswered) == scorecard.UnansweredRefuse {
					q.required = append(q.required, len(q.questions))
				}
				q.questions = append(q.questions, question)
			}
		}
	}
	d.rules(q.checkChoices())
	return q
}

// checkChoices refuses the ids of choices that a cell of assessments.csv cannot
// name.
func (q questionnaire) checkChoices() error {
	var invalid partnermath.ValidationError
	for i, category := range q.Categories {
		for j, topic := range category.Topics {
			for k, question := range topic.Questions {
				for l, choice := range question.Choices {
					if isNotApplicable(choice.ID) || isNone(choice.ID) || strings.Contains(choice.ID, separator) {
						invalid.Addf(fmt.Sprintf("categories[%d].topics[%d].questions[%d].choices[%d].id", i, j, k, l),
							"id", "must be neither n/a nor none and contain no %q, got %.40q", separator, choice.ID)
					}
				}
			}
		}
	}
	return invalid.Err()
}

// readCalendar returns the zero calendar, that of the year, when there is no file.
func readCalendar(in Folder, found *Faults) partnermath.Calendar {
	var c partnermath.Calendar
	if d, there := readDocument(in, CalendarFile, found, &c); there {
		d.rules(c.Validate())
	}
	return c
}

// Questionnaire is the model that partners are assessed with.
func (ch *Channel) Questionnaire() scorecard.Questionnaire { return ch.questionnaire.Questionnaire }

// Scorer scores by the questionnaire.
func (ch *Channel) Scorer() *scorecard.Scorer { return ch.questionnaire.scorer }
