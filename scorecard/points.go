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
func (p Points) String() string { return written(int64(p), int64(Point)) }

// MarshalText writes p with 2 decimals.
func (p Points) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads points as [Points.UnmarshalJSON] does.
func (p *Points) UnmarshalText(text []byte) error { return p.UnmarshalJSON(quoted(text)) }

// MarshalJSON writes p as a string with 2 decimals.
func (p Points) MarshalJSON() ([]byte, error) { return []byte(`"` + p.String() + `"`), nil }

// UnmarshalJSON reads points from a string or a number, up to ±1,000,000 with at most
// 2 decimals.
func (p *Points) UnmarshalJSON(data []byte) error {
	return readInto(p, data, scorePlaces, maxHundredths, "must be points from -1,000,000 to 1,000,000 with at most 2 decimals, got %.40q")
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

// written returns n parts, of which whole make 1, as a number with all its decimals.
func written(n, whole int64) string {
	sign := ""
	if n < 0 {
		n, sign = -n, "-"
	}
	return sign + strconv.FormatInt(n/whole, 10) + "." + strconv.FormatInt(whole+n%whole, 10)[1:]
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

// readInto reads a number as readUnits does, or says with the message that it is none.
func readInto[T ~int32](to *T, data []byte, places int32, most int64, message string) error {
	var faults partnermath.ValidationError
	if to == nil {
		faults.Add("", "required", unaddressed)
		return faults.Err()
	}
	if _, units, ok := readUnits(data, places, most); ok {
		*to = T(units)
		return nil
	}
	faults.Addf("", "range", message, data)
	return faults.Err()
}
