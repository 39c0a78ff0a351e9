package main

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// networkWidth is the width of the network in text, which has more columns than a
// review.
const networkWidth = 120

func (n *network) page() page {
	facts := table{align: "lw"}
	facts.add("", "Partners", fmt.Sprintf("%s assessed, %s not", grouped(int64(len(n.Table.Rows))), grouped(int64(n.NotAssessed))))
	facts.add("", "Overall score", score(n.Table.Groups[0].Means[0])+" on average")
	return page{
		title:    "Network",
		subtitle: fmt.Sprintf("All partners in %s, %s", n.Quarter, n.Period),
		notice:   confidential,
		facts:    facts,
		width:    networkWidth,
		sections: []section{
			n.groupSection(),
			n.moverSection("Improved most", n.Table.Improved, "No partner has improved."),
			n.moverSection("Fell most", n.Table.Fallen, "No partner has fallen."),
			n.rowSection(),
		},
	}
}

// columns returns the positions and the titles of the columns that are shown: the
// whole and the categories.
func (n *network) columns() (positions []int, titles []string) {
	for i, c := range n.Table.Columns {
		if c.Node != scorecard.NodeTopic {
			positions, titles = append(positions, i), append(titles, nodeTitle(c.Node, c.ID, c.Name))
		}
	}
	return positions, titles
}

// withScores appends the scores of some columns to the cells of a row.
func withScores(cells []string, of []scorecard.Score, columns []int) []string {
	for _, at := range columns {
		cells = append(cells, score(of[at]))
	}
	return cells
}

// groupSection has the means by tier, type and region.
func (n *network) groupSection() section {
	columns, titles := n.columns()
	t := table{head: append([]string{"Mean of", "Partners"}, titles...), align: "wr" + rights(len(titles))}
	var dimension scorecard.Dimension
	for _, g := range n.Table.Groups {
		if g.Dimension != scorecard.DimensionAll && g.Dimension != dimension {
			t.add(document.RowGroup, append([]string{dimensionTitles[g.Dimension]}, make([]string, len(titles)+1)...)...)
		}
		dimension = g.Dimension
		kind, name := document.RowPart, cmp.Or(g.Value, "none given")
		if g.Dimension == scorecard.DimensionAll {
			kind, name = document.RowGroup, "All partners"
		}
		t.add(kind, withScores([]string{name, grouped(int64(g.Partners))}, g.Means, columns)...)
	}
	return section{title: "Groups", table: t}
}

func (n *network) moverSection(name string, rows []scorecard.NetworkRow, none string) section {
	s := section{title: fmt.Sprintf("%s since %s", name, n.Before), table: table{
		head:  []string{"Id", "Partner", "Tier", "Type", "Region", "Overall", "Change", "Rank"},
		align: "lwwwwrrr",
	}}
	for _, r := range rows {
		s.table.add("", r.Partner, r.Name, r.Tier, r.Type, r.Region, score(r.Scores[0]), signed(r.Change), rank(r.Rank))
	}
	if len(rows) == 0 {
		s.notes = []string{none}
	}
	return s
}

func (n *network) rowSection() section {
	columns, titles := n.columns()
	t := table{
		head:  append(append([]string{"Rank", "Id", "Partner", "Tier", "Type", "Region"}, titles...), "Change"),
		align: "rlwwww" + rights(len(titles)+1),
	}
	for _, r := range n.Table.Rows {
		cells := make([]string, 0, len(t.head))
		cells = append(cells, rank(r.Rank), r.Partner, r.Name, r.Tier, r.Type, r.Region)
		t.add("", append(withScores(cells, r.Scores, columns), signed(r.Change))...)
	}
	return section{
		title: "Partners by overall score",
		table: t,
		notes: []string{fmt.Sprintf("Change: the overall score less that of %s.", n.Before)},
	}
}

func rank(n int) string {
	if n == 0 {
		return undefined
	}
	return strconv.Itoa(n)
}
