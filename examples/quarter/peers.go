package main

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// minimumPeers is the least number of peers, and of top performers among them,
// that a partner is shown figures of.
const minimumPeers = 5

// peerGroup collects the peers of one dimension.
type peerGroup struct {
	dimension scorecard.Dimension
	value     string
	peers     *scorecard.Peers
}

// newPeerGroups returns the empty groups of a partner.
func newPeerGroups(scorer *scorecard.Scorer, p *partner) (groups []peerGroup, err error) {
	for _, d := range peerDimensions {
		g := peerGroup{dimension: d, value: p.in(d)}
		if g.peers, err = scorecard.NewPeers(scorer, disclosure); err != nil {
			return nil, err
		}
		groups = append(groups, g)
	}
	return groups, nil
}

// peerComparison is the result beside one group.
type peerComparison struct {
	Dimension  scorecard.Dimension      `json:"dimension"`
	Value      string                   `json:"value,omitempty"`
	Comparison scorecard.PeerComparison `json:"comparison"`
}

// peers sets a result beside the groups that its reader may see.
func (m *reviewer) peers(r scorecard.Result) ([]peerComparison, error) {
	policy := scorecard.PeerPolicy{
		Audience:        m.audience,
		SubjectIsMember: true,
		Reference:       scorecard.ReferenceBestPractice,
	}
	withheld, err := m.withheld()
	if err != nil {
		return nil, err
	}
	var all []peerComparison
	for _, g := range m.groups {
		policy.Decided = withheld[g.dimension][g.value]
		group, err := g.peers.Result(policy)
		if err != nil {
			return nil, err
		}
		comparison, err := group.Compare(r)
		if err != nil {
			return nil, err
		}
		all = append(all, peerComparison{Dimension: g.dimension, Value: g.value, Comparison: comparison})
	}
	return all, nil
}

// String names the group as "Tier Gold".
func (c peerComparison) String() string { return groupTitle(c.Dimension, c.Value) }

var dimensionTitles = map[scorecard.Dimension]string{
	scorecard.DimensionTier: "Tier", scorecard.DimensionType: "Type", scorecard.DimensionRegion: "Region",
}

func groupTitle(dimension scorecard.Dimension, value string) string {
	switch {
	case dimension == scorecard.DimensionAll:
		return "All partners"
	case value == "":
		return "No " + strings.ToLower(dimensionTitles[dimension])
	}
	return dimensionTitles[dimension] + " " + value
}

// groupSection has the overall score beside each group.
func groupSection(r *review) section {
	s := section{title: "Overall beside peers", table: peerTable(r, "Group")}
	for _, c := range r.Peers {
		line := &c.Comparison.Lines[0]
		addPeerRow(&s.table, r, "", c.String(), line)
		if note := withheldNote(c.String(), line.PeerWithheld, line.TopWithheld); note != "" {
			s.notes = append(s.notes, note)
		}
	}
	return s
}

// peerSection has every score beside the tier, or beside all where the tier is withheld.
func peerSection(r *review) section {
	group := r.Peers[1]
	if group.Comparison.Lines[0].PeerWithheld != "" {
		group = r.Peers[0]
	}
	s := section{title: "Beside peers: " + group.String(), table: peerTable(r, "")}
	lines := group.Comparison.Lines
	for i := range lines[1:] {
		line := &lines[i+1]
		kind := document.RowGroup
		if line.Node == scorecard.NodeTopic {
			kind = document.RowPart
		}
		addPeerRow(&s.table, r, kind, nodeTitle(line.Node, line.ID, line.Name), line)
	}
	addPeerRow(&s.table, r, document.RowTotal, "Overall", &lines[0])
	s.notes = append(withheldNotes(lines), audienceNotes(r.Audience)...)
	return s
}

func audienceNotes(audience scorecard.Audience) []string {
	const top = "Top mean: that of the top performers, the best quarter of the group."
	if audience == scorecard.AudiencePartner {
		return []string{top, "Peers' figures are rounded, and overall scores before caps. Keep them to yourself."}
	}
	return []string{top, "Percentile rank: the percentage of the group with a lower score, those with the same score counted half."}
}

func peerTable(r *review, first string) table {
	t := table{head: []string{first, "Score", "Peers' mean", "Gap", "Top mean", "Gap"}, align: "wrrrrr"}
	if r.Audience == scorecard.AudiencePartner {
		t.head, t.align = append(t.head, "Position"), t.align+"l"
	} else {
		t.head, t.align = append(t.head, "Percentile rank", "Rank"), t.align+"rr"
	}
	return t
}

func addPeerRow(t *table, r *review, kind document.RowKind, name string, l *scorecard.PeerComparisonLine) {
	cells := []string{name, score(l.Score), score(l.PeerMean), signed(l.PeerGap), score(l.TopMean), signed(l.TopGap)}
	if r.Audience == scorecard.AudiencePartner {
		cells = append(cells, bandText(l.RankBand))
	} else {
		cells = append(cells, points2(l.PercentileRank.Decimal()), rankText(l))
	}
	t.add(kind, cells...)
}

// points2 writes a number with 2 decimals.
func points2(d decimal.NullDecimal) string {
	if !d.Valid {
		return undefined
	}
	return d.Decimal.StringFixed(scorePlaces)
}

func rankText(l *scorecard.PeerComparisonLine) string {
	if l.Rank == 0 {
		return undefined
	}
	return fmt.Sprintf("%s of %s", grouped(l.Rank), grouped(l.Peers))
}

// bandText writes a band of the library, "top-quarter", as words.
func bandText(band string) string {
	if band == "" {
		return undefined
	}
	return strings.ReplaceAll(band, "-", " ")
}

// withheldNotes tells for which lines what is withheld.
func withheldNotes(lines []scorecard.PeerComparisonLine) []string {
	type reasons struct{ peers, top scorecard.Withheld }
	var order []reasons
	names := make(map[reasons][]string)
	for _, l := range lines {
		why := reasons{l.PeerWithheld, l.TopWithheld}
		if names[why] == nil {
			order = append(order, why)
		}
		names[why] = append(names[why], nodeTitle(l.Node, l.ID, l.Name))
	}
	var notes []string
	for _, why := range order {
		name := strings.Join(names[why], ", ")
		if len(order) == 1 {
			name = "All figures"
		}
		if note := withheldNote(name, why.peers, why.top); note != "" {
			notes = append(notes, note)
		}
	}
	return notes
}

// withheldNote tells why figures are withheld, "" when none are.
func withheldNote(name string, peers, top scorecard.Withheld) string {
	switch {
	case peers == scorecard.WithheldSmallGroup:
		return fmt.Sprintf("%s: withheld: fewer than %d peers.", name, minimumPeers)
	case peers == scorecard.WithheldFewApart:
		return fmt.Sprintf("%s: withheld: too close to other groups that are shown.", name)
	case peers == scorecard.WithheldFewScores:
		return fmt.Sprintf("%s: withheld: too few different scores to hide one.", name)
	case top == scorecard.WithheldSmallTop:
		return fmt.Sprintf("%s: top performers withheld: fewer than %d of them.", name, minimumPeers)
	}
	return ""
}
