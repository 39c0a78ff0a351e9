package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Decision is what becomes of a proposal, and why. A figure that takes a forecast, a baseline or a
// part of the menu that is not known is undefined; the others are there.
type Decision struct {
	Proposal string `json:"proposal"`
	Partner  string `json:"partner,omitempty"`
	Status   Status `json:"status"`
	// Reasons tell why it is not approved as it is, in the order of the constants.
	Reasons []partnermath.Reason `json:"reasons"`
	// Misses are what lies outside the menu, each with the menu's limit.
	Misses []Miss `json:"misses"`
	// Forecast is that of the chosen quarters together: leads, revenue and the rest.
	Forecast partnermath.Outcome `json:"forecast"`
	// Outside are quarters of the forecast that were not chosen. Their revenue does not count.
	Outside []QuarterRevenue `json:"outside"`
	// Baseline is the vendor's, of the chosen quarters together, which have Months, 3 each.
	Baseline decimal.NullDecimal `json:"baseline"`
	Months   int                 `json:"months"`
	// Investment is the partner's, shown and not counted.
	Investment decimal.Decimal `json:"investment"`
	// Full is the promotion at full attainment, its Payout the budget to set aside, and Lowest the one
	// at the lowest attainment that pays.
	Full   Point `json:"full"`
	Lowest Point `json:"lowest"`
	// SmallestRevenue carries the level that is asked at both attainments, and is not above a
	// forecast that does; undefined where no revenue is known to, margin rate ≤ level × (1 + R).
	SmallestRevenue decimal.NullDecimal `json:"smallestRevenue"`
	// BreakEven is the increment at which the return is the cost; undefined where none is. Neither
	// of the two takes the forecast.
	BreakEven decimal.NullDecimal `json:"breakEven"`
	// PaybackMonths are Cost × Months ÷ Return of Full, with 4 decimals; undefined without a return
	// above 0.
	PaybackMonths decimal.NullDecimal `json:"paybackMonths"`
	// Counter is the counter-offer of a decision that is approved with changes.
	Counter Counter `json:"counter"`
}

// Point is a promotion at an attainment. What is not known of it is undefined. The zero Point
// knows nothing.
type Point struct {
	// Attainment is the part of the goal that is reached, and Revenue what is sold then.
	Attainment decimal.NullDecimal `json:"attainment"`
	Revenue    decimal.NullDecimal `json:"revenue"`
	// Increment is the revenue above the baseline, and Return is increment × margin rate, both
	// below 0 where it lies below.
	Increment decimal.NullDecimal `json:"increment"`
	Return    decimal.NullDecimal `json:"return"`
	// Cost is fixed cost + rep reward + Payout.
	Payout decimal.NullDecimal `json:"payout"`
	Cost   decimal.NullDecimal `json:"cost"`
	// The ratios, of the money published here, with 4 decimals: (Return − Cost) ÷ Cost, Return ÷ Cost,
	// and the same with Increment for Return. Undefined without cost.
	MarginROI       decimal.NullDecimal `json:"marginRoi"`
	MarginMultiple  decimal.NullDecimal `json:"marginMultiple"`
	RevenueROI      decimal.NullDecimal `json:"revenueRoi"`
	RevenueMultiple decimal.NullDecimal `json:"revenueMultiple"`
	// LargestPayout meets the minimum ROI here, and a minor unit more does not; undefined where
	// not even 0 does.
	LargestPayout decimal.NullDecimal `json:"largestPayout"`
	// Meets tells that Payout is known and not above LargestPayout, so that the minimum ROI is met.
	Meets bool `json:"meets"`
}

// Counter is a counter-offer: the highest level of the same payout, below the one asked, that meets
// the ROI at both attainments. The zero Counter is none.
type Counter struct {
	Level  decimal.NullDecimal `json:"level"`
	Full   Point               `json:"full"`
	Lowest Point               `json:"lowest"`
}

// Miss is something of a proposal that the menu does not offer.
type Miss struct {
	Reason partnermath.Reason `json:"reason"`
	// Path is where it stands in the proposal, such as "goals[0].by".
	Path string `json:"path"`
	// Asked is what stands there, and Limit what the menu allows, as text.
	Asked string `json:"asked"`
	Limit string `json:"limit"`
}

// Status is what becomes of a proposal.
type Status string

// The statuses of a decision.
const (
	// Approved as it is.
	Approved Status = "approved"
	// ApprovedWithChanges: at the level of the counter-offer it is approved.
	ApprovedWithChanges Status = "approved-with-changes"
	// Returned can be mended and proposed again.
	Returned Status = "returned"
)

// Values returns the statuses.
func (Status) Values() []Status { return []Status{Approved, ApprovedWithChanges, Returned} }

// Why a proposal is not approved as it is.
const (
	// Outside the menu: each has a [Miss].
	ReasonQuarter    partnermath.Reason = "quarter"            // not offered
	ReasonGoal       partnermath.Reason = "goal"               // no type of the menu
	ReasonPayingGoal partnermath.Reason = "paying-goal"        // not exactly one goal of money
	ReasonQuantity   partnermath.Reason = "goal-quantity"      // outside the range, or none for a count
	ReasonDate       partnermath.Reason = "goal-date"          // outside the range
	ReasonProduct    partnermath.Reason = "product"            // not offered
	ReasonPayout     partnermath.Reason = "payout"             // not offered
	ReasonLevel      partnermath.Reason = "level"              // outside the range, or not on the step
	ReasonMaxPayout  partnermath.Reason = "max-payout"         // the payout at full attainment
	ReasonRepReward  partnermath.Reason = "rep-reward"         // above the most
	ReasonAttainment partnermath.Reason = "minimum-attainment" // below that of the menu

	// A figure is not known in one of the chosen quarters.
	ReasonNoForecast partnermath.Reason = "revenue-unknown"
	ReasonNoBaseline partnermath.Reason = "baseline-unknown"

	// The minimum ROI is not met at full, or at the lowest attainment that pays.
	ReasonROI       partnermath.Reason = "roi"
	ReasonLowestROI partnermath.Reason = "roi-at-lowest-attainment"
)
