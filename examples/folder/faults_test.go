package folder

import (
	"fmt"
	"slices"
	"testing"
)

// However many kinds of faults there are, MaxFaults of them are printed.
func TestFaultsOfManyKinds(t *testing.T) {
	f := Folder{layout: Layout{Files: []File{{Name: "settings.json"}, {Name: "readings.csv"}}}}.NewFaults(false)
	for i := range 3 * MaxFaults {
		f.AddRow("readings.csv", 3*MaxFaults-i, 1, "column%d: wrong", i%100)
		f.Add("settings.json", i+1, 1, "wrong")
	}
	f.cut()
	if len(f.list) != MaxFaults || f.list[0].file != "settings.json" {
		t.Errorf("%d faults, the first in %s", len(f.list), f.list[0].file)
	}
	lines := f.more()
	if len(lines) != 101 || lines[0] != "and 30 more of column0 in readings.csv" || lines[100] != "and 2,000 more" {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
}

// Of what flags cure, a column has one fault, and the others of its kinds are counted in one line.
func TestShortened(t *testing.T) {
	in := Folder{layout: Layout{Files: []File{{Name: "readings.csv"}}}}
	f, left := in.NewFaults(false), in.NewFaults(false)
	for line := range 10 {
		f.AddRow("readings.csv", 2*line+2, 5, "day: must be a day, got %q", "soon")
		f.AddRow("readings.csv", 2*line+3, 5, "day: can be two days, got %q", "1/2")
		f.AddRow("readings.csv", 2*line+2, 9, "degrees: must be a number, got %q", "warm")
	}
	for line := range 10 {
		left.AddRow("readings.csv", 2*line+2, 9, "degrees: must be a number, got %q", "warm")
	}
	f.shorten(left)
	if len(f.list) != 1+MaxOfKind {
		t.Errorf("lists %d", len(f.list))
	}
	want := []string{"and 19 more of day in readings.csv", `and 5 more of degrees in readings.csv`}
	if got := f.more(); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Of a few hundred ids the nearest is told for each fault, of a hundred thousand for the first.
func TestNearestOfVeryMany(t *testing.T) {
	for _, tt := range []struct{ ids, told int }{{300, 900}, {100_000, 21}} {
		known := make(map[string]int)
		for i := range tt.ids {
			known[fmt.Sprintf("P%06d", i)] = i
		}
		f, told := Folder{}.NewFaults(false), 0
		for range 900 {
			if got := f.Nearest("Q000007", known); got == "; the nearest is \"P000007\"" {
				told++
			} else if got != "" {
				t.Fatalf("of %d: %q", tt.ids, got)
			}
		}
		if told != tt.told {
			t.Errorf("of %d ids the nearest is told %d times, want %d", tt.ids, told, tt.told)
		}
	}
}
