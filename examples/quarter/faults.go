package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
)

const (
	// maxFaults is how many faults are printed; the others are counted.
	maxFaults = 1000
	// maxFaultText is how long one may be, whatever it quotes.
	maxFaultText = 400
)

// fault is something wrong in a file. A line of 0 stands for the whole file.
type fault struct {
	file         string
	line, column int
	what         string
}

// compare orders faults by position.
func (f fault) compare(other fault) int {
	return cmp.Or(
		cmp.Compare(slices.Index(inputFiles, f.file), slices.Index(inputFiles, other.file)),
		cmp.Compare(f.line, other.line),
		cmp.Compare(f.column, other.column),
	)
}

// faults holds the first faults by position and counts all. The zero faults
// holds none.
type faults struct {
	list  []fault
	count int
	full  bool // the list begins with maxFaults faults in order
}

func (f *faults) add(file string, line, column int, format string, args ...any) {
	f.count++
	one := fault{file: file, line: line, column: column}
	if f.full && one.compare(f.list[maxFaults-1]) >= 0 {
		return
	}
	one.what = fmt.Sprintf(format, args...)
	f.list = append(f.list, one)
	if len(f.list) == 2*maxFaults {
		f.cut()
	}
}

// cut puts the list in order and drops what is not among the first.
func (f *faults) cut() {
	slices.SortStableFunc(f.list, fault.compare)
	if len(f.list) >= maxFaults {
		f.list, f.full = f.list[:maxFaults], true
	}
}

// print writes a line for each fault, "data/partners.csv:3:7: …".
func (f *faults) print(w io.Writer, folder string) {
	f.cut()
	for _, one := range f.list {
		say(w, "%s", printable(filepath.Join(folder, one.file)))
		if one.line > 0 {
			say(w, ":%d:%d", one.line, one.column)
		}
		say(w, ": %s\n", printable(fmt.Sprintf("%.*s", maxFaultText, one.what)))
	}
	if more := f.count - len(f.list); more > 0 {
		say(w, "and %s more\n", grouped(int64(more)))
	}
}

// complain says what is wrong other than in a file.
func complain(w io.Writer, err error) { say(w, "quarter: %s\n", printable(err.Error())) }

// say writes to standard error. When that fails, there is nobody to tell.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }
