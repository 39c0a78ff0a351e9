package folder

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// fault is something wrong in a file. A line of 0 stands for the whole file.
type fault struct {
	file         string
	line, column int
	what         string
	kind         kindOfFault // zero for a fault of a whole file
}

// text is what is wrong, cut off where it is too long.
func (f fault) text() string {
	if utf8.RuneCountInString(f.what) <= maxFaultText {
		return f.what
	}
	return fmt.Sprintf("%.*s …", maxFaultText, f.what)
}

// kindOfFault is what faults of rows have in common: the column, and what is said before it is
// told what stands in the cell, without its numbers.
type kindOfFault struct{ file, label, said string }

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

// ofKind are the faults of a kind.
type ofKind struct {
	count  int
	values []string // the first that stand in the cells, each once
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
