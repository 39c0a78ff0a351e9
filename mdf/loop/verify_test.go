package loop_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf/loop"
)

// Three webinars, of which one reported no leads and one no money, worked out by hand:
//
//	leads: forecast 80 + 40 + 20, actual 60 + 30; both for a and c: base 100, variance -10, attainment 90 ÷ 100
//	margin: actual 12,600 + 9,000 + 4,000 = 25,600
//	margin by vendor money, actual, of a and b: 21,600 on 4,200 + 6,000 = 10,200: 2.1176, and 11,400 ÷ 10,200
//	leverage of a and b: 9,000 + 12,000 by 10,200; cost per lead of a alone: 9,000 ÷ 60
func TestVerify(t *testing.T) {
	l := verify(t, byTactic(), funded(`
		a tactic=webinar | leads=80 revenue=70000 margin=20000 vendor=5000 total=10000 | leads=60 revenue=42000 margin=12600 vendor=4200 total=9000
		b tactic=webinar | leads=40 margin=10000 vendor=6000 total=12000               | margin=9000 vendor=6000 total=12000
		c tactic=webinar | leads=20                                                    | leads=30 margin=4000`), nil)
	row := l.Groups[0].Rows[0]
	f := row.Channel
	got := []string{
		fmt.Sprintln(row.Value, row.Rank, row.Worked, f.Campaigns),
		"leads " + showFigure(f.Leads),
		"SQLs " + showFigure(f.SQLs),
		"revenue " + showFigure(f.Revenue),
		"margin " + showFigure(f.Margin),
		"vendor " + showFigure(f.VendorMoney),
		"total " + showFigure(f.TotalCost),
		"forecast " + showYield(f.Forecast.MarginByVendorMoney),
		"actual " + showYield(f.Actual.MarginByVendorMoney),
		"actual total " + showYield(f.Actual.MarginByTotalCost),
		"actual revenue " + showYield(f.Actual.RevenueByVendorMoney),
		"actual revenue total " + showYield(f.Actual.RevenueByTotalCost),
		"leverage " + showQuotient(f.Actual.Leverage),
		"cost per lead " + showQuotient(f.Forecast.CostPerLead),
		"cost per lead " + showQuotient(f.Actual.CostPerLead),
	}
	differ(t, []string{
		"webinar 1 true 3\n",
		"leads 140 of 3, 90 of 2; both 2: base 100 variance -10 attainment 0.9",
		"SQLs - of 0, - of 0; both 0: base - variance - attainment -",
		"revenue 70000 of 1, 42000 of 1; both 1: base 70000 variance -28000 attainment 0.6",
		"margin 30000 of 2, 25600 of 3; both 2: base 30000 variance -8400 attainment 0.72",
		"vendor 11000 of 2, 10200 of 2; both 2: base 11000 variance -800 attainment 0.9273",
		"total 22000 of 2, 21000 of 2; both 2: base 22000 variance -1000 attainment 0.9545",
		"forecast 30000 on 11000 of 2: multiple 2.7273 ROI 1.7273",
		"actual 21600 on 10200 of 2: multiple 2.1176 ROI 1.1176",
		"actual total 21600 on 21000 of 2: multiple 1.0286 ROI 0.0286",
		"actual revenue 42000 on 4200 of 1: multiple 10 ROI 9",
		"actual revenue total 42000 on 9000 of 1: multiple 4.6667 ROI 3.6667",
		"leverage 21000 by 10200 of 2: 2.0588",
		"cost per lead 22000 by 120 of 2: 183.33",
		"cost per lead 9000 by 60 of 1: 150",
	}, got)
	differ(t, "leads 80 of 1, 60 of 1; both 1: base 80 variance -20 attainment 0.75", "leads "+showFigure(l.Campaigns[0].Leads))
	differ(t, l.Total.Channel, f)
}

// A ratio without a base is undefined: no leads came, no money was spent.
func TestVerifyUndefined(t *testing.T) {
	f := verify(t, byTactic(), funded("a | leads=0 | leads=0 margin=5 vendor=0 total=7"), nil).Total.Channel
	differ(t, []string{
		"0 of 1, 0 of 1; both 1: base 0 variance 0 attainment -",
		"5 on 0 of 1: multiple - ROI -", "7 by 0 of 1: -", "7 by 0 of 1: -",
	}, []string{
		showFigure(f.Leads), showYield(f.Actual.MarginByVendorMoney), showQuotient(f.Actual.Leverage), showQuotient(f.Actual.CostPerLead),
	})
}

// Half a ten-thousandth is rounded away from zero, below 0 too: the multiple of 10,000.5 ÷ 20,000 is
// 0.500025 and its ROI −0.499975; that of 10,001 is 0.50005 and its ROI −0.49995.
func TestVerifyRoundsOnce(t *testing.T) {
	for margin, want := range map[string]string{
		"10000.5": "10000.5 on 20000 of 1: multiple 0.5 ROI -0.5",
		"10001":   "10001 on 20000 of 1: multiple 0.5001 ROI -0.5",
		"-10001":  "-10001 on 20000 of 1: multiple -0.5001 ROI -1.5001",
	} {
		f := verify(t, byTactic(), funded("a || vendor=20000 margin="+margin), nil).Total.Channel
		differ(t, want, showYield(f.Actual.MarginByVendorMoney))
	}
}

func showRows(rows []loop.Row) []string {
	list := []string{}
	for _, r := range rows {
		list = append(list, fmt.Sprintf("%d %s %v %s%d %d", r.Rank, r.Value, r.Worked, r.Reason, r.Channel.Campaigns, r.Direct.Campaigns))
	}
	return list
}

// Ranks go by the exact multiple, 2 2 1 of which the larger comes first, and those with too
// little behind them are not ranked, whatever they brought.
func TestVerifyRanks(t *testing.T) {
	policy := byTactic()
	policy.MinimumVolume = 2
	campaigns := funded(`
		a1 tactic=ads     || margin=10 vendor=20
		a2 tactic=ads     || margin=10 vendor=20
		e1 tactic=event   || margin=20 vendor=10
		e2 tactic=event   || margin=20 vendor=10
		e3 tactic=event   || margin=20
		w1 tactic=webinar || margin=50 vendor=20
		w2 tactic=webinar || margin=30 vendor=20
		m1 tactic=mail    || margin=900 vendor=1
		m2 tactic=mail    || margin=900
		f1 tactic=fair    || margin=900 vendor=0
		f2 tactic=fair    || margin=900 vendor=0
		x1                || margin=900 vendor=1
		x2                || margin=900 vendor=1
		s1 tactic=survey  || margin=1000 vendor=1500.01
		s2 tactic=survey  || margin=1000 vendor=1500
	`)
	direct := funded("d tactic=tv || margin=1 vendor=1\ne tactic=event || margin=1 vendor=1")
	differ(t, []string{
		"1 webinar true 2 0", "1 event true 3 1", "3 survey false 2 0", "4 ads false 2 0",
		"0  false no-value2 0", "0 fair false no-money2 0", "0 mail false too-few2 0", "0 tv false too-few0 1",
	}, showRows(verify(t, policy, campaigns, direct).Groups[0].Rows))

	// −0.5 is met exactly, and −0.33333 not quite: 2,000 of 3,000.01.
	policy.MinimumROI = partnermath.Num(-5, 1)
	rows := verify(t, policy, campaigns, direct).Groups[0].Rows
	differ(t, []string{"3 survey true 2 0", "4 ads true 2 0"}, showRows(rows[2:4]))
	policy.MinimumROI = partnermath.Num(-33333, 5)
	differ(t, []string{"3 survey false 2 0"}, showRows(verify(t, policy, campaigns, direct).Groups[0].Rows[2:3]))
	policy.MinimumROI = partnermath.Num(-33334, 5)
	differ(t, []string{"3 survey true 2 0"}, showRows(verify(t, policy, campaigns, direct).Groups[0].Rows[2:3]))
}

// Each measure ranks by its own numbers: p leads by margin, q by revenue, and on all the cost
// the other way round.
func TestVerifyRanksByMeasure(t *testing.T) {
	campaigns := funded(`
		1 partner=p || margin=60 revenue=100 vendor=10 total=60
		2 partner=q || margin=50 revenue=200 vendor=10 total=20`)
	for measure, first := range map[loop.Measure]string{
		"": "p", loop.MarginByVendorMoney: "p", loop.MarginByTotalCost: "q", loop.RevenueByVendorMoney: "q", loop.RevenueByTotalCost: "q",
	} {
		policy := loop.Policy{Currency: "USD", GroupBy: []loop.Dimension{loop.ByPartner}, RankBy: measure}
		differ(t, first, verify(t, policy, campaigns, nil).Groups[0].Rows[0].Value)
	}
	// By revenue on all the cost q loses when it cost more.
	campaigns[1].Actual.TotalCost = partnermath.Int(121)
	policy := loop.Policy{Currency: "USD", GroupBy: []loop.Dimension{loop.ByPartner}, RankBy: loop.RevenueByTotalCost}
	differ(t, "p", verify(t, policy, campaigns, nil).Groups[0].Rows[0].Value)
}

// Of direct programs those are alike that have the same tactic and region; what lacks one of
// them is like nothing.
func TestVerifyAlike(t *testing.T) {
	policy := loop.Policy{
		Currency: "USD", GroupBy: []loop.Dimension{loop.ByPartner, loop.ByRegion, loop.ByQuarter, loop.ByAgency},
		Alike: []loop.Dimension{loop.ByTactic, loop.ByRegion},
	}
	l := verify(t, policy, funded(`
		a tactic=ads region=emea agency=x partner=p quarter=2026-Q1 || leads=1
		b tactic=ads region=apac agency=x partner=p quarter=2026-Q2 || leads=2
		c tactic=fair region=emea                   quarter=2025-Q4 || leads=4
		d tactic=ads                      partner=q                 || leads=8`), funded(`
		e tactic=ads region=emea agency=y quarter=2026-Q1 || leads=16
		f tactic=ads region=emea                          || leads=32
		g tactic=ads                                      || leads=64
		h tactic=fair region=apac agency=x                || leads=128`))
	got := []string{
		"alike " + show(l.Alike.Channel.Leads.Actual) + " " + show(l.Alike.Direct.Leads.Actual),
		"total " + show(l.Total.Channel.Leads.Actual) + " " + show(l.Total.Direct.Leads.Actual),
	}
	for _, g := range l.Groups {
		for _, r := range g.Rows {
			got = append(got, fmt.Sprintf("%s %s %s %s", g.By, r.Value, show(r.Channel.Leads.Actual), show(r.Direct.Leads.Actual)))
		}
	}
	differ(t, []string{
		"alike 1 48", "total 15 240",
		"partner  4 -", "partner p 3 -", "partner q 8 -",
		"region  8 64", "region apac 2 128", "region emea 5 48",
		"quarter  8 224", "quarter 2025-Q4 4 -", "quarter 2026-Q1 1 16", "quarter 2026-Q2 2 -",
		"agency  12 96", "agency x 3 128", "agency y - 16",
	}, got)

	policy.Alike = nil
	l = verify(t, policy, funded("a || leads=1"), funded("b || leads=2"))
	differ(t, []loop.Row{l.Total}, []loop.Row{l.Alike})
	l = verify(t, policy, funded("a || leads=1"), nil)
	differ(t, loop.Row{}, l.Alike)
}

// The vendor paid more than it cost in all: one of the two is wrong, and it is not the one
// that the vendor knows.
func TestVerifyCostBelowVendor(t *testing.T) {
	l := verify(t, byTactic(), funded("a | vendor=5 total=4.99 | vendor=5 total=5\nb || vendor=5 total=4 leads=2"), nil)
	differ(t, []string{"cost-below-vendor 2 [a b]"}, showFindings(l.Findings))
	f := l.Total.Channel
	differ(t, []string{"- of 0, 5 of 1; both 0: base - variance - attainment -", "5 by 5 of 1: 1", "- by - of 0: -"},
		[]string{showFigure(f.TotalCost), showQuotient(f.Actual.Leverage), showQuotient(f.Actual.CostPerLead)})
}

// What is faulty is set apart with all copies that differ; copies that say the same count once.
func TestVerifySetsApart(t *testing.T) {
	policy := byTactic()
	policy.Faulty = partnermath.FaultySetApart
	campaigns := funded(`
		same    || leads=1
		differs || leads=2
		faulty  || leads=-4
		same    || leads=1.00
		differs || leads=8
		fine    || leads=16
		faulty  || leads=32`)
	l := verify(t, policy, campaigns, funded("x partner=p || leads=1"))
	differ(t, []string{"copies-differ 3 [differs differs faulty]", "faulty 2 [faulty x]"}, showFindings(l.Findings))
	differ(t, "17", show(l.Total.Channel.Leads.Actual))
	differ(t, []string{"same", "fine"}, []string{l.Campaigns[0].ID, l.Campaigns[1].ID})
	differ(t, 2, len(l.Campaigns))
}

// The largest figures of the most campaigns add up exactly.
func TestVerifyAddsUpTheLargestFigures(t *testing.T) {
	campaigns := make([]loop.Campaign, loop.MaxCampaigns)
	r := returned("margin=-100000000000 revenue=100000000000 vendor=100000000000 total=100000000000 leads=1000000000")
	planned := returned("margin=100000000000")
	for i := range campaigns {
		campaigns[i] = loop.Campaign{ID: fmt.Sprint(i), Forecast: planned, Actual: r}
	}
	f := verify(t, byTactic(), campaigns, nil).Total.Channel
	differ(t, []string{
		"10000000000000000 of 100000, -10000000000000000 of 100000; both 100000: base 10000000000000000 variance -20000000000000000 attainment -1",
		"-10000000000000000 on 10000000000000000 of 100000: multiple -1 ROI -2",
		"10000000000000000 by 100000000000000 of 100000: 100",
	}, []string{showFigure(f.Margin), showYield(f.Actual.MarginByVendorMoney), showQuotient(f.Actual.CostPerLead)})
}

// Counts have 4 decimals whatever the currency, of which a yen has none.
func TestVerifyCountsFractions(t *testing.T) {
	c := funded("a | leads=0.1 mqls=0.01 sqls=0.0001 | leads=0.0001 mqls=1 sqls=0.9999 total=7")
	for _, r := range []*loop.Return{&c[0].Forecast, &c[0].Actual} {
		r.Currency = "JPY"
	}
	f := verify(t, loop.Policy{Currency: "JPY"}, c, nil).Total.Channel
	differ(t, []string{
		"0.1 of 1, 0.0001 of 1; both 1: base 0.1 variance -0.0999 attainment 0.001",
		"0.01 of 1, 1 of 1; both 1: base 0.01 variance 0.99 attainment 100",
		"0.0001 of 1, 0.9999 of 1; both 1: base 0.0001 variance 0.9998 attainment 9999",
		"7 by 0.0001 of 1: 70000",
	}, []string{showFigure(f.Leads), showFigure(f.MQLs), showFigure(f.SQLs), showQuotient(f.Actual.CostPerLead)})
}
