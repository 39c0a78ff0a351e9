package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Differences is what changed between two statements of a partner and a period: the
// vendor's and the partner's own, before and after a correction, under a program and
// under an amendment of it.
type Differences struct {
	Partner string             `json:"partner"`
	Period  partnermath.Period `json:"period"`
	// Lines are the records whose lines differ, those of before in their order and then
	// those that are only in after. Their changes add up to that of Earned.
	Lines []Difference `json:"lines"`
	// Figures are the figures of the statements that differ, in their order, each named
	// as in JSON: "qualifying", "payout", "earned", "payable".
	Figures []Difference `json:"figures"`
}

// Difference is one of them. Before and After are what a line earns, or the figure;
// undefined where there is none. Change is After - Before, an undefined one counting
// as 0.
type Difference struct {
	// ID is the record, or the name of the figure.
	ID string `json:"id"`
	// Reason is why, for a line: it is DiffAdded or DiffRemoved, or the first of the others
	// that holds.
	Reason Reason              `json:"reason,omitempty"`
	Before decimal.NullDecimal `json:"before"`
	After  decimal.NullDecimal `json:"after"`
	Change decimal.Decimal     `json:"change"`
}

// Why a line differs.
const (
	DiffAdded       Reason = "added"
	DiffRemoved     Reason = "removed"
	DiffReason      Reason = "reason-changed"      // it does not count in one of them, or for another reason
	DiffMeasure     Reason = "measure-changed"     // what it counts
	DiffMultipliers Reason = "multipliers-changed" // what applies to it
	DiffPayout      Reason = "payout-changed"      // its part of a payout that changed: by a tier, a gate or a cap
)
