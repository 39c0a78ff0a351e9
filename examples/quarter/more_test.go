package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
)

const (
	someForecasts = "partner,quarter,committed,landed\nA1,2025-Q4,10000,9000\nA1,2026-Q1,20000,23000\nA1,2026-Q2,50000,\nB2,2026-Q1,1,1\n"
	someRewards   = `{"program": {"id": "reg", "currency": "EUR", "milestones": [{"id": "approved", "share": "0.5"}, {"id": "won", "share": "1"}], "repShare": "0",
  "lost": "taken-back", "expired": "taken-back", "cancelled": "taken-back"},
 "deals": [{"id": "D1", "partner": "A1", "margin": 800, "reached": [{"milestone": "approved", "date": "2026-01-10"}]},
  {"id": "D2", "partner": "B2", "margin": 5555, "reached": [{"milestone": "approved", "date": "2026-01-10"}]}]}`
	somePromotions = `{"menu": {"id": "m", "currency": "EUR", "marginRate": "0.5", "minimumRoi": "1", "minimumAttainment": "0.5", "fixedCost": 0,
  "goals": [{"id": "growth", "measure": "increment", "least": 1000}], "products": ["core"],
  "payouts": [{"id": "share", "basis": "increment", "least": "0.05", "most": "0.2", "step": "0.05"}]},
 "proposals": [{"proposal": {"id": "push", "partner": "A1", "quarters": ["2026-Q2"], "goals": [{"type": "growth", "by": "2026-06-30"}], "products": ["core"],
  "payout": "share", "level": "0.1", "forecast": [{"quarter": "2026-Q2", "outcome": {"currency": "EUR", "revenue": 30000}}]},
  "baseline": {"quarters": [{"quarter": "2026-Q2", "revenue": 10000}]}}]}`
	someCampaigns = `{"policy": {"currency": "EUR", "groupBy": ["tactic", "partner"]},
 "campaigns": [{"id": "R1", "tactic": "event", "partner": "A1", "quarter": "2026-Q1",
   "forecast": {"currency": "EUR", "leads": 20, "margin": 1200, "vendorMoney": 400}, "actual": {"currency": "EUR", "leads": 25, "margin": 1234, "vendorMoney": 400}},
  {"id": "R9", "tactic": "event", "partner": "A1", "quarter": "2026-Q2"}]}`
	someNext = `{"goal": {"revenue": "30000"}, "funnel": {"dealSize": "10000",
  "stages": [{"id": "leads", "countsAs": "lead"}, {"id": "won", "countsAs": "won", "rate": "0.1"}]},
 "plans": [{"partner": "A1", "tactics": [{"id": "t", "units": "1", "reach": "20", "unitCost": "10", "fixedCost": "0", "period": {"start": "2026-04-01", "end": "2026-06-01"},
  "funnel": {"currency": "EUR", "dealSize": "10000", "stages": [{"id": "leads", "countsAs": "lead"}, {"id": "won", "countsAs": "won", "rate": "0.1"}]}}]}]}`
)

// more is what is recorded with the files that few have.
func more(t *testing.T) map[string]string {
	t.Helper()
	files := recorded(t)
	files[intake.ForecastsFile], files[intake.RewardsFile], files[intake.PromotionsFile] = someForecasts, someRewards, somePromotions
	files[intake.CampaignsFile], files[intake.NextFile] = someCampaigns, someNext
	return files
}

// Worked out by hand: 2,000 more landed than the 30,000 committed, and 4,000 by size; half of 800; 3 deals of 10,000 take 30 leads, and 20 are planned;
// a tenth of the 20,000 that are more; 1,234 of margin for 400.
func TestMoreSources(t *testing.T) {
	r := reviewed(t, "-data", data(t, more(t)), "-quarter", "2026-Q1")
	got := map[qbr.MetricID]string{}
	want := map[qbr.MetricID]string{qbr.MetricForecastBias: "6.67%", qbr.MetricForecastWAPE: "13.33%", qbr.MetricRewardsEarned: "400"}
	for id := range want {
		got[id] = figure(r, id)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for title, want := range map[string]string{
		"Forecasts of the partner":               "2025-Q4|10,000|9,000|-1,000\n2026-Q1|20,000|23,000|3,000\nIn all|30,000|32,000|2,000\n",
		"Promotions proposed, and their payouts": "push|approved|30,000|2,000|2,000|400%|5,000\n",
		"What funded campaigns brought":          "R1|400|25|125%|1,234|3.09×\n1 campaign|400|25|125%|1,234|3.09×\n",
	} {
		if got := cellsOf(r, title); got != want {
			t.Errorf("%s is\n%swant\n%s", title, got, want)
		}
	}
	if c := r.Next.Capacity; len(c) != 2 || c[0].Required.Decimal.String() != "30" || c[0].Planned.Decimal.String() != "20" {
		t.Errorf("capacity is %+v", c)
	}
	folder := data(t, more(t))
	for format := range formats {
		got := runsAs(t, format, "-data", folder, "-quarter", "2026-Q1", "-audience", "partner")
		for _, secret := range []string{"1234", "1,234", "3.09", "5555", "5,555", "R9"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: tells %s", format, secret)
			}
		}
	}
}

func TestFaultyMoreSources(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"quarter", intake.ForecastsFile, "2025-Q4", "2025-12", `forecasts.csv:2:4: quarter: must be a quarter like 2026-Q3, got "2025-12"`},
		{"quarter twice", intake.ForecastsFile, "2025-Q4", "2026-Q1", "forecasts.csv:3:4: quarter: quarter 2026-Q1 of the partner stands in line 2 already"},
		{"committed", intake.ForecastsFile, ",10000,", ",-1,", "forecasts.csv:2:12: committed: must not be below 0, got -1"},
		{"milestone", intake.RewardsFile, `[{"milestone": "approved"`, `[{"milestone": "aproved"`, `rewards.json:3:83: deals[0].reached[0].milestone: `},
		{"reward in dollars", intake.RewardsFile, `"EUR"`, `"USD"`, "rewards.json:1:39: program.currency: must be EUR, that of the reviews, got \"USD\""},
		{"deal of nobody", intake.RewardsFile, `"partner": "B2"`, `"partner": "Z"`, "rewards.json:4:27: deals[1].partner: must be in partners.csv, got \"Z\""},
		{"menu", intake.PromotionsFile, `"marginRate": "0.5"`, `"marginRate": "5"`, "promotions.json:1:55: menu.marginRate: "},
		{"proposal", intake.PromotionsFile, `"payout": "share", `, ``, "promotions.json:4:29: proposals[0].proposal.payout: "},
		{"campaign", intake.CampaignsFile, `"leads": 25`, `"leads": -25`, "campaigns.json:3:125: campaigns[0].actual.leads: "},
		{"funnel", intake.NextFile, `"countsAs": "won", "rate": "0.1"}]},` + "\n \"plans\"", `"countsAs": "won", "rate": "2"}]},` + "\n \"plans\"", "next.json:2:92: funnel.stages[1].rate: "},
		{"tactic", intake.NextFile, `"units": "1"`, `"units": "-1"`, "next.json:3:63: plans[0].tactics[0].units: "},
	} {
		files := more(t)
		files[tt.file] = changed(t, files[tt.file], tt.old, tt.new)
		if got, _, _ := strings.Cut(faultsOf(t, files), "\n"); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
