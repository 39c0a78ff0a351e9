// Package cashflow values flows of money at rates, and finds the rates at which they are
// worth nothing. It is exact: flows are integers in one unit, rates are fractions.
package cashflow

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// RatePlaces are the decimals of a rate of return.
const RatePlaces = 10

// flowPlaces are the decimals that any number within bounds can have.
const flowPlaces = -partnermath.MinExponent

// Wholes returns numbers within bounds in units of 10^-12.
func Wholes(flows []decimal.Decimal) []*big.Int {
	all := make([]*big.Int, len(flows))
	for k := range flows {
		all[k] = Whole(flows[k])
	}
	return all
}

// Whole returns a number within bounds in units of 10^-12.
func Whole(d decimal.Decimal) *big.Int { return d.Shift(flowPlaces).BigInt() }

// TenTo returns 10^n.
func TenTo(n int32) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// Growth returns 1 + rate as a fraction in lowest terms.
func Growth(rate decimal.Decimal) (num, den *big.Int) {
	den = TenTo(flowPlaces)
	num = new(big.Int).Add(Whole(rate), den)
	common := new(big.Int).GCD(nil, nil, num, den)
	return num.Quo(num, common), den.Quo(den, common)
}

// Present is Σ flow(k) ÷ (1 + rate)^k of what [Wholes] returns, k from 0 or, at the end of a period,
// from 1, rounded once to places.
func Present(flows []*big.Int, rate decimal.Decimal, atEnd bool, places int32) decimal.Decimal {
	up, down := Growth(rate)
	sum := discounted(flows, up, down)
	base := power(up, len(flows)-1)
	if atEnd {
		sum.Mul(sum, down)
		base.Mul(base, up)
	}
	sum.Mul(sum, TenTo(places))
	return decimal.NewFromBigInt(exact.QuoBig(sum, base.Mul(base, TenTo(flowPlaces))), -places)
}

// discounted returns Σ flow(k) × up^(n−k) × down^k, n being the last index: the flows
// discounted at up ÷ down, times up^n.
func discounted(flows []*big.Int, up, down *big.Int) *big.Int {
	// Each step makes the numbers longer, and a product takes room of its own.
	length := 0
	for _, flow := range flows {
		length = max(length, flow.BitLen())
	}
	length += (len(flows) + 1) * max(up.BitLen(), down.BitLen())
	room := func() *big.Int { return new(big.Int).SetBits(make([]big.Word, 0, 2+length/bits.UintSize)) }
	sum, downs, term, spare := room(), room().SetInt64(1), room(), room()
	for _, flow := range flows {
		sum, spare = spare.Mul(sum, up), sum
		sum.Add(sum, term.Mul(flow, downs))
		downs, spare = spare.Mul(downs, down), downs
	}
	return sum
}

func power(base *big.Int, n int) *big.Int { return new(big.Int).Exp(base, big.NewInt(int64(n)), nil) }

// Modified is the modified internal rate of return, n being the last index, with
// outflows discounted at fromUp ÷ fromDown and inflows grown at toUp ÷ toDown:
//
//	(Σ inflows × to^(n−k) ÷ Σ (|outflow| ÷ from^k))^(1/n) − 1
//
// It is undefined without flows of both signs.
func Modified(flows []*big.Int, fromUp, fromDown, toUp, toDown *big.Int) decimal.NullDecimal {
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
	return decimal.NewNullDecimal(exact.RootExcess(reinvested, financed, n, RatePlaces))
}

const monthsPerYear = 12

// FactorBits are the bits of a discount factor, of which the last few may be wrong.
const FactorBits = 256

// MonthlyFactor returns 1 ÷ (1 + the monthly rate) in units of 2^-FactorBits, the monthly
// rate being annual ÷ 12 where it is nominal, and (1 + annual)^(1/12) − 1 where it is not.
func MonthlyFactor(annual decimal.Decimal, nominal bool) *big.Int {
	if nominal {
		down := new(big.Int).Mul(TenTo(flowPlaces), big.NewInt(monthsPerYear))
		up := new(big.Int).Add(down, Whole(annual))
		return exact.QuoBig(down.Lsh(down, FactorBits), up)
	}
	up, down := Growth(annual)
	yearly := exact.QuoBig(down.Lsh(down, FactorBits), up)
	return exact.RootBig(yearly.Lsh(yearly, FactorBits*(monthsPerYear-1)), monthsPerYear)
}

// Factors returns by what each of n flows is discounted, in units of 2^-FactorBits.
func Factors(monthly *big.Int, atEnd bool, n int) []*big.Int {
	all := make([]*big.Int, n)
	next := new(big.Int).Lsh(big.NewInt(1), FactorBits)
	if atEnd {
		next = monthly
	}
	for k := range all {
		all[k] = next
		next = new(big.Int).Mul(next, monthly)
		next.Rsh(next, FactorBits)
	}
	return all
}

// MonthlyChurn returns 1 − (1 − annual)^(1/12), rounded to places.
func MonthlyChurn(annual decimal.Decimal, places int32) decimal.Decimal {
	up, down := Growth(annual.Neg())
	return exact.RootExcess(up, down, monthsPerYear, places).Neg()
}
