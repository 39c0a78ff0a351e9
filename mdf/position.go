package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Ledger is what the entries of a program come to.
type Ledger struct {
	Currency string           `json:"currency"`
	AsOf     partnermath.Date `json:"asOf"`
	// Positions are one for each partner that has entries, by partner.
	Positions []Position `json:"positions"`
	// Total adds the positions up.
	Total Funds `json:"total"`
	// Findings tell of the entries that were set apart, as partner/id, with the first rule
	// that each broke as the reason.
	Findings []partnermath.Finding `json:"findings"`
}

// Position is what a partner has.
type Position struct {
	Partner string `json:"partner"`
	Funds
	// Lots are the credits not below 0 and Reservations those of money, both by date and id.
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

// Lot is what became of a credit: amount = free + reserved + paid + converted + forfeited + returned.
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

// funds publishes the sums of the account.
func (a *account) funds() Funds {
	money := func(n int64) decimal.Decimal { return exact.Fixed(n, a.places) }
	available := a.sums.free - a.sums.owed
	return Funds{
		Accrued: money(a.credits[EntryAccrual]), Granted: money(a.credits[EntryGrant]),
		Adjusted: money(a.credits[EntryAdjustment]), Reinstated: money(a.credits[EntryReinstatement]),
		Recovered: money(a.credits[EntryRecovery]), Paid: money(a.sums.paid), Converted: money(a.sums.converted),
		Forfeited: money(a.sums.forfeited), Reserved: money(a.sums.reserved), Available: money(available),
		Owed: money(a.sums.owed), Balance: money(available + a.sums.reserved),
	}
}

// position publishes the account.
func (a *account) position() Position {
	money := func(n int64) decimal.Decimal { return exact.Fixed(n, a.places) }
	p := Position{
		Partner: a.partner, Funds: a.funds(), Lots: make([]Lot, len(a.lots)), Reservations: make([]Reservation, len(a.held)),
	}
	for i := range a.lots {
		l := &a.lots[i]
		p.Lots[i] = Lot{
			ID: l.ID, Date: l.Date, Expires: l.Expires, Amount: money(l.amount), Free: money(l.free),
			Reserved: money(l.reserved), Paid: money(l.paid), Converted: money(l.converted),
			Forfeited: money(l.forfeited), Returned: money(l.returned),
		}
	}
	for i := range a.held {
		r := &a.held[i]
		p.Reservations[i] = Reservation{
			ID: r.ID, Date: r.Date, Until: r.Until, Amount: money(r.amount), Held: money(r.left),
			Paid: money(r.paid), Released: money(r.released),
		}
	}
	return p
}
