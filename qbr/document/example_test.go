package document_test

import (
	"os"

	"github.com/partnermath/partnermath/qbr/document"
)

func ExampleDocument() {
	report := document.Document{
		Title: "Varnholt Systems", Subtitle: "Funds on 30 September 2026",
		Sections: []document.Section{{
			Title: "What expires",
			Tables: []document.Table{{
				Columns: []document.Column{{Head: "Lot", Kind: document.ColumnWords}, {Head: "Free USD", Kind: document.ColumnNumber}, {Head: "Last day"}},
				Rows: []document.Row{
					{Cells: document.Texts("Second quarter", "6,200.00", "2026-10-31")},
					{Cells: document.Texts("Third quarter", "12,200.00", "2027-01-31")},
					{Kind: document.RowTotal, Cells: document.Texts("Free in all", "18,400.00")},
				},
			}},
		}},
	}
	_, _ = os.Stdout.Write(report.AppendText(nil, 80))
	// Output:
	// Varnholt Systems
	// Funds on 30 September 2026
	// ════════════════════════════════════════════════════════════════════════════════
	//
	// WHAT EXPIRES
	// Lot              Free USD  Last day
	// ──────────────  ─────────  ──────────
	// Second quarter   6,200.00  2026-10-31
	// Third quarter   12,200.00  2027-01-31
	// ──────────────  ─────────  ──────────
	// Free in all     18,400.00
}
