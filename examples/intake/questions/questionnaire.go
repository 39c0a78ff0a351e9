package questions

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

// Model is a questionnaire with what reading and scoring answers take. The zero Model has no
// questions.
type Model struct {
	scorecard.Questionnaire
	file string
	// Scorer is nil when IsUnknown.
	Scorer    *scorecard.Scorer
	Questions []scorecard.Question
	Index     map[string]int // of the ids, to positions in Questions
	// Required are the positions of the questions that every assessment must answer.
	Required []int
	// Nodes has the ids of the nodes that a goal may name.
	Nodes map[scorecard.NodeKind]map[string]bool
	// IsUnknown tells that the file cannot be used. Then every id is that of a question, to find
	// what else is wrong with the tables.
	IsUnknown bool
	// IsMended tells that the file is faulty, but answers can be checked by a copy in which the
	// faults are mended; Unsure are the questions, by position, by which they cannot.
	IsMended bool
	Unsure   Set
}

// Find returns the position of a question in Questions, by its id.
func (q *Model) Find(id string) (at int, known bool) {
	at, known = q.Index[id]
	if known || !q.IsUnknown || strings.TrimSpace(id) == "" || len(q.Questions) > math.MaxUint16 {
		return at, known
	}
	at, id = len(q.Questions), strings.Clone(id)
	q.Index[id] = at
	q.Questions = append(q.Questions, scorecard.Question{ID: id})
	return at, true
}

// Read returns the model. When it is faulty, it is one by which answers can be
// checked as far as possible, or one of any questions.
func Read(in folder.Folder, file string, found *folder.Faults) Model {
	unknown := Model{file: file, IsUnknown: true, Index: make(map[string]int), Nodes: map[scorecard.NodeKind]map[string]bool{
		scorecard.NodeOverall: {"": true}, scorecard.NodeCategory: nil, scorecard.NodeTopic: nil,
	}}
	text, err := in.ReadFile(file)
	if err != nil {
		found.Add(file, 0, 0, "%v", words.Reason(err))
		found.LeaveOpen(file, "which questions are answered, and how")
		return unknown
	}
	d := in.NewDocument(file, text, found)
	faults, sound := d.Check(checkQuestionnaire)
	if sound == nil || slices.ContainsFunc(faults.Fields, isOfNode) {
		found.LeaveOpen(file, "which questions are answered, and how")
		return unknown
	}
	q := Model{file: file}
	_ = partnermath.Decode(sound, &q.Questionnaire) // it was found sound
	q.list(faults.Fields)
	q.Scorer, _ = scorecard.Compile(q.Questionnaire)
	if q.IsMended = len(faults.Fields) > 0; q.IsMended && len(q.Unsure) > 0 {
		found.LeaveOpen(file, "the answers of the questions that are faulty there")
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
func (q *Model) list(faults []partnermath.FieldError) {
	q.Index = make(map[string]int)
	categories, topics := make(map[string]bool), make(map[string]bool)
	q.Nodes = map[scorecard.NodeKind]map[string]bool{
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
				q.Index[question.ID] = len(q.Questions)
				if cmp.Or(question.Unanswered, q.Unanswered) == scorecard.UnansweredRefuse {
					q.Required = append(q.Required, len(q.Questions))
				}
				if isUnsure(&question, path, faults) {
					q.Unsure.Add(len(q.Questions))
				}
				q.Questions = append(q.Questions, question)
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

// checkChoices refuses the ids of choices that a cell cannot name.
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
