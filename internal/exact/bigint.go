package exact

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"
)

// QuoBig returns num ÷ den, rounded half away from zero to an integer. It expects
// den above 0; for any other it returns 0.
func QuoBig(num, den *big.Int) *big.Int {
	if den.Sign() <= 0 {
		return new(big.Int)
	}
	q, r := new(big.Int).QuoRem(num, den, new(big.Int))
	if r.Abs(r).Lsh(r, 1).Cmp(den) >= 0 {
		q.Add(q, big.NewInt(int64(num.Sign())))
	}
	return q
}

// snapBits is how near to a tie a number that is known to more bits than that is one.
const snapBits = 64

// RoundBits returns x ÷ 2^bits, rounded half away from zero to an integer, for an x that is a
// rounded number itself: within 2^-64 of a tie it is taken for one. It expects bits of
// more than that.
func RoundBits(x *big.Int, bits uint) *big.Int {
	twice := new(big.Int).Lsh(new(big.Int).Abs(x), 1)
	if bits > snapBits {
		twice.Add(twice, new(big.Int).Lsh(big.NewInt(1), bits-snapBits))
	}
	twice.Rsh(twice, bits)
	twice.Add(twice, big.NewInt(1)).Rsh(twice, 1)
	if x.Sign() < 0 {
		twice.Neg(twice)
	}
	return twice
}

// RootBig returns the nth root of x, rounded down to an integer. It expects x of at least 0 and n of
// at least 1, and returns x for any other.
func RootBig(x *big.Int, n int) *big.Int {
	if n <= 1 || x.Sign() <= 0 {
		return new(big.Int).Set(x)
	}
	// Newton's method falls from above until it is there. It starts close by: the
	// logarithm has 50 bits.
	mantissa := new(big.Float)
	exponent := new(big.Float).SetPrec(64).SetInt(x).MantExp(mantissa)
	float, _ := mantissa.Float64()
	whole, part := math.Modf((math.Log2(float) + float64(exponent)) / float64(n))
	start := new(big.Float).SetFloat64(math.Exp2(part) * (1 + 0x1p-30))
	root, _ := start.SetMantExp(start, int(whole)).Int(nil)
	root.Add(root, big.NewInt(1))
	degree, less := big.NewInt(int64(n)), big.NewInt(int64(n-1))
	for {
		power := new(big.Int).Exp(root, less, nil)
		next := power.Quo(x, power)
		next.Add(next, new(big.Int).Mul(root, less)).Quo(next, degree)
		if next.Cmp(root) >= 0 {
			return root
		}
		root = next
	}
}

// RootExcess returns (num ÷ den)^(1/n) − 1, rounded half away from zero to places
// decimals. It expects num of at least 0, den above 0 and n of at least 1, and returns 0 for
// any other.
func RootExcess(num, den *big.Int, n int, places int32) decimal.Decimal {
	if num.Sign() < 0 || den.Sign() <= 0 || n < 1 || places < 0 || places > maxRaw {
		return decimal.Decimal{}
	}
	// In halves of a unit the root need only be rounded down, and so its nth power before.
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	unit.Lsh(unit, 1)
	power := new(big.Int).Exp(unit, big.NewInt(int64(n)), nil)
	power.Mul(power, num)
	rest := new(big.Int)
	power.QuoRem(power, den, rest)
	halves := RootBig(power, n)
	tie := rest.Sign() == 0 && new(big.Int).Exp(halves, big.NewInt(int64(n)), nil).Cmp(power) == 0
	halves.Sub(halves, unit)
	if !tie || halves.Sign() >= 0 {
		halves.Add(halves, big.NewInt(1))
	}
	return decimal.NewFromBigInt(halves.Rsh(halves, 1), -places)
}
