package qbr_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/qbr"
)

// review is a document as long as a printed review: 20 sections of 15 rows of 7 cells.
func review() qbr.Document {
	d := qbr.Document{Title: "Varnholt Systems", Subtitle: "Quarterly review 2026-Q3"}
	for s := range 20 {
		table := qbr.Table{Columns: []qbr.Column{{Head: "Topic", Kind: qbr.ColumnWords}}}
		for c := range 6 {
			table.Columns = append(table.Columns, qbr.Column{Head: fmt.Sprintf("Column %d", c), Kind: qbr.ColumnNumber})
		}
		for r := range 15 {
			table.Rows = append(table.Rows, qbr.Row{Cells: []string{fmt.Sprintf("Topic %d, with a name", r), "1,234.56", "-16.80", "0.3500", "21.77", "+5.26", "62.20"}})
		}
		d.Sections = append(d.Sections, qbr.Section{Title: fmt.Sprintf("Section %d", s), Tables: []qbr.Table{table}, Notes: []string{"A note below the table, as long as a line of the page."}})
	}
	return d
}

func BenchmarkDocument(b *testing.B) {
	d := review()
	var to []byte
	b.Run("markdown", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			to = d.AppendMarkdown(to[:0])
		}
	})
	b.Run("text", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			to = d.AppendText(to[:0], 100)
		}
	})
	// The plain baseline copies the cells, and escapes nothing.
	b.Run("joined", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			to = to[:0]
			for _, s := range d.Sections {
				for _, r := range s.Tables[0].Rows {
					to = append(to, strings.Join(r.Cells, " | ")...)
				}
			}
		}
	})
}
