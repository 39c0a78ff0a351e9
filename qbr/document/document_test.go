package document_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/document"
)

func full() document.Document {
	return document.Document{
		Title: "Acme", Subtitle: "2026-Q3", Notice: "Confidential",
		Sections: []document.Section{{
			Title: "Scores",
			Tables: []document.Table{{
				Columns: []document.Column{{Head: "Topic", Kind: document.ColumnWords}, {Head: "Score", Kind: document.ColumnNumber, Spare: 1}},
				Rows: []document.Row{
					{Kind: document.RowGroup, Cells: document.Texts("Sales", "60.00")},
					{Kind: document.RowPart, Cells: document.Texts("Pipeline", "–")},
					{Kind: document.RowTotal, Cells: document.Texts("Overall", "60.00")},
				},
			}},
			Notes: []string{"One gate fails."},
		}},
	}
}

func TestDocumentJSON(t *testing.T) {
	testkit.Golden(t, "json/document.json", testkit.RoundTrip(t, full()))
	testkit.RoundTrip(t, document.Document{})
}

func lines(d document.Document, width int) []string {
	return strings.Split(strings.TrimSuffix(string(d.AppendText(nil, width)), "\n"), "\n")
}

// tableLines are the lines of a document of one table.
func tableLines(t document.Table, width int) []string {
	return lines(document.Document{Title: "T", Sections: []document.Section{{Tables: []document.Table{t}}}}, width)[2:]
}

func TestTextOfADocument(t *testing.T) {
	want := []string{
		"Acme", "2026-Q3", "Confidential", strings.Repeat("═", 80), "",
		"SCORES",
		"Topic       Score",
		"──────────  ─────",
		"Sales       60.00",
		"  Pipeline      –",
		"──────────  ─────",
		"Overall     60.00",
		"One gate fails.",
	}
	if diff := cmp.Diff(want, lines(full(), 80)); diff != "" {
		t.Error(diff)
	}
}

// What a terminal obeys, and what turns the direction of the text, is a space. Letters of
// East Asia take two columns, marks none.
func TestTextIsPlain(t *testing.T) {
	table := document.Table{
		Columns: []document.Column{{Head: "Partner"}, {Head: "N", Kind: document.ColumnNumber}},
		Rows: []document.Row{
			{Cells: document.Texts("a\x1b[2J\nb", "1")}, {Cells: document.Texts("x\u202ey\u2066z", "2")}, {Cells: document.Texts("東京支社 A", "3")}, {Cells: document.Texts("e\u0301te\u0301", "4")},
		},
	}
	want := []string{
		"Partner     N",
		"──────────  ─",
		"a [2J b     1",
		"x y z       2",
		"東京支社 A  3",
		"e\u0301te\u0301         4",
	}
	if diff := cmp.Diff(want, tableLines(table, 80)); diff != "" {
		t.Error(diff)
	}
}

// A table that is too wide has its gaps narrowed or its words wrapped, then its spare
// columns left out and named; numbers stay whole.
func TestTextFitsThePage(t *testing.T) {
	number := func(head string, spare int) document.Column {
		return document.Column{Head: head, Kind: document.ColumnNumber, Spare: spare}
	}
	row := document.Row{Cells: document.Texts("a partner with a long name", "1,234,567.89", "22,222.22", "333,333.33")}
	table := document.Table{
		Columns: []document.Column{{Head: "Partner", Kind: document.ColumnWords}, number("Revenue", 0), number("Weight", 2), number("Gap", 1)},
		Rows:    []document.Row{row},
	}
	for _, tt := range []struct {
		width int
		want  []string
	}{
		// The name takes 26, the numbers 12, 9 and 10, gaps of two 6, gaps of one 3.
		{63, []string{
			"Partner                          Revenue     Weight         Gap",
			"──────────────────────────  ────────────  ─────────  ──────────",
			"a partner with a long name  1,234,567.89  22,222.22  333,333.33",
		}},
		{60, []string{
			"Partner                         Revenue    Weight        Gap",
			"────────────────────────── ──────────── ───────── ──────────",
			"a partner with a long name 1,234,567.89 22,222.22 333,333.33",
		}},
		{59, []string{
			"Partner                      Revenue     Weight         Gap",
			"──────────────────────  ────────────  ─────────  ──────────",
			"a partner with a long   1,234,567.89  22,222.22  333,333.33",
			"name",
		}},
		// 11 would be left, fewer than 12; with gaps of 3 it is 14.
		{48, []string{
			"Partner             Revenue    Weight        Gap",
			"────────────── ──────────── ───────── ──────────",
			"a partner with 1,234,567.89 22,222.22 333,333.33",
			"a long name",
		}},
		// Without the weight, 40 - 22 - 4 = 14 again.
		{40, []string{
			"Partner              Revenue         Gap",
			"──────────────  ────────────  ──────────",
			"a partner with  1,234,567.89  333,333.33",
			"a long name",
			"Not shown at this width: Weight.",
		}},
		{30, []string{
			"Partner                Revenue",
			"────────────────  ────────────",
			"a partner with a  1,234,567.89",
			"long name",
			"Not shown at this width:",
			"Weight, Gap.",
		}},
		{20, []string{
			"Partner           Revenue",
			"──────────── ────────────",
			"a partner    1,234,567.89",
			"with a long",
			"name",
			"Not shown at this",
			"width: Weight, Gap.",
		}},
	} {
		if diff := cmp.Diff(tt.want, tableLines(table, tt.width)); diff != "" {
			t.Errorf("%d:\n%s", tt.width, diff)
		}
	}
}

// A word is broken only where no spare column is left.
func TestTextKeepsWordsWhole(t *testing.T) {
	table := document.Table{
		Columns: []document.Column{{Head: "Topic", Kind: document.ColumnWords}, {Head: "Score", Kind: document.ColumnNumber}, {Head: "Weight", Kind: document.ColumnNumber, Spare: 1}},
		Rows:    []document.Row{{Cells: document.Texts("Product certifications", "40.60", "30.5%")}},
	}
	for _, tt := range []struct {
		width int
		want  []string
	}{
		// certifications takes 14, the numbers 5 and 6, gaps of one 2: 27.
		{27, []string{"Topic          Score Weight", "────────────── ───── ──────", "Product        40.60  30.5%", "certifications"}},
		// Without the weight, 26 - 5 - 2 = 19.
		{26, []string{"Topic                Score", "───────────────────  ─────", "Product              40.60", "certifications", "Not shown at this width:", "Weight."}},
	} {
		if diff := cmp.Diff(tt.want, tableLines(table, tt.width)); diff != "" {
			t.Errorf("%d:\n%s", tt.width, diff)
		}
	}
	table.Rows[0].Cells[0].Text = "certifications-of-" + strings.Repeat("x", 20)
	if got := tableLines(table, 27); !strings.HasSuffix(got[0], "Weight") || strings.HasPrefix(got[2], "certifications-of") {
		t.Errorf("a word that is longer than any word is broken: %q", got)
	}
}

func TestTextOfUnevenRows(t *testing.T) {
	table := document.Table{
		Columns: []document.Column{{Head: "A"}},
		Rows:    []document.Row{{}, {Cells: document.Texts("1", "2", "3")}, {Kind: "?", Cells: document.Texts("4")}},
	}
	want := []string{"A", "─  ─  ─", "", "1  2  3", "4"}
	if diff := cmp.Diff(want, tableLines(table, 80)); diff != "" {
		t.Error(diff)
	}
	if got := lines(document.Document{}, 80); len(got) != 1 {
		t.Errorf("an empty document is %q", got)
	}
}

func TestMarkdownOfADocument(t *testing.T) {
	d := full()
	d.Sections = append(d.Sections, document.Section{
		Tables: []document.Table{{Rows: []document.Row{{Cells: document.Texts("Manager", "R. Okonjo")}, {Cells: document.Texts("Tier", "Silver", "EMEA")}}}, {}},
		Notes:  []string{"- no list", "1. no list", "2026 is no list"},
	})
	want := `# Acme

2026-Q3

**Confidential**

## Scores

| Topic | Score |
| --- | ---: |
| **Sales** | **60.00** |
| &emsp;Pipeline | – |
| **Overall** | **60.00** |

One gate fails.

- Manager: R. Okonjo
- Tier: Silver, EMEA

\- no list

1\. no list

2026 is no list
`
	if diff := cmp.Diff(want, string(d.AppendMarkdown(nil))); diff != "" {
		t.Error(diff)
	}
}

func TestMarkdownShowsWhatIsThere(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{"Overall: 5.00, at 10:30", "Overall: 5.00, at 10:30"},
		{"a|b*c_d<e>[f]~\\`&", "a\\|b\\*c\\_d&lt;e&gt;\\[f\\]\\~\\\\\\`&amp;"},
		{"https://example.com", "https<span>:</span>//example.com"},
		{"WWW.example.com", "WWW<span>.</span>example.com"},
		{"@octocat", "<span>@</span>octocat"},
		{"owner/name#12", "owner/name<span>#</span>12"},
		{"$x_1$", `<span>$</span>x\_1<span>$</span>`},
		{":a_b:c:", `<span>:</span>a\_b<span>:</span>c:`},
		{":http://x", "<span>:</span>http<span>:</span>//x"},
		{"a\nb\u202ec\x00", "a b c"},
		{"\xff", "\ufffd"},
		{":", ":"},
		{".", "."},
	} {
		d := document.Document{Title: tt.text}
		if got := strings.TrimSuffix(strings.TrimPrefix(string(d.AppendMarkdown(nil)), "# "), "\n"); got != tt.want {
			t.Errorf("%q becomes %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Neither spaces around a text nor what it begins with make anything of it: not a list in a
// list, not code, and not stars around what should be bold.
func TestMarkdownOfTextsAtTheEdge(t *testing.T) {
	d := document.Document{
		Notice: "\tfor Acme\n",
		Sections: []document.Section{{
			Tables: []document.Table{
				{Rows: []document.Row{{Cells: document.Texts("- Manager", "- R. Okonjo")}, {Cells: document.Texts("    1) Tier", " Silver ")}}},
				{Columns: []document.Column{{Head: "a"}}, Rows: []document.Row{{Kind: document.RowTotal, Cells: document.Texts(" Overall\u200b")}, {Kind: document.RowGroup, Cells: document.Texts(" ")}}},
			},
			Notes: []string{"    a", "\n- b", " 1. c"},
		}},
	}
	want := `# 

**for Acme**

- \- Manager: - R. Okonjo
- 1\) Tier: Silver

| a |
| --- |
| **Overall** |
|  |

a

\- b

1\. c
`
	if diff := cmp.Diff(want, string(d.AppendMarkdown(nil))); diff != "" {
		t.Error(diff)
	}
}

func drawCell(t *rapid.T, text string) document.Cell {
	units := append(document.UnitMoney.Values(), "", "unknown")
	c := document.Cell{Unit: rapid.SampledFrom(units).Draw(t, "unit")}
	if c.Number = decimal.NewNullDecimal(decimal.New(rapid.Int64().Draw(t, "digits"), rapid.Int32Range(-12, 18).Draw(t, "exponent"))); rapid.Bool().Draw(t, "is text") {
		c.Text, c.Number.Valid = text, rapid.Bool().Draw(t, "both")
	}
	return c
}

func drawDocument(t *rapid.T) document.Document {
	text := rapid.StringOf(rapid.SampledFrom([]rune("ab1 |*_<>[]#@$:./\\-\x1b\n\u202e\u2028é東"))).Draw
	d := document.Document{Title: text(t, "title"), Notice: text(t, "notice")}
	for range rapid.IntRange(0, 2).Draw(t, "sections") {
		s := document.Section{Title: text(t, "title"), Notes: []string{text(t, "note")}}
		table := document.Table{}
		for range rapid.IntRange(0, 5).Draw(t, "columns") {
			table.Columns = append(table.Columns, document.Column{
				Head: text(t, "head"), Kind: rapid.SampledFrom(append(document.ColumnText.Values(), "")).Draw(t, "kind"), Unit: rapid.SampledFrom(append(document.UnitMoney.Values(), "")).Draw(t, "unit"), Spare: rapid.IntRange(0, 3).Draw(t, "spare"),
			})
		}
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			r := document.Row{Kind: rapid.SampledFrom(append(document.RowPart.Values(), "")).Draw(t, "kind")}
			for range rapid.IntRange(0, 6).Draw(t, "cells") {
				r.Cells = append(r.Cells, drawCell(t, text(t, "cell")))
			}
			table.Rows = append(table.Rows, r)
		}
		s.Tables = append(s.Tables, table)
		d.Sections = append(d.Sections, s)
	}
	return d
}

// No text of a document reaches a page as anything but letters: lines are those of the
// page, and nothing that a terminal obeys is left.
func rendersSafely(t *rapid.T) {
	d := drawDocument(t)
	for _, page := range []string{
		string(d.AppendText([]byte("before\n"), rapid.IntRange(-1, 120).Draw(t, "width"))), string(d.AppendMarkdown([]byte("before\n"))),
	} {
		if !strings.HasPrefix(page, "before\n") {
			t.Fatalf("lost what stood before in %q", page)
		}
		for _, r := range page {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Fatalf("%q is in %q", r, page)
			}
		}
	}
}

func TestDocumentsRenderSafely(t *testing.T) { rapid.Check(t, rendersSafely) }

func FuzzDocuments(f *testing.F) { f.Fuzz(rapid.MakeFuzz(rendersSafely)) }

// Cells of numbers are on the page as they are, however narrow it is, unless their column
// is named as left out.
func TestNumbersAreNeverCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := document.Table{Columns: []document.Column{{Head: "Name", Kind: document.ColumnWords}}, Rows: []document.Row{{Cells: document.Texts("some name that is long")}}}
		for i := range rapid.IntRange(1, 12).Draw(t, "numbers") {
			table.Columns = append(table.Columns, document.Column{Head: fmt.Sprintf("c%d", i), Kind: document.ColumnNumber, Spare: rapid.IntRange(0, 3).Draw(t, "spare")})
			table.Rows[0].Cells = append(table.Rows[0].Cells, document.Cell{Text: fmt.Sprintf("%d%s", i+1, strings.Repeat("9", rapid.IntRange(1, 15).Draw(t, "digits")))})
		}
		page := tableLines(table, rapid.IntRange(20, 120).Draw(t, "width"))
		row := strings.Fields(page[2])
		_, left, _ := strings.Cut(strings.Join(page, " "), "Not shown at this width: ")
		for i, c := range table.Columns[1:] {
			named := strings.Contains(" "+strings.NewReplacer(",", " ", ".", " ").Replace(left)+" ", " "+c.Head+" ")
			shown := false
			for _, cell := range row {
				shown = shown || cell == table.Rows[0].Cells[i+1].Text
			}
			if named == shown {
				t.Fatalf("column %s: named %v, shown %v\n%s", c.Head, named, shown, strings.Join(page, "\n"))
			}
		}
	})
}

// What is set in below another row is so no more without the column that shows it.
func TestPartsWithoutTheirColumn(t *testing.T) {
	table := document.Table{
		Columns: []document.Column{{Head: strings.Repeat("n", 25), Kind: document.ColumnNumber, Spare: 1}, {Kind: document.ColumnWords}},
		Rows:    []document.Row{{Kind: document.RowPart, Cells: document.Texts("1", "")}, {Kind: document.RowPart, Cells: document.Texts("1", "a")}},
	}
	page := strings.Join(tableLines(table, 20), "\n")
	if want := "\na\nNot shown at this\n"; !strings.Contains(page, want) {
		t.Fatalf("got\n%s\nwant it to contain %q", page, want)
	}
}

// A table that could do without all of its columns keeps one.
func TestTablesKeepAColumn(t *testing.T) {
	table := document.Table{Columns: []document.Column{{Spare: 1}, {Spare: 1}, {Head: "c", Spare: 2}}, Rows: []document.Row{{Cells: document.Texts(strings.Repeat("1", 25), "2", "3")}}}
	want := []string{strings.Repeat("1", 25), "Not shown at this", "width: c, a column", "without a head."}
	if diff := cmp.Diff(want, tableLines(table, 20)); diff != "" {
		t.Error(diff)
	}
}

func TestLinesFitTheWidth(t *testing.T) {
	d := full()
	for range 20 {
		d.Sections[0].Tables[0].Columns = append(d.Sections[0].Tables[0].Columns, document.Column{Head: "Percentile rank", Kind: document.ColumnNumber, Spare: 2})
	}
	for width := 80; width < 200; width++ {
		for _, line := range lines(d, width) {
			if n := utf8.RuneCountInString(line); n > width || strings.HasSuffix(line, " ") {
				t.Fatalf("line of %d at %d: %q", n, width, line)
			}
		}
	}
}

// A text is set in a time that grows with its length, and not with its square.
func TestLongTexts(t *testing.T) {
	word, words := strings.Repeat("w", 1_000_000), strings.Repeat("word ", 200_000)
	d := &document.Document{Title: word}
	text := string(d.AppendText(nil, 20))
	if n := strings.Count(text, strings.Repeat("w", 20)+"\n"); n != 50_000 {
		t.Errorf("a word of 1,000,000 letters has %d lines of 20", n)
	}
	table := document.Table{}
	for range 5 {
		table.Columns = append(table.Columns, document.Column{Head: "h", Kind: document.ColumnWords})
	}
	table.Rows = []document.Row{{Cells: document.Texts(words, words, words, words, words)}}
	want := strings.TrimSuffix(strings.Repeat("word word word word  ", 5), "  ") // 5 of 19 and 4 gaps of 2
	if got := tableLines(table, 103); len(got) != 2+50_000 || got[2] != want {
		t.Errorf("a row of 5 cells of 200,000 words has %d lines, the first %q, want %q", len(got)-2, got[2], want)
	}
}

// A page of any width is set, one that is too wide for all as wide as pages are.
func TestPagesOfAnyWidth(t *testing.T) {
	for _, tt := range []struct{ width, want int }{{math.MinInt, 20}, {0, 20}, {20, 20}, {21, 21}, {10_000, 10_000}, {10_001, 10_000}, {math.MaxInt, 10_000}} {
		got := string((&document.Document{Title: "a"}).AppendText(nil, tt.width))
		if n := strings.Count(got, "═"); n != tt.want {
			t.Errorf("a page of %d is %d wide, want %d", tt.width, n, tt.want)
		}
	}
}

// No document is an empty one.
func TestNoDocument(t *testing.T) {
	var none *document.Document
	if text, empty := string(none.AppendText(nil, 30)), string((&document.Document{}).AppendText(nil, 30)); text != empty {
		t.Errorf("as text: %q, want %q", text, empty)
	}
	if text, empty := string(none.AppendMarkdown(nil)), string((&document.Document{}).AppendMarkdown(nil)); text != empty {
		t.Errorf("as Markdown: %q, want %q", text, empty)
	}
}
