package pipeline_test

import (
	"math/big"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func number(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func null(s string) decimal.NullDecimal { return decimal.NewNullDecimal(number(s)) }

func day(year int, month time.Month, d int) partnermath.Date {
	return partnermath.NewDate(year, month, d)
}

// shownRatio is part ÷ base in rational numbers, "null" without a base.
func shownRatio(part, base decimal.NullDecimal, places int32) string {
	if !part.Valid || !base.Valid || base.Decimal.IsZero() {
		return "null"
	}
	return testkit.RoundHalfAway(new(big.Rat).Quo(testkit.Rat(part.Decimal), testkit.Rat(base.Decimal)), places).String()
}

func shownNull(d decimal.NullDecimal) string {
	if !d.Valid {
		return "null"
	}
	return d.Decimal.String()
}
