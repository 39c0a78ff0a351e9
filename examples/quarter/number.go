package main

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

// undefined stands for a number that there is not, which is not 0.
const undefined = "–"

const (
	scorePlaces  = 2
	weightPlaces = 4
	effortPlaces = 4 // the library takes no more
	costPlaces   = 2 // more only where the minor unit of the currency has more
)

func score(s scorecard.Score) string {
	if s == 0 {
		return undefined
	}
	return s.String()
}

// signed writes points of difference.
func signed(p scorecard.NullPoints) string { return signedNumber(p.Decimal()) }

// signedNumber writes a difference with as many decimals as points have.
func signedNumber(d decimal.NullDecimal) string {
	switch {
	case !d.Valid:
		return undefined
	case d.Decimal.IsPositive():
		return "+" + d.Decimal.StringFixed(scorePlaces)
	}
	return d.Decimal.StringFixed(scorePlaces)
}

// amount writes a number with a separator between thousands.
func amount(d decimal.Decimal, places int32) string {
	whole, fraction, hasFraction := strings.Cut(d.StringFixed(places), ".")
	if hasFraction {
		fraction = "." + fraction
	}
	return group(whole) + fraction
}

// grouped writes a count.
func grouped(n int64) string { return group(strconv.FormatInt(n, 10)) }

func group(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// places returns how many decimals write all of the numbers. Of the zeros that end
// a number, those beyond usual decimals are left out.
func places(usual int32, numbers ...decimal.Decimal) int32 {
	var most int32
	for _, n := range numbers {
		needed := -n.Exponent()
		for needed > usual && n.Truncate(needed-1).Equal(n) {
			needed--
		}
		most = max(most, needed)
	}
	return most
}
