package scorecard

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// What was seen of the answer to a question.
const (
	unseen int64 = iota
	seenAnswered
	seenNotApplicable
	seenUnanswered // an answer that gives nothing
)

// stateOf is the state of a question by what was seen.
var stateOf = [...]State{StateUnanswered, StateAnswered, StateNotApplicable, StateUnanswered}

// answer writes the score of every question, or returns what is wrong with the
// assessment. It is complete when every question is answered; if not, seen tells
// what was seen of the answers. Both are zero before.
func (c *Scorer) answer(scores, seen []int64, a *Assessment) (complete bool, err error) {
	var found faults
	if !c.belongs(a) {
		a.checkHeader(found.list(), c)
	}
	n := c.inOrder(scores, a.Answers)
	complete = len(a.Answers) == len(c.questions)
	if complete && n == len(a.Answers) {
		return true, found.err()
	}
	for i := range n {
		seen[i] = seenAnswered
	}
	at, inOrder := n-1, true
	for i := n; i < len(a.Answers); i++ {
		given := &a.Answers[i]
		at, inOrder = c.find(given.Question, at+1, inOrder)
		if at >= 0 && seen[at] == 0 {
			if score := c.questions[at].measure.score(given, given.Question); score != 0 {
				scores[at], seen[at] = int64(score), seenAnswered
				continue
			}
		}
		complete = false
		switch {
		case at < 0:
			found.list().Addf(answerPath(i)+".question", "known", "question %.40q is not in the questionnaire", given.Question)
		case seen[at] != 0:
			found.list().Addf(answerPath(i)+".question", "unique", "question %.40q is answered before", given.Question)
		default:
			q := &c.questions[at]
			score, state, problem := q.read(given)
			if problem != noProblem {
				q.report(found.list(), answerPath(i), problem, given)
			}
			scores[at], seen[at] = int64(score), state
		}
	}
	if !complete {
		complete = c.leaveOpen(scores, seen, &found)
	}
	return complete, found.err()
}

// find returns the position of the question with an id, or -1, and whether it is
// next. It looks there first as long as answers stand in order.
func (c *Scorer) find(id string, next int, inOrder bool) (at int, isNext bool) {
	if inOrder && next < len(c.questions) && c.questions[next].id == id {
		return next, true
	}
	at = c.index.find(id)
	return at, at == next
}

// inOrder scores the answers that stand in questionnaire order from the start, up
// to the first that takes a closer look, and returns how many there are.
func (c *Scorer) inOrder(scores []int64, answers []Answer) int {
	questions := c.questions[:min(len(c.questions), len(answers), len(scores))]
	for i := range questions {
		q := &questions[i]
		score := q.measure.score(&answers[i], q.id)
		if score == 0 {
			return i
		}
		scores[i] = int64(score)
	}
	return len(questions)
}

// faults makes a list only for the first fault, so that there is nothing to
// allocate without one.
type faults struct{ found *partnermath.ValidationError }

func (f *faults) list() *partnermath.ValidationError {
	if f.found == nil {
		f.found = new(partnermath.ValidationError)
	}
	return f.found
}

func (f *faults) err() error { return f.found.Err() }

// leaveOpen treats the questions without an answer as their policy says. It
// reports whether every question is answered.
func (c *Scorer) leaveOpen(scores, seen []int64, found *faults) (complete bool) {
	complete = true
	for i := range c.questions {
		complete = complete && seen[i] == seenAnswered
		if stateOf[seen[i]] != StateUnanswered {
			continue
		}
		switch q := &c.questions[i]; q.unanswered {
		case UnansweredLowest:
			scores[i] = int64(lowest)
		case UnansweredRefuse:
			found.list().Addf("answers", "answered", "must answer question %.40q", q.id)
		}
	}
	return complete
}

// read returns the score that an answer gives a question, and what was seen of it.
func (q *question) read(a *Answer) (Score, int64, problem) {
	switch given := a.Number != (Number{}) || a.Choice != "" || a.Choices != nil; {
	case a.NotApplicable && given:
		return 0, seenNotApplicable, bothGiven
	case a.NotApplicable:
		switch q.notApplicable {
		case NotApplicableNotAllowed:
			return 0, seenNotApplicable, notAllowed
		case NotApplicableLowest:
			return lowest, seenNotApplicable, noProblem
		}
		return 0, seenNotApplicable, noProblem
	case !given:
		return 0, seenUnanswered, noProblem
	}
	score, problem := q.measure.read(a)
	return score, seenAnswered, problem
}

// belongs reports whether the head of an assessment is sound and names this
// questionnaire, or none.
func (c *Scorer) belongs(a *Assessment) bool {
	return (a.Questionnaire == "" || a.Questionnaire == c.id) &&
		(a.Version == "" || a.Version == c.version) &&
		(a.Partner == "" || check.ID(a.Partner))
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
		faults.Addf(path+field, "range", "must be %s, got %s", q.measure.exactly.limits(), a.Number)
	case offStep:
		w := q.measure.exactly
		faults.Addf(path+field, "step", "must be in steps of %s from %s, got %s", w.step.Decimal, w.min.Decimal, a.Number)
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
			if q.measure.position(id) < 0 {
				faults.Addf(fmt.Sprintf("%s[%d]", path, i), "known", "must be a choice of question %.40q, got %.40q", q.id, id)
			}
		}
	}
}
