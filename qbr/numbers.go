package qbr

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
)

// known is a number that is known.
func known(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// orZero does not look at a number that is left out, which can hold any.
func orZero(n decimal.NullDecimal) decimal.Decimal {
	if !n.Valid {
		return decimal.Decimal{}
	}
	return n.Decimal
}

// counted is a count that is known.
func counted(n int) decimal.NullDecimal { return partnermath.Int(int64(n)) }

// write writes a number for a note.
func (b *builder) write(unit document.Unit, n decimal.NullDecimal) string {
	text := unit.Format(n, b.review.Currency)
	if unit == document.UnitMoney && n.Valid {
		text += " " + b.review.Currency
	}
	return text
}

// places is how many decimals the currency has.
func (b *builder) places() int32 {
	places, _ := partnermath.MinorUnits(b.review.Currency)
	return places
}

// floorOf is what keeps a figure from being red beside its target, as the policy says of
// sales: round(target × floor).
func (b *builder) floorOf(target decimal.NullDecimal, places int32) decimal.NullDecimal {
	floor := b.policy.Performance.Floor
	if !floor.Valid || !target.Valid {
		return decimal.NullDecimal{}
	}
	return known(exact.Round(target.Decimal.Mul(floor.Decimal), places))
}
