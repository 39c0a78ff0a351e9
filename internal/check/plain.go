package check

import (
	"fmt"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Number is what a decimal must keep to, for records that are checked by plain
// Go, because reflection would cost more than their arithmetic. The faults read as
// those of the tags do. The zero Number asks for the bounds only.
type Number struct {
	AtLeast, Above, AtMost decimal.NullDecimal
	// Digits and Places are those of the digits tag; 0 Digits is none. They are at
	// most 30 and 12, so that what keeps to them is within bounds.
	Digits, Places int32
}

// Holds reports whether d keeps to all of it.
func (n *Number) Holds(d decimal.Decimal) bool {
	if n.Digits > 0 && !exact.Fits(d, n.Digits, n.Places) {
		return false
	}
	if n.Digits == 0 && !partnermath.InBounds(d) {
		return false
	}
	return (!n.AtLeast.Valid || d.GreaterThanOrEqual(n.AtLeast.Decimal)) &&
		(!n.Above.Valid || d.GreaterThan(n.Above.Decimal)) &&
		(!n.AtMost.Valid || d.LessThanOrEqual(n.AtMost.Decimal))
}

// Fault adds the rule that d breaks.
func (n *Number) Fault(faults *partnermath.ValidationError, path string, d decimal.Decimal) {
	switch {
	case !partnermath.InBounds(d):
		faults.Add(path, "bounds", boundsMessage)
	case n.AtLeast.Valid && d.LessThan(n.AtLeast.Decimal):
		faults.Addf(path, "min", atLeastMessage, n.AtLeast.Decimal, d)
	case n.Above.Valid && d.LessThanOrEqual(n.Above.Decimal):
		faults.Addf(path, "above", aboveMessage, n.Above.Decimal, d)
	case n.AtMost.Valid && d.GreaterThan(n.AtMost.Decimal):
		faults.Addf(path, "max", atMostMessage, n.AtMost.Decimal, d)
	case n.Digits > 0 && !exact.Fits(d, n.Digits, n.Places):
		faults.Addf(path, "digits", digitsMessage, n.Digits, n.Places, d)
	}
}

// Place is where a field of a record stands, written out only when it is needed.
// Without a List it is the field of the record itself.
type Place struct {
	List  string
	Index int
	Field string
}

// String returns the JSON path of the place.
func (p Place) String() string {
	if p.List == "" {
		return p.Field
	}
	return fmt.Sprintf("%s[%d].%s", p.List, p.Index, p.Field)
}

// Check adds a fault unless d keeps to n.
func (n *Number) Check(faults *partnermath.ValidationError, at Place, d decimal.Decimal) {
	if !n.Holds(d) {
		n.Fault(faults, at.String(), d)
	}
}

// CheckNull is Check for a number that may be left out.
func (n *Number) CheckNull(faults *partnermath.ValidationError, at Place, d decimal.NullDecimal) {
	if d.Valid {
		n.Check(faults, at, d.Decimal)
	}
}

// Require is Check for a number that must be given.
func (n *Number) Require(faults *partnermath.ValidationError, at Place, d decimal.NullDecimal) {
	if !d.Valid {
		faults.Add(at.String(), "required", requiredMessage)
		return
	}
	n.Check(faults, at, d.Decimal)
}

// IDAt adds a fault unless id can name a thing.
func IDAt(faults *partnermath.ValidationError, at Place, id string) {
	if !ID(id) {
		faults.Addf(at.String(), "id", idMessage, maxIDBytes, id)
	}
}

// TextAt adds a fault unless text is UTF-8 of at most so many bytes.
func TextAt(faults *partnermath.ValidationError, at Place, text string, bytes int) {
	if len(text) > bytes || !utf8.ValidString(text) {
		faults.Addf(at.String(), "text", textMessage, fmt.Sprint(bytes))
	}
}
