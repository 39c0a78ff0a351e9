package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

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
	// Payable is vendor − advance outstanding before; until the claim that closes the request it is at least
	// 0. Below 0 it is to be recovered from the partner, and Recovery is −Payable.
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
