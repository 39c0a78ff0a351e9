package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Purchase is something that a partner bought, or with figures below 0 gave back.
type Purchase struct {
	// ID is unique among the purchases. One that is listed twice counts once.
	ID      string           `json:"id"`
	Partner string           `json:"partner"`
	Date    partnermath.Date `json:"date"`
	// Currency is that of the program; it may be left out.
	Currency string `json:"currency,omitempty"`
	// Amount has the decimals of the currency and Units at most 4. What the tiers pay on
	// must be given.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	Units  decimal.NullDecimal `json:"units,omitzero"`
}

// Accrual is what a partner's purchases earn, and the entries that bring its ledger up to
// that.
type Accrual struct {
	Partner string `json:"partner"`
	// Purchases are those to date in the earning period, in money or units.
	Purchases decimal.Decimal `json:"purchases"`
	// Earned is what the tiers pay on them, in money: Earned = Rebate + CoOp. After the
	// earning period, Rebate includes what is converted.
	Earned decimal.Decimal `json:"earned"`
	Rebate decimal.Decimal `json:"rebate"`
	CoOp   decimal.Decimal `json:"coOp"`
	// Accrued is the entry that is due: the co-op money before conversion, less what was
	// accrued before. It may be below 0.
	Accrued decimal.Decimal `json:"accrued"`
	// Converted and RolledOver are the other entries that are due.
	Converted  decimal.Decimal `json:"converted"`
	RolledOver decimal.Decimal `json:"rolledOver"`
	// Entries are to be posted: an accrual, a conversion, a reinstatement, in this order,
	// those that are not 0. Their ids are the kind and the date, as in "accrual:2026-03-31",
	// and a number from 2 on where that is taken.
	Entries []Entry `json:"entries"`
}

// Accrue works out what purchases earn to date, for each partner that has purchases or
// entries, by partner:
//
//	earned = tiers(purchases to date)
//	rebate = round(share × earned), co-op = earned − rebate
//	accrued = co-op − what the entries have accrued before
//
// From the day after the earning period on, co-op money below the threshold is converted, as far
// as it is available, and from the day after the usage on, what was free of the lots that
// expired on that day is rolled over. What the entries have of either is not due again: conversions,
// and reinstatements that expire on RolloverExpires. All entries are dated asOf.
//
// The error is a [*partnermath.ValidationError], as for [Balance], and for a program that
// has no tiers and an invalid purchase.
func Accrue(p Program, purchases []Purchase, entries []Entry, asOf partnermath.Date) ([]Accrual, error) {
	return nil, notWritten()
}

func notWritten() error {
	var faults partnermath.ValidationError
	faults.Add("", "invalid", "is not written yet")
	return faults.Err()
}
