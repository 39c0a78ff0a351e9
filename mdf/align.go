package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Tactic is an activity of a marketing plan.
type Tactic struct {
	ID string `json:"id" validate:"id"`
	// Period are its days.
	Period partnermath.Period `json:"period"`
	// Spend is what it costs.
	Spend decimal.NullDecimal `json:"spend,omitzero" validate:"required,bounds,atleast=0"`
	// Choices are what it aims at, at most one of a dimension.
	Choices []Choice `json:"choices,omitempty" validate:"max=20,dive"`
}

// Choice is what is chosen in a dimension that has targets.
type Choice struct {
	Dimension string `json:"dimension" validate:"id"`
	// Values are distinct. They need not be targets.
	Values []string `json:"values" validate:"max=1000,dive,id"`
}

// Alignment is how well a tactic, or a plan of tactics, fits the strategy, from 0 to 1.
type Alignment struct {
	// ID is that of the tactic, and empty for a plan.
	ID    string          `json:"id,omitempty"`
	Spend decimal.Decimal `json:"spend"`
	// Alignment of a tactic is Σ weight × match ÷ Σ weight over its matches. That of a plan
	// is Σ spend × alignment ÷ Σ spend over its tactics, undefined when nothing is spent.
	Alignment decimal.NullDecimal `json:"alignment"`
	// Matches are those of a tactic, in the order of the strategy.
	Matches []Match `json:"matches,omitempty"`
	// Tactics are those of a plan, in its order.
	Tactics []Alignment `json:"tactics,omitempty"`
}

// Match is how well a tactic fits a dimension.
type Match struct {
	Dimension string          `json:"dimension"`
	Weight    decimal.Decimal `json:"weight"`
	// Match is from 0 to 1, with 4 decimals.
	Match decimal.Decimal `json:"match"`
	// Reason tells what is missed: MissNothingChosen, MissNoTarget or MissOutsideWindow;
	// none when nothing is.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Misses are the values chosen that are no target.
	Misses []string `json:"misses,omitempty"`
}

// What a tactic misses in a dimension.
const (
	MissNothingChosen partnermath.Reason = "nothing-chosen"
	MissNoTarget      partnermath.Reason = "no-target"
	MissOutsideWindow partnermath.Reason = "outside-window"
)

// Align tells how well the tactics of a plan fit a strategy, see [Dimension]. Alignments
// have 4 decimals and follow from the published matches and alignments. The error is a
// [*partnermath.ValidationError], for a strategy without dimensions, an invalid dimension
// or tactic, ids that are not unique, and a choice in an unknown dimension or one of timing.
func Align(strategy []Dimension, tactics []Tactic) (Alignment, error) {
	return Alignment{}, notWritten()
}
