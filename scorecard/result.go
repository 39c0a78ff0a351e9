package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// ResultStatus tells what a result is worth.
type ResultStatus string

// The statuses. Where several apply, the first of them is given.
const (
	// StatusIncomplete: completeness is below the minimum, or there is no overall
	// score at all.
	StatusIncomplete ResultStatus = "incomplete"
	// StatusGateFailed: a node misses the minimum of its gate.
	StatusGateFailed ResultStatus = "gate-failed"
	// StatusScored: the result is neither incomplete nor has it failed a gate.
	StatusScored ResultStatus = "scored"
)

// NodeKind is a level of the questionnaire.
type NodeKind string

// The nodes, from the top.
const (
	NodeOverall  NodeKind = "overall"
	NodeCategory NodeKind = "category"
	NodeTopic    NodeKind = "topic"
	NodeQuestion NodeKind = "question"
)

// AnswerState tells how a question was answered.
type AnswerState string

// The states.
const (
	StateAnswered      AnswerState = "answered"
	StateNotApplicable AnswerState = "not-applicable"
	StateUnanswered    AnswerState = "unanswered"
)

// Result is the scored assessment and its explanation.
type Result struct {
	Partner       string           `json:"partner,omitempty"`
	Date          partnermath.Date `json:"date,omitzero"`
	Questionnaire string           `json:"questionnaire"`
	Version       string           `json:"version,omitempty"`

	Status ResultStatus `json:"status"`
	// Overall is the overall score after caps: the Score of the first line plus the
	// contributions of all Gates.
	Overall Score `json:"overall"`
	// MaturityLevel is the maturity level of Overall, "" below the first. It is given whatever
	// the Status.
	Level string `json:"level,omitempty"`

	// Applicable counts the questions, advisory ones aside, that are not answered
	// "not applicable" with NotApplicableRedistribute, and Answered those of them
	// that have an answer.
	Answered   int `json:"answered"`
	Applicable int `json:"applicable"`
	// Completeness is Answered ÷ Applicable, a fraction with 4 decimals; undefined
	// when nothing applies.
	Completeness decimal.NullDecimal `json:"completeness"`
	// MinimumCompleteness is that of the questionnaire, undefined when it has none.
	MinimumCompleteness decimal.NullDecimal `json:"minimumCompleteness"`

	// Lines explain the overall score before caps: the overall line first, then
	// every category, followed by its topics, followed by their questions.
	Lines []ResultLine `json:"lines"`
	// Gates stand in the same order.
	Gates []GateLine `json:"gates,omitempty"`
}

// ResultLine is one node of the questionnaire in a [Result].
type ResultLine struct {
	Node NodeKind `json:"node"`
	ID   string   `json:"id,omitempty"`
	Name string   `json:"name,omitempty"`
	// Parent is the id of the node right above: the topic of a question, the category
	// of a topic.
	Parent string `json:"parent,omitempty"`
	// Score is, for a question, 1 + 99x rounded to 2 decimals; for any other node
	// the mean, rounded to 2 decimals, of the published scores of the nodes right
	// below it that have one, by their weights. It is none when no node below with a
	// weight above 0 has a score.
	Score Score `json:"score"`
	// EffectiveWeight is the share of the overall score that the node decides, a
	// fraction with 4 decimals. A node without a score has 0, the overall line with one
	// has 1, and the effective weight of a node is split among the nodes right below it
	// that have a score, in proportion to their weights and by largest remainder.
	EffectiveWeight Share `json:"effectiveWeight"`
	// Contribution is the points that the node adds to the overall score before
	// caps, with 2 decimals. The overall line has all of them. The contribution of a
	// node is split among the nodes right below it, in proportion to
	// EffectiveWeight × Score and by largest remainder.
	Contribution Points `json:"contribution"`
	// BestPractice is the score that the best partners reach, and Gap is
	// Score − BestPractice in points, undefined when either is missing.
	BestPractice Score      `json:"bestPractice,omitzero"`
	Gap          NullPoints `json:"gap"`
	// AnswerState is given for questions.
	State    AnswerState `json:"state,omitempty"`
	Advisory bool        `json:"advisory,omitempty"`
}

// GateOutcome tells whether a gate let a result pass.
type GateOutcome string

// The outcomes of a gate.
const (
	GatePassed GateOutcome = "passed"
	GateFailed GateOutcome = "failed"
	// GateNotApplicable: the node has no score.
	GateNotApplicable GateOutcome = "not-applicable"
)

// GateLine is one gate in a [Result].
type GateLine struct {
	Node    NodeKind    `json:"node"`
	ID      string      `json:"id,omitempty"`
	Name    string      `json:"name,omitempty"`
	Minimum Score       `json:"minimum"`
	Score   Score       `json:"score"`
	Outcome GateOutcome `json:"outcome"`
	Cap     Score       `json:"cap,omitzero"`
	// Contribution is the points that the cap takes from the overall score, after the
	// caps of the lines before it: below 0, or 0 where the score is under the cap
	// already.
	Contribution Points `json:"contribution"`
}

// Line returns the line of a node; ok is false when the result has none. The id
// of the overall node is "".
func (r Result) Line(node NodeKind, id string) (line ResultLine, ok bool) {
	for _, l := range r.Lines {
		if l.Node == node && l.ID == id {
			return l, true
		}
	}
	return ResultLine{}, false
}
