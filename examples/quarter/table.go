package main

import (
	"strings"
	"unicode"

	"github.com/partnermath/partnermath/qbr/document"
)

// table is rows of cells. The head may be empty.
type table struct {
	head []string
	// align has a letter for each column: l for left, r for right, and w for a left
	// column that may be wrapped.
	align string
	rows  []document.Row
}

// rights is the align of n columns to the right.
func rights(n int) string { return strings.Repeat("r", n) }

func (t *table) add(kind document.RowKind, cells ...string) {
	t.rows = append(t.rows, document.Row{Kind: kind, Cells: document.Texts(cells...)})
}

// columnKinds are the letters of align.
var columnKinds = map[rune]document.ColumnKind{'r': document.ColumnNumber, 'w': document.ColumnWords}

func (t *table) of() []document.Table {
	var columns []document.Column
	for i, letter := range t.align {
		c := document.Column{Kind: columnKinds[letter]}
		if t.head != nil {
			c.Head = t.head[i]
		}
		columns = append(columns, c)
	}
	return []document.Table{{Columns: columns, Rows: t.rows}}
}

// printable keeps what a terminal would obey, and line breaks, out of the page.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}
