package main

import (
	"bufio"
	"cmp"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	pageWidth   = 100
	columnGap   = "  "
	indentation = "  "
	// narrowest is how far a column may be wrapped.
	narrowest = 12
)

// writeText writes a report for a terminal.
func writeText(w io.Writer, r report) error {
	p := r.page()
	width := cmp.Or(p.width, pageWidth)
	out := bufio.NewWriter(w)
	line := func(text string) { _, _ = out.WriteString(strings.TrimRight(text, " ") + "\n") }
	line(p.title)
	line(p.subtitle)
	if p.notice != "" {
		line(p.notice)
	}
	line(strings.Repeat("═", width))
	p.facts.text(width, line)
	for _, s := range p.sections {
		line("")
		line(strings.ToUpper(s.title))
		s.table.text(width, line)
		for _, note := range s.notes {
			for _, part := range wrap(note, width) {
				line(part)
			}
		}
	}
	return out.Flush()
}

// text writes the lines of a table on a page of a width.
func (t *table) text(width int, line func(string)) {
	if len(t.rows) == 0 {
		return
	}
	widths := t.widths(width)
	if t.head != nil {
		t.textRow(row{cells: t.head}, widths, line)
		line(t.rule(widths))
	}
	for _, r := range t.rows {
		if r.kind == totalRow {
			line(t.rule(widths))
		}
		t.textRow(r, widths, line)
	}
}

func (t *table) rule(widths []int) string {
	parts := make([]string, len(widths))
	for i, width := range widths {
		parts[i] = strings.Repeat("─", width)
	}
	return strings.Join(parts, t.gap())
}

// textRow writes a row, over several lines when a cell is wrapped.
func (t *table) textRow(r row, widths []int, line func(string)) {
	indent := r.indent()
	wrapped := make([][]string, len(r.cells))
	height := 1
	for i, cell := range r.cells {
		width := widths[i]
		if i == 0 {
			width -= len(indent)
		}
		wrapped[i] = []string{cell}
		if t.align[i] == 'w' {
			wrapped[i] = wrap(cell, width)
		}
		if i == 0 {
			for j := range wrapped[i] {
				wrapped[i][j] = indent + wrapped[i][j]
			}
		}
		height = max(height, len(wrapped[i]))
	}
	for at := range height {
		cells := make([]string, len(wrapped))
		for i, parts := range wrapped {
			text := ""
			if at < len(parts) {
				text = parts[at]
			}
			cells[i] = pad(text, widths[i], t.align[i] == 'r')
		}
		line(strings.Join(cells, t.gap()))
	}
}

// widths returns the widths of the columns. Those that may be wrapped are made
// narrower, the widest first, until the table fits the page.
func (t *table) widths(page int) []int {
	widths := make([]int, len(t.align))
	total := len(t.gap()) * (len(widths) - 1)
	for i := range widths {
		if t.head != nil {
			widths[i] = utf8.RuneCountInString(t.head[i])
		}
		for _, r := range t.rows {
			width := utf8.RuneCountInString(r.cells[i])
			if i == 0 {
				width += len(r.indent())
			}
			widths[i] = max(widths[i], width)
		}
		total += widths[i]
	}
	for ; total > page; total-- {
		widest := -1
		for i, width := range widths {
			if t.align[i] == 'w' && width > narrowest && (widest < 0 || width > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	return widths
}

func (r row) indent() string {
	if r.kind == partRow {
		return indentation
	}
	return ""
}

func pad(text string, width int, right bool) string {
	space := strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0))
	if right {
		return space + text
	}
	return text + space
}

// wrap breaks a text between words, and words that are longer than a line.
func wrap(text string, width int) []string {
	var lines []string
	var current []rune
	for _, word := range strings.Fields(text) {
		rest := []rune(word)
		if len(current) > 0 && len(current)+1+len(rest) <= width {
			current = append(append(current, ' '), rest...)
			continue
		}
		if len(current) > 0 {
			lines = append(lines, string(current))
		}
		for ; len(rest) > width; rest = rest[width:] {
			lines = append(lines, string(rest[:width]))
		}
		current = rest
	}
	return append(lines, string(current))
}
