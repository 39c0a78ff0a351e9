package qbr

import "unicode"

// Document is a report in words and tables. The zero Document is an empty one.
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
	Columns []Column `json:"columns"`
	Rows    []Row    `json:"rows"`
}

// Column is the head of a column and how its cells are set. The zero Column is a text
// without a head.
type Column struct {
	// Head can be read alone: "Gap to top mean" rather than a second "Gap".
	Head string     `json:"head,omitempty"`
	Kind ColumnKind `json:"kind,omitempty"`
	// Spare tells how well the table can do without the column where a page is too narrow
	// for all: the highest goes first, of equal ones the last. 0 always stays.
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
	Kind  RowKind  `json:"kind,omitempty"`
	Cells []string `json:"cells"`
}

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

// column returns how a column is set that the table may not state.
func (t *Table) column(i int) Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return Column{}
}

func (t *Table) width() int {
	width := len(t.Columns)
	for _, r := range t.Rows {
		width = max(width, len(r.Cells))
	}
	return width
}

func (t *Table) hasHead() bool {
	for _, c := range t.Columns {
		if c.Head != "" {
			return true
		}
	}
	return false
}

func (r *Row) cell(i int) string {
	if i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

// printed returns the rune that stands for another on a page: a space for all that a
// terminal would obey, that breaks lines, or that turns the direction of the text.
func printed(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return ' '
}
