package folder

import (
	"fmt"
	"path/filepath"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/qbr/document"
)

// LeftOut tells of the rows that were left out.
type LeftOut struct {
	// Counts are of the files, in their order.
	Counts []leftOutCount `json:"counts"`
	// Faults are the first that were found in them.
	Faults []leftOut `json:"faults,omitempty"`

	workbook bool
}

// leftOut is what is wrong with a row that was left out, or with one of its cells.
type leftOut struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Fault  string `json:"fault"`
}

// place names the cell of a table, or of a sheet that stands for it.
func (l leftOut) place(workbook bool) string {
	if workbook && filepath.Ext(l.File) == ".csv" {
		return sheetOf(l.File) + "!" + tabular.CellName(l.Line, l.Column)
	}
	return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
}

type leftOutCount struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
}

// maxLeftOut is how many faults of rows a report lists.
const maxLeftOut = 20

// LeftOut tells of the rows of a folder that were left out, with the faults that were found in
// them or, for somebody who must not see what stands in them, without.
func (f *Faults) LeftOut(in Folder, withFaults bool) LeftOut {
	l := LeftOut{workbook: in.workbook != nil}
	for _, one := range in.layout.Files {
		file := one.Name
		if rows := len(f.rows[file]); rows > 0 {
			l.Counts = append(l.Counts, leftOutCount{file, rows})
		}
	}
	if withFaults {
		f.cut()
		for _, one := range f.list[:min(len(f.list), maxLeftOut)] {
			l.Faults = append(l.Faults, leftOut{one.file, one.line, one.column, one.text()})
		}
	}
	return l
}

// Section sets it for people.
func (l LeftOut) Section() document.Section {
	s := document.Section{Title: "Rows left out"}
	t := document.Table{Columns: []document.Column{{Head: "Row"}, {Head: "Fault", Kind: document.ColumnWords}}}
	for _, row := range l.Faults {
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(row.place(l.workbook), row.Fault)})
	}
	s.Tables = []document.Table{t}
	for _, count := range l.Counts {
		s.Notes = append(s.Notes, fmt.Sprintf("The report is made without %s of %s.", words.Counted(count.Rows, "row", "rows"), count.File))
	}
	return s
}
