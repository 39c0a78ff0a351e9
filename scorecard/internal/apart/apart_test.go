package apart_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath/scorecard/internal/apart"
)

// group makes a group of members numbered from first to last, all with one record.
func group(dimension string, first, last int) apart.Group {
	g := apart.Group{Family: apart.Family{Dimension: dimension}, Members: map[string]string{}}
	for i := first; i <= last; i++ {
		g.Members[fmt.Sprint(i)] = "record"
	}
	return g
}

func TestStandsApart(t *testing.T) {
	changed := group("all", 1, 30)
	changed.Family.Time, changed.Members["1"] = 1, "another"
	for _, tt := range []struct {
		name   string
		groups []apart.Group // all but the last are shown
		want   bool
	}{
		{"nothing else", []apart.Group{group("all", 1, 30)}, true},
		{"the same members", []apart.Group{group("all", 1, 30), group("tier", 1, 30)}, true},
		{"all but five", []apart.Group{group("all", 1, 30), group("tier", 1, 25)}, false},
		{"all but six", []apart.Group{group("all", 1, 30), group("tier", 1, 24)}, true},
		{"a union of all but two", []apart.Group{group("all", 1, 30), group("tier", 1, 14), group("tier", 15, 28)}, false},
		{"one member's record changed", []apart.Group{group("all", 1, 30), changed}, false},
	} {
		g := apart.New(5, tt.groups)
		last := len(tt.groups) - 1
		for i := range last {
			g.Show(i)
		}
		if got := g.StandsApart(last); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestIsSmall(t *testing.T) {
	g := apart.New(5, []apart.Group{group("all", 1, 5), group("all", 6, 11)})
	if !g.IsSmall(0) || g.IsSmall(1) {
		t.Errorf("5 members are small: %t, and 6: %t", g.IsSmall(0), g.IsSmall(1))
	}
}
