package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
)

func TestFaultyColumnsFile(t *testing.T) {
	directory := data(t, measured(t, someDeals, someLeads))
	for _, tt := range []struct{ text, want string }{
		{`{"deal": {}}`, "1:10: deal: is not a field here; the nearest is \"deals\"\n"},
		{`{"deals": {"columns": {"amunt": "Amount", "x": ""}}}`, "1:33: deals.columns.amunt: must be a column; the nearest is \"amount\"; got \"amunt\"\n" +
			"1:48: deals.columns.x: must be one of id, partner, customer, product, campaign, currency, amount, stage, category, created, last_activity, expected_close, outcome, closed, submitted, decision, decided, expires; got \"x\"\n"},
		{`{"leads": {"when": {"created": "outcome"}}}`, "1:32: leads.when.created: must be one of id, partner, source, vendor, campaign, created, followed_up, stage, rejected; got \"outcome\"\n"},
		{`{"deals": {"lastDays": ["expires", "closed"]}}`, "1:36: deals.lastDays[1]: must be expires, got \"closed\"\n"},
		{`{"leads": {"lastDays": ["created"]}}`, "1:24: leads.lastDays: is for deals and fund-entries only\n"},
		{`{"goals": {"dates": "yesterday"}}`, "1:21: goals.dates: must be like 2026-12-31, 31/12/2026, 12/31/2026, 31.12.2026, 31-12-2026, 12-31-2026, 2026/12/31, 31/12/26, 12/31/26, 31.12.26, 31-Dec-2026, with a time of day behind it or without, got \"yesterday\"\n"},
		{`{"goals": {"numbers": "1"}}`, "1:23: goals.numbers: must be like one of \"1234.56\", \"1,234.56\", \"1 234.56\", \"1'234.56\", \"1234,56\", \"1.234,56\", \"1 234,56\", \"1'234,56\", with the sign of a currency if numbers have one, got \"1\"\n"},
		{`{"goals": {"encoding": "latin"}}`, "1:24: goals.encoding: must be utf-8, utf-16le, utf-16be or cp1252, got \"latin\"\n"},
	} {
		file := filepath.Join(t.TempDir(), "columns.json")
		if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got := strings.ReplaceAll(fails(t, exitInput, "-data", directory, "-columns", file), file+":", "")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
	missing := filepath.Join(t.TempDir(), "none.json")
	if got, want := fails(t, exitInput, "-data", directory, "-columns", missing), missing+": no such file or directory\n"; got != want {
		t.Errorf("complains %q, want %q", got, want)
	}
	var stdout, stderr bytes.Buffer
	if status := run([]string{"-columns", missing}, &stdout, &stderr); status != exitInput || !strings.Contains(stderr.String(), "the sample needs none") {
		t.Errorf("%d, %q", status, stderr.String())
	}
}

// A fault of the file hides none of the tables, which are read with the rest of it.
func TestFaultsBesideColumnsFile(t *testing.T) {
	files := measured(t, "D1,A1,Oak,core,,EUR,x,Prospect,,2026-01-01,,,,,,,,\n", "")
	directory := data(t, files)
	columns := mapping(t, `{"deals": {"values": {"stage": {"prospect": "early"}}, "numbers": "1", "lastDays": ["closed"]}}`)
	want := columns + ":1:67: deals.numbers: must be like one of "
	got := fails(t, exitInput, "-data", directory, "-columns", columns)
	rest := strings.ReplaceAll(got, directory+string(filepath.Separator), "")
	if !strings.HasPrefix(got, want) || strings.Count(got, "\n") != 4 ||
		!strings.Contains(rest, "deals.lastDays[0]: must be expires, got \"closed\"\n") ||
		!strings.HasSuffix(rest, "\ndeals.csv:2:21: amount: must be a number like 0.75, of at most 15 digits, got \"x\"\nthe faults of "+columns+" come first: they may be why others are found\n") {
		t.Errorf("complains %s", got)
	}
	var stdout, stderr bytes.Buffer
	status := run([]string{"-check", "-data", directory, "-columns", columns}, &stdout, &stderr)
	if status != exitInput || !strings.HasPrefix(stderr.String(), want) || !strings.Contains(stdout.String(), "1 fault would be refused.") {
		t.Errorf("-check: %d, %s%s", status, stderr.String(), stdout.String())
	}
}

// A fault tells what stands in the cell, and what it stands for.
func TestFaultBehindColumns(t *testing.T) {
	directory := data(t, measured(t, "A1,A1,Oak,core,,EUR,x,Prospect,,01/02/2026,,,,,,,,\n", someLeads))
	file := filepath.Join(t.TempDir(), "columns.json")
	text := `{"deals": {"dates": "12/31/2026", "values": {"stage": {"prospect": "erly"}}, "columns": {"product": "item", "created": "Created"}}}`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(directory, intake.DealsFile)
	got := fails(t, exitInput, "-data", directory, "-columns", file)
	if want := at + ":1:1: column \"item\" for product is missing; the header has \"id\", \"partner\", "; !strings.HasPrefix(got, want) {
		t.Errorf("complains %q, want %q", got, want)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(text, `"item"`, `"Product"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	got = strings.ReplaceAll(fails(t, exitInput, "-data", directory, "-columns", file), at, "deals.csv")
	want := "deals.csv:2:21: amount: must be a number like 0.75, of at most 15 digits, got \"x\"\n" +
		"deals.csv:2:23: stage: must be one of early, late, got \"erly\", for which \"Prospect\" stands\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A table may have the last day on which a registration protects in place of the first on which
// it does not any more.
func TestLastDays(t *testing.T) {
	deal := func(expires string) string {
		return "A1,A1,Oak,core,,EUR,100,early,,2026-01-01,,,,,2026-01-02,approved,2026-01-03," + expires + "\n"
	}
	want := runs(t, "-data", data(t, measured(t, deal("2026-04-01"), someLeads)))
	columns := mapping(t, `{"deals": {"lastDays": ["expires"]}}`)
	directory := data(t, measured(t, deal("2026-03-31"), someLeads))
	if diff := cmp.Diff(want, runs(t, "-data", directory, "-columns", columns)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := runs(t, "-data", directory); got == want {
		t.Error("the day on which it ends makes no difference")
	}
	if got, _ := checks(t, "-data", directory, "-columns", columns); !strings.Contains(squeezed(got), squeezed("expires expires 2026-04-01")) {
		t.Errorf("-check does not show the day that is read:\n%s", got)
	}
}

// The mapping files beside the sample name columns that there are.
func TestReadyColumnsFiles(t *testing.T) {
	ready, err := filepath.Glob("columns/*.json")
	if err != nil || len(ready) < 3 {
		t.Fatalf("%q, %v", ready, err)
	}
	for _, file := range ready {
		var how folder.Tables
		if wrong, _ := intake.ReadColumns(&how, file); len(wrong) > 0 {
			t.Errorf("%s: %v", file, wrong)
		}
	}
}
