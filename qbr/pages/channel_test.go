package pages_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/pages"
)

var (
	quarter = partnermath.Quarter{Year: 2026, Number: 3}
	asOf    = partnermath.NewDate(2026, 10, 14)
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
		Kinds: []channel.Kind{{ID: "mdf", Name: "Funds", Treatment: channel.TreatedAsCost}, {ID: "rebates", Treatment: channel.TreatedAsContra}, {ID: "people", Treatment: channel.TreatedAsCost}},
		Plans: []channel.GroupPlan{{Tier: "Gold", Currency: "USD", Amount: testkit.Null("110000")}},
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

func TestChannel(t *testing.T) {
	page := pages.Channel(rolledUp(t), asOf)
	printed(t, "channel", page)
	// With the rebate of 2,000 Nordwerk's 120,000 had a margin of 52,000, half of it tagged:
	// 26,000 on 10,000 is 160 % more. A year ago it had 40,000, and Varnholt grew from 25,000
	// to 27,000, so 52,000 − 40,000 × 1.08 = 8,800 came on top. Over its
	// baseline of 100,000 it sold 20,000, a sixth: 52,000 ÷ 6 ÷ 2 is on top. Nordwerk and Varnholt
	// had 52,000 + 27,000 on 12,000, and 52,000 ÷ 6 + 27,000 ÷ 11 of it above the baselines.
	says(
		t, page,
		"put in 12,000 usd, on 1 of 2 partners",
		"came back on all that was sold 79,000 usd of margin: 6.58× for each usd",
		// 26,000 of it is tagged: 2.17 times 12,000.
		"of that tagged with a kind 26,000 usd of margin: 2.17× for each usd",
		"came back above the baselines 11,121.22 usd of margin: 0.93× for each usd",
		"cost of the channel 5.08% of net revenue, beside 9.14% if it were sold without partners",
		"funds 10,000 6.00× 2.60× 0.43× 0.88×",
		"funds 10,000 1 50% 1 60,000 6.00× 26,000 2.60× 160.00%",
		"funds 10,000 4,333.34 0.43× -56.67%", "funds 1 1 10,000 10,000 1.00× 8,800 0.88×",
		"rebates 2,000 – – – 4.40×",
		"as of 2026-10-14", "converted to eur", "usd eur 2025-01-01 0.9 4 yes ecb",
		"below 80% 1 50% 100,000 77,000", "80% to below 100% 0 0% 0 0", "100% or more 1 50% 100,000 120,000",
		"gold 110,000 100,000 +10,000 120,000 109.09%", // of its own plan
		"influenced 120,000 2 70,000 50,000",
		"overlap: 120,000 usd are credited for deals of 70,000 usd",
		// In all 60,000 and 26,000 are tagged, 137,000 and 53,000 are not.
		"in all, tagged 12,000 5.00× 2.17× 0.36×", "all sold ÷ all spend 12,000 16.42× 6.58× 0.93×",
		"in all, tagged 12,000 1 50% 1 60,000 5.00× 26,000 2.17× 116.67%",
		"not tagged 0 0 0% 2 137,000 53,000", "all sold ÷ all spend 12,000 1 50% 2 197,000 16.42× 79,000 6.58× 558.33%",
		"rates partners before usd now usd growth", "as they were 2 170,000 197,000 +15.88%",
		"growth is of the 2 of 3 partners that have records in both periods",
		"contra-revenue, added back to margin and in no cost: rebates.",
		"no return, since nothing was spent, or more was taken back: people.",
		"no return, since no outcome is tagged with it: rebates.",
	)
}

// One currency, converted to itself, is told once.
func TestChannelOfOneCurrency(t *testing.T) {
	policy := channel.Policy{
		Period: channel.Span{From: quarter, Through: quarter}, ConvertTo: "USD",
		Kinds: []channel.Kind{{ID: "mdf", Treatment: channel.TreatedAsCost}},
	}
	r, err := channel.RollUp(policy, []channel.Record{sold("Nordwerk", "", "USD", quarter, "1", "1", "", "", "")})
	if err != nil {
		t.Fatal(err)
	}
	page := pages.Channel(r, asOf)
	text := strings.ToLower(string(page.AppendText(nil, 80)))
	if strings.Count(text, "what was spent") != 1 || strings.Contains(text, "compared with") || strings.Contains(text, "growth of") {
		t.Errorf("it says too much:\n%s", text)
	}
}

func TestChannelTellsWhatIsMissing(t *testing.T) {
	r := rolledUp(t)
	r.Converted, r.Used = nil, nil
	r.Missing = []channel.MissingRate{{Currency: "GBP", Quarter: quarter, Records: 3}}
	r.Findings = []partnermath.Finding{{Reason: channel.ReasonFaulty, Records: 14, IDs: []string{"acme 2026-Q3 USD"}}}
	says(
		t, pages.Channel(r, partnermath.Date{}),
		"nothing is converted: 3 records of 2026-q3 in gbp have no rate.", "faulty 14 acme 2026-q3 usd and 13 more",
		// Calder's 90,000 EUR have no baseline, and its record has no deals.
		"what partners are credited with of deals is not known.",
		"the increment over a baseline is not known of 1 of 1 outcome.",
	)
}

// What is not known of a part is told with the part, and not as a return.
func TestChannelOfGaps(t *testing.T) {
	yearAgo := quarter.Add(-4)
	policy := channel.Policy{
		Period: channel.Span{From: quarter, Through: quarter}, Before: channel.Span{From: yearAgo, Through: yearAgo},
		Kinds: []channel.Kind{{ID: "mdf", Treatment: channel.TreatedAsCost}},
	}
	records := []channel.Record{
		sold("Calder", "", "USD", quarter, "90000", "60000", "80000", "4000", ""),
		sold("Nordwerk", "", "USD", quarter, "10000", "", "", "1000", ""),
		sold("Nordwerk", "", "USD", yearAgo, "10000", "", "", "", ""),
	}
	records[0].Plan, records[1].DirectCost = decimal.NullDecimal{}, decimal.NullDecimal{}
	records[0].Sourced, records[0].Overlay = testkit.Null("700"), testkit.Null("50")
	r, err := channel.RollUp(policy, records)
	if err != nil {
		t.Fatal(err)
	}
	page := pages.Channel(r, asOf)
	says(
		t, page,
		"came back on all that was sold 30,000 usd of margin, of the 1 of 2 outcomes of which it is known",
		"mdf 5,000 10.00×", // half of 100,000
		// The margin above is not known of half of it: no sum stands for all.
		"mdf 1 0 1,000 – – – – –", "mdf 5,000 2 100% 2 50,000 10.00× – – –",
		"all sold ÷ all spend 5,000 2 100% 2 100,000 20.00× – – –",
		"return on margin not known, since the cost of goods of an outcome is not known: mdf.",
		"not known above the baselines, since the margin or the baseline of an outcome is not known: mdf.",
		"not known above others, since partners of either side lack a margin, or nobody is comparable: mdf.",
		"what a direct sale would have cost is not known of 1 of 2 records",
		"cost of the channel 5% of net revenue",
		"not known 2 100,000 5,000 0 5% –", // the tier
		"attainment is known of 1 partner: 10%. of 1 it is not",
		"1 of 2 records tell no plan",
		"sourced 700 – – –", "influenced – – – –", "in all 700 – – –",
		"records that do not tell all that is credited of deals: 2 of 2.",
		"each deal can be counted once only where every record has its deals.",
		"beside that, overlay credit of 50 usd, such as for a specialist's help, is in no total.",
	)
}

// Nothing to roll up is said, and what nobody tells has no column.
func TestChannelOfNothing(t *testing.T) {
	policy := channel.Policy{Period: channel.Span{From: quarter, Through: quarter}, Kinds: []channel.Kind{{ID: "mdf", Treatment: channel.TreatedAsCost}}}
	page := func(records ...channel.Record) document.Document {
		r, err := channel.RollUp(policy, records)
		if err != nil {
			t.Fatal(err)
		}
		return pages.Channel(r, asOf)
	}
	says(t, page(), "no records.")
	record := sold("Nordwerk", "", "USD", quarter, "1", "1", "", "", "")
	record.DirectCost = decimal.NullDecimal{}
	d := page(record)
	says(t, d, "what selling the same without partners would have cost is not known.")
	if text := string(d.AppendText(nil, 200)); strings.Contains(text, "Direct sale") {
		t.Errorf("a column of nothing:\n%s", text)
	}
}

// Of copies of a record, of which each counts, one is named.
func TestChannelNamesACopyOnce(t *testing.T) {
	r := rolledUp(t)
	r.Findings = []partnermath.Finding{{Reason: channel.ReasonCopiesDiffer, Records: 3, IDs: []string{"acme 2026-Q3 USD", "acme 2026-Q3 USD", "bolt 2026-Q3 USD"}}}
	says(t, pages.Channel(r, asOf), "copies differ 3 acme 2026-q3 usd, bolt 2026-q3 usd")
	r.Findings[0].Records, r.Findings[0].More = 9, 6
	says(t, pages.Channel(r, asOf), "copies differ 9 acme 2026-q3 usd, bolt 2026-q3 usd and 6 more")
}

// Of partners that have no records in both periods, the growth is not known.
func TestChannelWithoutGrowth(t *testing.T) {
	policy := channel.Policy{
		Period: channel.Span{From: quarter, Through: quarter}, Before: channel.Span{From: quarter.Add(-1), Through: quarter.Add(-1)},
		Kinds: []channel.Kind{{ID: "mdf", Treatment: channel.TreatedAsCost}},
	}
	r, err := channel.RollUp(policy, []channel.Record{sold("Nordwerk", "", "USD", quarter, "900", "1", "", "", "")})
	if err != nil {
		t.Fatal(err)
	}
	says(t, pages.Channel(r, asOf), "as they were 0 – – –", "growth is of the 0 of 1 partner that have records in both periods")
}
