package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
)

// plainPlan is a plan for the small folder.
func plainPlan(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", intake.PlanFile))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// changed replaces parts of a text that has to have them.
func changed(t *testing.T, text string, oldnew ...string) string {
	t.Helper()
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			t.Fatalf("the plan lacks %q", oldnew[i])
		}
		text = strings.Replace(text, oldnew[i], oldnew[i+1], 1)
	}
	return text
}

func TestWithoutPlan(t *testing.T) {
	r := reviewed(t, "-data", data(t, nil))
	for _, title := range []string{"What the goal takes, 2026", "Marketing plan, 2026-Q1", "Deals and the plan"} {
		if got := cellsOf(r, title); got != "" {
			t.Errorf("has %s:\n%s", title, got)
		}
	}
}

func TestPlanOfAnotherQuarter(t *testing.T) {
	r := reviewed(t, "-data", data(t, map[string]string{intake.PlanFile: changed(t, plainPlan(t), "2026-Q1", "2027-Q4")}))
	if got, want := notesOf(r, qbr.SectionMarketing), "The marketing plan is of 2027-Q4.\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A partner has its own plan before that of its tier before that of all.
func TestWhosePlan(t *testing.T) {
	plan := plainPlan(t)
	for _, tt := range []struct{ name, plan, revenue, sourced string }{
		{"all", changed(t, plan, `"tier": "Gold"`, `"tier": "Silver"`, `"partner": "A1"`, `"partner": "B2"`), "480,000", "480,000"},
		{"tier", changed(t, plan, `"partner": "A1"`, `"partner": "B2"`), "960,000", "900,000"},
		{"tier and partner", plan, "960,000", "900,000"},
		{"partner before tier", changed(t, plan, `"partner": "A1",`, `"partner": "A1", "goal": {"revenue": "10", "won": "9.5", "recurring": 4},`), "10", "0"},
	} {
		got := cellsOf(reviewed(t, "-data", data(t, map[string]string{intake.PlanFile: tt.plan})), "What the goal takes, 2026")
		for _, want := range []string{"Revenue goal|" + tt.revenue + "\n", "Of that, for marketing to source|" + tt.sourced + "\n"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: lacks %q:\n%s", tt.name, want, got)
			}
		}
	}
}

// The goal of the quarter is 120,000, of which the plan of bleak times brings a twelfth.
func TestMarketingPlan(t *testing.T) {
	plan := changed(t, plainPlan(t), `"A1"`, `"B2"`, `"Gold"`, `"Silver"`)
	r := reviewed(t, "-data", data(t, map[string]string{intake.PlanFile: plan}))
	for title, want := range map[string]string{
		"Marketing plan, 2026-Q1":        "Email|1,000|4|8|20,000|4,000|300%\nIn all|1,000|4|8|20,000|4,000|300%\n",
		"The marketing plan by scenario": "As planned|20,000|0|4,000|300%|600%|6,000\nbleak|10,000|-10,000|2,000|100%|1,200%|12,000\n",
	} {
		if diff := cmp.Diff(want, cellsOf(r, title)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", title, diff)
		}
	}
}

// What a plan does not say is not 0.
func TestUndefinedInPlan(t *testing.T) {
	plan := changed(t, plainPlan(t), `"dealSize": "10000", "marginRate": "0.2"`, `"dealSize": null`, ` "countsAs": "lead"`, ` "countsAs": "inquiry"`,
		`"A1", "cadence"`, `"A1", "scenarios": [], "cadence"`, `["0.2", "0.8"]`, `["0.2", "0.4"]`)
	got := cellsOf(reviewed(t, "-data", data(t, map[string]string{intake.PlanFile: plan})), "Marketing plan, 2026-Q1")
	if want := "Email|1,000|8\n"; !strings.HasPrefix(got, want) {
		t.Errorf("lacks %q:\n%s", want, got)
	}
}

// Weeks, another currency and a tactic from the year before.
func TestPlanInWeeks(t *testing.T) {
	r := reviewed(t, "-partner", "B2", "-data", data(t, map[string]string{
		intake.CalendarFile:    `{"pattern": "4-4-5", "yearStart": {"weekday": "monday"}}`,
		intake.AssessmentsFile: header + "B2,2026-03-20,rate,1\n",
		intake.PlanFile: changed(t, plainPlan(t), `"EUR"`, `"JPY"`, `"start": "2026-01-01"`, `"start": "2025-12-15"`,
			`"capacity": "5"`, `"capacity": "3"`, `"revenue": "480000"`, `"revenue": "480001", "rounding": "none"`),
	}))
	for title, want := range map[string]string{
		"What marketing has to bring for it": "MGOs|192.0004\n",
		"Marketing plan, 2026-Q1":            "Email|1,000|4|8|20,000|4,000|300%\n",
	} {
		if got := cellsOf(r, title); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", title, want, got)
		}
	}
}

func TestFaultyPlan(t *testing.T) {
	plain := plainPlan(t)
	huge := `"multiplier": "100000000000000000"`
	chain := ""
	for i := range 20 {
		chain += fmt.Sprintf(`{"id": "s%d", %s}, `, i, huge)
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"misspelt field", `"goal": {"revenue": "480`, `"goal": {"revenu": "480`, `11:22: goal.revenu: is not a field here; the nearest is "revenue"`},
		{"misspelt below", `"unitCost": "250"`, `"unitcost": "250"`, `14:65: tactics[0].unitcost: is not a field here; the nearest is "unitCost"`},
		{"field twice", `"currency": "EUR"`, `"currency": "EUR", "currency": "EUR"`, `3:34: currency: must not be given twice`},
		{"list for an object", `"goal": {"revenue": "480000"}`, `"goal": []`, `11:11: goal: must be an object, got a list`},
		{"no day", `"2026-04-01"`, `"2026-04-31"`, `15:48: tactics[0].period.end: must be a day like 2026-03-31, got "2026-04-31"`},
		{"no quarter", `"2026-Q1"`, `"Q1 2026"`, `2:14: quarter: must be a quarter like 2026-Q3, got "Q1 2026"`},
		{"huge exponent", `"480000"`, `"1e999999999"`, `11:23: goal.revenue: must have at most 30 digits and an exponent from -12 to 18`},
		{"endless number", `"480000"`, strings.Repeat("9", 2_000_000), `11:23: goal.revenue: must have at most 30 digits and an exponent from -12 to 18`},
		{"without a quarter", `"quarter": "2026-Q1",`, ``, `1:1: quarter: must be given`},
		{"with a faulty goal alone", plain, `{"quarter": "2026-Q1", "currency": "EUR", "goal": {"revenue": "-1"}}`, "1:63: goal.revenue: must not be below 0, got -1"},
		{"a faulty funnel alone", plain, `{"quarter": "2026-Q1", "currency": "EUR", "funnel": {"stages": [{"id": "a"}, {"id": "b", "per": "0"}]}, "cadence": {"spread": "season", "season": ["1"]}}`, "1:97: funnel.stages[1].per: must not be below 1, got 0\nplan.json:1:147: cadence.season: must have 4 weights for the quarters or 12 for the months, got 1"},
		{"no object", plain, `[]`, `1:1: must be an object, got a list`},
		{"without a currency", `"currency": "EUR",`, ``, `1:1: currency: must be given`},
		{"unknown currency", `"EUR"`, `"EURO"`, `3:15: currency: must be an ISO 4217 code like USD, got "EURO"`},
		{"other currency", `"funnel": {`, `"funnel": {"currency": "USD",`, `4:26: funnel.currency: must be left out, or be the currency of the file, got "USD"`},
		{"calendar of its own", `"cadence": {`, `"cadence": {"calendar": {"yearStart": {"month": 4}}, `, `31:47: plans[1].cadence.calendar: must be left out, since calendar.json has it`},
		{"unknown partner", `"A1"`, `"C3"`, `31:17: plans[1].partner: must be in partners.csv, got "C3"`},
		{"unknown tier", `"Gold"`, `"gold"`, `30:14: plans[0].tier: must be in partners.csv, got "gold"; the nearest is "Gold"`},
		{"partner and tier", `"partner": "A1"`, `"partner": "A1", "tier": "Gold"`, `31:17: plans[1].partner: must be given, or tier instead, and not both`},
		{"of nobody", `"partner": "A1",`, ``, `31:5: plans[1].partner: must be given, or tier instead, and not both`},
		{"tier twice", `"partner": "A1"`, `"tier": "Gold"`, `31:14: plans[1].tier: "Gold" has a plan before`},
		{"funnel", `"per": "4"`, `"per": "0.4"`, `7:68: funnel.stages[1].per: must not be below 1, got 0.4`},
		{"goal", `"revenue": "480000"`, `"revenue": "480000.001"`, `11:23: goal.revenue: must have at most 2 decimals in EUR, got 480000.001`},
		{"goal of a tier", `"openRate": "0.6"`, `"openRate": "6"`, `30:82: plans[0].goal.openRate: must not be above 1, got 6`},
		{"cadence of a partner", `"season": ["0", "1", "0", "0"]`, `"season": ["0", "1", "0"]`, `31:65: plans[1].cadence.season: must have 4 weights for the quarters or 12 for the months, got 3`},
		{"goal that a tier makes faulty", `{"tier": "Gold",`, `{"tier": "Gold", "funnel": {"stages": [{"id": "a"}]},`, `30:32: plans[0].funnel.dealSize: must be given to plan from a revenue`},
		{"tactic", `"unitCost": "250"`, `"unitCost": "-250"`, `14:65: tactics[0].unitCost: must not be below 0, got -250`},
		{"tactic without units", `"units": "4",`, ``, `13:5: tactics[0].units: must be given: units in a mix without a target, a share in one with it`},
		{"tactic without a period", `"period": {"start": "2026-01-01", "end": "2026-04-01"},`, ``, `13:5: tactics[0].period: must be given`},
		{"scenario that acts on nothing", `"stage": "won", "multiply": "0.5"`, `"stage": "lost", "multiply": "0.5"`, `27:35: scenarios[0].changes[0]: must act on something of the mix, but there is no such tactic, stage or number`},
		{"scenario that goes too far", `"multiply": "0.5"`, `"multiply": "5"`, `27:5: scenarios[0].mix.tactics[0].funnel.stages[2].rate: must not be above 1, got 1.25`},
		{"scenarios of the same name", `"scenarios": [`, `"scenarios": [{"name": "bleak"},`, `27:14: scenarios[1].name: scenario "bleak" stands before`},
		{"scenario of a partner", `"A1", "cadence"`, `"A1", "scenarios": [{"name": "a", "changes": [{"lever": "units", "tactic": "x", "set": "1"}]}], "cadence"`, `31:63: plans[1].scenarios[0].changes[0]: must act on something of the mix, but there is no such tactic, stage or number`},
		{"more than fits", `"480000"`, `"100000000000000000"`, `11:23: goal.revenue: must need less revenue than 100000000000000000`},
		{"more leads than fit", `"countsAs": "mgo"}`, `"countsAs": "mgo"}, {"id": "x", "per": "1000000000000"}`, `11:23: goal.revenue: must need less at stage "mgos" than 192000000000000
plan.json:30:42: plans[0].goal.revenue: must need less at stage "mgos" than 360000000000000`},
		{"a plan beyond all numbers", `{"id": "mgos", "name": "MGOs", "countsAs": "mgo", "multiplier": "2"},`, chain, `16:17: tactics[0].funnel: must bring less, with numbers of at most 30 digits`},
		{"a scenario beyond all numbers", `"changes": [`, `"changes": [{"lever": "units", "set": "1000000000000000"}, {"lever": "reach", "set": "1000000000000000"}, {"lever": "deal-size", "set": "1000000000000"}, `, `27:5: scenarios[0].mix.tactics[0].funnel: must bring less, with numbers of at most 30 digits`},
	} {
		got := faultsOf(t, map[string]string{intake.PlanFile: changed(t, plain, tt.old, tt.new)})
		if diff := cmp.Diff(intake.PlanFile+":"+tt.want+"\n", got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Plans share what they do not change, and so its faults, which stand once.
func TestPlanWithManyFaults(t *testing.T) {
	plain := changed(t, plainPlan(t), `"per": "4"`, `"per": "0"`, `"unitCost": "250"`, `"unitCost": "-1"`)
	want := "plan.json:7:68: funnel.stages[1].per: must not be below 1, got 0\nplan.json:14:65: tactics[0].unitCost: must not be below 0, got -1\n"
	if diff := cmp.Diff(want, faultsOf(t, map[string]string{intake.PlanFile: plain})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	many := changed(t, plainPlan(t), `{"tier"`, strings.Repeat(`{"partner": ""}, `, 1500)+`{"tier"`)
	got := strings.SplitAfter(faultsOf(t, map[string]string{intake.PlanFile: many}), "\n")
	if want := "plan.json: has more than 1,000 faults\n"; got[0] != want {
		t.Errorf("starts %q, want %q", got[0], want)
	}
}

func TestUnusablePlan(t *testing.T) {
	got := faultsOf(t, map[string]string{intake.PlanFile: "{}", intake.PartnersFile: "id\n"})
	if want := "plan.json:1:1: currency: must be given\nnot checked until partners.csv is put right: whether the other files name its partners\n"; !strings.HasSuffix(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
	directory := data(t, nil)
	if err := os.Mkdir(filepath.Join(directory, intake.PlanFile), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := fails(t, exitInput, "-data", directory); !strings.Contains(got, "plan.json: ") {
		t.Errorf("complains %q of a folder in place of the file", got)
	}
}

// What cannot be decoded hides nothing of another part of the plan.
func TestPlanWithFaultsOfSeveralStages(t *testing.T) {
	files := measured(t, someDeals, someLeads)
	files[intake.PlanFile] = `{"quarter": "2026-Q1", "currency": "EURO",
 "pipeline": {"stages": [{"id": "early", "chance": "0.1"}, {"id": "late", "probability": "x"}]},
 "leads": {"followUpWithin": -3}}
`
	got := faultsOf(t, files)
	for _, want := range []string{
		`plan.json:1:36: currency: must be an ISO 4217 code like USD, got "EURO"`,
		`plan.json:2:52: pipeline.stages[0].chance: is not a field here`,
		`plan.json:2:90: pipeline.stages[1].probability: must be a number`,
		`plan.json:3:30: leads.followUpWithin: must be`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
}
