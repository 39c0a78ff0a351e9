package scorecard_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// memberGroup makes a group of partners numbered from first to last, with a record each.
func memberGroup(d scorecard.Dimension, value string, first, last int, record string) scorecard.MemberGroup {
	g := scorecard.MemberGroup{Dimension: d, Value: value, Members: map[string]string{}}
	for i := first; i <= last; i++ {
		g.Members[fmt.Sprint(i)] = record
	}
	return g
}

func TestDecideGroups(t *testing.T) {
	const all, tier, region = scorecard.DimensionAll, scorecard.DimensionTier, scorecard.DimensionRegion
	of := memberGroup
	few, small := scorecard.WithheldFewApart, scorecard.WithheldSmallGroup
	changed := of(all, "", 1, 30, "old")
	changed.Members["1"] = "older"
	many := of(all, "", 1, 30, "old")
	for i := range 6 {
		many.Members[fmt.Sprint(i+1)] = "older"
	}
	for name, tt := range map[string]struct {
		wanted []scorecard.MemberGroup
		shown  [][]scorecard.MemberGroup
		want   []scorecard.Withheld
	}{
		"none": {nil, nil, []scorecard.Withheld{}},
		// 7 × 44 − 6 × 40: six of seven are Silver, and the seventh is Gold.
		"all but one":       {[]scorecard.MemberGroup{of(tier, "Silver", 1, 6, ""), of(tier, "Gold", 7, 7, ""), of(all, "", 1, 7, "")}, nil, []scorecard.Withheld{few, small, ""}},
		"just large enough": {[]scorecard.MemberGroup{of(all, "", 1, 6, "")}, nil, []scorecard.Withheld{""}},
		"too small":         {[]scorecard.MemberGroup{of(all, "", 1, 5, ""), of(tier, "", 1, 0, "")}, nil, []scorecard.Withheld{small, small}},
		"apart by enough":   {[]scorecard.MemberGroup{of(all, "", 1, 12, ""), of(tier, "Gold", 1, 6, "")}, nil, []scorecard.Withheld{"", ""}},
		"the same":          {[]scorecard.MemberGroup{of(all, "", 1, 6, ""), of(tier, "Gold", 1, 6, "")}, nil, []scorecard.Withheld{"", ""}},
		// Bronze is too small, and would follow from the others.
		"complementary": {
			[]scorecard.MemberGroup{of(all, "", 1, 23, ""), of(tier, "Gold", 1, 10, ""), of(tier, "Silver", 11, 19, ""), of(tier, "Bronze", 20, 23, "")},
			nil,
			[]scorecard.Withheld{"", "", few, small},
		},
		// The two tiers together are the region and one more.
		"union":          {[]scorecard.MemberGroup{of(region, "EMEA", 1, 19, ""), of(tier, "Gold", 1, 10, ""), of(tier, "Silver", 11, 20, "")}, nil, []scorecard.Withheld{"", "", few}},
		"union in order": {[]scorecard.MemberGroup{of(tier, "Silver", 11, 20, ""), of(tier, "Gold", 1, 10, ""), of(region, "EMEA", 1, 19, "")}, nil, []scorecard.Withheld{few, "", ""}},
		"as before":      {[]scorecard.MemberGroup{of(all, "", 1, 30, "old")}, [][]scorecard.MemberGroup{{of(all, "", 1, 30, "old")}}, []scorecard.Withheld{""}},
		"one entered":    {[]scorecard.MemberGroup{of(all, "", 1, 31, "old")}, [][]scorecard.MemberGroup{{of(all, "", 1, 30, "old")}}, []scorecard.Withheld{few}},
		"one left":       {[]scorecard.MemberGroup{of(all, "", 2, 30, "old")}, [][]scorecard.MemberGroup{{of(all, "", 1, 30, "old")}}, []scorecard.Withheld{few}},
		"one changed":    {[]scorecard.MemberGroup{changed}, [][]scorecard.MemberGroup{{of(all, "", 1, 30, "old")}}, []scorecard.Withheld{few}},
		"six changed":    {[]scorecard.MemberGroup{many}, [][]scorecard.MemberGroup{{of(all, "", 1, 30, "old")}}, []scorecard.Withheld{""}},
		"before that":    {[]scorecard.MemberGroup{changed}, [][]scorecard.MemberGroup{{of(all, "", 1, 30, "old")}, {of(all, "", 1, 30, "new")}}, []scorecard.Withheld{few}},
		// Gold before and Silver now differ from all now by one: the union is of one time only.
		"all before, tiers now": {
			[]scorecard.MemberGroup{of(tier, "Gold", 1, 15, "old"), of(tier, "Silver", 16, 31, "old")},
			[][]scorecard.MemberGroup{{of(all, "", 1, 30, "old")}},
			[]scorecard.Withheld{few, ""},
		},
	} {
		got, err := scorecard.DecideGroups(scorecard.Disclosure{}, tt.wanted, tt.shown...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := testkit.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDecideGroupsFaults(t *testing.T) {
	gold := memberGroup(scorecard.DimensionTier, "Gold", 1, 9, "")
	_, err := scorecard.DecideGroups(scorecard.Disclosure{MinimumGroup: 1},
		[]scorecard.MemberGroup{gold, memberGroup(scorecard.DimensionTier, "Silver", 9, 12, ""), memberGroup("planet", "", 1, 9, ""), memberGroup(scorecard.DimensionTier, "Gold", 20, 30, "")},
		make([]scorecard.MemberGroup, scorecard.MaxGroups+1), []scorecard.MemberGroup{gold})
	want := []string{
		"disclosure.minimumGroup min", "shown[0] length", "wanted[1].members unique", "wanted[2].dimension one-of", "wanted[3].value unique",
	}
	if diff := testkit.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever groups there are: of those that are shown, each and each difference of one from any
// union of those of one dimension and time, found by going through all unions, is of nobody or of enough; what
// is withheld would break that beside those that go first; and the order does not matter.
func TestDecideGroupsProperty(t *testing.T) {
	dimensions := scorecard.Dimension("").Values()
	rapid.Check(t, func(t *rapid.T) {
		minimum := rapid.IntRange(2, 4).Draw(t, "minimum")
		times := make([][]scorecard.MemberGroup, rapid.IntRange(1, 2).Draw(t, "times"))
		for i := range times {
			by := map[string]int{}
			for id := range rapid.IntRange(0, 24).Draw(t, "partners") {
				record := rapid.SampledFrom([]string{"a", "a", "a", "b"}).Draw(t, "record")
				for _, d := range dimensions {
					value := ""
					if d != scorecard.DimensionAll {
						value = rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "value")
					}
					key := string(d) + value
					if _, ok := by[key]; !ok {
						by[key] = len(times[i])
						times[i] = append(times[i], memberGroup(d, value, 1, 0, ""))
					}
					times[i][by[key]].Members[fmt.Sprint(id)] = record
				}
			}
		}
		d := scorecard.Disclosure{MinimumGroup: minimum}
		var shown [][]scorecard.MemberGroup
		for _, wanted := range times {
			decided, err := scorecard.DecideGroups(d, wanted, shown...)
			if err != nil {
				t.Fatal(err)
			}
			var now []scorecard.MemberGroup
			for i, why := range decided {
				if why == "" {
					now = append(now, wanted[i])
				}
			}
			if broken := fewApart(append(shown, now), minimum); broken != "" {
				t.Fatal(broken)
			}
			for i, why := range decided {
				larger := []scorecard.MemberGroup{wanted[i]}
				for j, other := range wanted {
					if decided[j] == "" && len(other.Members) >= len(wanted[i].Members) {
						larger = append(larger, other)
					}
				}
				if why != "" && len(larger) == len(now)+1 && fewApart(append(shown, larger), minimum) == "" {
					t.Fatalf("%s %s is withheld: %s", wanted[i].Dimension, wanted[i].Value, why)
				}
			}
			again, err := scorecard.DecideGroups(d, rapid.Permutation(wanted).Draw(t, "order"), shown...)
			if err != nil || strings.Count(fmt.Sprintf("%q", again), "apart") != strings.Count(fmt.Sprintf("%q", decided), "apart") {
				t.Fatalf("in another order %q, %v", again, err)
			}
			shown = append(shown, now)
		}
	})
}

// fewApart goes through the groups of some times and all unions of those of one dimension and time.
func fewApart(times [][]scorecard.MemberGroup, minimum int) string {
	var groups []scorecard.MemberGroup
	families := map[string][]scorecard.MemberGroup{}
	for i, time := range times {
		groups = append(groups, time...)
		for _, g := range time {
			key := fmt.Sprint(i, g.Dimension)
			families[key] = append(families[key], g)
		}
	}
	for _, g := range groups {
		if len(g.Members) <= minimum {
			return fmt.Sprintf("%s %s has %d members", g.Dimension, g.Value, len(g.Members))
		}
		for name, family := range families {
			for chosen := range 1 << len(family) {
				union := map[string]string{}
				for i, one := range family {
					for id, record := range one.Members {
						if chosen>>i&1 == 1 {
							union[id] = record
						}
					}
				}
				apart := 0
				for id, record := range g.Members {
					if other, ok := union[id]; !ok || other != record {
						apart++
					}
				}
				for id := range union {
					if _, ok := g.Members[id]; !ok {
						apart++
					}
				}
				if apart > 0 && apart <= minimum {
					return fmt.Sprintf("%s %s and %d of %s are %d apart", g.Dimension, g.Value, chosen, name, apart)
				}
			}
		}
	}
	return ""
}
