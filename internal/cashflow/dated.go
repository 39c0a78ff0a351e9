package cashflow

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

const (
	daysPerYear = 365
	// datedBits are the bits of a value that is not exact: 256, and those that 100 years
	// at −99 % add to it.
	datedBits = 1024
)

// Dated are flows by day, in order, the amounts in units of 10^-12 and none of them 0.
type Dated struct {
	days    []int
	amounts []*big.Int
}

// NewDated puts flows in order, each with its days since the earliest.
func NewDated(days []int, amounts []*big.Int) Dated {
	order := make([]int, len(days))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(days[a], days[b]) })
	var d, kept Dated
	for _, i := range order {
		if last := len(d.days) - 1; last >= 0 && d.days[last] == days[i] {
			d.amounts[last].Add(d.amounts[last], amounts[i])
			continue
		}
		d.days, d.amounts = append(d.days, days[i]), append(d.amounts, new(big.Int).Set(amounts[i]))
	}
	for i, amount := range d.amounts {
		if amount.Sign() != 0 {
			kept.days, kept.amounts = append(kept.days, d.days[i]), append(kept.amounts, amount)
		}
	}
	return kept
}

// Present is Σ flow ÷ (1 + rate)^(days ÷ 365), rounded once to places.
func (d Dated) Present(rate decimal.Decimal, places int32) decimal.Decimal {
	up, down := Growth(rate)
	value := d.value(up, down, datedBits)
	value.Mul(value, new(big.Float).SetInt(TenTo(places)))
	value.SetMantExp(value, datedBits)
	units, _ := value.Int(nil)
	units = exact.QuoBig(units, TenTo(flowPlaces))
	return decimal.NewFromBigInt(exact.RoundBits(units, datedBits), -places)
}

// Internal finds rates r above −1 with Σ flow ÷ (1 + r)^(days ÷ 365) = 0: the one there is with one
// change of sign, else those of a search up to 10^6.
func (d Dated) Internal() Roots {
	r := Roots{Rates: []decimal.Decimal{}, SignChanges: signChanges(d.amounts), Certain: true}
	if r.SignChanges > 0 {
		d.search(&r)
		r.Certain = r.SignChanges == 1
	}
	return r
}

// value returns Σ amount × (down ÷ up)^(days ÷ 365), with about bits right.
func (d Dated) value(up, down *big.Int, bits uint) *big.Float {
	number := func() *big.Float { return new(big.Float).SetPrec(bits) }
	daily := exact.RootBig(new(big.Int).Lsh(exact.QuoBig(new(big.Int).Lsh(down, bits), up), bits*(daysPerYear-1)), daysPerYear)
	factor := number().SetInt(daily)
	factor.SetMantExp(factor, -int(bits))
	value := number()
	for i := len(d.days) - 1; i >= 0; i-- {
		value.Add(value, number().SetInt(d.amounts[i]))
		gap := d.days[i]
		if i > 0 {
			gap -= d.days[i-1]
		}
		for square := number().Set(factor); gap > 0; gap >>= 1 {
			if gap&1 == 1 {
				value.Mul(value, square)
			}
			square.Mul(square, square)
		}
	}
	return value
}

// signBits are enough to tell a value from 0 in all but made-up cases.
const signBits = 256

// unitsPerOne is how many units of a published rate make 1.
const unitsPerOne = 10_000_000_000

// side returns the sign of the value half a unit above a rate; 0 where it is too close to
// tell.
func (d Dated) side(units int64) int {
	up, down := big.NewInt(2*(unitsPerOne+units)+1), big.NewInt(2*unitsPerOne)
	value := d.value(up, down, signBits)
	// Beside the largest term, an error of so many bits is nothing.
	largest := 0
	for _, amount := range d.amounts {
		largest = max(largest, amount.BitLen())
	}
	if units < 0 {
		years := float64(d.days[len(d.days)-1]) / daysPerYear
		largest += int(years * -math.Log2(d.grown(units)))
	}
	if value.Sign() == 0 || value.MantExp(nil) < largest-signBits+64 {
		return 0
	}
	return value.Sign()
}

func (d Dated) grown(units int64) float64 { return (float64(unitsPerOne+units) + 0.5) / unitsPerOne }

// rough is side in floats.
func (d Dated) rough(units int64) int {
	value, grown, last := 0.0, math.Log(d.grown(units)), d.days[len(d.days)-1]
	for i, days := range d.days {
		if grown < 0 {
			days -= last
		}
		amount, _ := new(big.Float).SetInt(d.amounts[i]).Float64()
		value += amount * math.Exp(-grown*float64(days)/daysPerYear)
	}
	switch {
	case value > 0:
		return 1
	case value < 0:
		return -1
	}
	return 0
}

// The ends of the search: a root below the first rounds to −1.
const (
	lowestRate  = -unitsPerOne
	highestRate = 1_000_000 * unitsPerOne
	searchSteps = 2000
)

// search lists the roots between points of a grid at which the signs differ, which has
// one step where there is one root.
func (d Dated) search(r *Roots) {
	steps := searchSteps
	if r.SignChanges == 1 {
		steps = 1
	}
	// The sign of the last flow is that next to −1, that of the first is beyond all roots.
	sign, low := d.amounts[len(d.amounts)-1].Sign(), int64(lowestRate)
	if d.side(low) == -sign {
		r.add(minusOne())
		sign = -sign
	}
	for step := 1; step <= steps; step++ {
		high := int64(highestRate)
		if step < steps {
			high = int64(math.Exp(math.Log(1e6*unitsPerOne)*float64(step)/searchSteps)) + lowestRate
		}
		if (step == steps || d.rough(high) != sign) && d.side(high) == -sign {
			r.add(d.between(low+1, high, sign))
			sign = -sign
		}
		low = high
	}
	if sign != d.amounts[0].Sign() {
		r.Beyond = 1
	}
}

// between returns the only rate from low to high with the sign on the side below it and
// another above it. An exact half is rounded away from 0.
func (d Dated) between(low, high int64, sign int) decimal.Decimal {
	near, far := low, high
	for far-near > roughUnits {
		if middle := near + (far-near)/2; d.rough(middle) == sign {
			near = middle
		} else {
			far = middle
		}
	}
	near, far = max(low, near-roughUnits), min(high, far+roughUnits)
	if (near == low || d.side(near-1) == sign) && (far == high || d.side(far) == -sign) {
		low, high = near, far
	}
	for low < high {
		middle := low + (high-low)>>1
		switch s := d.side(middle); {
		case s == sign:
			low = middle + 1
		case s == 0 && middle >= 0:
			return decimal.New(middle+1, -RatePlaces)
		default:
			high = middle
		}
	}
	return decimal.New(low, -RatePlaces)
}

// roughUnits is how far floats may be off, as a rule.
const roughUnits = 16
