package document

import (
	"slices"

	"github.com/shopspring/decimal"
)

// ChartKind tells how a table is drawn. Each charted column is a series, of numbers in the
// unit of the first of them, and each charted row a place on the axis, which the first column
// names. Where no row is charted, those are that are plain or a part: the others are sums of
// them. Anything else is not drawn.
type ChartKind string

// The kinds. None is not drawn.
const (
	// ChartColumns stand side by side, one row after the other in time.
	ChartColumns ChartKind = "columns"
	// ChartBars lie below each other, for rows that are beside each other.
	ChartBars ChartKind = "bars"
	// ChartAcross is of columns that follow each other in time: each row is a series, and each
	// column a place, which its head names.
	ChartAcross ChartKind = "across"
	// ChartBridge is of one column: each row is a step up or down from where the one before it
	// ends, the first from 0, as far as the first total, which stands on 0. Rows below it are
	// not drawn, and nothing where the steps are not known or do not add up.
	ChartBridge ChartKind = "bridge"
)

// Values returns the kinds in order.
func (ChartKind) Values() []ChartKind {
	return []ChartKind{ChartColumns, ChartBars, ChartAcross, ChartBridge}
}

// Drawing is what the chart of a table shows. The zero Drawing shows nothing.
type Drawing struct {
	// Kind is how it looks: [ChartColumns] for a table that is drawn across. Of a bridge, the
	// last place is the total, and the numbers before are the steps to it.
	Kind ChartKind
	Unit Unit
	// Places are the names on the axis. Each series has a number for each of them.
	Places []string
	Series []Series
}

// Series is numbers that are drawn alike; what is not known is a gap. The zero Series draws
// nothing.
type Series struct {
	Name    string
	Numbers []decimal.NullDecimal
	// Texts are the numbers as the table writes them, and [Unknown] for a gap.
	Texts []string
}

// Drawing returns what the chart of the table shows: nothing where it has none, or nothing is
// known that could be drawn. Series of which nothing is known are left out, and places for
// which nothing is written. Texts are as the table has them.
func (t Table) Drawing() Drawing {
	d := Drawing{Kind: t.Chart}
	switch t.Chart {
	case ChartColumns, ChartBars, ChartAcross, ChartBridge:
	default:
		return Drawing{}
	}
	columns, rows := t.chartedColumns(), t.chartedRows()
	if len(columns) == 0 {
		return Drawing{}
	}
	d.Unit = t.Columns[columns[0]].Unit
	written := t.write()
	for _, row := range rows {
		d.Places = append(d.Places, t.cell(row, 0).Text)
	}
	for _, column := range columns {
		s := Series{Name: t.Columns[column].Head}
		for _, row := range rows {
			number, text := t.charted(row, column, d.Unit), written.rows[row].cells[column]
			if !number.Valid {
				text = Unknown
			}
			s.Numbers, s.Texts = append(s.Numbers, number), append(s.Texts, text)
		}
		d.Series = append(d.Series, s)
	}
	if d.Kind == ChartAcross {
		d.turn()
	}
	d.Series = slices.DeleteFunc(d.Series, func(s Series) bool { return !slices.ContainsFunc(s.Numbers, isWritable) })
	if len(d.Series) == 0 || d.Kind == ChartBridge && !d.isBridge() {
		return Drawing{}
	}
	return d
}

func (t *Table) chartedColumns() []int {
	var all []int
	for i := range t.Columns {
		if t.Columns[i].Charted {
			all = append(all, i)
		}
	}
	return all
}

func (t *Table) chartedRows() []int {
	columns := t.chartedColumns()
	marked := slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Charted })
	var all []int
	for i := range t.Rows {
		kind := t.Rows[i].Kind
		says := slices.ContainsFunc(columns, func(column int) bool { return !t.cell(i, column).IsEmpty() })
		switch {
		case !says:
		case t.Chart == ChartBridge && kind == RowTotal:
			return append(all, i)
		case marked && t.Rows[i].Charted, !marked && kind != RowGroup && kind != RowTotal:
			all = append(all, i)
		}
	}
	if t.Chart == ChartBridge { // it has no total
		return nil
	}
	return all
}

// charted is the number of a cell in a unit, not known where it has none that can be drawn.
func (t *Table) charted(row, column int, in Unit) decimal.NullDecimal {
	if cell := t.cell(row, column); cell.isNumber() && cell.unit(&t.Columns[column]) == in {
		return cell.Number
	}
	return decimal.NullDecimal{}
}

// turn makes the places series and the series places.
func (d *Drawing) turn() {
	turned := Drawing{Kind: ChartColumns, Unit: d.Unit}
	for i, name := range d.Places {
		s := Series{Name: name}
		for j := range d.Series {
			s.Numbers = append(s.Numbers, d.Series[j].Numbers[i])
			s.Texts = append(s.Texts, d.Series[j].Texts[i])
		}
		turned.Series = append(turned.Series, s)
	}
	for i := range d.Series {
		turned.Places = append(turned.Places, d.Series[i].Name)
	}
	*d = turned
}

// isBridge reports whether the steps are known and add up to the total.
func (d *Drawing) isBridge() bool {
	steps := d.Series[0].Numbers
	if len(d.Series) > 1 || len(steps) < 2 {
		return false
	}
	var sum decimal.Decimal
	for i := range steps {
		switch {
		case !steps[i].Valid:
			return false
		case i < len(steps)-1:
			sum = sum.Add(steps[i].Decimal)
		}
	}
	return sum.Equal(steps[len(steps)-1].Decimal)
}
