package qbr_test

import (
	"os"

	"github.com/partnermath/partnermath/qbr"
)

func ExampleDocument() {
	report := qbr.Document{
		Title: "Varnholt Systems", Subtitle: "Funds on 30 September 2026",
		Sections: []qbr.Section{{
			Title: "What expires",
			Tables: []qbr.Table{{
				Columns: []qbr.Column{{Head: "Lot", Kind: qbr.ColumnWords}, {Head: "Free USD", Kind: qbr.ColumnNumber}, {Head: "Last day"}},
				Rows: []qbr.Row{
					{Cells: []string{"Second quarter", "6,200.00", "2026-10-31"}},
					{Cells: []string{"Third quarter", "12,200.00", "2027-01-31"}},
					{Kind: qbr.RowTotal, Cells: []string{"Free in all", "18,400.00"}},
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
