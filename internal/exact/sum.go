package exact

import "github.com/shopspring/decimal"

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
	return s.plus.Decimal(places).Sub(s.minus.Decimal(places))
}
