package scorecard

import (
	"github.com/shopspring/decimal"
)

// The limits of a questionnaire.
const (
	MaxQuestions = 1000
	MaxChoices   = 100
	MaxBands     = 100
	MaxLevels    = 100
	MaxActions   = 1000
)

// Questionnaire is the policy: what partners are asked and how the answers make
// a score. Categories hold topics, and topics hold questions. The zero
// Questionnaire is not valid. (The validate tags are for the package itself; the
// comments say the same in words.)
type Questionnaire struct {
	ID      string `json:"id" validate:"id"`
	Version string `json:"version,omitempty" validate:"omitempty,id"`
	Name    string `json:"name,omitempty" validate:"text=1000"`

	// NotApplicable and Unanswered hold for the questions that state none of their
	// own. Left out, they are NotApplicableRedistribute and UnansweredLeaveOut.
	NotApplicable NotApplicable `json:"notApplicable,omitempty" validate:"omitempty,enum"`
	Unanswered    Unanswered    `json:"unanswered,omitempty" validate:"omitempty,enum"`
	// MinimumCompleteness is the completeness, a fraction with at most 4 decimals,
	// below which a result is StatusIncomplete.
	MinimumCompleteness decimal.NullDecimal `json:"minimumCompleteness,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=5 4"`
	// Currency is that of the costs of actions. It must be given when there are any.
	Currency string `json:"currency,omitempty" validate:"omitempty,currency"`
	// EffortUnit names the unit of the effort of actions, such as "person-days".
	EffortUnit string `json:"effortUnit,omitempty" validate:"text=100"`

	// BestPractice is the overall score that the best partners reach, 0 for none.
	BestPractice Score `json:"bestPractice,omitzero" validate:"omitempty,atleast=1,atmost=100"`
	// Gate is a gate on the overall score before caps.
	Gate Gate `json:"gate,omitzero"`

	Categories []QuestionCategory `json:"categories" validate:"required,min=1,max=1000,dive"`
	// Levels are the maturity levels, from the lowest.
	Levels []MaturityLevel `json:"levels,omitempty" validate:"max=100,dive"`
}

// QuestionCategory is a group of topics.
type QuestionCategory struct {
	// ID is unique among the categories.
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Weight is the weight among the other categories, from 0 to 1,000,000 with at
	// most 4 decimals.
	Weight decimal.NullDecimal `json:"weight,omitzero" validate:"required,bounds,atleast=0,atmost=1000000,digits=11 4"`
	// BestPractice is the score that the best partners reach, 0 for none.
	BestPractice Score   `json:"bestPractice,omitzero" validate:"omitempty,atleast=1,atmost=100"`
	Gate         Gate    `json:"gate,omitzero"`
	Topics       []Topic `json:"topics" validate:"required,min=1,max=1000,dive"`
}

// Topic is a group of questions.
type Topic struct {
	// ID is unique among the topics of all categories.
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Weight is the weight among the other topics of the category, from 0 to
	// 1,000,000 with at most 4 decimals.
	Weight decimal.NullDecimal `json:"weight,omitzero" validate:"required,bounds,atleast=0,atmost=1000000,digits=11 4"`
	// BestPractice is the score that the best partners reach, 0 for none.
	BestPractice Score      `json:"bestPractice,omitzero" validate:"omitempty,atleast=1,atmost=100"`
	Gate         Gate       `json:"gate,omitzero"`
	Questions    []Question `json:"questions" validate:"required,min=1,max=1000,dive"`
}

// Gate is a minimum score on a node. A node that misses it fails the whole
// result, and may cap the overall score. The zero Gate is none.
type Gate struct {
	// Minimum is the lowest score that passes.
	Minimum Score `json:"minimum,omitzero" validate:"omitempty,atleast=1,atmost=100"`
	// Cap is the highest overall score of a result that fails, 0 for none.
	Cap Score `json:"cap,omitzero" validate:"omitempty,atleast=1,atmost=100"`
}

// MaturityLevel is a maturity level: the overall scores from From up to the next level.
type MaturityLevel struct {
	Name string `json:"name" validate:"id"`
	From Score  `json:"from" validate:"atleast=1,atmost=100"`
}

// NotApplicable tells what the answer "not applicable" means.
type NotApplicable string

// The meanings of "not applicable".
const (
	// NotApplicableRedistribute gives the question no score; its weight goes to
	// the others of its topic.
	NotApplicableRedistribute NotApplicable = "redistribute"
	// NotApplicableLowest gives the question the score 1. It counts as applicable
	// and answered.
	NotApplicableLowest NotApplicable = "lowest"
	// NotApplicableNotAllowed makes the answer an error.
	NotApplicableNotAllowed NotApplicable = "not-allowed"
)

// Values returns all meanings, in order.
func (NotApplicable) Values() []NotApplicable {
	return []NotApplicable{NotApplicableRedistribute, NotApplicableLowest, NotApplicableNotAllowed}
}

// Unanswered tells what a missing answer means.
type Unanswered string

// The meanings of a missing answer.
const (
	// UnansweredLeaveOut gives the question no score; its weight goes to the others
	// of its topic, and completeness falls.
	UnansweredLeaveOut Unanswered = "leave-out"
	// UnansweredLowest gives the question the score 1, and completeness falls.
	UnansweredLowest Unanswered = "lowest"
	// UnansweredRefuse makes the missing answer an error.
	UnansweredRefuse Unanswered = "refuse"
)

// Values returns all meanings, in order.
func (Unanswered) Values() []Unanswered {
	return []Unanswered{UnansweredLeaveOut, UnansweredLowest, UnansweredRefuse}
}
