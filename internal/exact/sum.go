package exact

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"
)

// Sum adds up any number of 64-bit amounts of any sign exactly. The zero Sum is 0.
type Sum struct{ plus, minus Total }

// Add adds units, of which there is no smallest int64.
func (s *Sum) Add(units int64) {
	s.plus.Add(units)
	s.minus.Add(-units)
}

// Merge adds another sum.
func (s *Sum) Merge(other Sum) {
	s.plus.Merge(other.plus)
	s.minus.Merge(other.minus)
}

// Decimal returns the sum as units of 10^-places.
func (s Sum) Decimal(places int32) decimal.Decimal {
	if s.minus == (Total{}) {
		return s.plus.Decimal(places)
	}
	return s.plus.Decimal(places).Sub(s.minus.Decimal(places))
}

// IsZero reports whether the sum is 0.
func (s Sum) IsZero() bool { return s.plus == s.minus }

// Equal reports whether two sums are the same.
func (s Sum) Equal(other Sum) bool { return s.Decimal(0).Equal(other.Decimal(0)) }

// MarshalText returns the sum in units.
func (s Sum) MarshalText() ([]byte, error) { return []byte(s.Decimal(0).String()), nil }

// UnmarshalText reads what MarshalText writes, of at most 36 digits.
func (s *Sum) UnmarshalText(text []byte) error {
	const digits, word = 36, 64
	size, negative := strings.CutPrefix(string(text), "-")
	if len(size) > digits || strings.Trim(size, "0123456789") != "" || size == "" {
		return fmt.Errorf("must be a whole number of at most %d digits, got %.40q", digits, text)
	}
	n, _ := new(big.Int).SetString(size, 10)
	low := n.Uint64() // the lower word of a larger number
	total := Total{high: n.Rsh(n, word).Uint64(), low: low}
	if *s = (Sum{plus: total}); negative {
		*s = Sum{minus: total}
	}
	return nil
}
