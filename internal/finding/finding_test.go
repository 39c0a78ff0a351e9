package finding

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

func TestFindings(t *testing.T) {
	var l Log
	if got := l.Findings(); len(got) != 0 {
		t.Errorf("an empty log finds %v", got)
	}
	l.Add("b", "2")
	l.Add("a", "9")
	l.Add("b", "1")
	want := []partnermath.Finding{
		{Reason: "a", Records: 1, IDs: []string{"9"}},
		{Reason: "b", Records: 2, IDs: []string{"1", "2"}},
	}
	if diff := cmp.Diff(want, l.Findings()); diff != "" {
		t.Error(diff)
	}
}

// What is published is the first ids of all, by sorting them, and does not depend on how
// the records were split among logs.
func TestLogsMerge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.IntRange(0, 999), 0, 250, rapid.ID[int]).Draw(t, "ids")
		parts := make([]Log, rapid.IntRange(1, 4).Draw(t, "parts"))
		var names []string
		for _, id := range ids {
			name := fmt.Sprintf("%03d", id)
			names = append(names, name)
			parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")].Add("r", name)
		}
		for i := range parts[1:] {
			parts[0].Merge(&parts[i+1])
		}
		var want []partnermath.Finding
		if len(names) > 0 {
			slices.Sort(names)
			listed := names[:min(len(names), 100)]
			want = []partnermath.Finding{{Reason: "r", Records: len(names), IDs: listed, More: len(names) - len(listed)}}
		}
		if got := parts[0].Findings(); len(got)+len(want) > 0 && !cmp.Equal(want, got) {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}

func TestFindingsShareNoMemory(t *testing.T) {
	var a, b Log
	b.Add("r", "1")
	a.Merge(&b)
	a.Findings()[0].IDs[0] = "x"
	b.Add("r", "0")
	if got := a.Findings()[0].IDs; !slices.Equal(got, []string{"1"}) {
		t.Errorf("changed to %v", got)
	}
}
