package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

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
	ReasonDuplicate    partnermath.Reason = "duplicate"     // the invoice counts already
	ReasonLate         partnermath.Reason = "late"          // the claim came after the deadline
	ReasonAfterFinal   partnermath.Reason = "after-final"   // the claim came after the final one
	ReasonUnplanned    partnermath.Reason = "unplanned"     // the request has no such item
	ReasonIneligible   partnermath.Reason = "ineligible"    // nothing of the cost is eligible
	ReasonOthersPay    partnermath.Reason = "others-pay"    // other funding covers what is eligible
	ReasonMissingProof partnermath.Reason = "missing-proof" // denied after the deadline of proofs, else pending
	ReasonLineCap      partnermath.Reason = "line-cap"      // the cap of the line leaves less, or nothing
	ReasonOverClaimed  partnermath.Reason = "over-claimed"  // the approval leaves less, or nothing
)

// line is what a cost comes to at a rate, before any limit.
func (c *Cost) line(rate exact.Fraction, places int32) Line {
	l := Line{
		ID: c.ID, Actual: c.Amount.Decimal, Eligible: c.eligible(), Others: decimal.Min(orZero(c.OtherFunding), c.Amount.Decimal),
		Status: LineAccepted,
	}
	base := decimal.Max(decimal.Decimal{}, l.Eligible.Sub(orZero(c.OtherFunding)))
	l.Asked = rate.Mul(base).Round(places)
	l.pays(l.Asked)
	switch {
	case !l.Eligible.IsPositive():
		l.refuse(LineDenied, ReasonIneligible)
	case !base.IsPositive():
		l.refuse(LineDenied, ReasonOthersPay)
	}
	return l
}

// pays sets the vendor's share, and with it the partner's.
func (l *Line) pays(vendor decimal.Decimal) {
	l.Vendor = vendor
	l.Partner = l.Actual.Sub(vendor).Sub(l.Others)
}

// refuse takes the vendor's share away.
func (l *Line) refuse(status LineStatus, reason partnermath.Reason) {
	l.pays(decimal.Decimal{})
	l.Status, l.Reasons = status, []partnermath.Reason{reason}
}

// limit lowers the vendor's share to what is left under a cap.
func (l *Line) limit(left decimal.Decimal, reason partnermath.Reason) {
	switch {
	case l.Status == LineDenied || l.Status == LinePending || l.Vendor.LessThanOrEqual(left):
		return
	case left.IsPositive():
		l.Status = LineChanged
	default:
		l.Status = LineDenied
	}
	l.Reasons = append(l.Reasons, reason)
	l.pays(decimal.Max(decimal.Decimal{}, left))
}
