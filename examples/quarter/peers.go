package main

import (
	"strings"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// minimumPeers is the least number of peers, and of top performers among them,
// that a partner is shown figures of.
const minimumPeers = 5

// peerKey is what the peers of a group have in common.
type peerKey struct {
	dimension scorecard.Dimension
	value     string
}

func peerKeys(p *intake.Partner) []peerKey {
	keys := make([]peerKey, len(peerDimensions))
	for i, d := range peerDimensions {
		keys[i] = peerKey{d, valueIn(p, d)}
	}
	return keys
}

var dimensionTitles = map[scorecard.Dimension]string{scorecard.DimensionTier: "Tier", scorecard.DimensionRegion: "Region"}

// String names the group as "Tier Gold".
func (k peerKey) String() string {
	switch {
	case k.dimension == scorecard.DimensionAll:
		return "All partners"
	case k.value == "":
		return "No " + strings.ToLower(dimensionTitles[k.dimension])
	}
	return dimensionTitles[k.dimension] + " " + k.value
}

// peerGroup collects the peers of a key. Once all are collected, it is compared with.
type peerGroup struct {
	peers *scorecard.Peers
	group *scorecard.PeerGroup
}

// newPeerGroups returns the empty groups of partners.
func newPeerGroups(scorer *scorecard.Scorer, all []intake.Partner, subjects []int) (map[peerKey]*peerGroup, error) {
	groups := make(map[peerKey]*peerGroup)
	for _, at := range subjects {
		for _, key := range peerKeys(&all[at]) {
			if groups[key] != nil {
				continue
			}
			peers, err := scorecard.NewPeers(scorer, disclosure)
			if err != nil {
				return nil, err
			}
			groups[key] = &peerGroup{peers: peers}
		}
	}
	return groups, nil
}

// closeGroups makes the groups ready to be compared with, as far as the reader may see.
func (m *reviewer) closeGroups() error {
	policy := scorecard.PeerPolicy{
		Audience:        m.audience,
		SubjectIsMember: true,
		Reference:       scorecard.ReferenceBestPractice,
	}
	withheld, err := m.withheld()
	if err != nil {
		return err
	}
	for key, g := range m.groups {
		policy.Decided = withheld[key.dimension][key.value]
		if g.group, err = g.peers.Result(policy); err != nil {
			return err
		}
	}
	return nil
}

// besidePeers sets a result beside the groups of the partner.
func (m *reviewer) besidePeers(p *intake.Partner, r scorecard.Result) ([]qbr.BesidePeers, error) {
	var all []qbr.BesidePeers
	for _, key := range peerKeys(p) {
		comparison, err := m.groups[key].group.Compare(r)
		if err != nil {
			return nil, err
		}
		all = append(all, qbr.BesidePeers{Group: key.String(), Comparison: comparison})
	}
	return all, nil
}
