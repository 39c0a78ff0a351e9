package main

import (
	"bytes"
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// confidential is above whatever tells exact figures about other partners.
const confidential = "Confidential: exact figures about other partners, for the vendor only."

// The width of a text where none is stated, and what can be. The reports of all partners have more columns than a review.
const (
	pageWidth = 100
	wideWidth = 120
	minWidth  = 80
	maxWidth  = 200
)

// writeText writes a report for a terminal.
func writeText(to *bytes.Buffer, r report, width int) error {
	d := r.Document()
	_, err := to.Write(d.AppendText(to.AvailableBuffer(), width))
	return err
}

// writeMarkdown writes a report with the tables of GitHub's Markdown.
func writeMarkdown(to *bytes.Buffer, r report, _ int) error {
	d := r.Document()
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

// scoreOf is a score as a number, which is not known where there is none.
func scoreOf(s scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.Decimal(), Valid: s != 0}
}
