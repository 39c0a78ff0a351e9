package main

import (
	"strings"
	"unicode"

	"github.com/partnermath/partnermath/qbr"
)

// table is rows of cells. The head may be empty.
type table struct {
	head []string
	// align has a letter for each column: l for left, r for right, and w for a left
	// column that may be wrapped.
	align string
	rows  []qbr.Row
}

// rights is the align of n columns to the right.
func rights(n int) string { return strings.Repeat("r", n) }

func (t *table) add(kind qbr.RowKind, cells ...string) {
	t.rows = append(t.rows, qbr.Row{Kind: kind, Cells: cells})
}

// columnKinds are the letters of align.
var columnKinds = map[rune]qbr.ColumnKind{'r': qbr.ColumnNumber, 'w': qbr.ColumnWords}

func (t *table) of() []qbr.Table {
	var columns []qbr.Column
	for i, letter := range t.align {
		c := qbr.Column{Kind: columnKinds[letter]}
		if t.head != nil {
			c.Head = t.head[i]
		}
		columns = append(columns, c)
	}
	return []qbr.Table{{Columns: columns, Rows: t.rows}}
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
