package document

import (
	"bytes"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Unit tells what a number counts, and so how it is written. None writes it as a count.
type Unit string

// The units. A number is written with the decimals that it has, within the bounds of its
// unit, and rounded half away from zero where it has more.
const (
	// UnitMoney is an amount in the currency of its table: 166,600 or 166,600.50, with the
	// decimals of the currency or none.
	UnitMoney Unit = "money"
	// UnitCount is of things, up to 4 decimals where they are expected rather than seen.
	UnitCount Unit = "count"
	// UnitShare is a fraction, and written as a percentage: 0.71 is 71%. Up to 2 decimals.
	UnitShare Unit = "share"
	// UnitSharePoints is a difference of shares, and written in percentage points: 0.008 is
	// +0.8 pp. Up to 2 decimals.
	UnitSharePoints Unit = "share-points"
	// UnitTimes is a multiple: 1.78×, with 2 decimals, or 4 where 2 would make it a whole
	// number that it is not: 0.9991× is short of 1.00×.
	UnitTimes Unit = "times"
	// UnitScore is from 1 to 100, and UnitPoints a difference of scores: 2 decimals.
	UnitScore  Unit = "score"
	UnitPoints Unit = "points"
	// UnitDays, UnitHours and UnitMonths are lengths of time, up to 2 decimals.
	UnitDays   Unit = "days"
	UnitHours  Unit = "hours"
	UnitMonths Unit = "months"
)

// Values returns the units in order.
func (Unit) Values() []Unit {
	return []Unit{UnitMoney, UnitCount, UnitShare, UnitSharePoints, UnitTimes, UnitScore, UnitPoints, UnitDays, UnitHours, UnitMonths}
}

// Change is the unit of the difference of two numbers of a unit.
func (u Unit) Change() Unit {
	switch u {
	case UnitScore:
		return UnitPoints
	case UnitShare:
		return UnitSharePoints
	case UnitMoney, UnitCount, UnitSharePoints, UnitTimes, UnitPoints, UnitDays, UnitHours, UnitMonths:
	}
	return u
}

// Unknown is written for a number that is not known.
const Unknown = "–"

// Format writes a number as a document does, [Unknown] where it is not known; the ISO 4217
// currency is read for money only, and not written.
func (u Unit) Format(n decimal.NullDecimal, currency string) string {
	if !isWritable(n) {
		return Unknown
	}
	most := u.most(currency)
	return string(u.append(nil, n.Decimal, u.decimals(n.Decimal, most), false))
}

// isWritable reports whether a number is known and not of a size that would fill the page:
// one from outside the bounds of the module has up to 2^31 digits.
func isWritable(n decimal.NullDecimal) bool {
	const most = 100
	return n.Valid && n.Decimal.Exponent() < most && n.Decimal.Exponent() > -most && n.Decimal.NumDigits() < most
}

// most is the most decimals of a written number.
func (u Unit) most(currency string) int32 {
	switch u {
	case UnitMoney:
		if places, known := partnermath.MinorUnits(currency); known {
			return places
		}
		return 2
	case UnitShare, UnitSharePoints, UnitScore, UnitPoints, UnitDays, UnitHours, UnitMonths:
		return 2
	case UnitCount, UnitTimes:
	}
	return 4
}

// decimals returns how many decimals a number is written with.
func (u Unit) decimals(n decimal.Decimal, most int32) int32 {
	switch u {
	case UnitTimes:
		if n.Round(2).IsInteger() && !n.IsInteger() {
			return 4
		}
		return 2
	case UnitScore, UnitPoints:
		return most
	case UnitMoney:
		if n.IsInteger() {
			return 0
		}
		return most
	case UnitShare, UnitSharePoints:
		n = n.Shift(2)
	case UnitCount, UnitDays, UnitHours, UnitMonths:
	}
	if n.Exponent() >= 0 {
		return 0
	}
	if units, isExact := exact.Int64(n, most); isExact {
		for most > 0 && units%10 == 0 {
			units, most = units/10, most-1
		}
		return most
	}
	n = n.Round(most)
	for places := range most {
		if n.Equal(n.Truncate(places)) {
			return places
		}
	}
	return most
}

// append writes a number with so many decimals, and with a sign where it is a difference.
func (u Unit) append(to []byte, n decimal.Decimal, decimals int32, signed bool) []byte {
	if u == UnitShare || u == UnitSharePoints {
		n = n.Shift(2)
	}
	var buffer [40]byte
	digits := appendUnits(buffer[:0], n, decimals)
	negative := digits[0] == '-'
	if negative {
		digits = digits[1:]
	}
	switch {
	case len(bytes.Trim(digits, "0")) == 0:
	case negative:
		to = append(to, '-')
	case signed || u == UnitPoints || u == UnitSharePoints:
		to = append(to, '+')
	}
	whole := max(len(digits)-int(decimals), 0)
	if whole == 0 {
		to = append(to, '0')
	}
	for i, digit := range digits[:whole] {
		if i > 0 && (whole-i)%3 == 0 {
			to = append(to, ',')
		}
		to = append(to, digit)
	}
	if decimals > 0 {
		to = append(to, '.')
		to = append(to, bytes.Repeat([]byte{'0'}, int(decimals)-(len(digits)-whole))...)
		to = append(to, digits[whole:]...)
	}
	switch u {
	case UnitShare:
		to = append(to, '%')
	case UnitSharePoints:
		to = append(to, " pp"...)
	case UnitTimes:
		to = append(to, "×"...)
	case UnitMoney, UnitCount, UnitScore, UnitPoints, UnitDays, UnitHours, UnitMonths:
	}
	return to
}

// appendUnits writes n × 10^decimals, rounded half away from zero to a whole number.
func appendUnits(to []byte, n decimal.Decimal, decimals int32) []byte {
	if units, isExact := exact.Int64(n, decimals); isExact {
		return strconv.AppendInt(to, units, 10)
	}
	return append(to, n.Round(decimals).Shift(decimals).String()...)
}
