package live

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// opened lays a workbook of one sheet out and opens it again.
func opened(t *testing.T, lay func(s *Sheet)) (*Book, *excelize.File) {
	t.Helper()
	b, err := Lay(2, func(b *Book) { lay(b.Open("One", "One", "")) })
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := b.Write(&file); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return b, f
}

func alignment(t *testing.T, f *excelize.File, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle("One", cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(style.Alignment.Horizontal, " ", style.Alignment.Indent)
}

// Words stand as the head of their column does: on the right in a column of numbers. A head over an
// empty column is left out.
func TestHeads(t *testing.T) {
	_, f := opened(t, func(s *Sheet) {
		s.Heads("", "Number", "<Words", "Nothing", "Empty text", "Empty input")
		s.Text(1, "first")
		s.Verdict(2, `="yes"`, "yes")
		s.Choice(3, "word")
		s.Text(5, "")
		s.Input(6, Money, decimal.NullDecimal{})
		s.Row++
		s.Title("Next")
		s.Text(2, "free")
	})
	for cell, want := range map[string]string{"B4": "right 0", "B5": "right 0", "C4": "left 1", "C5": "left 1", "A5": "left 0", "B8": "left 1", "F5": "right 0"} {
		if got := alignment(t, f, cell); got != want {
			t.Errorf("%s stands %s, want %s", cell, got, want)
		}
	}
	rows, err := f.GetRows("One")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(rows[3], "|"), "|Number|Words|||Empty input"; got != want {
		t.Errorf("heads are %q, want %q", got, want)
	}
}

// Names are of the inputs of a table, not of those below it.
func TestNames(t *testing.T) {
	_, f := opened(t, func(s *Sheet) {
		s.Heads("", "A", "B")
		s.Names("", "a", "b")
		for range 3 {
			s.Input(2, Plain, Whole(1))
			s.Row++
		}
		s.Heads("", "C")
		s.Input(2, Plain, Whole(1))
		s.Row++
	})
	names := map[string]string{}
	for _, name := range f.GetDefinedName() {
		names[name.Name] = name.RefersTo
	}
	if names["one_a"] != "One!$B$5:$B$7" || names["one_b"] != "" {
		t.Error(names)
	}
}

// Whatever they begin with, texts are no formulas, and what a cell cannot hold is taken out.
func TestTexts(t *testing.T) {
	words := "=1+1\x00\tx\u202e\ufffe"
	_, f := opened(t, func(s *Sheet) { s.Heads(words); s.Text(1, words); s.Choice(2, words) })
	for _, cell := range []string{"A4", "A5", "B5"} {
		formula, _ := f.GetCellFormula("One", cell)
		if got, _ := f.GetCellValue("One", cell); got != "=1+1 x" || formula != "" {
			t.Errorf("%s is %q with the formula %q", cell, got, formula)
		}
	}
}

// What lays a workbook out in another way each time is refused, as is what a cell cannot hold.
func TestRefused(t *testing.T) {
	n := 0
	for want, lay := range map[string]func(b *Book){
		"needs a sheet":   func(*Book) {},
		"does not settle": func(b *Book) { n++; s := b.Open("One", "", ""); s.Row += n; s.Mark("here") },
		"of my own":       func(b *Book) { b.Open("One", "", ""); b.Fail(errors.New("of my own")) },
		"cell One!B4 can hold numbers below 100000000000 to the last place": func(b *Book) {
			b.Open("One", "", "").Input(2, Money, Known(decimal.New(1, 11)))
		},
		"cell One!B4 can hold numbers below 10000000000 to": func(b *Book) {
			b.Places = 3
			b.Open("One", "", "").Input(2, Money, Known(decimal.New(1, 10)))
		},
		"formula of cell One!B4 is too long": func(b *Book) { b.Open("One", "", "").Step(2, Money, strings.Repeat("1+", mostFormula)) },
	} {
		if _, err := Lay(2, lay); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	b, err := Lay(2, func(b *Book) { b.Open("no: such name", "", "") })
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Write(io.Discard); err == nil {
		t.Error("a sheet has a name that none can have")
	}
}

// A formula names rows and cells that come later, in the pass after.
func TestLinks(t *testing.T) {
	b, f := opened(t, func(s *Sheet) {
		s.Value("", "Below", Money, "N("+s.ValueOf("below")+")", Whole(7))
		from := s.Find("seven", Whole(7))
		s.Value("", "Elsewhere", Money, "N("+from+")", Whole(7))
		if s.Find("seven", Whole(8)) != "" || s.Has("nothing") {
			t.Error("found what is not there")
		}
		s.Row += 3
		s.Link("seven", s.Value("below", "Here", Money, "3+4", Whole(7)), Whole(7))
	})
	if len(b.Figures()) != 3 || b.Steps() != 0 || b.Computed() != 0 {
		t.Error(b.Figures(), b.Steps(), b.Computed())
	}
	for cell, want := range map[string]string{"B4": "N(B9)", "B5": "N(One!B9)"} {
		if got, _ := f.GetCellFormula("One", cell); got != want {
			t.Errorf("%s has the formula %s, want %s", cell, got, want)
		}
	}
}

// A page begins before a table that it would cut.
func TestPages(t *testing.T) {
	var starts []int
	b, err := Lay(2, func(b *Book) {
		s := b.Open("One", "One", "")
		starts = nil
		for range 40 {
			s.Title("Part")
			starts = append(starts, s.Row-1)
			s.Heads("", "Number")
			for range 9 {
				s.Value("", "Line", Number, "1", Whole(1))
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := b.Write(&file); err != nil {
		t.Fatal(err)
	}
	content, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := fs.ReadFile(content, "xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	breaks := regexp.MustCompile(`<brk id="(\d+)"`).FindAllSubmatch(sheet, -1)
	if len(breaks) < 5 {
		t.Fatal("pages:", len(breaks))
	}
	for _, at := range breaks { // a break stands below a row
		row, _ := strconv.Atoi(string(at[1]))
		if !slices.Contains(starts, row+1) {
			t.Errorf("a page begins at row %d, within a table", row+1)
		}
	}
}

func TestAgrees(t *testing.T) {
	number := Figure{Number: Known(decimal.RequireFromString("0.1"))}
	for value, want := range map[string]bool{"0.1": true, "0.10000000000000001": true, "0.10000001": false, "": false, "yes": false} {
		if got := number.Agrees(value); got != want {
			t.Errorf("0.1 agrees with %q: %t", value, got)
		}
	}
	large := Figure{Number: Known(decimal.RequireFromString("16116876482.56734"))}
	if !large.Agrees("16116876482.5673") || large.Agrees("16116876482.57") {
		t.Error("15 digits of a large number")
	}
	if words := (Figure{Text: "yes"}); !words.Agrees("yes") || words.Agrees("no") || !(Figure{}).Agrees("") {
		t.Error("words")
	}
}

// Columns and bars begin at 0, unless one is below it; scores end at 100. A bar has room for its
// name.
func TestChartAxes(t *testing.T) {
	for _, tt := range []struct {
		kind        ChartKind
		unit        Unit
		numbers     []int
		least, most string
		below       int // the row below the chart
	}{
		{Columns, Score, []int{74, 82}, "0", "100", 25},
		{Columns, Money, []int{74, 82}, "0", "", 25},
		{Columns, Money, []int{-74, 82}, "", "", 25},
		{Lines, Money, []int{74, 82}, "", "", 25},
		{Bars, Share, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, "0", "", 37}, // 80 + 10 × 32 are 20 rows of 20 pixels, and one below
	} {
		below := 0
		_, f := opened(t, func(s *Sheet) {
			s.Heads("", "Number")
			first := s.Row
			for _, n := range tt.numbers {
				s.Text(1, "name")
				s.Input(2, Plain, Whole(n))
				s.Row++
			}
			s.Chart(tt.kind, "Chart", tt.unit, s.Series(2, 1, first, s.Row-1))
			below = s.Row
		})
		part, ok := f.Pkg.Load("xl/charts/chart1.xml")
		if !ok {
			t.Fatal("there is no chart")
		}
		_, axis, _ := strings.Cut(string(part.([]byte)), "<valAx>")
		for name, want := range map[string]string{"min": tt.least, "max": tt.most} {
			if got := strings.Contains(axis, `<`+name+` val="`+want+`"`); got != (want != "") {
				t.Errorf("%+v: the axis has a %s of %q: %v in %s", tt, name, want, got, axis)
			}
			if want == "" && strings.Contains(axis, "<"+name+" ") {
				t.Errorf("%+v: the axis has a %s", tt, name)
			}
		}
		if below != tt.below {
			t.Errorf("%+v: the next table begins in row %d", tt, below)
		}
	}
}

// Cells that are lit have a rule for each word.
func TestLight(t *testing.T) {
	_, f := opened(t, func(s *Sheet) { s.Light(s.Verdict(2, `="red"`, "red")) })
	rules, err := f.GetConditionalFormats("One")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, rule := range rules["B4"] {
		words = append(words, rule.Criteria+" "+rule.Value)
	}
	if got, want := strings.Join(words, ", "), `equal to "green", equal to "amber", equal to "red"`; got != want {
		t.Errorf("cell B4 has the rules %s, want %s", got, want)
	}
}
