package answer

import (
	"fmt"

	"github.com/partnermath/partnermath"
)

// Problem is what is wrong with an answer.
type Problem uint8

// The problems.
const (
	OK Problem = iota
	NotAnswered
	WrongField
	BothGiven
	NotAllowed
	BadDigits
	OutOfRange
	OffStep
	UnknownChoice
	RepeatedChoice
)

// Report says what is wrong with an answer, whose path is given. It says nothing of NotAnswered.
func (q *Question) Report(faults *partnermath.ValidationError, path string, p Problem, a *Answer) {
	field := path + ".number"
	switch {
	case q.Several:
		field = path + ".choices"
	case q.Choices != nil:
		field = path + ".choice"
	}
	numbers := &q.Gauge.numbers
	switch p {
	case WrongField:
		faults.Addf(field, "required", "must be given, and nothing else, for a question of kind %s", q.Kind)
	case BothGiven:
		faults.Add(path+".notApplicable", "empty", "must not be given together with an answer")
	case NotAllowed:
		faults.Addf(path+".notApplicable", "applicable", "question %.40q must be answered", q.ID)
	case BadDigits:
		faults.Add(field, "digits", DigitsMessage)
	case OutOfRange:
		faults.Addf(field, "range", "must be %s, got %s", numbers.limits(), a.Number.Decimal)
	case OffStep:
		faults.Addf(field, "step", "must be in steps of %s from %s, got %s", numbers.Step.Decimal, numbers.Min.Decimal, a.Number.Decimal)
	case UnknownChoice, RepeatedChoice:
		q.reportChoices(faults, field, a)
	}
}

// reportChoices says which choices are unknown or named before.
func (q *Question) reportChoices(faults *partnermath.ValidationError, path string, a *Answer) {
	switch {
	case q.yesNo:
		faults.Addf(path, "known", "must be yes or no, got %.40q", a.Choice)
	case !q.Several:
		faults.Addf(path, "known", "must be a choice of question %.40q, got %.40q", q.ID, a.Choice)
	case CheckLength(faults, path, a.Choices):
		named := make(map[string]bool, len(a.Choices))
		for i, id := range a.Choices {
			switch {
			case named[id]:
				faults.Addf(fmt.Sprintf("%s[%d]", path, i), "unique", "choice %.40q is named before", id)
			case q.choice(id) < 0:
				faults.Addf(fmt.Sprintf("%s[%d]", path, i), "known", "must be a choice of question %.40q, got %.40q", q.ID, id)
			}
			named[id] = true
		}
	}
}

// maxChoices is the most choices that a question can have.
const maxChoices = 100

// CheckLength reports whether there are no more choices than a question can have, and adds a fault
// if not.
func CheckLength(faults *partnermath.ValidationError, path string, choices []string) bool {
	if len(choices) <= maxChoices {
		return true
	}
	faults.Addf(path, "length", "must be at most %d choices, got %d", maxChoices, len(choices))
	return false
}
