package document

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// Document is a report in words and tables. The zero Document is an empty one, and so is nil.
type Document struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle,omitempty"`
	// Notice tells who may read it.
	Notice   string    `json:"notice,omitempty"`
	Sections []Section `json:"sections,omitempty"`
}

// Section is tables, with notes below them. The zero Section is a title that is missing.
type Section struct {
	// Title may be left out for what stands right below the title of the document.
	Title  string   `json:"title,omitempty"`
	Tables []Table  `json:"tables,omitempty"`
	Notes  []string `json:"notes,omitempty"`
}

// Table is rows of cells. One whose columns have no heads is a list of facts: a name, and
// what there is to say. The zero Table is left out.
type Table struct {
	// Title may be left out.
	Title string `json:"title,omitempty"`
	// Currency is the ISO 4217 code of the amounts; it stands behind the heads of their
	// columns.
	Currency string `json:"currency,omitempty"`
	// Chart is how the table is drawn where a page has room for it; text and Markdown have none.
	Chart   ChartKind `json:"chart,omitempty"`
	Columns []Column  `json:"columns"`
	Rows    []Row     `json:"rows"`
}

// Column is the head of a column and how its cells are set. The zero Column is a text
// without a head.
type Column struct {
	// Head can be read alone: "Gap to top mean" rather than a second "Gap".
	Head string     `json:"head,omitempty"`
	Kind ColumnKind `json:"kind,omitempty"`
	// Unit is that of the numbers of the column, which are written with as many decimals as
	// one of them needs. Signed writes a plus before those above 0.
	Unit   Unit `json:"unit,omitempty"`
	Signed bool `json:"signed,omitempty"`
	// Charted makes the column one that the chart of the table draws, see [ChartKind].
	Charted bool `json:"charted,omitempty"`
	// Spare tells how well the table can do without the column where a page is too narrow
	// for all: the highest goes first, of equal ones the last. 0 always stays, and so does
	// one column of a table that could do without all.
	Spare int `json:"spare,omitempty"`
}

// ColumnKind tells how the cells of a column are set. Anything else is set as a text.
type ColumnKind string

// The kinds. None means ColumnText.
const (
	// ColumnText is set to the left, on one line.
	ColumnText ColumnKind = "text"
	// ColumnWords is set to the left, on several lines where the page is narrow.
	ColumnWords ColumnKind = "words"
	// ColumnNumber is set to the right, and never cut.
	ColumnNumber ColumnKind = "number"
)

// Values returns the kinds in order.
func (ColumnKind) Values() []ColumnKind {
	return []ColumnKind{ColumnText, ColumnWords, ColumnNumber}
}

// Row is a line of a table. What it has fewer cells than the table has columns are
// empty; for more, the table has columns without a head.
type Row struct {
	Kind RowKind `json:"kind,omitempty"`
	// Charted makes the row one that the chart of the table draws, see [ChartKind].
	Charted bool   `json:"charted,omitempty"`
	Cells   []Cell `json:"cells"`
}

// Cell is a text or a number. The zero Cell is empty.
type Cell struct {
	Text string `json:"text,omitempty"`
	// Number is written where there is no text.
	Number decimal.NullDecimal `json:"number,omitzero"`
	// Unit is that of the number where it is not that of the column, and of a number that is
	// not known, which is written as [Unknown].
	Unit Unit `json:"unit,omitempty"`
}

// IsEmpty reports whether nothing is written for the cell.
func (c Cell) IsEmpty() bool { return c.Text == "" && c.Unit == "" && !c.Number.Valid }

// Texts returns cells of texts.
func Texts(texts ...string) []Cell {
	cells := make([]Cell, len(texts))
	for i, text := range texts {
		cells[i].Text = text
	}
	return cells
}

// Number returns a cell of a number in the unit of its column, with its unit where it is
// not known.
func Number(n decimal.NullDecimal, unit Unit) Cell { return Cell{Number: n, Unit: unit} }

// RowKind tells what a row is to those around it. Anything else is a plain row.
type RowKind string

// The kinds. None is a row like any other.
const (
	// RowGroup stands above the rows that are parts of it, each a RowPart.
	RowGroup RowKind = "group"
	RowPart  RowKind = "part"
	RowTotal RowKind = "total"
)

// Values returns the kinds in order.
func (RowKind) Values() []RowKind { return []RowKind{RowGroup, RowPart, RowTotal} }

// Plain returns a text with a space for each control character and each mark that turns the
// direction of a text, as a page shows it.
func Plain(text string) string {
	if isPlain(text) {
		return text
	}
	return strings.Map(printed, text)
}

// isPlain reports whether a text has printable ASCII only, as most have.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i]-' ' > '~'-' ' {
			return false
		}
	}
	return true
}

// printed returns the rune that stands for another on a page: a space for all that a
// terminal would obey, that breaks lines, or that turns the direction of the text.
func printed(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return ' '
}
