package scorecard

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Points are a part or a difference of scores, or a percentile rank, in hundredths, so
// that they are exact, comparable with == and ordered with <. The zero Points is 0.00.
type Points int32

// Decimal returns p as a decimal.
func (p Points) Decimal() decimal.Decimal { return exact.Fixed(int64(p), scorePlaces) }

// String returns p with 2 decimals.
func (p Points) String() string { return string(appendHundredths(nil, int64(p))) }

// MarshalText writes p with 2 decimals.
func (p Points) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads points as [Points.UnmarshalJSON] does.
func (p *Points) UnmarshalText(text []byte) error { return p.UnmarshalJSON(quoted(text)) }

// MarshalJSON writes p as a string with 2 decimals.
func (p Points) MarshalJSON() ([]byte, error) { return []byte(`"` + p.String() + `"`), nil }

// UnmarshalJSON reads points from a string or a number, up to ±1,000,000 with at most
// 2 decimals.
func (p *Points) UnmarshalJSON(data []byte) error {
	var faults partnermath.ValidationError
	if p == nil {
		faults.Add("", "required", unaddressed)
		return faults.Err()
	}
	if _, hundredths, ok := readUnits(data, scorePlaces, maxHundredths); ok {
		*p = Points(hundredths)
		return nil
	}
	faults.Addf("", "range", "must be points from -1,000,000 to 1,000,000 with at most 2 decimals, got %.40q", data)
	return faults.Err()
}

// NullPoints are [Points] that may be undefined, which is not 0. The zero NullPoints
// is undefined: its text is empty, its JSON null.
type NullPoints struct {
	Points Points
	Valid  bool
}

// Decimal returns p as a decimal, undefined if p is.
func (p NullPoints) Decimal() decimal.NullDecimal {
	if !p.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(p.Points.Decimal())
}

// String returns p with 2 decimals, "" if it is undefined.
func (p NullPoints) String() string {
	if !p.Valid {
		return ""
	}
	return p.Points.String()
}

// MarshalText writes p with 2 decimals, nothing if it is undefined.
func (p NullPoints) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads points as [Points.UnmarshalJSON] does, and undefined ones from no
// text.
func (p *NullPoints) UnmarshalText(text []byte) error {
	if p != nil && len(text) == 0 {
		*p = NullPoints{}
		return nil
	}
	return p.UnmarshalJSON(quoted(text))
}

// MarshalJSON writes p as a string with 2 decimals, or null if it is undefined.
func (p NullPoints) MarshalJSON() ([]byte, error) {
	if !p.Valid {
		return []byte("null"), nil
	}
	return p.Points.MarshalJSON()
}

// UnmarshalJSON reads points as [Points.UnmarshalJSON] does, or null.
func (p *NullPoints) UnmarshalJSON(data []byte) error {
	if p != nil && bytes.Equal(data, []byte("null")) {
		*p = NullPoints{}
		return nil
	}
	var points *Points
	if p != nil {
		points = &p.Points
	}
	err := points.UnmarshalJSON(data)
	if p != nil {
		p.Valid = err == nil
	}
	return err
}

// quoted returns a text as the JSON string that reads the same.
func quoted(text []byte) []byte { return slices.Concat([]byte{'"'}, text, []byte{'"'}) }

const unaddressed = "must be read into something that is there"

func appendHundredths(to []byte, n int64) []byte {
	if n < 0 {
		to, n = append(to, '-'), -n
	}
	to = strconv.AppendInt(to, n/100, 10)
	return append(to, '.', byte('0'+n/10%10), byte('0'+n%10))
}

// maxHundredths bounds the scores and points that are read: ±1,000,000.
const maxHundredths = 1_000_000 * 100

// readUnits reads a number of at most some places in their units, up to ±most of them.
// The decimal is there when it is a number at all.
func readUnits(data []byte, places int32, most int64) (d decimal.NullDecimal, units int64, ok bool) {
	const longest = 100 // a longer text takes long to read
	if len(data) > longest || json.Unmarshal(data, &d) != nil || !d.Valid {
		return decimal.NullDecimal{}, 0, false
	}
	units, ok = exact.Int64(d.Decimal, places)
	return d, units, ok && -most <= units && units <= most
}
