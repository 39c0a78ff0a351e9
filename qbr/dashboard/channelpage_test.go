package dashboard_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/dashboard"
)

// sold is a record of a partner's quarter, with its marketing funds and rebates.
func sold(partner, tier, currency string, q partnermath.Quarter, revenue, goods, baseline, mdf, rebates string) channel.Record {
	number := testkit.Null
	r := channel.Record{
		Partner: partner, Tier: tier, Region: "EMEA", Currency: currency, Quarter: q, Plan: number("100000"), DirectCost: number("9000"),
		Outcomes: []channel.Outcome{{Revenue: number(revenue), CostOfGoods: number(goods), Baseline: number(baseline)}},
	}
	for _, s := range []struct{ kind, amount string }{{"mdf", mdf}, {"rebates", rebates}} {
		if s.amount != "" {
			r.Spend = append(r.Spend, channel.Spend{Kind: s.kind, Amount: number(s.amount)})
		}
	}
	if mdf != "" {
		r.Outcomes[0].Tags = []channel.Tag{{Kind: "mdf", Share: number("0.5")}}
	}
	return r
}

func rolledUp(t testing.TB) channel.Report {
	t.Helper()
	yearAgo := quarter.Add(-4)
	policy := channel.Policy{
		Period: channel.Span{From: quarter, Through: quarter}, Before: channel.Span{From: yearAgo, Through: yearAgo},
		Kinds: []channel.Kind{{ID: "mdf", Treatment: channel.TreatedAsCost}, {ID: "rebates", Treatment: channel.TreatedAsContra}, {ID: "people", Treatment: channel.TreatedAsCost}},
		Bands: []decimal.NullDecimal{testkit.Null("0.8"), testkit.Null("1")}, Top: 2, ConvertTo: "EUR",
		Rates: []channel.Rate{{From: "USD", To: "EUR", Rate: testkit.Null("0.9"), Date: partnermath.NewDate(2025, 1, 1), Label: "ECB"}},
	}
	records := []channel.Record{
		sold("Nordwerk", "Gold", "USD", quarter, "120000", "70000", "100000", "10000", "2000"),
		sold("Nordwerk", "Gold", "USD", yearAgo, "100000", "60000", "", "", ""),
		sold("Varnholt Systems", "Silver", "USD", quarter, "77000", "50000", "70000", "", ""),
		sold("Varnholt Systems", "Silver", "USD", yearAgo, "70000", "45000", "", "", ""),
		sold("Calder", "Silver", "EUR", quarter, "90000", "60000", "", "4000", ""),
	}
	records[0].Deals = []channel.Deal{
		{ID: "d1", Amount: testkit.Null("50000"), Role: channel.Influenced}, {ID: "d2", Amount: testkit.Null("20000"), Role: channel.Influenced},
	}
	records[2].Deals = []channel.Deal{{ID: "d1", Amount: testkit.Null("50000"), Role: channel.Influenced}}
	r, err := channel.RollUp(policy, records)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestChannelDocument(t *testing.T) {
	r := rolledUp(t)
	page := dashboard.ChannelDocument(r)
	for _, width := range []int{80, 120} {
		text := page.AppendText(nil, width)
		testkit.Golden(t, fmt.Sprintf("channel%d.golden.txt", width), text)
		for line := range strings.Lines(string(text)) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d characters of %d: %s", n, width, line)
			}
		}
	}
	// With the rebate of 2,000 Nordwerk's 120,000 had a margin of 52,000, half of it tagged:
	// 26,000 on 10,000 is 160 % more. A year ago it had 40,000, and Varnholt grew from 25,000
	// to 27,000, so 52,000 − 40,000 × 1.08 = 8,800 came on top. Over its
	// baseline of 100,000 it sold 20,000, a sixth: 52,000 ÷ 6 ÷ 2 is on top.
	text := strings.Join(strings.Fields(string(page.AppendText(nil, 200))), " ")
	for _, want := range []string{
		"mdf 10,000 1 60,000 6.00× 26,000 2.60× 160.00%",
		"mdf 10,000 4,333.34 0.43× -56.67%", "mdf 1 1 8,800 0.88×",
		"Converted to EUR", "USD EUR 2025-01-01 0.9 4 yes ECB",
		"influenced 120,000 2 70,000 50,000",
		"Contra-revenue, and so no cost: rebates.",
	} {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
}

// One currency, converted to itself, is told once.
func TestChannelDocumentOfOneCurrency(t *testing.T) {
	policy := channel.Policy{
		Period: channel.Span{From: quarter, Through: quarter}, ConvertTo: "USD",
		Kinds: []channel.Kind{{ID: "mdf", Treatment: channel.TreatedAsCost}},
	}
	r, err := channel.RollUp(policy, []channel.Record{sold("Nordwerk", "", "USD", quarter, "1", "1", "", "", "")})
	if err != nil {
		t.Fatal(err)
	}
	page := dashboard.ChannelDocument(r)
	text := strings.ToLower(string(page.AppendText(nil, 80)))
	if strings.Count(text, "what was spent") != 1 || strings.Contains(text, "compared with") || strings.Contains(text, "growth of") {
		t.Errorf("it says too much:\n%s", text)
	}
}

func TestChannelDocumentTellsWhatIsMissing(t *testing.T) {
	r := rolledUp(t)
	r.Converted, r.Used = nil, nil
	r.Missing = []channel.MissingRate{{Currency: "GBP", Quarter: quarter, Records: 3}}
	r.Findings = []partnermath.Finding{{Reason: channel.ReasonFaulty, Records: 1, IDs: []string{"acme 2026-Q3 USD"}}}
	page := dashboard.ChannelDocument(r)
	text := strings.Join(strings.Fields(string(page.AppendText(nil, 80))), " ")
	for _, want := range []string{"Nothing is converted: 3 records of 2026-Q3 in GBP have no rate.", "faulty 1 acme 2026-Q3 USD"} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
}

// A report that comes from anywhere is written without a fault.
func TestHostileChannelReportProperty(t *testing.T) {
	made := rolledUp(t)
	rapid.Check(t, func(t *rapid.T) {
		r := testkit.Copy(t, made)
		testkit.Plant(t, &r)
		page := dashboard.ChannelDocument(r)
		page.AppendMarkdown(page.AppendText(nil, 80))
	})
	made.Used[0].Rate.Rate = decimal.NewNullDecimal(decimal.New(1, 1_000_000))
	page := dashboard.ChannelDocument(made)
	if size := len(page.AppendText(nil, 80)); size > 100_000 {
		t.Errorf("a rate out of bounds makes a page of %d bytes", size)
	}
	page = dashboard.ChannelDocument(channel.Report{})
	page.AppendText(nil, 80)
}
