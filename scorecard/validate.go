package scorecard

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/answer"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the
// questionnaire breaks: the limits and forms of its fields, ids given twice,
// siblings whose weights sum to 0, fields that the kind of a question needs or
// does not read, levels and bands that do not increase, and actions whose answer
// the question would refuse. What takes more than one field is looked at once every
// field is sound for itself.
func (q Questionnaire) Validate() error {
	_, err := Compile(q)
	return err
}

// sizes checks the limits that hold for the questionnaire as a whole. It comes
// before everything else, so that nobody waits long for a questionnaire that is
// too large.
func (q *Questionnaire) sizes() error {
	var faults partnermath.ValidationError
	var topics, questions, actions int
	within := func(path string, length int, sum *int, most int, of string) bool {
		*sum += length
		switch {
		case length > most:
			faults.Addf(path, "length", "must have a length of at most %d, got %d", most, length)
		case *sum > most:
			faults.Addf("categories", "length", "must hold at most %d %s in all", most, of)
		}
		return len(faults.Fields) == 0
	}
	for i, category := range q.Categories {
		path := fmt.Sprintf("categories[%d].topics", i)
		if i == MaxQuestions || !within(path, len(category.Topics), &topics, MaxQuestions, "topics") {
			break
		}
		for j, topic := range category.Topics {
			path := fmt.Sprintf("%s[%d].questions", path, j)
			if !within(path, len(topic.Questions), &questions, MaxQuestions, "questions") {
				return faults.Err()
			}
			for k, question := range topic.Questions {
				path := fmt.Sprintf("%s[%d].actions", path, k)
				if !within(path, len(question.Actions), &actions, MaxActions, "actions") {
					return faults.Err()
				}
			}
		}
	}
	return faults.Err()
}

// rules checks what takes more than one field; the tags hold already.
func (q *Questionnaire) rules(faults *partnermath.ValidationError) {
	ids := newIDs(faults)
	if q.Currency == "" && q.hasCosts() {
		faults.Add("currency", "required", "must be given when an action has a cost")
	}
	ids.gate("gate", q.Gate)
	someAboveZero(faults, "categories", q.Categories, func(c QuestionCategory) decimal.NullDecimal { return c.Weight })
	for i, category := range q.Categories {
		path := fmt.Sprintf("categories[%d]", i)
		ids.unique(NodeCategory, path+".id", category.ID)
		ids.gate(path+".gate", category.Gate)
		someAboveZero(faults, path+".topics", category.Topics, func(t Topic) decimal.NullDecimal { return t.Weight })
		for j, topic := range category.Topics {
			path := fmt.Sprintf("%s.topics[%d]", path, j)
			ids.unique(NodeTopic, path+".id", topic.ID)
			ids.gate(path+".gate", topic.Gate)
			someAboveZero(faults, path+".questions", counted(topic.Questions), func(q Question) decimal.NullDecimal { return q.Weight })
			for k := range topic.Questions {
				question := &topic.Questions[k]
				path := fmt.Sprintf("%s.questions[%d]", path, k)
				ids.unique(NodeQuestion, path+".id", question.ID)
				ids.gate(path+".gate", question.Gate)
				sound := question.rules(faults, path)
				q.actionRules(ids, path, question, sound)
			}
		}
	}
	for i := 1; i < len(q.Levels); i++ {
		if q.Levels[i].From <= q.Levels[i-1].From {
			faults.Addf(fmt.Sprintf("levels[%d].from", i), "increasing", "must be above %s, got %s", q.Levels[i-1].From, q.Levels[i].From)
		}
	}
}

func (q *Questionnaire) hasCosts() bool {
	for _, category := range q.Categories {
		for _, topic := range category.Topics {
			for _, question := range topic.Questions {
				for _, action := range question.Actions {
					if action.Cost.Valid && action.Cost.Decimal.IsPositive() {
						return true
					}
				}
			}
		}
	}
	return false
}

// actionRules checks the actions of a question, and their answers if the question
// is sound.
func (q *Questionnaire) actionRules(ids ids, path string, asked *Question, sound bool) {
	for i := range asked.Actions {
		action := &asked.Actions[i]
		path := fmt.Sprintf("%s.actions[%d]", path, i)
		ids.unique("action", path+".id", action.ID)
		if action.Cost.Valid && q.Currency != "" {
			check.Amount(ids.faults, path+".cost", action.Cost.Decimal, q.Currency)
		}
		if action.After.Question != "" {
			ids.faults.Add(path+".after.question", "empty", "is the question of the action and must be left out")
		}
		if !sound {
			continue
		}
		compiled := q.compile(asked)
		_, problem := compiled.score(&action.After)
		switch state := action.After.state(); {
		case state == StateUnanswered, state == StateNotApplicable && problem == answer.OK:
			ids.faults.Add(path+".after", "required", "must be an answer, and not \"not applicable\"")
		case problem != answer.OK:
			compiled.report(ids.faults, path+".after", problem, &action.After)
		}
	}
}

// rules checks the fields that the kind reads, and that the others are empty. It
// reports whether the question can be answered.
func (q *Question) rules(faults *partnermath.ValidationError, path string) (sound bool) {
	before := len(faults.Fields)
	if !q.Advisory && !q.Weight.Valid {
		faults.Add(path+".weight", "required", "must be given, unless the question is advisory")
	}
	if q.Advisory && q.Gate != (Gate{}) {
		faults.Add(path+".gate", "empty", "must be left out, because an advisory question is never counted")
	}
	choosing := q.Kind == KindSingleChoice || q.Kind == KindMultipleChoice
	fields := []struct {
		name                   string
		given, needed, allowed bool
	}{
		{"min", q.Min.Valid, q.Kind == KindScale, q.Kind == KindNumber},
		{"max", q.Max.Valid, q.Kind == KindScale, q.Kind == KindNumber},
		{"step", q.Step.Valid, false, q.Kind == KindScale},
		{"floor", q.Floor.Valid, q.Kind == KindNumber, false},
		{"target", q.Target.Valid, q.Kind == KindNumber, false},
		{"choices", len(q.Choices) > 0, choosing, false},
		{"maxPoints", q.MaxPoints.Valid, false, q.Kind == KindMultipleChoice},
		{"bands", len(q.Bands) > 0, q.Kind == KindBands, false},
	}
	complete := true
	for _, f := range fields {
		switch {
		case f.needed && !f.given:
			faults.Addf(path+"."+f.name, "required", "must be given for a question of kind %s", q.Kind)
			complete = false
		case f.given && !f.needed && !f.allowed:
			faults.Addf(path+"."+f.name, "empty", "is not read for a question of kind %s and must be left out", q.Kind)
		}
	}
	if complete {
		q.kindRules(faults, path)
		q.digitRules(faults, path)
	}
	return complete && len(faults.Fields) == before && !faults.Truncated
}

// kindRules checks how the fields that the kind reads fit together.
func (q *Question) kindRules(faults *partnermath.ValidationError, path string) {
	switch q.Kind {
	case KindScale:
		if q.rises(faults, path) && !exact.IsMultiple(q.Max.Decimal.Sub(q.Min.Decimal), q.step()) {
			faults.Addf(path+".max", "step", "must be a whole number of steps of %s above the min %s, got %s", q.step(), q.Min.Decimal, q.Max.Decimal)
		}
	case KindNumber:
		q.rises(faults, path)
		if q.Floor.Decimal.Equal(q.Target.Decimal) {
			faults.Addf(path+".target", "range", "must differ from the floor %s", q.Floor.Decimal)
		}
	case KindSingleChoice, KindMultipleChoice:
		q.choiceRules(faults, path)
	case KindBands:
		someAboveZero(faults, path+".bands", q.Bands, func(b Band) decimal.NullDecimal { return b.Points })
		for i := 1; i < len(q.Bands); i++ {
			if before, from := q.Bands[i-1].From.Decimal, q.Bands[i].From.Decimal; !from.GreaterThan(before) {
				faults.Addf(fmt.Sprintf("%s.bands[%d].from", path, i), "increasing", "must be above %s, got %s", before, from)
			}
		}
	}
}

// digitRules checks that numbers of answers reach those of the question, which may have
// zeros at the end beyond 15 digits.
func (q *Question) digitRules(faults *partnermath.ValidationError, path string) {
	fits := func(name string, n decimal.NullDecimal) {
		if n.Valid && !answer.Fits(n.Decimal) {
			faults.Addf(path+"."+name, "digits", "%s, got %s", answer.DigitsMessage, n.Decimal)
		}
	}
	fits("min", q.Min)
	fits("max", q.Max)
	fits("step", q.Step)
	fits("floor", q.Floor)
	fits("target", q.Target)
	for i, b := range q.Bands {
		fits(fmt.Sprintf("bands[%d].from", i), b.From)
	}
}

// rises checks that the max, where both are given, is above the min.
func (q *Question) rises(faults *partnermath.ValidationError, path string) bool {
	if !q.Min.Valid || !q.Max.Valid || q.Max.Decimal.GreaterThan(q.Min.Decimal) {
		return true
	}
	faults.Addf(path+".max", "above", "must be above the min %s, got %s", q.Min.Decimal, q.Max.Decimal)
	return false
}

func (q *Question) choiceRules(faults *partnermath.ValidationError, path string) {
	someAboveZero(faults, path+".choices", q.Choices, func(c Choice) decimal.NullDecimal { return c.Points })
	seen := make(map[string]bool, len(q.Choices))
	var sum decimal.Decimal
	for i, c := range q.Choices {
		if seen[c.ID] {
			faults.Addf(fmt.Sprintf("%s.choices[%d].id", path, i), "unique", "choice %.40q stands before", c.ID)
		}
		seen[c.ID] = true
		sum = sum.Add(c.Points.Decimal)
	}
	if q.MaxPoints.Valid && q.MaxPoints.Decimal.GreaterThan(sum) {
		faults.Addf(path+".maxPoints", "max", "must not be above the sum of all points, %s, got %s", sum, q.MaxPoints.Decimal)
	}
}

func counted(questions []Question) []Question {
	var of []Question
	for _, q := range questions {
		if !q.Advisory {
			of = append(of, q)
		}
	}
	return of
}

// someAboveZero checks that a mean by these weights, or a share of these points,
// can be formed. One that is missing is a fault already.
func someAboveZero[T any](faults *partnermath.ValidationError, path string, of []T, weight func(T) decimal.NullDecimal) {
	for _, one := range of {
		if w := weight(one); !w.Valid || w.Decimal.IsPositive() {
			return
		}
	}
	if len(of) > 0 {
		faults.Add(path, "sum", "must have a sum above 0, but all weights or points are 0")
	}
}

// ids finds what is given twice, one name space for each node.
type ids struct {
	faults *partnermath.ValidationError
	seen   map[NodeKind]map[string]bool
}

func newIDs(faults *partnermath.ValidationError) ids {
	return ids{faults: faults, seen: make(map[NodeKind]map[string]bool)}
}

func (s ids) unique(node NodeKind, path, id string) {
	if s.seen[node] == nil {
		s.seen[node] = make(map[string]bool)
	}
	if s.seen[node][id] {
		s.faults.Addf(path, "unique", "%s %.40q stands before", node, id)
	}
	s.seen[node][id] = true
}

func (s ids) gate(path string, g Gate) {
	if g.Cap != 0 && g.Minimum == 0 {
		s.faults.Add(path+".minimum", "required", "must be given with a cap")
	}
}
