package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
)

const (
	salesLine     = "partner,year,month,product,plan,sourced,influenced,attached\n"
	activityLine  = "partner,part,done\n"
	incentiveLine = "id,partner,kind,of,date,recorded,product,category,units,amount,margin\n"
	entryLine     = "id,partner,date,kind,amount,of,expires,until\n"

	someReview = `{
  "quarter": "2026-Q1",
  "policy": {
    "performance": {"counts": ["sourced"], "floor": "0.5"},
    "engagement": {"parts": [{"id": "calls", "weight": 1, "target": 4}, {"id": "days", "weight": 1, "target": 2}]}
  },
  "partners": [
    {"partner": {"id": "A1", "attention": "SECRET-1"},
     "comments": [{"section": "wins", "text": "SECRET-2", "vendorOnly": true}, {"section": "wins", "text": "Well done"}],
     "commitments": [{"id": "c", "party": "partner", "text": "Sell more", "due": "2026-02-28", "consequence": "Less fun"}]}
  ]
}`
	somePrograms = `{"programs": [{
  "id": "volume", "name": "Volume", "currency": "EUR", "periods": [{"start": "2026-01-01", "end": "2026-07-01"}], "qualifies": "revenue",
  "formula": {"kind": "tiers", "tiers": {"method": "whole", "steps": [{"from": "0", "rate": "0.02"}, {"from": "50000", "rate": "0.05"}]}}
}]}`
	someFund = `{"program": {
  "id": "fund", "currency": "EUR", "usage": {"start": "2026-01-01", "end": "2027-01-01"}, "preApproval": true, "noticeDays": 10,
  "activities": [{"id": "event", "rate": "0.5"}]
}, "approvals": [{"request": {"id": "R1", "partner": "A1", "submitted": "2026-01-05", "activity": "event", "period": {"start": "2026-02-01", "end": "2026-02-02"},
  "costs": [{"id": "hall", "amount": 1000}], "asked": 500}, "amount": 500}]}`
	someRequests = `{"requests": [{"id": "R2", "partner": "A1", "submitted": "2026-03-25", "activity": "event", "period": {"start": "2026-04-01", "end": "2026-04-02"}, "costs": [{"id": "hall", "amount": 400}], "asked": 200},
 {"id": "R3", "partner": "A1", "submitted": "2026-04-01", "activity": "event", "period": {"start": "2026-05-01", "end": "2026-05-02"}, "costs": [{"id": "hall", "amount": 400}], "asked": 200}]}`
	someClaims = `{"claims": [{"id": "C1", "request": "R1", "submitted": "2026-02-20", "final": true, "expenses": [{"id": "1", "item": "hall", "amount": 900, "supplier": "X", "invoice": "1"}]}]}`
	someCases  = `{"cases": [{"partner": "A1", "case": {"id": "c", "currency": "EUR", "start": "2026-01-01", "months": 12,
  "products": [{"id": "p", "kind": "resale", "price": "1000", "margin": "0.2", "units": {"kind": "growth", "first": 1, "start": "10", "growth": "0"}}],
  "costs": [{"id": "setup", "kind": "once", "amount": "5000"}]},
  "discount": {"annual": "0.1", "compounding": "effective", "firstFlow": "now"},
  "vendor": {"lines": [{"id": "p", "marginRate": "0.3"}], "cost": "4321", "shares": ["1"]}}]}`
)

// recorded is the small folder with everything that is recorded of A1.
func recorded(t *testing.T) map[string]string {
	t.Helper()
	files := measured(t, someDeals, someLeads)
	files[intake.ReviewFile] = someReview
	files[intake.SalesFile] = salesLine + "A1,2026,1,core,10000,8000,500,70\nA1,2026,2,core,10000,1000,,0\nA1,2026,3,core,10000,3000,0,0\nA1,2026,3,edge,20000,9000,0,0\n" +
		"A1,2026,1,edge,0,0,0,0\nA1,2026,2,edge,0,0,0,0\n"
	files[intake.ActivitiesFile] = activityLine + "A1,calls,3\nA1,days,\n"
	files[intake.IncentivesFile] = somePrograms
	files[intake.IncentiveSalesFile] = incentiveLine + "S1,A1,,,2026-01-20,,core,,,30000,\nS2,A1,return,S1,2026-03-10,,,,,2000,\nS3,B2,,,2026-03-12,,core,,,9000,\n"
	files[intake.FundFile], files[intake.FundRequestsFile], files[intake.FundClaimsFile] = someFund, someRequests, someClaims
	files[intake.FundEntriesFile] = entryLine + "g,A1,2026-01-01,grant,2000,,2026-10-01,\nh,A1,2026-01-07,reservation,500,,,\ng,B2,2026-01-01,grant,7000,,,\n"
	files[intake.ProfitFile] = someCases
	return files
}

// Worked out by hand: 21,000 of 50,000 are sourced, and half of it would not be red; 3 of 4
// calls; 28,000 at 2 % after the return, and 22,000 more would be 2,500; 1,500 of the 2,000 are
// free; half of 900; 12 × 10 × 200 of margin less 5,000 at the start, against which the vendor has 0.3 of 96,000.
func TestRecorded(t *testing.T) {
	folder := data(t, recorded(t))
	r := reviewed(t, "-data", folder, "-quarter", "2026-Q1")
	for id, want := range map[qbr.MetricID]string{
		qbr.MetricRevenue: "21,000", qbr.MetricEngagement: "75%", qbr.MetricIncentiveEarned: "560", qbr.MetricNextTierMissing: "22,000",
		qbr.MetricNextTierGain: "1,940", qbr.MetricFundAvailable: "1,500", qbr.MetricFundExpiring: "1,500", qbr.MetricClaimsAccepted: "1",
		qbr.MetricPartnerProfit: "24,000", qbr.MetricVendorReturn: "6.67×", qbr.MetricPartnerKept: "0",
	} {
		if got := figure(r, id); got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	for title, want := range map[string]string{
		"Fund requests": "R2|returned|200|200|0|asked for too late\n",
		"Claims":        "C1|R1|900|450|450|accepted\n",
	} {
		if got := cellsOf(r, title); got != want {
			t.Errorf("%s is\n%swant\n%s", title, got, want)
		}
	}
	if got, want := notesOf(r, qbr.SectionCommitments), "Missed: Sell more. It means: Less fun.\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if r.Partner.Attention != "SECRET-1" || !strings.Contains(notesOf(r, qbr.SectionWins), "SECRET-2\n") {
		t.Errorf("the vendor's own is lost")
	}
	// What is of one quarter is not of another, and the sales of later years are not known yet.
	other := reviewed(t, "-data", folder, "-partner", "B2")
	if len(other.Commitments) > 0 || figure(other, qbr.MetricEngagement) != "–" || figure(other, qbr.MetricPartnerProfit) != "" {
		t.Errorf("%v", other.Commitments)
	}
}

// What is the vendor's alone is in no form of a partner's review.
func TestRecordedForPartner(t *testing.T) {
	folder := data(t, recorded(t))
	for format := range formats {
		got := runsAs(t, format, "-data", folder, "-quarter", "2026-Q1", "-audience", "partner")
		for _, secret := range []string{"SECRET", "4321", "4,321", "28800", "28,800", "6.665", " 6.67×", `"7000"`, "7,000", "B2", "endor's margin", "What the vendor gets"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: tells %s", format, secret)
			}
		}
		if !strings.Contains(got, "Well done") && format != formatWorkbook { // it has figures
			t.Errorf("%s: no comment", format)
		}
		got = runsAs(t, format, "-audience", "partner")
		for _, secret := range []string{"One certified engineer", "life stage", "lifeStage", "keep the rebate out", "3.57×", "3.566", "504,886", "504886", "96000"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s of the sample: tells %s", format, secret)
			}
		}
	}
}

func TestFaultyRecords(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"misspelt", intake.ReviewFile, `"quarter"`, `"quater"`, "review.json:2:13: quater: is not a field here; the nearest is \"quarter\""},
		{"no quarter", intake.ReviewFile, `"quarter": "2026-Q1",`, ``, "review.json:1:1: quarter: must be given, the quarter of what is recorded of partners"},
		{"audience", intake.ReviewFile, `"policy": {`, `"policy": {"audience": "partner",`, "review.json:3:26: policy.audience: must be left out, since the flag -audience tells it"},
		{"currency", intake.ReviewFile, `"floor"`, `"currency": "USD", "floor"`, "review.json:4:56: policy.performance.currency: must be left out, since plan.json states it once"},
		{"floor", intake.ReviewFile, `"floor": "0.5"`, `"floor": "5"`, "review.json:4:53: policy.performance.floor: must not be above 1, got 5"},
		{"unknown partner", intake.ReviewFile, `"id": "A1"`, `"id": "A9"`, "review.json:8:24: partners[0].partner.id: must be in partners.csv, got \"A9\""},
		{
			"history of no figure", intake.ReviewFile, `"comments"`, `"history": [{"metric": "revenue", "quarter": "2025-Q4", "value": 1}, {"metric": "registrations", "quarter": "2025-Q4", "value": 1}], "comments"`,
			"review.json:9:86: partners[0].history[1].metric: must be a figure of the review, like revenue, landing or score, or one of the own metrics of the records; got \"registrations\"",
		},
		{
			"history nearly of a figure", intake.ReviewFile, `"comments"`, `"history": [{"metric": "sql-rates", "quarter": "2025-Q4", "value": 1}], "comments"`,
			"review.json:9:29: partners[0].history[0].metric: must be a figure of the review, like revenue, landing or score, or one of the own metrics of the records; got \"sql-rates\"; the nearest is \"sql-rate\"",
		},
		{
			"history nearly of an own metric", intake.ReviewFile, `"comments"`, `"metrics": [{"id": "csat-score", "name": "CSAT", "unit": "count", "value": 80}], "history": [{"metric": "csat-scores", "quarter": "2025-Q4", "value": 1}], "comments"`,
			"review.json:9:110: partners[0].history[0].metric: must be a figure of the review, like revenue, landing or score, or one of the own metrics of the records; got \"csat-scores\"; the nearest is \"csat-score\"",
		},
		{"name", intake.ReviewFile, `"id": "A1"`, `"id": "A1", "name": "X"`, "review.json:8:17: partners[0].partner: must have an id, a lifeStage and an attention at most, since partners.csv has the rest"},
		{"commitment", intake.ReviewFile, `"party": "partner"`, `"party": "us"`, "review.json:10:43: partners[0].commitments[0].party: must be one of vendor, partner; got \"us\""},
		{"sales of nobody", intake.SalesFile, "A1,2026,1", "A9,2026,1", "sales.csv:2:1: partner: partner \"A9\" is not in partners.csv"},
		{"month 13", intake.SalesFile, "A1,2026,1", "A1,2026,13", "sales.csv:2:9: month: must be the month of the fiscal year, from 1 to 12, got \"13\""},
		{"no month", intake.SalesFile, "A1,2026,1", "A1,2026,0", "sales.csv:2:9: month: must be the month of the fiscal year, from 1 to 12, got \"0\""},
		{"month by name", intake.SalesFile, "A1,2026,1", "A1,2026,avril", "sales.csv:2:9: month: must be the month of the fiscal year, from 1 to 12, got \"avril\"; -columns FILE with {\"sales\": {\"values\": {\"month\": {\"avril\": \"...\"}}}} reads it as what you put for \"...\""},
		{"two years", intake.SalesFile, "A1,2026,1", "A1,2026/2027,1", "sales.csv:2:4: year: must be a year of four digits, like 2026, got \"2026/2027\""},
		{"year of two digits", intake.SalesFile, "A1,2026,1", "A1,26,1", "sales.csv:2:4: year: must be a year of four digits, like 2026, got \"26\""},
		{"year with a sign", intake.SalesFile, "A1,2026,1", "A1,2'026,1", "sales.csv:2:4: year: must be a year of four digits, like 2026, got \"2'026\"; -numbers \"1'234.56\" reads it"},
		{"half a month", intake.SalesFile, "A1,2026,1", "A1,2026,1.5", "sales.csv:2:9: month: must be the month of the fiscal year, from 1 to 12, got \"1.5\""},
		{"month twice", intake.SalesFile, "A1,2026,2", "A1,2026,1", "sales.csv:3:11: product: the month of the product stands in line 2 already"},
		{"plan below 0", intake.SalesFile, "edge,20000", "edge,-20000", "sales.csv:5:16: plan: must not be below 0, got -20000"},
		{"part", intake.ActivitiesFile, "calls", "call", "activities.csv:2:4: part: must be one of calls, days, got \"call\""},
		{"part twice", intake.ActivitiesFile, "days,", "calls,", "activities.csv:3:4: part: part \"calls\" of the partner stands in line 2 already"},
		{"done", intake.ActivitiesFile, "calls,3", "calls,-3", "activities.csv:2:10: done: must not be below 0, got -3"},
		{"rate", intake.IncentivesFile, `"0.05"`, `"5"`, "incentives.json:3:128: programs[0].formula.tiers.steps[1].rate: is a fraction and must not be above 1, got 5"},
		{"program in dollars", intake.IncentivesFile, `"EUR"`, `"USD"`, "incentives.json:2:49: programs[0].currency: must be EUR, that of the reviews, got USD"},
		{"unlinked kind", intake.IncentiveSalesFile, "return,S1", "rebate,S1", "incentive-sales.csv:3:7: kind: must be one of sale, return, correction, payment; got \"rebate\"" + wordHint("incentive-sales", "kind", "rebate")},
		{"amount", intake.IncentiveSalesFile, ",30000,", ",lots,", "incentive-sales.csv:2:28: amount: must be a number like 0.75, of at most 15 digits, got \"lots\""},
		{"two categories", intake.IncentiveSalesFile, "core,,,9000", "core,soft,,9000", "incentive-sales.csv:4:26: category: must be \"\", that of product \"core\" before, got \"soft\""},
		{"fund in dollars", intake.FundFile, `"EUR"`, `"USD"`, "mdf.json:2:29: program.currency: must be EUR, that of the reviews, got USD"},
		{"entry", intake.FundEntriesFile, "reservation,500", "reservation,5000", "fund-entries.csv:3:29: amount: must be at most 2000.00, what is free (entry h of A1)"},
		{"request", intake.FundRequestsFile, `"R2", "partner": "A1"`, `"R2", "partner": "C9"`, "fund-requests.json:1:39: requests[0].partner: must be one of the partners, got \"C9\""},
		{"claim", intake.FundClaimsFile, `"request": "R1"`, `"request": "R7"`, "fund-claims.json:1:37: claims[0].request: must be one of the approvals, got \"R7\""},
		{"case", intake.ProfitFile, `"margin": "0.2"`, `"margin": "2"`, "profit.json:2:73: cases[0].case.products[0].margin: must not be above 1, got 2"},
		{"vendor", intake.ProfitFile, `{"id": "p", "marginRate"`, `{"id": "q", "marginRate"`, "profit.json:5:31: cases[0].vendor.lines[0].id: must be the id of a line of kind product-cost or recurring-cost, one of \"p\"; got \"q\""},
		{"case of nobody", intake.ProfitFile, `"partner": "A1"`, `"partner": "A9"`, "profit.json:1:24: cases[0].partner: must be in partners.csv, or left out for all partners, got \"A9\""},
	} {
		files := recorded(t)
		files[tt.file] = changed(t, files[tt.file], tt.old, tt.new)
		got, _, _ := strings.Cut(faultsOf(t, files), "\n")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// History is kept of figures of the review and of own metrics.
func TestHistoryOfOwnMetrics(t *testing.T) {
	files := recorded(t)
	files[intake.ReviewFile] = changed(t, someReview, `"comments"`, `"metrics": [{"id": "csat", "name": "CSAT", "unit": "count", "value": 80}],
		"history": [{"metric": "csat", "quarter": "2025-Q4", "value": 71}, {"metric": "registered", "quarter": "2025-Q4", "value": 9}], "comments"`)
	r := reviewed(t, "-data", data(t, files), "-quarter", "2026-Q1")
	if got := figure(r, "csat"); got != "80" {
		t.Errorf("the own metric is %s", got)
	}
}

// A file that another one explains is not passed over without it.
func TestRecordsWithoutPolicy(t *testing.T) {
	for _, tt := range []struct{ without, want string }{
		{intake.ReviewFile, "activities.csv: takes a quarter in review.json, and in its policy an engagement of parts\n"},
		{intake.IncentivesFile, "incentive-sales.csv: takes the programs that its sales count for, in incentives.json\n"},
		{intake.FundFile, "fund-entries.csv: takes the program of the fund, in mdf.json\nfund-requests.json: takes the program of the fund, in mdf.json\nfund-claims.json: takes the program of the fund, in mdf.json\n"},
	} {
		files := recorded(t)
		files[tt.without] = "-"
		if diff := cmp.Diff(tt.want, faultsOf(t, files)); diff != "" {
			t.Errorf("without %s (-want +got):\n%s", tt.without, diff)
		}
	}
	if got, want := faultsOf(t, map[string]string{intake.SalesFile: recorded(t)[intake.SalesFile]}), "sales.csv: takes a currency in plan.json, or in the policy of review.json\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Faulty rows are left out of the review where that is asked.
func TestFaultyRecordsReport(t *testing.T) {
	files := recorded(t)
	files[intake.SalesFile] += "A1,2026,14,core,1,1,1,1\nA9,2026,1,core,1,1,1,1\n"
	files[intake.ActivitiesFile] += "A1,nothing,1\n"
	files[intake.IncentiveSalesFile] += "S4,A1,,,never,,core,,,1,\n"
	files[intake.FundEntriesFile] += "k,A1,2026-01-01,grant,much,,,\n"
	folder := data(t, files)
	r := reviewed(t, "-data", folder, "-quarter", "2026-Q1", "-faulty", "report")
	if figure(r, qbr.MetricRevenue) != "21,000" || figure(r, qbr.MetricIncentiveEarned) != "560" || figure(r, qbr.MetricFundAvailable) != "1,500" {
		t.Errorf("the revenue is %s", figure(r, qbr.MetricRevenue))
	}
	if got := runs(t, "-data", folder, "-faulty", "report"); !strings.Contains(got, "The report is made without 2 rows of sales.csv.\n") {
		t.Error("does not say what it is made without")
	}
}
