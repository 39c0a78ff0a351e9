package folder

import (
	"fmt"
	"maps"
	"slices"
	"strings"

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

// Faults holds the first faults by position and counts all. The zero Faults
// holds none, and takes all to be refused.
type Faults struct {
	layout Layout
	list   []fault
	count  int
	full   bool // the list begins with MaxFaults faults in order
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
	notes []string                   // what is worth knowing and no fault
	// compared counts the letters that Nearest has compared.
	compared int
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

// Note notes what is worth knowing of a folder, and no fault.
func (f *Faults) Note(text string) { f.notes = append(f.notes, text) }

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
	f.open, f.notes = append(f.open, own.open...), append(f.notes, own.notes...)
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

// maxCompared is how many letters are compared with others to tell which ids are near, some
// seconds in all: enough for each fault of a few thousand ids, and for the first of very many.
const maxCompared = 200_000_000

// Nearest tells which id is near to one that is not known, as [Faults.NearestOf] finds it.
func (f *Faults) Nearest(id string, known map[string]int) string {
	if nearest := f.NearestOf(id, known); nearest != "" {
		return fmt.Sprintf("; the nearest is %.40q", nearest)
	}
	return ""
}

// NearestOf returns what is near to an id that is not known, "" for nothing, while faults are
// listed and few letters are compared.
func (f *Faults) NearestOf(id string, known map[string]int) string {
	if f.count >= MaxFaults || f.compared >= maxCompared {
		return ""
	}
	f.compared += len(known) * (len(id)*len(id) + 50) // the latter for what an id costs that is not as long
	return tabular.Nearest(id, slices.Sorted(maps.Keys(known)))
}
