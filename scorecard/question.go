package scorecard

import "github.com/shopspring/decimal"

// QuestionKind is the kind of a question. It tells which fields of the [Question] and of
// its [Answer] are read; the others must be left out.
type QuestionKind string

// The kinds, with x, the share of the way from the lowest to the highest score.
const (
	// KindYesNo is answered with the Choice "yes" (x = 1) or "no" (x = 0).
	KindYesNo QuestionKind = "yes-no"
	// KindScale is answered with a Number from Min to Max in steps of Step, by
	// default 1: x = (n − Min) ÷ (Max − Min).
	KindScale QuestionKind = "scale"
	// KindFraction is answered with a Number from 0 to 1, which is x.
	KindFraction QuestionKind = "fraction"
	// KindSingleChoice is answered with the Choice of one of Choices: x = its
	// points ÷ the most points of any.
	KindSingleChoice QuestionKind = "single-choice"
	// KindMultipleChoice is answered with Choices, none to all of them:
	// x = min(Σ points, MaxPoints) ÷ MaxPoints, where MaxPoints is by default the
	// sum of all points.
	KindMultipleChoice QuestionKind = "multiple-choice"
	// KindNumber is answered with a Number, within Min and Max where they are
	// given: x = (n − Floor) ÷ (Target − Floor), no less than 0 and no more than 1.
	// Where lower is better, Target is below Floor.
	KindNumber QuestionKind = "number"
	// KindBands is answered with a Number: x = the points of the band it lies in ÷
	// the most points of any. A number below the first band is out of range.
	KindBands QuestionKind = "bands"
)

// Question is one question. Numbers have at most 15 digits, of which at most 6
// decimals.
type Question struct {
	// ID is unique in the questionnaire.
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Weight is the weight among the other questions of the topic, from 0 to
	// 1,000,000 with at most 4 decimals.
	Weight decimal.Decimal `json:"weight" validate:"bounds,atleast=0,atmost=1000000,digits=11 4"`
	Kind   QuestionKind    `json:"kind" validate:"required,oneof=yes-no scale fraction single-choice multiple-choice number bands"`
	// Advisory questions are reported but never counted, neither in a score nor in
	// completeness. Their weight is not read, and they have no gate.
	Advisory bool `json:"advisory,omitempty"`
	// NotApplicable and Unanswered are by default those of the questionnaire.
	NotApplicable NotApplicable `json:"notApplicable,omitempty" validate:"omitempty,oneof=redistribute lowest not-allowed"`
	Unanswered    Unanswered    `json:"unanswered,omitempty" validate:"omitempty,oneof=leave-out lowest refuse"`
	Gate          Gate          `json:"gate,omitzero"`

	// Min, Max and Step are read by KindScale, Min and Max by KindNumber.
	Min  decimal.NullDecimal `json:"min,omitzero" validate:"omitempty,bounds,digits=15 6"`
	Max  decimal.NullDecimal `json:"max,omitzero" validate:"omitempty,bounds,digits=15 6"`
	Step decimal.NullDecimal `json:"step,omitzero" validate:"omitempty,bounds,above=0,digits=15 6"`
	// Floor and Target are read by KindNumber.
	Floor  decimal.NullDecimal `json:"floor,omitzero" validate:"omitempty,bounds,digits=15 6"`
	Target decimal.NullDecimal `json:"target,omitzero" validate:"omitempty,bounds,digits=15 6"`
	// Choices are read by KindSingleChoice and KindMultipleChoice, MaxPoints by
	// the latter; it is not above the sum of all points.
	Choices   []Choice            `json:"choices,omitempty" validate:"max=100,dive"`
	MaxPoints decimal.NullDecimal `json:"maxPoints,omitzero" validate:"omitempty,bounds,above=0,atmost=1000000,digits=11 4"`
	// Bands are read by KindBands.
	Bands []Band `json:"bands,omitempty" validate:"max=100,dive"`

	// Actions are what a partner can do about this question.
	Actions []Action `json:"actions,omitempty" validate:"max=1000,dive"`
}

// Choice is one of the answers to choose from.
type Choice struct {
	// ID is unique in the question; an answer names it.
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Points are from 0 to 1,000,000 with at most 4 decimals.
	Points decimal.Decimal `json:"points" validate:"bounds,atleast=0,atmost=1000000,digits=11 4"`
}

// Band is the numbers from From, included, up to the next band.
type Band struct {
	From decimal.Decimal `json:"from" validate:"bounds,digits=15 6"`
	// Points are from 0 to 1,000,000 with at most 4 decimals.
	Points decimal.Decimal `json:"points" validate:"bounds,atleast=0,atmost=1000000,digits=11 4"`
}

// Action is something a partner can do to improve the answer to the question
// that the action is attached to.
type Action struct {
	// ID is unique among the actions of the questionnaire.
	ID string `json:"id" validate:"id"`
	// Name tells what to do.
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Owner tells who does it.
	Owner string `json:"owner,omitempty" validate:"text=1000"`
	// Effort is above 0, in the effort unit of the questionnaire, at most 1,000,000
	// with at most 4 decimals.
	Effort decimal.Decimal `json:"effort" validate:"bounds,above=0,atmost=1000000,digits=11 4"`
	// Cost is an amount in the currency of the questionnaire, with no more decimals
	// than the currency has.
	Cost decimal.Decimal `json:"cost" validate:"bounds,atleast=0,atmost=1000000000000"`
	// After is the answer once the action is done. It replaces the whole answer, also
	// one of several choices. Its Question is left out: it is the question that the
	// action is attached to.
	After Answer `json:"after"`
}
