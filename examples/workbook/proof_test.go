package workbook

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// alwaysRecalculate is a setting of LibreOffice: left to itself it shows the values in the file.
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// recalculated returns a workbook as LibreOffice works it out.
func recalculated(t *testing.T, content []byte) *excelize.File {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		fmt.Println("SKIPPED: LibreOffice (soffice) is not here; apt-get install libreoffice-calc-nogui")
		t.Skip("no soffice")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "workbook.xlsx")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	profile := filepath.Join(folder, "profile")
	if err := os.MkdirAll(filepath.Join(profile, "user"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profile, "user", "registrymodifications.xcu"), []byte(alwaysRecalculate), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	run := exec.Command(soffice, "-env:UserInstallation=file://"+profile, "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, file)
	if text, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	f, err := excelize.OpenFile(filepath.Join(out, "workbook.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// compare sets each published figure beside the recalculated workbook.
func compare(t *testing.T, f *excelize.File, want []figure) (different int) {
	t.Helper()
	for _, c := range want {
		got, err := f.GetCellValue(c.sheet, c.cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if !c.agrees(got) {
			different++
			if different <= 20 {
				t.Errorf("%s!%s is %q, want %s%s: %s", c.sheet, c.cell, got, c.number.Decimal, c.text, c.formula)
			}
		}
	}
	return different
}

// noErrors refuses cells that hold an error, such as a division by 0 in a step on the way.
func noErrors(t *testing.T, f *excelize.File) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k, value := range row {
				if strings.HasPrefix(value, "#") || strings.HasPrefix(value, "Err:") {
					t.Errorf("%s!%s%d is %s", sheet, columnName(k+1), i+1, value)
				}
			}
		}
	}
}

// agrees tells whether a cell holds what the library says: the same words, or the same number
// as published, since a cell holds some 17 digits of it.
func (c figure) agrees(got string) bool {
	if !c.number.Valid {
		return got == c.text
	}
	d, err := decimal.NewFromString(got)
	if err != nil {
		return false
	}
	return d.Sub(c.number.Decimal).Abs().LessThan(decimal.New(1, -9))
}

func written(t testing.TB, in Input) (*book, []byte) {
	t.Helper()
	b, err := build(in)
	if err != nil {
		t.Fatal(err)
	}
	var content bytes.Buffer
	if err := b.file.Write(&content); err != nil {
		t.Fatal(err)
	}
	return b, content.Bytes()
}

// Every figure is what the library says when LibreOffice works the workbook out.
func TestRecalculated(t *testing.T) {
	b, content := written(t, sample(t))
	f := recalculated(t, content)
	different := compare(t, f, b.figures)
	noErrors(t, f)
	fmt.Printf("%d published figures compared, %d different; %d helper cells; %d cells of the library's own\n", len(b.figures), different, b.helpers, b.computed)
}
