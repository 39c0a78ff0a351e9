package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	names := []string{dealsFile, "Deals.CSV", planFile, "Plan.json", partnersFile, "PARTNERS.csv"}
	if diff := cmp.Diff(want, runs(t, "-data", renamed(t, files, names...))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	files[dealsFile] = dealColumnsLine + "A1,A1,,,,EUR,x,late,,,,,,,,,,\n"
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

// A file that is named nearly like an input file is refused by name. To pass over it would
// be a review without it.
func TestMisnamedFiles(t *testing.T) {
	files := measured(t, someDeals, someLeads)
	for name, want := range map[string]string{
		"deal.csv":                  `deals.csv: is not there, but "deal.csv" is, which is not read; is it to be named deals.csv?` + "\n",
		"Partners v1.2 - deals.tsv": `deals.csv: is not there, but "Partners v1.2 - deals.tsv" is, which is not read; is it to be named deals.csv?` + "\n",
		"deals (1).csv":             `deals.csv: is not there, but "deals (1).csv" is, which is not read; is it to be named deals.csv?` + "\n",
		"deals.txt":                 `deals.csv: is not there, but "deals.txt" is, which is not read; is it to be named deals.csv?` + "\n",
		"deals.xlsx":                `deals.csv: is not there, but "deals.xlsx" is, which is not read; a workbook is read alone, with -data` + "\n",
		"Deals.csv.txt":             `deals.csv: is not there, but "Deals.csv.txt" is, which is not read; is it to be named deals.csv?` + "\n",
	} {
		directory := renamed(t, files, dealsFile, name)
		if got := fails(t, exitInput, "-data", directory); got != directory+string(filepath.Separator)+want {
			t.Errorf("complains %q, want %q", got, want)
		}
	}
	for _, name := range []string{"orders.csv", "deals.pdf", "deals", "~$deals.xlsx", ".deals.csv"} {
		runs(t, "-data", renamed(t, files, dealsFile, name))
	}
	directory := renamed(t, files, dealsFile, "Deals.csv")
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
	sheet := book(t, data(t, map[string]string{partnersFile: "-", planFile: measuredPlan(t)}), map[string][][]string{
		"partners": {{"id", "name", "tier", "type", "region", "manager"}, {"A1", "Alder", "Gold", "", "", ""}},
		"deal":     {strings.Split(strings.TrimSpace(dealColumnsLine), ",")},
	})
	if got, want := fails(t, exitInput, "-data", sheet), `deals: sheet "deals" (the nearest is "deal") is missing; the workbook has `; !strings.Contains(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
}
