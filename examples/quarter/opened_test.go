package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/examples/intake"
)

// runsAs returns what a run writes in a format; of a file that a program of its own opens, what
// is read there.
func runsAs(t *testing.T, format string, args ...string) string {
	t.Helper()
	args = append(args, "-format", format)
	switch {
	case format == "html":
		return places.ReplaceAllString(runs(t, args...), "")
	case !isBinary(format):
		return runs(t, args...)
	}
	out := filepath.Join(t.TempDir(), "review."+format)
	if got := runs(t, append(args, "-out", out)...); got != "" {
		t.Errorf("prints %q", got)
	}
	file, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if format == formatWorkbook {
		return readWorkbook(t, file)
	}
	return readDeck(t, file)
}

// readWorkbook returns the cells of all sheets, as they are shown.
func readWorkbook(t *testing.T, file []byte) string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	var all strings.Builder
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(sheet + "\n")
		for _, row := range rows {
			all.WriteString(strings.Join(row, " | ") + "\n")
		}
	}
	return all.String()
}

// places are those of the marks of a chart.
var places = regexp.MustCompile(` (x|y|x1|x2|y1|y2|cx|cy|r|width|height|d|points|viewBox|transform)="[^"]*"`)

var markup = regexp.MustCompile(`<[^>]*>`)

// readDeck returns the texts of all parts, with those of the workbooks in it.
func readDeck(t *testing.T, file []byte) string {
	t.Helper()
	parts, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, part := range parts.File {
		opened, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(opened)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(part.Name, ".xlsx") {
			all.WriteString(readWorkbook(t, text))
			continue
		}
		all.WriteString(markup.ReplaceAllString(string(text), " ") + "\n")
	}
	return all.String()
}

// A workbook has a sheet for each thing that the files of the sample tell of.
func TestWrittenWorkbook(t *testing.T) {
	got := runsAs(t, formatWorkbook)
	for _, sheet := range []string{"Review", "Scorecard", "Questions", "Plan", "Marketing", "Pipeline", "Deals", "Payouts", "Fund", "Claims", "Profit", "Months"} {
		if !strings.Contains("\n"+got, "\n"+sheet+"\n") {
			t.Errorf("no sheet %s", sheet)
		}
	}
}

// What a review is made without is told in a workbook and on slides, too.
func TestOpenedWithoutRows(t *testing.T) {
	directory := data(t, map[string]string{intake.GoalsFile: "partner,node,id,target,by\nA1,overall,,60,2026-12-31\nA1,overall,,words,2026-12-31\n"})
	if fault := fails(t, exitInput, "-data", directory); !strings.Contains(fault, "goals.csv:3") {
		t.Fatal(fault)
	}
	for format := range formats {
		got := runsAs(t, format, "-data", directory, "-faulty", "report")
		if !strings.Contains(got, "goals.csv") {
			t.Errorf("%s does not tell of the row that is left out", format)
		}
		if format == formatWorkbook && !regexp.MustCompile(`files: goals\.csv:3:\d+: .`).MatchString(got) {
			t.Error("the workbook does not tell what is wrong with the row")
		}
	}
}

func TestOpenedRefused(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"-format", "xlsx", "-out="}, "-format xlsx takes -out with the file to write"},
		{[]string{"-format", "pptx", "-report", "network", "-out", "x"}, "-format pptx is for a review only"},
		{[]string{"-format", "xlsx", "-check", "-out", "x"}, "-format xlsx is for a review only"},
	} {
		var stdout, stderr bytes.Buffer
		if status := run(tt.args, &stdout, &stderr); status != exitInput || !strings.Contains(stderr.String(), tt.want) {
			t.Errorf("%q: %d %s", tt.args, status, stderr.String())
		}
	}
}
