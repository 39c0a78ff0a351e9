package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Totals below the tables are left out, and told.
func TestFooters(t *testing.T) {
	sound := measured(t, someDeals, someLeads)
	want := runs(t, "-data", data(t, sound))
	footed := measured(t, someDeals, someLeads)
	footed[partnersFile] = small(t, partnersFile) + "Gesamt,2,,,,\nGrand Totals,,,,,2\n"
	footed[assessmentsFile] = small(t, assessmentsFile) + ",,,\nCount,7\n"
	footed[dealsFile] += "\"Total\",\"2\"\n"
	footed[leadsFile] += ",,,,,,,,\nSumme: 2,,,,,,,,\n"
	got, notes := runsNoting(t, "-data", data(t, footed))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, want := range []string{
		"quarter: partners.csv: footer left out: line 4 \"Gesamt; 2\", line 5 \"Grand Totals; 2\"\n",
		"quarter: assessments.csv: footer left out: line 10 \"Count; 7\"\n",
		"quarter: deals.csv: footer left out: line 9 \"Total; 2\"\n",
		"quarter: leads.csv: footer left out: line ",
	} {
		if !strings.Contains(notes, want) {
			t.Errorf("lacks the note %q: %q", want, notes)
		}
	}
	shown, status := checks(t, "-data", data(t, footed))
	if status != exitDone || !strings.Contains(shown, "Footer left out: line 4 \"Gesamt; 2\", line 5 \"Grand Totals; 2\".\n") {
		t.Errorf("%d: %s", status, shown)
	}
	footed[partnersFile] = small(t, partnersFile) + "Total,Total SA,,,,\nGesamt,2,,,,\nC3,,,,,\n"
	if diff := cmp.Diff("partners.csv:5:1: looks like a total or a remark, not like a row of the table, but other rows follow; delete it, or fill in the cells that it lacks\n",
		strings.Join(strings.SplitAfter(faultsOf(t, footed), "\n")[:1], "")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What can be checked without a file that cannot be used is checked.
func TestFaultsBesideUnusableFiles(t *testing.T) {
	files := measured(t, "Z,B2,Oak,core,,EUR,x,late,,2026-01-01,,,,,,,,\n"+someDeals, "M,A1,web,,,2026-01-20,,cold,\n"+someLeads)
	files[goalsFile] = goalHeader + "A1,overall,,101,2026-12-31\n"
	files[assessmentsFile] = header + "A1,yesterday,rate,0.5\nA1,2026-03-31,rate,0.5\nA1,2026-03-31,rate,0.6\n,2026-03-31,rate,1\n"
	faults := "assessments.csv:2:4: date: must be a day like 2026-03-31, got \"yesterday\"\n" +
		"assessments.csv:4:15: question: \"rate\" is answered in line 3 already, for the assessment of 2026-03-31\n" +
		"assessments.csv:5:1: partner: is empty, must be the id of a partner in partners.csv\n" +
		"goals.csv:2:13: target: must be a score from 1 to 100 with at most 2 decimals, got \"101\"\n" +
		"deals.csv:2:20: amount: must be a number like 0.75, of at most 15 digits, got \"x\"\n" +
		"leads.csv:2:24: stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"cold\" (lead \"M\")\n"
	if got := faultsOf(t, files); got != faults {
		t.Errorf("with all files (-want +got):\n%s", cmp.Diff(faults, got))
	}
	for file, want := range map[string]string{
		partnersFile:      "not checked until partners.csv is put right: whether the other files name its partners\n",
		questionnaireFile: "not checked until questionnaire.json is put right: which questions are answered, and how\n",
		calendarFile:      "not checked until calendar.json is put right: what depends on quarters\n",
	} {
		before := files[file]
		files[file] = "{"
		got := faultsOf(t, files)
		if !strings.HasSuffix(got, faults+want) || strings.Count(got, "\n") != 8 {
			t.Errorf("%s: %s", file, got)
		}
		if files[file] = before; before == "" {
			delete(files, file)
		}
	}
}

// A table with a column for each question is checked without them, too.
func TestWideFaultsWithoutQuestionnaire(t *testing.T) {
	got := faultsOf(t, map[string]string{questionnaireFile: "{", assessmentsFile: "partner,date,rate,other\nX9,2026-03-31,0.5,\n"})
	want := "questionnaire.json:1:2: must be JSON; line 1, column 2: unexpected end of JSON input\nassessments.csv:2:1: partner: partner \"X9\" is not in partners.csv\n" +
		"not checked until questionnaire.json is put right: which questions are answered, and how\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A list of leads that has no follow-ups and no rejections says nothing of them.
func TestLeadsWithoutFollowUps(t *testing.T) {
	files := measured(t, someDeals, "")
	files[leadsFile] = "id,partner,source,created,stage\nL1,A1,web,2026-01-10,mql\nL2,A1,web,2026-02-10,lead\n"
	columns := filepath.Join(t.TempDir(), "columns.json")
	if err := os.WriteFile(columns, []byte(`{"leads": {"columns": {"vendor": "", "campaign": "", "followed_up": "", "rejected": ""}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	got := squeezed(runs(t, "-data", data(t, files), "-columns", columns, "-quarter", "2026-Q1"))
	for _, want := range []string{"All leads 2 – – – – – 1 0 0%", "when leads were followed up; which leads were rejected"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q: %s", want, got)
		}
	}
	if strings.Contains(got, "Leads that wait") {
		t.Errorf("tells which leads wait: %s", got)
	}
}

// Forms and spreadsheets write commas or line breaks between several choices.
func TestSeveralChoices(t *testing.T) {
	plain := small(t, assessmentsFile)
	line, _, _ := strings.Cut(plain[strings.Index(plain, "A1,2026-03-31,lines"):], "\n")
	with := func(cell string) map[string]string {
		return map[string]string{assessmentsFile: strings.Replace(plain, line, "A1,2026-03-31,lines,"+cell, 1)}
	}
	want := runs(t, "-data", data(t, with("core;edge")))
	for _, cell := range []string{`"core, edge"`, "core; edge", "\"core\nedge\"", `"core,edge"`} {
		if diff := cmp.Diff(want, runs(t, "-data", data(t, with(cell)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", cell, diff)
		}
	}
	columns := filepath.Join(t.TempDir(), "columns.json")
	if err := os.WriteFile(columns, []byte(`{"assessments": {"values": {"answer": {"Core line": "core", "Edge line": "edge"}}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, runs(t, "-data", data(t, with(`"Core line, Edge line"`)), "-columns", columns)); diff != "" {
		t.Errorf("by the file of -columns (-want +got):\n%s", diff)
	}
	files := with(`"core,edge"`)
	files[questionnaireFile] = strings.Replace(small(t, questionnaireFile), `"core"`, `"core, all"`, 1)
	if got := faultsOf(t, files); !strings.HasSuffix(got, "got \"core,edge\"; the choices are core, all, edge, with \";\" between several, since one of them has a comma\n") {
		t.Errorf("complains %q", got)
	}
	if got := runs(t, "-data", data(t, map[string]string{questionnaireFile: files[questionnaireFile], assessmentsFile: with(`"core, all;edge"`)[assessmentsFile]})); got != want {
		t.Errorf("an id with a comma (-want +got):\n%s", cmp.Diff(want, got))
	}
}
