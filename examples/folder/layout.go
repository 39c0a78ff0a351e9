package folder

import (
	"slices"
	"strings"
)

// Layout is which files a folder may have, in the order in which they are read. The zero
// Layout has none.
type Layout struct {
	Files []File
	// Mend tells how documents are mended, to find what else is wrong with them.
	Mend Mend
}

// File is one that a folder may have: a table when its name ends in .csv, or else a document.
type File struct {
	Name string
	// What tells people what is in it, and Parts what its columns or its fields are.
	What  string
	Parts []Part
	// Keys are the columns of which each row of a table has at least one, with the column that
	// counts as the same. A total below the table lacks some.
	Keys map[string]string
	// Index is the column by which other tables are checked; empty for none. Without it, rows
	// are not read.
	Index string
	// Wide are the columns of which a table may have one for each question in their place.
	Wide Wide
	// Ends are the columns of days that are the first that do not count.
	Ends []string
	// Undated is what is not known without a column.
	Undated Undated
}

// Part is a column of a table, or a field of a document.
type Part struct {
	Name, What string
	Kind       Kind
}

// Kind is what the cells of a column are.
type Kind int

// The kinds of columns.
const (
	KindText Kind = iota
	KindDay
	KindNumber
)

// Wide are the columns with a question and its answer. The zero Wide are none.
type Wide struct{ Key, Value string }

// Undated is what is not known, in words, of a table that has the column Of and lacks that of
// its Day.
type Undated struct{ Of, Day, Note string }

// file returns one by its name, which for another one than those is all that is known of it.
func (l Layout) file(name string) File {
	if i := l.position(name); i >= 0 {
		return l.Files[i]
	}
	return File{Name: name}
}

// position is that of a file, -1 for another one.
func (l Layout) position(name string) int {
	return slices.IndexFunc(l.Files, func(f File) bool { return f.Name == name })
}

// only names the tables that have something.
func (l Layout) only(has func(File) bool) string {
	var names []string
	for _, f := range l.Files {
		if has(f) {
			names = append(names, sheetOf(f.Name))
		}
	}
	return strings.Join(names, " and ")
}

// columns are the names of those of a table.
func (f File) columns() []string {
	names := make([]string, len(f.Parts))
	for i, part := range f.Parts {
		names[i] = part.Name
	}
	return names
}

// kinds are those of columns.
func (f File) kinds(names []string) []Kind {
	kinds := make([]Kind, len(names))
	for i, name := range names {
		if at := slices.IndexFunc(f.Parts, func(p Part) bool { return p.Name == name }); at >= 0 {
			kinds[i] = f.Parts[at].Kind
		}
	}
	return kinds
}
