package tabular

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
)

// Workbook is a file of a spreadsheet with a table in each sheet. Its cells have numbers
// and days where those of a text have digits.
type Workbook struct {
	file     *excelize.File
	from1904 bool
}

// maxUnzipped is how many bytes a workbook may have without compression.
const maxUnzipped = 2 << 30

// NewWorkbook reads a workbook.
func NewWorkbook(r io.Reader) (*Workbook, error) {
	file, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: maxUnzipped})
	if err != nil {
		return nil, fmt.Errorf("must be a workbook: %w", err)
	}
	w := &Workbook{file: file}
	if properties, err := file.GetWorkbookProps(); err == nil && properties.Date1904 != nil {
		w.from1904 = *properties.Date1904
	}
	return w, nil
}

// Close removes what reading has laid down.
func (w *Workbook) Close() error { return w.file.Close() }

// Sheets returns the names of the sheets.
func (w *Workbook) Sheets() []string { return w.file.GetSheetList() }

// Sheet returns the name of a sheet in the case that it has, "" when there is none.
func (w *Workbook) Sheet(name string) string {
	for _, sheet := range w.Sheets() {
		if Fold(sheet) == Fold(name) {
			return sheet
		}
	}
	return ""
}

// Table reads the header of a sheet. Of the first rows it is the one of which known finds
// the most columns, where these are two at least, and else the first with any text. Lines
// and columns are those of the sheet.
func (w *Workbook) Table(sheet string, known func(column string) bool) (*Reader, error) {
	rows, err := w.file.Rows(w.Sheet(sheet))
	if err != nil {
		return nil, w.missing(sheet)
	}
	s := &sheetRows{rows: rows}
	if s.above, err = w.above(sheet, known); err != nil {
		return nil, err
	}
	return newReader(s)
}

// above returns how many rows stand above the header of a sheet.
func (w *Workbook) above(sheet string, known func(column string) bool) (int, error) {
	rows, err := w.file.Rows(w.Sheet(sheet))
	if err != nil {
		return 0, err
	}
	defer func() { _ = rows.Close() }()
	above, most, filled := 0, 1, 0
	first, isKnown := true, false
	for line := 0; line < maxAbove && rows.Next(); line++ {
		row, err := cellsOf(rows, line+1)
		if errors.Is(err, ErrLong) { // who reads as far will tell
			break
		}
		if err != nil {
			return 0, err
		}
		n, cells := countKnown(row, known), countFilled(row)
		switch { // as findHeader
		case first && !isBlank(row):
			first, above, most, filled = false, line, max(n, 1), 2*cells-1
			isKnown = most > 1
		case n > most:
			above, most, isKnown = line, n, true
		case !isKnown && cells > filled && !first:
			above, filled = line, cells
		}
	}
	return above, nil
}

// missing is the error of a sheet that there is not, with those that there are.
func (w *Workbook) missing(name string) error {
	nearest := ""
	if near := Nearest(name, w.Sheets()); near != "" {
		nearest = fmt.Sprintf(" (the nearest is %.40q)", near)
	}
	return fmt.Errorf("sheet %.40q%s is missing; the workbook has %s", name, nearest, quoted(w.Sheets()))
}

// IsText reports whether a cell holds a text.
func (w *Workbook) IsText(sheet string, line, column int) bool {
	kind, err := w.file.GetCellType(w.Sheet(sheet), CellName(line, column))
	return err == nil && (kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString)
}

// Day returns the day that a number of a sheet stands for.
func (w *Workbook) Day(number string) (partnermath.Date, bool) {
	serial, err := strconv.ParseFloat(number, 64)
	if err != nil || serial < 0 {
		return partnermath.Date{}, false
	}
	day, err := excelize.ExcelDateToTime(serial, w.from1904)
	if err != nil {
		return partnermath.Date{}, false
	}
	return partnermath.DateOf(day), true
}

// CellName returns what a spreadsheet calls a cell, like C7.
func CellName(line, column int) string {
	name, err := excelize.CoordinatesToCellName(column, line)
	if err != nil {
		return fmt.Sprintf("%d:%d", line, column)
	}
	return name
}

// Digits returns a number of a sheet with the 15 digits that it shows of a number, and
// false for another text.
func Digits(text string) (string, bool) {
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.Trim(text, "0123456789.+-eE") != "" {
		return "", false
	}
	if strings.ContainsAny(text, "eE") || len(text) > 15 {
		text = strconv.FormatFloat(number, 'f', -1, 64)
		if rounded, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', 15, 64), 64); err == nil {
			text = strconv.FormatFloat(rounded, 'f', -1, 64)
		}
	}
	return text, true
}

// sheetRows are the rows of a sheet.
type sheetRows struct {
	rows  *excelize.Rows
	above int // rows before the header
	line  int
	width int // of the header
}

func (*sheetRows) isBehindBlank() bool { return false } // blank rows are rows

func (s *sheetRows) form() string { return "a sheet" }

func (s *sheetRows) read() ([]string, error) {
	for s.rows.Next() {
		s.line++
		row, err := cellsOf(s.rows, s.line)
		if err != nil {
			return nil, err
		}
		if s.width == 0 {
			if s.line <= s.above || isBlank(row) {
				continue
			}
			s.width = len(row)
		}
		for len(row) < s.width { // empty cells at the end are left out
			row = append(row, "")
		}
		if len(row) > s.width && !isBlank(row[s.width:]) {
			return row, &Error{s.line, s.width + 1, fieldCount(len(row), s.width)}
		}
		return row[:s.width], nil
	}
	if err := s.rows.Error(); err != nil {
		return nil, err
	}
	return nil, io.EOF
}

// cellsOf returns the cells of a row in a line. A row that is too long ends the table, and so does
// one below the last that a sheet can have, to which billions of empty ones would lead.
func cellsOf(rows *excelize.Rows, line int) ([]string, error) {
	if line > excelize.TotalRows {
		return nil, &Error{line, 1, fmt.Errorf("a sheet has at most %d rows%w", excelize.TotalRows, silent{ErrLong})}
	}
	row, err := rows.Columns(excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, &Error{line, 1, err}
	}
	length := 0
	for _, cell := range row {
		length += len(cell)
	}
	if length > MaxRow {
		return nil, &Error{line, 1, ErrLong}
	}
	return row, nil
}

func (s *sheetRows) place(column int) (line, at int) { return s.line, column + 1 }
