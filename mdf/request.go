package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Partner is what eligibility asks about a partner.
type Partner struct {
	ID             string   `json:"id" validate:"id"`
	Name           string   `json:"name,omitempty" validate:"text=1000"`
	Type           string   `json:"type,omitempty" validate:"omitempty,id"`
	Tier           string   `json:"tier,omitempty" validate:"omitempty,id"`
	Region         string   `json:"region,omitempty" validate:"omitempty,id"`
	Certifications []string `json:"certifications,omitempty" validate:"max=1000,dive,id"`
	// Sales is the sales level, and Score the capability, from 1 to 100, on the scorecard of
	// marketing. Left out, they are unknown.
	Sales decimal.NullDecimal `json:"sales,omitzero" validate:"omitempty,bounds"`
	Score decimal.NullDecimal `json:"score,omitzero" validate:"omitempty,bounds,atleast=1,atmost=100"`
}

// Request asks for money before an activity.
type Request struct {
	ID      string `json:"id" validate:"id"`
	Name    string `json:"name,omitempty" validate:"text=1000"`
	Partner string `json:"partner" validate:"id"`
	// Currency is that of the program; it may be left out.
	Currency  string           `json:"currency,omitempty" validate:"omitempty,currency"`
	Submitted partnermath.Date `json:"submitted"`
	// Activity is that of the program.
	Activity string `json:"activity" validate:"id"`
	// Period are the days of the activity.
	Period partnermath.Period `json:"period"`
	// Costs are the lines of planned cost. Their ids are unique.
	Costs []Cost `json:"costs" validate:"required,min=1,max=1000,dive"`
	// Asked is the amount asked for.
	Asked decimal.NullDecimal `json:"asked,omitzero" validate:"required,bounds,above=0,atmost=1000000000000"`
	// Forecast is what the activity is expected to bring the vendor.
	Forecast partnermath.Outcome `json:"forecast,omitzero" validate:"-"`
	// Choices are what it aims at, at most one of a dimension.
	Choices []Choice `json:"choices,omitempty" validate:"max=20,dive"`
	// Agency executes it, in Region. Both may be left out.
	Agency string `json:"agency,omitempty" validate:"omitempty,id"`
	Region string `json:"region,omitempty" validate:"omitempty,id"`
}

// Cost is a line of cost, planned or actual. What of it is eligible is
// Amount − Tax − Ineligible, which is at least 0.
type Cost struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Amount is the whole cost, tax included.
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	// Tax is the part that the partner recovers from the state, and Ineligible what else the
	// program does not fund. Left out, 0.
	Tax        decimal.NullDecimal `json:"tax,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	Ineligible decimal.NullDecimal `json:"ineligible,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	// OtherFunding is other vendors' money for it. Left out, 0.
	OtherFunding decimal.NullDecimal `json:"otherFunding,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
}

// Line is what a line of cost comes to: actual = vendor + partner + others.
type Line struct {
	// ID is that of the cost, and Item that of the planned cost an expense is of.
	ID   string `json:"id"`
	Item string `json:"item,omitempty"`
	// Actual is the cost, planned in a decision, 0 for an invoice that counts already.
	Actual   decimal.Decimal `json:"actual"`
	Eligible decimal.Decimal `json:"eligible"`
	// Asked is round(rate × max(0, eligible − other funding)), and Vendor what is left of it:
	// at most what the line cap leaves, then what the approval leaves.
	Asked  decimal.Decimal `json:"asked"`
	Vendor decimal.Decimal `json:"vendor"`
	// Others is other vendors' money, at most the cost.
	Others  decimal.Decimal `json:"others"`
	Partner decimal.Decimal `json:"partner"`
	Status  LineStatus      `json:"status"`
	// Reasons tell why it is not accepted as it is.
	Reasons []partnermath.Reason `json:"reasons,omitempty"`
}

// LineStatus is what becomes of a line.
type LineStatus string

// The statuses of a line.
const (
	LineAccepted LineStatus = "accepted"
	// LineChanged is accepted for less.
	LineChanged LineStatus = "accepted-with-changes"
	LineDenied  LineStatus = "denied"
	// LinePending waits for proofs, which may come until the program's ProofBy.
	LinePending LineStatus = "pending-proof"
)

// Values returns the statuses in order.
func (LineStatus) Values() []LineStatus {
	return []LineStatus{LineAccepted, LineChanged, LineDenied, LinePending}
}

// Why a line is denied, pending or changed, in the order in which they are looked for.
const (
	ReasonLate         partnermath.Reason = "late"          // the claim came after the deadline
	ReasonAfterFinal   partnermath.Reason = "after-final"   // the claim came after the final one
	ReasonUnplanned    partnermath.Reason = "unplanned"     // the request has no such item
	ReasonIneligible   partnermath.Reason = "ineligible"    // nothing of the cost is eligible
	ReasonOthersPay    partnermath.Reason = "others-pay"    // other funding covers what is eligible
	ReasonDuplicate    partnermath.Reason = "duplicate"     // the invoice counts already
	ReasonMissingProof partnermath.Reason = "missing-proof" // denied after the deadline of proofs, else pending
	ReasonLineCap      partnermath.Reason = "line-cap"      // the cap of the line leaves less, or nothing
	ReasonOverClaimed  partnermath.Reason = "over-claimed"  // the approval leaves less, or nothing
)
