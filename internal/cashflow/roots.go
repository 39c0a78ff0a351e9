package cashflow

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Roots are rates at which flows are worth nothing.
type Roots struct {
	// Rates rise, with RatePlaces decimals.
	Rates []decimal.Decimal
	// AtMinusOne counts those that are rounded to −1, Beyond the roots above those that are
	// looked for.
	AtMinusOne, Beyond int
	// SignChanges are those of the flows, zeros aside; −1 when there is no other flow.
	SignChanges int
	// Certain tells that there are no others.
	Certain bool
	exactly []exact.PositiveRoot
}

// Internal finds the rates r above −1 with Σ flow(k) ÷ (1 + r)^k = 0.
func Internal(flows []*big.Int) Roots {
	r := Roots{Rates: []decimal.Decimal{}, SignChanges: signChanges(flows)}
	if r.SignChanges < 0 {
		return r
	}
	// Σ flow(k) × y^(n−k) with y = 1 + r: the last flow is the constant.
	coefficients := slices.Clone(flows)
	slices.Reverse(coefficients)
	r.exactly, r.Certain = exact.PositiveRoots(coefficients)
	for _, root := range r.exactly {
		r.add(root.Excess(RatePlaces))
	}
	return r
}

func (r *Roots) add(rate decimal.Decimal) {
	r.Rates = append(r.Rates, rate)
	if rate.Equal(minusOne()) {
		r.AtMinusOne++
	}
}

func minusOne() decimal.Decimal { return decimal.NewFromInt(-1) }

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

// Annualised returns (1 + r)^12 − 1 of each exact root of [Internal], with RatePlaces
// decimals. It expects flows of at most 10^18 units, so that no root is above 10^21.
func (r Roots) Annualised() []decimal.Decimal {
	all := make([]decimal.Decimal, len(r.exactly))
	for i, root := range r.exactly {
		all[i] = annualised(root)
	}
	return all
}

// annualised narrows a root down until both its ends come to the same, as published. At 400
// decimals those of a root of 10^21 are within 10^-160 of each other, and its middle is
// taken, which a root that is a tie is equal to.
func annualised(root exact.PositiveRoot) decimal.Decimal {
	low, _ := root.Low.Rat(nil)
	high, _ := root.High.Rat(nil)
	units := yearly(low.Num(), low.Denom())
	for _, places := range []int32{40, 100, 400} {
		if yearly(low.Num(), low.Denom()).Cmp(yearly(high.Num(), high.Denom())) == 0 {
			break
		}
		one := TenTo(places)
		grown := root.Excess(places).Shift(places).BigInt()
		grown.Add(grown, one)
		units = yearly(grown, one)
		one.Lsh(one, 1)
		grown.Lsh(grown, 1)
		low.SetFrac(new(big.Int).Sub(grown, big.NewInt(1)), one)
		high.SetFrac(new(big.Int).Add(grown, big.NewInt(1)), one)
	}
	return decimal.NewFromBigInt(units, -RatePlaces)
}

// yearly returns (num ÷ den)^12 − 1 in units of 10^-RatePlaces.
func yearly(num, den *big.Int) *big.Int {
	den = power(den, monthsPerYear)
	num = new(big.Int).Sub(power(num, monthsPerYear), den)
	return exact.QuoBig(num.Mul(num, TenTo(RatePlaces)), den)
}
