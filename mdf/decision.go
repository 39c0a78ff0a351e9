package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Decision is what becomes of a request, and why.
type Decision struct {
	Request string         `json:"request"`
	Partner string         `json:"partner"`
	Status  DecisionStatus `json:"status"`
	// Amount is what is approved, or escalated: Allowed, but 0 for a request denied, returned or qualified.
	Amount decimal.Decimal `json:"amount"`
	// Allowed is the least of the Limits, at least 0; where requests compete, it is what does. Binding is the first of them that is so low.
	Allowed decimal.Decimal    `json:"allowed"`
	Binding partnermath.Reason `json:"binding"`
	Limits  []Limit            `json:"limits"`
	// Reasons tell why it is not approved as it is asked for: all that hold, in the order of
	// the constants. The gravest of them makes the status; a request that is denied may also
	// be due to be returned, above an approver's limit and limited.
	Reasons []partnermath.Reason `json:"reasons"`
	// Approver is who may approve the amount; none when nobody's limit is so high, or the amount is 0.
	Approver string `json:"approver,omitempty"`
	// Lines are the planned costs.
	Lines []Line `json:"lines"`
	// ROI is (forecast margin − allowed) ÷ allowed; undefined without margin or amount.
	ROI decimal.NullDecimal `json:"roi"`
	// Passing is the amount that would meet the minimum ROI, margin ÷ (1 + minimum) rounded
	// down, at least 0, where Allowed does not; else undefined.
	Passing decimal.NullDecimal `json:"passing"`
	// CostPerLead is the cost without recoverable tax ÷ the leads forecast, in money;
	// undefined without leads. The norm is compared exactly.
	CostPerLead decimal.NullDecimal `json:"costPerLead"`
	Alignment   Alignment           `json:"alignment"`
	// After is the partner's position with the amount reserved; in a program of merit, granted and reserved.
	After Funds `json:"after"`
	// BudgetLeft is what the budget has left after it, or what requests compete for; undefined without budget.
	BudgetLeft decimal.NullDecimal `json:"budgetLeft"`
}

// Limit is one of the amounts that a request is held to.
type Limit struct {
	Limit  partnermath.Reason `json:"limit"`
	Amount decimal.Decimal    `json:"amount"`
}

// The limits of an amount, in their order. One that the program does not have is left out.
const (
	LimitAsked      partnermath.Reason = "asked"
	LimitLines      partnermath.Reason = "lines"       // Σ vendor over the lines
	LimitRequestCap partnermath.Reason = "request-cap" //
	LimitPartnerCap partnermath.Reason = "partner-cap" // less what is reserved for, paid to and competes for the partner
	LimitBudget     partnermath.Reason = "budget"      // less what is reserved and paid in all; not where requests compete
	LimitAvailable  partnermath.Reason = "available"   // to the partner; not in a program of merit
)

// DecisionStatus is what becomes of a request.
type DecisionStatus string

// The statuses of a decision. One reason to deny denies; else one to return returns.
const (
	Approved DecisionStatus = "approved"
	// ApprovedForLess: a limit is below the amount asked.
	ApprovedForLess DecisionStatus = "approved-for-less"
	// Returned can be mended and asked for again.
	Returned DecisionStatus = "returned"
	Denied   DecisionStatus = "denied"
	// Escalated passes all rules and is above the limit of the first approver. It holds
	// its amount until it is decided.
	Escalated DecisionStatus = "escalated"
	// Qualified passes all rules of a program that is Competing, and Allowed competes. What is awarded needs the
	// approver whose limit it does not pass.
	Qualified DecisionStatus = "qualified"
)

// Values returns the statuses in order.
func (DecisionStatus) Values() []DecisionStatus {
	return []DecisionStatus{Approved, ApprovedForLess, Returned, Denied, Escalated, Qualified}
}

// Why a request is not approved as it is asked for.
const (
	// These deny.
	ReasonType          partnermath.Reason = "partner-type"
	ReasonTier          partnermath.Reason = "partner-tier"
	ReasonRegion        partnermath.Reason = "region"
	ReasonCertification partnermath.Reason = "certification"
	ReasonSales         partnermath.Reason = "sales-level"
	ReasonScore         partnermath.Reason = "capability-score"
	ReasonNoMoney       partnermath.Reason = "nothing-left" // Allowed is 0; Binding says by what

	// These return.
	ReasonDates       partnermath.Reason = "outside-usage"
	ReasonNotice      partnermath.Reason = "short-notice"
	ReasonAlignment   partnermath.Reason = "alignment"
	ReasonNoMargin    partnermath.Reason = "margin-unknown" // a minimum ROI is asked
	ReasonROI         partnermath.Reason = "roi"
	ReasonNoLeads     partnermath.Reason = "leads-unknown" // the activity has a norm
	ReasonCostPerLead partnermath.Reason = "cost-per-lead" // above the norm, or leads are 0

	// This escalates: Allowed is above the limit of the first approver.
	ReasonApprover partnermath.Reason = "approver-limit"

	// This approves for less: Allowed is below the amount asked, and Binding says by what.
	ReasonLess partnermath.Reason = "limited"
)
