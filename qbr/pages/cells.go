package pages

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
)

const (
	count = document.UnitCount
	hours = document.UnitHours
	money = document.UnitMoney
	share = document.UnitShare
	times = document.UnitTimes
)

// confidential is the notice of every page.
const confidential = "Confidential: for the vendor only."

// What a page lists at most: partners, and names in a line.
const (
	mostRows  = 500
	mostNames = 12
)

func addRow(t *document.Table, kind document.RowKind, cells ...document.Cell) {
	t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: cells})
}

// charted makes a column a series of the chart.
func charted(c document.Column) document.Column {
	c.Charted = true
	return c
}

// signed writes a plus before what is above 0.
func signed(c document.Column) document.Column {
	c.Signed = true
	return c
}

// knownCell is a number that is known, and intCell a count.
func knownCell(n decimal.Decimal) document.Cell {
	return document.Cell{Number: decimal.NewNullDecimal(n)}
}

func intCell(n int) document.Cell { return document.Cell{Number: partnermath.Int(int64(n))} }

// moneyCell and so on are numbers that may be unknown.
func moneyCell(n decimal.NullDecimal) document.Cell { return document.Number(n, money) }

func shareCell(n decimal.NullDecimal) document.Cell { return document.Number(n, share) }

func timesCell(n decimal.NullDecimal) document.Cell { return document.Number(n, times) }

// where is the cell where there is something to know, and else an empty one.
func where(something bool, c document.Cell) document.Cell {
	if !something {
		return document.Cell{}
	}
	return c
}

// amount writes an amount with its currency.
func amount(n decimal.NullDecimal, currency string) string {
	return money.Format(n, currency) + " " + currency
}

// bounded is a number to be compared, 0 where it is out of the bounds that every number is in
// that was checked.
func bounded(n decimal.Decimal) decimal.Decimal {
	if !partnermath.InBounds(n) {
		return decimal.Decimal{}
	}
	return n
}

// exactly writes a number with all of its decimals.
func exactly(n decimal.NullDecimal) string {
	const most = 4 // of a count
	switch {
	case !n.Valid || !partnermath.InBounds(n.Decimal):
		return document.Unknown
	case n.Decimal.Equal(n.Decimal.Truncate(most)):
		return count.Format(n, "")
	}
	return n.Decimal.String()
}

// listed joins names, and counts those after the first.
func listed(names []string) string {
	text := strings.Join(names[:min(len(names), mostNames)], ", ")
	if more := len(names) - mostNames; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// spelled writes a code like "at-risk" as words, and any other id as it is.
func spelled(id string) string {
	if id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz-") != "" {
		return id
	}
	return strings.ToUpper(id[:1]) + strings.ReplaceAll(id[1:], "-", " ")
}

func spanName(s channel.Span) string {
	if s.From == s.Through {
		return s.From.String()
	}
	return fmt.Sprintf("%s to %s", s.From, s.Through)
}

// filled are the tables that have rows.
func filled(tables ...document.Table) []document.Table {
	var some []document.Table
	for _, t := range tables {
		if len(t.Rows) > 0 {
			some = append(some, t)
		}
	}
	return some
}

// findingTable tells what is left out of a result.
func findingTable(noun string, findings []partnermath.Finding) document.Table {
	t := document.Table{Columns: []document.Column{
		{Head: "Why", Kind: document.ColumnWords}, {Head: noun, Unit: count}, {Head: "Which", Kind: document.ColumnWords},
	}}
	for i := range findings {
		f := &findings[i]
		ids := slices.Compact(slices.Clone(f.IDs)) // of copies of a record, one
		which := ids[:min(len(ids), mostNames)]
		text := strings.Join(which, ", ")
		if more := f.Records - len(f.IDs) + len(ids) - len(which); more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		addRow(&t, "", document.Cell{Text: spelled(string(f.Reason))}, intCell(f.Records), document.Cell{Text: text})
	}
	return t
}
