// Package setting has what the tables of reviews are made of: columns, cells, and a figure that
// a result holds in a list.
package setting

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/document"
)

// WordColumn is a column of texts that a narrow page wraps.
func WordColumn(head string) document.Column {
	return document.Column{Head: head, Kind: document.ColumnWords}
}

// TextColumn is a column of texts that stay on one line.
func TextColumn(head string) document.Column { return document.Column{Head: head} }

// Column is a column of numbers of a unit.
func Column(unit document.Unit, head string) document.Column {
	return document.Column{Head: head, Unit: unit}
}

// Mixed is a column of numbers each of its own unit.
func Mixed(head string) document.Column {
	return document.Column{Head: head, Kind: document.ColumnNumber}
}

// Spare is a column that a table can do without; of several the highest rank goes first.
func Spare(rank int, c document.Column) document.Column {
	c.Spare = rank
	return c
}

// Charted is a column that the chart of its table draws.
func Charted(c document.Column) document.Column {
	c.Charted = true
	return c
}

// Text is a cell of a text.
func Text(text string) document.Cell { return document.Cell{Text: text} }

// SomeNumber is a number whose unit the column does not say, empty where it is not known.
func SomeNumber(n decimal.NullDecimal, unit document.Unit) document.Cell {
	if !n.Valid {
		return document.Cell{}
	}
	return document.Number(n, unit)
}

// Least is a sum that leaves out so many of what it is of, because they are not known: it is at
// least so much, and undefined where that is 0 and says nothing.
func Least(sum decimal.Decimal, unknown int) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: sum, Valid: unknown == 0 || !sum.IsZero()}
}

// Asked is the amount that a fund request asks for; unknown where the decision does not say.
func Asked(d *mdf.Decision) decimal.NullDecimal {
	for _, l := range d.Limits {
		if l.Limit == mdf.LimitAsked {
			return decimal.NewNullDecimal(l.Amount)
		}
	}
	return decimal.NullDecimal{}
}
