package scorecard

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard/internal/apart"
)

// MaxGroups is the number of groups that are decided on together.
const MaxGroups = 1000

// Dimension is what partners are grouped by.
type Dimension string

// The dimensions.
const (
	DimensionAll    Dimension = "all"
	DimensionTier   Dimension = "tier"
	DimensionType   Dimension = "type"
	DimensionRegion Dimension = "region"
)

// Values returns all dimensions, in order.
func (Dimension) Values() []Dimension {
	return []Dimension{DimensionAll, DimensionTier, DimensionType, DimensionRegion}
}

// MemberGroup is a peer group by its members, for [DecideGroups]. It is confidential.
type MemberGroup struct {
	Dimension Dimension `json:"dimension"`
	Value     string    `json:"value,omitempty"`
	// Members are the ids of its members with the [Peers.Record] of each. Groups of one dimension
	// have no member in common.
	Members map[string]string `json:"members"`
}

// DecideGroups tells which groups may be shown to partners together: for each of wanted "",
// or why it is withheld. They stand beside those that were shown before, one list for each time,
// which are fixed. A partner sees only some of them, but partners can pool what they see, so that the
// groups of all are decided on at once.
//
// Of all groups shown, with m the minimum group of the disclosure, and the reader itself aside,
//
//   - a group has at least m members;
//   - two of them differ by nobody, or by at least m partners: those in one of the two only, and
//     those in both with another record;
//   - so do a group and any union of groups of one dimension and time.
//
// Larger groups go first, equal ones by dimension and value, so that of two that cannot stand together the smaller
// is withheld. Groups that many partners have in common and whose members changed a little since the time
// before are withheld, too.
//
// Members count for all nodes, whether they have a score there or not; unions of several
// dimensions are not looked at. There the coarse record still protects a member.
//
// The error is a [*partnermath.ValidationError] for a disclosure that is not valid, for more than
// [MaxGroups], an unknown dimension, a group that is given twice and a member of two groups of one dimension.
func DecideGroups(d Disclosure, wanted []MemberGroup, shown ...[]MemberGroup) ([]Withheld, error) {
	var faults partnermath.ValidationError
	faults.Merge("disclosure", d.Validate())
	var groups []apart.Group
	for i, then := range shown {
		groups = addGroups(groups, &faults, fmt.Sprintf("shown[%d]", i), i, then)
	}
	fixed := len(groups)
	groups = addGroups(groups, &faults, "wanted", len(shown), wanted)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	g := apart.New(d.minimum(), groups)
	for i := range fixed {
		g.Show(i)
	}
	order := make([]int, len(wanted))
	for i := range order {
		order[i] = i
	}
	dimensions := Dimension("").Values()
	slices.SortFunc(order, func(a, b int) int {
		one, other := &wanted[a], &wanted[b]
		return cmp.Or(
			cmp.Compare(len(other.Members), len(one.Members)),
			cmp.Compare(slices.Index(dimensions, one.Dimension), slices.Index(dimensions, other.Dimension)),
			cmp.Compare(one.Value, other.Value))
	})
	decided := make([]Withheld, len(wanted))
	for _, i := range order {
		switch at := fixed + i; {
		case g.IsSmall(at):
			decided[i] = WithheldSmallGroup
		case !g.StandsApart(at):
			decided[i] = WithheldFewApart
		default:
			g.Show(at)
		}
	}
	return decided, nil
}

// addGroups checks and adds the groups of one time.
func addGroups(all []apart.Group, faults *partnermath.ValidationError, path string, time int, groups []MemberGroup) []apart.Group {
	if len(all)+len(groups) > MaxGroups {
		faults.Addf(path, "length", "must be at most %d groups together", MaxGroups)
		return all
	}
	seen := make(map[[2]string]bool)
	groupsOf := make(map[Dimension]map[string]int) // how many a member is in
	for i, added := range groups {
		at := fmt.Sprintf("%s[%d]", path, i)
		if !slices.Contains(added.Dimension.Values(), added.Dimension) {
			faults.Addf(at+".dimension", "one-of", "must be all, tier, type or region, got %.40q", added.Dimension)
		}
		key := [2]string{string(added.Dimension), added.Value}
		if seen[key] {
			faults.Addf(at+".value", "unique", "%s %.40q is given before", added.Dimension, added.Value)
		}
		seen[key] = true
		if groupsOf[added.Dimension] == nil {
			groupsOf[added.Dimension] = make(map[string]int)
		}
		twice := 0
		for id := range added.Members {
			twice += groupsOf[added.Dimension][id]
			groupsOf[added.Dimension][id]++
		}
		if twice > 0 {
			faults.Addf(at+".members", "unique", "%d of them are in another group of this dimension", twice)
		}
		all = append(all, apart.Group{Family: apart.Family{Time: time, Dimension: string(added.Dimension)}, Members: added.Members})
	}
	return all
}
