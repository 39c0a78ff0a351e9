package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// Share is a fraction in ten-thousandths, so that shares are exact, comparable with ==
// and ordered with <. The zero Share is 0.0000; that of the whole is 10,000.
type Share int32

// Decimal returns s as a decimal.
func (s Share) Decimal() decimal.Decimal { return exact.Fixed(int64(s), exact.RatioPlaces) }

// String returns s with 4 decimals.
func (s Share) String() string { return written(int64(s), wholeShare) }

// MarshalText writes s with 4 decimals.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a share as [Share.UnmarshalJSON] does.
func (s *Share) UnmarshalText(text []byte) error { return s.UnmarshalJSON(quoted(text)) }

// MarshalJSON writes s as a string with 4 decimals.
func (s Share) MarshalJSON() ([]byte, error) { return []byte(`"` + s.String() + `"`), nil }

// UnmarshalJSON reads a share from a string or a number, up to ±1,000 with at most 4
// decimals.
func (s *Share) UnmarshalJSON(data []byte) error {
	return readInto(s, data, exact.RatioPlaces, 1000*wholeShare, "must be a fraction from -1,000 to 1,000 with at most 4 decimals, got %.40q")
}
