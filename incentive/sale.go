package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Sale is a record: a sale, or what happened to one later. A figure that the program
// reads and that is not given is not 0: the record is set apart, with a reason. The
// zero Sale is not valid: it lacks ID, Partner and Date.
type Sale struct {
	ID      string   `json:"id"`
	Partner string   `json:"partner"`
	Kind    SaleKind `json:"kind,omitempty"`
	// Of is the id of the sale that a return, a correction or a payment is of; the last
	// two must have one. A link to a sale that is not in the book, or is another
	// partner's, is none, and reported; such a payment is set apart.
	Of string `json:"of,omitempty"`
	// Rep is who sold it, for the cap of a rep. A linked record is of its sale's rep,
	// product, customer, role, chain and basis, whatever it says itself.
	Rep string `json:"rep,omitempty"`
	// Role is the partner's role in the chain of a sale, and Chain names the chain:
	// units that pass through several hands. Of the sales of one chain in one role the
	// first that was recorded earns, then the earliest by date and id.
	Role    string `json:"role,omitempty"`
	Chain   string `json:"chain,omitempty"`
	Product string `json:"product,omitempty"`
	// Customer and NewCustomer are read by MeasureNewCustomers, and the latter by multipliers.
	Customer    string `json:"customer,omitempty"`
	NewCustomer bool   `json:"newCustomer,omitempty"`
	// Currency, where given, must be that of the program.
	Currency string `json:"currency,omitempty"`
	// Units have at most 4 decimals and are at most 10^10. Amount and Margin are at most
	// 10^14 minor units. A sale has Units and Amount of at least 0. A return states
	// what comes back as positive numbers: Units, or Amount where there are none. A
	// payment has an Amount, what was paid. A correction has differences, of any sign.
	Units  decimal.NullDecimal `json:"units,omitzero"`
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	Margin decimal.NullDecimal `json:"margin,omitzero"`
	// Basis and Stage, where given, must be those of the program for the sale to count.
	// Under StagePaid the sale itself is of StageInvoiced.
	Basis SalesBasis       `json:"basis,omitempty"`
	Stage TransactionStage `json:"stage,omitempty"`
	// Date is the day of the program's stage, of a return the day on which it came back, of
	// a payment that on which it was paid. A correction is of the period of its day,
	// or without one of that of its sale.
	Date partnermath.Date `json:"date,omitzero"`
	// Invoiced is the day from which the return window counts; none given, it is Date.
	Invoiced partnermath.Date `json:"invoiced,omitzero"`
	// Sold is the day of the sale that a return or a correction is of. A [Tally] requires
	// it, since it does not have the sale; others do not read it.
	Sold partnermath.Date `json:"sold,omitzero"`
	// Recorded is the day on which the record was known; none given, it is Date. A
	// record is known from the later of both on; a correction without a Date from
	// Recorded, which it must then have.
	Recorded partnermath.Date `json:"recorded,omitzero"`
}

// SaleKind tells what a record is.
type SaleKind string

// The kinds of record. None means KindSale.
const (
	KindSale SaleKind = "sale"
	// KindReturn takes back from its sale, at its price and at most what it put in: cumulative
	// sums are the sale's figure × returned ÷ sold, rounded. Units count where the sale and
	// all its returns have them, else amounts; a return without the one that counts is
	// ReasonUnknownUnits or ReasonUnknownAmount, and takes nothing. Outside the window it
	// lowers the period of its day, and so it does by its own figures without a sale: no
	// deal and no customer. Under StagePaid it takes from the payments, the latest first.
	KindReturn SaleKind = "return"
	// KindCorrection corrects its sale. In the period of its sale it is netted with it,
	// in another it is a line of its own.
	KindCorrection SaleKind = "correction"
	// KindPayment is read under StagePaid. What is paid above the sale's amount does not count.
	KindPayment SaleKind = "payment"
)

// Values returns the kinds.
func (SaleKind) Values() []SaleKind {
	return []SaleKind{KindSale, KindReturn, KindCorrection, KindPayment}
}
