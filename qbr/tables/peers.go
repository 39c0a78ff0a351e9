package tables

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/scorecard"
)

// PeerGroup is a result beside a group of peers. The zero PeerGroup is beside nobody, and
// left out.
type PeerGroup struct {
	// Group is its name, such as "Tier Silver".
	Group      string
	Comparison scorecard.PeerComparison
}

// fewPeers is how many peers a group has to have to be worth a table.
const fewPeers = 2

// Comparable returns the groups that there is something to compare with in, and notes that
// tell what is the matter with the others.
func Comparable(groups []PeerGroup) (some []PeerGroup, notes []string) {
	for i := range groups {
		lines := groups[i].Comparison.Lines
		switch {
		case len(lines) == 0:
		case lines[0].PeerWithheld != "":
			notes = append(notes, fmt.Sprintf("%s: withheld, %s.", groups[i].Group, withheldText(lines[0].PeerWithheld)))
		case lines[0].Peers < fewPeers:
			notes = append(notes, groups[i].Group+": there are no peers to compare with.")
		default:
			some = append(some, groups[i])
		}
	}
	return some, notes
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

// PeerGroups shows the overall score beside each group. What it shows of peers is what the
// audience of the first group may see: a partner its position, the vendor the rank. Figures
// that are withheld are unknown, and columns of such alone left out.
func PeerGroups(groups []PeerGroup) document.Table {
	audience := scorecard.AudiencePartner
	if len(groups) > 0 {
		audience = groups[0].Comparison.Audience
	}
	t := peerTable("Overall score beside peers", "Group", audience)
	for i := range groups {
		if lines := groups[i].Comparison.Lines; len(lines) > 0 {
			addRow(&t, "", peerCells(groups[i].Group, &lines[0], audience)...)
		}
	}
	return t.WithoutUnknown()
}

// Peers shows the scores of categories and topics beside one group, as [PeerGroups] shows
// the overall score.
func Peers(g PeerGroup) document.Table {
	audience := g.Comparison.Audience
	t := peerTable("Scores beside peers: "+g.Group, "Topic", audience)
	t.Chart = document.ChartBars
	for i := 1; i < len(g.Comparison.Lines); i++ {
		l := &g.Comparison.Lines[i]
		add, kind := addCharted, document.RowGroup
		if l.Node == scorecard.NodeTopic {
			add, kind = addRow, document.RowPart
		}
		add(&t, kind, peerCells(nodeName(l.Node, l.ID, l.Name), l, audience)...)
	}
	return t.WithoutUnknown()
}

func peerTable(title, first string, audience scorecard.Audience) document.Table {
	t := table(
		title, "", setting.WordColumn(first), setting.Charted(setting.Column(score, "Score")), setting.Charted(setting.Column(score, "Peers' mean")),
		setting.Column(points, "Gap to peers"), setting.Charted(setting.Column(score, "Top mean")), setting.Spare(1, setting.Column(points, "Gap to top")),
	)
	if audience != scorecard.AudienceVendor {
		t.Columns = append(t.Columns, setting.TextColumn("Position"))
		return t
	}
	t.Columns = append(t.Columns, setting.Spare(2, setting.Column(score, "Percentile rank")), setting.Column(count, "Rank"), setting.Column(count, "Peers"))
	return t
}

func peerCells(name string, l *scorecard.PeerComparisonLine, audience scorecard.Audience) []document.Cell {
	cells := []document.Cell{
		setting.Text(name), scoreCell(l.Score), scoreCell(l.PeerMean), pointsCell(l.PeerGap), scoreCell(l.TopMean), pointsCell(l.TopGap),
	}
	if audience != scorecard.AudienceVendor {
		return append(cells, setting.Text(cmp.Or(positionWord(l.RankBand), document.Unknown)))
	}
	rank := decimal.NullDecimal{Decimal: decimal.NewFromInt(l.Rank), Valid: l.Rank > 0}
	return append(cells, document.Number(l.PercentileRank.Decimal(), score), countCell(rank), knownCell(decimal.NewFromInt(l.Peers)))
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

// Topics shows the first five strengths, in which the partner is at best practice or above,
// and the first five improvement areas, in which it is below: those that matter most to the
// overall score. The notes tell how many there are besides.
func Topics(c scorecard.PeerComparison) (strengths, improvements document.Table, notes []string) {
	for _, of := range []struct {
		noun string
		ids  []string
	}{{"strengths", c.Strengths}, {"improvement areas", c.Improvements}} {
		if more := len(of.ids) - mostTopics; more > 0 {
			notes = append(notes, fmt.Sprintf("Further %s: %d.", of.noun, more))
		}
	}
	return topics("Strengths", &c, c.Strengths), topics("Improvement areas", &c, c.Improvements), notes
}

func topics(title string, c *scorecard.PeerComparison, ids []string) document.Table {
	t := table(
		title, "", setting.WordColumn("Topic"), setting.Column(score, "Score"), setting.Column(score, "Best practice"), setting.Column(points, "Gap to best practice"),
		setting.Column(points, "Gap in the overall score"),
	)
	for _, id := range ids[:min(len(ids), mostTopics)] {
		at := slices.IndexFunc(c.Lines, func(l scorecard.PeerComparisonLine) bool { return l.Node == scorecard.NodeTopic && l.ID == id })
		if at < 0 {
			continue
		}
		l := &c.Lines[at]
		addRow(&t, "", named(l.Name, l.ID), scoreCell(l.Score), scoreCell(l.BestPractice), pointsCell(l.BestPracticeGap), pointsCell(l.WeightedGap))
	}
	return t.WithoutUnknown()
}
