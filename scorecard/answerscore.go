package scorecard

import (
	"fmt"

	"github.com/partnermath/partnermath"
)

// problem is what is wrong with an answer.
type problem uint8

const (
	noProblem problem = iota
	notAnswered
	wrongField
	bothGiven
	notAllowed
	badDigits
	outOfRange
	offStep
	unknownChoice
	repeatedChoice
)

// score returns the score that an answer gives the question, 0 for none, or what is
// wrong with the answer.
func (q *question) score(a *Answer) (Score, problem) {
	if a.NotApplicable || !a.given() {
		return q.scoreNone(a)
	}
	switch q.kind {
	case KindYesNo, KindSingleChoice:
		if a.Number.Valid || a.Choices != nil {
			return 0, wrongField
		}
		if i := q.choice(a.Choice); i >= 0 {
			return q.choices[i].score, noProblem
		}
		return 0, unknownChoice
	case KindMultipleChoice:
		if a.Number.Valid || a.Choice != "" {
			return 0, wrongField
		}
		return q.choose(a.Choices)
	}
	if a.Choice != "" || a.Choices != nil {
		return 0, wrongField
	}
	return q.gauge.score(a.Number.Decimal)
}

// scoreNone is score for "not applicable" and for no answer.
func (q *question) scoreNone(a *Answer) (Score, problem) {
	switch {
	case a.NotApplicable && a.given():
		return 0, bothGiven
	case a.NotApplicable && q.notApplicable == NotApplicableNotAllowed:
		return 0, notAllowed
	case !a.NotApplicable && q.unanswered == UnansweredRefuse:
		return 0, notAnswered
	case a.NotApplicable && q.notApplicable == NotApplicableLowest, !a.NotApplicable && q.unanswered == UnansweredLowest:
		return lowest, noProblem
	}
	return 0, noProblem
}

// choose returns the score of several choices.
func (q *question) choose(ids []string) (Score, problem) {
	var points int64
	var chosen [MaxChoices]bool
	for _, id := range ids {
		i := q.choice(id)
		if i < 0 {
			return 0, unknownChoice
		}
		if chosen[i] {
			return 0, repeatedChoice
		}
		chosen[i] = true
		points += q.choices[i].points
	}
	return scoreOf(points, q.most), noProblem
}

// choice returns the position of a choice, or -1.
func (q *question) choice(id string) int {
	for i := range q.choices {
		if q.choices[i].id == id {
			return i
		}
	}
	return -1
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
		faults.Addf(path+field, "range", "must be %s, got %s", q.gauge.exactly.limits(), a.Number.Decimal)
	case offStep:
		faults.Addf(path+field, "step", "must be in steps of %s from %s, got %s", q.gauge.exactly.step.Decimal, q.gauge.exactly.min.Decimal, a.Number.Decimal)
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
			case q.choice(id) < 0:
				faults.Addf(fmt.Sprintf("%s[%d]", path, i), "known", "must be a choice of question %.40q, got %.40q", q.id, id)
			}
			named[id] = true
		}
	}
}
