package tabular

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// workbook is one of a sheet with rows as the file has them, which no program would write.
func workbook(t *testing.T, rows string) *Workbook {
	t.Helper()
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relations := func(kind, target string) string {
		return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + office + "/" + kind + `" Target="` + target + `"/></Relationships>`
	}
	override := func(name, kind string) string {
		return `<Override PartName="` + name + `" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.` + kind + `+xml"/>`
	}
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			override("/xl/workbook.xml", "sheet.main") + override("/xl/worksheets/sheet1.xml", "worksheet") + `</Types>`},
		{"_rels/.rels", relations("officeDocument", "xl/workbook.xml")},
		{"xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office + `"><sheets><sheet name="deals" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`},
	} {
		to, err := archive.Create(part[0])
		if err == nil {
			_, err = io.WriteString(to, part[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	w, err := NewWorkbook(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// A sheet ends where it gets longer than a table may, which a file of a few bytes can.
func TestSheetsWithoutAnEnd(t *testing.T) {
	text := func(cell, text string) string {
		return `<c r="` + cell + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
	}
	head := `<row r="1">` + text("A1", "id") + text("B1", "name") + `</row>`
	for _, tt := range []struct {
		why, rows, want string
		read            int
	}{
		{"a row below all", head + `<row r="2147483647">` + text("A2147483647", "1") + `</row>`, "1048577:1: a sheet has at most 1048576 rows", 0},
		{"a row that is too long", head + `<row r="2">` + text("A2", "1") + `</row><row r="3">` + text("A3", strings.Repeat("x", MaxRow)) + text("B3", "y") + `</row>`, "3:1: row is longer than 1048576 bytes", 1},
		{"a head that is too long", `<row r="1">` + text("A1", strings.Repeat("x", MaxRow+1)) + `</row>`, "1:1: row is longer than 1048576 bytes", 0},
	} {
		table, err := workbook(t, tt.rows).Table("deals", func(string) bool { return false })
		read := 0
		for err == nil {
			if _, err = table.Read(); err == nil {
				read++
			}
		}
		if err.Error() != tt.want || !errors.Is(err, ErrLong) || read != tt.read {
			t.Errorf("%s: %d rows and %v, want %d and %s", tt.why, read, err, tt.read, tt.want)
		}
	}
}
