package intake

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/examples/internal/words"
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
	// isMended tells that the file is faulty, but answers can be checked by a copy in which the
	// faults are mended; unsure are the questions, by position, by which they cannot.
	isMended bool
	unsure   set
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

// readQuestionnaire returns the model. When it is faulty, it is one by which answers can be
// checked as far as possible, or one of any questions.
func readQuestionnaire(in folder.Folder, found *folder.Faults) questionnaire {
	unknown := questionnaire{isUnknown: true, index: make(map[string]int), nodes: map[scorecard.NodeKind]map[string]bool{
		scorecard.NodeOverall: {"": true}, scorecard.NodeCategory: nil, scorecard.NodeTopic: nil,
	}}
	text, err := in.ReadFile(QuestionnaireFile)
	if err != nil {
		found.Add(QuestionnaireFile, 0, 0, "%v", words.Reason(err))
		found.LeaveOpen(QuestionnaireFile, "which questions are answered, and how")
		return unknown
	}
	d := in.NewDocument(QuestionnaireFile, text, found)
	faults, sound := d.Check(checkQuestionnaire)
	if sound == nil || slices.ContainsFunc(faults.Fields, isOfNode) {
		found.LeaveOpen(QuestionnaireFile, "which questions are answered, and how")
		return unknown
	}
	var q questionnaire
	_ = partnermath.Decode(sound, &q.Questionnaire) // it was found sound
	q.list(faults.Fields)
	q.scorer, _ = scorecard.Compile(q.Questionnaire)
	if q.isMended = len(faults.Fields) > 0; q.isMended && len(q.unsure) > 0 {
		found.LeaveOpen(QuestionnaireFile, "the answers of the questions that are faulty there")
	}
	return q
}

// isOfNode reports whether a fault is one of the id of a category, a topic or a question.
func isOfNode(f partnermath.FieldError) bool {
	parent, step := paths.Cut(f.Path)
	list, _ := paths.Cut(parent)
	_, last := paths.Cut(list)
	return step == "id" && slices.Contains([]string{"categories", "topics", "questions"}, last)
}

// checkQuestionnaire returns what is wrong with the text of a questionnaire.
func checkQuestionnaire(text []byte) error {
	var q scorecard.Questionnaire
	if err := partnermath.Decode(text, &q); err != nil {
		return err
	}
	var invalid partnermath.ValidationError
	invalid.Merge("", q.Validate())
	for i, f := range invalid.Fields {
		if strings.HasSuffix(f.Path, ".kind") && f.Rule == "required" {
			invalid.Fields[i].Message += fmt.Sprintf(", one of %s", kinds())
		}
	}
	invalid.Merge("", checkChoices(q))
	return invalid.Err()
}

// kinds lists the kinds of questions.
func kinds() string {
	var all []string
	for _, kind := range scorecard.QuestionKind("").Values() {
		all = append(all, string(kind))
	}
	return strings.Join(all, ", ")
}

// list lists the questions. Those with faults of what an answer can be are unsure.
func (q *questionnaire) list(faults []partnermath.FieldError) {
	q.index = make(map[string]int)
	categories, topics := make(map[string]bool), make(map[string]bool)
	q.nodes = map[scorecard.NodeKind]map[string]bool{
		scorecard.NodeOverall: {"": true}, scorecard.NodeCategory: categories, scorecard.NodeTopic: topics,
	}
	for i, category := range q.Categories {
		categories[category.ID] = true
		for j, topic := range category.Topics {
			topics[topic.ID] = true
			for k, question := range topic.Questions {
				path := fmt.Sprintf("categories[%d].topics[%d].questions[%d]", i, j, k)
				if len(question.Choices) > 0 && slices.ContainsFunc(faults, func(f partnermath.FieldError) bool { return f.Path == path+".kind" }) {
					question.Kind = scorecard.KindMultipleChoice // may be, and then has more answers
					topic.Questions[k].Kind = question.Kind
				}
				q.index[question.ID] = len(q.questions)
				if cmp.Or(question.Unanswered, q.Unanswered) == scorecard.UnansweredRefuse {
					q.required = append(q.required, len(q.questions))
				}
				if isUnsure(&question, path, faults) {
					q.unsure.add(len(q.questions))
				}
				q.questions = append(q.questions, question)
			}
		}
	}
}

// isUnsure reports whether what a question can be answered is in doubt, by the faults that
// were mended. Whether one choice or several may be given is, but not which there are.
func isUnsure(q *scorecard.Question, path string, faults []partnermath.FieldError) bool {
	for _, f := range faults {
		field, ok := strings.CutPrefix(f.Path, path+".")
		_, last := paths.Cut(f.Path)
		switch {
		case !ok, f.Rule == "known" && last != "kind", last == "weight", last == "points", last == "name":
		case field == "kind" && len(q.Choices) > 0:
		default:
			return true
		}
	}
	return false
}

// checkChoices refuses the ids of choices that a cell of assessments.csv cannot
// name.
func checkChoices(q scorecard.Questionnaire) error {
	var invalid partnermath.ValidationError
	for i, category := range q.Categories {
		for j, topic := range category.Topics {
			for k, question := range topic.Questions {
				for l, choice := range question.Choices {
					isForSeveral := isNone(choice.ID) || strings.Contains(choice.ID, folder.Separator)
					path := fmt.Sprintf("categories[%d].topics[%d].questions[%d].choices[%d].id", i, j, k, l)
					switch {
					case isForSeveral && question.Kind == scorecard.KindMultipleChoice:
						invalid.Addf(path, "id", "must not be none, which stands for none of the choices, and contain no %q, got %.40q", folder.Separator, choice.ID)
					case isNotApplicable(choice.ID):
						invalid.Addf(path, "id", "must not be n/a, which tells that the question does not apply, got %.40q", choice.ID)
					}
				}
			}
		}
	}
	return invalid.Err()
}

// readCalendar returns the zero calendar, that of the year, when there is no file.
func readCalendar(in folder.Folder, found *folder.Faults) partnermath.Calendar {
	var c partnermath.Calendar
	if d, there := folder.ReadDocument(in, CalendarFile, found, &c); there {
		d.Rules(c.Validate())
	}
	return c
}

// Questionnaire is the model that partners are assessed with.
func (ch *Channel) Questionnaire() scorecard.Questionnaire { return ch.questionnaire.Questionnaire }

// Scorer scores by the questionnaire.
func (ch *Channel) Scorer() *scorecard.Scorer { return ch.questionnaire.scorer }
