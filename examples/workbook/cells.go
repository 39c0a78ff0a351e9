package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
)

// mark remembers a row of a sheet by a key. A workbook is laid out twice: formulas of the first
// pass do not know the rows yet that stand below them, those of the second do.
func (s *sheet) mark(key string) { s.now[s.name+" "+key] = s.row }

// rowOf returns the row that a key was marked with in the pass before.
func (s *sheet) rowOf(key string) int { return max(1, s.before[s.name+" "+key]) }

// figure is a cell with a formula, and what the library says that it comes to.
type figure struct {
	sheet, cell, formula string
	number               decimal.NullDecimal // not valid where nothing is known
	text                 string              // in place of a number
}

// sheet is a sheet on its way: rows of cells, written in one go.
type sheet struct {
	*book
	name  string
	row   int // the one that is written
	rows  [][]any
	wide  []int             // the characters of each column
	wraps map[int][]wrapped // texts of several lines, by row
	parts []part            // what pages should not cut
	first int               // of the columns that are hidden; 0 for none
	last  int
	// givenAt and valueAt are the columns of inputs and figures in a list of them.
	givenAt, valueAt int
	// titles are the rows that each printed page begins with.
	titles [2]int
}

// wrapped is a text that may take several lines.
type wrapped struct {
	col  int
	text string
}

// at names a cell.
func (s *sheet) at(col, row int) string { return columnName(col) + strconv.Itoa(row) }

// here names a cell of this row.
func (s *sheet) here(col int) string { return s.at(col, s.row) }

// far names a cell for the formulas of other sheets.
func (s *sheet) far(cell string) string { return s.name + "!" + cell }

// span names the cells of a column from one row to another.
func (s *sheet) span(col, first, last int) string { return s.at(col, first) + ":" + s.at(col, last) }

// fixed names such cells in a way that charts and names take.
func (s *sheet) fixed(col, first, last int) string {
	c := columnName(col)
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", s.name, c, first, c, last)
}

func columnName(col int) string {
	name, _ := excelize.ColumnNumberToName(col)
	return name
}

func (s *sheet) put(col int, k look, value any, formula string) string {
	for len(s.rows) < s.row {
		s.rows = append(s.rows, nil)
	}
	row := s.rows[s.row-1]
	for len(row) < col {
		row = append(row, nil)
	}
	row[col-1] = excelize.Cell{StyleID: s.style(k), Value: value, Formula: formula}
	s.rows[s.row-1] = row
	return s.here(col)
}

// measure keeps a column wide enough.
func (s *sheet) measure(col, characters int) {
	for len(s.wide) < col {
		s.wide = append(s.wide, 0)
	}
	s.wide[col-1] = max(s.wide[col-1], min(characters, mostWide))
}

// text writes words, whatever they begin with: a text is never a formula.
func (s *sheet) text(col int, words string) string { return s.words(col, look{}, words) }

func (s *sheet) words(col int, k look, words string) string {
	words = clean(words)
	n := utf8.RuneCountInString(words)
	if s.measure(col, n); n > mostWide {
		k.wrap = true
		s.wraps[s.row] = append(s.wraps[s.row], wrapped{col, words})
	}
	k.indent = col > 1
	return s.put(col, k, words, "")
}

const (
	mostWide    = 46
	mostText    = 2000
	mostFormula = 8000 // characters that spreadsheets take
	mostState   = 18   // of words that a helper comes to
	lineHeight  = 15.0
)

// clean takes out of a text what a cell cannot hold, and what nobody sees.
func clean(words string) string {
	words = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r&0xFFFE == 0xFFFE:
			return -1
		}
		return r
	}, words)
	if runes := []rune(words); len(runes) > mostText {
		return string(runes[:mostText]) + "…"
	}
	return words
}

// heads writes the heads of a table, and goes on to the next row. Those of words, which
// begin with "<", stand on the left, as the first does, and those of numbers on the right.
func (s *sheet) heads(words ...string) {
	for i, head := range words {
		k := look{role: roleHead, unit: unitCount}
		if short, left := strings.CutPrefix(head, "<"); left || i == 0 {
			head, k.unit, k.indent = short, unitText, i > 0
		}
		longest := 0
		for _, word := range strings.Fields(head) {
			longest = max(longest, utf8.RuneCountInString(word))
		}
		s.measure(i+1, max(longest+3, 9))
		s.wraps[s.row] = append(s.wraps[s.row], wrapped{i + 1, head})
		s.put(i+1, k, head, "")
	}
	s.row++
}

// title begins a part of a sheet.
func (s *sheet) title(words string) {
	s.row++
	s.parts = append(s.parts, part{s.row, s.row})
	s.put(1, look{role: rolePart}, words, "")
	s.row++
}

// note says something below a table.
func (s *sheet) note(format string, args ...any) {
	s.put(1, look{role: roleNote}, clean(fmt.Sprintf(format, args...)), "")
	s.row++
}

// input writes a number that is given; one that is left out leaves an empty cell to fill.
func (s *sheet) input(col int, u unit, d decimal.NullDecimal) string {
	return s.number(col, look{role: roleInput, unit: u}, d)
}

// library writes a number that no formula of a sheet comes to.
func (s *sheet) library(col int, u unit, d decimal.NullDecimal) string {
	s.computed++
	return s.number(col, look{role: roleLibrary, unit: u}, d)
}

func (s *sheet) number(col int, k look, d decimal.NullDecimal) string {
	if !d.Valid {
		s.measure(col, 6)
		return s.put(col, k, nil, "")
	}
	return s.put(col, k, s.float(col, k.unit, d.Decimal), "")
}

// choice writes an input of words.
func (s *sheet) choice(col int, words string) string {
	return s.words(col, look{role: roleInput, unit: unitText}, words)
}

// day writes a day that is given.
func (s *sheet) day(col int, d partnermath.Date) string {
	s.measure(col, 11)
	if d.IsZero() {
		return s.put(col, look{role: roleInput, unit: unitDate}, nil, "")
	}
	return s.put(col, look{role: roleInput, unit: unitDate}, serial(d), "")
}

// serial is the number that a spreadsheet has for a day.
func serial(d partnermath.Date) int { return d.DaysSince(partnermath.NewDate(1899, 12, 30)) }

// figure writes a formula, and remembers what the library says that it comes to.
func (s *sheet) figure(col int, u unit, formula string, want decimal.NullDecimal) string {
	return s.total(col, look{role: roleFigure, unit: u}, formula, want)
}

func (s *sheet) total(col int, k look, formula string, want decimal.NullDecimal) string {
	if len(formula) > mostFormula {
		return s.library(col, k.unit, want)
	}
	s.figures = append(s.figures, figure{sheet: s.name, cell: s.here(col), formula: formula, number: want})
	if !want.Valid {
		s.measure(col, 6)
		return s.put(col, k, "", formula)
	}
	return s.put(col, k, s.float(col, k.unit, want.Decimal), formula)
}

// verdict is a figure of words.
func (s *sheet) verdict(col int, formula, want string) string {
	s.figures = append(s.figures, figure{sheet: s.name, cell: s.here(col), formula: formula, text: want})
	s.measure(col, utf8.RuneCountInString(want)+1)
	return s.put(col, look{role: roleFigure, unit: unitText, indent: col > 1}, want, formula)
}

// helper writes a step that the library does not publish.
func (s *sheet) helper(col int, u unit, formula string) string {
	if len(formula) > mostFormula && s.fault == nil {
		s.fault = fmt.Errorf("workbook: the formula of cell %s is too long", s.far(s.here(col)))
	}
	s.helpers++
	s.measure(col, map[bool]int{true: mostState, false: 9}[u == unitText])
	return s.put(col, look{role: roleHelper, unit: u, indent: u == unitText}, nil, formula)
}

// float is a number as files of spreadsheets have them. It is exact up to 15 digits.
func (s *sheet) float(col int, u unit, d decimal.Decimal) float64 {
	if !s.check(col, u, d) {
		return 0
	}
	f, _ := strconv.ParseFloat(d.String(), 64)
	s.measure(col, u.characters(d, s.places)+1)
	return f
}

// check refuses a number that a spreadsheet cannot hold to the last place.
func (s *sheet) check(col int, u unit, d decimal.Decimal) bool {
	most := decimal.New(1, 13-max(2, u.decimals(s.places)))
	if partnermath.InBounds(d) && d.Abs().LessThan(most) {
		return true
	}
	if s.fault == nil {
		s.fault = fmt.Errorf("workbook: cell %s can hold numbers below %s to the last place", s.far(s.here(col)), most)
	}
	return false
}

// hide hides columns.
func (s *sheet) hide(first, last int) { s.first, s.last = first, last }

// define names inputs, in one cell or down a column, after the sheet and what they are.
func (s *sheet) define(name string, col, first, last int) {
	refers := s.fixed(col, first, last)
	if first == last {
		refers = fmt.Sprintf("%s!$%s$%d", s.name, columnName(col), first)
	}
	s.names = append(s.names, excelize.DefinedName{Name: strings.ToLower(s.name) + "_" + name, RefersTo: refers})
}

// given writes a line of a list: an input that has a name.
func (s *sheet) given(name, words string, u unit, d decimal.NullDecimal) string {
	s.text(1, words)
	cell := s.input(s.givenAt, u, d)
	s.define(name, s.givenAt, s.row, s.row)
	s.row++
	return cell
}

// dated is given for a day.
func (s *sheet) dated(name, words string, d partnermath.Date) string {
	s.text(1, words)
	cell := s.day(s.givenAt, d)
	s.define(name, s.givenAt, s.row, s.row)
	s.row++
	return cell
}

// value writes a line of a list: a figure.
func (s *sheet) value(words string, u unit, formula string, want decimal.NullDecimal) string {
	s.text(1, words)
	cell := s.figure(s.valueAt, u, formula, want)
	s.row++
	return cell
}

// sum is a value that a list leads up to.
func (s *sheet) sum(words string, u unit, formula string, want decimal.NullDecimal) string {
	s.words(1, look{role: roleTotal}, words)
	cell := s.total(s.valueAt, look{role: roleTotal, unit: u}, formula, want)
	s.row++
	return cell
}

// decided is a value of words.
func (s *sheet) decided(words, formula, want string) string {
	s.text(1, words)
	cell := s.verdict(s.valueAt, formula, want)
	s.row++
	return cell
}

func known(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

func (s *sheet) rounded(formula string) string { return fmt.Sprintf("ROUND(%s,%d)", formula, s.places) }

// defaulted is a formula of an input that may be left empty.
func defaulted(cell, otherwise string) string {
	return fmt.Sprintf(`IF(%s="",%s,%s)`, cell, otherwise, cell)
}
