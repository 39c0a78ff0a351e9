package pricing

import (
	"errors"
)

var errStub = errors.New("not there")

// Stack pays the programs of a stacking on a sale, one after the other, as the package
// comment says:
//
//	base_i   = amount or margin − Σ_(j<i, j reduces i) amount_j, at least 0
//	amount_i = min(round(rate_i × base_i), cap_i, the sale's amount − Σ_(j<i) amount_j)
//
// with amount per unit × units, or the fixed amount, in place of rate × base. Of an
// exclusive group one program pays. Rounding is to the minor units of the currency.
//
// The error is a [*partnermath.ValidationError]: for an invalid stacking or sale, a program
// of the sale that the stacking does not have, and a margin or units that a program of the
// sale reads and that are not given.
func Stack(s Stacking, sale Sale) (Stacked, error) { return Stacked{}, errStub }

// CompareOrders pays the programs on a sale in every order, and tells which pays least and
// which most. It is for rates on one base: the error, a [*partnermath.ValidationError] as
// that of [Stack], is also for a program of the sale that has no Rate or is not on the base
// of the first one, and for more than MaxOrdered programs.
func CompareOrders(s Stacking, sale Sale) (OrderComparison, error) { return OrderComparison{}, errStub }

// SettleClaims settles claims of special prices, in the order of their submission, then of
// their ids:
//
//	ship and debit    units = min(quantity, left on the agreement)
//	price protection  units = min(on hand, received in the window)
//	amount = round((Reference − Price) × units)
//
// A price that rose pays nothing and uses no units, unless the terms net rises; then its amount is below 0.
// A partner has one claim for each price protection; later ones pay nothing. A claim that no
// agreement covers is no error: its line pays nothing and says why.
//
// The error is a [*partnermath.ValidationError]: for invalid terms, and for claims that are
// not valid, lack or have too much what their agreement reads, or share an id and differ;
// PriceTerms.Faulty can set these claims apart instead.
func SettleClaims(terms PriceTerms, claims []PriceClaim) (PriceSettlement, error) {
	return PriceSettlement{}, errStub
}

// MeasureStock adds up what partners hold of each product at the end of a period, how long
// it lasts and where it is too much, as the package comment says.
//
// The error is a [*partnermath.ValidationError]: for an invalid policy, and for movements
// that are not valid or share an id and differ; StockPolicy.Faulty can set these apart instead.
func MeasureStock(policy StockPolicy, movements []Movement) (StockReport, error) {
	return StockReport{}, errStub
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the stacking breaks.
func (s Stacking) Validate() error { return errStub }

// Validate returns a [*partnermath.ValidationError] that lists every rule the sale breaks
// for itself. That what the programs read is given, is checked with them.
func (s Sale) Validate() error { return errStub }

// Validate returns a [*partnermath.ValidationError] that lists every rule the terms break.
func (p PriceTerms) Validate() error { return errStub }

// Validate returns a [*partnermath.ValidationError] that lists every rule the claim breaks
// for itself. What its agreement reads is checked with the terms.
func (c PriceClaim) Validate() error { return errStub }

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks.
func (p StockPolicy) Validate() error { return errStub }

// Validate returns a [*partnermath.ValidationError] that lists every rule the movement breaks.
func (m Movement) Validate() error { return errStub }
