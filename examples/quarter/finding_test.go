package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
)

// Deals and leads that a CRM dates with the day of their import.
func TestF4CreatedOnImport(t *testing.T) {
	r := reviewed(t, "-data", "testdata/f4-created-on-import", "-partner", "P1")
	for title, want := range map[string]string{
		"Deals to put right":    "closed before created|2|I3, I4\nexpected before created|1|I2\n",
		"Leads to put right":    "follow up before created|1|L1\n",
		"Open deals to look at": "Not in the figures: should have closed already|1|8,000|I2\nNot in the figures: expected to close before 2026-Q4|1|12,500|I1\n",
	} {
		if got := cellsOf(r, title); got != want {
			t.Errorf("%s is\n%swant\n%s", title, got, want)
		}
	}
	if got := cellsOf(r, "Deals and the plan"); !strings.Contains(got, "Won|20,000|0\n") {
		t.Errorf("not won:\n%s", got)
	}
	notes := notesOf(r, qbr.SectionPipeline)
	if want := "Win rate: 50% of the 2 deals won or lost"; !strings.Contains(notes, want) || strings.Contains(notes, "days on average") {
		t.Errorf("lacks %q, or has a cycle:\n%s", want, notes)
	}
}

// A deal without an amount is counted and named, and in no sum.
func TestF5NoAmount(t *testing.T) {
	r := reviewed(t, "-data", "testdata/f5-no-amount", "-partner", "P1")
	for title, want := range map[string]string{
		"Deals to put right":    "amount unknown|1|D2\n",
		"Open deals to look at": "Not in the figures: expected to close before 2026-Q4|2|12,500|D1, D2\n",
	} {
		if got := cellsOf(r, title); got != want {
			t.Errorf("%s is\n%swant\n%s", title, got, want)
		}
	}
}

// One bad row does not cost the review where the plan sets it apart.
func TestFaultySetApart(t *testing.T) {
	plan := changed(t, measuredPlan(t), `"staleAfter": 30`, `"staleAfter": 30, "faulty": "set-apart"`)
	deals := dealColumnsLine + "X,A1,,,mail,EUR,-1,late,,2026-01-01,,,,,,,,\nY,A1,,,,EUR,2,late,,2026-01-01,,,,,,,,\n"
	r := reviewed(t, "-data", data(t, map[string]string{intake.PlanFile: plan, intake.DealsFile: deals}), "-quarter", "2026-Q1")
	if got, want := cellsOf(r, "Deals to put right"), "faulty|1|X\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := faultsOf(t, map[string]string{intake.PlanFile: measuredPlan(t), intake.DealsFile: deals}); !strings.Contains(got, "deals.csv:2:17: amount: must not be below 0, got -1") {
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
	r := reviewed(t, "-quarter", "2026-Q1", "-data", data(t, map[string]string{
		intake.PlanFile: measuredPlan(t), intake.DealsFile: dealColumnsLine + deals, intake.LeadsFile: leadColumnsLine + leads,
	}))
	got := cellsOf(r, "Deals to put right") + cellsOf(r, "Leads to put right") + cellsOf(r, "Registrations to put right")
	want := `activity before created|1|X3
created unknown|1|X2
day without outcome|1|X4
outcome without day|1|X5
stage unknown|1|X1
follow up before created|1|L2
closed before decided|1|X8
customer unknown|1|X6
decided before submitted|1|X7
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if note, got := "1 lead is left out, because nobody knows when it was created.", notesOf(r, qbr.SectionMarketing); !strings.Contains(got, note) {
		t.Errorf("no %q in:\n%s", note, got)
	}
}
