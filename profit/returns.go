package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Flow is an amount that moves on a day. The zero Flow is not valid: it has no day.
type Flow struct {
	Date   partnermath.Date    `json:"date"`
	Amount decimal.NullDecimal `json:"amount,omitzero"`
}

// RootsStatus tells how many rates make flows worth nothing.
type RootsStatus string

// The status of roots.
const (
	// RootsNone: no rate does.
	RootsNone RootsStatus = "none"
	// RootsOne: one rate does.
	RootsOne RootsStatus = "one"
	// RootsSeveral: several do, and none of them is the return of the flows. NPV at
	// a rate of one's own, or MIRR, says more.
	RootsSeveral RootsStatus = "several"
	// RootsBeyond: the only one is above 10^6, and has no figure.
	RootsBeyond RootsStatus = "beyond"
	// RootsUncertified: the rates are those that were found; there may be others.
	RootsUncertified RootsStatus = "uncertified"
	// RootsIndeterminate: every rate does, for there are no flows.
	RootsIndeterminate RootsStatus = "indeterminate"
)

// Values returns the status in order.
func (RootsStatus) Values() []RootsStatus {
	return []RootsStatus{RootsNone, RootsOne, RootsSeveral, RootsBeyond, RootsUncertified, RootsIndeterminate}
}

// Roots are the rates at which flows are worth nothing.
type Roots struct {
	Status RootsStatus `json:"status"`
	// Rates are the distinct real roots above −1, rising, with 10 decimals. Two may be equal
	// as published.
	Rates []decimal.Decimal `json:"rates"`
	// AtMinusOne is how many of them are −1 as published, and above it in truth.
	AtMinusOne int `json:"atMinusOne,omitempty"`
	// Beyond is how many roots are above 10^6 and not among the rates; XIRR alone has them.
	Beyond int `json:"beyond,omitempty"`
	// SignChanges is the number of changes of sign in the flows, zeros aside: the most
	// roots that there can be.
	SignChanges int `json:"signChanges"`
}

// NPV is the present value of periodic flows at a rate for a period, Σ flow(k) ÷ (1 + rate)^k,
// k from 0 or, with [FirstAtEnd], from 1, rounded once to the minor unit of the currency. The
// flows may have more decimals than that.
//
// The error is a [*partnermath.ValidationError] with paths "currency", "rate", "flows" and "first": a
// rate that is not above −1, or above 10^6, or has more than 12 decimals, more than [MaxFlows] flows, and a convention that
// is not one.
func NPV(currency string, rate decimal.Decimal, flows []decimal.Decimal, first FirstFlow) (decimal.Decimal, error) {
	return decimal.Decimal{}, notYet()
}

// IRR finds all rates r above −1 for a period with Σ flow(k) ÷ (1 + r)^k = 0, without a
// guess. Their number is certified by Descartes' rule of signs on the polynomial freed of
// multiple roots. A published root is the exact one rounded to 10 decimals, so the sum
// changes its sign between r ± 5·10^-11, unless the root is a double one, which is listed
// once.
//
// The status is [RootsUncertified] where telling roots apart takes absurd numbers. The error is a [*partnermath.ValidationError]
// with paths below "flows".
func IRR(flows []decimal.Decimal) (Roots, error) { return Roots{}, notYet() }

// MIRR is the modified internal rate of return, with 10 decimals, n being the last index:
//
//	(Σ inflows × (1 + reinvest)^(n−k) ÷ Σ (|outflow| ÷ (1 + finance)^k))^(1/n) − 1
//
// It is undefined without flows of both signs. The error is a [*partnermath.ValidationError] with paths "flows", "finance" and
// "reinvest".
func MIRR(flows []decimal.Decimal, finance, reinvest decimal.Decimal) (decimal.NullDecimal, error) {
	return decimal.NullDecimal{}, notYet()
}

// XNPV is the present value on the day of the earliest flow, at a rate for a year of 365 days:
// Σ flow ÷ (1 + rate)^(days ÷ 365), rounded once to the minor unit of the currency. The
// flows may stand in any order.
//
// The error is as for [NPV], and for a flow without a day or an amount.
func XNPV(currency string, rate decimal.Decimal, flows []Flow) (decimal.Decimal, error) {
	return decimal.Decimal{}, notYet()
}

// XIRR finds rates r above −1 for a year of 365 days with Σ flow ÷ (1 + r)^(days ÷ 365) = 0.
// The flows of a day are added up and the days ordered before signs are counted. With one
// change of sign there is exactly one root; with more, those are listed that a search up
// to 10^6 finds, and the status is [RootsUncertified].
//
// The error is a [*partnermath.ValidationError] with paths below "flows".
func XIRR(flows []Flow) (Roots, error) { return Roots{}, notYet() }

func notYet() error {
	var faults partnermath.ValidationError
	faults.Add("", "invalid", "cannot be computed")
	return faults.Err()
}
