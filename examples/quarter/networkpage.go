package main

import (
	"fmt"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/scorecard/network"
)

// Document sets the scores for people.
func (n *channelScores) Document() document.Document {
	mean := n.Table.Groups[0].Means[0]
	partners, change := tables.NetworkPartners(n.Table, n.Before)
	return document.Document{
		Title:    "Network",
		Subtitle: fmt.Sprintf("All partners in %s, %s", n.Quarter, n.Period),
		Notice:   confidential,
		Sections: []document.Section{
			{Notes: []string{
				fmt.Sprintf("%s assessed, %s not.", words.Counted(len(n.Table.Rows), "partner", "partners"), words.Grouped(int64(n.NotAssessed))),
				fmt.Sprintf("The overall score is %s on average.", document.UnitScore.Format(scoreOf(mean), "")),
			}},
			{Title: "Groups", Tables: []document.Table{tables.NetworkGroups(n.Table)}},
			n.movers("Improved most", n.Table.Improved),
			n.movers("Fell most", n.Table.Fallen),
			{Title: "Partners by overall score", Tables: []document.Table{partners}, Notes: []string{change}},
		},
	}
}

// movers has the partners that moved most. Where none had an earlier score, none could.
func (n *channelScores) movers(name string, rows []network.Row) document.Section {
	t, note := tables.NetworkMovers(n.Table, rows, n.Before)
	s := document.Section{Title: fmt.Sprintf("%s since %s", name, n.Before), Tables: []document.Table{t}}
	if note != "" {
		s.Notes = []string{note}
	}
	return s
}
