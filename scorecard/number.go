package scorecard

import (
	"bytes"
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Number is the number of an [Answer]: a decimal with at most 15 digits, of which at
// most 6 decimals. It is a machine word, exact and comparable with ==. The zero
// Number is "no number": its text is empty, its JSON null.
//
// A number with more digits can be held, so that Validate and scoring report it with
// its path, but its value is not kept.
type Number struct {
	// bits are the units shifted left by unitBits, and the unit.
	bits int64
}

// The units of a Number. Millionths take up to 10^18 of them, the numbers up to
// 10^12; above, 15 digits leave no more than 2 decimals, and hundredths take less
// than 10^17 of them. Both are below 2^61, so that unitBits are left.
const (
	inMillionths = 1
	inHundredths = 2
	unfit        = 3

	unitBits = 2
	unitMask = 1<<unitBits - 1
)

// answerDigits and answerPlaces bound the numbers of answers and of the policy
// they are compared with, so that 64 bits hold nearly all of them in millionths.
const (
	answerDigits = 15
	answerPlaces = 6

	digitsMessage = "must have at most 15 digits, of which at most 6 decimals"
)

// NumberOf returns d as a Number. One of more digits becomes a Number without a value,
// which Validate and scoring refuse.
func NumberOf(d decimal.Decimal) Number {
	const shortest, longest = 1_000_000_000_000_000, 100_000_000_000_000_000 // 10^15 units, in hundredths 10^17
	units, ok := exact.Int64(d, answerPlaces)
	if ok && (-shortest < units && units < shortest || exact.Fits(d, answerDigits, answerPlaces)) {
		return Number{units<<unitBits | inMillionths}
	}
	units, ok = exact.Int64(d, 2)
	if ok && -longest < units && units < longest && exact.Fits(d, answerDigits, answerPlaces) {
		return Number{units<<unitBits | inHundredths}
	}
	return Number{unfit}
}

// millionths returns n as an integer of them, when it is kept in them.
func (n Number) millionths() (units int64, ok bool) {
	return n.bits >> unitBits, n.bits&unitMask == inMillionths
}

// Decimal returns n as a decimal, undefined for no number and for one of too many
// digits.
func (n Number) Decimal() decimal.NullDecimal {
	switch units := n.bits >> unitBits; n.bits & unitMask {
	case inMillionths:
		return decimal.NewNullDecimal(decimal.New(units, -answerPlaces))
	case inHundredths:
		return decimal.NewNullDecimal(decimal.New(units, -2))
	}
	return decimal.NullDecimal{}
}

// String returns n without trailing zeros, "" for no number.
func (n Number) String() string {
	switch d := n.Decimal(); {
	case d.Valid:
		return d.Decimal.String()
	case n == Number{}:
		return ""
	}
	return "a number of too many digits"
}

// MarshalJSON writes n as a string without trailing zeros, or null for no number. The
// error is a [*partnermath.ValidationError] for a number of too many digits.
func (n Number) MarshalJSON() ([]byte, error) {
	if n.bits == unfit {
		return nil, numberFault("digits", digitsMessage)
	}
	if n == (Number{}) {
		return []byte("null"), nil
	}
	return []byte(`"` + n.String() + `"`), nil
}

// UnmarshalJSON reads a number from a string, a number or null. One that takes more than
// 100 bytes has too many digits, whatever they are.
func (n *Number) UnmarshalJSON(data []byte) error {
	if n == nil {
		return numberFault("required", unaddressed)
	}
	if bytes.Equal(data, []byte("null")) {
		*n = Number{}
		return nil
	}
	const longest = 100 // a decimal takes time with the square of its digits
	var d decimal.Decimal
	switch {
	case len(data) <= longest && json.Unmarshal(data, &d) == nil:
		*n = NumberOf(d)
	case isNumber(bytes.Trim(data, `"`)):
		*n = Number{unfit}
	default:
		var faults partnermath.ValidationError
		faults.Addf("", "digits", "must be a number of at most 15 digits, got %.40q", data)
		return faults.Err()
	}
	return nil
}

// isNumber reports whether text is a number as JSON writes it, of any size.
func isNumber(text []byte) bool {
	return len(text) > 0 && (text[0] == '-' || '0' <= text[0] && text[0] <= '9') && json.Valid(text)
}

func numberFault(rule, message string) error {
	var faults partnermath.ValidationError
	faults.Add("", rule, message)
	return faults.Err()
}
