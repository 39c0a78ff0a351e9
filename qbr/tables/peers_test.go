package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/scorecard"
)

// groups are a group of 40, one of eight, one of nobody else and one that is withheld, as an
// audience may see them.
func groups(t *testing.T, audience scorecard.Audience) []tables.PeerGroup {
	t.Helper()
	all := read[[]tables.PeerGroup](t, "peers")
	for i := range all {
		all[i].Comparison.Audience = audience
	}
	return all
}

func TestPeersForTheVendor(t *testing.T) {
	of := groups(t, scorecard.AudienceVendor)
	same(t, "groups", []string{
		"Group|Score|Peers' mean|Gap to peers|Top mean|Gap to top|Percentile rank|Rank|Peers",
		"All partners|64.00|58.00|+6.00|85.00|-21.00|71.25|12|40",
		"Tier Silver|64.00|66.00|-2.00|79.00|-15.00|37.50|6|8",
	}, sheet(tables.PeerGroups(of[:2])))
	same(t, "topics", []string{
		"Topic|Score|Peers' mean|Gap to peers|Top mean|Gap to top|Percentile rank|Rank|Peers",
		"Sales|70.00|60.00|+10.00|72.00|-2.00|80.00|2|8",
		"Deal care|70.00|–|–|–|–|–|–|8",
	}, sheet(tables.Peers(of[1])))
	strengths, improvements, _ := tables.Topics(of[1].Comparison)
	same(t, "improvements", []string{
		"Topic|Score|Best practice|Gap to best practice|Gap in the overall score", "Deal care|70.00|75.00|-5.00|-3.00",
	}, sheet(improvements))
	if len(strengths.Rows) > 0 {
		t.Errorf("strengths of none: %q", sheet(strengths))
	}
}

// What is withheld is not known, and a partner is told its position and no rank.
func TestPeersForThePartner(t *testing.T) {
	of := groups(t, scorecard.AudiencePartner)
	same(t, "groups", []string{
		"Group|Score|Peers' mean|Gap to peers|Top mean|Gap to top|Position",
		"All partners|64.00|58.00|+6.00|85.00|-21.00|second quartile",
		"Tier Silver|64.00|66.00|-2.00|79.00|-15.00|third quartile",
	}, sheet(tables.PeerGroups(of[:2])))
	same(t, "topics", []string{
		"Topic|Score|Peers' mean|Gap to peers|Top mean|Gap to top|Position",
		"Sales|70.00|60.00|+10.00|72.00|-2.00|top quartile",
		"Deal care|70.00|–|–|–|–|upper half",
	}, sheet(tables.Peers(of[1])))
	same(t, "withheld", []string{"Group|Score|Position", "Type Agent|64.00|–"}, sheet(tables.PeerGroups(of[3:])))
}

func TestTopicsThatAreLeftOut(t *testing.T) {
	c := parse[scorecard.PeerComparison](t, `{"audience": "vendor", "lines": [
		{"node": "overall", "score": "60.00", "peers": 40, "peerMean": "58.00"},
		{"node": "topic", "id": "a", "score": "91.00", "weightedGap": "3"}, {"node": "topic", "id": "b", "score": "90.00", "weightedGap": "2"}, {"node": "topic", "id": "c"},
		{"node": "topic", "id": "d"}, {"node": "topic", "id": "e"}, {"node": "topic", "id": "f"}, {"node": "topic", "id": "g"}
	], "strengths": ["a", "b", "c", "d", "e", "f", "g"], "improvements": []}`)
	strengths, _, notes := tables.Topics(c)
	same(t, "first", []string{"Topic|Score|Gap in the overall score", "a|91.00|+3.00", "b|90.00|+2.00", "c|–|–", "d|–|–", "e|–|–"}, sheet(strengths))
	same(t, "notes", []string{"Further strengths: 2."}, notes)
}
