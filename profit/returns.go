package profit

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
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

// ratePlaces are the decimals of a rate of return.
const ratePlaces = 10

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

// flowPlaces are the decimals that any number within bounds can have.
const flowPlaces = -partnermath.MinExponent

func wholes(flows []decimal.Decimal) []*big.Int {
	all := make([]*big.Int, len(flows))
	for k := range flows {
		all[k] = whole(flows[k])
	}
	return all
}

// whole returns a number within bounds in units of 10^-12.
func whole(d decimal.Decimal) *big.Int { return d.Shift(flowPlaces).BigInt() }

func tenTo(n int32) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// growth returns 1 + rate as a fraction in lowest terms.
func growth(rate decimal.Decimal) (num, den *big.Int) {
	den = tenTo(flowPlaces)
	num = new(big.Int).Add(whole(rate), den)
	common := new(big.Int).GCD(nil, nil, num, den)
	return num.Quo(num, common), den.Quo(den, common)
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
	up, down := growth(rate)
	sum := discounted(wholes(flows), up, down)
	base := power(up, len(flows)-1)
	if first == FirstAtEnd {
		sum.Mul(sum, down)
		base.Mul(base, up)
	}
	sum.Mul(sum, tenTo(places))
	return decimal.NewFromBigInt(exact.QuoBig(sum, base.Mul(base, tenTo(flowPlaces))), -places), nil
}

// discounted returns Σ flow(k) × up^(n−k) × down^k, n being the last index: the flows
// discounted at up ÷ down, times up^n.
func discounted(flows []*big.Int, up, down *big.Int) *big.Int {
	sum, downs := new(big.Int), big.NewInt(1)
	var term big.Int
	for _, flow := range flows {
		sum.Mul(sum, up)
		sum.Add(sum, term.Mul(flow, downs))
		downs.Mul(downs, down)
	}
	return sum
}

func power(base *big.Int, n int) *big.Int { return new(big.Int).Exp(base, big.NewInt(int64(n)), nil) }

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
	fromUp, fromDown := growth(finance)
	toUp, toDown := growth(reinvest)
	return modified(wholes(flows), fromUp, fromDown, toUp, toDown), nil
}

// modified is MIRR at the rates from ÷ and to ÷.
func modified(flows []*big.Int, fromUp, fromDown, toUp, toDown *big.Int) decimal.NullDecimal {
	in, out := make([]*big.Int, len(flows)), make([]*big.Int, len(flows))
	for k, flow := range flows {
		in[k], out[k] = new(big.Int), new(big.Int)
		if flow.Sign() > 0 {
			in[k] = flow
		} else {
			out[k].Neg(flow)
		}
	}
	n := len(flows) - 1
	reinvested, financed := discounted(in, toUp, toDown), discounted(out, fromUp, fromDown)
	if reinvested.Sign() == 0 || financed.Sign() == 0 {
		return decimal.NullDecimal{}
	}
	reinvested.Mul(reinvested, power(fromUp, n))
	financed.Mul(financed, power(toDown, n))
	return decimal.NewNullDecimal(exact.RootExcess(reinvested, financed, n, ratePlaces))
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
	r, _ := internalRates(wholes(flows))
	return r, nil
}

// internalRates is IRR, with the exact roots beside the published ones.
func internalRates(flows []*big.Int) (Roots, []exact.PositiveRoot) {
	r := Roots{Rates: []decimal.Decimal{}, SignChanges: signChanges(flows)}
	if r.SignChanges < 0 {
		r.Status, r.SignChanges = RootsIndeterminate, 0
		return r, nil
	}
	// Σ flow(k) × y^(n−k) with y = 1 + r: the last flow is the constant.
	coefficients := slices.Clone(flows)
	slices.Reverse(coefficients)
	roots, certain := exact.PositiveRoots(coefficients)
	for _, root := range roots {
		r.add(root.Excess(ratePlaces))
	}
	r.conclude(certain)
	return r, roots
}

func (r *Roots) add(rate decimal.Decimal) {
	r.Rates = append(r.Rates, rate)
	if rate.Equal(minusOne) {
		r.AtMinusOne++
	}
}

var minusOne = decimal.NewFromInt(-1)

func (r *Roots) conclude(certain bool) {
	switch {
	case !certain:
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
}

// signChanges counts the changes of sign, zeros aside; −1 when there is nothing else.
func signChanges(flows []*big.Int) int {
	count, before := -1, 0
	for _, flow := range flows {
		if s := flow.Sign(); s != 0 && s != before {
			count++
			before = s
		}
	}
	return count
}
