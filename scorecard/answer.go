package scorecard

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/scorecard/internal/answer"
)

// Assessment is one partner's answers to a questionnaire.
type Assessment struct {
	// Partner is the partner's id; it may be left out.
	Partner string `json:"partner,omitempty"`
	// Date is the day of the assessment; it may be left out.
	Date partnermath.Date `json:"date,omitzero"`
	// Questionnaire and Version, where they are given, must be those of the
	// questionnaire that the assessment is scored with.
	Questionnaire string `json:"questionnaire,omitempty"`
	Version       string `json:"version,omitempty"`
	// Answers are at most MaxQuestions and stand in any order; in questionnaire order they
	// are scored fastest.
	Answers []Answer `json:"answers"`
}

// Answer is the answer to one question. The kind of the question tells which one
// of Number, Choice and Choices must be given; alternatively NotApplicable is.
// When none of them is, the question is unanswered, just as without an Answer.
type Answer struct {
	Question string `json:"question,omitempty"`
	// Number answers KindScale, KindFraction, KindNumber and KindBands: at most 15 digits,
	// of which at most 6 decimals.
	Number decimal.NullDecimal `json:"number,omitzero"`
	// Choice answers KindYesNo with "yes" or "no", and KindSingleChoice with the id
	// of a choice.
	Choice string `json:"choice,omitempty"`
	// Choices answers KindMultipleChoice with the ids of at most MaxChoices choices. An empty list that
	// is not nil is the answer "none of them".
	Choices []string `json:"choices,omitzero"`
	// NotApplicable answers that the question does not apply to the partner.
	NotApplicable bool `json:"notApplicable,omitempty"`
}

// Validate checks what can be checked without the questionnaire: the ids, how many answers
// and choices there are, that no question is answered twice, and that numbers have at most
// 15 digits, of which at most 6 decimals. The error is a [*partnermath.ValidationError].
// Scoring checks all of this again.
func (a Assessment) Validate() error {
	var found faults
	a.checkHeader(&found, a.Questionnaire, a.Version)
	if !a.checkLength(&found) {
		return found.err()
	}
	seen := make(map[string]bool, len(a.Answers))
	for i, given := range a.Answers {
		path := answerPath(i)
		switch {
		case !check.ID(given.Question):
			check.IDAt(found.list(), check.Place{Field: path + ".question"}, given.Question)
		case seen[given.Question]:
			found.list().Addf(path+".question", "unique", "question %.40q is answered before", given.Question)
		}
		seen[given.Question] = true
		if given.Number.Valid && !answer.Fits(given.Number.Decimal) {
			found.list().Add(path+".number", "digits", answer.DigitsMessage)
		}
		answer.CheckLength(found.list(), path+".choices", given.Choices)
	}
	return found.err()
}

// given reports whether there is a number or a choice.
func (a *Answer) given() bool { return a.Number.Valid || a.Choice != "" || a.Choices != nil }

func (a *Answer) state() AnswerState {
	switch {
	case a.NotApplicable:
		return StateNotApplicable
	case a.given():
		return StateAnswered
	}
	return StateUnanswered
}

// checkHeader checks the ids of an assessment, and that it belongs to a questionnaire.
func (a *Assessment) checkHeader(found *faults, questionnaire, version string) {
	found.checkID("partner", a.Partner, a.Partner)
	found.checkID("questionnaire", a.Questionnaire, questionnaire)
	found.checkID("version", a.Version, version)
}

// checkLength reports whether there are no more answers than there can be questions, and
// adds a fault if not.
func (a *Assessment) checkLength(found *faults) bool {
	if len(a.Answers) <= MaxQuestions {
		return true
	}
	found.list().Addf("answers", "length", "must be at most %d answers, got %d", MaxQuestions, len(a.Answers))
	return false
}

func answerPath(i int) string { return fmt.Sprintf("answers[%d]", i) }
