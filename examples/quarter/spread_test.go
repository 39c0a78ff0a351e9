package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A table with a column for each question says the same as one with a row for each.
func TestWideAssessments(t *testing.T) {
	long := header + "A1,2026-03-31,plan,yes\nA1,2026-03-31,rate,0.5\nA1,2026-03-31,lines,core;edge\nB2,2026-03-30,plan,no\nB2,2026-03-30,rate,\nB2,2026-03-30,lines,none\n"
	wide := "Timestamp;Rate;PLAN;Partner;Date;lines\n1;0.5;yes;A1;2026-03-31;\"core;edge\"\n2;;no;B2;2026-03-30;none\n"
	want := runs(t, "-data", data(t, map[string]string{assessmentsFile: long}))
	if diff := cmp.Diff(want, runs(t, "-data", data(t, map[string]string{assessmentsFile: wide}))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	named := strings.Replace(strings.Replace(wide, "Rate", "How much?", 1), "yes", "Y", 1)
	file := filepath.Join(t.TempDir(), "columns.json")
	if err := os.WriteFile(file, []byte(`{"assessments": {"questions": {"rate": "how much?"}, "values": {"answer": {"y": "yes"}}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, runs(t, "-data", data(t, map[string]string{assessmentsFile: named}), "-columns", file)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for text, want := range map[string]string{
		strings.Replace(wide, "0.5", "5", 1):                     "assessments.csv:2:3: answer: must be from 0 to 1, got 5\n",
		strings.Replace(wide, "Timestamp", "revew", 1):           "assessments.csv:1:1: column \"revew\" is no question; the nearest is \"review\"\n",
		strings.Replace(wide, "Timestamp", "Plan", 1):            "assessments.csv:1:11: column \"PLAN\" is given twice\n",
		"partner,date,pl\nA1,2026-03-31,x\n":                     "assessments.csv:1:1: columns \"question\", \"answer\" are missing; the header has \"partner\", \"date\", \"pl\"\n",
		wide + "3;1;no;A1;2026-03-31;\n":                         "assessments.csv:4:3: question (Rate): \"rate\" is answered before in the assessment of 2026-03-31\n",
		strings.Replace(wide, ";no;", ";perhaps;", 1):            "assessments.csv:3:4: answer: must be yes or no, got \"perhaps\"\n",
		strings.Replace(wide, "2026-03-30;none", "soon;none", 1): "assessments.csv:3:10: date: must be a day like 2026-03-31, got \"soon\"\n",
	} {
		if got := faultsOf(t, map[string]string{assessmentsFile: text}); !strings.Contains(got, want) {
			t.Errorf("complains %q, want %q", got, want)
		}
	}
}
