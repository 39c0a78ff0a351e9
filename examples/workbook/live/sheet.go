package live

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// Sheet is a sheet on its way. [Book.Open] makes one.
type Sheet struct {
	*Book
	// Name is that of the tab. Formulas name it, so it must be a word.
	Name string
	// Row is the one that is written, from 1.
	Row int
	// GivenAt and ValueAt are the columns of inputs and of figures in a list: at first both 2.
	GivenAt, ValueAt int

	cells     [][]cell
	wide      []int             // the characters of each column
	wraps     map[int][]wrapped // texts of several lines, by row
	parts     []part            // what pages should not cut
	heads     []head            // of the table that is written
	titled    []wrapped         // the heads of all tables
	lights    []string          // cells with the word of a status
	hideFirst int               // of the columns that are hidden; 0 for none
	hideLast  int
	titles    [2]int // the rows that each printed page begins with
}

// cell is one on its way; the zero cell is empty.
type cell struct {
	look    look
	value   any
	formula string
}

// wrapped is a text that may take several lines.
type wrapped struct {
	col  int
	text string
}

// head is that of a column.
type head struct {
	words, used bool
	row         int
	name        string // of the inputs below it
	last        int    // the row of the last of them
}

// Open begins a sheet: what it answers, and how inputs are told from formulas.
func (b *Book) Open(name, title, question string) *Sheet {
	s := &Sheet{Book: b, Name: name, Row: 1, wraps: map[int][]wrapped{}, GivenAt: 2, ValueAt: 2, titles: [2]int{1, 2}}
	b.sheets = append(b.sheets, s)
	s.put(1, look{role: roleTitle}, Clean(title), "")
	s.Row++
	s.Note("%s", question)
	s.Note("Blue on yellow: an input. On grey: computed by the library. All else: a formula.")
	return s
}

// Hide hides columns: those of steps that few look at.
func (s *Sheet) Hide(first, last int) { s.hideFirst, s.hideLast = first, last }

// RepeatHeads lets each printed page begin with the row above.
func (s *Sheet) RepeatHeads() { s.titles = [2]int{s.Row - 1, s.Row - 1} }

// Mark remembers the row by a key of the sheet.
func (s *Sheet) Mark(key string) { s.rows[s.Name+" "+key] = s.Row }

// RowOf returns the row that a key was marked with in the pass before, 1 for a key that was not.
func (s *Sheet) RowOf(key string) int { return max(1, s.rowsBefore[s.Name+" "+key]) }

// Has tells whether a key was marked in the pass before.
func (s *Sheet) Has(key string) bool { return s.rowsBefore[s.Name+" "+key] > 0 }

// MarkRows remembers the rows from first to the one above by a key.
func (s *Sheet) MarkRows(key string, first int) {
	s.rows[s.Name+" "+key] = first
	s.rows[s.Name+" last of "+key] = max(first, s.Row-1)
}

// Rows returns the rows of [Sheet.MarkRows] in the pass before.
func (s *Sheet) Rows(key string) (first, last int) { return s.RowOf(key), s.RowOf("last of " + key) }

// At names a cell.
func (s *Sheet) At(col, row int) string { return columnName(col) + strconv.Itoa(row) }

// Here names a cell of this row.
func (s *Sheet) Here(col int) string { return s.At(col, s.Row) }

// GivenOf names the cell of the input in the line of a key.
func (s *Sheet) GivenOf(key string) string { return s.At(s.GivenAt, s.RowOf(key)) }

// ValueOf names the cell of the figure in the line of a key.
func (s *Sheet) ValueOf(key string) string { return s.At(s.ValueAt, s.RowOf(key)) }

// Span names the cells of a column from one row to another.
func (s *Sheet) Span(col, first, last int) string { return s.At(col, first) + ":" + s.At(col, last) }

// Far names cells of the sheet for the formulas of other sheets.
func (s *Sheet) Far(cells string) string { return s.Name + "!" + cells }

// fixed names cells in a way that charts and names take.
func (s *Sheet) fixed(col, first, last int) string {
	c := columnName(col)
	if first == last {
		return fmt.Sprintf("%s!$%s$%d", s.Name, c, first)
	}
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", s.Name, c, first, c, last)
}

func columnName(col int) string {
	name, _ := excelize.ColumnNumberToName(col)
	return name
}

// Define names inputs in a column, from a row to the one above, where [Sheet.Names] would name too many.
func (s *Sheet) Define(name string, col, first int) { s.define(name, col, first, max(first, s.Row-1)) }

// define names inputs after the sheet and what they are.
func (s *Sheet) define(name string, col, first, last int) {
	s.names = append(s.names, excelize.DefinedName{Name: strings.ToLower(s.Name) + "_" + name, RefersTo: s.fixed(col, first, last)})
}

// Link tells other sheets in which cell a number stands.
func (s *Sheet) Link(key, cell string, value decimal.NullDecimal) {
	s.links[key] = append(s.links[key], link{s.Far(cell), value})
}

// Find returns the cell that was linked by a key in the pass before and has the number, "" for none.
func (b *Book) Find(key string, value decimal.NullDecimal) string {
	for _, l := range b.linksBefore[key] {
		if value.Valid && l.value.Valid && value.Decimal.Equal(l.value.Decimal) {
			return l.cell
		}
	}
	return ""
}
