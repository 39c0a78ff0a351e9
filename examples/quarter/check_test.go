package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

// checks returns what -check prints, with its status.
func checks(t *testing.T, args ...string) (text string, status int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = run(append([]string{"-check"}, args...), &stdout, &stderr)
	if stderr.Len() > 0 {
		t.Errorf("writes to standard error: %q", stderr.String())
	}
	return stdout.String(), status
}

func TestCheck(t *testing.T) {
	files := measured(t, someDeals, "")
	files[intake.DealsFile] = strings.ReplaceAll(strings.ReplaceAll(someDealsIn(";"), "2026-01-20", "20.01.2026"), "30000", "30.000,5") + "x;y;z\n;;\n"
	got, status := checks(t, "-data", data(t, files), "-dates", "31.12.2026", "-numbers", "1.234,56", "-faulty", "refuse")
	if status != exitInput { // the answers are in the plain form
		t.Errorf("status %d", status)
	}
	for _, want := range []string{
		"deals.csv utf-8, semicolons, lines end with LF     8 1\n",
		"calendar.json is not there 0\n",
		"amount amount 30000.5 20000 10000\n",
		"closed closed 2026-01-20\n",
		"Not read: note.\n",
		"deals.csv:9:1 row has 3 cells, the header has 19\n",
		"assessments.csv:4:20 answer: must be a number like 1.234,56, of at most 15 digits, got \"0.5\"\n",
	} {
		if !strings.Contains(squeezed(got), squeezed(want)) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if got, status := checks(t, "-data", "testdata/small"); status != exitDone || !strings.Contains(got, "Nothing is refused.") {
		t.Errorf("%d:\n%s", status, got)
	}
	if got, status := checks(t, "-data", "testdata/none"); status != exitInput || !strings.Contains(got, "no such file or directory") {
		t.Errorf("%d:\n%s", status, got)
	}
	var fields struct{ Files []struct{ File string } }
	got, _ = checks(t, "-data", data(t, files), "-format", "json")
	if err := json.Unmarshal([]byte(got), &fields); err != nil || len(fields.Files) != len(fileNamesOf()) {
		t.Errorf("%v:\n%s", err, got)
	}
}

// Of a table with a column for each question, several partners are shown, and several questions.
func TestCheckShowsSeveralPartners(t *testing.T) {
	const two = "Partner;Date;Lines;Plan;Rate\nA1;2026-03-31;core;yes;0.5\nB2;2026-03-30;edge;no;0.25\n"
	for text, want := range map[string][]string{
		two: {"Column Read from Row 1 Row 2 Last (line 3)\n", "partner Partner A1 B2 B2\n", "question 3 columns plan rate lines\n", "answer 3 columns yes 0.25 edge\n"},
		two + "A1;2025-12-30;core;no;0.75\nB2;2025-12-29;none;no;1\n": {
			"Column Read from Row 1 Row 2 Row 3 Last (line 5)\n", "partner Partner A1 B2 A1 B2\n", "date Date 2026-03-31 2026-03-30 2025-12-30 2025-12-29\n",
			"question 3 columns plan rate lines lines\n", "answer 3 columns yes 0.25 core none\n",
		},
		"Partner;Date;Plan\nA1;2026-03-31;yes\nB2;2026-03-30;no\n": {"Column Read from Row 1 Row 2\n", "partner Partner A1 B2\n", "question 1 column plan plan\n", "answer 1 column yes no\n"},
	} {
		got, _ := checks(t, "-data", data(t, map[string]string{intake.AssessmentsFile: text}))
		for _, line := range want {
			if !strings.Contains(squeezed(got), squeezed(line)) {
				t.Errorf("%q lacks %q:\n%s", text, line, got)
			}
		}
	}
}

// A mapping file may lie among the files that it is of, and is read then.
func TestCheckWithColumnsInside(t *testing.T) {
	directory := data(t, measured(t, someDeals, ""))
	columns := filepath.Join(directory, "columns.json")
	for _, file := range []string{columns, filepath.Join(directory, "notes.txt")} {
		if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for others, args := range map[string][]string{
		"Not read: columns.json, notes.txt.\n": {"-data", directory},
		"Not read: notes.txt.\n":               {"-data", directory, "-columns", columns},
	} {
		if got, _ := checks(t, args...); !strings.Contains(got, others) {
			t.Errorf("lacks %q:\n%s", others, got)
		}
	}
}

// someDealsIn are the deals with another separator and one more column.
func someDealsIn(separator string) string {
	var text strings.Builder
	for line := range strings.Lines(dealColumnsLine + someDeals) {
		text.WriteString("note" + separator + strings.ReplaceAll(line, ",", separator))
	}
	return strings.ReplaceAll(text.String(), "\nnote", "\nx y")
}

func TestFaultyReport(t *testing.T) {
	sound := measured(t, someDeals, someLeads)
	sound[intake.GoalsFile] = goalHeader + "A1,overall,,80,2026-12-31\n"
	want := runs(t, "-data", data(t, sound))
	faulty := measured(t, "Z,A1,Oak,core,,EUR,x,late,,2026-01-01,,,,,,,,\n"+someDeals+"A1,A1,Oak,core,,EUR,1,late,,2026-01-01,,,,,,,,\nshort,A1\n",
		"M,A1,web,,,2026-01-20,,cold,\n"+someLeads+"N,C3,web,,,2026-01-20,,lead,\nO,A1,web,,,2026-01-20,,lead,perhaps\n")
	faulty[intake.GoalsFile] = sound[intake.GoalsFile] + "A1,overall,,101,2027-12-31\n"
	faulty[intake.PartnersFile] = small(t, intake.PartnersFile) + "B2,Twice,,,,\n,None,,,,\n"
	faulty[intake.AssessmentsFile] = small(t, intake.AssessmentsFile) + "C3,2026-03-31,rate,1\nA1,2026-03-31,plan,perhaps\n"
	directory := data(t, faulty)
	got, list, _ := strings.Cut(runs(t, "-data", directory, "-faulty", "report"), "\nROWS LEFT OUT\n")
	if diff := cmp.Diff(want, got); diff != "" && !strings.Contains(small(t, intake.AssessmentsFile), "A1,2026-03-31,plan") {
		t.Errorf("-want +got:\n%s", diff)
	}
	for _, want := range []string{
		"partners.csv:4:1 id: partner \"B2\" stands in line 3 already\n", "partners.csv:5:1 id: must be given\n",
		"deals.csv:2:20 amount: must be a number like 0.75, of at most 15 digits, got \"x\"\n",
		"deals.csv:10:1 id: deal \"A1\" stands in line 3 already\n", "deals.csv:11:1 row has 2 cells, the header has 18\n",
		"leads.csv:2:24 stage: must be one of lead, mql, sal, sql, mgo, opportunity, won; got \"cold\"\n",
		"The report is made without 3 rows of deals.csv.\n", "The report is made without 3 rows of leads.csv.\n", "The report is made without 2 rows of partners.csv.\n",
	} {
		if !strings.Contains(squeezed(list), squeezed(want)) {
			t.Errorf("lacks %q:\n%s", want, list)
		}
	}
	if got := fails(t, exitInput, "-data", directory); strings.Count(got, "\n") != 11 {
		t.Errorf("refuses with\n%s", got)
	}
	for _, format := range []string{"text", "markdown", "json"} {
		got := runs(t, "-data", directory, "-faulty", "report", "-audience", "partner", "-format", format)
		if !strings.Contains(got, "deals.csv") || strings.Contains(got, "stands in line") {
			t.Errorf("for the partner:\n%s", got)
		}
	}
	var fields struct {
		Quarter string
		LeftOut struct {
			Faults []struct{ File, Fault string }
		}
	}
	if err := json.Unmarshal([]byte(runs(t, "-data", directory, "-faulty", "report", "-format", "json")), &fields); err != nil || len(fields.LeftOut.Faults) != 11 || fields.Quarter == "" {
		t.Errorf("%v: %v", err, fields)
	}
}

// What is not a row, or is every row, is refused all the same.
func TestFaultyFiles(t *testing.T) {
	for want, replaced := range map[string]map[string]string{
		"deals.csv: has no row that can be read, of 2\n":                                {intake.DealsFile: dealColumnsLine + "A\nB\n"},
		"leads.csv: has no row that can be read, of 1\n":                                {intake.LeadsFile: leadColumnsLine + "M,A1,web,,,2026-01-20,,cold,\n"},
		"deals.csv:1:1: columns ":                                                       {intake.DealsFile: "id\n1\n"},
		"in the row that starts in line 3\n":                                            {intake.DealsFile: dealColumnsLine + otherDeal + "Z2,\"B2\n" + otherDeal},
		"plan.json:1:2: must be JSON":                                                   {intake.PlanFile: "{"},
		"partners.csv:1:1: has no row below its header\n":                               {intake.PartnersFile: "id,name,tier,type,region,manager\n"},
		"assessments.csv: has no row that can be read, of 1\n":                          {intake.AssessmentsFile: header + "A1,2026-03-31,rates,1\n"},
		"goals.csv:2:1: row is longer than 1048576 bytes\n":                             {intake.GoalsFile: goalHeader + strings.Repeat("x", 2<<20)},
		"-faulty must be refuse or report, got \"maybe\"\n":                             nil,
		"-columns, -encoding, -dates and -numbers are for -data; the sample needs none": {},
	} {
		args := []string{"-data", data(t, measured(t, someDeals, someLeads)), "-faulty", "maybe"}
		switch {
		case len(replaced) > 0:
			files := measured(t, someDeals, someLeads)
			for file, text := range replaced {
				files[file] = text
			}
			args = []string{"-data", data(t, files), "-faulty", "report"}
		case replaced != nil:
			args = []string{"-dates", "31/12/2026"}
		}
		if got := fails(t, exitInput, args...); !strings.Contains(got, want) {
			t.Errorf("%q: complains %q", want, got)
		}
	}
}
