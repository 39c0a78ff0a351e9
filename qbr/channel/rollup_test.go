package channel_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/channel"
)

// Acme sold 1,000 and 500 after rebates of 30, which are split 20 and 10. The margins before
// spend are 1,000 + 20 − 600 = 420 and 500 + 10 − 300 = 210; the increments are 200 of the 1,000, so 84 of the
// margin, and 50 of the 500, so 21.
func TestLines(t *testing.T) {
	r := rollUp(t, one(), records(`
		acme 2026-Q3 USD mdf=100 rebates=30 | 1000 600 800 mdf:0.5 rebates:0.25 | 500 300 450 mdf:1
		bolt 2026-Q3 USD people=60`))
	a := r.Accounts[0]
	differ(t, [][]string{
		{
			" spend 190 of 2 partners, participation 1, 2 outcomes",
			"1500 unknown 0: multiple 7.8947 ROI 6.8947", "630 unknown 0: multiple 3.3158 ROI 2.3158",
			"250 unknown 0: multiple 1.3158 ROI 0.3158", "105 unknown 0: multiple 0.5526 ROI -0.4474",
		},
		{
			"mdf spend 100 of 1 partners, participation 0.5, 2 outcomes",
			"1000 unknown 0: multiple 10 ROI 9", "420 unknown 0: multiple 4.2 ROI 3.2",
			"150 unknown 0: multiple 1.5 ROI 0.5", "63 unknown 0: multiple 0.63 ROI -0.37",
		},
		{
			"rebates spend 30 of 1 partners, participation 0.5, 1 outcomes",
			"250 unknown 0: multiple 8.3333 ROI 7.3333", "105 unknown 0: multiple 3.5 ROI 2.5",
			"50 unknown 0: multiple 1.6667 ROI 0.6667", "21 unknown 0: multiple 0.7 ROI -0.3",
		},
		{
			"people spend 60 of 1 partners, participation 0.5, 0 outcomes",
			"- unknown 0: multiple - ROI -", "- unknown 0: multiple - ROI -", "- unknown 0: multiple - ROI -", "- unknown 0: multiple - ROI -",
		},
		{
			" spend 190 of 2 partners, participation 1, 2 outcomes", // 1,000 + 250, 420 + 105, 150 + 50 and 63 + 21
			"1250 unknown 0: multiple 6.5789 ROI 5.5789", "525 unknown 0: multiple 2.7632 ROI 1.7632",
			"200 unknown 0: multiple 1.0526 ROI 0.0526", "84 unknown 0: multiple 0.4421 ROI -0.5579",
		},
		{
			" spend 0 of 0 partners, participation 0, 1 outcomes",
			"250 unknown 0: multiple - ROI -", "105 unknown 0: multiple - ROI -", "50 unknown 0: multiple - ROI -", "21 unknown 0: multiple - ROI -",
		},
	}, [][]string{showLine(a.Total), showLine(a.Kinds[0]), showLine(a.Kinds[1]), showLine(a.Kinds[2]), showLine(a.Tagged), showLine(a.Untagged)})
	differ(t, " 2 partners 2 records: revenue 1500 cost 160 contra 30 rate 0.1067; direct - unknown 2 rate -", showCost(a.Cost))
}

// What is not known leaves the return of its kind undefined, and no other's.
func TestUnknownFigures(t *testing.T) {
	r := rollUp(t, one(), records(`
		acme 2026-Q3 USD mdf=100 people=10 | 1000 - 800 mdf:0.5 | 500 300 - people:1 | 80 50 50 people:1`))
	a := r.Accounts[0]
	differ(t, [][]string{
		{
			"mdf spend 100 of 1 partners, participation 1, 1 outcomes",
			"500 unknown 0: multiple 5 ROI 4", "- unknown 1: multiple - ROI -", "100 unknown 0: multiple 1 ROI 0", "- unknown 1: multiple - ROI -",
		},
		{
			"people spend 10 of 1 partners, participation 1, 2 outcomes",
			"580 unknown 0: multiple 58 ROI 57", "230 unknown 0: multiple 23 ROI 22",
			"30 unknown 1: multiple - ROI -", "11.25 unknown 1: multiple - ROI -",
		},
	}, [][]string{showLine(a.Kinds[0]), showLine(a.Kinds[2])})
}

// Of nothing sold, or less, something is still known.
func TestIncrementAtTheEdges(t *testing.T) {
	for _, c := range []struct{ outcome, want string }{
		{"0 0 0", "0 0"},
		{"0 10 0", "0 0"},
		{"0 0 50", "-50 -"},
		{"-100 -60 50", "-150 -60"},
		{"100 60 0", "100 40"},
		{"100 60 100", "0 0"},
		{"100 200 300", "-200 200"},
		{"0.01 100000000000 100000000000", "-99999999999.99 -"}, // beyond 10^18 cents
	} {
		l := rollUp(t, one(), records("acme 2026-Q3 USD | "+c.outcome)).Accounts[0].Total
		if got := show(l.IncrementalRevenue.Amount) + " " + show(l.IncrementalMargin.Amount); got != c.want {
			t.Errorf("%s: want %s, got %s", c.outcome, c.want, got)
		}
	}
}

// A rebate without revenue, and one beside revenue below 0, is untagged margin.
func TestContraWithoutRevenue(t *testing.T) {
	r := rollUp(t, one(), records(`
		acme 2026-Q3 USD rebates=30
		bolt 2026-Q3 USD rebates=0.05 | -100 -60 - mdf:1 | 0 0 - mdf:1
		coop 2026-Q3 USD rebates=0.05 | -100 -60 - mdf:1 | 10 5 - mdf:1 | 10 5 - people:1`))
	a := r.Accounts[0]
	got := []string{showYield(a.Total.Margin), showYield(a.Kinds[0].Margin), showYield(a.Kinds[2].Margin), showYield(a.Untagged.Margin)}
	differ(t, []string{
		"-39.9 unknown 0: multiple -1.3256 ROI -2.3256", "-74.97 unknown 0: multiple - ROI -", "5.02 unknown 0: multiple - ROI -", "30.05 unknown 0: multiple - ROI -",
	}, got)
}

// Of two that have as much of a cent it goes to the first of the policy, however the tags are
// ordered.
func TestSplitOfACent(t *testing.T) {
	for _, tags := range []string{"mdf:0.4 people:0.4", "people:0.4 mdf:0.4"} {
		a := rollUp(t, one(), records("acme 2026-Q3 USD | 0.01 0 - "+tags+" | 1 0 - mdf:0.5 people:0.5")).Accounts[0]
		got := show(a.Kinds[0].Revenue.Amount) + " " + show(a.Kinds[2].Revenue.Amount) + " " + show(a.Untagged.Revenue.Amount)
		if want := "0.51 0.5 0"; got != want {
			t.Errorf("%s: want %s, got %s", tags, want, got)
		}
	}
}

func TestCosts(t *testing.T) {
	a := rollUp(t, one(), records(`
		acme 2026-Q3 USD tier=gold region=emea mdf=100 rebates=50 direct=180 | 1000 - -
		bolt 2026-Q3 USD tier=gold region=apac mdf=20 direct=70 | 200 - -
		coop 2026-Q3 USD tier=silver people=30 | 100 - -
		dash 2026-Q3 USD tier=silver region=apac people=30 direct=10
		acme 2025-Q3 USD tier=silver region=emea mdf=1000 direct=1 | 9 - -`)).Accounts[0]
	var got []string
	for _, c := range append(append([]channel.Cost{a.Cost}, a.Tiers...), a.Regions...) {
		got = append(got, showCost(c))
	}
	differ(t, []string{
		" 4 partners 4 records: revenue 1300 cost 180 contra 50 rate 0.1385; direct 260 unknown 1 rate -",
		"gold 2 partners 2 records: revenue 1200 cost 120 contra 50 rate 0.1; direct 250 unknown 0 rate 0.2083",
		"silver 2 partners 2 records: revenue 100 cost 60 contra 0 rate 0.6; direct 10 unknown 1 rate -",
		" 1 partners 1 records: revenue 100 cost 30 contra 0 rate 0.3; direct - unknown 1 rate -",
		"apac 2 partners 2 records: revenue 200 cost 50 contra 0 rate 0.25; direct 80 unknown 0 rate 0.4",
		"emea 1 partners 1 records: revenue 1000 cost 100 contra 50 rate 0.1; direct 180 unknown 0 rate 0.18",
	}, got)
}

// Of 15 that participants sold more and 10 before, 2 are what comparable partners grew by. A
// partner that had it before, or is new, is in neither group.
func TestComparison(t *testing.T) {
	a := rollUp(t, one(), records(`
		acme 2025-Q3 USD | 1000 600 -
		acme 2026-Q3 USD mdf=50 | 1500 900 -
		bolt 2025-Q3 USD | 400 200 -
		bolt 2026-Q3 USD | 480 280 -
		coop 2025-Q3 USD mdf=10 | 5000 100 -
		coop 2026-Q3 USD mdf=99 | 9000 100 -
		dash 2026-Q3 USD mdf=99 | 700 100 -`)).Accounts[0]
	showDifference := func(d channel.Difference) string {
		return fmt.Sprintf("%s %s, %s %s: %s multiple %s ROI %s", show(d.Before), show(d.With), show(d.ComparedBefore), show(d.Compared), show(d.Increment), show(d.Multiple), show(d.ROI))
	}
	mdf, people := a.Kinds[0].Comparison, a.Kinds[2].Comparison
	differ(t, []string{
		"1 1 50", "1000 1500, 400 480: 300 multiple 6 ROI 5", "400 600, 200 200: 200 multiple 4 ROI 3",
		"0 3 0", "0 0, 6400 10980: - multiple - ROI -",
	}, []string{
		fmt.Sprint(mdf.Participants, mdf.Comparables, mdf.Spend), showDifference(mdf.Revenue), showDifference(mdf.Margin),
		fmt.Sprint(people.Participants, people.Comparables, people.Spend), showDifference(people.Revenue),
	})
}

// Only acme has records on both sides: that bolt sold nothing before is not said, and coop's
// record of no outcome says that it sold nothing now.
func TestGrowth(t *testing.T) {
	of := func(text string) string {
		g := rollUp(t, one(), records(text)).Accounts[0].Growth
		return fmt.Sprintf("%d and %d: %s to %s, %s; constant %s to %s, %s", g.Partners, g.Others, show(g.Before), show(g.Now), show(g.Growth), show(g.ConstantBefore), show(g.ConstantNow), show(g.ConstantGrowth))
	}
	differ(t, []string{
		"1 and 2: 100 to 110, 0.1; constant 100 to 110, 0.1",
		"2 and 0: 150 to 110, -0.2667; constant 150 to 110, -0.2667",
		"0 and 2: - to -, -; constant - to -, -",
	}, []string{
		of("acme 2025-Q3 USD | 100 - -\nacme 2026-Q3 USD | 110 - -\nbolt 2026-Q3 USD | 900 - -\ncoop 2025-Q3 USD | 50 - -"),
		of("acme 2025-Q3 USD | 100 - -\nacme 2026-Q3 USD | 110 - -\ncoop 2025-Q3 USD | 50 - -\ncoop 2026-Q3 USD"),
		of("bolt 2026-Q3 USD | 900 - -\ncoop 2026-Q3 USD | 900 - -"),
	})
}

// Acme's sales went from mdf to people, and so did bolt's, which kept its rebates.
func TestRetagged(t *testing.T) {
	const sold = `
		acme 2025-Q3 USD | 100 - - mdf:1
		acme 2026-Q3 USD | 100 - - people:0.1
		bolt 2025-Q3 USD | 100 - - mdf:0.5 rebates:0.5
		bolt 2026-Q3 USD | 100 - - rebates:0.5 | 5 - - people:1
		coop 2025-Q3 USD | 100 - - mdf:0.5
		coop 2026-Q3 USD | 100 - - mdf:0.5 people:0.5
		dash 2026-Q3 USD | 100 - - people:1`
	differ(t, []channel.Retag{{From: "mdf", To: "people", Partners: 2}}, rollUp(t, one(), records(sold)).Accounts[0].Retagged)
	p := one()
	p.Before = channel.Span{}
	if got := rollUp(t, p, records(sold)).Accounts[0].Retagged; got != nil {
		t.Errorf("without a period before: %v", got)
	}
}

func TestConcentration(t *testing.T) {
	p := one()
	p.Top = 2
	c := rollUp(t, p, records(`
		coop 2026-Q3 USD | 300 - -
		acme 2026-Q3 USD | 100 - - | 200 - -
		bolt 2026-Q3 USD | 400 - -
		dash 2026-Q3 USD | -50 - -
		east 2026-Q3 USD
		fern 2026-Q3 USD
		gone 2025-Q3 USD | 900 - -`)).Accounts[0].Concentration
	var got []string
	for _, s := range c.Top {
		got = append(got, fmt.Sprint(s.Partner, " ", s.Revenue, " ", show(s.Share)))
	}
	got = append(got, fmt.Sprint(show(c.TopShare), " ", c.Fifth, " ", show(c.FifthShare), " ", show(c.HHI)))
	differ(t, []string{"bolt 400 0.4", "acme 300 0.3", "0.7 2 0.7 0.34"}, got)
}

// At 0.8 exactly a partner is in the band from 0.8.
func TestAttainment(t *testing.T) {
	p := one()
	p.Bands = []decimal.NullDecimal{number("0.8"), number("1")}
	all := records(`
		acme 2026-Q3 USD plan=1000 sourced=1000 influenced=500 attached=9 | 800 - -
		bolt 2026-Q3 USD plan=1000 sourced=100 influenced=- | 799.99 - -
		coop 2026-Q3 USD plan=100 sourced=70 influenced=10 | 250 - -
		dash 2026-Q3 USD | 1 - -
		east 2026-Q3 USD plan=0 | 1 - -`)
	showBands := func(a channel.Attainment) []string {
		got := []string{fmt.Sprint(a.Partners, " unknown ", a.Unknown, ": ", a.Actual, " of ", a.Plan, " is ", show(a.Attainment))}
		for _, b := range a.Bands {
			got = append(got, fmt.Sprint(show(b.From), " ", b.Partners, " ", show(b.Share), " ", b.Actual, " of ", b.Plan))
		}
		return got
	}
	differ(t, []string{
		"3 unknown 2: 1849.99 of 2100 is 0.8809", "- 1 0.3333 799.99 of 1000", "0.8 1 0.3333 800 of 1000", "1 1 0.3333 250 of 100",
	}, showBands(rollUp(t, p, all).Accounts[0].Attainment))
	p.Counts = []channel.Role{channel.Influenced, channel.Sourced}
	differ(t, []string{
		"2 unknown 3: 1580 of 1100 is 1.4364", "- 0 0 0 of 0", "0.8 1 0.5 80 of 100", "1 1 0.5 1500 of 1000",
	}, showBands(rollUp(t, p, all).Accounts[0].Attainment))
}

// The plans of gold, emea and the channel go before those of their partners; apac has only one
// of its own, silver none at all.
func TestGroupPlans(t *testing.T) {
	p := one()
	p.ConvertTo, p.Rates = "JPY", []channel.Rate{{From: "USD", To: "JPY", Rate: number("100"), Date: day("2025-01-01")}}
	p.Plans = []channel.GroupPlan{
		{Currency: "USD", Amount: number("2000")},
		{Amount: number("150000")},
		{Currency: "USD", Tier: "gold", Amount: number("1000")},
		{Currency: "USD", Region: "emea", Amount: number("0")},
		{Currency: "USD", Region: "apac", Amount: number("500")},
		{Currency: "EUR", Tier: "gold", Amount: number("7.5")},
	}
	const sold = `
		acme 2026-Q3 USD tier=gold region=emea plan=800 sourced=500 influenced=20 | 600 - -
		bolt 2026-Q3 USD tier=gold region=emea plan=400 sourced=100 influenced=30 | 300 - -
		coop 2026-Q3 USD tier=silver region=emea sourced=50 | 100 - -
		dash 2026-Q3 USD plan=60 sourced=45 influenced=1 | 90 - -
		acme 2025-Q3 USD tier=gold region=emea plan=9 | 9 - -`
	of := func(r channel.Report) []string {
		var got []string
		for _, a := range append(r.Accounts, *r.Converted) {
			for _, c := range slices.Concat([]channel.Cost{a.Cost}, a.Tiers, a.Regions) {
				got = append(got, fmt.Sprint(a.Currency, " ", c.ID, " ", c.Records, " ", showGroup(c.Attainment)))
			}
		}
		return got
	}
	r := rollUp(t, p, records(sold))
	differ(t, []string{
		"EUR  0 own -, members - unknown 0, difference -: 0 of - is -",
		"EUR gold 0 own 7.5, members - unknown 0, difference -: 0 of 7.5 is 0",
		"USD  4 own 2000, members 1260 unknown 1, difference 740: 1090 of 2000 is 0.545",
		"USD  1 own -, members 60 unknown 0, difference -: 90 of 60 is 1.5",
		"USD gold 2 own 1000, members 1200 unknown 0, difference -200: 900 of 1000 is 0.9",
		"USD silver 1 own -, members - unknown 1, difference -: 100 of - is -",
		"USD  1 own -, members 60 unknown 0, difference -: 90 of 60 is 1.5",
		"USD apac 0 own 500, members - unknown 0, difference -: 0 of 500 is 0",
		"USD emea 3 own 0, members 1200 unknown 1, difference -1200: 1000 of 0 is -",
		"JPY  4 own 150000, members 126000 unknown 1, difference 24000: 109000 of 150000 is 0.7267",
		"JPY  1 own -, members 6000 unknown 0, difference -: 9000 of 6000 is 1.5",
		"JPY gold 2 own -, members 120000 unknown 0, difference -: 90000 of 120000 is 0.75",
		"JPY silver 1 own -, members - unknown 1, difference -: 10000 of - is -",
		"JPY  1 own -, members 6000 unknown 0, difference -: 9000 of 6000 is 1.5",
		"JPY emea 3 own -, members 120000 unknown 1, difference -: 100000 of - is -",
	}, of(r))
	differ(t, 1, len(r.Used))
	p.Counts, p.Plans = []channel.Role{channel.Influenced, channel.Sourced}, p.Plans[:3]
	got := of(rollUp(t, p, records(sold)))
	differ(t, []string{
		"USD  4 own 2000, members 1260 unknown 1, difference 740: - of 2000 is -",
		"USD gold 2 own 1000, members 1200 unknown 0, difference -200: 650 of 1000 is 0.65",
	}, []string{got[0], got[2]})
	got = of(rollUp(t, p, records(`
		acme 2026-Q3 USD tier=gold region=emea plan=80 deal=d1:100:influenced:1 deal=d2:7:attached
		bolt 2026-Q3 USD region=emea deal=d1:100:influenced:2 deal=d3:50:sourced`)))
	differ(t, []string{
		"USD  2 own 2000, members 80 unknown 1, difference 1920: 150 of 2000 is 0.075",
		"USD  1 own -, members - unknown 1, difference -: 116.67 of - is -",
		"USD gold 1 own 1000, members 80 unknown 0, difference 920: 33.33 of 1000 is 0.0333",
		"USD emea 2 own -, members 80 unknown 1, difference -: 150 of - is -",
		"JPY  2 own 150000, members 8000 unknown 1, difference 142000: 15000 of 150000 is 0.1",
	}, got[:5])
}

// A deal that acme sourced, and bolt and coop influenced, 2 to 1, and one that both
// influenced without weights.
func TestDeals(t *testing.T) {
	p := one()
	p.Counts = []channel.Role{channel.Influenced}
	p.Bands = []decimal.NullDecimal{number("1")}
	a := rollUp(t, p, records(`
		acme 2026-Q3 USD deal=d1:100:sourced
		coop 2026-Q3 USD plan=10 deal=d1:100:influenced:1 deal=d2:40:influenced
		bolt 2026-Q3 USD plan=200 deal=d1:100:influenced:2 deal=d2:40:influenced
		bolt 2025-Q3 USD deal=d3:100:influenced`)).Accounts[0]
	got := []string{showCredit(a.Deals)}
	for _, c := range a.Roles {
		got = append(got, showCredit(c))
	}
	differ(t, []string{
		" 280 unknown 0: 2 deals of 140, overlap 140", "sourced 100 unknown 0: 1 deals of 100, overlap 0",
		"influenced 180 unknown 0: 2 deals of 140, overlap 40", "attached 0 unknown 0: 0 deals of 0, overlap 0",
	}, got)
	// 106.67 of 200, and 73.33 of 10.
	differ(t, []string{"106.67 of 200", "73.33 of 10"}, []string{
		fmt.Sprint(a.Attainment.Bands[0].Actual, " of ", a.Attainment.Bands[0].Plan), fmt.Sprint(a.Attainment.Bands[1].Actual, " of ", a.Attainment.Bands[1].Plan),
	})
	a = rollUp(t, p, records(`
		acme 2026-Q3 USD deal=d1:100:sourced
		bolt 2026-Q3 USD influenced=5`)).Accounts[0]
	differ(t, []string{"sourced 100 unknown 1: - deals of -, overlap -", " 105 unknown 1: - deals of -, overlap -"}, []string{showCredit(a.Roles[0]), showCredit(a.Deals)})
}

// The help of dash in a deal of acme, at a third, and in one that nobody else has, counts
// nowhere else: not in totals, not towards plans.
func TestOverlay(t *testing.T) {
	p := one()
	p.Counts = channel.Sourced.Values()
	p.ConvertTo, p.Rates = "JPY", []channel.Rate{{From: "USD", To: "JPY", Rate: number("100"), Date: day("2025-01-01")}}
	const sold = "acme 2026-Q3 USD plan=100 deal=d1:100:sourced:1\n"
	of := func(r channel.Report) []string {
		var got []string
		for _, a := range []channel.Account{r.Accounts[0], *r.Converted} {
			got = append(got, showCredit(a.Deals), showCredit(a.Roles[0]), fmt.Sprint(a.Attainment.Actual), fmt.Sprint(show(a.Overlay), " unknown ", a.OverlayUnknown))
		}
		return got
	}
	want := of(rollUp(t, p, records(sold+"dash 2026-Q3 USD plan=10 deal=d3:0:sourced")))
	differ(t, []string{want[3], want[7]}, []string{"0 unknown 0", "0 unknown 0"})
	want[3], want[7] = "40.33 unknown 0", "4033 unknown 0"
	differ(t, want, of(rollUp(t, p, records(sold+`
		dash 2026-Q3 USD plan=10 deal=d3:0:sourced deal=d1:100:overlay:0.33333333 deal=d2:7:overlay:1
		dash 2025-Q3 USD deal=d4:7:overlay:1`))))
	// Deals without a role in them are none.
	differ(t, " 0 unknown 0: 0 deals of 0, overlap 0", showCredit(rollUp(t, p, records("dash 2026-Q3 USD deal=d2:7:overlay:1")).Accounts[0].Deals))
	a := rollUp(t, one(), records("acme 2026-Q3 USD overlay=5 sourced=1\nbolt 2026-Q3 USD overlay=6\ncoop 2026-Q3 USD")).Accounts[0]
	differ(t, []string{"11 unknown 1", "1"}, []string{fmt.Sprint(show(a.Overlay), " unknown ", a.OverlayUnknown), a.Deals.Credited.String()})
}

// Of two with the same part of a yen it goes to the first by id, however the records are ordered.
func TestDealsOfAYen(t *testing.T) {
	p := one()
	p.Counts = []channel.Role{channel.Influenced}
	all := records(`
		coop 2026-Q3 JPY deal=d1:1:influenced:1
		bolt 2026-Q3 JPY plan=10 deal=d1:1:influenced:1`)
	for range 2 {
		differ(t, "1", rollUp(t, p, all).Accounts[0].Attainment.Actual.String())
		all[0], all[1] = all[1], all[0]
	}
}

// 100 at 0.9 and 50 of the year before at 0.8; at constant rates both at 0.9. The rate of
// October comes after the quarter.
func TestConversion(t *testing.T) {
	p := one()
	p.ConvertTo = "EUR"
	p.Rates = []channel.Rate{
		{From: "USD", To: "EUR", Rate: number("0.7"), Date: day("2026-10-01")},
		{From: "USD", To: "EUR", Rate: number("0.9"), Date: day("2026-09-30"), Label: "ECB"},
		{From: "USD", To: "EUR", Rate: number("0.8"), Date: day("2025-01-01")},
		{From: "GBP", To: "EUR", Rate: number("1.1"), Date: day("2025-01-01")},
		{From: "JPY", To: "EUR", Rate: number("0.0061"), Date: day("2026-08-01")},
	}
	all := records(`
		acme 2026-Q3 USD mdf=10.01 | 100 60 50
		acme 2025-Q3 USD mdf=10 | 50 - -
		acme 2026-Q3 EUR mdf=1 | 10 5 1
		acme 2026-Q3 JPY | 1000 400 1`)
	r := rollUp(t, p, all)
	c := r.Converted
	got := []string{c.Currency, fmt.Sprint(c.Partners), showYield(c.Total.Revenue), showYield(c.Kinds[0].Margin), c.Kinds[0].Spend.String(), showYield(c.Total.Margin)}
	g := c.Growth
	got = append(got, fmt.Sprint(show(g.Before), " ", show(g.Now), " ", show(g.Growth), ", constant ", show(g.ConstantBefore), " ", show(g.ConstantNow), " ", show(g.ConstantGrowth)))
	for _, u := range r.Used {
		got = append(got, fmt.Sprint(u.From, " ", show(u.Rate.Rate), " of ", u.Date, " ", u.Label, " records ", u.Records, " constant ", u.Constant))
	}
	differ(t, []string{
		"EUR", "1", "106.1 unknown 0: multiple 10.5994 ROI 9.5994", "- unknown 0: multiple - ROI -", "10.01", "44.66 unknown 0: multiple 4.4615 ROI 3.4615",
		"40 106.1 1.6525, constant 45 106.1 1.3578",
		"USD 0.9 of 2026-09-30 ECB records 1 constant true", "USD 0.8 of 2025-01-01  records 1 constant false", "JPY 0.0061 of 2026-08-01  records 1 constant true",
	}, got)
	p.Rates = p.Rates[:2]
	r = rollUp(t, p, all)
	if r.Converted != nil {
		t.Errorf("converted without a rate: %v", r.Converted)
	}
	differ(t, []channel.MissingRate{
		{Currency: "JPY", Quarter: quarter("2026-Q3"), Records: 1}, {Currency: "USD", Quarter: quarter("2025-Q3"), Records: 1},
	}, r.Missing)
}

// Where rebates stand in the books changes no return, only what is cost and what is net.
func TestTreatmentChangesNoReturn(t *testing.T) {
	contra := rollUp(t, one(), records("acme 2026-Q3 USD rebates=100 | 900 500 - rebates:0.5")).Accounts[0]
	p := one()
	p.Kinds[1].Treatment = channel.TreatedAsCost
	cost := rollUp(t, p, records("acme 2026-Q3 USD rebates=100 | 1000 500 - rebates:0.5")).Accounts[0]
	differ(t, cost.Total.Margin, contra.Total.Margin)
	differ(t, cost.Kinds[1].Margin, contra.Kinds[1].Margin)
	differ(t, " 1 partners 1 records: revenue 1000 cost 100 contra 0 rate 0.1; direct - unknown 1 rate -", showCost(cost.Cost))
	differ(t, " 1 partners 1 records: revenue 900 cost 0 contra 100 rate 0; direct - unknown 1 rate -", showCost(contra.Cost))
}

// Records outside of both spans are told of.
func TestOutside(t *testing.T) {
	r := rollUp(t, one(), records("acme 2026-Q2 USD | 1 1 1\nacme 2026-Q3 USD | 1 1 1"))
	differ(t, []string{"outside-periods 1 [acme 2026-Q2 USD]"}, showFindings(r))
}

func showFindings(r channel.Report) []string {
	list := []string{}
	for _, f := range r.Findings {
		list = append(list, fmt.Sprintf("%s %d %v", f.Reason, f.Records, f.IDs))
	}
	return list
}
