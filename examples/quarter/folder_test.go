package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

// renamed is a folder in which files have other names.
func renamed(t *testing.T, files map[string]string, oldnew ...string) string {
	t.Helper()
	directory := data(t, files)
	for i := 0; i < len(oldnew); i += 2 {
		if err := os.Rename(filepath.Join(directory, oldnew[i]), filepath.Join(directory, oldnew[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	return directory
}

// A file is read whatever the case of its name is, and messages call it by that name.
func TestFileNamesInAnyCase(t *testing.T) {
	files := measured(t, someDeals, someLeads)
	want := runs(t, "-data", data(t, files))
	names := []string{intake.DealsFile, "Deals.CSV", intake.LeadsFile, "leads.tsv", intake.PlanFile, "Plan.json", intake.PartnersFile, "PARTNERS.csv"}
	if diff := cmp.Diff(want, runs(t, "-data", renamed(t, files, names...))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	files[intake.DealsFile] = dealColumnsLine + "A1,A1,,,,EUR,x,late,,,,,,,,,,\n"
	directory := renamed(t, files, names...)
	if got, want := fails(t, exitInput, "-data", directory), filepath.Join(directory, "Deals.CSV")+":2:14: amount: "; !strings.HasPrefix(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
	for _, out := range []string{"Deals.CSV", "deals.csv", "LEADS.csv"} {
		var stdout, stderr bytes.Buffer
		run([]string{"-data", directory, "-out", filepath.Join(directory, out)}, &stdout, &stderr)
		if got := stderr.String(); !strings.Contains(got, "-out must not be an input file") {
			t.Errorf("%s: complains %q", out, got)
		}
	}
}

// A file that is named nearly like an input file is refused by name, and read to find what
// else is wrong. To pass over it would be a review without it.
func TestMisnamedFiles(t *testing.T) {
	files := measured(t, someDeals, someLeads)
	for _, name := range []string{"deal.csv", "Partners v1.2 - deals.tsv", "deals (1).csv", "Deals.csv.txt"} {
		directory := renamed(t, files, intake.DealsFile, name)
		if got, want := fails(t, exitInput, "-data", directory), filepath.Join(directory, name)+": must be named deals.csv, is named \""+name+"\"\n"; got != want {
			t.Errorf("complains %q, want %q", got, want)
		}
	}
	directory := renamed(t, files, intake.DealsFile, "deals.xlsx")
	if got, want := fails(t, exitInput, "-data", directory), "deals.csv: is not there, but \"deals.xlsx\" is; a workbook is read alone, with -data\n"; !strings.HasSuffix(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
	faulty := measured(t, "X,A1,,,,EUR,x,late,,2026-01-01,,,,,,,,\n", "")
	if got, want := fails(t, exitInput, "-data", renamed(t, faulty, intake.DealsFile, "deal.csv")), "deal.csv:2:13: amount: must be a number"; !strings.Contains(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
	for _, name := range []string{"orders.csv", "deals.pdf", "deals", "~$deals.xlsx", ".deals.csv"} {
		runs(t, "-data", renamed(t, files, intake.DealsFile, name))
	}
	directory = renamed(t, files, intake.DealsFile, "Deals.csv")
	if err := os.WriteFile(filepath.Join(directory, "DEALS.csv"), []byte(dealColumnsLine), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(directory, "opportunities.csv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(directory); err != nil || len(entries) < 7 {
		t.Skip("the file system does not tell cases apart")
	}
	if got, want := fails(t, exitInput, "-data", directory), "deals.csv: can be DEALS.csv, Deals.csv; one must be named deals.csv\n"; !strings.HasSuffix(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
	if got, _ := checks(t, "-data", directory); !strings.Contains(got, "Not read: DEALS.csv, Deals.csv, opportunities.csv.\n") {
		t.Errorf("does not tell what is not read:\n%s", got)
	}
	sheet := book(t, data(t, map[string]string{intake.PartnersFile: "-", intake.PlanFile: measuredPlan(t)}), map[string][][]string{
		"partners": {{"id", "name", "tier", "type", "region", "manager"}, {"A1", "Alder", "Gold", "", "", ""}},
		"deal":     {strings.Split(strings.TrimSpace(dealColumnsLine), ",")},
	})
	if got, want := fails(t, exitInput, "-data", sheet), `deals: sheet "deals" (the nearest is "deal") is missing; the workbook has `; !strings.Contains(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
}
