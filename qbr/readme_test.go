package qbr_test

import (
	"fmt"
	"log"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

// A review of records alone names what it does not know.
func ExamplePrepare_records() {
	july, err := decimal.NewFromString("41000.50") // a number as a file has it
	if err != nil {
		log.Fatal(err)
	}
	review, err := qbr.Prepare(qbr.Policy{
		Audience: scorecard.AudienceVendor,
		Performance: performance.Policy{
			Currency: "EUR", Quarter: partnermath.Quarter{Year: 2026, Number: 3}, Counts: []performance.Involvement{performance.Sourced},
		},
	}, qbr.Records{
		Partner: qbr.Partner{ID: "nordwerk", Name: "Nordwerk"},
		Sales: []performance.SalesMonth{
			{Year: 2026, Month: 7, Product: "suite", Plan: partnermath.Int(50_000), Sourced: decimal.NewNullDecimal(july)},
			{Year: 2026, Month: 8, Product: "suite", Plan: partnermath.Int(50_000), Sourced: partnermath.Int(36_250)},
			{Year: 2026, Month: 9, Product: "suite", Plan: partnermath.Int(60_000), Sourced: partnermath.Num(58_899_50, 2)},
		},
	}, qbr.Sources{}, partnermath.NewDate(2026, 9, 30))
	if err != nil {
		log.Fatal(err)
	}
	page := review.Document()
	page.Sections = page.Sections[:2] // the first page alone
	fmt.Print(string(page.AppendText(nil, 80)))
	// Output:
	// Nordwerk
	// Quarterly review 2026-Q3, 2026-07-01 to 2026-09-30, as of 2026-09-30
	// Confidential: for the vendor only.
	// ════════════════════════════════════════════════════════════════════════════════
	// Partner  nordwerk
	// Status   red: Revenue 2026-Q3: 136,150 EUR, target 160,000 EUR
	//
	// AT A GLANCE
	// No.  Figure                  Value   Target  Reached  Status
	// ───  ────────────────────  ───────  ───────  ───────  ──────
	// 1    Revenue 2026-Q3, EUR  136,150  160,000   85.09%  red
}

// The README shows this example, so it must be this example.
func TestReadmeShowsRecords(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(source), "func ExamplePrepare_records() {\n")
	example, _, _ = strings.Cut(example, "\n}\n")
	body, output, _ := strings.Cut(example, "\n\t// Output:\n")
	body = strings.TrimPrefix(strings.ReplaceAll("\n"+body, "\n\t", "\n"), "\n")
	if !strings.Contains(string(readme), "```go\n"+body+"\n```") {
		t.Error("README.md does not hold the example as it is")
	}
	output = strings.ReplaceAll(strings.ReplaceAll(output+"\n", "\t// ", ""), "\t//\n", "\n")
	if !strings.Contains(string(readme), "```\n"+output+"```") {
		t.Error("README.md does not hold its output")
	}
}
