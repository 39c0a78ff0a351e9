package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Actual is what became of a promotion. The zero Actual is not valid.
type Actual struct {
	// Currency is that of the menu; it may be left out.
	Currency string `json:"currency,omitempty"`
	// Quarters are what they brought, the baseline included. The revenue is the vendor's.
	Quarters []QuarterOutcome `json:"quarters"`
	// FixedCost, RepReward and Payout are what the vendor spent.
	FixedCost decimal.NullDecimal `json:"fixedCost,omitzero"`
	RepReward decimal.NullDecimal `json:"repReward,omitzero"`
	Payout    decimal.NullDecimal `json:"payout,omitzero"`
	// Investment is what the partner put in. Left out, it is not known.
	Investment decimal.NullDecimal `json:"investment,omitzero"`
}

// Verification is what a promotion brought beside what was proposed.
type Verification struct {
	Proposal string `json:"proposal"`
	Partner  string `json:"partner,omitempty"`
	// Baseline is that of the chosen quarters together.
	Baseline decimal.NullDecimal `json:"baseline"`
	// Proposed is the promotion at full attainment. Actual is what was reached, with what was
	// spent; its attainment is undefined when nothing above 0 was proposed.
	Proposed Point `json:"proposed"`
	Actual   Point `json:"actual"`
	// Due is what the level pays at what was reached: 0 below the lowest attainment that
	// pays, which is compared exactly. Overpaid is what was paid − Due, below 0 where something is
	// owed.
	Due      decimal.NullDecimal `json:"due"`
	Overpaid decimal.NullDecimal `json:"overpaid"`
	// Forecast and Outcome are those of the chosen quarters together, and Variance is
	// Outcome − Forecast.
	Forecast partnermath.Outcome `json:"forecast"`
	Outcome  partnermath.Outcome `json:"outcome"`
	Variance partnermath.Outcome `json:"variance"`
	// Outside are quarters that were not chosen. Their revenue does not count.
	Outside []QuarterRevenue `json:"outside"`
	// Goals are those of the proposal.
	Goals []GoalResult `json:"goals"`
	// Committed and Invested are the partner's investment.
	Committed decimal.Decimal     `json:"committed"`
	Invested  decimal.NullDecimal `json:"invested"`
}

// GoalResult is what became of a goal. Of money, Goal is the forecast's.
type GoalResult struct {
	Type string `json:"type"`
	// Goal and Actual are quantities, and Attainment is Actual ÷ Goal with 4 decimals, undefined
	// for a goal of 0.
	Goal       decimal.NullDecimal `json:"goal"`
	Actual     decimal.NullDecimal `json:"actual"`
	Attainment decimal.NullDecimal `json:"attainment"`
	// Met tells that Actual is known and at or above Goal, which is.
	Met bool `json:"met"`
}
