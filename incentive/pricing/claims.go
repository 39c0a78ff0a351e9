package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// MaxAgreements is the largest number of agreements of [PriceTerms], and MaxRecords that of
// the claims or movements of a batch.
const (
	MaxAgreements = 100_000
	MaxRecords    = 1_000_000
)

// PriceTerms is the policy of special prices. The zero PriceTerms is not valid: it lacks ID,
// Currency and Agreements.
type PriceTerms struct {
	ID       string `json:"id" validate:"id"`
	Currency string `json:"currency" validate:"currency"`
	// Agreements are 1 to MaxAgreements, each with an id of its own.
	Agreements []Agreement `json:"agreements" validate:"required,min=1,max=100000,dive"`
	// NetRises sets a price that rose against those that fell: its claims are below 0.
	// Otherwise they pay nothing.
	NetRises bool `json:"netRises,omitempty"`
	// ClaimDays are the whole days, 0 to 3660, after the sale, or after the price changed, on
	// which a claim can still be submitted. Left out, there is no deadline.
	ClaimDays decimal.NullDecimal `json:"claimDays,omitzero" validate:"omitempty,bounds,atleast=0,atmost=3660,digits=4 0"`
	// Faulty tells what becomes of claims that are not valid; none means FaultyRefuse.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Agreement is a special price of a product: a contract price for ship and debit, or a change of
// the vendor's price that stock is protected from. The zero Agreement is not valid: it lacks
// ID, Kind, Product, both prices and Period.
type Agreement struct {
	ID      string        `json:"id" validate:"id"`
	Kind    AgreementKind `json:"kind" validate:"required,enum"`
	Product string        `json:"product" validate:"id"`
	// Partner, where given, is the only one that can claim. Customer, where given, is the
	// only one that the contract price is for; it is read by ship and debit.
	Partner  string `json:"partner,omitempty" validate:"omitempty,id"`
	Customer string `json:"customer,omitempty" validate:"omitempty,id"`
	// Reference is what the partner paid for a unit: the reference or the old price. Price
	// is the contract or the new price. Both are at least 0 and have at most 8 decimals.
	Reference decimal.NullDecimal `json:"reference,omitzero" validate:"required,bounds,atleast=0,atmost=10000000000,digits=18 8"`
	Price     decimal.NullDecimal `json:"price,omitzero" validate:"required,bounds,atleast=0,atmost=10000000000,digits=18 8"`
	// Period are the days on which a sale at the contract price counts, or the window in
	// which protected stock was received; the price changes on the day Period.End.
	Period partnermath.Period `json:"period"`
	// Quantity is the most units that ship and debit pays on, and Used those of it that went
	// to claims that are not given. Left out, there is no limit, and none is used. Price
	// protection reads neither.
	Quantity decimal.NullDecimal `json:"quantity,omitzero" validate:"omitempty,bounds,atleast=0,atmost=10000000000,digits=15 4"`
	Used     decimal.NullDecimal `json:"used,omitzero" validate:"omitempty,bounds,atleast=0,atmost=10000000000,digits=15 4"`
}

// AgreementKind tells what a special price is.
type AgreementKind string

// The kinds of agreement.
const (
	AgreementShipAndDebit    AgreementKind = "ship-and-debit"
	AgreementPriceProtection AgreementKind = "price-protection"
)

// Values returns the kinds in order.
func (AgreementKind) Values() []AgreementKind {
	return []AgreementKind{AgreementShipAndDebit, AgreementPriceProtection}
}

// PriceClaim is one line of a claim. The zero PriceClaim is not valid: it lacks ID,
// Agreement, Partner, Product and Submitted.
type PriceClaim struct {
	// ID is unique. A claim that is given again with the same content counts once.
	ID        string           `json:"id"`
	Agreement string           `json:"agreement"`
	Partner   string           `json:"partner"`
	Product   string           `json:"product"`
	Submitted partnermath.Date `json:"submitted"`
	// Sale, Customer, Date and Quantity are read by ship and debit: the invoice, to whom, on
	// which day, how many units, at least 0 with 4 decimals. All but Customer must be given.
	// Under price protection they must be left out, as must OnHand and Received under ship and debit.
	Sale     string              `json:"sale,omitempty"`
	Customer string              `json:"customer,omitempty"`
	Date     partnermath.Date    `json:"date,omitzero"`
	Quantity decimal.NullDecimal `json:"quantity,omitzero"`
	// OnHand are the units that the partner has when the price changes, Received those that
	// it received in the window, less what went back, at least 0 with 4 decimals. Both must be given under price
	// protection. A [StockReport] of the window has them: Closing, and SellIn − Returns.
	OnHand   decimal.NullDecimal `json:"onHand,omitzero"`
	Received decimal.NullDecimal `json:"received,omitzero"`
}

// PriceSettlement is what claims come to.
type PriceSettlement struct {
	Terms    string `json:"terms"`
	Currency string `json:"currency"`
	// Lines are one for each claim, by the day of submission, then by id.
	Lines []ClaimLine `json:"lines"`
	// Total is the sum of the amounts of Lines.
	Total decimal.Decimal `json:"total"`
	// Agreements are those of the terms, in order.
	Agreements []AgreementUse `json:"agreements"`
	// Claimed are the units paid on, of which the caller can lower the base of a rebate, by
	// partner, sale and product; also those of a difference that is not above 0.
	Claimed  []ClaimedUnits        `json:"claimed"`
	Findings []partnermath.Finding `json:"findings"`
}

// ClaimLine is what a claim pays: amount = round(difference × units).
type ClaimLine struct {
	Claim     string           `json:"claim"`
	Agreement string           `json:"agreement"`
	Partner   string           `json:"partner"`
	Product   string           `json:"product"`
	Sale      string           `json:"sale,omitempty"`
	Submitted partnermath.Date `json:"submitted"`
	// Difference is Reference − Price; undefined where the agreement is not known.
	Difference decimal.NullDecimal `json:"difference"`
	// Claimed is the Quantity or OnHand of the claim, undefined where it gives neither. Limit
	// is what was left on the agreement before it, or what was received in the window,
	// undefined where there is none or the agreement does not cover the claim: for one that
	// is early, late, claimed before or whose price rises, too.
	Claimed decimal.NullDecimal `json:"claimed"`
	Limit   decimal.NullDecimal `json:"limit"`
	// Units are those paid on: min(claimed, limit), 0 where a reason says that nothing is paid.
	Units  decimal.Decimal    `json:"units"`
	Amount decimal.Decimal    `json:"amount"`
	Reason partnermath.Reason `json:"reason,omitempty"`
}

// AgreementUse is what became of an agreement. Its figures of units are
// used = used before + Σ units of its lines; left = max(0, quantity − used), undefined without a quantity.
type AgreementUse struct {
	Agreement string              `json:"agreement"`
	Before    decimal.Decimal     `json:"before"`
	Used      decimal.Decimal     `json:"used"`
	Left      decimal.NullDecimal `json:"left"`
	// Amount is the sum of the amounts of its lines.
	Amount decimal.Decimal `json:"amount"`
}

// ClaimedUnits are the units of a product that special prices were paid on, of a sale, or
// without one of stock.
type ClaimedUnits struct {
	Partner string          `json:"partner"`
	Sale    string          `json:"sale,omitempty"`
	Product string          `json:"product"`
	Units   decimal.Decimal `json:"units"`
}
