package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/intake"
)

// book writes rows of tables as a workbook, with numbers and days as a spreadsheet holds
// them, and returns its path. The other files of the folder stand beside it.
func book(t *testing.T, directory string, sheets map[string][][]string) string {
	t.Helper()
	file := excelize.NewFile()
	defer func() { _ = file.Close() }()
	style, err := file.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for name, rows := range sheets {
		if _, err := file.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		w, err := file.NewStreamWriter(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			cells := make([]any, len(row))
			for j, text := range row {
				cells[j] = text
				if date, err := partnermath.ParseDate(text); err == nil && text != "" {
					year, month, day := date.Civil()
					cells[j] = excelize.Cell{StyleID: style, Value: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
				} else if number, err := strconv.ParseFloat(text, 64); err == nil {
					cells[j] = number
				}
				if text, ok := strings.CutPrefix(text, "'"); ok { // as a spreadsheet marks texts
					cells[j] = text
				}
			}
			if err := w.SetRow("A"+strconv.Itoa(i+1), cells); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	at := filepath.Join(directory, "Export.XLSX")
	if err := file.SaveAs(filepath.Join(directory, "export.xlsx")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(directory, "export.xlsx"), at); err != nil {
		t.Fatal(err)
	}
	return at
}

// A workbook with a sheet for each table gives the review of the sample.
func TestWorkbook(t *testing.T) {
	directory := t.TempDir()
	if err := os.CopyFS(directory, subFS(t)); err != nil {
		t.Fatal(err)
	}
	sheets := make(map[string][][]string)
	for _, file := range []string{intake.PartnersFile, intake.AssessmentsFile, intake.GoalsFile, intake.DealsFile, intake.LeadsFile, intake.SalesFile, intake.ActivitiesFile, intake.IncentiveSalesFile, intake.FundEntriesFile, intake.ForecastsFile} {
		at := filepath.Join(directory, file)
		text, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		for line := range strings.Lines(string(text)) {
			rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), ","))
		}
		sheets[strings.ToUpper(strings.TrimSuffix(file, ".csv"))] = append(rows, make([]string, len(rows[0])))
	}
	at := book(t, directory, sheets)
	want := runs(t)
	if diff := cmp.Diff(want, runs(t, "-data", at)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(want, runs(t, "-data", at, "-numbers", "1.234,56", "-dates", "31.12.2026")); diff != "" {
		t.Errorf("with other forms, which are for texts (-want +got):\n%s", diff)
	}
}

func smallBook(t *testing.T, deals ...[]string) string {
	t.Helper()
	directory := data(t, map[string]string{intake.PartnersFile: "-", intake.AssessmentsFile: "-", intake.PlanFile: measuredPlan(t)})
	header := strings.Split(strings.TrimSpace(dealColumnsLine), ",")
	return book(t, directory, map[string][][]string{
		"partners":    {{"id", "name", "tier", "type", "region", "manager"}, {"A1", "Alder", "Gold", "Reseller", "EMEA", "Kim"}},
		"assessments": {{""}, {"partner", "date", "rate", "reps"}, {"A1", "2026-03-31", "0.5", "12.125"}},
		"deals":       append([][]string{header}, deals...),
	})
}

func TestWorkbookCells(t *testing.T) {
	deal := func(amount, created string) []string {
		return []string{"A1", "A1", "Oak", "core", "", "EUR", amount, "", "", created, "", "", "won", "2026-01-20"}
	}
	for _, tt := range []struct {
		amount, created string
		args            []string
		want            string // won, or the fault
	}{
		{"12.125", "2025-11-01", nil, "deals!G2: amount: must have"},
		{"12.5", "2025-11-01", nil, "12.50"},
		{"30000.25", "2025-11-01", []string{"-numbers", "1.234,56"}, "30,000.25"},
		{"'12.500", "2025-11-01", nil, "deals!G2: amount: can be 12.500 or 12500, got \"12.500\"; -numbers 1,234.56 reads the first, -numbers 1.234,56 the second"},
		{"'12.500", "2025-11-01", []string{"-numbers", "1.234,56"}, "12,500"},
		{"12.5", "'01.11.2025", []string{"-dates", "31.12.2026"}, "12.50"},
		{"12.5", "'01/11/2025", nil, "deals!J2: created: can be 2025-11-01 or 2025-01-11, got \"01/11/2025\"; -dates 31/12/2026 reads the first, -dates 12/31/2026 the second"},
		{"12.5", "never", nil, "deals!J2: created: must be a day like 2026-03-31, got \"never\""},
	} {
		args := append([]string{"-data", smallBook(t, deal(tt.amount, tt.created))}, tt.args...)
		if strings.HasPrefix(tt.want, "deals!") {
			if got := fails(t, exitInput, args...); !strings.Contains(got, "Export.XLSX: "+tt.want) {
				t.Errorf("%s, %s: complains %q, want %q", tt.amount, tt.created, got, tt.want)
			}
			continue
		}
		if got := squeezed(runs(t, args...)); !strings.Contains(got, " Won "+tt.want+" ") {
			t.Errorf("%s, %s: lacks %s: %s", tt.amount, tt.created, tt.want, got)
		}
	}
	faulty := smallBook(t, deal("x", "2025-11-01"), append([]string{"A2"}, deal("1", "2025-11-01")[1:]...))
	if got := squeezed(runs(t, "-data", faulty, "-faulty", "report")); !strings.Contains(got, "deals!G2 amount: must be a number") {
		t.Errorf("lacks the row: %s", got)
	}
	if got, status := checks(t, "-data", faulty); status != exitInput || !strings.Contains(squeezed(got), "deals!G2 amount: must be") || !strings.Contains(squeezed(got), "closed closed 2026-01-20") {
		t.Errorf("%d: %s", status, got)
	}
	if got := fails(t, exitInput, "-data", filepath.Join(t.TempDir(), "none.xlsx")); !strings.Contains(got, "no such file") {
		t.Errorf("complains %q", got)
	}
	text := filepath.Join(t.TempDir(), "text.xlsx")
	if err := os.WriteFile(text, []byte("id,name"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := fails(t, exitInput, "-data", text); !strings.Contains(got, "must be a workbook") {
		t.Errorf("complains %q", got)
	}
	if got := fails(t, exitInput, "-data", filepath.Join("testdata", "small", intake.PartnersFile)); !strings.HasSuffix(got, "partners.csv: must be a folder or a workbook (.xlsx)\n") {
		t.Errorf("complains %q", got)
	}
	other := book(t, data(t, nil), map[string][][]string{"people": {{"id"}}})
	if got := fails(t, exitInput, "-data", other); !strings.Contains(got, "Export.XLSX: partners: sheet \"partners\" is missing; the workbook has \"Sheet1\", \"people\"\n") {
		t.Errorf("complains %q", got)
	}
}

// Titles above a table are passed over, and its cells keep their names.
func TestWorkbookWithTitles(t *testing.T) {
	deal := []string{"A1", "A1", "Oak", "core", "", "EUR", "x", "late", "", "2025-11-01"}
	directory := data(t, map[string]string{intake.PartnersFile: "-", intake.PlanFile: measuredPlan(t)})
	at := book(t, directory, map[string][][]string{
		"partners": {{"Partners"}, {}, {"of 2026", "amount"}, {"id", "name", "tier", "type", "region", "manager"}, {"A1", "Alder", "Gold", "Reseller", "EMEA", "Kim"}},
		"assessments": {
			{"partner", "date", "rate"}, {"A1", "2026-03-31", "0.5"},
		},
		"deals": {{""}, {"Pipeline"}, strings.Split(strings.TrimSpace(dealColumnsLine), ","), deal},
	})
	got := fails(t, exitInput, "-data", at)
	if want := "deals!G4: amount: must be a number like 0.75, of at most 15 digits, got \"x\"\n"; !strings.HasSuffix(got, want) || strings.Count(got, "\n") != 1 {
		t.Errorf("complains %q, want %q", got, want)
	}
}
