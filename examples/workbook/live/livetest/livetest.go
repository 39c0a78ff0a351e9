// Package livetest proves workbooks of live formulas: LibreOffice works them out, and every figure has to
// come to what is remembered of it.
package livetest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/examples/workbook/live"
)

// alwaysRecalculate is a setting of LibreOffice: left to itself it shows the values in the file.
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// Recalculated returns workbooks as LibreOffice works them out. Without LibreOffice the test is
// skipped, and a line is printed that says so.
func Recalculated(t *testing.T, contents ...[]byte) (files []*excelize.File) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		fmt.Println("SKIPPED: LibreOffice (soffice) is not here; apt-get install libreoffice-calc-nogui")
		t.Skip("no soffice")
	}
	folder := t.TempDir()
	write := func(name string, content []byte) string {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("profile/user/registrymodifications.xcu", []byte(alwaysRecalculate))
	out := filepath.Join(folder, "out")
	args := []string{
		"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out,
	}
	for i, content := range contents {
		args = append(args, write(fmt.Sprintf("%d.xlsx", i), content))
	}
	if text, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for i := range contents {
		f, err := excelize.OpenFile(filepath.Join(out, fmt.Sprintf("%d.xlsx", i)))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		files = append(files, f)
	}
	return files
}

// Compare reports figures that a workbook does not come to, up to 20 of them, and counts them.
func Compare(t *testing.T, f *excelize.File, want []live.Figure) (different int) {
	t.Helper()
	for _, c := range want {
		got, err := f.GetCellValue(c.Sheet, c.Cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if c.Agrees(got) {
			continue
		}
		if different++; different <= 20 {
			t.Errorf("%s!%s is %q, want %s%s: %s", c.Sheet, c.Cell, got, c.Number.Decimal, c.Text, c.Formula)
		}
	}
	return different
}

// NoErrors reports cells that hold an error, such as a division by 0 in a step on the way.
func NoErrors(t *testing.T, f *excelize.File) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k, value := range row {
				if strings.HasPrefix(value, "#") || strings.HasPrefix(value, "Err:") {
					cell, _ := excelize.CoordinatesToCellName(k+1, i+1)
					t.Errorf("%s!%s is %s", sheet, cell, value)
				}
			}
		}
	}
}
