package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/partnermath/partnermath/examples/tabular"
)

const (
	// maxFaults is how many faults are printed; the others are counted.
	maxFaults = 1000
	// maxOfKind is how many faults of one column of a table are printed, so that those of one
	// hide no others.
	maxOfKind = 50
	// maxFaultText is how long one may be, whatever it quotes. It has room for all columns
	// that a table lacks.
	maxFaultText = 8000
)

// fault is something wrong in a file. A line of 0 stands for the whole file.
type fault struct {
	file         string
	line, column int
	what         string
	kind         kindOfFault // zero for a fault of a whole file
}

// kindOfFault is what faults of rows have in common.
type kindOfFault struct{ file, label string }

// compare orders faults by position.
func (f fault) compare(other fault) int {
	return cmp.Or(
		cmp.Compare(slices.Index(inputFiles, f.file), slices.Index(inputFiles, other.file)),
		cmp.Compare(f.line, other.line),
		cmp.Compare(f.column, other.column),
	)
}

// text is what is wrong, cut off where it is too long.
func (f fault) text() string {
	if utf8.RuneCountInString(f.what) <= maxFaultText {
		return f.what
	}
	return fmt.Sprintf("%.*s …", maxFaultText, f.what)
}

// faults holds the first faults by position and counts all. The zero faults
// holds none.
type faults struct {
	list  []fault
	count int
	full  bool                // the list begins with maxFaults faults in order
	kinds map[kindOfFault]int // how many there are of each
	files map[string]int      // and in each file
	// apart tells that faulty rows are left out; wrong counts the faults that are not of
	// a row. rows has the lines of the faulty rows by file, read the rows that were read.
	apart bool
	wrong int
	rows  map[string]map[int]bool
	read  map[string]int
	open  []string                   // what is not checked, and why
	below map[string][]tabular.Below // the lines below the tables, which are no rows
}

// add adds a fault of a file, without which it cannot be used.
func (f *faults) add(file string, line, column int, format string, args ...any) {
	f.wrong++
	f.note(fault{file: file, line: line, column: column}, fmt.Sprintf(format, args...))
}

// addRow adds a fault of a row.
func (f *faults) addRow(file string, line, column int, format string, args ...any) {
	if f.apart {
		if f.rows == nil {
			f.rows = make(map[string]map[int]bool)
		}
		if f.rows[file] == nil {
			f.rows[file] = make(map[int]bool)
		}
		f.rows[file][line] = true
	}
	what := fmt.Sprintf(format, args...)
	label, _, isOfColumn := strings.Cut(what, ": ")
	if !isOfColumn {
		label = "rows"
	}
	kind := kindOfFault{file, label}
	if f.kinds == nil {
		f.kinds = make(map[kindOfFault]int)
	}
	f.kinds[kind]++
	f.note(fault{file: file, line: line, column: column, kind: kind}, what)
}

// refuse reports whether there is no report: when a file cannot be used, or a row and
// none is to be left out.
func (f *faults) refuse() bool { return f.wrong > 0 || f.count > 0 && !f.apart }

// haveRead tells how many rows a file has. To leave out all of them would be to take
// the file for empty.
func (f *faults) haveRead(file string, rows int) {
	if f.read == nil {
		f.read = make(map[string]int)
	}
	f.read[file] = rows
}

// leaveOpen notes what is not checked while a file cannot be used.
func (f *faults) leaveOpen(file, what string) {
	f.open = append(f.open, fmt.Sprintf("not checked until %s is put right: %s", file, what))
}

// leaveOutBelow notes the lines below a table.
func (f *faults) leaveOutBelow(file string, lines []tabular.Below) {
	if f.below == nil {
		f.below = make(map[string][]tabular.Below)
	}
	f.below[file] = lines
}

// notes tell which lines below tables are left out.
func (f *faults) notes() []string {
	var notes []string
	for _, file := range inputFiles {
		if lines := f.below[file]; len(lines) > 0 {
			notes = append(notes, file+": "+leftBelow(lines))
		}
	}
	return notes
}

// maxNamedBelow is how many lines below a table a note names; the others are counted.
const maxNamedBelow = 3

// leftBelow names the lines below a table.
func leftBelow(lines []tabular.Below) string {
	var texts []string
	for _, line := range lines[:min(len(lines), maxNamedBelow)] {
		texts = append(texts, fmt.Sprintf("line %d %.80q", line.Line, line.Text))
	}
	text := "footer left out: " + strings.Join(texts, ", ")
	if more := len(lines) - maxNamedBelow; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// checkApart refuses the files of which every row is faulty.
func (f *faults) checkApart() {
	for file, rows := range f.read {
		if rows > 0 && len(f.rows[file]) >= rows {
			f.add(file, 0, 0, "has no row that can be read, of %s", grouped(int64(rows)))
		}
	}
}

// nearest tells which id is near to one that is not known, while faults are listed.
func (f *faults) nearest(id string, known map[string]int) string {
	if f.count >= maxFaults {
		return ""
	}
	if nearest := tabular.Nearest(id, slices.Sorted(maps.Keys(known))); nearest != "" {
		return fmt.Sprintf("; the nearest is %.40q", nearest)
	}
	return ""
}

func (f *faults) note(one fault, what string) {
	f.count++
	if f.files == nil {
		f.files = make(map[string]int)
	}
	f.files[one.file]++
	if f.full && one.compare(f.list[maxFaults-1]) >= 0 {
		return
	}
	one.what = what
	f.list = append(f.list, one)
	if len(f.list) == 2*maxFaults {
		f.cut()
	}
}

// cut puts the list in order and drops what is not among the first, of all or of its kind.
func (f *faults) cut() {
	slices.SortStableFunc(f.list, fault.compare)
	listed := make(map[kindOfFault]int)
	f.list = slices.DeleteFunc(f.list, func(one fault) bool {
		listed[one.kind]++
		return one.kind != kindOfFault{} && listed[one.kind] > maxOfKind
	})
	if len(f.list) >= maxFaults {
		f.list, f.full = f.list[:maxFaults], true
	}
}

// more tells of the faults that are not in the list, a line for each kind, and of what is not
// checked.
func (f *faults) more() []string {
	left := maps.Clone(f.kinds)
	rest := f.count - len(f.list)
	for _, one := range f.list {
		if (one.kind != kindOfFault{}) {
			left[one.kind]--
		}
	}
	kinds := slices.SortedFunc(maps.Keys(left), func(a, b kindOfFault) int {
		return cmp.Or(fault{file: a.file}.compare(fault{file: b.file}), cmp.Compare(a.label, b.label))
	})
	var lines []string
	for _, kind := range kinds {
		if n := left[kind]; n > 0 {
			lines = append(lines, fmt.Sprintf("and %s more of %s in %s", grouped(int64(n)), kind.label, kind.file))
			rest -= n
		}
	}
	if rest > 0 {
		lines = append(lines, fmt.Sprintf("and %s more", grouped(int64(rest))))
	}
	return append(lines, f.open...)
}

// print writes a line for each fault, "data/partners.csv:3:7: …".
func (f *faults) print(w io.Writer, in folder) {
	f.cut()
	printFaults(w, in, f.list)
	for _, line := range f.more() {
		say(w, "%s\n", printable(line))
	}
}

func printFaults(w io.Writer, in folder, list []fault) {
	for _, one := range list {
		table := in.workbook != nil && filepath.Ext(one.file) == ".csv"
		switch {
		case table && one.line > 0:
			say(w, "%s: %s", printable(in.name), leftOut{File: one.file, Line: one.line, Column: one.column}.place(true))
		case table:
			say(w, "%s: %s", printable(in.name), sheetOf(one.file))
		case in.workbook != nil:
			say(w, "%s", printable(filepath.Join(filepath.Dir(in.name), in.called(one.file))))
		default:
			say(w, "%s", printable(filepath.Join(in.name, in.called(one.file))))
		}
		if one.line > 0 && !table {
			say(w, ":%d:%d", one.line, one.column)
		}
		say(w, ": %s\n", printable(one.text()))
	}
}

// printNotes writes a line for each table with lines below it.
func (f *faults) printNotes(w io.Writer) {
	for _, note := range f.notes() {
		say(w, "quarter: %s\n", printable(note))
	}
}

// complain says what is wrong other than in a file.
func complain(w io.Writer, err error) { say(w, "quarter: %s\n", printable(err.Error())) }

// say writes to standard error. When that fails, there is nobody to tell.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
