package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
)

func null(text string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

func TestUnitFormat(t *testing.T) {
	for _, tt := range []struct {
		unit           document.Unit
		n              decimal.NullDecimal
		currency, want string
	}{
		{document.UnitMoney, null("166600"), "USD", "166,600"},
		{document.UnitMoney, null("-1166600.5"), "USD", "-1,166,600.50"},
		{document.UnitMoney, null("166600.5"), "KWD", "166,600.500"},
		{document.UnitMoney, null("999.5"), "JPY", "1,000"},
		{document.UnitMoney, null("0.00"), "USD", "0"},
		{document.UnitMoney, null("1.005"), "", "1.01"},
		{document.UnitCount, null("1234.5600"), "", "1,234.56"},
		{document.UnitCount, null("0.00004"), "", "0"},
		{document.UnitCount, null("0.00005"), "", "0.0001"},
		{document.UnitShare, null("0.71"), "", "71%"},
		{document.UnitShare, null("0.7101"), "", "71.01%"},
		{document.UnitShare, null("-0.1307"), "", "-13.07%"},
		{document.UnitShare, null("0.710049"), "", "71%"},
		{document.UnitSharePoints, null("0.008"), "", "+0.8 pp"},
		{document.UnitSharePoints, null("-0.1848"), "", "-18.48 pp"},
		{document.UnitSharePoints, null("0"), "", "0 pp"},
		{document.UnitTimes, null("1.7794"), "", "1.78×"},
		{document.UnitTimes, null("2"), "", "2.00×"},
		{document.UnitTimes, null("0.9991"), "", "0.9991×"},
		{document.UnitTimes, null("2.0049"), "", "2.0049×"},
		{document.UnitScore, null("62"), "", "62.00"},
		{document.UnitPoints, null("4.22"), "", "+4.22"},
		{document.UnitPoints, null("-4.2"), "", "-4.20"},
		{document.UnitPoints, null("0"), "", "0.00"},
		{document.UnitPoints, null("-0.001"), "", "0.00"},
		{document.UnitDays, null("84.1"), "", "84.1"},
		{document.UnitMonths, null("18"), "", "18"},
		{document.UnitHours, null("1e5"), "", "100,000"},
		{"", null("12.5"), "", "12.5"},
		{document.UnitMoney, decimal.NullDecimal{}, "USD", document.Unknown},
	} {
		if got := tt.unit.Format(tt.n, tt.currency); got != tt.want {
			t.Errorf("%s of %v %s: got %q, want %q", tt.unit, tt.n, tt.currency, got, tt.want)
		}
	}
}

// The numbers of a column have as many decimals as one of them needs, those of another
// unit their own.
func TestColumnsOfNumbers(t *testing.T) {
	table := document.Table{
		Currency: "USD",
		Columns:  []document.Column{{Head: "Kind"}, {Head: "Paid", Unit: document.UnitMoney}, {Head: "Change", Unit: document.UnitMoney, Signed: true}},
		Rows: []document.Row{
			{Cells: []document.Cell{{Text: "Rebate"}, {Number: null("1200")}, {Number: null("30")}}},
			{Cells: []document.Cell{{Text: "Reward"}, {Number: null("7.5")}, {Number: null("-4")}}},
			{Cells: []document.Cell{{Text: "Fund"}, document.Number(decimal.NullDecimal{}, document.UnitMoney), {Text: "new"}}},
			{Cells: []document.Cell{{Text: "Share"}, document.Number(null("0.5"), document.UnitShare)}},
		},
	}
	want := []string{
		"Kind    Paid USD  Change USD",
		"──────  ────────  ──────────",
		"Rebate  1,200.00         +30",
		"Reward      7.50          -4",
		"Fund           –         new",
		"Share        50%",
	}
	if diff := cmp.Diff(want, tableLines(table, 80)); diff != "" {
		t.Error(diff)
	}
	d := document.Document{Sections: []document.Section{{Tables: []document.Table{table}}}}
	if page := string(d.AppendMarkdown(nil)); !strings.Contains(page, "| Kind | Paid USD | Change USD |\n| --- | ---: | ---: |\n| Rebate | 1,200.00 | +30 |\n") {
		t.Error(page)
	}
}
