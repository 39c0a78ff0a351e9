package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
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
	return map[string]string{intake.PlanFile: measuredPlan(t), intake.DealsFile: dealColumnsLine + deals, intake.LeadsFile: leadColumnsLine + leads}
}

func TestWithoutDealsAndLeads(t *testing.T) {
	r := reviewed(t, "-data", data(t, map[string]string{intake.PlanFile: measuredPlan(t)}))
	for _, title := range []string{"Deals and the plan", "All leads", "Registrations", "Campaigns of 2025-Q4"} {
		if got := cellsOf(r, title); got != "" {
			t.Errorf("has %s:\n%s", title, got)
		}
	}
}

// A partner without deals and leads has a pipeline of 0, and rates that are not known.
func TestNoDealsAndLeads(t *testing.T) {
	r := reviewed(t, "-data", data(t, measured(t, "", "")))
	for title, want := range map[string]string{
		"Deals and the plan": `Target|80,000|120,000
Won|0|0
Remaining|80,000|120,000
Open, expected to close in the quarter|0|0
Weighted by the chance to win|0|0
Landing: won and weighted|0|0
`,
		"Leads by source, with rejected ones": "All leads|0|0|0|0|–|–|0|0|–\n",
	} {
		if diff := gocmp.Diff(want, cellsOf(r, title)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
	for id, want := range map[qbr.MetricID]string{qbr.MetricRegistered: "0", qbr.MetricSQLRate: "–", qbr.MetricDecidedInTime: ""} {
		if got := figure(r, id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
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
	r := reviewed(t, "-data", data(t, measured(t, someDeals, someLeads)), "-asof", "2026-02-28", "-quarter", "2026-Q1")
	for title, want := range map[string]string{
		"Deals and the plan": `Target|80,000|120,000
Won|30,000|0
Remaining|50,000|120,000
Open, expected to close in the quarter|50,000|0
Weighted by the chance to win|34,000|0
Landing: won and weighted|64,000|0
`,
		"Open deals to look at": `Not in the figures: should have closed already|1|20,000|A2
Not in the figures: without an expected close|1|8,000|A6
In the figures: without activity for more than 30 days|1|10,000|A3
`,
		"Lead conversion by quarter": "2025-Q4|2|1|50%\n2026-Q1, in part|2|1|50%\n",
		"Leads by source, with rejected ones": `fair|2|0|0|1|0%|–|1|1|100%
web|1|0|1|0|100%|0|1|0|0%
All leads|3|0|1|1|50%|0|2|1|50%
`,
		"Registrations": `In the quarter
Submitted|2|18,000
Approved|1|10,000
Rejected|0|0
Won|1|30,000
Lost|0|0
Expired|0|0
As of 2026-02-28
Waiting for a decision|1|8,000
Protected|1|10,000
`,
		"Registrations that wait for a decision": "A6|Fir|edge|8,000|2026-02-27|1\n",
		"Registrations in conflict":              "On 2026-02-28\nAsh|core|A3|first|B2, A7|2026-02-09 to 2026-06-30\n",
		"Campaigns of 2025-Q4":                   "Mailing|10|2|70,000|20,000|30,000|150%|75.41%\nIn all|10|2|70,000|20,000|30,000|150%\n",
	} {
		if diff := gocmp.Diff(want, cellsOf(r, title)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
	for section, want := range map[qbr.SectionID]string{
		qbr.SectionPipeline:     "1 deal that was closed later is shown as open, at the stage that it had in the end.\n",
		qbr.SectionRegistration: "Of the revenue won, 100% was registered.\n",
		qbr.SectionMarketing:    "past the agreed time: lead L4 since 2026-02-01.\n",
	} {
		if got := notesOf(r, section); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", section, want, got)
		}
	}
}

// wordHint is how a message tells to read a word for one of those that a column may have.
func wordHint(table, column, word string) string {
	return fmt.Sprintf(`; -columns FILE with {"%s": {"values": {"%s": {"%s": "..."}}}} reads it as what you put for "..."; "other" is for all other words`, table, column, word)
}

// answerHint is how a message tells to read a text as an answer of a question.
func answerHint(question, text string) string {
	return fmt.Sprintf(`; -columns FILE with {"assessments": {"answers": {"%s": {"%s": "..."}}}} reads it as what you put for "..."`, question, text)
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
		{"unknown stage", "X,A1,,,,EUR,1,won,,2026-01-01,,,,,,,,\n", "2:15: stage: must be one of early, late, got \"won\"" + wordHint("deals", "stage", "won")},
		{"unknown category", "X,A1,,,,EUR,1,late,upside,2026-01-01,,,,,,,,\n", "2:20: category: must be one of commit, best-case, open, omitted; got \"upside\"" + wordHint("deals", "category", "upside")},
		{"bad days", "X,A1,,,,EUR,1,late,,soon,today,Q3,won,x,y,approved,z,never\n", "2:21: created: must be a day like 2026-03-31, got \"soon\"\n2:26: last_activity: must be a day like 2026-03-31, got \"today\"\n2:32: expected_close: must be a day like 2026-03-31, got \"Q3\"\n2:39: closed: must be a day like 2026-03-31, got \"x\"\n2:41: submitted: must be a day like 2026-03-31, got \"y\"\n2:52: decided: must be a day like 2026-03-31, got \"z\"\n2:54: expires: must be a day like 2026-03-31, got \"never\""},
		{"day of another form", "X,A1,,,,EUR,1,late,,1.1.26,,,,,,,,\n", "2:21: created: must be a day like 2026-03-31, got \"1.1.26\"; -dates 31.12.26 reads it"},
		{"unknown outcome", "X,A1,,,,EUR,1,late,,2026-01-01,,,gone,2026-01-01,,,,\n", "2:34: outcome: must be one of won, lost, no-decision; got \"gone\"" + wordHint("deals", "outcome", "gone")},
		{"decision without a submission", "X,A1,Oak,,,EUR,1,late,,2026-01-01,,,,,,rejected,2026-01-01,\n", "2:39: submitted: must be given (registration \"X\")"},
		{"unknown decision", "X,A1,Oak,,,EUR,1,late,,2026-01-01,,,,,2026-01-01,maybe,2026-01-02,\n", "2:50: decision: must be one of approved, rejected; got \"maybe\" (registration \"X\")" + wordHint("deals", "decision", "maybe")},
		{"expires without a decision", "X,A1,Oak,,,EUR,1,late,,2026-01-01,,,,,2026-01-02,,,2026-02-02\n", "2:52: expires: is read for approved registrations only and must be left out (registration \"X\")"},
		{"ragged", "X,A1,Oak\n", "2:1: row has 3 cells, the header has 18"},
		{"long id", strings.Repeat("x", 101) + ",A1,,,,EUR,1,late,,2026-01-01,,,,,,,,\n", "2:1: id: must be 1 to 100 bytes of printable text without spaces around, got \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\""},
	} {
		got := faultsOf(t, measured(t, tt.rows, ""))
		want := intake.DealsFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+intake.DealsFile+":") + "\n"
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
		{"stage before a lead", "L1,A1,web,,,2026-01-01,,inquiry,\n", "2:25: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"inquiry\" (lead \"L1\")" + wordHint("leads", "stage", "inquiry")},
		{"neither rejected nor not", "L1,A1,web,,,2026-01-01,,lead,perhaps\n", "2:30: rejected: must be yes, no or empty, got \"perhaps\""},
		{"ragged", "L1,A1\n", "2:1: row has 2 cells, the header has 9"},
	} {
		got := faultsOf(t, measured(t, "", tt.rows))
		want := intake.LeadsFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+intake.LeadsFile+":") + "\n"
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
		got := faultsOf(t, map[string]string{intake.PlanFile: changed(t, measuredPlan(t), tt.oldnew...)})
		want := intake.PlanFile + ":" + strings.ReplaceAll(tt.want, "\n", "\n"+intake.PlanFile+":") + "\n"
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
		{"no plan", map[string]string{intake.DealsFile: dealColumnsLine, intake.LeadsFile: leadColumnsLine}, "deals.csv: takes a pipeline for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"pipeline\": {\"stages\": [{\"id\": \"open\", \"probability\": \"0.5\"}]}}\nleads.csv: takes what is expected of leads, for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"leads\": {\"followUpWithin\": 3}}\n"},
		{"no policies", map[string]string{intake.PlanFile: plain, intake.DealsFile: dealColumnsLine, intake.LeadsFile: leadColumnsLine}, "deals.csv: takes a pipeline for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"pipeline\": {\"stages\": [{\"id\": \"open\", \"probability\": \"0.5\"}]}}\nleads.csv: takes what is expected of leads, for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"leads\": {\"followUpWithin\": 3}}\n"},
		{"faulty plan", map[string]string{intake.PlanFile: "{}", intake.DealsFile: dealColumnsLine, intake.LeadsFile: leadColumnsLine}, "plan.json:1:1: quarter: must be given\nplan.json:1:1: currency: must be given\ndeals.csv: the stages are not checked, because that takes a sound plan.json\nleads.csv:1:1: has no row below its header\n"},
		{"faulty partners", map[string]string{intake.PartnersFile: "id\n", intake.DealsFile: dealColumnsLine, intake.LeadsFile: leadColumnsLine}, "partners.csv:1:1: columns \"name\", \"tier\", \"type\", \"region\", \"manager\" are missing; the header has \"id\"" + naming("partners", "name", "tier", "type", "region", "manager") + "\ndeals.csv: takes a pipeline for all partners in plan.json, like {\"quarter\": \"2026-Q3\", \"currency\": \"USD\", \"pipeline\": {\"stages\": [{\"id\": \"open\", \"probability\": \"0.5\"}]}}\nnot checked until partners.csv is put right: whether the other files name its partners\n"},
		{"empty", map[string]string{intake.PlanFile: measuredPlan(t), intake.DealsFile: "", intake.LeadsFile: leadColumnsLine}, "deals.csv:1:1: is empty, must start with a line that names the columns\nleads.csv:1:1: has no row below its header\n"},
		{"columns", map[string]string{intake.PlanFile: measuredPlan(t), intake.DealsFile: "id,partner\n", intake.LeadsFile: "id;partner\n"}, "\"decision\", \"decided\", \"expires\" are missing; the header has \"id\", \"partner\"" + naming("deals", strings.Split(strings.TrimSpace(dealColumnsLine), ",")[2:]...) + "\nleads.csv:1:1: columns \"source\", \"vendor\", \"campaign\", \"created\", \"followed_up\", \"stage\", \"rejected\" are missing; the header has \"id\", \"partner\"" + naming("leads", "source", "vendor", "campaign", "created", "followed_up", "stage", "rejected") + "\n"},
	} {
		got := faultsOf(t, tt.replaced)
		for _, line := range strings.SplitAfter(tt.want, "\n") {
			if !strings.Contains(got, line) {
				t.Errorf("%s: lacks %q:\n%s", tt.name, line, got)
			}
		}
	}
	directory := data(t, map[string]string{intake.PlanFile: measuredPlan(t)})
	for _, file := range []string{intake.DealsFile, intake.LeadsFile} {
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
			"plan.json:29:119: pipeline.staleAfter: must be at least 0, got -30\ndeals.csv: the stages are not checked, because that takes a plan.json without faults in pipeline\ndeals.csv:2:3: partner: partner \"C3\" is not in partners.csv\nleads.csv:2:4: partner: partner \"C3\" is not in partners.csv\n",
		},
	} {
		files := measured(t, deals, leads)
		files[intake.PlanFile] = changed(t, files[intake.PlanFile], tt.oldnew...)
		if diff := gocmp.Diff(tt.want, faultsOf(t, files)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	files := measured(t, deals, leads)
	files[intake.QuestionnaireFile] = "{"
	want := "questionnaire.json:1:2: must be JSON; line 1, column 2: unexpected end of JSON input\n" + ofRows + "not checked until questionnaire.json is put right: which questions are answered, and how\n"
	if diff := gocmp.Diff(want, faultsOf(t, files)); diff != "" {
		t.Errorf("questionnaire (-want +got):\n%s", diff)
	}
}

// A column may stand anywhere, with others, after a byte order mark and with CRLF.
func TestFormOfDeals(t *testing.T) {
	want := runs(t, "-data", data(t, measured(t, someDeals, someLeads)))
	replaced := measured(t, someDeals, someLeads)
	var turned strings.Builder
	turned.WriteString("\uFEFF")
	for line := range strings.Lines(replaced[intake.DealsFile]) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		slices.Reverse(cells)
		turned.WriteString("\"an, owner\"," + strings.Join(cells, ",") + "\r\n")
	}
	replaced[intake.DealsFile] = turned.String()
	if diff := gocmp.Diff(want, runs(t, "-data", data(t, replaced))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A partner learns of a conflict, and not with whom.
func TestConflictForPartner(t *testing.T) {
	directory := data(t, measured(t, someDeals, someLeads))
	for format := range formats {
		got := runsAs(t, format, "-data", directory, "-audience", "partner", "-quarter", "2026-Q1")
		if !strings.Contains(got, "Ash") && format != formatDeck { // there they are counted
			t.Errorf("%s: no conflict", format)
		}
		for _, secret := range []string{"A7", "B2", "71300", "71,300", "2026-02-09"} {
			if strings.Contains(got, secret) {
				t.Errorf("%s: tells %s", format, secret)
			}
		}
	}
	want := "On 2026-03-31\nAsh|core|A3|ask Kim\n"
	if got := cellsOf(reviewed(t, "-data", directory, "-audience", "partner", "-quarter", "2026-Q1"), "Registrations in conflict"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// On a day before the decision about another partner's registration, that one is
// pending, which is none of the partner's business either.
func TestPendingRival(t *testing.T) {
	r := reviewed(t, "-data", data(t, measured(t, someDeals, "")), "-quarter", "2026-Q1", "-asof", "2026-02-01")
	for _, title := range []string{"Registrations that wait for a decision", "Registrations in conflict"} {
		if got := cellsOf(r, title); got != "" {
			t.Errorf("%s:\n%s", title, got)
		}
	}
}

func TestManyFaultyDeals(t *testing.T) {
	rows := strings.Repeat("X,C3,,,,EUR,-1,late,,2026-01-01,,,,,,,,\n", 1200)
	got := faultsOf(t, measured(t, rows, "Y,C3,web,,,2026-01-01,,lead,\n"))
	want := "and 1,195 more of amount in deals.csv\nand 1,194 more of id in deals.csv\nand 1,195 more of partner in deals.csv\n"
	if lines := strings.Count(got, "\n"); lines != 3*folder.MaxOfKind+1+3 || !strings.HasSuffix(got, "\n"+want) || !strings.Contains(got, "leads.csv:2:3: ") {
		t.Errorf("%d lines, the last %q", lines, got[len(got)-200:])
	}
	if got, _ := checks(t, "-data", data(t, measured(t, rows, ""))); !strings.Contains(got, "And 1,195 more of amount in deals.csv.\n") || !strings.Contains(squeezed(got), squeezed("lines end with LF 1,200 3,599\n")) {
		t.Errorf("does not count:\n%s", got)
	}
}

// The library checks leads many at once.
func TestFaultsOfManyLeads(t *testing.T) {
	var rows, want strings.Builder
	for i := range 250 {
		stage := "lead"
		if i%60 == 59 {
			stage = "cold"
			fmt.Fprintf(&want, "leads.csv:%d:%d: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"cold\" (lead \"L%d\")%s\n",
				i+2, len(fmt.Sprintf("L%d,A1,web,,,2026-01-01,,", i))+1, i, wordHint("leads", "stage", "cold"))
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
	folder := data(t, map[string]string{intake.PlanFile: plan, intake.LeadsFile: leadColumnsLine + someLeads})
	got := cellsOf(reviewed(t, "-data", folder, "-quarter", "2026-Q1"), "Campaigns of 2025-Q4")
	if want := "Mailing|10|2|100%\n"; !strings.HasPrefix(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAsOf(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"-asof", "2026-06-30"}, "-asof must not be before 2026-07-01, the first day of 2026-Q3, got 2026-06-30\n"},
		{[]string{"-asof", "2026-10-31"}, "quarter: review.json: partners[0].proposed[2].due: must not be before the day of the review, 2026-10-31, got 2026-10-30\n"},
		{[]string{"-asof", "yesterday"}, "must be a day like 2026-03-31"},
		{[]string{"-asof", ""}, "-asof, -partner, -quarter and -out must not be empty"},
		{[]string{"-asof", "2026-06-30", "-report", "network"}, "-asof is for -report review and dashboard only"},
	} {
		if got := fails(t, exitInput, tt.args...); !strings.Contains(got, tt.want) {
			t.Errorf("run(%q) complains %q, want %q", tt.args, got, tt.want)
		}
	}
	for _, day := range []string{"2026-07-01", "2026-10-15", "2026-10-30"} {
		if got := runs(t, "-asof", day); !strings.Contains(got, ", as of "+day+"\n") {
			t.Errorf("the review does not say that it is of %s", day)
		}
	}
}

// Each part of the plan can stand alone: the pipeline takes deals and a goal.
func TestPartsOfPlan(t *testing.T) {
	whole := reviewed(t, "-data", data(t, measured(t, someDeals, someLeads)))
	alone := measured(t, someDeals, someLeads)
	alone[intake.PlanFile] = `{"quarter": "2026-Q1", "currency": "EUR", "goal": {"revenue": "500000", "recurring": "100000"},
  "cadence": {"spread": "season", "season": ["2", "3", "4", "1"]},
  "pipeline": {"stages": [{"id": "early", "probability": "0.2"}, {"id": "late", "probability": "0.8"}], "staleAfter": 30,
    "coverageTargets": [{"name": "total", "basis": "raw", "times": "2"}]}, "leads": {"followUpWithin": 2}}`
	got := reviewed(t, "-data", data(t, alone))
	for _, title := range []string{"Deals and the plan", "Open deals to look at", "Leads by source, with rejected ones"} {
		if diff := gocmp.Diff(cellsOf(whole, title), cellsOf(got, title)); diff != "" || cellsOf(got, title) == "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
	alone[intake.PlanFile] = strings.Replace(alone[intake.PlanFile], `"goal": {"revenue": "500000", "recurring": "100000"},`, ``, 1)
	got = reviewed(t, "-data", data(t, alone))
	if notes, want := notesOf(got, qbr.SectionPipeline), "There is no target, because plan.json has no goal.\n"; !strings.Contains(notes, want) {
		t.Errorf("lacks %q:\n%s", want, notes)
	}
	tactics := changed(t, measuredPlan(t), `"goal": {"revenue": "480000"},`, ``, `"goal": {"revenue": "500000", "recurring": "100000"}`, `"scenarios": []`)
	got = reviewed(t, "-data", data(t, map[string]string{intake.PlanFile: tactics}))
	if plan := cellsOf(got, "Marketing plan, 2026-Q1"); !strings.HasPrefix(plan, "Email|1,000|") || cellsOf(got, "What the goal takes, 2026") != "" {
		t.Errorf("without a goal the plan is\n%s", plan)
	}
}

// Without a column of campaigns nobody knows what a campaign has brought, which is not 0.
func TestCampaignsWithoutColumn(t *testing.T) {
	folder := data(t, measured(t, someDeals, someLeads))
	for name, tt := range map[string]struct{ columns, want string }{
		"neither": {`{"deals": {"columns": {"campaign": ""}}, "leads": {"columns": {"campaign": ""}}}`, "Mailing|20,000|75.41%\n"},
		"leads":   {`{"deals": {"columns": {"campaign": ""}}}`, "Mailing|10|2|20,000|75.41%\n"},
		"deals":   {`{"leads": {"columns": {"campaign": ""}}}`, "Mailing|70,000|20,000|30,000|150%|75.41%\n"},
	} {
		r := reviewed(t, "-data", folder, "-asof", "2026-02-28", "-quarter", "2026-Q1", "-columns", mapping(t, tt.columns))
		if got := cellsOf(r, "Campaigns of 2025-Q4"); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: lacks %q:\n%s", name, tt.want, got)
		}
	}
}

// A table may have the names of partners where only one partner has each.
func TestPartnersByName(t *testing.T) {
	named := strings.NewReplacer(",A1,", ",ALDER ,", ",B2,", ",Birch,").Replace
	want := runs(t, "-data", data(t, measured(t, someDeals, someLeads)))
	if diff := gocmp.Diff(want, runs(t, "-data", data(t, measured(t, named(someDeals), named(someLeads))))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	files := measured(t, "X,Twin,,,,EUR,100,late,,2026-01-01,,,,,,,,\nY,d4,,,,EUR,100,late,,2026-01-01,,,,,,,,\nZ,B2,,,,EUR,100,late,,2026-01-01,,,,,,,,\n", "")
	files[intake.PartnersFile] = small(t, intake.PartnersFile) + "C3,Twin,,,,\nD4,Twin,,,,\nE5,B2,,,,\nF6,D4,,,,\n"
	ofNames := "deals.csv:2:3: partner: partner \"Twin\" is not in partners.csv; it is the name of \"C3\", \"D4\"\n" +
		"deals.csv:3:3: partner: partner \"d4\" is not in partners.csv; it is the name of \"F6\"\n"
	if diff := gocmp.Diff(ofNames, faultsOf(t, files)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Leads that wait are told of, whenever they came: L8 and L9, with 31 and 61 days in the quarter before.
func TestLeadsOfEarlierQuartersWait(t *testing.T) {
	leads := someLeads + "L8,A1,web,,,2025-11-30,,lead,\nL9,A1,web,,,2025-10-31,,mql,\nL0,A1,web,,,2025-10-01,,lead,yes\n"
	got := notesOf(reviewed(t, "-data", data(t, measured(t, someDeals, leads)), "-quarter", "2026-Q1"), qbr.SectionMarketing)
	if want := "2 leads of earlier quarters wait for a follow-up past the agreed time, too, the oldest since 2025-10-31.\n"; !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
}

// There is nothing to decide on a registration whose deal, A6, was closed while it waited.
func TestClosedWhileItWaits(t *testing.T) {
	args := []string{"-data", data(t, measured(t, someDeals, someLeads)), "-quarter", "2026-Q1", "-asof"}
	for day, want := range map[string]string{"2026-03-09": "A6|Fir|edge|8,000|2026-02-27|10\n", "2026-03-10": ""} {
		r := reviewed(t, append(args, day)...)
		if got := cellsOf(r, "Registrations that wait for a decision"); got != want {
			t.Errorf("on %s %q waits, want %q", day, got, want)
		}
		if got := strings.Contains(cellsOf(r, "Registrations"), "No decision is known|1|8,000"); got != (want == "") {
			t.Errorf("on %s: %q", day, cellsOf(r, "Registrations"))
		}
	}
}

// Without the columns of registrations nobody knows of any, which is not none.
func TestNoColumnsOfRegistrations(t *testing.T) {
	none := mapping(t, `{"deals": {"columns": {"submitted": "", "decision": "", "decided": "", "expires": ""}}}`)
	r := reviewed(t, "-data", data(t, measured(t, someDeals, someLeads)), "-quarter", "2026-Q1", "-columns", none)
	if got := cellsOf(r, "Registrations"); got != "" || cellsOf(r, "Deals and the plan") == "" {
		t.Errorf("has no pipeline, or registrations:\n%s", got)
	}
}

// A closed deal may have a stage that the plan has not. Shown as open, because it was closed
// later, it is left out as one without a stage.
func TestReopenedAtUnknownStage(t *testing.T) {
	deals := "X,A1,Oak,core,,EUR,100,gone,,2026-01-01,,,won,2026-03-10,,,,\n" + someDeals
	got := notesOf(reviewed(t, "-data", data(t, measured(t, deals, someLeads)), "-asof", "2026-02-28", "-quarter", "2026-Q1"), qbr.SectionPipeline)
	if want := "1 deal that was closed later is left out, because its stage is not told.\n"; !strings.Contains(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
}
