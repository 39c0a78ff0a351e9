package deck

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// amounts is a table of a row for each amount, "" for one that is not known, and their total
// where it is stated.
func amounts(total string, of ...string) document.Table {
	t := document.Table{Title: "Deals", Currency: "USD", Columns: []document.Column{{Head: "Deal"}, {Head: "Value", Unit: document.UnitMoney}, {Head: "Share", Unit: document.UnitShare}}}
	row := func(name, amount string, kind document.RowKind) {
		n := decimal.NullDecimal{}
		if amount != "" {
			n = decimal.NewNullDecimal(decimal.RequireFromString(amount))
		}
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{{Text: name}, document.Number(n, document.UnitMoney), document.Number(partnermath.Num(5, 1), document.UnitShare)}})
	}
	for i, amount := range of {
		row(fmt.Sprintf("d-%d", i+1), amount, "")
	}
	if total != "" {
		row("In all", total, document.RowTotal)
	}
	return t
}

// rows are the texts of a table, a line each.
func rows(t *pptx.Table) []string {
	var all []string
	for _, row := range t.Rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		all = append(all, strings.Join(cells, "|"))
	}
	return all
}

func TestCutToFit(t *testing.T) {
	const room = 5*18 + 4 // for the heads and four rows
	for _, c := range []struct {
		name  string
		table document.Table
		want  []string
	}{
		{"all", amounts("6", "1", "2", "3"), []string{"Deal|Value USD|Share", "d-1|1|50%", "d-2|2|50%", "d-3|3|50%", "In all|6|50%"}},
		{"a sum where the total is one", amounts("99.75", "10", "20", "30", "15", "25.50", "-0.75"), nil},
		{"no sum where it is none", amounts("", "10", "20", "30", "15", "25", "0"), []string{"Deal|Value USD|Share", "d-1|10|50%", "d-2|20|50%", "d-3|30|50%", "and 3 more||"}},
	} {
		made, ok := cutToFit(c.table, 400, room, 11, fewLines)
		if c.want == nil { // the total takes the room of a row, so that less than three are left
			if ok {
				t.Errorf("%s: rows are shown where there is room for two", c.name)
			}
			made, ok = cutToFit(c.table, 400, room+18, 11, fewLines)
			c.want = []string{"Deal|Value USD|Share", "d-1|10.00|50%", "d-2|20.00|50%", "d-3|30.00|50%", "and 3 more, amounting to|39.75|", "In all|99.75|50%"}
		}
		if diff := cmp.Diff(c.want, rows(&made.table)); diff != "" || !ok {
			t.Errorf("%s: it fits: %v (-want +got):\n%s", c.name, ok, diff)
		}
	}
}

func TestCutTellsOfWhatIsNotKnown(t *testing.T) {
	made, ok := cutToFit(amounts("60", "10", "20", "30", "", "", "0"), 400, 6*18+4, 11, fewLines)
	want := "and 3 more, amounting to, as far as is known|0|"
	if got := rows(&made.table); !ok || got[4] != want {
		t.Errorf("the row of those cut is %q, want %q", got, want)
	}
}

func TestNarrowedDropsWhatIsSpare(t *testing.T) {
	table := document.Table{Columns: []document.Column{{Head: "Name"}, {Head: "First"}, {Head: "Second", Spare: 1}, {Head: "Third", Spare: 2}, {Head: "Fourth"}}}
	for width, want := range map[int][]string{1000: nil, 200: {"Third"}, 150: {"Third", "Second"}, 110: {"Third", "Second", "Fourth"}, 1: {"Third", "Second", "Fourth"}} {
		_, dropped := narrowed(table, width, 11)
		if diff := cmp.Diff(want, dropped); diff != "" {
			t.Errorf("in %d points (-want +got):\n%s", width, diff)
		}
	}
}

// A column is as wide as all columns together are.
func TestShareGivesAll(t *testing.T) {
	for _, c := range []struct {
		columns []extent
		width   int
		want    []int
	}{
		{[]extent{{50, 80, true, false}, {40, 40, false, false}}, 200, []int{160, 40}},
		{[]extent{{50, 150, true, false}, {50, 150, true, false}}, 200, []int{100, 100}},
		{[]extent{{100, 100, true, false}, {100, 100, false, false}}, 100, []int{50, 50}},
		{[]extent{{50, 90, true, false}, {50, 60, true, true}}, 300, []int{90, 210}},
	} {
		if diff := cmp.Diff(c.want, share(c.columns, c.width)); diff != "" {
			t.Errorf("%v in %d (-want +got):\n%s", c.columns, c.width, diff)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		unit   document.Unit
		number string
		want   string
	}{
		{document.UnitMoney, "240000", "#,##0"},
		{document.UnitMoney, "568351.84", "#,##0"},
		{document.UnitMoney, "1.50", "#,##0.0"},
		{document.UnitMoney, "-1234567", `#,##0,"k"`},
		{document.UnitMoney, "10000000", `#,##0.0,,"M"`},
		{document.UnitScore, "79.00", "0"},
		{document.UnitShare, "0.71", "0%"},
		{document.UnitShare, "0.013", "0.0%"},
		{document.UnitTimes, "1.7794", `0.00"×"`},
		{document.UnitCount, "41", "#,##0"},
		{document.UnitCount, "43.5", "#,##0.0"},
	} {
		d := document.Drawing{Unit: c.unit, Series: []document.Series{{Numbers: []decimal.NullDecimal{decimal.NewNullDecimal(decimal.RequireFromString(c.number)), {}}}}}
		if got := format(&d); got != c.want {
			t.Errorf("%s in %s is written as %s, want %s", c.number, c.unit, got, c.want)
		}
	}
}

// Amounts have the decimals of their currency, and what is due by now stands beside the target.
func TestFigures(t *testing.T) {
	s := story{review: &qbr.Review{Currency: "KWD"}}
	figure := qbr.Metric{Name: "Revenue", Unit: document.UnitMoney, Value: partnermath.Num(12345, 3), Target: partnermath.Int(50), Due: partnermath.Num(12500, 3), Change: partnermath.Num(5, 1), Status: "amber"}
	made, _ := set(s.figures([]qbr.Metric{figure}), 800, 11, fewLines)
	want := []string{"Figure|Value|Target|Reached|Change|Status", "Revenue, KWD|12.345|50; by now 12.500||+0.500|amber"}
	if diff := cmp.Diff(want, rows(&made)); diff != "" {
		t.Errorf("figures (-want +got):\n%s", diff)
	}
}

// A status has the words that the review has for it.
func TestStatusWords(t *testing.T) {
	s := story{review: &qbr.Review{Currency: "EUR"}}
	figure := qbr.Metric{Name: "Revenue", Unit: document.UnitMoney, Target: partnermath.Int(50), Status: performance.StatusNoData}
	if got, want := s.figureCells(&figure)[5].Text, "no data"; got != want {
		t.Errorf("a figure that is not known is called %q, want %q", got, want)
	}
	if got, want := s.brief(&figure), "Revenue "+document.Unknown+" (no data)"; got != want {
		t.Errorf("in a sentence it is %q, want %q", got, want)
	}
}

// Rows of 0 give way, groups of which nothing is left with them, and totals stay.
func TestWithoutZeros(t *testing.T) {
	row := func(kind document.RowKind, name string, numbers ...int64) document.Row {
		cells := document.Texts(name)
		for _, n := range numbers {
			cells = append(cells, document.Number(decimal.NewNullDecimal(decimal.NewFromInt(n)), document.UnitCount))
		}
		return document.Row{Kind: kind, Cells: cells}
	}
	table := document.Table{Rows: []document.Row{
		row(document.RowGroup, "some"), row(document.RowPart, "a", 0, 0), row(document.RowPart, "b", 0, 1),
		row(document.RowGroup, "none"), row(document.RowPart, "c", 0, 0),
		row("", "words"),
		{Cells: []document.Cell{{Text: "unknown"}, document.Number(decimal.NullDecimal{}, document.UnitCount)}},
		row(document.RowGroup, "last"), row(document.RowPart, "d", 0),
		row(document.RowTotal, "total", 0, 0),
	}}
	short, zeros := withoutZeros(table)
	var got []string
	for _, r := range short.Rows {
		got = append(got, r.Cells[0].Text)
	}
	if diff := cmp.Diff([]string{"some", "b", "words", "unknown", "total"}, got); diff != "" || zeros != 3 {
		t.Errorf("without %d rows (-want +got):\n%s", zeros, diff)
	}
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		red, amber, green int
		want              string
	}{
		{0, 0, 0, "No figure of the first page has a target"},
		{1, 0, 0, "The one figure with a target is red"},
		{0, 2, 0, "Both figures with a target are amber"},
		{0, 0, 5, "All 5 figures with a target are green"},
		{1, 0, 2, "Of 3 figures with a target, 1 red and 2 green"},
		{1, 3, 2, "Of 6 figures with a target, 1 red, 3 amber and 2 green"},
	} {
		if got := standing(c.red, c.amber, c.green); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// What a table is shown without is told once, however often it was tried to place it, and a
// table that is not shown is told of alone.
func TestWhatIsLeftOutIsToldOnce(t *testing.T) {
	table := amounts("", "10", "0", "20", "0", "30", "40")
	for i := range table.Rows {
		table.Rows[i].Cells[2] = document.Cell{}
	}
	for height, want := range map[int][]string{
		300:                   nil,
		headingHeight + 5*18:  {"Deals (2 rows in which all is 0)"},
		headingHeight + 10*18: nil,
		20:                    {"Deals"},
	} {
		one := &slide{letters: leastSize, lines: fewLines}
		one.fill([]document.Table{table}, &column{0, 0, 400, height}, &column{0, 0, 300, height})
		if diff := cmp.Diff(want, one.left); diff != "" {
			t.Errorf("in a height of %d (-want +got):\n%s", height, diff)
		}
	}
}
