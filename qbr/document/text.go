package document

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

const (
	// leastWidth is the narrowest page that text is set for, mostWidth the widest.
	leastWidth  = 20
	mostWidth   = 10_000
	wideGap     = "  "
	tightGap    = " "
	indentation = "  "
	// narrowest is how far a column of words may be wrapped, and longest how long a word of
	// it can be that is not broken.
	narrowest = 12
	longest   = 24
)

// AppendText appends the document as text for a page of a width in characters, from 20 to
// 10,000, and returns it. It is tidy from 80 characters on.
//
// A table that is too wide has its columns set closer where that is enough, or else its
// columns of words wrapped, and then loses the columns that it can do without, which a line
// below it names. Numbers
// are never cut: a table that is too wide even so goes over the edge.
func (d *Document) AppendText(to []byte, width int) []byte {
	if d == nil {
		d = &Document{}
	}
	p := textPage{to: to, width: min(max(width, leastWidth), mostWidth)}
	p.words(d.Title)
	p.words(d.Subtitle)
	p.words(d.Notice)
	p.line(strings.Repeat("═", p.width))
	for i := range d.Sections {
		p.section(&d.Sections[i])
	}
	return p.to
}

// textPage is text that is written line by line.
type textPage struct {
	to    []byte
	width int
}

func (p *textPage) line(text string) {
	p.to = append(p.to, strings.TrimRight(text, " ")...)
	p.to = append(p.to, '\n')
}

// words writes a text on as many lines as it takes, none for one that is empty.
func (p *textPage) words(text string) {
	if text = Plain(text); text == "" {
		return
	}
	for _, part := range wrap(text, p.width) {
		p.line(part)
	}
}

func (p *textPage) section(s *Section) {
	if s.Title != "" {
		p.line("")
		p.words(strings.ToUpper(s.Title))
	}
	for i := range s.Tables {
		if i > 0 {
			p.line("")
		}
		p.table(&s.Tables[i])
	}
	if len(s.Tables) > 1 && len(s.Notes) > 0 {
		p.line("")
	}
	for _, note := range s.Notes {
		p.words(note)
	}
}

func (p *textPage) table(t *Table) {
	if len(t.Rows) == 0 {
		return
	}
	p.words(t.Title)
	w := t.write()
	s := newSetting(&w)
	s.fit(p.width)
	if w.hasHead() {
		p.row(&s, &s.head)
		p.line(s.rule())
	}
	for i := range s.rows {
		if s.rows[i].kind == RowTotal && i > 0 {
			p.line(s.rule())
		}
		p.row(&s, &s.rows[i])
	}
	if len(s.dropped) > 0 {
		p.words("Not shown at this width: " + strings.Join(s.dropped, ", ") + ".")
	}
}

// setting is a table as it is set on a page.
type setting struct {
	columns []Column
	head    writtenRow
	rows    []writtenRow
	widths  []int
	least   []int // how narrow a column of words may be
	gap     string
	dropped []string // the columns that are left out
}

// newSetting takes the table over.
func newSetting(w *written) setting {
	s := setting{gap: wideGap, columns: w.columns, rows: w.rows}
	s.widths = make([]int, len(s.columns))
	s.least = make([]int, len(s.columns))
	s.head.cells = make([]string, len(s.columns))
	for i := range s.columns {
		s.head.cells[i] = Plain(s.columns[i].Head)
		s.widths[i] = displayWidth(s.head.cells[i])
		s.least[i] = max(narrowest, longestWord(s.head.cells[i]))
		for j := range s.rows {
			r := &s.rows[j]
			r.cells[i] = Plain(r.cells[i])
			s.widths[i] = max(s.widths[i], r.indent(i)+displayWidth(r.cells[i]))
			s.least[i] = max(s.least[i], r.indent(i)+longestWord(r.cells[i]))
		}
	}
	return s
}

// longestWord is how wide the longest word of a text is that is not broken.
func longestWord(text string) int {
	width := 0
	for _, word := range strings.Fields(text) {
		if size := displayWidth(word); size <= longest {
			width = max(width, size)
		}
	}
	return width
}

// fit makes the table as wide as the page, or as near to it as numbers let it be.
func (s *setting) fit(page int) {
	natural := slices.Clone(s.widths)
	for {
		total := 0
		for _, width := range natural {
			total += width
		}
		gaps := max(len(natural)-1, 0)
		if s.gap = wideGap; total+gaps*len(wideGap) > page && total+gaps*len(tightGap) <= page {
			s.gap = tightGap
		}
		if s.wrap(page) {
			return
		}
		s.gap = tightGap
		if copy(s.widths, natural); s.wrap(page) {
			return
		}
		drop := -1
		for i, c := range s.columns {
			if c.Spare > 0 && len(s.columns) > 1 && (drop < 0 || c.Spare >= s.columns[drop].Spare) {
				drop = i
			}
		}
		if drop < 0 {
			s.breakWords()
			copy(s.widths, natural)
			s.wrap(page)
			return
		}
		natural = slices.Delete(natural, drop, drop+1)
		s.drop(drop)
		copy(s.widths, natural)
	}
}

// breakWords lets columns be too narrow for their longest words.
func (s *setting) breakWords() {
	for i := range s.least {
		s.least[i] = narrowest
	}
}

// wrap makes columns of words narrower, the widest first, until the table fits the page,
// and reports whether it does.
func (s *setting) wrap(page int) bool {
	if s.total() <= page {
		return true
	}
	full := slices.Clone(s.widths)
	if s.limit(full, 0); s.total() > page {
		return false
	}
	s.limit(full, page) // so that what is left to do is little, however long the texts are
	for total := s.total(); total > page; total-- {
		widest := -1
		for i, width := range s.widths {
			if s.columns[i].Kind == ColumnWords && width > s.least[i] && (widest < 0 || width > s.widths[widest]) {
				widest = i
			}
		}
		s.widths[widest]--
	}
	return true
}

// total is how wide the table is.
func (s *setting) total() int {
	total := len(s.gap) * (len(s.widths) - 1)
	for _, width := range s.widths {
		total += width
	}
	return total
}

// limit makes columns as wide as they are in full, but those of words not wider than most,
// or than they have to be.
func (s *setting) limit(full []int, most int) {
	for i, width := range full {
		if s.widths[i] = width; s.columns[i].Kind == ColumnWords {
			s.widths[i] = min(width, max(most, s.least[i]))
		}
	}
}

func (s *setting) drop(i int) {
	s.dropped = append(s.dropped, cmp.Or(s.head.cells[i], "a column without a head"))
	s.columns = slices.Delete(s.columns, i, i+1)
	s.widths = slices.Delete(s.widths, i, i+1)
	s.least = slices.Delete(s.least, i, i+1)
	s.head.cells = slices.Delete(s.head.cells, i, i+1)
	for j := range s.rows {
		r := &s.rows[j]
		r.cells = slices.Delete(r.cells, i, i+1)
		if i == 0 && r.kind == RowPart {
			r.kind = "" // what was set in is gone
		}
	}
}

func (s *setting) rule() string {
	parts := make([]string, len(s.widths))
	for i, width := range s.widths {
		parts[i] = strings.Repeat("─", width)
	}
	return strings.Join(parts, s.gap)
}

// row writes a row, over several lines when a cell is wrapped.
func (p *textPage) row(s *setting, r *writtenRow) {
	height := 1
	wrapped := make([][]string, len(r.cells))
	for i, cell := range r.cells {
		wrapped[i] = []string{cell}
		if s.columns[i].Kind == ColumnWords {
			wrapped[i] = wrap(cell, s.widths[i]-r.indent(i))
		}
		height = max(height, len(wrapped[i]))
	}
	for at := range height {
		var line strings.Builder
		for i, parts := range wrapped {
			text := ""
			if at < len(parts) {
				text = strings.Repeat(" ", r.indent(i)) + parts[at]
			}
			space := strings.Repeat(" ", max(s.widths[i]-displayWidth(text), 0))
			if s.columns[i].Kind == ColumnNumber {
				text, space = space, text
			}
			if i > 0 {
				_, _ = line.WriteString(s.gap)
			}
			_, _ = line.WriteString(text)
			_, _ = line.WriteString(space)
		}
		p.line(line.String())
	}
}

// displayWidth returns how many columns a terminal takes for a text: none for a mark on
// the letter before, two for the scripts of East Asia.
func displayWidth(text string) int {
	width := 0
	for _, r := range text {
		width += runeWidth(r)
	}
	return width
}

func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		return 0
	case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana),
		r >= 0x3000 && r <= 0x303e, r >= 0xff01 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff:
		return 2
	}
	return 1
}

// wrap breaks a text between words, and words that are longer than a line, which has room for
// one letter at least.
func wrap(text string, width int) []string {
	width = max(width, 1)
	var lines []string
	current, used := "", 0
	for _, word := range strings.Fields(text) {
		size := displayWidth(word)
		if current != "" && used+1+size <= width {
			current, used = current+" "+word, used+1+size
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		for size > width {
			at := fitting(word, width)
			size -= displayWidth(word[:at])
			lines, word = append(lines, word[:at]), word[at:]
		}
		current, used = word, size
	}
	return append(lines, current)
}

// fitting returns how many bytes of a word fit a line, those of one letter at least.
func fitting(word string, width int) int {
	used := 0
	for at, r := range word {
		if used += runeWidth(r); used > width && at > 0 {
			return at
		}
	}
	return len(word)
}
