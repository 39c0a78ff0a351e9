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
	for _, kind := range kinds {
		if all := left[kind]; all.count > 0 {
			lines = append(lines, fmt.Sprintf("and %s more of %s in %s%s", words.Grouped(int64(all.count)), kind.label, kind.file, all.named()))
			rest -= all.count
		}
	}
	if rest > 0 {
		lines = append(lines, fmt.Sprintf("and %s more", words.Grouped(int64(rest))))
	}
	return append(lines, f.open...)
}

// shorten lists one fault of each kind of which there are none in others, since what cures those
// is known.
func (f *Faults) shorten(others *Faults) {
	f.cut()
	listed := make(map[kindOfFault]bool)
	f.list = slices.DeleteFunc(f.list, func(one fault) bool {
		isCured := one.kind != kindOfFault{} && others.kinds[one.kind] == nil
		isMore := isCured && listed[one.kind]
		listed[one.kind] = true
		return isMore
	})
	for kind, all := range f.kinds {
		if others.kinds[kind] == nil {
			all.values = nil
		}
	}
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
