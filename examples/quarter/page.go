package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// confidential is above whatever tells exact figures about other partners.
const confidential = "Confidential: exact figures about other partners, for the vendor only."

// The width of a text where none is stated, and what can be. The network has more columns than a review.
const (
	pageWidth    = 100
	networkWidth = 120
	minWidth     = 80
	maxWidth     = 200
)

// writeText writes a report for a terminal.
func writeText(to *bytes.Buffer, r report, width int) error {
	d := r.document()
	_, err := to.Write(d.AppendText(to.AvailableBuffer(), cmp.Or(width, r.width())))
	return err
}

// writeMarkdown writes a report with the tables of GitHub's Markdown.
func writeMarkdown(to *bytes.Buffer, r report, _ int) error {
	d := r.document()
	_, err := to.Write(d.AppendMarkdown(to.AvailableBuffer()))
	return err
}

// writeJSON writes a report for other programs.
func writeJSON(to *bytes.Buffer, r report, _ int) error {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}

// facts is a table of names, each with what there is to say.
func facts(namesAndTexts ...string) document.Table {
	t := document.Table{Columns: []document.Column{{}, {Kind: document.ColumnWords}}}
	for i := 0; i < len(namesAndTexts); i += 2 {
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(namesAndTexts[i : i+2]...)})
	}
	return t
}

// words are columns of text.
func words(heads ...string) []document.Column {
	columns := make([]document.Column, len(heads))
	for i, head := range heads {
		columns[i] = document.Column{Head: head, Kind: document.ColumnWords}
	}
	return columns
}

func count(n int) document.Cell {
	return document.Cell{Number: decimal.NewNullDecimal(decimal.NewFromInt(int64(n)))}
}

// scoreOf is a score as a number, which is not known where there is none.
func scoreOf(s scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.Decimal(), Valid: s != 0}
}

// printable keeps what a terminal would obey, and line breaks, out of a message.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}

// grouped writes a count with a separator between thousands.
func grouped(n int64) string { return group(strconv.FormatInt(n, 10)) }

func group(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + many
}

// capital starts a sentence.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
