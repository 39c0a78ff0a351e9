package live

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

const (
	mostWide    = 46
	mostText    = 2000
	mostFormula = 8000 // characters that spreadsheets take
	mostState   = 18   // of words that a step comes to
)

// put writes a cell, and returns its name.
func (s *Sheet) put(col int, k look, value any, formula string) string {
	for len(s.cells) < s.Row {
		s.cells = append(s.cells, nil)
	}
	row := s.cells[s.Row-1]
	for len(row) < col {
		row = append(row, cell{})
	}
	row[col-1] = cell{k, value, formula}
	s.cells[s.Row-1] = row
	if col <= len(s.heads) && k.role == roleInput {
		s.heads[col-1].last = s.Row
	}
	if col <= len(s.heads) && (value != nil && value != "" || formula != "" || k.role == roleInput) {
		s.heads[col-1].used = true
	}
	return s.Here(col)
}

// measure keeps a column wide enough.
func (s *Sheet) measure(col, characters int) {
	for len(s.wide) < col {
		s.wide = append(s.wide, 0)
	}
	s.wide[col-1] = max(s.wide[col-1], min(characters, mostWide))
}

// ofWords is the look of words: on the right in a column of numbers, else on the left.
func (s *Sheet) ofWords(col int, r role) look {
	k := look{role: r, unit: Words}
	switch {
	case 1 < col && col <= len(s.heads) && !s.heads[col-1].words:
		k.right = true
	case col > 1:
		k.indent = true
	}
	return k
}

// Text writes words, whatever they begin with: a text is never a formula.
func (s *Sheet) Text(col int, words string) string { return s.words(col, roleText, words) }

// Texts writes words in the first columns.
func (s *Sheet) Texts(words ...string) {
	for i, one := range words {
		s.Text(i+1, one)
	}
}

// Over writes words that may run over the next cells.
func (s *Sheet) Over(col int, words string) string {
	return s.put(col, look{unit: Words}, Clean(words), "")
}

// Choice writes an input of words.
func (s *Sheet) Choice(col int, words string) string { return s.words(col, roleInput, words) }

func (s *Sheet) words(col int, r role, words string) string {
	words = Clean(words)
	k, n := s.ofWords(col, r), utf8.RuneCountInString(words)
	if s.measure(col, n); n > mostWide {
		k.wrap = true
		s.wraps[s.Row] = append(s.wraps[s.Row], wrapped{col, words})
	}
	return s.put(col, k, words, "")
}

// Clean takes out of a text what a cell cannot hold, and what nobody sees.
func Clean(words string) string {
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

// Heads writes the heads of a table, and goes on to the next row. Those of words, which
// begin with "<", stand on the left, as the first does, and those of numbers on the right. A head
// over a column without cells is left out.
func (s *Sheet) Heads(words ...string) {
	s.endTable()
	for i, text := range words {
		k := look{role: roleHead, unit: Count}
		text, left := strings.CutPrefix(Clean(text), "<")
		if left = left || i == 0 || text == ""; left {
			k.unit, k.indent = Words, i > 0
		}
		longest := 0
		for _, word := range strings.Fields(text) {
			longest = max(longest, utf8.RuneCountInString(word))
		}
		s.measure(i+1, max(longest+3, 9))
		s.wraps[s.Row] = append(s.wraps[s.Row], wrapped{i + 1, text})
		s.put(i+1, k, text, "")
		s.heads = append(s.heads, head{words: left, used: i == 0, row: s.Row})
	}
	s.Row++
}

// Names names the inputs in the columns of the table that begins, "" for those that have no name.
func (s *Sheet) Names(names ...string) {
	for i, name := range names[:min(len(names), len(s.heads))] {
		s.heads[i].name = name
	}
}

// endTable names the inputs of a table, and takes out the heads of columns without cells.
func (s *Sheet) endTable() {
	for i, h := range s.heads {
		if h.name != "" && h.last > 0 {
			s.define(h.name, i+1, h.row+1, h.last)
		}
		if !h.used {
			s.cells[h.row-1][i].value = ""
		}
	}
	s.heads = nil
}

// Title begins a part of a sheet.
func (s *Sheet) Title(words string) {
	s.endTable()
	s.Row++
	s.parts = append(s.parts, part{s.Row, s.Row})
	s.put(1, look{role: rolePart}, Clean(words), "")
	s.Row++
}

// Note says something in a row of its own.
func (s *Sheet) Note(format string, args ...any) {
	s.put(1, look{role: roleNote}, Clean(fmt.Sprintf(format, args...)), "")
	s.Row++
}

// Input writes a number that is given; one that is left out leaves an empty cell to fill.
func (s *Sheet) Input(col int, u Unit, d decimal.NullDecimal) string {
	return s.number(col, look{role: roleInput, unit: u}, d)
}

// Fact writes a number that is given, and that no formula looks at.
func (s *Sheet) Fact(col int, u Unit, d decimal.NullDecimal) string {
	return s.number(col, look{unit: u}, d)
}

// Library writes a number that no formula of a sheet comes to.
func (s *Sheet) Library(col int, u Unit, d decimal.NullDecimal) string {
	s.computed++
	return s.number(col, look{role: roleLibrary, unit: u}, d)
}

func (s *Sheet) number(col int, k look, d decimal.NullDecimal) string {
	if !d.Valid {
		s.measure(col, 6)
		return s.put(col, k, nil, "")
	}
	return s.put(col, k, s.float(col, k.unit, d.Decimal), "")
}

// Day writes a day that is given.
func (s *Sheet) Day(col int, d partnermath.Date) string { return s.date(col, roleInput, d) }

// Date writes a day that no formula looks at.
func (s *Sheet) Date(col int, d partnermath.Date) string { return s.date(col, roleText, d) }

func (s *Sheet) date(col int, r role, d partnermath.Date) string {
	s.measure(col, 11)
	k := look{role: r, unit: Date}
	if d.IsZero() {
		return s.put(col, k, nil, "")
	}
	return s.put(col, k, d.DaysSince(partnermath.NewDate(1899, 12, 30)), "")
}

// Figure writes a formula, and remembers what the library says that it comes to: a number, or
// nothing, which is an empty text in a sheet. A formula that is too long for a cell is left out, and
// the number is then one of [Sheet.Library].
func (s *Sheet) Figure(col int, u Unit, formula string, want decimal.NullDecimal) string {
	return s.figure(col, look{role: roleFigure, unit: u}, formula, want)
}

// Total is a figure that others lead up to.
func (s *Sheet) Total(col int, u Unit, formula string, want decimal.NullDecimal) string {
	return s.figure(col, look{role: roleTotal, unit: u}, formula, want)
}

// TotalName names the row of totals.
func (s *Sheet) TotalName(words string) string { return s.words(1, roleTotal, words) }

func (s *Sheet) figure(col int, k look, formula string, want decimal.NullDecimal) string {
	if len(formula) > mostFormula {
		return s.Library(col, k.unit, want)
	}
	s.figures = append(s.figures, Figure{Sheet: s.Name, Cell: s.Here(col), Formula: formula, Number: want})
	if !want.Valid {
		s.measure(col, 6)
		return s.put(col, k, "", formula)
	}
	return s.put(col, k, s.float(col, k.unit, want.Decimal), formula)
}

// Verdict is a figure of words.
func (s *Sheet) Verdict(col int, formula, want string) string {
	s.figures = append(s.figures, Figure{Sheet: s.Name, Cell: s.Here(col), Formula: formula, Text: want})
	s.measure(col, utf8.RuneCountInString(want)+1)
	return s.put(col, s.ofWords(col, roleFigure), want, formula)
}

// Step writes a formula on the way, of which nobody says what it comes to.
func (s *Sheet) Step(col int, u Unit, formula string) string {
	if len(formula) > mostFormula {
		s.Fail(fmt.Errorf("the formula of cell %s is too long", s.Far(s.Here(col))))
	}
	s.steps++
	k := look{role: roleStep, unit: u}
	if s.measure(col, 9); u == Words {
		s.measure(col, mostState)
		k = s.ofWords(col, roleStep)
	}
	return s.put(col, k, nil, formula)
}

// float is a number as files of spreadsheets have them. It is exact up to 15 digits.
func (s *Sheet) float(col int, u Unit, d decimal.Decimal) float64 {
	most := decimal.New(1, 13-max(2, u.decimals(s.Places)))
	if !partnermath.InBounds(d) || d.Abs().GreaterThanOrEqual(most) {
		s.Fail(fmt.Errorf("cell %s can hold numbers below %s to the last place", s.Far(s.Here(col)), most))
		return 0
	}
	f, _ := strconv.ParseFloat(d.String(), 64)
	s.measure(col, u.characters(d, s.Places)+1)
	return f
}
