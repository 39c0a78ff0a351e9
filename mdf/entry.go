package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Entry is something that happened to a partner's money. The package comment says what
// each kind does and in which order.
type Entry struct {
	// ID is unique among the entries of the partner. An entry that is listed twice counts
	// once; one that is listed twice with different contents is a fault.
	ID      string           `json:"id"`
	Partner string           `json:"partner"`
	Date    partnermath.Date `json:"date"`
	Kind    EntryKind        `json:"kind"`
	// Currency is that of the program; it may be left out.
	Currency string `json:"currency,omitempty"`
	// Amount must be given, at most 10^12 and with the decimals of the currency. It is not
	// 0, and below 0 only in an accrual, an adjustment or a grant.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// Of names another entry of the partner, of the same or an earlier day: the reservation
	// of a payment or a release, the payment of a void, the credit of a reversal or, if it
	// is to draw one lot only, of a forfeiture. A payment may leave it out where the
	// program asks no PreApproval.
	Of string `json:"of,omitempty"`
	// Expires is the first day on which the lot of a credit above 0 cannot be used; left
	// out, there is none. It is after Date.
	Expires partnermath.Date `json:"expires,omitzero"`
	// Until is the first day on which a reservation no longer holds its lots; left out,
	// there is none. It is after Date.
	Until partnermath.Date `json:"until,omitzero"`
}

// EntryKind tells what an entry does.
type EntryKind string

// The kinds of entry.
const (
	// EntryAccrual credits what purchases earn; below 0 it takes back.
	EntryAccrual EntryKind = "accrual"
	// EntryAdjustment corrects, up or down.
	EntryAdjustment EntryKind = "adjustment"
	// EntryGrant credits what the vendor gives; below 0 it takes back.
	EntryGrant EntryKind = "grant"
	// EntryReinstatement credits what was forfeited.
	EntryReinstatement EntryKind = "reinstatement"
	// EntryRecovery credits what a partner paid back.
	EntryRecovery EntryKind = "recovery"
	// EntryReversal takes back a credit, in whole or in part.
	EntryReversal EntryKind = "reversal"
	// EntryReservation sets money aside for an approved request.
	EntryReservation EntryKind = "reservation"
	// EntryPayment pays a claim or an advance.
	EntryPayment EntryKind = "payment"
	// EntryConversion pays out as a rebate.
	EntryConversion EntryKind = "conversion"
	// EntryForfeiture takes money away. Expiry is worked out and is no entry.
	EntryForfeiture EntryKind = "forfeiture"
	// EntryRelease frees what a reservation holds, in whole or in part.
	EntryRelease EntryKind = "release"
	// EntryVoid undoes a payment, in whole or in part.
	EntryVoid EntryKind = "void"
)

// Values returns the kinds in order.
func (EntryKind) Values() []EntryKind {
	return []EntryKind{
		EntryAccrual, EntryAdjustment, EntryGrant, EntryReinstatement, EntryRecovery, EntryReversal,
		EntryReservation, EntryPayment, EntryConversion, EntryForfeiture, EntryRelease, EntryVoid,
	}
}

// Ledger is what the entries of a program come to.
type Ledger struct {
	Currency string           `json:"currency"`
	AsOf     partnermath.Date `json:"asOf"`
	// Positions are one for each partner that has entries, by partner.
	Positions []Position `json:"positions"`
	// Total adds the positions up.
	Total Funds `json:"total"`
	// Findings tell of the entries that were set apart, with the rules they broke as
	// reasons.
	Findings []partnermath.Finding `json:"findings"`
}

// Position is what a partner has.
type Position struct {
	Partner string `json:"partner"`
	Funds
	// Lots are the credits above 0 and Reservations those of money, both by date and id.
	Lots         []Lot         `json:"lots"`
	Reservations []Reservation `json:"reservations"`
}

// Funds are the sums of a ledger. They keep to
//
//	accrued + granted + adjusted + reinstated + recovered
//	    = paid + converted + forfeited + reserved + available
//	balance = available + reserved
type Funds struct {
	// The credits, less what was taken back of them.
	Accrued    decimal.Decimal `json:"accrued"`
	Granted    decimal.Decimal `json:"granted"`
	Adjusted   decimal.Decimal `json:"adjusted"`
	Reinstated decimal.Decimal `json:"reinstated"`
	Recovered  decimal.Decimal `json:"recovered"`
	// Paid is less what was voided. Forfeited is by expiry and by entry.
	Paid      decimal.Decimal `json:"paid"`
	Converted decimal.Decimal `json:"converted"`
	Forfeited decimal.Decimal `json:"forfeited"`
	Reserved  decimal.Decimal `json:"reserved"`
	// Available is what is free less what is owed; Owed is −Available where that is below 0
	// (in a total, the sum of what partners owe).
	Available decimal.Decimal `json:"available"`
	Owed      decimal.Decimal `json:"owed"`
	Balance   decimal.Decimal `json:"balance"`
}

// Lot is what became of a credit:
// amount = free + reserved + paid + converted + forfeited + returned.
type Lot struct {
	// ID is that of the credit.
	ID      string           `json:"id"`
	Date    partnermath.Date `json:"date"`
	Expires partnermath.Date `json:"expires,omitzero"`
	Amount  decimal.Decimal  `json:"amount"`
	// Free is lost on the day Expires.
	Free      decimal.Decimal `json:"free"`
	Reserved  decimal.Decimal `json:"reserved"`
	Paid      decimal.Decimal `json:"paid"`
	Converted decimal.Decimal `json:"converted"`
	Forfeited decimal.Decimal `json:"forfeited"`
	// Returned went to what was taken back: reversals, and credits below 0.
	Returned decimal.Decimal `json:"returned"`
}

// Reservation is what became of money set aside: amount = held + paid + released.
type Reservation struct {
	ID     string           `json:"id"`
	Date   partnermath.Date `json:"date"`
	Until  partnermath.Date `json:"until,omitzero"`
	Amount decimal.Decimal  `json:"amount"`
	// Held is released on the day Until.
	Held decimal.Decimal `json:"held"`
	Paid decimal.Decimal `json:"paid"`
	// Released was given back by an entry or by the deadline; a payment that is voided
	// after the deadline counts here.
	Released decimal.Decimal `json:"released"`
}

// Balance works out what each partner has at the end of asOf, as the package comment says.
//
// It returns a [*partnermath.ValidationError] for an invalid program or entry, an entry
// without partner or date, an entry that names what is not there, is of another partner
// or of a later day, a debit without cover, a release, void or reversal beyond what is
// left to take back, and for amounts of a partner that add up to more than 10^18 minor
// units. A faulty entry does nothing; whether it is refused or set apart, Program.Faulty says.
func Balance(p Program, entries []Entry, asOf partnermath.Date) (Ledger, error) {
	return Ledger{}, notWritten()
}

func notWritten() error {
	var faults partnermath.ValidationError
	faults.Add("", "invalid", "is not written yet")
	return faults.Err()
}
