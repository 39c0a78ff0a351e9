package profit

import (
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/cashflow"
	"github.com/partnermath/partnermath/internal/check"
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

// The limits of a rate that is given to value flows.
var rateNumber = check.Number{AtLeast: partnermath.Num(-99, 2), AtMost: partnermath.Int(1_000_000), Digits: 19, Places: 12}

func checkRate(faults *partnermath.ValidationError, path string, rate decimal.Decimal) {
	rateNumber.Check(faults, check.Place{Field: path}, rate)
}

func checkFlows(faults *partnermath.ValidationError, n int) bool {
	switch {
	case n == 0:
		faults.Add("flows", "required", "must be given")
	case n > MaxFlows:
		faults.Addf("flows", "length", "must have a length of at most %d, got %d", MaxFlows, n)
	default:
		return true
	}
	return false
}

func checkPeriodic(faults *partnermath.ValidationError, flows []decimal.Decimal) {
	if !checkFlows(faults, len(flows)) {
		return
	}
	for i, flow := range flows {
		if !partnermath.InBounds(flow) {
			new(check.Number).Fault(faults, fmt.Sprintf("flows[%d]", i), flow)
		}
	}
}

func checkCurrency(faults *partnermath.ValidationError, currency string) int32 {
	places, ok := partnermath.MinorUnits(currency)
	if !ok {
		faults.Addf("currency", "currency", "must be an ISO 4217 code like USD, got %.40q", currency)
	}
	return places
}

// NPV is the present value of periodic flows at a rate for a period, Σ flow(k) ÷ (1 + rate)^k,
// k from 0 or, with [FirstAtEnd], from 1, rounded once to the minor unit of the currency. The
// flows may have more decimals than that.
//
// The error is a [*partnermath.ValidationError] with paths "currency", "rate", "flows"
// and "first": a rate below −0.99 or above 10^6 or of more than 12 decimals, no flows or
// more than [MaxFlows], and a convention that is not one.
func NPV(currency string, rate decimal.Decimal, flows []decimal.Decimal, first FirstFlow) (decimal.Decimal, error) {
	var faults partnermath.ValidationError
	places := checkCurrency(&faults, currency)
	checkRate(&faults, "rate", rate)
	checkPeriodic(&faults, flows)
	if first != FirstNow && first != FirstAtEnd {
		faults.Addf("first", "one-of", "must be one of %s, %s; got %.40q", FirstNow, FirstAtEnd, string(first))
	}
	if err := faults.Err(); err != nil {
		return decimal.Decimal{}, err
	}
	return cashflow.Present(cashflow.Wholes(flows), rate, first == FirstAtEnd, places), nil
}

// MIRR is the modified internal rate of return, with 10 decimals, n being the last index:
//
//	(Σ inflows × (1 + reinvest)^(n−k) ÷ Σ (|outflow| ÷ (1 + finance)^k))^(1/n) − 1
//
// It is undefined without flows of both signs. The error is a
// [*partnermath.ValidationError] with paths "flows", "finance" and "reinvest".
func MIRR(flows []decimal.Decimal, finance, reinvest decimal.Decimal) (decimal.NullDecimal, error) {
	var faults partnermath.ValidationError
	checkPeriodic(&faults, flows)
	checkRate(&faults, "finance", finance)
	checkRate(&faults, "reinvest", reinvest)
	if err := faults.Err(); err != nil {
		return decimal.NullDecimal{}, err
	}
	fromUp, fromDown := cashflow.Growth(finance)
	toUp, toDown := cashflow.Growth(reinvest)
	return cashflow.Modified(cashflow.Wholes(flows), fromUp, fromDown, toUp, toDown), nil
}

// IRR finds all rates r above −1 for a period with Σ flow(k) ÷ (1 + r)^k = 0, without a
// guess. Their number is certified by Descartes' rule of signs on the polynomial freed of
// multiple roots. A published root is the exact one rounded to 10 decimals, so the sum
// changes its sign between r ± 5·10^-11, unless the root is a double one, which is listed
// once.
//
// The status is [RootsUncertified] where telling roots apart takes absurd numbers. The
// error is a [*partnermath.ValidationError] with paths below "flows".
func IRR(flows []decimal.Decimal) (Roots, error) {
	var faults partnermath.ValidationError
	checkPeriodic(&faults, flows)
	if err := faults.Err(); err != nil {
		return Roots{}, err
	}
	return published(cashflow.Internal(cashflow.Wholes(flows))), nil
}

// published tells how many roots there are.
func published(found cashflow.Roots) Roots {
	r := Roots{Rates: found.Rates, AtMinusOne: found.AtMinusOne, Beyond: found.Beyond, SignChanges: max(found.SignChanges, 0)}
	switch {
	case found.SignChanges < 0:
		r.Status = RootsIndeterminate
	case !found.Certain:
		r.Status = RootsUncertified
	case len(r.Rates) > 1:
		r.Status = RootsSeveral
	case len(r.Rates) == 1:
		r.Status = RootsOne
	case r.Beyond > 0:
		r.Status = RootsBeyond
	default:
		r.Status = RootsNone
	}
	return r
}

// XNPV is the present value on the day of the earliest flow, at a rate for a year of 365 days:
// Σ flow ÷ (1 + rate)^(days ÷ 365), rounded once to the minor unit of the currency. The
// flows may stand in any order, within 100 years.
//
// The error is as for [NPV], and for a flow without a day or an amount.
func XNPV(currency string, rate decimal.Decimal, flows []Flow) (decimal.Decimal, error) {
	var faults partnermath.ValidationError
	places := checkCurrency(&faults, currency)
	checkRate(&faults, "rate", rate)
	checkDated(&faults, flows)
	if err := faults.Err(); err != nil {
		return decimal.Decimal{}, err
	}
	return datedFlows(flows).Present(rate, places), nil
}

// XIRR finds rates r above −1 for a year of 365 days with Σ flow ÷ (1 + r)^(days ÷ 365) = 0.
// The flows of a day are added up and the days ordered before signs are counted. With one
// change of sign there is exactly one root; with more, those are listed that a search up
// to 10^6 finds, and the status is [RootsUncertified].
//
// The error is a [*partnermath.ValidationError] with paths below "flows".
func XIRR(flows []Flow) (Roots, error) {
	var faults partnermath.ValidationError
	checkDated(&faults, flows)
	if err := faults.Err(); err != nil {
		return Roots{}, err
	}
	return published(datedFlows(flows).Internal()), nil
}

// maxFlowDays is 100 years, so that the powers of a rate stay within reason.
const maxFlowDays = 36_525

// earliest returns the first day on which money moves.
func earliest(flows []Flow) (first partnermath.Date) {
	for _, flow := range flows {
		if !flow.Date.IsZero() && (first.IsZero() || flow.Date.Before(first)) {
			first = flow.Date
		}
	}
	return first
}

func datedFlows(flows []Flow) cashflow.Dated {
	days, amounts, first := make([]int, len(flows)), make([]*big.Int, len(flows)), earliest(flows)
	for i, flow := range flows {
		days[i], amounts[i] = flow.Date.DaysSince(first), cashflow.Whole(flow.Amount.Decimal)
	}
	return cashflow.NewDated(days, amounts)
}

func checkDated(faults *partnermath.ValidationError, flows []Flow) {
	if !checkFlows(faults, len(flows)) {
		return
	}
	first := earliest(flows)
	for i, flow := range flows {
		path := fmt.Sprintf("flows[%d]", i)
		switch {
		case flow.Date.IsZero():
			faults.Add(path+".date", "required", "must be given")
		case flow.Date.DaysSince(first) > maxFlowDays:
			faults.Addf(path+".date", "range", "must be at most %d days after the earliest", maxFlowDays)
		}
		new(check.Number).Require(faults, check.Place{Field: path + ".amount"}, flow.Amount)
	}
}
