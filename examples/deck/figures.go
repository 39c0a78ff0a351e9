package deck

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// figures is the table of figures beside what is wanted of them.
func (s *story) figures(metrics []qbr.Metric) document.Table {
	t := document.Table{Currency: s.review.Currency, Columns: figureColumns()}
	for i := range metrics {
		t.Rows = append(t.Rows, document.Row{Cells: s.figureCells(&metrics[i])})
	}
	return t
}

func figureColumns() []document.Column {
	number := document.ColumnNumber
	return []document.Column{
		{Head: "Figure", Kind: document.ColumnWords},
		{Head: "Value", Kind: number},
		{Head: "Target", Kind: number},
		{Head: "Reached", Kind: number},
		{Head: "Change", Kind: number, Signed: true},
		{Head: "Status"},
	}
}

// figureCells are the cells of a figure; what is due by now stands beside the target where the
// status is of that.
func (s *story) figureCells(m *qbr.Metric) []document.Cell {
	cells := make([]document.Cell, 6)
	cells[0].Text = m.Name
	if m.Unit == document.UnitMoney {
		cells[0].Text += ", " + s.review.Currency
	}
	cells[1] = document.Number(m.Value, m.Unit)
	if m.Target.Valid {
		cells[2] = document.Number(m.Target, m.Unit)
	}
	if m.Due.Valid {
		cells[2].Text = fmt.Sprintf("%s; by now %s", m.Unit.Format(m.Target, s.review.Currency), m.Unit.Format(m.Due, s.review.Currency))
	}
	if m.Reached.Valid {
		cells[3] = document.Number(m.Reached, document.UnitShare)
	}
	if m.Change.Valid {
		cells[4] = document.Number(m.Change, m.Unit.Change())
	}
	if m.Status != performance.StatusNoTarget {
		cells[5].Text = statusWord(m.Status)
	}
	return cells
}
