package document

import "strings"

// AppendMarkdown appends the document as Markdown with the tables of GitHub, and returns
// it. No text of the document is taken for markup, for a link, or for what GitHub makes of
// a mention, a reference, a formula or an emoji.
func (d *Document) AppendMarkdown(to []byte) []byte {
	if d == nil {
		d = &Document{}
	}
	p := markdownPage{to}
	p.add("# ", d.Title, "\n")
	if d.Subtitle != "" {
		p.add("\n", "", "")
		p.paragraph(d.Subtitle)
	}
	if trimmed(d.Notice) != "" {
		p.add("\n**", d.Notice, "**\n")
	}
	for i := range d.Sections {
		p.section(&d.Sections[i])
	}
	return p.to
}

// markdownPage is Markdown that is written piece by piece.
type markdownPage struct{ to []byte }

// add appends a text between two pieces of markup.
func (p *markdownPage) add(before, text, after string) {
	p.to = append(p.to, before...)
	p.to = appendEscaped(p.to, trimmed(text))
	p.to = append(p.to, after...)
}

// trimmed returns a text as it is printed, without the spaces around it: in front of them
// stars are stars, and behind four of them a text is code.
func trimmed(text string) string { return strings.Trim(Plain(text), " ") }

// paragraph appends a text that is one.
func (p *markdownPage) paragraph(text string) { p.start("", text, "\n") }

// start appends a text where a dash or a number would start a list.
func (p *markdownPage) start(before, text, after string) {
	text = trimmed(text)
	p.to = append(p.to, before...)
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	switch rest := text[digits:]; {
	case digits == 0 && rest != "" && strings.ContainsRune("-+=", rune(rest[0])),
		digits > 0 && rest != "" && strings.ContainsRune(".)", rune(rest[0])):
		p.to = append(append(append(p.to, text[:digits]...), '\\'), rest[0])
		text = rest[1:]
	}
	p.to = appendEscaped(p.to, text)
	p.to = append(p.to, after...)
}

func (p *markdownPage) section(s *Section) {
	if s.Title != "" {
		p.add("\n## ", s.Title, "\n")
	}
	for i := range s.Tables {
		p.table(&s.Tables[i])
	}
	for _, note := range s.Notes {
		p.add("\n", "", "")
		p.paragraph(note)
	}
}

// table writes a table. One without heads is a list.
func (p *markdownPage) table(t *Table) {
	if len(t.Rows) == 0 {
		return
	}
	if t.Title != "" {
		p.add("\n### ", t.Title, "\n")
	}
	w := t.write()
	p.add("\n", "", "")
	if !w.hasHead() {
		for i := range w.rows {
			p.fact(&w.rows[i])
		}
		return
	}
	for i := range w.columns {
		p.add("| ", w.columns[i].Head, " ")
	}
	p.add("|\n", "", "")
	for i := range w.columns {
		rule := "| --- "
		if w.columns[i].Kind == ColumnNumber {
			rule = "| ---: "
		}
		p.add(rule, "", "")
	}
	p.add("|\n", "", "")
	for i := range w.rows {
		p.row(&w.rows[i])
	}
}

func (p *markdownPage) row(r *writtenRow) {
	for i, cell := range r.cells {
		before, after := "| ", " "
		switch {
		case trimmed(cell) == "":
		case r.kind == RowGroup, r.kind == RowTotal:
			before, after = "| **", "** "
		case r.indent(i) > 0:
			before = "| &emsp;"
		}
		p.add(before, cell, after)
	}
	p.add("|\n", "", "")
}

// fact writes a row of a table without heads.
func (p *markdownPage) fact(r *writtenRow) {
	before := ": "
	for i, cell := range r.cells {
		switch {
		case i == 0:
			p.start("- ", cell, "")
		case cell != "":
			p.add(before, cell, "")
			before = ", "
		}
	}
	p.add("\n", "", "")
}

// appendEscaped appends a text that can be printed as Markdown that shows it. GitHub looks
// for mentions, references, links, formulas and emoji after the backslashes are gone, so that
// these need an element in between.
func appendEscaped(to []byte, text string) []byte {
	for i := range len(text) { // what is no ASCII is none of these
		switch c := text[i]; c {
		case '\\', '|', '*', '_', '`', '[', ']', '~':
			to = append(to, '\\', c)
		case '<':
			to = append(to, "&lt;"...)
		case '>':
			to = append(to, "&gt;"...)
		case '&':
			to = append(to, "&amp;"...)
		case '@', '#', '$':
			to = appendApart(to, c)
		case ':', '.':
			if isLively(text, i) {
				to = appendApart(to, c)
				continue
			}
			to = append(to, c)
		default:
			to = append(to, c)
		}
	}
	return to
}

func appendApart(to []byte, c byte) []byte {
	return append(append(append(to, "<span>"...), c), "</span>"...)
}

// isLively reports whether a colon or a full stop may make a link or an emoji of what
// stands around it: https://a, :tada: and www.a.
func isLively(text string, at int) bool {
	rest := text[at+1:]
	if text[at] == '.' {
		return at >= 3 && strings.EqualFold(text[at-3:at], "www")
	}
	name := len(rest) - len(strings.TrimLeft(rest, emojiLetters))
	return strings.HasPrefix(rest, "//") || name > 0 && strings.HasPrefix(rest[name:], ":")
}

const emojiLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-"
