package pptx

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// numbers are those of texts, "" for one that is not known.
func numbers(texts ...string) []decimal.NullDecimal {
	all := make([]decimal.NullDecimal, len(texts))
	for i, text := range texts {
		if text != "" {
			all[i] = decimal.NewNullDecimal(decimal.RequireFromString(text))
		}
	}
	return all
}

func TestWhatIsNotKnownIsAGap(t *testing.T) {
	c := Chart{Format: "0", Places: []string{"a", "b", "c"}, Series: []Series{{Name: "=cmd", Numbers: numbers("1", "", "0")}}}
	content := string(c.content(c.strips()))
	_, values, _ := strings.Cut(content, "<c:numCache>")
	got := regexp.MustCompile(`<c:pt idx="(\d)"><c:v>([^<]*)</c:v>`).FindAllString(values, -1)
	if diff := cmp.Diff([]string{`<c:pt idx="0"><c:v>1</c:v>`, `<c:pt idx="2"><c:v>0</c:v>`}, got); diff != "" {
		t.Errorf("the numbers drawn (-want +got):\n%s", diff)
	}
	if !strings.Contains(content, `<c:dispBlanksAs val="gap"/>`) {
		t.Error("gaps are not shown as gaps")
	}
}

// Bars begin at 0, unless a number, or what a step comes to, is below it.
func TestBarsBeginAtZero(t *testing.T) {
	for _, c := range []struct {
		kind    ChartKind
		numbers []string
		want    bool
	}{
		{Columns, []string{"98", "100"}, true},
		{Bars, []string{"98", "", "0"}, true},
		{Bars, []string{"98", "-0.01"}, false},
		{Bridge, []string{"100", "-30", "70"}, true},
		{Bridge, []string{"100", "-130", "-30"}, false},
	} {
		chart := Chart{Kind: c.kind, Format: "0", Places: make([]string, len(c.numbers)), Series: []Series{{Numbers: numbers(c.numbers...)}}}
		got := strings.Contains(string(chart.content(chart.strips())), `<c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete`)
		if got != c.want {
			t.Errorf("kind %v of %v begins at 0: %t, want %t", c.kind, c.numbers, got, c.want)
		}
	}
}

// The workbook of a chart has the numbers as numbers, what is not known as nothing, and a name
// that is a formula as a text.
func TestWorkbook(t *testing.T) {
	c := Chart{Places: []string{"=1+1", "b\x00"}, Series: []Series{{Name: "@sum", Numbers: numbers("12.50", "")}}}
	content, err := workbook(c.Places, c.strips())
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"", "@sum"}, {"=1+1", "12.5"}, {"b"}}, rows); diff != "" {
		t.Errorf("the workbook (-want +got):\n%s", diff)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeSharedString, "B1": excelize.CellTypeSharedString, "B2": excelize.CellTypeUnset} {
		kind, err := book.GetCellType("Sheet1", cell)
		if formula, _ := book.GetCellFormula("Sheet1", cell); err != nil || kind != want || formula != "" {
			t.Errorf("%s is of type %v with formula %q, want %v", cell, kind, formula, want)
		}
	}
}

// Steps from 0: what stands below is not seen, and a step over 0 has a part on either side.
func TestBridge(t *testing.T) {
	for _, c := range []struct {
		name  string
		steps []string
		want  map[string]string
	}{
		{"above 0", []string{"100", "-30", "20", "90"}, map[string]string{
			"Below the step": "0 70 70 0", "Up": "100 – 20 –", "Down": "– 30 – –", "Total": "– – – 90",
		}},
		{"over 0", []string{"10", "-25", "20", "5"}, map[string]string{
			"Below the step": "0 – – 0", "Up": "10 – 5 –", "Down": "– 10 – –", "Up from below 0": "– – -15 –", "Down to below 0": "– -15 – –", "Total": "– – – 5",
		}},
		{"below 0", []string{"-10", "-5", "7", "-8"}, map[string]string{
			"Below the step": "0 -10 -8 0", "Down": "-10 -5 – –", "Up": "– – -7 –", "Total": "– – – -8",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := make(map[string]string)
			chart := Chart{Kind: Bridge, Format: "0", Places: make([]string, len(c.steps)), Series: []Series{{Numbers: numbers(c.steps...)}}}
			for _, s := range chart.strips() {
				texts := make([]string, len(s.Numbers))
				for i, n := range s.Numbers {
					texts[i] = "–"
					if n.Valid {
						texts[i] = n.Decimal.String()
					}
				}
				got[s.Name] = strings.Join(texts, " ")
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("the strips (-want +got):\n%s", diff)
			}
		})
	}
}

// Each label of a bridge has the sign of its step, and none stands at a step over 0, whose parts
// are not the step.
func TestBridgeLabels(t *testing.T) {
	c := Chart{Kind: Bridge, Format: "#,##0", Places: make([]string, 3), Series: []Series{{Numbers: numbers("10", "-25", "-15")}}}
	for _, s := range c.strips() {
		want := map[string]string{"Up": "+#,##0;+#,##0", "Down": "-#,##0;-#,##0", "Down to below 0": "-#,##0;-#,##0"}[s.Name]
		if want != "" && s.format != want {
			t.Errorf("%s is written as %s, want %s", s.Name, s.format, want)
		}
		if over := fmt.Sprint(s.unlabelled) == "[1]"; over != strings.HasPrefix(s.Name, "Down") {
			t.Errorf("%s has no labels at %v", s.Name, s.unlabelled)
		}
	}
}
