package tabular

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Below is a line below a table, which is no row of it.
type Below struct {
	Line int
	Text string
}

// footed is a table without the lines below it, which some programs write: totals, remarks, and
// lines of one cell, up to the end. Where a row follows, they are faulty rows.
//
//   - A total starts with a word for it, has figures or nothing in its other cells, and lacks a
//     cell that each row has, or cells at the end.
//   - A remark is alone in its row, and starts as those of reports do. Below it nothing is a row,
//     and above it, behind a blank line, no text of several words that is alone in its row.
//   - Behind a blank line, a line of one cell, without empty ones behind it, is none. Below a total, neither is
//     one with empty ones, of several words or of another width.
type footed struct {
	source
	width   int
	keys    [][]int // columns, of which a row has a cell of one of each
	blank   bool    // the row last read was
	current readRow
	early   []readRow
	below   []Below
}

// readRow is what read has returned. It has places when it is not the last that was read.
type readRow struct {
	row    []string
	err    error
	kind   rowKind
	apart  bool // a blank line stands before it
	places []position
}

type rowKind int

const (
	rowOfTable rowKind = iota
	rowBlank
	rowLone  // has one cell with text
	rowShort // has two cells, and lacks others
	rowTotal
	rowRemark
)

// maxBelow is how many lines may stand below a table.
const maxBelow = 20

func (f *footed) read() ([]string, error) {
	if len(f.early) == 0 {
		one := f.next()
		mayBeBelow := one.kind == rowTotal || one.kind == rowRemark || one.kind >= rowLone && one.apart
		if !mayBeBelow {
			f.current = one
			return one.row, one.err
		}
		f.lookAhead(one)
	}
	f.current = f.early[0]
	f.early = f.early[1:]
	return f.current.row, f.current.err
}

// lookAhead reads what may be the lines below the table. Those that are, it leaves out.
func (f *footed) lookAhead(one readRow) {
	var lines []readRow
	for ; one.kind != rowOfTable && len(lines) < maxBelow; one = f.next() {
		if one.kind != rowBlank {
			lines = append(lines, f.keep(one))
		}
	}
	above := len(lines) // how many lines are rows, or are to be told of
	if errors.Is(one.err, io.EOF) {
		above = rowsAmong(lines, f.width)
	}
	for _, line := range lines[above:] {
		f.below = append(f.below, line.below())
	}
	follows := f.rowBelow(lines[:above], one)
	hasRemark := slices.ContainsFunc(lines[above:], func(line readRow) bool { return line.kind == rowRemark })
	for _, line := range lines[:above] {
		where := line.places[0]
		switch {
		case line.isKnown():
			line.err = &Error{where.line, where.column, fmt.Errorf("looks like a total or a remark, not like a row of the table, but other rows follow%s; delete it, or fill in the cells that it lacks", follows)}
		case hasRemark && line.err == nil:
			line.err = &Error{where.line, where.column, errRemark}
		}
		f.early = append(f.early, line)
	}
	f.early = append(f.early, one)
}

var errRemark = errors.New("may be a remark below the table or a row of it; delete it, or fill in the cells that it lacks")

// rowBelow tells in which line a row stands below lines that are none: in the last of them, or behind.
func (f *footed) rowBelow(lines []readRow, behind readRow) string {
	switch last := len(lines) - 1; {
	case len(behind.row) > 0:
		line, _ := f.source.place(0)
		return fmt.Sprintf(", as in line %d", line)
	case last >= 0 && !lines[last].isKnown():
		return fmt.Sprintf(", as in line %d", lines[last].places[0].line)
	}
	return ""
}

// rowsAmong returns how many of the last lines are up to the last one that may be a row.
func rowsAmong(lines []readRow, width int) (above int) {
	remarks := 0
	for _, line := range lines {
		if line.kind == rowRemark {
			remarks++
		}
	}
	isApart, seen := false, 0
	var hasTotal, isBehindTotal bool // and a blank line
	for i, line := range lines {
		isApart = isApart || line.apart
		isBehindTotal = hasTotal && (isBehindTotal || line.apart)
		hasTotal = hasTotal || line.kind == rowTotal
		if line.kind == rowRemark {
			seen++
		}
		isOne := len(line.row) == 1 && width > 1
		isBelow := line.isKnown() || isOne && isApart || seen > 0 || remarks > 0 && line.isPhrase() ||
			isBehindTotal && line.kind == rowLone && (line.err != nil || line.isPhrase())
		if !isBelow {
			above = i + 1
		}
	}
	return above
}

// isKnown reports whether a row is none by what is in it.
func (r *readRow) isKnown() bool { return r.kind == rowTotal || r.kind == rowRemark }

// next reads a row and looks what it may be.
func (f *footed) next() readRow {
	row, err := f.source.read()
	one := readRow{row: row, err: err, apart: f.blank || f.isBehindBlank()}
	if err == nil || errors.Is(err, csv.ErrFieldCount) {
		one.kind = f.kindOf(row)
	}
	f.blank = one.kind == rowBlank
	return one
}

// keep returns what holds beyond the next read.
func (f *footed) keep(one readRow) readRow {
	one.row = slices.Clone(one.row)
	for i := range one.row {
		line, column := f.source.place(i)
		one.places = append(one.places, position{line, column})
	}
	return one
}

func (f *footed) kindOf(row []string) rowKind {
	isText := func(cell string) bool { return strings.TrimSpace(cell) != "" }
	first := slices.IndexFunc(row, isText)
	if first < 0 {
		return rowBlank
	}
	isLone := !slices.ContainsFunc(row[first+1:], isText)
	switch {
	case isLone && isRemark(row[first]):
		return rowRemark
	case isTotal(row[first]) && !slices.ContainsFunc(row[first+1:], isNoFigure) && (len(row) < f.width || f.lacksKey(row, first)):
		return rowTotal
	case isLone && f.width > 1:
		return rowLone
	case len(row) <= 2 && len(row) < f.width:
		return rowShort
	}
	return rowOfTable
}

// lacksKey reports whether a row that starts with a label lacks a cell that each row has.
func (f *footed) lacksKey(row []string, label int) bool {
	others := 0
	for _, key := range f.keys {
		if slices.Contains(key, label) {
			continue
		}
		others++
		if !slices.ContainsFunc(key, func(at int) bool { return strings.TrimSpace(row[at]) != "" }) {
			return true
		}
	}
	return others == 0
}

// isPhrase reports whether a row has one text alone, of several words, as no id is.
func (r *readRow) isPhrase() bool {
	return r.kind == rowLone && len(strings.Fields(strings.Join(r.row, " "))) > 1
}

func (r *readRow) below() Below {
	var texts []string
	for _, cell := range r.row {
		if text := strings.TrimSpace(cell); text != "" {
			texts = append(texts, text)
		}
	}
	return Below{r.places[0].line, strings.Join(texts, "; ")}
}

func (f *footed) place(column int) (line, at int) {
	if f.current.places != nil {
		where := f.current.places[column]
		return where.line, where.column
	}
	return f.source.place(column)
}

func (f *footed) form() string { return f.source.form() + counted(len(f.below), "below the table") }
