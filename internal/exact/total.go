package exact

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// Total adds up any number of 64-bit amounts of at least 0 exactly. The zero Total
// is 0. Two totals are equal when they are == .
type Total struct{ high, low uint64 }

// Add adds units. It expects at least 0 of them; fewer count as 0.
func (t *Total) Add(units int64) {
	var carry uint64
	t.low, carry = bits.Add64(t.low, uint64(max(units, 0)), 0)
	t.high += carry
}

// Merge adds another total.
func (t *Total) Merge(u Total) {
	var carry uint64
	t.low, carry = bits.Add64(t.low, u.low, 0)
	t.high += u.high + carry
}

// Decimal returns the total as units of 10^-places.
func (t Total) Decimal(places int32) decimal.Decimal {
	if t.high == 0 && t.low < 1<<63 {
		return Fixed(int64(t.low), places)
	}
	n := new(big.Int).SetUint64(t.high)
	n.Lsh(n, 64).Add(n, new(big.Int).SetUint64(t.low))
	return decimal.NewFromBigInt(n, -places)
}

// MulRound returns a × b ÷ den, rounded half up. It expects a and b of at least 0
// and b ≤ den; anything else counts as 0.
func MulRound(a, b, den int64) int64 {
	if a < 0 || b < 0 || b > den || den <= 0 {
		return 0
	}
	// a × b ≤ a × den, so the quotient fits.
	high, low := bits.Mul64(uint64(a), uint64(b))
	quotient, remainder := bits.Div64(high, low, uint64(den))
	if remainder >= uint64(den)-remainder {
		quotient++
	}
	return int64(quotient)
}
