package tables

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/network"
)

// NetworkGroups shows the mean scores of all partners, and of those of each tier, type and
// region, in the whole and by category.
func NetworkGroups(r network.Report) document.Table {
	columns, positions := withScores(&r, setting.WordColumn("Mean of"), setting.Column(count, "Partners"))
	t := table("", "", columns...)
	var dimension scorecard.Dimension
	for _, g := range r.Groups {
		kind, name := document.RowPart, cmp.Or(g.Value, "none given")
		if g.Dimension == scorecard.DimensionAll {
			kind, name = document.RowGroup, "All partners"
		} else if g.Dimension != dimension {
			addRow(&t, document.RowGroup, setting.Text(words.Name(string(g.Dimension))))
		}
		dimension = g.Dimension
		addRow(&t, kind, scoreCells([]document.Cell{setting.Text(name), intCell(g.Partners)}, g.Means, positions)...)
	}
	return t
}

// NetworkMovers shows partners with what their overall score changed by since a quarter, such
// as [network.Report.Improved]. The note tells why there is none: where no partner
// has a score in both quarters, nothing is known of changes.
func NetworkMovers(r network.Report, movers []network.Row, since partnermath.Quarter) (t document.Table, note string) {
	columns := append(memberColumns(), setting.Column(score, "Overall"), setting.Column(points, "Change"), setting.Column(count, "Rank"))
	t = table("", "", columns...)
	for i := range movers {
		m := &movers[i]
		addRow(&t, "", append(scoreCells(memberCells(m), m.Scores, []int{0}), pointsCell(m.Change), rankCell(m.Rank))...)
	}
	isKnown := false
	for i := range r.Rows {
		isKnown = isKnown || r.Rows[i].Change.Decimal().Valid
	}
	switch {
	case !isKnown:
		note = fmt.Sprintf("No partner has a score in both quarters, so that nothing is known of changes since %s.", since)
	case len(movers) == 0:
		note = "No partner has."
	}
	return t, note
}

// NetworkPartners shows all partners by their overall score, which is beside those by category
// and its change since a quarter. The note tells what the change is.
func NetworkPartners(r network.Report, since partnermath.Quarter) (t document.Table, note string) {
	columns, positions := withScores(&r, append([]document.Column{setting.Column(count, "Rank")}, memberColumns()...)...)
	t = table("", "", append(columns, setting.Column(points, "Change"))...)
	for i := range r.Rows {
		m := &r.Rows[i]
		cells := append([]document.Cell{rankCell(m.Rank)}, memberCells(m)...)
		addRow(&t, "", append(scoreCells(cells, m.Scores, positions), pointsCell(m.Change))...)
	}
	return t, fmt.Sprintf("Change: the overall score less that of %s.", since)
}

// withScores adds columns of the whole and of the categories, and returns their positions.
func withScores(r *network.Report, columns ...document.Column) (with []document.Column, positions []int) {
	for i, c := range r.Columns {
		if c.Node != scorecard.NodeTopic {
			columns, positions = append(columns, setting.Column(score, nodeName(c.Node, c.ID, c.Name))), append(positions, i)
		}
	}
	return columns, positions
}

func scoreCells(cells []document.Cell, of []scorecard.Score, positions []int) []document.Cell {
	for _, at := range positions {
		var one scorecard.Score
		if at < len(of) {
			one = of[at]
		}
		cells = append(cells, scoreCell(one))
	}
	return cells
}

// memberColumns are those that tell of a partner who it is.
func memberColumns() []document.Column {
	return []document.Column{
		{Head: "Id"}, setting.WordColumn("Partner"), setting.WordColumn("Tier"), setting.WordColumn("Type"), setting.WordColumn("Region"),
	}
}

func memberCells(m *network.Row) []document.Cell {
	return document.Texts(m.Partner, m.Name, m.Tier, m.Type, m.Region)
}

// rankCell is a rank, of which 0 is none.
func rankCell(n int) document.Cell {
	return document.Number(decimal.NullDecimal{Decimal: decimal.NewFromInt(int64(n)), Valid: n > 0}, count)
}
