package folder

import "testing"

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
