package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

func TestNetwork(t *testing.T) {
	replaced := map[string]string{
		intake.PartnersFile: "id,name,tier,type,region,manager\nA1,Alder,Gold,Reseller,EMEA,Kim\nB2,Birch,Silver,Reseller,EMEA,Lee\n" +
			"C3,Cedar,,Reseller,EMEA,Lee\nD4,Dogwood,Gold,Reseller,EMEA,Lee\nE5,Elm,Gold,Reseller,EMEA,Lee\n",
		intake.AssessmentsFile: header +
			"A1,2026-06-30,rate,0.5\nA1,2026-03-01,rate,0.9\nA1,2026-03-31,rate,0.4\n" + // the later one of a quarter counts
			"B2,2026-04-01,rate,0.5\nB2,2026-03-31,rate,0.6\n" +
			"C3,2026-04-01,rate,0.7\nC3,2025-12-31,rate,0.6\n" + // not in the quarter before
			"D4,2026-04-01,rate,\n" + // without a score
			"E5,2026-03-31,rate,1\n",
	}
	sections := sectionsOf(t, replaced, "-report", "network")
	for name, want := range map[string]string{
		"GROUPS": `Mean of       Partners  Overall  Sales
────────────  ────────  ───────  ─────
All partners         4    57.10  57.10
Tier
  none given         1    70.30  70.30
  Gold               2    50.50  50.50
  Silver             1    50.50  50.50
Type
  Reseller           4    57.10  57.10
Region
  EMEA               4    57.10  57.10
`,
		"IMPROVED MOST SINCE 2026-Q1": `Id  Partner  Tier  Type      Region  Overall  Change  Rank
──  ───────  ────  ────────  ──────  ───────  ──────  ────
A1  Alder    Gold  Reseller  EMEA      50.50   +9.90     2
`,
		"FELL MOST SINCE 2026-Q1": `Id  Partner  Tier    Type      Region  Overall  Change  Rank
──  ───────  ──────  ────────  ──────  ───────  ──────  ────
B2  Birch    Silver  Reseller  EMEA      50.50   -9.90     2
`,
		"PARTNERS BY OVERALL SCORE": `Rank  Id  Partner  Tier    Type      Region  Overall  Sales  Change
────  ──  ───────  ──────  ────────  ──────  ───────  ─────  ──────
   1  C3  Cedar            Reseller  EMEA      70.30  70.30       –
   2  A1  Alder    Gold    Reseller  EMEA      50.50  50.50   +9.90
   2  B2  Birch    Silver  Reseller  EMEA      50.50  50.50   -9.90
   –  D4  Dogwood  Gold    Reseller  EMEA          –      –       –
Change: the overall score less that of 2026-Q1.
`,
	} {
		if diff := cmp.Diff(want, sections[name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got, want := runs(t, "-data", data(t, replaced), "-report", "network"), "4 partners assessed, 1 not.\n"; !strings.Contains(got, want) {
		t.Errorf("does not say %q", want)
	}
	first := sectionsOf(t, replaced, "-report", "network", "-quarter", "2025-Q4")
	if got, want := first["FELL MOST SINCE 2025-Q3"], "No partner has a score in both quarters, so that nothing is known of changes since 2025-Q3.\n"; got != want {
		t.Errorf("in the first quarter the fallen are %q, want %q", got, want)
	}
}

func TestNetworkWithoutAssessment(t *testing.T) {
	directory := data(t, map[string]string{intake.AssessmentsFile: header})
	if got, want := fails(t, exitInput, "-data", directory, "-report", "network"), directory+"/assessments.csv:1:1: has no row below its header\n"; got != want {
		t.Errorf("complains %q, want %q", got, want)
	}
}

// Faults are printed whatever the report.
func TestNetworkFaults(t *testing.T) {
	directory := data(t, map[string]string{intake.AssessmentsFile: header + "A1,2026-03-31,rate,2\n"})
	got := fails(t, exitInput, "-data", directory, "-report", "network")
	if want := directory + "/assessments.csv:2:20: answer: must be from 0 to 1, got 2\n"; got != want {
		t.Errorf("complains %q, want %q", got, want)
	}
}
