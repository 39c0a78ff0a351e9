package scorecard

import (
	"cmp"
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// What was seen of the answer to a question.
const (
	unseen Points = iota
	seenAnswered
	seenNotApplicable
	seenUnanswered // an answer that gives nothing
)

// stateOf is the state of a question by what was seen.
var stateOf = [...]State{StateUnanswered, StateAnswered, StateNotApplicable, StateUnanswered}

// refused stands for the score of a question whose answer gives none, until all
// answers are read.
const refused = -1

// answer writes the score of every question asked, or returns what is wrong with the
// assessment. It is complete when every question is answered; if not, the points tell
// what was seen of the answers.
func (c *Scorer) answer(asked []cell, a *Assessment) (complete bool, err error) {
	var found faults
	if !c.belongs(a) {
		a.checkHeader(found.list(), c)
	}
	scored := score(asked, c.questions, a.Answers)
	top := scored // from here on, no question is answered yet
	for i := scored; i < len(a.Answers); {
		given, n := &a.Answers[i], 0
		at := c.index.find(given.Question)
		switch {
		case at >= top:
			n = score(asked[at:], c.questions[at:], a.Answers[i:])
		case at >= 0 && asked[at].score == 0:
			n = score(asked[at:at+1], c.questions[at:], a.Answers[i:])
		}
		if n == 0 {
			c.look(asked, at, i, given, &found)
		}
		scored += n
		i += max(n, 1)
		top = max(top, at+max(n, 1))
	}
	if complete = scored == len(c.questions); !complete {
		complete = c.leaveOpen(asked, &found)
	}
	return complete, found.err()
}

// look takes a closer look at answer i, to the question at a position.
func (c *Scorer) look(asked []cell, at, i int, given *Answer, found *faults) {
	switch {
	case at < 0:
		found.list().Addf(answerPath(i)+".question", "known", "question %.40q is not in the questionnaire", given.Question)
	case asked[at].score != 0:
		found.list().Addf(answerPath(i)+".question", "unique", "question %.40q is answered before", given.Question)
	default:
		q := &c.questions[at]
		score, state, problem := q.read(given)
		if problem != noProblem {
			q.report(found.list(), answerPath(i), problem, given)
		}
		asked[at].score, asked[at].points = cmp.Or(score, refused), state
	}
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
func (c *Scorer) leaveOpen(asked []cell, found *faults) (complete bool) {
	complete = true
	for i := range c.questions {
		of := &asked[i]
		switch {
		case of.score == refused:
			of.score = 0
		case of.score != 0 && of.points == unseen:
			of.points = seenAnswered
		}
		complete = complete && of.points == seenAnswered
		if stateOf[of.points] != StateUnanswered {
			continue
		}
		switch q := &c.questions[i]; q.unanswered {
		case UnansweredLowest:
			of.score = lowest
		case UnansweredRefuse:
			found.list().Addf("answers", "answered", "must answer question %.40q", q.id)
		}
	}
	return complete
}

// read returns the score that an answer gives a question, and what was seen of it.
func (q *question) read(a *Answer) (Score, Points, problem) {
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
	var sight [1]cell
	given := *a
	given.Question = q.id
	if score(sight[:], []question{*q}, []Answer{given}) == 1 {
		return sight[0].score, seenAnswered, noProblem
	}
	score, problem := q.examine(a)
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
		faults.Addf(path+field, "range", "must be %s, got %s", q.exactly.limits(), a.Number)
	case offStep:
		w := q.exactly
		faults.Addf(path+field, "step", "must be in steps of %s from %s, got %s", w.step.Decimal, w.min.Decimal, a.Number)
	case unknownChoice, repeatedChoice:
		q.reportChoices(faults, path+field, a)
	}
}

// reportChoices says which choices are unknown or named before.
func (q *question) reportChoices(faults *partnermath.ValidationError, path string, a *Answer) {
	switch q.kind {
	case KindYesNo:
		faults.Addf(path, "known", "must be yes or no, got %.40q", a.Choice)
	case KindSingleChoice:
		faults.Addf(path, "known", "must be a choice of question %.40q, got %.40q", q.id, a.Choice)
	default:
		named := make(map[string]bool, len(a.Choices))
		for i, id := range a.Choices {
			switch {
			case named[id]:
				faults.Addf(fmt.Sprintf("%s[%d]", path, i), "unique", "choice %.40q is named before", id)
			case q.choices.position(id, 0) < 0:
				faults.Addf(fmt.Sprintf("%s[%d]", path, i), "known", "must be a choice of question %.40q, got %.40q", q.id, id)
			}
			named[id] = true
		}
	}
}
