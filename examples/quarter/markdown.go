package main

import (
	"bufio"
	"io"
	"regexp"
	"strings"
)

// writeMarkdown writes a report with the tables of GitHub's Markdown.
func writeMarkdown(w io.Writer, r report) error {
	p := r.page()
	out := bufio.NewWriter(w)
	line := func(text string) { _, _ = out.WriteString(text + "\n") }
	line("# " + escaped(p.title))
	line("")
	line(escaped(p.subtitle))
	line("")
	if p.notice != "" {
		line("**" + escaped(p.notice) + "**")
		line("")
	}
	p.facts.markdown(line)
	for _, s := range p.sections {
		line("")
		line("## " + escaped(s.title))
		if len(s.table.rows) > 0 {
			line("")
			s.table.markdown(line)
		}
		for _, note := range s.notes {
			line("")
			line(escaped(note))
		}
	}
	return out.Flush()
}

// markdown writes the lines of a table. One without a head is a list.
func (t *table) markdown(line func(string)) {
	if t.head == nil {
		for _, r := range t.rows {
			line("- " + escaped(r.cells[0]) + ": " + escaped(r.cells[1]))
		}
		return
	}
	heads := make([]string, len(t.head))
	for i, head := range t.head {
		heads[i] = escaped(head)
	}
	line("| " + strings.Join(heads, " | ") + " |")
	rule := make([]string, len(t.align))
	for i := range rule {
		rule[i] = "---"
		if t.align[i] == 'r' {
			rule[i] = "---:"
		}
	}
	line("| " + strings.Join(rule, " | ") + " |")
	for _, r := range t.rows {
		cells := make([]string, len(r.cells))
		for i, cell := range r.cells {
			cells[i] = escaped(cell)
			if (r.kind == groupRow || r.kind == totalRow) && cell != "" {
				cells[i] = "**" + cells[i] + "**"
			}
		}
		line("| " + strings.Join(cells, " | ") + " |")
	}
}

// escaped keeps a text from being taken for markup, for a link, or for what GitHub
// makes of it: mentions, references, formulas and emoji. GitHub looks for these
// after the backslashes are gone, so that they need an element in between.
func escaped(text string) string {
	var out strings.Builder
	for text != "" {
		at := lively.FindStringIndex(text)
		if at == nil {
			break
		}
		_, _ = markup.WriteString(&out, text[:at[0]])
		_, _ = dampened.WriteString(&out, text[at[0]:at[1]])
		text = text[at[1]:]
	}
	_, _ = markup.WriteString(&out, text)
	return out.String()
}

// lively is a link, a mention, a reference, the end of a heading, a formula or an
// emoji.
var lively = regexp.MustCompile(`(?i)://|www\.|[@#$]|:[a-z0-9_+-]+:`)

var dampened = strings.NewReplacer(
	"@", "<span>@</span>", "#", "<span>#</span>", "$", "<span>$</span>",
	":", "<span>:</span>", ".", "<span>.</span>", "_", `\_`,
)

var markup = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "*", `\*`, "_", `\_`, "`", "\\`", "<", "&lt;", "&", "&amp;", "[", `\[`, "]", `\]`, "~", `\~`,
)
