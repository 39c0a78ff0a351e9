// Package answer scores answers to a question. A [Question] is compiled from that of the
// questionnaire: it tells the score of an answer, or what is wrong with it, and all the scores that
// it can give. Scores are in hundredths, 0 for none.
package answer

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// Question is a question, compiled. It is answered with one or several of Choices, and with a
// number of Gauge when there are none.
type Question struct {
	ID   string
	Kind string // the name for faults
	// NotApplicable and Unanswered tell what such answers mean.
	NotApplicable, Unanswered Missing
	Choices                   []Choice
	yesNo                     bool
	// Several tells that the points of several choices add up, up to Most.
	Several bool
	Most    int64
	Gauge   Gauge
}

// Choice is one of the answers to choose from, with the score that it gives alone.
type Choice struct {
	ID     string
	Points int64
	Score  int64
}

// AskYesNo makes it a question between yes and no.
func (q *Question) AskYesNo() {
	q.yesNo = true
	q.Choices = []Choice{{ID: "yes", Score: scale.Highest}, {ID: "no", Score: scale.Lowest}}
}

// Missing tells what it means that a question is not answered, or does not apply.
type Missing uint8

// The meanings: no score, the lowest score, or a fault.
const (
	LeftOut Missing = iota
	Lowest
	Refused
)

// Answer is an answer to a question.
type Answer struct {
	Number        decimal.NullDecimal
	Choice        string
	Choices       []string
	NotApplicable bool
}

// Given reports whether there is a number or a choice.
func (a *Answer) Given() bool { return a.Number.Valid || a.Choice != "" || a.Choices != nil }

// Score returns the score that an answer gives the question, 0 for none, or what is
// wrong with the answer.
func (q *Question) Score(a *Answer) (score int64, problem Problem) {
	switch {
	case !a.Given() && a.NotApplicable:
		return q.NotApplicable.score(NotAllowed)
	case !a.Given():
		return q.Unanswered.score(NotAnswered)
	case a.NotApplicable:
		return 0, BothGiven
	case q.Several && (a.Number.Valid || a.Choice != ""),
		q.Choices != nil && !q.Several && (a.Number.Valid || a.Choices != nil),
		q.Choices == nil && (a.Choice != "" || a.Choices != nil):
		return 0, WrongField
	case q.Several:
		return q.choose(a.Choices)
	case q.Choices == nil:
		return q.Gauge.score(a.Number.Decimal)
	}
	if i := q.choice(a.Choice); i >= 0 {
		return q.Choices[i].Score, OK
	}
	return 0, UnknownChoice
}

func (m Missing) score(refused Problem) (int64, Problem) {
	switch m {
	case Lowest:
		return scale.Lowest, OK
	case Refused:
		return 0, refused
	}
	return 0, OK
}

// choose returns the score of several choices.
func (q *Question) choose(ids []string) (int64, Problem) {
	var points int64
	for at, id := range ids {
		i := q.choice(id)
		if i < 0 {
			return 0, UnknownChoice
		}
		if slices.Contains(ids[:at], id) {
			return 0, RepeatedChoice
		}
		points += q.Choices[i].Points
	}
	return scale.Of(points, q.Most), OK
}

// choice returns the position of a choice, or -1.
func (q *Question) choice(id string) int {
	for i := range q.Choices {
		if q.Choices[i].ID == id {
			return i
		}
	}
	return -1
}

// Possible returns the scores that the question can give, those at most tolerance apart joined.
func (q *Question) Possible(tolerance int64) coarse.Scores {
	var spans []coarse.Span
	switch {
	case q.Several:
		var points []int64
		for _, c := range q.Choices {
			points = append(points, c.Points)
		}
		for _, s := range coarse.Sums(points, (tolerance-1)*q.Most/scale.Span) {
			spans = append(spans, coarse.Span{Low: scale.Of(s.Low, q.Most), High: scale.Of(s.High, q.Most)})
		}
	case q.Choices != nil:
		for _, c := range q.Choices {
			spans = append(spans, coarse.Span{Low: c.Score, High: c.Score})
		}
	default:
		spans = q.Gauge.numbers.possible(tolerance)
	}
	if q.Unanswered == Lowest || q.NotApplicable == Lowest {
		spans = append(spans, coarse.Span{Low: scale.Lowest, High: scale.Lowest})
	}
	return coarse.NewScores(spans, tolerance, q.Unanswered == LeftOut || q.NotApplicable == LeftOut)
}
