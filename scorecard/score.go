package scorecard

import (
	"bytes"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// Score is a score from 1 to 100 in hundredths of a point, so that scores are
// exact, comparable with == and ordered with <. The zero Score is "no score":
// its text is empty, its JSON null.
//
// Write a score as a multiple of [Point]: 75*Point is 75.00.
type Score int32

// Point is one point.
const Point Score = 100

const (
	scorePlaces = 2

	lowest  = 1 * Point
	highest = 100 * Point
)

// NewScore returns d as a Score. The error is a [*partnermath.ValidationError]
// unless d is from 1 to 100 with at most 2 decimals.
func NewScore(d decimal.Decimal) (Score, error) {
	if hundredths, ok := exact.Int64(d, scorePlaces); ok && hundredths >= int64(lowest) && hundredths <= int64(highest) {
		return Score(hundredths), nil
	}
	var faults partnermath.ValidationError
	if partnermath.InBounds(d) {
		faults.Addf("", "range", "%s, got %s", scale.ScoreMessage, d)
	} else {
		faults.Add("", "range", scale.ScoreMessage)
	}
	return 0, faults.Err()
}

// Decimal returns s as a decimal, 0 for no score.
func (s Score) Decimal() decimal.Decimal { return exact.Fixed(int64(s), scorePlaces) }

// Minus returns s − other, undefined unless both are scores from 1 to 100.
func (s Score) Minus(other Score) NullPoints {
	if s == 0 || other == 0 || !scale.IsScore(s) || !scale.IsScore(other) {
		return NullPoints{}
	}
	return NullPoints{Points: Points(s - other), Valid: true}
}

// String returns s with 2 decimals, "" for no score.
func (s Score) String() string {
	if s == 0 {
		return ""
	}
	return written(int64(s), int64(Point))
}

// MarshalText writes s with 2 decimals, nothing for no score.
func (s Score) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a score as [Score.UnmarshalJSON] does, and no score from no text.
func (s *Score) UnmarshalText(text []byte) error {
	if s != nil && len(text) == 0 {
		*s = 0
		return nil
	}
	return s.UnmarshalJSON(quoted(text))
}

// MarshalJSON writes s as a string with 2 decimals, or null for no score.
func (s Score) MarshalJSON() ([]byte, error) {
	if s == 0 {
		return []byte("null"), nil
	}
	return []byte(`"` + s.String() + `"`), nil
}

// UnmarshalJSON reads a score from a string, a number or null. It also takes a
// number that is no score, up to ±1,000,000 with at most 2 decimals, so that Validate
// can report it with its path.
func (s *Score) UnmarshalJSON(data []byte) error {
	var faults partnermath.ValidationError
	if s == nil {
		faults.Add("", "required", unaddressed)
		return faults.Err()
	}
	if bytes.Equal(data, []byte("null")) {
		*s = 0
		return nil
	}
	switch d, hundredths, ok := readUnits(data, scorePlaces, maxHundredths); {
	case ok && hundredths != 0:
		*s = Score(hundredths)
		return nil
	case d.Valid:
		_, err := NewScore(d.Decimal)
		return err
	}
	faults.Addf("", "range", "%s, got %.40q", scale.ScoreMessage, data)
	return faults.Err()
}
