package document_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath/qbr/document"
)

// review is a document as long as a printed review: 20 sections of 15 rows of 7 cells.
func review() document.Document {
	d := document.Document{Title: "Varnholt Systems", Subtitle: "Quarterly review 2026-Q3"}
	for s := range 20 {
		table := document.Table{Columns: []document.Column{{Head: "Topic", Kind: document.ColumnWords}}}
		for c := range 6 {
			table.Columns = append(table.Columns, document.Column{Head: fmt.Sprintf("Column %d", c), Kind: document.ColumnNumber})
		}
		for r := range 15 {
			row := document.Row{Cells: document.Texts(fmt.Sprintf("Topic %d, with a name", r))}
			for c, n := range []string{"1234.56", "-16.80", "0.3500", "21.77", "5.26", "62.20"} {
				row.Cells = append(row.Cells, document.Cell{Number: null(n), Unit: document.Unit("").Values()[c]})
			}
			table.Rows = append(table.Rows, row)
		}
		d.Sections = append(d.Sections, document.Section{Title: fmt.Sprintf("Section %d", s), Tables: []document.Table{table}, Notes: []string{"A note below the table, as long as a line of the page."}})
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
					for _, cell := range r.Cells {
						to = append(append(to, cell.Text...), cell.Number.Decimal.String()...)
					}
				}
			}
		}
	})
}
