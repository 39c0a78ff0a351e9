package main

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

func (*network) width() int { return networkWidth }

func (n *network) document() document.Document {
	mean := document.UnitScore.Format(score(n.Table.Groups[0].Means[0]).Number, "")
	return document.Document{
		Title:    "Network",
		Subtitle: fmt.Sprintf("All partners in %s, %s", n.Quarter, n.Period),
		Notice:   confidential,
		Sections: []document.Section{
			{Tables: []document.Table{facts(
				"Partners", fmt.Sprintf("%s assessed, %s not", grouped(int64(len(n.Table.Rows))), grouped(int64(n.NotAssessed))),
				"Overall score", mean+" on average",
			)}},
			n.groupSection(),
			n.moverSection("Improved most", n.Table.Improved, "improved"),
			n.moverSection("Fell most", n.Table.Fallen, "fallen"),
			n.rowSection(),
		},
	}
}

// scored appends columns of the whole and of the categories, and returns their positions.
func (n *network) scored(columns []document.Column) (with []document.Column, positions []int) {
	for i, c := range n.Table.Columns {
		if c.Node == scorecard.NodeTopic {
			continue
		}
		name := cmp.Or(c.Name, c.ID)
		if c.Node == scorecard.NodeOverall {
			name = "Overall"
		}
		columns, positions = append(columns, document.Column{Head: name, Unit: document.UnitScore}), append(positions, i)
	}
	return columns, positions
}

func withScores(cells []document.Cell, of []scorecard.Score, positions []int) []document.Cell {
	for _, at := range positions {
		cells = append(cells, score(of[at]))
	}
	return cells
}

var dimensionTitles = map[scorecard.Dimension]string{
	scorecard.DimensionTier: "Tier", scorecard.DimensionType: "Type", scorecard.DimensionRegion: "Region",
}

// groupSection has the means by tier, type and region.
func (n *network) groupSection() document.Section {
	columns, positions := n.scored(append(words("Mean of"), document.Column{Head: "Partners", Unit: document.UnitCount}))
	t := document.Table{Columns: columns}
	var dimension scorecard.Dimension
	for _, g := range n.Table.Groups {
		if g.Dimension != scorecard.DimensionAll && g.Dimension != dimension {
			t.Rows = append(t.Rows, document.Row{Kind: document.RowGroup, Cells: document.Texts(dimensionTitles[g.Dimension])})
		}
		dimension = g.Dimension
		kind, name := document.RowPart, cmp.Or(g.Value, "none given")
		if g.Dimension == scorecard.DimensionAll {
			kind, name = document.RowGroup, "All partners"
		}
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: withScores([]document.Cell{{Text: name}, count(g.Partners)}, g.Means, positions)})
	}
	return document.Section{Title: "Groups", Tables: []document.Table{t}}
}

// named are the columns that tell of a partner who it is.
func (*network) named() []document.Column {
	return append([]document.Column{{Head: "Id"}}, words("Partner", "Tier", "Type", "Region")...)
}

// moverSection has the partners that moved most. Where none had an earlier score, none
// could.
func (n *network) moverSection(name string, rows []scorecard.NetworkRow, moved string) document.Section {
	t := document.Table{Columns: append(n.named(), document.Column{Head: "Overall", Unit: document.UnitScore},
		document.Column{Head: "Change", Unit: document.UnitPoints}, document.Column{Head: "Rank", Unit: document.UnitCount})}
	for _, r := range rows {
		t.Rows = append(t.Rows, document.Row{Cells: append(document.Texts(r.Partner, r.Name, r.Tier, r.Type, r.Region),
			score(r.Scores[0]), points(r.Change), rank(r.Rank))})
	}
	s := document.Section{Title: fmt.Sprintf("%s since %s", name, n.Before), Tables: []document.Table{t}}
	known := false
	for _, r := range n.Table.Rows {
		known = known || r.Change.Decimal().Valid
	}
	switch {
	case !known:
		s.Notes = []string{fmt.Sprintf("No partner has a score in both quarters, so that nothing is known of changes since %s.", n.Before)}
	case len(rows) == 0:
		s.Notes = []string{"No partner has " + moved + "."}
	}
	return s
}

func (n *network) rowSection() document.Section {
	columns, positions := n.scored(append([]document.Column{{Head: "Rank", Unit: document.UnitCount}}, n.named()...))
	t := document.Table{Columns: append(columns, document.Column{Head: "Change", Unit: document.UnitPoints})}
	for _, r := range n.Table.Rows {
		cells := append([]document.Cell{rank(r.Rank)}, document.Texts(r.Partner, r.Name, r.Tier, r.Type, r.Region)...)
		t.Rows = append(t.Rows, document.Row{Cells: append(withScores(cells, r.Scores, positions), points(r.Change))})
	}
	return document.Section{
		Title: "Partners by overall score", Tables: []document.Table{t},
		Notes: []string{fmt.Sprintf("Change: the overall score less that of %s.", n.Before)},
	}
}

func points(p scorecard.NullPoints) document.Cell {
	return document.Number(p.Decimal(), document.UnitPoints)
}

func rank(n int) document.Cell {
	return document.Number(decimal.NullDecimal{Decimal: decimal.NewFromInt(int64(n)), Valid: n > 0}, document.UnitCount)
}
