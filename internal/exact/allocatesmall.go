package exact

import (
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"
)

// allocateSmall is [Allocate] for a total and weights that are 64-bit integers of
// some scale, a weight above 0 among them. It returns nil for any others.
func allocateSmall(total decimal.Decimal, weights []decimal.Decimal, places int32) []decimal.Decimal {
	units, ok := Int64(total, places)
	if !ok {
		units, ok = Int64(Round(total, places), places)
	}
	if !ok {
		return nil
	}
	var few [2 * usualParts]uint64
	memory := few[:]
	if len(weights) > usualParts {
		memory = make([]uint64, 2*len(weights))
	}
	integers, remainders := memory[:len(weights)], memory[len(weights):2*len(weights)]
	sum, ok := smallWeights(integers, weights)
	if !ok || sum == 0 {
		return nil
	}
	parts := make([]decimal.Decimal, len(weights))
	left := magnitude(units)
	for i, weight := range integers {
		// weight ≤ sum and |units| < 2^63, so the quotient fits.
		hi, lo := bits.Mul64(magnitude(units), weight)
		integers[i], remainders[i] = bits.Div64(hi, lo, sum)
		left -= integers[i]
	}
	if left > 0 {
		for _, i := range largest(remainders)[:left] {
			integers[i]++
		}
	}
	for i, share := range integers {
		if units < 0 {
			parts[i] = Fixed(-int64(share), places)
		} else {
			parts[i] = Fixed(int64(share), places)
		}
	}
	return parts
}

// usualParts is the number of parts whose memory is on the stack: the months of a year
// and one more.
const usualParts = 13

// smallWeights writes the weights as integers of the same scale. It is not ok when
// one is negative or wide, or their sum reaches 2^63.
func smallWeights(integers []uint64, weights []decimal.Decimal) (sum uint64, ok bool) {
	var places int32
	for _, weight := range weights {
		places = max(places, -max(weight.Exponent(), -maxScale))
	}
	for i, weight := range weights {
		if weight.IsZero() {
			integers[i] = 0
			continue
		}
		n, ok := Int64(weight, places)
		if !ok || n < 0 {
			return 0, false
		}
		integers[i] = uint64(n)
		if sum += uint64(n); sum >= 1<<63 {
			return 0, false
		}
	}
	return sum, true
}

// largest returns the positions of the remainders, the largest first, equal ones in
// order.
func largest(remainders []uint64) []int {
	order := make([]int, len(remainders))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case remainders[a] > remainders[b]:
			return -1
		case remainders[a] < remainders[b]:
			return 1
		}
		return 0
	})
	return order
}
