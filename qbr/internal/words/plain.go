package words

import (
	"strings"
	"unicode"

	"github.com/partnermath/partnermath/qbr/document"
)

// Plain makes texts of people such that they hide nothing: a space stands for all that a
// terminal would obey, that breaks lines, that is not seen or that turns the direction of the
// text, as it does where a document is written.
func Plain(texts ...*string) {
	for _, text := range texts {
		*text = plain(*text)
	}
}

// PlainAll is Plain of the texts of a list.
func PlainAll(texts []string) {
	for i, text := range texts {
		texts[i] = plain(text)
	}
}

// PlainTable is Plain of the texts of a table.
func PlainTable(t *document.Table) {
	Plain(&t.Title)
	for i := range t.Columns {
		Plain(&t.Columns[i].Head)
	}
	for i := range t.Rows {
		cells := t.Rows[i].Cells
		for j := range cells {
			if cells[j].Text != "" {
				Plain(&cells[j].Text)
			}
		}
	}
}

// plain looks for what a text of ASCII rarely has before it writes another one.
func plain(text string) string {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			return strings.Map(printed, text)
		}
	}
	return text
}

func printed(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return ' '
}
