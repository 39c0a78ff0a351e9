package qbr

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// fewPeers is how many peers a group has to have to be worth a table.
const fewPeers = 2

// peers sets the scores beside the groups: the overall score beside each, and all of them
// beside the first group after the largest one that has enough.
func (b *builder) peers(s *Section) {
	if b.missing(SectionCapability, SourcePeers, "how peers score") {
		return
	}
	overall := b.peerTable("Overall score beside peers", "Group")
	groups := b.sources.Peers.Value
	detail := -1
	for i := range groups {
		lines := groups[i].Comparison.Lines
		switch {
		case len(lines) == 0:
		case lines[0].PeerWithheld != "":
			s.note("%s: withheld, %s.", groups[i].Group, withheldText(lines[0].PeerWithheld))
		case lines[0].Peers < fewPeers:
			s.note("%s: there are no peers to compare with.", groups[i].Group)
		default:
			addRow(&overall, "", b.peerCells(groups[i].Group, &lines[0])...)
			if detail < 1 {
				detail = i
			}
		}
	}
	if detail < 0 {
		return
	}
	s.add(withoutUnknown(overall))
	c := &groups[detail].Comparison
	s.add(withoutUnknown(b.topicsBesidePeers(groups[detail].Group, c)))
	s.topics("Strengths", "strengths", c, c.Strengths)
	s.topics("Improvement areas", "improvement areas", c, c.Improvements)
	s.Notes = append(s.Notes, "Top mean: that of the top performers of the group.")
	if b.toPartner {
		s.Notes = append(s.Notes, "Peers' figures are rounded.")
	}
	if of := c.Lines[0].Score; of != b.sources.Score.Value.Overall && of != 0 {
		s.note("Beside peers, the overall score is %s: that before caps.", of)
	}
}

func withheldText(why scorecard.Withheld) string {
	switch why {
	case scorecard.WithheldFewApart:
		return "it is too close to another group that is shown"
	case scorecard.WithheldFewScores:
		return "it has too few different scores to hide one"
	case scorecard.WithheldSmallGroup, scorecard.WithheldSmallTop:
	}
	return "there are too few peers"
}

func (b *builder) topicsBesidePeers(group string, c *scorecard.PeerComparison) document.Table {
	t := b.peerTable("Scores beside peers: "+group, "Topic")
	for i := range c.Lines[1:] {
		l := &c.Lines[i+1]
		kind := document.RowGroup
		if l.Node == scorecard.NodeTopic {
			kind = document.RowPart
		}
		addRow(&t, kind, b.peerCells(nodeName(l.Node, l.ID, l.Name), l)...)
	}
	return t
}

func (b *builder) peerTable(title, first string) document.Table {
	score, points := document.UnitScore, document.UnitPoints
	t := b.table(
		title, wordColumn(first), column(score, "Score"), column(score, "Peers' mean"), column(points, "Gap to peers"),
		column(score, "Top mean"), spare(1, column(points, "Gap to top")),
	)
	if b.toPartner {
		t.Columns = append(t.Columns, textColumn("Position"))
		return t
	}
	t.Columns = append(t.Columns, spare(2, column(score, "Percentile rank")), column(document.UnitCount, "Rank"), column(document.UnitCount, "Peers"))
	return t
}

func (b *builder) peerCells(name string, l *scorecard.PeerComparisonLine) []document.Cell {
	cells := []document.Cell{
		textCell(name), scoreCell(l.Score), scoreCell(l.PeerMean), pointsCell(l.PeerGap), scoreCell(l.TopMean), pointsCell(l.TopGap),
	}
	if b.toPartner {
		return append(cells, textCell(cmp.Or(positionWord(l.RankBand), document.Unknown)))
	}
	rank := decimal.NullDecimal{Decimal: decimal.NewFromInt(l.Rank), Valid: l.Rank > 0}
	return append(cells, document.Number(l.PercentileRank.Decimal(), document.UnitScore), countCell(rank), knownCell(decimal.NewFromInt(l.Peers)))
}

// positionWord writes the band of a rank. A quarter of a group is a quartile here, as
// quarters are of a year.
func positionWord(band string) string {
	if quarter, found := strings.CutSuffix(band, "-quarter"); found {
		band = quarter + "-quartile"
	}
	return strings.ReplaceAll(band, "-", " ")
}

// mostTopics is how many strengths and improvement areas are listed.
const mostTopics = 5

// topics adds the strengths or the improvement areas, those that matter most to the overall
// score first.
func (s *Section) topics(title, noun string, c *scorecard.PeerComparison, ids []string) {
	t := document.Table{Title: title, Columns: []document.Column{
		wordColumn("Topic"), column(document.UnitScore, "Score"), column(document.UnitScore, "Best practice"),
		column(document.UnitPoints, "Gap to best practice"), column(document.UnitPoints, "Gap in the overall score"),
	}}
	for _, id := range ids[:min(len(ids), mostTopics)] {
		at := slices.IndexFunc(c.Lines, func(l scorecard.PeerComparisonLine) bool { return l.Node == scorecard.NodeTopic && l.ID == id })
		if at < 0 {
			continue
		}
		l := &c.Lines[at]
		addRow(&t, "", textCell(cmp.Or(l.Name, l.ID)), scoreCell(l.Score), scoreCell(l.BestPractice), pointsCell(l.BestPracticeGap), pointsCell(l.WeightedGap))
	}
	s.add(withoutUnknown(t))
	if more := len(ids) - mostTopics; more > 0 {
		s.note("Further %s: %d.", noun, more)
	}
}
