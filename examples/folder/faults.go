package folder

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

const (
	// MaxFaults is how many faults are printed; the others are counted.
	MaxFaults = 1000
	// MaxOfKind is how many faults of one kind, in one column of a table, are printed, so that
	// those of one hide no others. Of the rest, as many values are named as maxValues.
	MaxOfKind = 5
	maxValues = 20
	// maxFaultText is how long one may be, whatever it quotes. It has room for all columns
	// that a table lacks.
	maxFaultText = 8000
)

// Fault is something wrong in a file. A line of 0 stands for the whole file.
type fault struct {
	file         string
	line, column int
	what         string
	kind         kindOfFault // zero for a fault of a whole file
}

// kindOfFault is what faults of rows have in common: the column, and what is said before it is
// told what stands in the cell, without its numbers.
type kindOfFault struct{ file, label, said string }

// ofKind are the faults of a kind.
type ofKind struct {
	count  int
	values []string // the first that stand in the cells, each once
}

// value is what a fault says that stands in the cell, in quotes; "" when it says nothing.
func value(what string) string {
	at := strings.IndexByte(what, '"')
	if at < 0 {
		return ""
	}
	quoted, err := strconv.QuotedPrefix(what[at:])
	if err != nil {
		return ""
	}
	return quoted
}

// newKind returns the kind of a fault of a row.
func newKind(file, what string) kindOfFault {
	label, said, isOfColumn := strings.Cut(what, ": ")
	if !isOfColumn {
		label, said = "rows", what
	}
	said, _, _ = strings.Cut(said, `"`)
	return kindOfFault{file, label, strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return -1
		}
		return r
	}, said)}
}

// compare orders faults by position.
func (f *Faults) compare(one, other fault) int {
	return cmp.Or(
		cmp.Compare(f.layout.position(one.file), f.layout.position(other.file)),
		cmp.Compare(one.line, other.line),
		cmp.Compare(one.column, other.column),
	)
}

// Text is what is wrong, cut off where it is too long.
func (f fault) text() string {
	if utf8.RuneCountInString(f.what) <= maxFaultText {
		return f.what
	}
	return fmt.Sprintf("%.*s …", maxFaultText, f.what)
}

// Faults holds the first faults by position and counts all. The zero Faults
// holds none, and takes all to be refused.
type Faults struct {
	layout Layout
	list   []fault
	count  int
	full   bool // the list begins with maxFaults faults in order
	kinds  map[kindOfFault]*ofKind
	files  map[string]int // and in each file
	// apart tells that faulty rows are left out; wrong counts the faults that are not of
	// a row. rows has the lines of the faulty rows by file, read the rows that were read.
	apart bool
	wrong int
	rows  map[string]map[int]bool
	read  map[string]int
	open  []string                   // what is not checked, and why
	below map[string][]tabular.Below // the lines below the tables, which are no rows
}

// NewFaults returns no faults of a folder, to list them by its files. Those of rows are to be set
// apart, or else all is refused.
func (in Folder) NewFaults(apart bool) *Faults { return &Faults{layout: in.layout, apart: apart} }

// Add adds a fault of a file, without which it cannot be used.
func (f *Faults) Add(file string, line, column int, format string, args ...any) {
	f.wrong++
	f.note(fault{file: file, line: line, column: column}, fmt.Sprintf(format, args...))
}

// AddRow adds a fault of a row.
func (f *Faults) AddRow(file string, line, column int, format string, args ...any) {
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
	kind := newKind(file, what)
	if f.kinds == nil {
		f.kinds = make(map[kindOfFault]*ofKind)
	}
	all := f.kinds[kind]
	if all == nil {
		all = new(ofKind)
		f.kinds[kind] = all
	}
	all.count++
	if v := value(what); v != "" && len(all.values) <= maxValues+MaxOfKind && !slices.Contains(all.values, v) {
		all.values = append(all.values, strings.Clone(v))
	}
	f.note(fault{file: file, line: line, column: column, kind: kind}, what)
}

// Refused reports whether there is no report: when a file cannot be used, or a row and
// none is to be left out.
func (f *Faults) Refused() bool { return f.wrong > 0 || f.count > 0 && !f.apart }

// Count is how many there are.
func (f *Faults) Count() int { return f.count }

// Apart reports whether faulty rows are left out, and the rest is used.
func (f *Faults) Apart() bool { return f.apart }

// haveRead tells how many rows a file has. To leave out all of them would be to take
// the file for empty.
func (f *Faults) haveRead(file string, rows int) {
	if f.read == nil {
		f.read = make(map[string]int)
	}
	f.read[file] = rows
}

// LeaveOpen notes what is not checked while a file cannot be used.
func (f *Faults) LeaveOpen(file, what string) {
	f.open = append(f.open, fmt.Sprintf("not checked until %s is put right: %s", file, what))
}

// leaveOutBelow notes the lines below a table.
func (f *Faults) leaveOutBelow(file string, lines []tabular.Below) {
	if f.below == nil {
		f.below = make(map[string][]tabular.Below)
	}
	f.below[file] = lines
}

// Notes tell which lines below tables are left out.
func (f *Faults) Notes() []string {
	var notes []string
	for _, one := range f.layout.Files {
		file := one.Name
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

// CheckApart refuses the files of which every row is faulty.
func (f *Faults) CheckApart() {
	for file, rows := range f.read {
		if rows > 0 && len(f.rows[file]) >= rows {
			f.Add(file, 0, 0, "has no row that can be read, of %s", words.Grouped(int64(rows)))
		}
	}
}

// Beside lets a part of the reading be done beside what follows, unless it is to be done alone,
// and returns what waits for it.
func (f *Faults) Beside(alone bool, read func(*Faults)) (wait func()) {
	if alone {
		read(f)
		return func() {}
	}
	own, done := &Faults{layout: f.layout, apart: f.apart}, make(chan bool)
	go func() {
		defer close(done)
		read(own)
	}()
	return func() {
		<-done
		f.merge(own)
	}
}

// merge adds the faults of other files.
func (f *Faults) merge(own *Faults) {
	f.count += own.count
	f.wrong += own.wrong
	f.list = append(f.list, own.list...)
	if len(f.list) >= 2*MaxFaults {
		f.cut()
	}
	f.open = append(f.open, own.open...)
	f.kinds, f.files, f.rows = joined(f.kinds, own.kinds), joined(f.files, own.files), joined(f.rows, own.rows)
	f.read, f.below = joined(f.read, own.read), joined(f.below, own.below)
}

// joined is what two maps have, of which either may be nil.
func joined[K comparable, V any](a, b map[K]V) map[K]V {
	if a == nil {
		return b
	}
	maps.Copy(a, b)
	return a
}

// Nearest tells which id is near to one that is not known, while faults are listed.
func (f *Faults) Nearest(id string, known map[string]int) string {
	if f.count >= MaxFaults {
		return ""
	}
	if nearest := tabular.Nearest(id, slices.Sorted(maps.Keys(known))); nearest != "" {
		return fmt.Sprintf("; the nearest is %.40q", nearest)
	}
	return ""
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

// named names the values.
func (k *ofKind) named() string {
	if len(k.values) == 0 {
		return ""
	}
	text := ", got " + strings.Join(k.values[:min(len(k.values), maxValues)], ", ")
	if len(k.values) > maxValues {
		text += " and others"
	}
	return text
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
