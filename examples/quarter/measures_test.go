package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

const (
	dealColumnsLine = "id,partner,customer,product,campaign,currency,amount,stage,category,created,last_activity,expected_close,outcome,closed,submitted,decision,decided,expires\n"
	leadColumnsLine = "id,partner,source,vendor,campaign,created,followed_up,stage,rejected\n"

	measuresLine = `  "pipeline": {"stages": [{"id": "early", "probability": "0.2"}, {"id": "late", "probability": "0.8"}], "staleAfter": 30,` +
		` "coverageTargets": [{"name": "total", "basis": "raw", "times": "2"}]},
  "registrations": {"serviceLevel": 5}, "leads": {"followUpWithin": 2},
  "campaigns": [{"id": "mail", "name": "Mailing", "units": "10", "unitCost": "100", "period": {"start": "2025-10-01", "end": "2025-12-01"},
    "funnel": {"stages": [{"id": "leads", "countsAs": "lead"}, {"id": "mgos", "countsAs": "mgo", "rate": "0.5"},
      {"id": "won", "countsAs": "won", "rate": "0.4", "lag": ["0", "0.5", "0", "0", "0.5"]}], "dealSize": "10000"}}],
`
)

// measuredPlan is a plan with all that deals and leads are measured with. The target
// of A1 in 2026-Q1 is 80,000 and in 2026-Q2 120,000, that of B2 200,000.
func measuredPlan(t *testing.T) string {
	t.Helper()
	return changed(t, plainPlan(t), `  "plans": [`, measuresLine+`  "plans": [`,
		`"revenue": "960000", "open": "100000", "openRate": "0.6"`, `"revenue": "500000", "recurring": "100000"`,
		`["0", "1", "0", "0"]`, `["2", "3", "4", "1"]`)
}

// otherDeal and otherLead are of B2.
const (
	otherDeal = "Z1,B2,,,,,1000,late,,2026-01-01,,,,,,,,\n"
	otherLead = "Z1,B2,web,,,2026-01-01,,lead,\n"
)

// measured is the small folder with deals and leads, which are of B2 where none are
// given.
func measured(t *testing.T, deals, leads string) map[string]string {
	t.Helper()
	deals, leads = cmp.Or(deals, otherDeal), cmp.Or(leads, otherLead)
	return map[string]string{planFile: measuredPlan(t), dealsFile: dealColumnsLine + deals, leadsFile: leadColumnsLine + leads}
}

func TestWithoutDealsAndLeads(t *testing.T) {
	replaced := map[string]string{planFile: measuredPlan(t)}
	for title := range sectionsOf(t, replaced) {
		for _, of := range []string{"PIPELINE", "LEAD", "REGISTRATION", "CAMPAIGN", "WIN RATES"} {
			if strings.Contains(title, of) {
				t.Errorf("has a section %s", title)
			}
		}
	}
	var fields map[string]any
	if err := json.Unmarshal([]byte(runs(t, "-data", data(t, replaced), "-format", "json")), &fields); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"pipeline", "leads", "registrations", "campaigns"} {
		if _, has := fields[field]; has {
			t.Errorf("the JSON has %s", field)
		}
	}
}

// A partner without deals and leads has a pipeline of 0, and rates that are undefined.
func TestNoDealsAndLeads(t *testing.T) {
	sections := sectionsOf(t, measured(t, "", ""))
	for title, want := range map[string]string{
		"PIPELINE TO PLAN": `EUR                                             2026-Q1     2026-Q2
───────────────────────────────────────────  ──────────  ──────────
Goal of the year, without recurring revenue  400,000.00  400,000.00
Target of the quarter                         80,000.00  120,000.00
  Won                                              0.00        0.00
  Remaining                                   80,000.00  120,000.00
Open, expected to close in the quarter             0.00        0.00
  Number of deals                                     0           0
  Weighted by the chance to win                    0.00        0.00
───────────────────────────────────────────  ──────────  ──────────
Landing: won and weighted                          0.00        0.00
As of 2026-03-31. 2026-Q1 ended EUR 80,000.00 below the target. 2026-Q2 is expected to land EUR
120,000.00 below the target.
`,
		"WIN RATES": `Of all closed deals            Won  Of  Win rate  Coverage that it takes
─────────────────────────────  ───  ──  ────────  ──────────────────────
Won or lost                      0   0         –                       –
Also those without a decision    0   0         –                       –
`,
		"LEAD CONVERSION BY QUARTER": `Created in  Leads  MQLs  SQLs  Lead to MQL  MQL to SQL
──────────  ─────  ────  ────  ───────────  ──────────
2026-Q1         0     0     0            –           –
`,
		"DEAL REGISTRATION: SPEED AND SHARE": `Median time to a decision        –
Decided in at most 5 days        –, 0 of 0
Overdue decisions                0
Registered                       EUR 0.00
Won revenue that was registered  –, EUR 0.00 of EUR 0.00
Win rate of registered deals     –, 0 of 0 that ended
`,
	} {
		if diff := gocmp.Diff(want, sections[title]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
}

// Worked out by hand. A2 is what slipped, A3 is stale, and A7 is another partner's.
const someDeals = `A1,A1,Oak,core,mail,EUR,30000,,,2025-11-01,,,won,2026-01-20,2025-11-03,approved,2025-11-05,
A2,A1,Elm,core,,,20000,late,commit,2026-01-02,2026-02-20,2026-02-01,,,,,,
A3,A1,Ash,core,,EUR,10000,early,,2026-01-05,2026-01-06,2026-03-25,,,2026-01-05,approved,2026-01-15,2026-07-01
A4,A1,Yew,,mail,EUR,40000,late,best-case,2025-12-01,2026-02-27,2026-03-31,,,,,,
A5,A1,Fir,edge,,EUR,5000,,,2025-10-01,,,lost,2026-02-10,,,,
A6,A1,Fir,edge,,EUR,8000,late,,2026-01-10,,,won,2026-03-10,2026-02-27,,,
A7,B2,Ash,core,,EUR,71300,early,,2026-01-06,,,,,2026-01-06,approved,2026-02-09,
`

const someLeads = `L1,A1,web,,mail,2025-10-20,2025-10-21,won,
L2,A1,web,,mail,2025-11-20,2025-11-25,mql,no
L3,A1,web,,,2026-01-20,2026-01-20,mql,
L4,A1,fair,Deskline,,2026-02-01,,lead,
L5,A1,fair,Deskline,,2026-02-02,2026-03-30,sql,
L6,A1,fair,Deskline,,2026-03-05,,lead,yes
L7,B2,web,,,2026-02-01,,lead,
`

func TestMeasures(t *testing.T) {
	sections := sectionsOf(t, measured(t, someDeals, someLeads), "-asof", "2026-02-28", "-quarter", "2026-Q1")
	for title, want := range map[string]string{
		"PIPELINE TO PLAN": `EUR                                             2026-Q1     2026-Q2
───────────────────────────────────────────  ──────────  ──────────
Goal of the year, without recurring revenue  400,000.00  400,000.00
Target of the quarter                         80,000.00  120,000.00
  Won                                         30,000.00        0.00
  Remaining                                   50,000.00  120,000.00
Open, expected to close in the quarter        50,000.00        0.00
  Number of deals                                     2           0
  Weighted by the chance to win               34,000.00        0.00
───────────────────────────────────────────  ──────────  ──────────
Landing: won and weighted                     64,000.00        0.00
As of 2026-02-28. 2026-Q1 is expected to land EUR 16,000.00 below the target. 2026-Q2 is expected to
land EUR 120,000.00 below the target.
1 deal that was closed later is shown as open, at the stage that it had in the end.
`,
		"PIPELINE COVERAGE 2026-Q1": `Pipeline        Plan              Coverage      Should be  Pipeline lacks EUR  Reached
──────────────  ────────────────  ────────  ─────────────  ──────────────────  ───────
Open deals      what remains         1.00×  2.00× (total)           50,000.00   50.00%
Open deals      the whole target     0.63×
Weighted deals  what remains         0.68×
Weighted deals  the whole target     0.43×
`,
		"OPEN DEALS TO CLOSE IN 2026-Q1": `                                                Deals   Open EUR  Weighted EUR
──────────────────────────────────────────────  ─────  ─────────  ────────────
By stage
  early                                             1  10,000.00      2,000.00
  late                                              1  40,000.00     32,000.00
By forecast category, each with the surer ones
  Commit                                            0       0.00          0.00
  Commit and best case                              1  40,000.00     32,000.00
  All open deals                                    2  50,000.00     34,000.00
`,
		"OPEN DEALS TO LOOK AT": `                                   Deals  Amount EUR  Which
─────────────────────────────────  ─────  ──────────  ─────
Should have closed already             1   20,000.00  A2
Without an expected close              1    8,000.00  A6
No activity for more than 30 days      1   10,000.00  A3
Deals that are not expected to close in 2026-Q1, from 2026-02-28 on, are not in its figures.
A deal without activity counts where its expected close puts it.
`,
		"WIN RATES": `Of all closed deals            Won  Of  Win rate  Coverage that it takes
─────────────────────────────  ───  ──  ────────  ──────────────────────
Won or lost                      1   2    50.00%                   2.00×
Also those without a decision    1   2    50.00%                   2.00×
A won deal took 80.0 days on average. The open deals of 2026-Q1 are 71.5 days old on average. At
that pace and the first win rate, the open deals bring EUR 312.50 a day.
`,
		"LEADS 2026-Q1": `             Leads   To MQL  MQL to SQL  Rejected  Followed up  In time  Overdue  Median days
───────────  ─────  ───────  ──────────  ────────  ───────────  ───────  ───────  ───────────
By source
  fair           2   50.00%     100.00%     0.00%        0.00%    0.00%        1            –
  web            1  100.00%       0.00%     0.00%      100.00%  100.00%        0          0.0
By vendor
  no vendor      1  100.00%       0.00%     0.00%      100.00%  100.00%        0          0.0
  Deskline       2   50.00%     100.00%     0.00%        0.00%    0.00%        1            –
───────────  ─────  ───────  ──────────  ────────  ───────────  ───────  ───────  ───────────
All leads        3   66.67%      50.00%     0.00%       50.00%   50.00%        1          0.0
Leads created in 2026-Q1, as of 2026-02-28. In time: of those followed up or overdue, the share
within 2 days of their creation.
Overdue for a follow-up, the oldest first: L4.
`,
		"LEAD CONVERSION BY QUARTER": `Created in  Leads  MQLs  SQLs  Lead to MQL  MQL to SQL
──────────  ─────  ────  ────  ───────────  ──────────
2025-Q4         2     2     1      100.00%      50.00%
2026-Q1         3     2     1       66.67%      50.00%
──────────  ─────  ────  ────  ───────────  ──────────
Change                              -33.33        0.00
Change: points, the last quarter less the first. Leads of a young quarter may still convert.
`,
		"DEAL REGISTRATION 2026-Q1": `                          Deals  Value EUR
────────────────────────  ─────  ─────────
In the quarter
  Submitted                   2  18,000.00
  Approved                    1  10,000.00
  Rejected                    0       0.00
  Won                         1  30,000.00
  Lost                        0       0.00
  Expired                     0       0.00
As of 2026-02-28
  Waiting for a decision      1   8,000.00
  Protected                   1  10,000.00
`,
		"DEAL REGISTRATION: SPEED AND SHARE": `Median time to a decision        10.0 days
Decided in at most 5 days        0.00%, 0 of 1
Overdue decisions                0
Registered                       EUR 10,000.00
Won revenue that was registered  100.00%, EUR 30,000.00 of EUR 30,000.00
Win rate of registered deals     100.00%, 1 of 1 that ended
`,
		"REGISTRATIONS THAT WAIT FOR A DECISION": `Deal  Customer  Product  Value EUR  Submitted   Days
────  ────────  ───────  ─────────  ──────────  ────
A6    Fir       edge      8,000.00  2026-02-27     1
`,
		"REGISTRATIONS IN CONFLICT": `Customer  Product  Deal  Protected  In conflict with
────────  ───────  ────  ─────────  ────────────────
Ash       core     A3    first      B2, A7
1 registration protects a customer and a product that another one protects at the same time.
`,
		"CAMPAIGNS OF 2025-Q4, VERIFIED": `Campaign  Leads  of  Won  of  Revenue EUR     of EUR  Attained  Due by now  Complete on
────────  ─────  ──  ───  ──  ───────────  ─────────  ────────  ──────────  ───────────
Mailing       2  10    1   2    30,000.00  20,000.00   150.00%      75.41%  2026-03-31
What they brought by 2026-02-28, of what was planned. Due by now: the share of the planned deals
that the plan has won by then.
No campaign is complete yet: until the day in the last column, deals of it may still be won. Judge
it by what is due by now.
`,
		"CAMPAIGNS: WHERE THE DIFFERENCE IN REVENUE COMES FROM": `                       Planned     Actual  Revenue EUR
───────────────────  ─────────  ─────────  ───────────
Mailing              20,000.00  30,000.00   +10,000.00
  Leads                     10          2   -16,000.00
  Leads to MGOs         50.00%    100.00%    +4,000.00
  MGOs to won deals     40.00%     50.00%    +2,000.00
  Deal size          10,000.00  30,000.00   +20,000.00
Each line is what its number alone makes of the difference, after the lines above it; a campaign's
lines add up to it.
`,
	} {
		if diff := gocmp.Diff(want, sections[title]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
}

func TestFaultyDeals(t *testing.T) {
	const before = "A1,A1,Oak,core,,EUR,100,late,,2026-01-01,,,,,,,,\n"
	for _, tt := range []struct{ name, rows, want string }{
		{"unknown partner", "X,C3,,,,EUR,100,late,,2026-01-01,,,,,,,,\n", "2:3: partner: partner \"C3\" is not in partners.csv"},
		{"no partner", "X, ,,,,EUR,100,late,,2026-01-01,,,,,,,,\n", "2:3: partner: is empty, must be the id of a partner in partners.csv"},
		{"no id", ",A1,,,,EUR,100,late,,2026-01-01,,,,,,,,\n", "2:1: id: must be 1 to 100 bytes of printable text without spaces around, got \"\""},
		{"id twice", before + before, "3:1: id: deal \"A1\" stands in line 2 already"},
		{"huge amount", "X,A1,,,,EUR,1e999999999,late,,2026-01-01,,,,,,,,\n", "2:13: amount: must be a number like 0.75, of at most 15 digits, got \"1e999999999\""},
		{"negative amount", "X,A1,,,,EUR,-1,late,,2026-01-01,,,,,,,,\n", "2:13: amount: must not be below 0, got -1"},
		{"half a cent", "X,A1,,,,EUR,0.005,late,,2026-01-01,,,,,,,,\n", "2:13: amount: must have at most 2 decimals in EUR, got 0.005 (deal \"X\")"},
		{"another currency", "X,A1,,,,USD,1,late,,2026-01-01,,,,,,,,\n", "2:9: currency: must be that of the policy, EUR, got \"USD\" (deal \"X\")"},
		{"unknown stage", "X,A1,,,,EUR,1,won,,2026-01-01,,,,,,,,\n", "2:15: stage: must be one of early, late, got \"won\""},
		{"unknown category", "X,A1,,,,EUR,1,late,upside,2026-01-01,,,,,,,,\n", "2:20: category: must be one of commit, best-case, open, omitted; got \"upside\""},
		{"bad days", "X,A1,,,,EUR,1,late,,1.1.26,today,Q3,won,x,y,approved,z,never\n", "2:21: created: must be a day like 2026-03-31, got \"1.1.26\"; -dates 31.12.26 reads it\n2:28: last_activity: must be a day like 2026-03-31, got \"today\"\n2:34: expected_close: must be a day like 2026-03-31, got \"Q3\"\n2:41: closed: must be a day like 2026-03-31, got \"x\"\n2:43: submitted: must be a day like 2026-03-31, got \"y\"\n2:54: decided: must be a day like 2026-03-31, got \"z\"\n2:56: expires: must be a day like 2026-03-31, got \"never\""},
		{"unknown outcome", "X,A1,,,,EUR,1,late,,2026-01-01,,,gone,2026-01-01,,,,\n", "2:34: outcome: must be one of won, lost, no-decision; got \"gone\""},
		{"decision without a submission", "X,A1,Oak,,,EUR,1,late,,2026-01-01,,,,,,rejected,2026-01-01,\n", "2:39: submitted: must be given (registration \"X\")"},
		{"unknown decision", "X,A1,Oak,,,EUR,1,late,,2026-01-01,,,,,2026-01-01,maybe,2026-01-02,\n", "2:50: decision: must be one of approved, rejected; got \"maybe\" (registration \"X\")"},
		{"expires without a decision", "X,A1,Oak,,,EUR,1,late,,2026-01-01,,,,,2026-01-02,,,2026-02-02\n", "2:52: expires: is read for approved registrations only and must be left out (registration \"X\")"},
		{"ragged", "X,A1,Oak\n", "2:1: row has 3 columns, the header has 18"},
		{"long id", strings.Repeat("x", 101) + ",A1,,,,EUR,1,late,,2026-01-01,,,,,,,,\n", "2:1: id: must be 1 to 100 bytes of printable text without spaces around, got \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\""},
	} {
		got := faultsOf(t, measured(t, tt.rows, ""))
		want := dealsFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+dealsFile+":") + "\n"
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestFaultyLeads(t *testing.T) {
	const before = "L1,A1,web,,,2026-01-01,,lead,\n"
	for _, tt := range []struct{ name, rows, want string }{
		{"unknown partner", "L1,C3,web,,,2026-01-01,,lead,\n", "2:4: partner: partner \"C3\" is not in partners.csv"},
		{"no partner", "L1,,web,,,2026-01-01,,lead,\n", "2:4: partner: is empty, must be the id of a partner in partners.csv"},
		{"no id", ",A1,web,,,2026-01-01,,lead,\n", "2:1: id: must be 1 to 100 bytes of printable text without spaces around, got \"\""},
		{"id twice", before + before, "3:1: id: lead \"L1\" stands in line 2 already"},
		{"long names", "L1,A1," + strings.Repeat("x", 101) + "," + strings.Repeat("y", 101) + ",,2026-01-01,,lead,\n", "2:7: source: must be 1 to 100 bytes of printable text without spaces around, got \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" (lead \"L1\")\n2:109: vendor: must be 1 to 100 bytes of printable text without spaces around, got \"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\" (lead \"L1\")"},
		{"bad days", "L1,A1,web,,,soon,late,lead,\n", "2:13: created: must be a day like 2026-03-31, got \"soon\"\n2:18: followed_up: must be a day like 2026-03-31, got \"late\""},
		{"no stage", "L1,A1,web,,,2026-01-01,,,\n", "2:25: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"\" (lead \"L1\")"},
		{"stage before a lead", "L1,A1,web,,,2026-01-01,,inquiry,\n", "2:25: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"inquiry\" (lead \"L1\")"},
		{"neither rejected nor not", "L1,A1,web,,,2026-01-01,,lead,perhaps\n", "2:30: rejected: must be yes, no or empty, got \"perhaps\""},
		{"ragged", "L1,A1\n", "2:1: row has 2 columns, the header has 9"},
	} {
		got := faultsOf(t, measured(t, "", tt.rows))
		want := leadsFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+leadsFile+":") + "\n"
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestFaultyMeasures(t *testing.T) {
	for _, tt := range []struct {
		name   string
		oldnew []string
		want   string
	}{
		{"pipeline with a currency", []string{`"staleAfter": 30`, `"currency": "USD", "staleAfter": 30`}, "29:117: pipeline.currency: must be left out, since the file states it once"},
		{"pipeline with a target", []string{`"staleAfter": 30`, `"target": "5"`}, "29:115: pipeline.target: must be left out, since it follows from the goal"},
		{"no stages", []string{`{"id": "early", "probability": "0.2"}, {"id": "late", "probability": "0.8"}`, ``}, "29:26: pipeline.stages: must have a length of at least 1, got 0"},
		{"stale", []string{`"staleAfter": 30`, `"staleAfter": -1`}, "29:119: pipeline.staleAfter: must be at least 0, got -1"},
		{"index", []string{`"basis": "raw"`, `"basis": "net"`}, "29:170: pipeline.coverageTargets[0].basis: must be one of raw, weighted; got \"net\""},
		{"registrations with a period", []string{`"serviceLevel": 5`, `"period": {"start": "2026-01-01", "end": "2026-02-01"}`}, "30:31: registrations.period: must be left out, since it is the quarter of the review"},
		{"service level", []string{`"serviceLevel": 5`, `"serviceLevel": -5`}, "30:37: registrations.serviceLevel: must be at least 0, got -5"},
		{"no follow-up", []string{`"followUpWithin": 2`, ``}, "30:50: leads.followUpWithin: must be given, in days"},
		{"campaign without a period", []string{`, "period": {"start": "2025-10-01", "end": "2025-12-01"}`, ``}, "31:17: campaigns[0].period: must be given"},
		{"campaign with a rate above 1", []string{`"rate": "0.4"`, `"rate": "1.4"`}, "33:48: campaigns[0].funnel.stages[2].rate: must not be above 1, got 1.4"},
		{"campaign beyond the calendar", []string{`"start": "2025-10-01", "end": "2025-12-01"`, `"start": "0001-01-01", "end": "0001-02-01"`}, "31:95: campaigns[0].period: must lie in years that the calendar covers, and the end of the lags as well"},
		{"of a tier", []string{`{"tier": "Gold",`, `{"tier": "Gold", "pipeline": {"stages": []}, "leads": {"followUpWithin": -1}, "campaigns": [{"id": ""}],`}, "35:45: plans[0].pipeline.stages: must have a length of at least 1, got 0\n35:78: plans[0].leads.followUpWithin: must be from 1 to 3650 days, got -1\n35:97: plans[0].campaigns[0].period: must be given\n" +
			"35:97: plans[0].campaigns[0].unitCost: must be given, or fixedCost instead; 0 if it costs nothing\n35:97: plans[0].campaigns[0].funnel.stages: must be given\n35:104: plans[0].campaigns[0].id: must be 1 to 100 bytes of printable text without spaces around, got \"\""},
		{"misspelt", []string{`"staleAfter": 30`, `"stale": 30`}, "29:114: pipeline.stale: is not a field here; the nearest is \"stages\""},
		{"unsound currency", []string{`"currency": "EUR"`, `"currency": "EU"`}, "3:15: currency: must be an ISO 4217 code like USD, got \"EU\""},
		{"goal without end", []string{`"revenue": "500000"`, `"revenue": "500000000000000", "marketingShare": "0.01"`}, "35:42: plans[0].goal.revenue: must need less revenue than 499999999900000"},
	} {
		got := faultsOf(t, map[string]string{planFile: changed(t, measuredPlan(t), tt.oldnew...)})
		want := planFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+planFile+":") + "\n"
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestUnusableDealsAndLeads(t *testing.T) {
	plain := plainPlan(t)
	for _, tt := range []struct {
		name     string
		replaced map[string]string
		want     string
	}{
		{"no plan", map[string]string{dealsFile: dealColumnsLine, leadsFile: leadColumnsLine}, "deals.csv: takes a pipeline for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"pipeline\": {\"stages\": [{\"id\": \"open\", \"probability\": \"0.5\"}]}}\nleads.csv: takes what is expected of leads, for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"leads\": {\"followUpWithin\": 3}}\n"},
		{"no policies", map[string]string{planFile: plain, dealsFile: dealColumnsLine, leadsFile: leadColumnsLine}, "deals.csv: takes a pipeline for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"pipeline\": {\"stages\": [{\"id\": \"open\", \"probability\": \"0.5\"}]}}\nleads.csv: takes what is expected of leads, for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"leads\": {\"followUpWithin\": 3}}\n"},
		{"faulty plan", map[string]string{planFile: "{}", dealsFile: dealColumnsLine, leadsFile: leadColumnsLine}, "plan.json:1:1: quarter: must be given\nplan.json:1:1: currency: must be given\ndeals.csv: not checked, because that takes a sound plan.json\nleads.csv: not checked, because that takes a sound plan.json\n"},
		{"faulty partners", map[string]string{partnersFile: "id\n", dealsFile: dealColumnsLine, leadsFile: leadColumnsLine}, "partners.csv:1:1: columns \"name\", \"tier\", \"type\", \"region\", \"manager\" are missing; the header has \"id\"" + naming("partners", "name", "tier", "type", "region", "manager") + "\nassessments.csv: not checked, because that takes sound questionnaire.json, calendar.json and partners.csv\ndeals.csv: not checked, because that takes sound calendar.json and partners.csv\nleads.csv: not checked, because that takes sound calendar.json and partners.csv\n"},
		{"empty", map[string]string{planFile: measuredPlan(t), dealsFile: "", leadsFile: leadColumnsLine}, "deals.csv:1:1: is empty, must start with a line that names the columns\nleads.csv:1:1: has no row below its header\n"},
		{"columns", map[string]string{planFile: measuredPlan(t), dealsFile: "id,partner\n", leadsFile: "id;partner\n"}, "\"decision\", \"decided\", \"expires\" are missing; the header has \"id\", \"partner\"" + naming("deals", strings.Split(strings.TrimSpace(dealColumnsLine), ",")[2:]...) + "\nleads.csv:1:1: columns \"source\", \"vendor\", \"campaign\", \"created\", \"followed_up\", \"stage\", \"rejected\" are missing; the header has \"id\", \"partner\"" + naming("leads", "source", "vendor", "campaign", "created", "followed_up", "stage", "rejected") + "\n"},
	} {
		got := faultsOf(t, tt.replaced)
		for _, line := range strings.SplitAfter(tt.want, "\n") {
			if !strings.Contains(got, line) {
				t.Errorf("%s: lacks %q:\n%s", tt.name, line, got)
			}
		}
	}
	directory := data(t, map[string]string{planFile: measuredPlan(t)})
	for _, file := range []string{dealsFile, leadsFile} {
		if err := os.Mkdir(filepath.Join(directory, file), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if got := fails(t, exitInput, "-data", directory); !strings.Contains(got, "deals.csv: ") || !strings.Contains(got, "leads.csv: ") {
		t.Errorf("complains %q of folders in place of the files", got)
	}
}

// What is wrong in a plan for one partner hides nothing of deals, leads and other plans, and
// a faulty questionnaire nothing of what is read without it.
func TestFaultsBesideFaults(t *testing.T) {
	const deals, leads = "X,C3,,,,EUR,100,late,,2026-01-01,,,,,,,,\n", "L1,C3,web,,,2026-01-01,,lead,\n"
	const ofRows = "deals.csv:2:3: partner: partner \"C3\" is not in partners.csv\nleads.csv:2:4: partner: partner \"C3\" is not in partners.csv\n"
	for _, tt := range []struct {
		name   string
		oldnew []string
		want   string
	}{
		{"unknown partner", []string{`"partner": "A1"`, `"partner": "C9"`}, "plan.json:36:17: plans[1].partner: must be in partners.csv, got \"C9\"\n" + ofRows},
		{
			"unknown tier, and another plan",
			[]string{`"tier": "Gold"`, `"tier": "Golden"`, `"partner": "A1",`, `"partner": "A1", "goal": {"revenue": "-1"},`},
			"plan.json:35:14: plans[0].tier: must be in partners.csv, got \"Golden\"\nplan.json:36:43: plans[1].goal.revenue: must not be below 0, got -1\n" + ofRows,
		},
		{
			"unknown tier, and what is in its plan",
			[]string{`"tier": "Gold", "goal": {"revenue": "500000"`, `"tier": "Golden", "goal": {"revenue": "-1"`},
			"plan.json:35:14: plans[0].tier: must be in partners.csv, got \"Golden\"\nplan.json:35:44: plans[0].goal.revenue: must not be below 0, got -1\n" + ofRows,
		},
		{
			"pipeline",
			[]string{`"staleAfter": 30`, `"staleAfter": -30`},
			"plan.json:29:119: pipeline.staleAfter: must be at least 0, got -30\ndeals.csv: not checked, because that takes a plan.json without faults in pipeline\nleads.csv:2:4: partner: partner \"C3\" is not in partners.csv\n",
		},
	} {
		files := measured(t, deals, leads)
		files[planFile] = changed(t, files[planFile], tt.oldnew...)
		if diff := gocmp.Diff(tt.want, faultsOf(t, files)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	files := measured(t, deals, leads)
	files[questionnaireFile] = "{"
	want := "questionnaire.json:1:2: must be JSON; line 1, column 2: unexpected end of JSON input\nassessments.csv: not checked, because that takes a sound questionnaire.json\n" + ofRows
	if diff := gocmp.Diff(want, faultsOf(t, files)); diff != "" {
		t.Errorf("questionnaire (-want +got):\n%s", diff)
	}
}

// A column may stand anywhere, with others, after a byte order mark and with CRLF.
func TestFormOfDeals(t *testing.T) {
	plain := "PIPELINE TO PLAN"
	want := sectionsOf(t, measured(t, someDeals, someLeads))[plain]
	replaced := measured(t, someDeals, someLeads)
	var turned strings.Builder
	turned.WriteString("\uFEFF")
	for line := range strings.Lines(replaced[dealsFile]) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		slices.Reverse(cells)
		turned.WriteString("\"an, owner\"," + strings.Join(cells, ",") + "\r\n")
	}
	replaced[dealsFile] = turned.String()
	if diff := gocmp.Diff(want, sectionsOf(t, replaced)[plain]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A partner learns of a conflict, and not with whom.
func TestConflictForPartner(t *testing.T) {
	directory := data(t, measured(t, someDeals, someLeads))
	for format := range formats {
		got := runs(t, "-data", directory, "-audience", "partner", "-quarter", "2026-Q1", "-format", format)
		if !strings.Contains(got, "Ash") {
			t.Errorf("%s: no conflict", format)
		}
		for _, secret := range []string{"A7", "B2", "71300", "71,300", "2026-02-09"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: tells %s", format, secret)
			}
		}
	}
	want := "Ash       core     A3    –          ask Kim\n"
	if got := sectionsOf(t, measured(t, someDeals, someLeads), "-audience", "partner", "-quarter", "2026-Q1")["REGISTRATIONS IN CONFLICT"]; !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
}

// On a day before the decision about another partner's registration, that one is
// pending, which is none of the partner's business either.
func TestPendingRival(t *testing.T) {
	sections := sectionsOf(t, measured(t, someDeals, ""), "-quarter", "2026-Q1", "-asof", "2026-02-01")
	if got, has := sections["REGISTRATIONS THAT WAIT FOR A DECISION"]; has {
		t.Errorf("waits:\n%s", got)
	}
	if _, has := sections["REGISTRATIONS IN CONFLICT"]; has {
		t.Error("has a conflict that is not there yet")
	}
}

func TestManyFaultyDeals(t *testing.T) {
	rows := strings.Repeat("X,C3,,,,EUR,-1,late,,2026-01-01,,,,,,,,\n", 1200)
	got := faultsOf(t, measured(t, rows, "Y,C3,web,,,2026-01-01,,lead,\n"))
	want := "and 1,150 more of amount in deals.csv\nand 1,149 more of id in deals.csv\nand 1,150 more of partner in deals.csv\n"
	if lines := strings.Count(got, "\n"); lines != 3*maxOfKind+1+3 || !strings.HasSuffix(got, "\n"+want) || !strings.Contains(got, "leads.csv:2:3: ") {
		t.Errorf("%d lines, the last %q", lines, got[len(got)-200:])
	}
	if got, _ := checks(t, "-data", data(t, measured(t, rows, ""))); !strings.Contains(got, "And 1,150 more of amount in deals.csv.\n") || !strings.Contains(squeezed(got), squeezed("lines end with LF 1,200 3,599\n")) {
		t.Errorf("does not count:\n%s", got)
	}
}

// The library checks leads many at once.
func TestFaultsOfManyLeads(t *testing.T) {
	var rows, want strings.Builder
	for i := range 2*leadsAtOnce + 50 {
		stage := "lead"
		if i%60 == 59 {
			stage = "cold"
			fmt.Fprintf(&want, "leads.csv:%d:%d: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"cold\" (lead \"L%d\")\n",
				i+2, len(fmt.Sprintf("L%d,A1,web,,,2026-01-01,,", i))+1, i)
		}
		fmt.Fprintf(&rows, "L%d,A1,web,,,2026-01-01,,%s,\n", i, stage)
	}
	if diff := gocmp.Diff(want.String(), faultsOf(t, measured(t, "", rows.String()))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A campaign without leads, deals or a plan of its revenue has no figures, and no 0.
func TestUndefinedInCampaigns(t *testing.T) {
	plan := changed(t, measuredPlan(t), `"rate": "0.4", "lag": ["0", "0.5", "0", "0", "0.5"]}], "dealSize": "10000"`, `"rate": "0.4"}]`)
	sections := sectionsOf(t, map[string]string{planFile: plan, leadsFile: leadColumnsLine + someLeads}, "-quarter", "2026-Q1")
	for title, want := range map[string]string{
		"CAMPAIGNS OF 2025-Q4, VERIFIED":                        "Mailing       2  10    –   –            –       –         –     100.00%  2025-11-30\n",
		"CAMPAIGNS: WHERE THE DIFFERENCE IN REVENUE COMES FROM": "Mailing: the revenue is not known, so that there is nothing to compare.\n",
	} {
		if got := sections[title]; !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", title, want, got)
		}
	}
	want := "All campaigns are complete: what they have not brought, they will not bring.\n"
	if got := sections["CAMPAIGNS OF 2025-Q4, VERIFIED"]; !strings.HasSuffix(got, want) {
		t.Errorf("ends %q, want %q", got, want)
	}
}

func TestAsOf(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"-asof", "2026-06-30"}, "-asof must not be before 2026-07-01, the first day of 2026-Q3, got 2026-06-30\n"},
		{[]string{"-asof", "yesterday"}, "must be a day like 2026-03-31"},
		{[]string{"-asof", ""}, "-asof, -partner, -quarter and -out must not be empty"},
		{[]string{"-asof", "2026-06-30", "-report", "network"}, "-asof is for -report review only"},
	} {
		if got := fails(t, exitInput, tt.args...); !strings.Contains(got, tt.want) {
			t.Errorf("run(%q) complains %q, want %q", tt.args, got, tt.want)
		}
	}
	for _, day := range []string{"2026-07-01", "2026-10-15", "9999-12-31"} {
		if got := runs(t, "-asof", day); !strings.Contains(got, "As of "+day+".") {
			t.Errorf("the review does not say that it is of %s", day)
		}
	}
}

// Each part of the plan can stand alone: the pipeline takes deals and a goal.
func TestPartsOfPlan(t *testing.T) {
	whole := sectionsOf(t, measured(t, someDeals, someLeads))
	alone := measured(t, someDeals, someLeads)
	alone[planFile] = `{"quarter": "2026-Q1", "currency": "EUR", "goal": {"revenue": "500000", "recurring": "100000"},
  "cadence": {"spread": "season", "season": ["2", "3", "4", "1"]},
  "pipeline": {"stages": [{"id": "early", "probability": "0.2"}, {"id": "late", "probability": "0.8"}], "staleAfter": 30,
    "coverageTargets": [{"name": "total", "basis": "raw", "times": "2"}]}, "leads": {"followUpWithin": 2}}`
	got := sectionsOf(t, alone)
	for _, title := range []string{"PIPELINE TO PLAN", "WIN RATES", "LEAD CONVERSION BY QUARTER"} {
		if diff := gocmp.Diff(whole[title], got[title]); diff != "" || got[title] == "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
	for title := range got {
		if strings.Contains(title, "MARKETING") || strings.Contains(title, "REVENUE GOAL") {
			t.Errorf("has %s", title)
		}
	}
	alone[planFile] = strings.Replace(alone[planFile], `"goal": {"revenue": "500000", "recurring": "100000"},`, ``, 1)
	if got, want := sectionsOf(t, alone)["PIPELINE TO PLAN"], "There is no target, because plan.json has no goal."; !strings.Contains(squeezed(got), want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
	lacking := map[string]string{planFile: `{"quarter": "2026-Q1", "currency": "EUR", "funnel": {"dealSize": "100",
  "stages": [{"id": "leads", "countsAs": "lead"}, {"id": "won", "countsAs": "won", "rate": "0.5"}]}}`}
	if got, want := sectionsOf(t, lacking)["MARKETING PLAN"], "None is shown, because plan.json lacks goal and tactics.\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Without a column of campaigns nobody knows what a campaign has brought, which is not 0.
func TestCampaignsWithoutColumn(t *testing.T) {
	const title = "CAMPAIGNS OF 2025-Q4, VERIFIED"
	for name, tt := range map[string]struct{ columns, want string }{
		"neither": {`{"deals": {"columns": {"campaign": ""}}, "leads": {"columns": {"campaign": ""}}}`, "Mailing       –   –    –   –            –  20,000.00         –      75.41%  2026-03-31\n"},
		"leads":   {`{"deals": {"columns": {"campaign": ""}}}`, "Mailing       2  10    –   –            –  20,000.00         –      75.41%  2026-03-31\n"},
		"deals":   {`{"leads": {"columns": {"campaign": ""}}}`, "Mailing       –   –    1   2    30,000.00  20,000.00   150.00%      75.41%  2026-03-31\n"},
	} {
		sections := sectionsOf(t, measured(t, someDeals, someLeads), "-asof", "2026-02-28", "-quarter", "2026-Q1", "-columns", mapping(t, tt.columns))
		if got := sections[title]; !strings.Contains(got, "\n"+tt.want) {
			t.Errorf("%s: lacks %q:\n%s", name, tt.want, got)
		}
	}
}

// A table may have the names of partners where only one partner has each.
func TestPartnersByName(t *testing.T) {
	named := strings.NewReplacer(",A1,", ",ALDER ,", ",B2,", ",Birch,").Replace
	args := []string{"-asof", "2026-02-28", "-quarter", "2026-Q1"}
	want := sectionsOf(t, measured(t, someDeals, someLeads), args...)
	if diff := gocmp.Diff(want, sectionsOf(t, measured(t, named(someDeals), named(someLeads)), args...)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	files := measured(t, "X,Twin,,,,EUR,100,late,,2026-01-01,,,,,,,,\nY,d4,,,,EUR,100,late,,2026-01-01,,,,,,,,\nZ,B2,,,,EUR,100,late,,2026-01-01,,,,,,,,\n", "")
	files[partnersFile] = small(t, partnersFile) + "C3,Twin,,,,\nD4,Twin,,,,\nE5,B2,,,,\nF6,D4,,,,\n"
	ofNames := "deals.csv:2:3: partner: partner \"Twin\" is not in partners.csv; it is the name of \"C3\", \"D4\"\n" +
		"deals.csv:3:3: partner: partner \"d4\" is not in partners.csv; it is the name of \"F6\"\n"
	if diff := gocmp.Diff(ofNames, faultsOf(t, files)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Without the columns of registrations nobody knows of any, which is not none.
func TestNoColumnsOfRegistrations(t *testing.T) {
	none := mapping(t, `{"deals": {"columns": {"submitted": "", "decision": "", "decided": "", "expires": ""}}}`)
	sections := sectionsOf(t, measured(t, someDeals, someLeads), "-asof", "2026-02-28", "-quarter", "2026-Q1", "-columns", none)
	for title := range sections {
		if strings.Contains(title, "REGISTRATION") {
			t.Errorf("has %s:\n%s", title, sections[title])
		}
	}
	if sections["PIPELINE TO PLAN"] == "" {
		t.Error("has no pipeline")
	}
}

// A closed deal may have a stage that the plan has not. Shown as open, because it was closed
// later, it is left out as one without a stage.
func TestReopenedAtUnknownStage(t *testing.T) {
	deals := "X,A1,Oak,core,,EUR,100,gone,,2026-01-01,,,won,2026-03-10,,,,\n" + someDeals
	got := sectionsOf(t, measured(t, deals, someLeads), "-asof", "2026-02-28", "-quarter", "2026-Q1")["PIPELINE TO PLAN"]
	if want := "\n1 deal that was closed later is left out, because its stage is not told.\n"; !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
}

// The deal size that was planned is the one of the plan. The 0.0313 deals that 10
// leads were to bring, 0.03125 with 4 decimals, would make it 14,976.04.
func TestPlannedDealSize(t *testing.T) {
	files := measured(t, someDeals, someLeads)
	files[planFile] = changed(t, files[planFile], `"countsAs": "mgo", "rate": "0.5"`, `"countsAs": "mgo", "rate": "0.0625"`,
		`"rate": "0.4", "lag": ["0", "0.5", "0", "0", "0.5"]}], "dealSize": "10000"`, `"rate": "0.05", "lag": ["0", "0.5", "0", "0", "0.5"]}], "dealSize": "15000"`)
	args := []string{"-asof", "2026-02-28", "-quarter", "2026-Q1"}
	got := sectionsOf(t, files, args...)["CAMPAIGNS: WHERE THE DIFFERENCE IN REVENUE COMES FROM"]
	if want := "Deal size 15,000.00 30,000.00"; !strings.Contains(squeezed(got), want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
	var fields struct {
		Campaigns []struct {
			DealSize struct{ Plan, Actual, Variance, Attainment string }
		}
	}
	text := runs(t, append(args, "-data", data(t, files), "-format", "json")...)
	if err := json.Unmarshal([]byte(text), &fields); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(fields.Campaigns[0].DealSize), "{15000 30000 15000 2}"; got != want {
		t.Errorf("the deal size is %s, want %s", got, want)
	}
}
