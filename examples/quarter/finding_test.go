package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lastSection returns a section of the review of a folder.
func lastSection(t *testing.T, folder, title string) string {
	t.Helper()
	_, section, _ := strings.Cut(runs(t, "-data", folder, "-partner", "P1"), "\n"+title+"\n")
	section, _, _ = strings.Cut(section, "\n\n")
	return section + "\n"
}

// Deals and leads that a CRM dates with the day of their import.
func TestF4CreatedOnImport(t *testing.T) {
	const folder = "testdata/f4-created-on-import"
	want := `                                                                    Records  Which
──────────────────────────────────────────────────────────────────  ───────  ──────
Deals closed before they were created: no cycle                           2  I3, I4
Deals expected to close before they were created: no age, no cycle        1  I2
Leads followed up before they were created: no time to follow up          1  L1
`
	if diff := cmp.Diff(want, lastSection(t, folder, "RECORDS TO PUT RIGHT")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for title, line := range map[string]string{
		"PIPELINE TO PLAN":      "  Won                                         20,000.00        0.00\n",
		"OPEN DEALS TO LOOK AT": "Should have closed already            1    8,000.00  I2\n",
		"WIN RATES":             "Won or lost                      1   2    50.00%                   2.00×\n",
	} {
		if got := lastSection(t, folder, title); !strings.Contains(got, line) || strings.Contains(got, "days on average") {
			t.Errorf("%s lacks %q, or has a cycle:\n%s", title, line, got)
		}
	}
}

// A deal without an amount is counted and named, and in no sum.
func TestF5NoAmount(t *testing.T) {
	const folder = "testdata/f5-no-amount"
	want := `                                             Records  Which
───────────────────────────────────────────  ───────  ─────
Deals without an amount: counted, in no sum        1  D2
`
	if diff := cmp.Diff(want, lastSection(t, folder, "RECORDS TO PUT RIGHT")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	line := "Expected to close before 2026-Q4      2   12,500.00  D1, D2\n"
	if got := lastSection(t, folder, "OPEN DEALS TO LOOK AT"); !strings.Contains(got, line) {
		t.Errorf("no %q in:\n%s", line, got)
	}
}

// One bad row does not cost the review where the plan sets it apart.
func TestFaultySetApart(t *testing.T) {
	plan := changed(t, measuredPlan(t), `"staleAfter": 30`, `"staleAfter": 30, "faulty": "set-apart"`)
	deals := dealColumnsLine + "X,A1,,,mail,EUR,-1,late,,2026-01-01,,,,,,,,\nY,A1,,,,EUR,2,late,,2026-01-01,,,,,,,,\n"
	sections := sectionsOf(t, map[string]string{planFile: plan, dealsFile: deals}, "-quarter", "2026-Q1")
	if got, want := strings.Join(strings.Fields(sections["RECORDS TO PUT RIGHT"]), " "), "Deals faulty: set apart 1 X"; !strings.HasSuffix(got, want) {
		t.Errorf("%q does not end in %q", got, want)
	}
	if got := faultsOf(t, map[string]string{planFile: measuredPlan(t), dealsFile: deals}); !strings.Contains(got, "deals.csv:2:17: amount: must not be below 0, got -1") {
		t.Errorf("refused: %q", got)
	}
}

// What is not told, or contradicts itself, in a row of deals.csv or leads.csv.
func TestContradictingRows(t *testing.T) {
	const deals = `X1,A1,,,,EUR,1,,,2026-01-01,,,,,,,,
X2,A1,,,,EUR,1,late,,,,,,,,,,
X3,A1,,,,EUR,1,late,,2026-02-01,2026-01-01,2026-03-31,,,,,,
X4,A1,,,,EUR,1,late,,2026-01-01,,,,2026-01-01,,,,
X5,A1,,,,EUR,1,,,2026-01-01,,,lost,,,,,
X6,A1,,,,EUR,1,late,,2026-01-01,,,,,2026-01-01,,,
X7,A1,Oak,,,EUR,1,late,,2026-01-01,,,,,2026-01-02,approved,2026-01-01,
X8,A1,Oak,,,EUR,1,late,,2026-01-01,,,won,2026-01-03,2026-01-02,approved,2026-01-05,
`
	const leads = "L1,A1,web,,,,,lead,\nL2,A1,web,,,2026-01-02,2026-01-01,lead,\n"
	sections := sectionsOf(t, map[string]string{
		planFile: measuredPlan(t), dealsFile: dealColumnsLine + deals, leadsFile: leadColumnsLine + leads,
	}, "-quarter", "2026-Q1")
	var got []string
	for line := range strings.Lines(sections["RECORDS TO PUT RIGHT"]) {
		got = append(got, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		"Deals active before they were created: no age, no cycle 1 X3",
		"Deals without a creation: no age, no cycle, no time to follow up 1 X2",
		"Deals closed, nobody knows how: in no figure 1 X4",
		"Deals ended on no day: in no period 1 X5",
		"Deals open, at a stage that is not told: not weighted 1 X1",
		"Leads followed up before they were created: no time to follow up 1 L2",
		"Registrations closed before they were decided on: in no conflict 1 X8",
		"Registrations without a customer: in no conflict 1 X6",
		"Registrations decided on before they were submitted: no time to a decision 1 X7",
	}
	if diff := cmp.Diff(want, got[min(len(got), 2):]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if note := "1 lead is left out, because nobody knows when it was created."; !strings.Contains(sections["LEADS 2026-Q1"], note) {
		t.Errorf("no %q in:\n%s", note, sections["LEADS 2026-Q1"])
	}
}
