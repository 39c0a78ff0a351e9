package scorecard

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
)

// MaxGroups is the number of groups that are decided on together.
const MaxGroups = 1000

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
	g := overlaps{few: d.minimum()}
	of := make(map[string][]membership)
	for i, groups := range shown {
		g.add(&faults, fmt.Sprintf("shown[%d]", i), i, groups, of)
	}
	fixed := len(g.groups)
	g.add(&faults, "wanted", len(shown), wanted, of)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	g.count(of)
	for i := range fixed {
		g.accept(i)
	}
	order := make([]int, len(wanted))
	for i := range order {
		order[i] = fixed + i
	}
	dimensions := Dimension("").Values()
	slices.SortFunc(order, func(a, b int) int {
		one, other := &g.groups[a], &g.groups[b]
		return cmp.Or(
			cmp.Compare(len(other.Members), len(one.Members)),
			cmp.Compare(slices.Index(dimensions, one.Dimension), slices.Index(dimensions, other.Dimension)),
			cmp.Compare(one.Value, other.Value))
	})
	decided := make([]Withheld, len(wanted))
	for _, i := range order {
		decided[i-fixed] = g.decide(i)
	}
	return decided, nil
}

// family is the groups of one dimension and time.
type family struct {
	time      int
	dimension Dimension
}

// membership is the record of a member in a group.
type membership struct {
	group  int
	record string
}

// overlaps are groups, and how many members each two have in common.
type overlaps struct {
	few      int64 // as many are too few, since one of them may be the reader
	groups   []MemberGroup
	families []family // of the groups
	both     [][]int64
	same     [][]int64 // with the same record
	accepted []int
	shown    map[family][]int
}

// add checks and adds the groups of one time.
func (g *overlaps) add(faults *partnermath.ValidationError, path string, time int, groups []MemberGroup, of map[string][]membership) {
	if len(g.groups)+len(groups) > MaxGroups {
		faults.Addf(path, "length", "must be at most %d groups together", MaxGroups)
		return
	}
	seen := make(map[family]map[string]bool)
	for i, added := range groups {
		at := fmt.Sprintf("%s[%d]", path, i)
		f := family{time, added.Dimension}
		if !slices.Contains(added.Dimension.Values(), added.Dimension) {
			faults.Addf(at+".dimension", "one-of", "must be all, tier, type or region, got %.40q", added.Dimension)
		}
		if seen[f] == nil {
			seen[f] = make(map[string]bool)
		}
		if seen[f][added.Value] {
			faults.Addf(at+".value", "unique", "%s %.40q is given before", added.Dimension, added.Value)
		}
		seen[f][added.Value] = true
		twice := 0
		for id, record := range added.Members {
			for _, m := range of[id] {
				if g.families[m.group] == f {
					twice++
				}
			}
			of[id] = append(of[id], membership{len(g.groups), record})
		}
		if twice > 0 {
			faults.Addf(at+".members", "unique", "%d of them are in another group of this dimension", twice)
		}
		g.groups, g.families = append(g.groups, added), append(g.families, f)
	}
}

// count counts what each two groups have in common.
func (g *overlaps) count(of map[string][]membership) {
	n := len(g.groups)
	g.both, g.same, g.shown = make([][]int64, n), make([][]int64, n), make(map[family][]int)
	for i := range n {
		g.both[i], g.same[i] = make([]int64, n), make([]int64, n)
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
}

func (g *overlaps) accept(i int) {
	g.accepted = append(g.accepted, i)
	g.shown[g.families[i]] = append(g.shown[g.families[i]], i)
}

// decide accepts a group, or tells why not.
func (g *overlaps) decide(i int) Withheld {
	if g.size(i) <= g.few {
		return WithheldSmallGroup
	}
	own := append(slices.Clone(g.shown[g.families[i]]), i)
	for _, other := range g.accepted {
		if g.fewApart(other, own) {
			return WithheldFewApart
		}
	}
	for _, union := range g.shown {
		if g.fewApart(i, union) {
			return WithheldFewApart
		}
	}
	g.accept(i)
	return ""
}

func (g *overlaps) size(i int) int64 { return int64(len(g.groups[i].Members)) }

// fewApart reports whether a group and some union of the others, which have no member in
// common, differ by few. Each of the others is in the union that differs least, or not: by the members
// that the group has not with this record, or by those that it has. When the least difference is
// none, every other is at least a whole group.
func (g *overlaps) fewApart(i int, others []int) bool {
	apart := g.size(i)
	for _, other := range others {
		both := g.both[i][other]
		apart += min(g.size(other)-g.same[i][other], both) - both
	}
	return apart > 0 && apart <= g.few
}
