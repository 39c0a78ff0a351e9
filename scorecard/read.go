package scorecard

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// answer writes the score of every question, and its state into its line, or
// returns what is wrong with the assessment. It is complete when every question
// is answered.
func (c *Scorer) answer(lines []Line, scores []int64, a *Assessment) (complete bool, err error) {
	var faults *partnermath.ValidationError // made for the first fault only
	if !c.belongs(a) {
		faults = new(partnermath.ValidationError)
		a.checkHeader(faults, c)
	}
	next, open := 0, len(c.questions)
	for i := range a.Answers {
		given := &a.Answers[i]
		at := next
		if at == len(c.questions) || c.questions[at].id != given.Question {
			known := false
			if at, known = c.index[given.Question]; !known {
				faults = report(faults, answerPath(i)+".question", "known", "question %.40q is not in the questionnaire", given.Question)
				continue
			}
		}
		next = at + 1
		q := &c.questions[at]
		line := &lines[q.line]
		if line.State != "" {
			faults = report(faults, answerPath(i)+".question", "unique", "question %.40q is answered before", given.Question)
			continue
		}
		var score Score
		state, problem := StateAnswered, noProblem
		if given.plain() {
			score, problem = q.measure.read(given)
		} else {
			score, state, problem = q.read(given)
		}
		if problem != noProblem {
			if faults == nil {
				faults = new(partnermath.ValidationError)
			}
			q.report(faults, answerPath(i), problem, given)
		}
		if state == StateAnswered {
			open--
		}
		line.State = state
		scores[at] = int64(score)
	}
	if open > 0 {
		faults = c.leaveOpen(lines, scores, faults)
	}
	if faults != nil {
		return false, faults
	}
	return open == 0, nil
}

// leaveOpen treats the questions without an answer as their policy says.
func (c *Scorer) leaveOpen(lines []Line, scores []int64, faults *partnermath.ValidationError) *partnermath.ValidationError {
	for i := range c.questions {
		q := &c.questions[i]
		line := &lines[q.line]
		if line.State != "" && line.State != StateUnanswered {
			continue
		}
		line.State = StateUnanswered
		switch q.unanswered {
		case UnansweredLowest:
			scores[i] = int64(lowest)
		case UnansweredRefuse:
			faults = report(faults, "answers", "answered", "must answer question %.40q", q.id)
		}
	}
	return faults
}

// plain reports whether the question is answered and applies, as it mostly does.
func (a *Answer) plain() bool {
	return !a.NotApplicable && (a.Number.Valid || a.Choice != "" || a.Choices != nil)
}

// read returns the score and the state that an answer gives a question.
func (q *question) read(a *Answer) (Score, State, problem) {
	switch given := a.Number.Valid || a.Choice != "" || a.Choices != nil; {
	case a.NotApplicable && given:
		return 0, StateNotApplicable, bothGiven
	case a.NotApplicable:
		switch q.notApplicable {
		case NotApplicableNotAllowed:
			return 0, StateNotApplicable, notAllowed
		case NotApplicableLowest:
			return lowest, StateNotApplicable, noProblem
		}
		return 0, StateNotApplicable, noProblem
	case !given:
		return 0, StateUnanswered, noProblem
	}
	score, problem := q.measure.read(a)
	return score, StateAnswered, problem
}

// belongs reports whether the head of an assessment is sound and names this
// questionnaire, or none.
func (c *Scorer) belongs(a *Assessment) bool {
	return (a.Questionnaire == "" || a.Questionnaire == c.id) &&
		(a.Version == "" || a.Version == c.version) &&
		(a.Partner == "" || check.ID(a.Partner))
}

func report(faults *partnermath.ValidationError, path, rule, format, id string) *partnermath.ValidationError {
	if faults == nil {
		faults = new(partnermath.ValidationError)
	}
	faults.Addf(path, rule, format, id)
	return faults
}

// report says what is wrong with an answer, whose path is given.
func (q *question) report(faults *partnermath.ValidationError, path string, p problem, a *Answer) {
	field := ".number"
	switch q.kind {
	case KindYesNo, KindSingleChoice:
		field = ".choice"
	case KindMultipleChoice:
		field = ".choices"
	}
	switch p {
	case wrongField:
		faults.Addf(path+field, "required", "must be given, and nothing else, for a question of kind %s", q.kind)
	case bothGiven:
		faults.Add(path+".notApplicable", "empty", "must not be given together with an answer")
	case notAllowed:
		faults.Addf(path+".notApplicable", "applicable", "question %.40q must be answered", q.id)
	case badDigits:
		faults.Add(path+field, "digits", digitsMessage)
	case outOfRange:
		faults.Addf(path+field, "range", "must be %s, got %s", q.measure.exactly.limits(), a.Number.Decimal)
	case offStep:
		w := q.measure.exactly
		faults.Addf(path+field, "step", "must be in steps of %s from %s, got %s", w.step.Decimal, w.min.Decimal, a.Number.Decimal)
	case unknownChoice:
		q.reportChoices(faults, path+field, a)
	case repeatedChoice:
		for i, id := range a.Choices {
			if slices.Contains(a.Choices[:i], id) {
				faults.Addf(fmt.Sprintf("%s%s[%d]", path, field, i), "unique", "choice %.40q is named before", id)
				return
			}
		}
	}
}

// reportChoices says which choices are unknown.
func (q *question) reportChoices(faults *partnermath.ValidationError, path string, a *Answer) {
	switch q.kind {
	case KindYesNo:
		faults.Addf(path, "known", "must be yes or no, got %.40q", a.Choice)
	case KindSingleChoice:
		faults.Addf(path, "known", "must be a choice of question %.40q, got %.40q", q.id, a.Choice)
	default:
		for i, id := range a.Choices {
			if q.measure.option(id) == nil {
				faults.Addf(fmt.Sprintf("%s[%d]", path, i), "known", "must be a choice of question %.40q, got %.40q", q.id, id)
			}
		}
	}
}
