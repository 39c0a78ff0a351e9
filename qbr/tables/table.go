package tables

import (
	"cmp"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// The units of most columns.
const (
	money  = document.UnitMoney
	count  = document.UnitCount
	share  = document.UnitShare
	score  = document.UnitScore
	points = document.UnitPoints
)

// table is a table without rows, of amounts in a currency.
func table(title, currency string, columns ...document.Column) document.Table {
	return document.Table{Title: title, Currency: currency, Columns: columns}
}

// signed is a column that writes a plus before what is above 0.
func signed(c document.Column) document.Column {
	c.Signed = true
	return c
}

// known is a number that is known.
func known(n decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(n) }

// knownCell is a number of the unit of its column, and intCell a count.
func knownCell(n decimal.Decimal) document.Cell { return document.Cell{Number: known(n)} }

func intCell(n int) document.Cell { return document.Cell{Number: partnermath.Int(int64(n))} }

// nonZero is a number of the unit of its column, empty where it is 0.
func nonZero(n decimal.Decimal) document.Cell {
	return document.Cell{Number: decimal.NullDecimal{Decimal: n, Valid: !n.IsZero()}}
}

// moneyCell, shareCell and countCell are numbers that may be unknown.
func moneyCell(n decimal.NullDecimal) document.Cell { return document.Number(n, money) }

func shareCell(n decimal.NullDecimal) document.Cell { return document.Number(n, share) }

func countCell(n decimal.NullDecimal) document.Cell { return document.Number(n, count) }

// dayCell is a day, empty where there is none.
func dayCell(d partnermath.Date) document.Cell { return setting.Text(words.Day(d)) }

func addRow(t *document.Table, kind document.RowKind, cells ...document.Cell) {
	t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: cells})
}

// addCharted adds a row that the chart of the table draws.
func addCharted(t *document.Table, kind document.RowKind, cells ...document.Cell) {
	addRow(t, kind, cells...)
	t.Rows[len(t.Rows)-1].Charted = true
}

// sum adds figures up; one that is not known makes it unknown.
type sum struct {
	total   decimal.Decimal
	of      int
	unknown int
}

func (s *sum) add(n decimal.NullDecimal) {
	if s.of++; !n.Valid {
		s.unknown++
		return
	}
	s.total = s.total.Add(n.Decimal)
}

// known is the sum, and some that of those that are known.
func (s *sum) known() decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.total, Valid: s.of > 0 && s.unknown == 0}
}

func (s *sum) some() decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.total, Valid: s.of > s.unknown}
}

// named is a name, or without one the id.
func named(name, id string) document.Cell { return setting.Text(cmp.Or(name, id)) }

// which names the first of some records, and counts the others.
func which(ids []string, all int) document.Cell {
	first := ids[:min(len(ids), words.MostNamed)]
	return setting.Text(words.Listed(first, all-len(first)))
}

// Findings shows the records of a result whose facts contradict each other, to be put right:
// what is wrong, how many records that is of, and the first of them. The noun is what they
// are, in the plural: "Deals".
func Findings(noun string, findings []partnermath.Finding) document.Table {
	t := table(noun+" to put right", "", setting.WordColumn("What is wrong"), setting.Column(count, noun), setting.WordColumn("Which"))
	for i := range findings {
		f := &findings[i]
		addRow(&t, "", setting.Text(Reasons(f.Reason)), intCell(f.Records), which(f.IDs, f.Records))
	}
	return t
}
