package document_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/document"
)

// charted is a table of rows "kind|name|number|…", with * behind the kind of a charted row.
// The columns are charted and of money, but those whose head begins with another unit.
func charted(kind document.ChartKind, heads string, rows ...string) document.Table {
	t := document.Table{Chart: kind, Columns: []document.Column{{Head: "Name"}}}
	for _, head := range strings.Split(heads, "|") {
		c := document.Column{Head: head, Unit: document.UnitMoney, Charted: true}
		if unit, of, found := strings.Cut(head, ":"); found {
			c = document.Column{Head: of, Unit: document.Unit(unit), Charted: true}
		}
		t.Columns = append(t.Columns, c)
	}
	for _, text := range rows {
		cells := strings.Split(text, "|")
		of, marked := strings.CutSuffix(cells[0], "*")
		r := document.Row{Kind: document.RowKind(of), Charted: marked, Cells: document.Texts(cells[1])}
		for i, n := range cells[2:] {
			switch n {
			case "":
				r.Cells = append(r.Cells, document.Cell{})
			case "–":
				r.Cells = append(r.Cells, document.Number(decimal.NullDecimal{}, t.Columns[i+1].Unit))
			default:
				r.Cells = append(r.Cells, document.Cell{Number: testkit.Null(n)})
			}
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// drawn writes a drawing: its kind, unit and places, and a line for each series.
func drawn(d document.Drawing) []string {
	if d.Kind == "" {
		return nil
	}
	all := []string{strings.Join(append([]string{string(d.Kind), string(d.Unit)}, d.Places...), "|")}
	for _, s := range d.Series {
		line := s.Name
		for i, n := range s.Numbers {
			text := document.Unknown
			if n.Valid {
				text = n.Decimal.String()
			}
			line += "|" + text
			if d.Unit == document.UnitMoney && n.Valid != (s.Texts[i] != document.Unknown) {
				line += " written " + s.Texts[i]
			}
		}
		all = append(all, line)
	}
	return all
}

func TestDrawing(t *testing.T) {
	huge := charted("bars", "A", "|x|1", "|y|2")
	huge.Rows[0].Cells[1].Number.Decimal = decimal.New(1, 1<<30)
	other := charted("bars", "A", "|x|1", "|y|2")
	other.Rows[0].Cells[1].Unit = document.UnitDays
	for _, tt := range []struct {
		name string
		of   document.Table
		want []string
	}{
		{"columns", charted("columns", "Plan|Actual", "|Jan|1|2", "|Feb|3|-4"), []string{"columns|money|Jan|Feb", "Plan|1|3", "Actual|2|-4"}},
		{"sums are not drawn", charted("bars", "A", "group|g|9", "part|x|4", "part|y|5", "total|all|9"), []string{"bars|money|x|y", "A|4|5"}},
		{"charted rows alone are", charted("bars", "A", "group*|g|9", "part|x|4", "|y|5", "total*|all|9"), []string{"bars|money|g|all", "A|9|9"}},
		{"what is not known is a gap", charted("bars", "A|B", "|x|–|0", "|y|2|–"), []string{"bars|money|x|y", "A|–|2", "B|0|–"}},
		{"a series of which nothing is known", charted("bars", "A|B", "|x|–|0", "|y|–|1"), []string{"bars|money|x|y", "B|0|1"}},
		{"a row in which nothing is written", charted("bars", "A", "|x|1", "|cap|"), []string{"bars|money|x", "A|1"}},
		{"a place of which nothing is known", charted("bars", "A", "|x|1", "|y|–"), []string{"bars|money|x|y", "A|1|–"}},
		{"another unit", charted("bars", "A|share:B", "|x|1|0.5"), []string{"bars|money|x", "A|1"}},
		{"a cell of another unit", other, []string{"bars|money|x|y", "A|–|2"}},
		{"a number that is too long", huge, []string{"bars|money|x|y", "A|–|2"}},
		{"across", charted("across", "2026|2027", "*|Revenue|1|2", "|Cost|7|7", "*|Profit|–|-3"), []string{"columns|money|2026|2027", "Revenue|1|2", "Profit|–|-3"}},
		{"bridge", charted("bridge", "A", "|Plan|-7", "part|Volume|2.5", "part|Price|-1", "total|Actual|-5.5", "|of that|9"), []string{"bridge|money|Plan|Volume|Price|Actual", "A|-7|2.5|-1|-5.5"}},
		{"a bridge that does not add up", charted("bridge", "A", "|Plan|1", "total|Actual|2"), nil},
		{"a bridge with an unknown step", charted("bridge", "A", "|Plan|1", "|Price|–", "total|Actual|1"), nil},
		{"a bridge without a total", charted("bridge", "A", "|Plan|1", "|Actual|1"), nil},
		{"a bridge of two columns", charted("bridge", "A|B", "|Plan|1|1", "total|Actual|1|1"), nil},
		{"nothing known", charted("bars", "A", "|x|–"), nil},
		{"no rows", charted("bars", "A"), nil},
		{"no such kind", charted("pie", "A", "|x|1"), nil},
		{"no column", document.Table{Chart: "bars", Rows: []document.Row{{Cells: document.Texts("x")}}}, nil},
		{"no table", document.Table{}, nil},
	} {
		if diff := testkit.Diff(tt.want, drawn(tt.of.Drawing())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestWritten(t *testing.T) {
	of := charted("bars", "Plan|share:Reached", "part|x|1000.5|–", "total|all|2000|0.5", "|short")
	of.Currency = "USD"
	before := testkit.JSON(t, of)
	w := of.Written()
	got := []string{w.Columns[0].Head + "|" + w.Columns[1].Head + "|" + w.Columns[2].Head}
	for _, r := range w.Rows {
		line := string(r.Kind)
		for _, c := range r.Cells {
			if line += "|" + c.Text; c.Number.Valid || c.Unit != "" {
				t.Errorf("%q is not a text alone", c.Text)
			}
		}
		got = append(got, line)
	}
	want := []string{"Name|Plan USD|Reached", "part|x|1,000.50|–", "total|all|2,000.00|50%", "|short||"}
	if diff := testkit.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if w.Columns[0].Kind != document.ColumnText || w.Columns[1].Kind != document.ColumnNumber {
		t.Errorf("the columns are %v", w.Columns)
	}
	if after := testkit.JSON(t, of); after != before {
		t.Errorf("the table changed (-before +after):\n%s", testkit.Diff(before, after))
	}
}
