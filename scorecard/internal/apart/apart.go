// Package apart tells which groups of members may be shown together, so that what they differ by is
// never few members.
package apart

import "slices"

// Group is the members of a group by id, each with a record of what is shown of it. Groups of one
// family have no member in common.
type Group struct {
	Family  Family
	Members map[string]string
}

// Family is the groups of one dimension and time.
type Family struct {
	Time      int
	Dimension string
}

// Groups are groups of which some are shown. [New] makes them.
type Groups struct {
	few      int64 // as many are too few, since one of them may be the reader
	groups   []Group
	both     [][]int64 // the members that two groups have in common
	same     [][]int64 // with the same record
	accepted []int
	shown    map[Family][]int
}

// New returns groups of which none is shown. They must not differ by few members or fewer.
func New(few int64, groups []Group) *Groups {
	n := len(groups)
	g := &Groups{few: few, groups: groups, both: make([][]int64, n), same: make([][]int64, n), shown: make(map[Family][]int)}
	type membership struct {
		group  int
		record string
	}
	of := make(map[string][]membership)
	for i, group := range groups {
		g.both[i], g.same[i] = make([]int64, n), make([]int64, n)
		for id, record := range group.Members {
			of[id] = append(of[id], membership{i, record})
		}
	}
	for _, in := range of {
		for _, a := range in {
			for _, b := range in {
				g.both[a.group][b.group]++
				if a.record == b.record {
					g.same[a.group][b.group]++
				}
			}
		}
	}
	return g
}

// Show shows a group.
func (g *Groups) Show(i int) {
	family := g.groups[i].Family
	g.accepted = append(g.accepted, i)
	g.shown[family] = append(g.shown[family], i)
}

// IsSmall reports whether a group has few members.
func (g *Groups) IsSmall(i int) bool { return g.size(i) <= g.few }

// StandsApart reports whether a group differs by nobody or by more than few from each that is shown, and
// from each union of shown groups of one family; and they from it together with those of its own.
func (g *Groups) StandsApart(i int) bool {
	own := append(slices.Clone(g.shown[g.groups[i].Family]), i)
	for _, other := range g.accepted {
		if g.fewApart(other, own) {
			return false
		}
	}
	for _, union := range g.shown {
		if g.fewApart(i, union) {
			return false
		}
	}
	return true
}

func (g *Groups) size(i int) int64 { return int64(len(g.groups[i].Members)) }

// fewApart reports whether a group and some union of the others, which have no member in
// common, differ by few. Each of the others is in the union that differs least, or not: by the members
// that the group has not with this record, or by those that it has. When the least difference is
// none, every other is at least a whole group.
func (g *Groups) fewApart(i int, others []int) bool {
	apart := g.size(i)
	for _, other := range others {
		both := g.both[i][other]
		apart += min(g.size(other)-g.same[i][other], both) - both
	}
	return apart > 0 && apart <= g.few
}
