package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

func TestReadableCSV(t *testing.T) {
	plain := "id,name,tier,type,region,manager\nA1,Alder,Gold,Reseller,EMEA,Kim\nB2,Birch,Silver,Integrator,APAC,Lee\n"
	want := runs(t, "-data", data(t, nil))
	for name, text := range map[string]string{
		"as it is":        plain,
		"byte order mark": "\uFEFF" + plain,
		"mark and quotes": "\uFEFF" + strings.Replace(plain, "id", `"id"`, 1),
		"CRLF":            strings.ReplaceAll(plain, "\n", "\r\n"),
		"no last newline": strings.TrimSuffix(plain, "\n"),
		"quoted":          strings.Replace(plain, "A1,Alder", `"A1","Alder"`, 1),
		"empty lines":     strings.ReplaceAll(plain, "\n", "\n\n"),
		"reordered":       "manager,region,type,tier,name,id\nKim,EMEA,Reseller,Gold,Alder,A1\nLee,APAC,Integrator,Silver,Birch,B2\n",
		"extra columns": "x,id,,name,tier,x,type,region,manager,\n1,A1,,Alder,Gold,2,Reseller,EMEA,Kim,\n" +
			"1,B2,,Birch,Silver,2,Integrator,APAC,Lee,\n",
	} {
		got := runs(t, "-data", data(t, map[string]string{intake.PartnersFile: text}))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestQuotedCell(t *testing.T) {
	got := runs(t, "-data", data(t, map[string]string{
		intake.PartnersFile: "id,name,tier,type,region,manager\nA1,\"Alder, \"\"Oak\"\"\n& Co\",Gold,Reseller,EMEA,Kim\nB2,Birch,,,,\n",
	}))
	if want := "Alder, \"Oak\" & Co\n"; !strings.HasPrefix(got, want) {
		t.Errorf("the review starts %.40q, want %q", got, want)
	}
}

// naming is what a message of missing columns ends with.
func naming(table string, columns ...string) string {
	return `; -columns FILE with {"` + table + `": {"columns": {"` + strings.Join(columns, `": "", "`) + `": ""}}} tells their names here, "" for none`
}

func TestUnusableCSV(t *testing.T) {
	unchecked := "not checked until partners.csv is put right: whether the other files name its partners\n"
	for _, tt := range []struct{ name, text, want string }{
		{"missing file", "-", "partners.csv: no such file or directory\n"},
		{"empty file", "", "partners.csv:1:1: is empty, must start with a line that names the columns\n"},
		{"only a mark", "\uFEFF", "partners.csv:1:1: is empty, must start with a line that names the columns\n"},
		{"UTF-16", "\xff\xfei\x00d\x00", "partners.csv:1:1: columns \"name\", \"tier\", \"type\", \"region\", \"manager\" are missing; the header has \"id\"" + naming("partners", "name", "tier", "type", "region", "manager") + "\n"},
		{
			"missing columns", "id,kind\nA1,Reseller\n",
			"partners.csv:1:1: columns \"name\", \"tier\", \"type\", \"region\", \"manager\" are missing; the header has \"id\", \"kind\"" + naming("partners", "name", "tier", "type", "region", "manager") + "\n",
		},
		{
			"semicolons", "id;kind\nA1;Reseller\n",
			"partners.csv:1:1: columns \"name\", \"tier\", \"type\", \"region\", \"manager\" are missing; the header has \"id\", \"kind\"" + naming("partners", "name", "tier", "type", "region", "manager") + "\n",
		},
		{
			"column twice", "id,name,tier,type,region,manager,name\n",
			"partners.csv:1:34: column \"name\" is given twice\n",
		},
		{
			"columns twice", "id,name,tier,type,region,manager,manager,id\n",
			"partners.csv:1:34: column \"manager\" is given twice\npartners.csv:1:42: column \"id\" is given twice\n",
		},
		{
			"header with a quote", "id,na\"me,tier\n",
			"partners.csv:1:1: columns \"name\" (the nearest is \"na\\\"me\"), \"type\", \"region\", \"manager\" are missing; the header has \"id\", \"na\\\"me\", \"tier\"" + naming("partners", "name", "type", "region", "manager") + "\npartners.csv:1:1: has no row below its header\n",
		},
	} {
		got := faultsOf(t, map[string]string{intake.PartnersFile: tt.text})
		if diff := cmp.Diff(tt.want+unchecked, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A message names all columns that a table lacks, however many.
func TestManyColumnsMissing(t *testing.T) {
	titles := strings.Repeat("A column with a long title,", 30) + "the last of them"
	got := faultsOf(t, map[string]string{intake.PlanFile: measuredPlan(t), intake.DealsFile: titles + "\n"})
	for _, column := range strings.Split(strings.TrimSpace(dealColumnsLine), ",") {
		if !strings.Contains(got, `"`+column+`"`) {
			t.Errorf("does not name %s: %s", column, got)
		}
	}
	if !strings.Contains(got, `"the last of them"`) {
		t.Errorf("does not name the last column that there is: %s", got)
	}
	got = faultsOf(t, map[string]string{intake.PlanFile: measuredPlan(t), intake.DealsFile: strings.Repeat("x,", 100) + "x\n"})
	if !strings.Contains(got, `"x" and 61 more; -columns FILE with`) {
		t.Errorf("does not count the columns that there are: %s", got)
	}
}

// A cell of another encoding, also one that is not read, hides no fault of its row.
func TestFaultsBesideEncoding(t *testing.T) {
	files := measured(t, "", "")
	files[intake.DealsFile] = "owner," + dealColumnsLine + "Zo\xeb,X,M\xfcller,Caf\xe9,,,EUR,x,late,,2026-01-01,,,,,,,,\n"
	const hint = "; -encoding cp1252 reads what programs write on Windows\n"
	directory := data(t, files)
	got := strings.ReplaceAll(fails(t, exitInput, "-data", directory), directory+"/", "")
	want := "Try: -encoding cp1252 (with it, 2 faults are left)\ndeals.csv:2:7: partner: partner \"Müller\" is not in partners.csv\ndeals.csv:2:25: amount: must be a number like 0.75, of at most 15 digits, got \"x\"\n" +
		"Without it:\ndeals.csv:2:1: owner: is not UTF-8, got \"Zo\\xeb\"" + hint
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// When most columns are there, the faults of the others are told with those that are missing.
func TestFaultsBesideMissingColumns(t *testing.T) {
	files := measured(t, "", "")
	files[intake.PartnersFile] = "name,tier,type,id\nAlder,Gold,Reseller,A1\nBirch,,,B2\n,,,B2\n"
	files[intake.DealsFile] = "id,customer,product,campaign,amount,stage,created,last_activity,expected_close,outcome\nX,,,,x,gone,soon,,,\n"
	want := "partners.csv:1:1: columns \"region\", \"manager\" are missing; the header has \"name\", \"tier\", \"type\", \"id\"" + naming("partners", "region", "manager") + "\n" +
		"partners.csv:4:4: id: partner \"B2\" stands in line 3 already\n" +
		"deals.csv:1:1: columns \"partner\", \"currency\", \"category\", \"closed\", \"submitted\", \"decision\", \"decided\", \"expires\" are missing; the header has \"id\", \"customer\", \"product\", \"campaign\", \"amount\", \"stage\", \"created\", \"last_activity\", \"expected_close\", \"outcome\"" +
		naming("deals", "partner", "currency", "category", "closed", "submitted", "decision", "decided", "expires") + "\n" +
		"deals.csv:2:6: amount: must be a number like 0.75, of at most 15 digits, got \"x\"\n" +
		"deals.csv:2:8: stage: must be one of early, late, got \"gone\"" + wordHint("deals", "stage", "gone") + "\n" +
		"deals.csv:2:13: created: must be a day like 2026-03-31, got \"soon\"\n"
	if diff := cmp.Diff(want, faultsOf(t, files)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFaultyPartners(t *testing.T) {
	header := "id,name,tier,type,region,manager\n"
	rest := "A1,Alder,Gold,Reseller,EMEA,Kim\nB2,Birch,Silver,Integrator,APAC,Lee\n"
	for _, tt := range []struct{ name, text, want string }{
		{"twice", header + rest + "A1,,,,,\n", "partners.csv:4:1: id: partner \"A1\" stands in line 2 already\n"},
		{
			"no id", "name,id,tier,type,region,manager\nAlder,A1,,,,\nBirch,B2,,,,\nOak,,,,,\n",
			"partners.csv:4:5: id: must be given\n",
		},
		{
			"id with a line break", header + rest + "\"C\n3\",,,,,\n",
			"partners.csv:4:1: id: must be 1 to 100 bytes of printable text without spaces around, got \"C\\n3\"\n",
		},
		{
			"not UTF-8", header + rest + "C3,Caf\xe9,,,,\n",
			"partners.csv:4:4: name: is not UTF-8, got \"Caf\\xe9\"; -encoding cp1252 reads what programs write on Windows\n",
		},
		{
			"long text", header + rest + "C3,,,,," + strings.Repeat("x", 1001) + "\n",
			"partners.csv:4:8: manager: must be valid UTF-8 of at most 200 bytes\n",
		},
		{
			"ragged", header + "X,1\n" + rest + "Y,1,2,3,4,5,6\n",
			"partners.csv:2:1: row has 2 cells, the header has 6\npartners.csv:5:1: row has 7 cells, the header has 6\n",
		},
		{"quote left open", header + rest + "C3,\"Oak,,,,\nD4,,,,,\n", "partners.csv:5:9: has text behind the \" that ends a cell, or no \" that ends it; a \" that is a part of the cell must be written twice (\"\"), in the row that starts in line 4\n"},
		{
			"none", header,
			"partners.csv:1:1: has no row below its header\nnot checked until partners.csv is put right: whether the other files name its partners\n",
		},
	} {
		assessments := "partner,date,question,answer\nA1,2026-03-31,rate,1\n"
		got := faultsOf(t, map[string]string{intake.PartnersFile: tt.text, intake.AssessmentsFile: assessments})
		got, _, _ = strings.Cut(got, "assessments.csv:2:1: partner: partner \"A1\" is not")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
