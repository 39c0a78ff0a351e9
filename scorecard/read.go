package scorecard

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/scorecard/internal/answer"
)

// read writes the score and the state of every question into the lines of a result, which
// have none, and counts the questions that are answered and that apply, advisory ones
// aside. Or it returns all that is wrong with the assessment.
func (c *Scorer) read(r *Result, a *Assessment) error {
	var found faults
	a.checkHeader(&found, c.id, c.version)
	if !a.checkLength(&found) {
		return found.err()
	}
	r.Answered, r.Applicable = 0, 0
	next, open := 0, len(c.questions)
	for i := range a.Answers {
		given := &a.Answers[i]
		at := c.find(given.Question, next)
		if at < 0 {
			found.list().Addf(answerPath(i)+".question", "known", "question %.40q is not in the questionnaire", given.Question)
			continue
		}
		q := &c.questions[at]
		line := &r.Lines[q.node]
		if line.State != "" {
			found.list().Addf(answerPath(i)+".question", "unique", "question %.40q is answered before", given.Question)
			continue
		}
		next = at + 1
		if line.State = given.state(); line.State == StateUnanswered {
			continue
		}
		score, problem := q.score(given)
		if problem != answer.OK {
			q.report(found.list(), answerPath(i), problem, given)
		}
		line.Score = score
		if !q.advisory && (!given.NotApplicable || q.NotApplicable == answer.Lowest) {
			r.Answered++
			r.Applicable++
		}
		open--
	}
	if open > 0 {
		c.leaveOpen(r, &found)
	}
	return found.err()
}

// leaveOpen treats the questions without an answer as their policy says.
func (c *Scorer) leaveOpen(r *Result, found *faults) {
	for i := range c.questions {
		q := &c.questions[i]
		line := &r.Lines[q.node]
		if line.State != "" && line.State != StateUnanswered {
			continue
		}
		line.State = StateUnanswered
		if !q.advisory {
			r.Applicable++
		}
		score, problem := q.score(&Answer{})
		if problem == answer.NotAnswered {
			found.list().Addf("answers", "answered", "must answer question %.40q", q.ID)
		}
		line.Score = score
	}
}

// find returns the position of a question, or -1. The one that is next in the
// questionnaire takes no look into the index.
func (c *Scorer) find(id string, next int) int {
	if next < len(c.questions) && c.questions[next].ID == id {
		return next
	}
	if at, known := c.index[id]; known {
		return at
	}
	return -1
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

// checkID checks an id that may be left out, and must be the one that is wanted.
func (f *faults) checkID(path, id, want string) {
	if id != "" && !check.ID(id) {
		check.IDAt(f.list(), check.Place{Field: path}, id)
	}
	if id != "" && id != want {
		f.list().Addf(path, "match", "must be %.40q, got %.40q", want, id)
	}
}
