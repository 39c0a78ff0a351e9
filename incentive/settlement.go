package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Settlement is what [Settle] makes: a statement for each partner, in the order of the
// book, and their sums.
type Settlement struct {
	Program    string             `json:"program"`
	Currency   string             `json:"currency"`
	Period     partnermath.Period `json:"period"`
	AsOf       partnermath.Date   `json:"asOf"`
	Final      bool               `json:"final"`
	Statements []Statement        `json:"statements"`
	// These are the sums over Statements; Adjusted is that of their Adjustments.
	Earned     decimal.Decimal `json:"earned"`
	TopUp      decimal.Decimal `json:"topUp"`
	Awarded    decimal.Decimal `json:"awarded"`
	Repaid     decimal.Decimal `json:"repaid"`
	Owed       decimal.Decimal `json:"owed"`
	CarriedIn  decimal.Decimal `json:"carriedIn"`
	Adjusted   decimal.Decimal `json:"adjusted"`
	Payable    decimal.Decimal `json:"payable"`
	CarriedOut decimal.Decimal `json:"carriedOut"`
	Lapsed     decimal.Decimal `json:"lapsed"`
	// Budget is that of the period, Drawn the sum of the shares, with what was recorded
	// late, and Left is Budget - Drawn. Undefined without a budget.
	Budget decimal.NullDecimal `json:"budget"`
	Drawn  decimal.NullDecimal `json:"drawn"`
	Left   decimal.NullDecimal `json:"left"`
	// Findings are what is wrong or odd about records, by reason. They are of all records of
	// the book, whatever their period, so the next settlement names the same ones again.
	Findings []partnermath.Finding `json:"findings"`
	// Settled is what to keep, and to hand to the next settlement: by period, and in it
	// in the order of the book.
	Settled []Settled `json:"settled"`
}
