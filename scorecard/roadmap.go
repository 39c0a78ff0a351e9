package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// RoadmapLimits tells where a [Roadmap] stops. The zero RoadmapLimits stops only when no
// action lifts the score any more.
type RoadmapLimits struct {
	// Target is the overall score to reach, 0 for none.
	Target Score `json:"target,omitzero" validate:"omitempty,atleast=1,atmost=100"`
	// Effort and Cost are the budgets, in the units of the actions.
	Effort decimal.NullDecimal `json:"effort,omitzero" validate:"omitempty,bounds,atleast=0"`
	Cost   decimal.NullDecimal `json:"cost,omitzero" validate:"omitempty,bounds,atleast=0"`
}

// Validate returns a [*partnermath.ValidationError] for a target that is not a
// score and for a budget below 0.
func (l RoadmapLimits) Validate() error { return check.Model(l, nil) }

// Roadmap is the action plan of one partner: actions in the order in which to
// take them.
type Roadmap struct {
	Partner       string           `json:"partner,omitempty"`
	Date          partnermath.Date `json:"date,omitzero"`
	Questionnaire string           `json:"questionnaire"`
	Version       string           `json:"version,omitempty"`
	Currency      string           `json:"currency,omitempty"`
	EffortUnit    string           `json:"effortUnit,omitempty"`

	// Start is the overall score today, End that after the last step, and Lift is
	// End − Start in points, undefined without a score today.
	Start Score         `json:"start"`
	End   Score         `json:"end"`
	Lift  NullPoints    `json:"lift"`
	Steps []RoadmapStep `json:"steps"`
	// Effort and Cost are the sums of those of the steps.
	Effort decimal.Decimal `json:"effort"`
	Cost   decimal.Decimal `json:"cost"`

	Stop RoadmapStop `json:"stop"`
	// Target is that of the limits.
	Target Score `json:"target,omitzero"`
	// Missing is what End lacks to the target in points, 0 when it is reached;
	// EffortLeft and CostLeft are what the budgets still hold. Each is undefined
	// when there is no such limit.
	Missing    NullPoints          `json:"missing"`
	EffortLeft decimal.NullDecimal `json:"effortLeft"`
	CostLeft   decimal.NullDecimal `json:"costLeft"`
	// Remaining lists the actions not taken, in questionnaire order.
	Remaining []RemainingAction `json:"remaining,omitempty"`
}

// RoadmapStep is one action of a [Roadmap].
type RoadmapStep struct {
	Action   string          `json:"action"`
	Question string          `json:"question"`
	Name     string          `json:"name,omitempty"`
	Owner    string          `json:"owner,omitempty"`
	Effort   decimal.Decimal `json:"effort"`
	Cost     decimal.Decimal `json:"cost"`
	// Before and After are the score of the question.
	Before Score `json:"before"`
	After  Score `json:"after"`
	// Lift is what the overall score gains, in points; undefined when it had none.
	// It is 0 where a cap still holds the score down.
	Lift NullPoints `json:"lift"`
	// LiftPerEffort is Lift ÷ Effort, points for each unit of effort with 4
	// decimals.
	LiftPerEffort decimal.NullDecimal `json:"liftPerEffort"`
	// Overall is the overall score after this step.
	Overall Score `json:"overall"`
}

// RoadmapStop tells why a [Roadmap] ends.
type RoadmapStop string

// The reasons to stop.
const (
	// RoadmapTargetReached: the target is reached.
	RoadmapTargetReached RoadmapStop = "target-reached"
	// RoadmapBudgetExhausted: every action that would lift the score exceeds a budget.
	RoadmapBudgetExhausted RoadmapStop = "budget-exhausted"
	// RoadmapNoLiftLeft: no action lifts the score any more.
	RoadmapNoLiftLeft RoadmapStop = "no-lift-left"
)

// RemainingAction is an action that a [Roadmap] does not take.
type RemainingAction struct {
	Action   string          `json:"action"`
	Question string          `json:"question"`
	Name     string          `json:"name,omitempty"`
	Owner    string          `json:"owner,omitempty"`
	Reason   RemainingReason `json:"reason"`
}

// RemainingReason tells why an action is not taken.
type RemainingReason string

// The reasons.
const (
	// RemainingTargetReached: the target is reached without it.
	RemainingTargetReached RemainingReason = "target-reached"
	// RemainingOverEffort: it exceeds what is left of the effort.
	RemainingOverEffort RemainingReason = "over-effort"
	// RemainingOverCost: it exceeds what is left of the cost.
	RemainingOverCost RemainingReason = "over-cost"
	// RemainingNoLift: it would not lift the overall score after the steps taken, for
	// instance because the answer is as good already.
	RemainingNoLift RemainingReason = "no-lift"
	// RemainingNotApplicable: the partner answered that the question does not apply.
	RemainingNotApplicable RemainingReason = "not-applicable"
)
