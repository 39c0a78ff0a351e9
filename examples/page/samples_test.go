package page_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/document"
)

// read reads what a golden file holds.
func read[T any](t testing.TB, path string) T {
	t.Helper()
	var v T
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return v
}

// samples are the documents that the tests write, by name.
func samples(t testing.TB) map[string]document.Document {
	t.Helper()
	review := read[qbr.Review](t, "../quarter/testdata/quarter.golden.json")
	partner := read[qbr.Review](t, "../quarter/testdata/partner.golden.json")
	full := read[qbr.Review](t, "../../qbr/testdata/vendor.golden.json")
	channel := read[dashboard.Dashboard](t, "../../qbr/dashboard/testdata/dashboard.golden.json")
	return map[string]document.Document{
		"review": review.Document(), "partner": partner.Document(), "full": full.Document(), "dashboard": channel.Document(),
		"ugly": ugly(), "empty": {},
		"bare": {Sections: []document.Section{{}, {Tables: []document.Table{{}, {Rows: []document.Row{{}, {}}}, {Rows: []document.Row{{Cells: document.Texts("a", "b")}, {}}}}}}},
	}
}

func null(text string) decimal.NullDecimal {
	n, err := decimal.NewFromString(text)
	return decimal.NullDecimal{Decimal: n, Valid: err == nil}
}

// numbers are the cells of a row: a name, and numbers or "" for one that is not known.
func numbers(kind document.RowKind, name string, unit document.Unit, texts ...string) document.Row {
	r := document.Row{Kind: kind, Cells: document.Texts(name)}
	for _, text := range texts {
		r.Cells = append(r.Cells, document.Number(null(text), unit))
	}
	return r
}

func table(title string, kind document.ChartKind, heads []string, rows ...document.Row) document.Table {
	t := document.Table{Title: title, Currency: "USD", Chart: kind, Columns: []document.Column{{Head: heads[0], Kind: document.ColumnWords}}, Rows: rows}
	for _, head := range heads[1:] {
		t.Columns = append(t.Columns, document.Column{Head: head, Unit: document.UnitMoney, Charted: true})
	}
	return t
}

// ugly has what a page must bear: markup, marks that turn the direction of a text, names
// without a space, numbers below 0 and not known, one row, and many of each.
func ugly() document.Document {
	const money = document.UnitMoney
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 8)
	many := table("Forty partners", document.ChartBars, []string{"Partner", "Plan", "Actual"})
	months := table("Sixteen months", document.ChartColumns, []string{"Month", "Plan", "Actual", "Year before"})
	for i := range 40 {
		n := decimal.NewFromInt(int64(i*i*1000 - 200000)).String()
		many.Rows = append(many.Rows, numbers("", "Partner "+strings.Repeat("x", i), money, n, "12345.67"))
	}
	for i := range 16 {
		month := document.Row{}
		month = numbers("", "2026-"+decimal.NewFromInt(int64(i+1)).StringFixed(0), money, "1200000", decimal.NewFromInt(int64((i-5)*200000)).String(), "")
		months.Rows = append(months.Rows, month)
	}
	broad := document.Table{Title: "Many columns", Currency: "USD", Columns: []document.Column{{Head: "Name"}}, Rows: []document.Row{numbers("total", "In all", money)}}
	for range 14 {
		broad.Columns = append(broad.Columns, document.Column{Head: "Revenue planned for the year", Unit: money})
		broad.Rows[0].Cells = append(broad.Rows[0].Cells, document.Number(null("-1234567.89"), money))
	}
	return document.Document{
		Title: "<script>alert(1)</script> & \u202eSons\x00\x1b[31m " + long, Subtitle: "=cmd|' /C calc'!A0 \u2066left", Notice: "Confidential: </style><b>for</b> the vendor only.",
		Sections: []document.Section{
			{Tables: []document.Table{{Columns: []document.Column{{}, {}}, Rows: []document.Row{
				{Cells: document.Texts("Status", "red: Revenue 2026-Q3: 146,000 USD, target 234,600 USD")}, {Cells: document.Texts(long, long)}, {Cells: document.Texts("Alone")},
			}}, table("Below no title", "", []string{"Product", "Plan"}, numbers("", "Licences", money, "1"))}},
			{Title: long, Notes: []string{"A note & <i>more</i>. " + long}},
			{Title: "Charts", Tables: []document.Table{
				table("One row", document.ChartBars, []string{"Product", "Plan"}, numbers("", "Licences", money, "0.01")),
				table("One column", document.ChartColumns, []string{"Quarter", "Plan"}, numbers("", "2026-Q1", money, "-35000")),
				table("Below 0 and not known", document.ChartBars, []string{"Product \"<&>\"", "Plan", "Actual", "A year ago"},
					numbers("group", "Sum", money, "9", "9", "9"), numbers("part", long, money, "-1200000.55", "350000", ""), numbers("part", "\u202e</text><b>", money, "", "0", "999999999.99")),
				table("Nothing but 0", document.ChartColumns, []string{"Quarter", "Plan"}, numbers("", "2026-Q1", money, "0"), numbers("", "2026-Q2", money, "0")),
				table("Gaps", document.ChartColumns, []string{"Quarter", "Plan", "Actual"},
					numbers("", "2026-Q1", money, "120", "-80"), numbers("", "2026-Q2", money, "", "-40"), numbers("", "2026-Q3", money, "60", "")),
				table("Down through 0", document.ChartBridge, []string{"Step", "Profit"},
					numbers("", "Planned", money, "7000"), numbers("part", "Volume", money, "-9000"), numbers("part", "Price", money, "500"), numbers("part", "Nothing", money, "0"), numbers("total", "Actual", money, "-1500")),
				table("Nothing known", document.ChartBars, []string{"Product", "Plan"}, numbers("", "Licences", money, "")),
				many, months, broad,
			}},
		},
	}
}
