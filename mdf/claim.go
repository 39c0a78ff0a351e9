package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Approval is a request that was approved.
type Approval struct {
	Request Request `json:"request"`
	// Amount is what was approved.
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000"`
	// Advance is what was paid before any claim, at most Amount. Left out, 0.
	Advance decimal.NullDecimal `json:"advance,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
}

// Claim asks for the vendor's share of what an activity has cost.
type Claim struct {
	ID string `json:"id" validate:"id"`
	// Request is the id of the approved request. It may be left out where the program asks
	// no PreApproval; then Partner, Activity and Period are given, and only then.
	Request  string             `json:"request,omitempty" validate:"omitempty,id"`
	Partner  string             `json:"partner,omitempty" validate:"omitempty,id"`
	Activity string             `json:"activity,omitempty" validate:"omitempty,id"`
	Period   partnermath.Period `json:"period,omitzero"`
	// Currency is that of the program; it may be left out.
	Currency  string           `json:"currency,omitempty" validate:"omitempty,currency"`
	Submitted partnermath.Date `json:"submitted"`
	// Final tells that no other claim follows, as each claim without a request does.
	Final bool `json:"final,omitempty"`
	// Expenses are what was spent. Their ids are unique.
	Expenses []Expense `json:"expenses" validate:"required,min=1,max=1000,dive"`
}

// Expense is a line of an invoice.
type Expense struct {
	Cost
	// Item is the planned cost that it is of, where there is a request.
	Item string `json:"item,omitempty" validate:"omitempty,id"`
	// Supplier and Invoice name the invoice. In one claim an invoice may stand with several
	// items; otherwise it counts once, across all claims and requests: in the first claim,
	// by submission and id, that has something accepted of it.
	Supplier string `json:"supplier" validate:"id"`
	Invoice  string `json:"invoice" validate:"id"`
	// Proofs are the kinds of proof that came, the last of them on ProofsOn. Left out, they
	// came with the claim.
	Proofs   []string         `json:"proofs,omitempty" validate:"max=1000,dive,id"`
	ProofsOn partnermath.Date `json:"proofsOn,omitzero"`
}

// Settlement is what a claim comes to. The sums are those of its lines.
type Settlement struct {
	Claim   string `json:"claim"`
	Request string `json:"request,omitempty"`
	Partner string `json:"partner"`
	// ClaimBy and ProofBy are the deadlines that held; absent when there is none.
	ClaimBy partnermath.Date `json:"claimBy"`
	ProofBy partnermath.Date `json:"proofBy"`
	// Rate is what claims are paid at, with 8 decimals; where it is a quotient, lines are
	// worked out with the exact one.
	Rate  decimal.Decimal `json:"rate"`
	Lines []Line          `json:"lines"`
	// actual = vendor + partner + others.
	Actual       decimal.Decimal `json:"actual"`
	Vendor       decimal.Decimal `json:"vendor"`
	PartnerShare decimal.Decimal `json:"partnerShare"`
	Others       decimal.Decimal `json:"others"`
	// Payable is vendor − advance outstanding before; until the claim that closes the
	// request it is at least 0. Below 0 it is to be recovered from the partner, and
	// Recovery is −Payable.
	Payable  decimal.Decimal `json:"payable"`
	Recovery decimal.Decimal `json:"recovery"`
	// AdvanceLeft is the advance outstanding after it: before − (vendor − payable).
	AdvanceLeft decimal.Decimal `json:"advanceLeft"`
	// Remaining is what the approval leaves for other claims, undefined without a request.
	Remaining decimal.NullDecimal `json:"remaining"`
	// Closes tells that it is the final claim and no line of the request is pending. Then
	// what is left of the approval, less Recovery, is Released, and Remaining is 0.
	Closes   bool            `json:"closes,omitempty"`
	Released decimal.Decimal `json:"released"`
}

// SettleClaims settles claims by submission, then id, each after those before it. A line is
//
//	vendor = min(round(rate × max(0, eligible − other funding)), what is left of the line cap)
//
// and where the lines of a claim come to more than what the approval leaves, that is
// shared over them by largest remainder. Claims without a request have no approval to
// keep to, but the request cap: that there is money, the ledger says.
//
// A line is denied for the first reason from ReasonLate to ReasonMissingProof that holds. What a proof is
// missing for is pending until asOf is after the deadline of proofs, for good where there
// is none. A line of which the caps leave nothing is denied; of which they leave less,
// accepted with changes. The vendor's share of a line that is not accepted is 0.
//
// Where the rate is approved ÷ (Σ planned eligible − Σ planned other funding) and that is
// not above 0, it is the rate of the activity.
//
// The error is a [*partnermath.ValidationError], for an invalid program, approval or claim,
// ids that are not unique, a claim without request where one is asked or of one that was
// not approved, an unknown activity, another currency, a claim before its request, and an
// amount with more decimals than the currency.
func SettleClaims(p Program, approvals []Approval, claims []Claim, asOf partnermath.Date) ([]Settlement, error) {
	return nil, notWritten()
}

func notWritten() error {
	var faults partnermath.ValidationError
	faults.Add("", "invalid", "is not written yet")
	return faults.Err()
}
