package main

import (
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/scorecard"
)

// disclosure is what partners may learn of their peers.
var disclosure = scorecard.Disclosure{MinimumGroup: minimumPeers}

// peerDimensions are what the peers of a partner have in common with it.
var peerDimensions = []scorecard.Dimension{scorecard.DimensionAll, scorecard.DimensionTier, scorecard.DimensionRegion}

// valueIn returns the value that a partner has in a dimension of peers.
func valueIn(p *intake.Partner, d scorecard.Dimension) string {
	switch d {
	case scorecard.DimensionTier:
		return p.Tier
	case scorecard.DimensionRegion:
		return p.Region
	}
	return ""
}

// records are the coarse records of a quarter, by the position in partners.list.
type records map[int]string

// groups returns all groups of a quarter. A partner sees three of them, but partners can pool
// what they see.
func (r records) groups(all []intake.Partner) (groups []scorecard.MemberGroup) {
	for _, d := range peerDimensions {
		at := make(map[string]int)
		for i := range all {
			record, ok := r[i]
			if !ok {
				continue
			}
			value := valueIn(&all[i], d)
			if _, known := at[value]; !known {
				at[value] = len(groups)
				groups = append(groups, scorecard.MemberGroup{Dimension: d, Value: value, Members: make(map[string]string)})
			}
			groups[at[value]].Members[all[i].ID] = record
		}
	}
	return groups
}

// withheld tells why groups of the quarter are withheld from partners, beside those that may have been shown
// in the quarter before: more than those that were, where the one before that has withheld some. The vendor sees all.
func (m *reviewer) withheld() (map[scorecard.Dimension]map[string]scorecard.Withheld, error) {
	if m.audience == scorecard.AudienceVendor {
		return nil, nil
	}
	all := m.channel.Partners()
	var before []scorecard.MemberGroup
	earlier, groups := m.before.groups(all), m.records.groups(all)
	decided, err := scorecard.DecideGroups(disclosure, earlier)
	if err != nil {
		return nil, err
	}
	for i, why := range decided {
		if why == "" {
			before = append(before, earlier[i])
		}
	}
	if decided, err = scorecard.DecideGroups(disclosure, groups, before); err != nil {
		return nil, err
	}
	withheld := make(map[scorecard.Dimension]map[string]scorecard.Withheld)
	for i, g := range groups {
		if withheld[g.Dimension] == nil {
			withheld[g.Dimension] = make(map[string]scorecard.Withheld)
		}
		withheld[g.Dimension][g.Value] = decided[i]
	}
	return withheld, nil
}
