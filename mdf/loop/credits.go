package loop

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Credits are what touches were credited with. Total = Σ Campaigns + Unattributed = Σ Lines,
// which is at most what the opportunities have.
type Credits struct {
	Currency string `json:"currency"`
	// Lines are those of each opportunity, in the order of the input, its touches by date and id.
	Lines []CreditLine `json:"lines"`
	// Campaigns are in the order of their ids.
	Campaigns []Credit `json:"campaigns"`
	// Unattributed is what has no touch that counts.
	Unattributed Credit `json:"unattributed"`
	Total        Credit `json:"total"`
	// Findings tell what was not credited, neither to a touch nor as unattributed, and why.
	Findings []partnermath.Finding `json:"findings"`
}

// CreditLine is what one touch is credited with of one opportunity.
type CreditLine struct {
	Opportunity string `json:"opportunity"`
	// Touch and Campaign are empty on the line of what is unattributed.
	Touch    string `json:"touch,omitempty"`
	Campaign string `json:"campaign,omitempty"`
	// Pipeline and Revenue are undefined where the touch does not count for it, or there is
	// nothing to credit. A touch that counts and has no weight has 0.
	Pipeline decimal.NullDecimal `json:"pipeline"`
	Revenue  decimal.NullDecimal `json:"revenue"`
}

// Credit is what lines add up to.
type Credit struct {
	// Campaign is empty for what is unattributed and in the total.
	Campaign string `json:"campaign,omitempty"`
	// Opportunities counts those that have such a line.
	Opportunities int             `json:"opportunities"`
	Pipeline      decimal.Decimal `json:"pipeline"`
	Revenue       decimal.Decimal `json:"revenue"`
}

// Why an opportunity or a touch is among the findings.
const (
	// ReasonClosedBeforeCreated is of an opportunity of which nothing is credited.
	ReasonClosedBeforeCreated partnermath.Reason = "closed-before-created"
	// ReasonNoDate is of an opportunity with an amount that has no day, which is not credited,
	// and of a touch without a date.
	ReasonNoDate partnermath.Reason = "no-date"
	// ReasonUnknownOpportunity is of a touch whose opportunity is not among those that count.
	ReasonUnknownOpportunity partnermath.Reason = "unknown-opportunity"
)
