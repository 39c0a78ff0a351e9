package main

import (
	"strings"
	"unicode"
)

// table is rows of cells. The head may be empty.
type table struct {
	head []string
	// align has a letter for each column: l for left, r for right, and w for a left
	// column that may be wrapped.
	align string
	tight bool // has a single space between the columns of the text
	rows  []row
}

func (t *table) gap() string {
	if t.tight {
		return " "
	}
	return columnGap
}

// rights is the align of n columns to the right.
func rights(n int) string { return strings.Repeat("r", n) }

// row is a line of a table.
type row struct {
	kind  rowKind
	cells []string
}

type rowKind int

const (
	plainRow rowKind = iota
	groupRow         // above the rows that are parts of it
	partRow
	totalRow
)

func (t *table) add(kind rowKind, cells ...string) {
	for i, cell := range cells {
		cells[i] = printable(cell)
	}
	t.rows = append(t.rows, row{kind, cells})
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
