package tabular_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/partnermath/partnermath/examples/tabular"
)

func known(column string) bool {
	folded := tabular.Fold(column)
	return folded == "id" || folded == "amount" || folded == "first_name"
}

// rows reads a table, with the header first.
func rows(t *testing.T, text string, e tabular.Encoding) ([][]string, error) {
	t.Helper()
	r, err := tabular.NewReader(strings.NewReader(text), e, known)
	if err != nil {
		return nil, err
	}
	all := [][]string{r.Header()}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, append([]string(nil), row...))
	}
}

// encodes returns what an encoder has written.
func encodes(t *testing.T) func(string, error) string {
	return func(text string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}

func TestForms(t *testing.T) {
	plain := "id,First Name,amount\n1,Zoë,\"1,5\"\n2,\"a\nb\",7\n"
	want := [][]string{{"id", "First Name", "amount"}, {"1", "Zoë", "1,5"}, {"2", "a\nb", "7"}}
	separated := func(by string) string { return strings.NewReplacer("\"1,5\"", "1,5", ",", by).Replace(plain) }
	semicolons := separated(";")
	encoded := encodes(t)
	utf16 := func(order unicode.Endianness, mark unicode.BOMPolicy) string {
		return encoded(unicode.UTF16(order, mark).NewEncoder().String(plain))
	}
	for _, tt := range []struct {
		name, text string
		encoding   tabular.Encoding
	}{
		{"plain", plain, ""},
		{"mark", tabular.ByteOrderMark + plain, ""},
		{"mark and stated", tabular.ByteOrderMark + plain, tabular.UTF8},
		{"semicolons", semicolons, ""},
		{"separator stated", "sep=;\r\n" + semicolons, ""},
		{"tabs", separated("\t"), ""},
		{"CRLF", strings.ReplaceAll(plain, "\n", "\r\n"), ""},
		{"CR", strings.ReplaceAll(plain, "\n", "\r"), ""},
		{"blank rows", plain + "\n,,\n , ,\n,,,,,\n", ""},
		{"lines above", "Pipeline; third quarter\n\namount\n,,\n" + plain, ""},
		{"lines above, with another end", "Pipeline\r\n;;;;;\r\n" + strings.ReplaceAll(semicolons, "\n", "\r\n"), ""},
		{"lines below", plain + "\n\nPipeline report\n\"Confidential Information - Do Not Distribute\"\n\nExample Inc\n", ""},
		{"blank rows between", strings.Replace(plain, "\n2", "\n,,\n2", 1), ""},
		{"UTF-16 little", utf16(unicode.LittleEndian, unicode.UseBOM), ""},
		{"UTF-16 big", utf16(unicode.BigEndian, unicode.UseBOM), ""},
		{"UTF-16 little, stated", utf16(unicode.LittleEndian, unicode.IgnoreBOM), tabular.UTF16LE},
		{"UTF-16 big, stated", utf16(unicode.BigEndian, unicode.IgnoreBOM), tabular.UTF16BE},
		{"CP1252", encoded(charmap.Windows1252.NewEncoder().String(plain)), tabular.CP1252},
	} {
		got, err := rows(t, tt.text, tt.encoding)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", tt.name, err, diff)
		}
	}
}

// A column counts characters, in every encoding.
func TestPlacesInCharacters(t *testing.T) {
	const text = "id,city,amount\nZoë,Köln,5\n\"é\"\"é\",ü,7\n\"ä\nöö\",x,9\n"
	encoded := encodes(t)
	want := []string{"2:1 2:5 2:10", "3:1 3:8 3:10", "4:1 5:5 5:7"}
	for encoding, written := range map[tabular.Encoding]string{
		tabular.UTF8:    text,
		tabular.CP1252:  encoded(charmap.Windows1252.NewEncoder().String(text)),
		tabular.UTF16LE: encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)),
	} {
		r, err := tabular.NewReader(strings.NewReader(written), encoding, func(string) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, err := r.Read(); err == nil; _, err = r.Read() {
			var places []string
			for i := range r.Header() {
				line, column := r.Place(i)
				places = append(places, fmt.Sprintf("%d:%d", line, column))
			}
			got = append(got, strings.Join(places, " "))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", encoding, diff)
		}
	}
}

// A quote in a cell that starts without one is a letter, as in what is copied out of a
// spreadsheet.
func TestQuotesInCells(t *testing.T) {
	for _, comma := range []string{",", ";", "\t", "|"} {
		text := strings.ReplaceAll("id,amount\n1,Monitor 27\"\n2,a \"b\" c\n\"3\",\"x\"\"y\"\n", ",", comma)
		got, err := rows(t, text, "")
		want := [][]string{{"id", "amount"}, {"1", `Monitor 27"`}, {"2", `a "b" c`}, {"3", `x"y`}}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v (-want +got):\n%s", comma, err, diff)
		}
	}
}

// A line end is found wherever the buffer ends.
func TestLineEndsAtBuffers(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\r\n"} {
		for pad := tabular.MaxHeader - 20; pad < tabular.MaxHeader+5; pad++ {
			got, err := rows(t, "id,amount"+end+"1,"+strings.Repeat("x", pad)+end+"2,3"+end, "")
			if err != nil || len(got) != 3 || got[2][1] != "3" {
				t.Fatalf("%q after %d: %d rows, %v", end, pad, len(got), err)
			}
		}
	}
}

func TestUnreadable(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		encoding   tabular.Encoding
		want       string
	}{
		{"nothing", "", "", "1:1: is empty, must start with a line that names the columns"},
		{"line separator", "id,amount,x\u20281,2,x\u2028", "", "1:11: the header holds a line end U+2028; lines must end with LF, CRLF or CR"},
		{"zero bytes", "i\x00d\x00,\x00a\x00", "", "1:1: holds a zero byte, as UTF-16 without a mark does"},
		{"other mark", "\xff\xfei\x00", tabular.UTF8, "1:1: is UTF-16, as its mark tells, not utf-8"},
		{"mark of UTF-8", tabular.ByteOrderMark + "id", tabular.CP1252, "1:1: is UTF-8, as its mark tells, not cp1252"},
		{"not UTF-8", "id,amount\nZo\xeb,1\n", "", `2:1: id: is not UTF-8, got "Zo\xeb"`},
		{"a quote behind other letters", "id,amount\nZoë,1\n\"éé\"x,2\n", "", `3:4: has text behind the " that ends a cell, or no " that ends it; a " that is a part of the cell must be written twice ("")`},
		{"ragged", "id,amount\n1\n", "", "2:1: row has 1 cell, the header has 2"},
		{"a line of one cell, but no blank one", "id,amount\n1,\"a\n\nb\"\nReport\n", "", "5:1: row has 1 cell, the header has 2"},
		{"a line in the table", "id,amount\n1,2\n\nReport\nExample Inc\n\n2,3\n", "", "4:1: row has 1 cell, the header has 2"},
		{"more lines than belong below", "id,amount\n1,2\n\n" + strings.Repeat("x\n", 21), "", "4:1: row has 1 cell, the header has 2"},
		{"below a title", "Title\n\nid,amount\n1\n", "", "4:1: row has 1 cell, the header has 2"},
		{"rows that are cut off", "id,amount\n1\n2\n", "", "2:1: row has 1 cell, the header has 2"},
		{"a row that is cut off", "id,amount\n1,2\n\nReport\n2,\"3\n", "", "4:1: row has 1 cell, the header has 2"},
		{"open quote", "sep=,\nid,amount\n1,\"b\n2,3\n", "", `4:5: has text behind the " that ends a cell, or no " that ends it; a " that is a part of the cell must be written twice (""), in the row that starts in line 3`},
		{"long header", "id," + strings.Repeat("x", tabular.MaxRow) + "\n", "", "1:1: row is longer than 1048576 bytes"},
		{"long row", "id,amount\n1,2\n1," + strings.Repeat("x", tabular.MaxRow) + "\n", "", "3:1: row is longer than 1048576 bytes"},
		{"longer row", "id,amount\n1,2\n1,\"" + strings.Repeat("x\n", 2*tabular.MaxRow), "", "row is longer than 1048576 bytes"},
	} {
		_, err := rows(t, tt.text, tt.encoding)
		if err == nil || !strings.HasSuffix(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := rows(t, "id,amount\n1\n", ""); !errors.Is(err, csv.ErrFieldCount) {
		t.Errorf("%v is not csv.ErrFieldCount", err)
	}
}

func TestSelect(t *testing.T) {
	text := "Deal ID,First-Name,Stage,x,Close Date\n1,Zoë,Closed Won,y,2026-01-02\n2,Ada,Prospecting,z,2026-02-03\n3,Eve,OTHER,z,2026-02-03\n"
	empty := ""
	wanted := []tabular.Column{
		{Name: "id", From: "deal id"},
		{Name: "first_name"},
		{Name: "outcome", From: "Stage", Values: map[string]string{"closed won": "won"}, Other: &empty},
		{Name: "stage", Values: map[string]string{"Prospecting": "early", "Closed Won": ""}},
		{Name: "closed", From: "Close Date", When: "outcome"},
		{Name: "vendor", None: true},
	}
	r, err := tabular.NewReader(strings.NewReader(text), "", known)
	if err != nil {
		t.Fatal(err)
	}
	s, wrong := r.Select(wanted)
	if wrong != nil {
		t.Fatal(wrong)
	}
	var got [][]string
	for {
		row, err := s.Read()
		if err != nil {
			break
		}
		got = append(got, append([]string(nil), row...))
	}
	want := [][]string{
		{"1", "Zoë", "won", "", "2026-01-02", ""},
		{"2", "Ada", "", "early", "", ""},
		{"3", "Eve", "", "OTHER", "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"x"}, s.Unread()); diff != "" {
		t.Error(diff)
	}
}

func TestSelectFaults(t *testing.T) {
	for _, tt := range []struct {
		header string
		want   string
	}{
		{"id,Amuont", `1:1: column "amount" (the nearest is "Amuont") is missing; the header has "id", "Amuont"`},
		{"id,Amount (USD)", `1:1: column "amount" (the nearest is "Amount (USD)") is missing; the header has "id", "Amount (USD)"`},
		{"id,Amount 1,Amount 2", `1:1: column "amount" is missing; the header has "id", "Amount 1", "Amount 2"`},
		{"id,amounts due", `1:1: column "amount" is missing; the header has "id", "amounts due"`},
		{"id,amout", `1:1: column "amount" (the nearest is "amout") is missing; the header has "id", "amout"`},
		{"x", `1:1: columns "id", "amount" are missing; the header has "x"`},
		{"ID,amount,id,Id,AMOUNT", ``}, // what is named exactly so is taken
		{"ID,AMOUNT,id,Amount", `1:14: column "Amount" is given twice`},
	} {
		r, err := tabular.NewReader(strings.NewReader(tt.header+"\n"), "", known)
		if err != nil {
			t.Fatal(err)
		}
		_, wrong := r.Select([]tabular.Column{{Name: "id"}, {Name: "amount"}})
		var got []string
		for _, err := range wrong {
			got = append(got, err.Error())
		}
		if strings.Join(got, "\n") != tt.want {
			t.Errorf("%s: %q, want %q", tt.header, got, tt.want)
		}
	}
}

// What may stand below a table is faulty where the table goes on, and all of it is told.
func TestLinesInATable(t *testing.T) {
	r, err := tabular.NewReader(strings.NewReader("id,amount\n1,2\nx\n\nReport\nExample Inc\n\n2,3\na,\"b\"c\ny\n\nReport\n"), "", known)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line := strings.Join(row, ",")
		if err != nil {
			line += " " + err.Error()
		} else if at, _ := r.Place(0); at == 0 {
			t.Error("no place")
		}
		got = append(got, line)
	}
	const ragged = "row has 1 cell, the header has 2"
	want := []string{
		"1,2", "x 3:1: " + ragged, "Report 5:1: " + ragged, "Example Inc 6:1: " + ragged, "2,3",
		` 9:5: has text behind the " that ends a cell, or no " that ends it; a " that is a part of the cell must be written twice ("")`, "y 10:1: " + ragged,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if want := "utf-8, commas, lines end with LF, 1 line below the table"; r.Form() != want {
		t.Errorf("the form is %q, want %q", r.Form(), want)
	}
}

// Where no line names two of the columns, the header is most likely the line with the most
// cells, not a title above it.
func TestLikelyHeader(t *testing.T) {
	known := func(column string) bool { return column == "id" || column == "name" }
	for text, want := range map[string][]string{
		"Pipeline, as of September;;;;\n;;;;\nNr.;Partner;Kunde;Wert;Phase\n1;A;B;2;C\n": {"Nr.", "Partner", "Kunde", "Wert", "Phase"},
		"Report: deals\n\nid,Partner,Customer\n1,A,B\n":                                  {"id", "Partner", "Customer"},
		"id,Partner,Customer,,\n1,A,B,C,D\n":                                             {"id", "Partner", "Customer", "", ""},
		"Partner\nA\nB\n":                                                                {"Partner"},
		"Deals;Q3;;;;;\nid;name;;;;;\na;b;c;d;e;f;g\n":                                   {"id", "name", "", "", "", "", ""},
	} {
		r, err := tabular.NewReader(strings.NewReader(text), "", known)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, r.Header()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
