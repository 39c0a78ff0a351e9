package folder

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/partnermath/partnermath/examples/internal/words"
)

// compare orders faults by position.
func (f *Faults) compare(one, other fault) int {
	return cmp.Or(
		cmp.Compare(f.layout.position(one.file), f.layout.position(other.file)),
		cmp.Compare(one.line, other.line),
		cmp.Compare(one.column, other.column),
	)
}

func (f *Faults) note(one fault, what string) {
	f.count++
	if f.files == nil {
		f.files = make(map[string]int)
	}
	f.files[one.file]++
	if f.full && f.compare(one, f.list[MaxFaults-1]) >= 0 {
		return
	}
	one.what = what
	f.list = append(f.list, one)
	if len(f.list) == 2*MaxFaults {
		f.cut()
	}
}

// cut puts the list in order and drops what is not among the first, of all or of its kind.
func (f *Faults) cut() {
	slices.SortStableFunc(f.list, f.compare)
	listed := make(map[kindOfFault]int)
	f.list = slices.DeleteFunc(f.list, func(one fault) bool {
		listed[one.kind]++
		return one.kind != kindOfFault{} && listed[one.kind] > MaxOfKind
	})
	if len(f.list) >= MaxFaults {
		f.list, f.full = f.list[:MaxFaults], true
	}
}

// more tells of the faults that are not in the list, a line for each kind, and of what is not
// checked.
func (f *Faults) more() []string {
	left := make(map[kindOfFault]*ofKind)
	for kind, all := range f.kinds {
		left[kind] = &ofKind{all.count, slices.Clone(all.values)}
	}
	rest := f.count - len(f.list)
	for _, one := range f.list {
		if all := left[one.kind]; all != nil {
			all.count--
			all.values = slices.DeleteFunc(all.values, func(v string) bool { return v == value(one.what) })
		}
	}
	kinds := slices.SortedFunc(maps.Keys(left), func(a, b kindOfFault) int {
		return cmp.Or(f.compare(fault{file: a.file}, fault{file: b.file}), cmp.Compare(a.label, b.label), cmp.Compare(a.said, b.said))
	})
	var lines []string
	for i, kind := range kinds {
		all := left[kind]
		rest -= all.count
		if next := i + 1; next < len(kinds) && len(all.values) == 0 && kinds[next].file == kind.file && kinds[next].label == kind.label {
			left[kinds[next]].count += all.count // two kinds of a column, of which the first names nothing, in one line
			rest += all.count
			continue
		}
		if all.count > 0 {
			lines = append(lines, fmt.Sprintf("and %s more of %s in %s%s", words.Grouped(int64(all.count)), kind.label, kind.file, all.named()))
		}
	}
	if rest > 0 {
		lines = append(lines, fmt.Sprintf("and %s more", words.Grouped(int64(rest))))
	}
	return append(lines, f.open...)
}

// shorten lists one fault of each column, of the kinds of which there are none in others, since what cures
// those is known.
func (f *Faults) shorten(others *Faults) {
	f.cut()
	listed := make(map[[2]string]bool)
	f.list = slices.DeleteFunc(f.list, func(one fault) bool {
		if (one.kind == kindOfFault{}) || others.kinds[one.kind] != nil {
			return false
		}
		column := [2]string{one.file, one.kind.label}
		isMore := listed[column]
		listed[column] = true
		return isMore
	})
	for kind, all := range f.kinds {
		if others.kinds[kind] == nil {
			all.values = nil
		}
	}
}

// cured has lines for the first faults that are not among those left, one of each column, and counts the
// others.
func (f *Faults) cured(in Folder, left *Faults) []string {
	f.cut()
	isLeft := func(one fault) bool {
		if one.kind != (kindOfFault{}) {
			return left.kinds[one.kind] != nil
		}
		return slices.ContainsFunc(left.list, func(other fault) bool { return other.file == one.file && other.what == one.what })
	}
	gone := f.count
	for kind, all := range f.kinds {
		if left.kinds[kind] != nil {
			gone -= all.count
		}
	}
	listed := make(map[[2]string]bool)
	var list []fault
	for _, one := range f.list {
		column := [2]string{one.file, one.kind.label}
		switch {
		case isLeft(one) && one.kind == kindOfFault{}:
			gone--
		case !isLeft(one) && !listed[column] && len(list) < MaxOfKind:
			list, listed[column] = append(list, one), true
		}
	}
	lines := linesOf(in, list)
	if more := gone - len(list); more > 0 {
		lines = append(lines, fmt.Sprintf("and %s more", words.Grouped(int64(more))))
	}
	return lines
}

// Lines has a line for each fault, "data/readings.csv:3:7: …", and what is to be said of those
// that are not listed.
func (f *Faults) Lines(in Folder) []string {
	f.cut()
	return append(linesOf(in, f.list), f.more()...)
}

func linesOf(in Folder, list []fault) []string {
	lines := make([]string, len(list))
	for i, one := range list {
		lines[i] = in.place(one) + ": " + one.text()
	}
	return lines
}

// place names where a fault is.
func (in Folder) place(one fault) string {
	switch isTable := in.workbook != nil && filepath.Ext(one.file) == ".csv"; {
	case isTable && one.line > 0:
		return in.name + ": " + leftOut{File: one.file, Line: one.line, Column: one.column}.place(true)
	case isTable:
		return in.name + ": " + sheetOf(one.file)
	}
	directory := in.name
	if in.workbook != nil {
		directory = filepath.Dir(in.name)
	}
	place := filepath.Join(directory, in.called(one.file))
	if one.line > 0 {
		place += fmt.Sprintf(":%d:%d", one.line, one.column)
	}
	return place
}
