package page

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
)

// counts is a table of counts, a text each: "name 1 2", with x for one that is not known.
func counts(kind document.ChartKind, rows ...string) document.Table {
	t := document.Table{Chart: kind, Columns: []document.Column{{Head: "Name"}}}
	for _, text := range rows {
		fields := strings.Fields(text)
		r := document.Row{Cells: document.Texts(fields[0])}
		for _, field := range fields[1:] {
			n, err := decimal.NewFromString(field)
			r.Cells = append(r.Cells, document.Number(decimal.NullDecimal{Decimal: n, Valid: err == nil}, document.UnitCount))
		}
		t.Rows = append(t.Rows, r)
	}
	for i := range len(t.Rows[0].Cells) - 1 {
		t.Columns = append(t.Columns, document.Column{Head: fmt.Sprintf("S%d", i+1), Unit: document.UnitCount, Charted: true})
	}
	if kind == document.ChartBridge {
		t.Rows[len(t.Rows)-1].Kind = document.RowTotal
	}
	return t
}

// drawn are the boxes of a chart without those of its legend.
func drawn(t *testing.T, of document.Table, legend int) []box {
	t.Helper()
	c := newChart(&of, "T", "id")
	if c == nil {
		t.Fatal("nothing is drawn")
	}
	for _, b := range c.Boxes {
		if b.X < 0 || b.X+b.Width > c.Width+0.1 || b.Y < 0 || b.Y+b.Height > c.Height || b.Width < 0 || b.Height < 0 {
			t.Errorf("%+v is not in a picture of %v × %v", b, c.Width, c.Height)
		}
	}
	for _, text := range c.Texts {
		if text.X < 0 || text.X > c.Width || text.Y > c.Height || text.Y < 0 {
			t.Errorf("%+v is not in a picture of %v × %v", text, c.Width, c.Height)
		}
	}
	return c.Boxes[legend:]
}

func near(a, b float64) bool { return math.Abs(a-b) <= 0.2 } // each is rounded to a tenth

// A bar is as long as its number, to the left of 0 below it; what is not known has none.
func TestBars(t *testing.T) {
	b := drawn(t, counts(document.ChartBars, "a 100 50", "b -200 x", "c 0 200"), 2)
	if len(b) != 5 {
		t.Fatalf("there are %d bars", len(b))
	}
	zero := b[0].X
	for i, want := range []float64{100, 50, -200, 0, 200} {
		unit := b[0].Width / 100
		if !near(b[i].Width, math.Abs(want)*unit) {
			t.Errorf("the bar of %v is %v long, that of 100 %v", want, b[i].Width, b[0].Width)
		}
		if start := b[i].X; want >= 0 && start != zero || want < 0 && !near(start+b[i].Width, zero) {
			t.Errorf("the bar of %v is from %v, and 0 at %v", want, start, zero)
		}
	}
}

// A column is as high as its number, below 0 beneath the axis; a gap stays free.
func TestColumns(t *testing.T) {
	b := drawn(t, counts(document.ChartColumns, "Q1 30", "Q2 x", "Q3 -15", "Q4 0"), 1)
	if len(b) != 3 {
		t.Fatalf("there are %d columns", len(b))
	}
	zero := b[0].Y + b[0].Height
	if !near(b[1].Height*2, b[0].Height) || !near(b[1].Y, zero) || b[2].Height != 0 {
		t.Errorf("30, -15 and 0 are %+v", b)
	}
	if pitch := (b[1].X - b[0].X) / 2; !near(b[2].X-b[1].X, pitch) {
		t.Errorf("there is no place for what is not known: %+v", b)
	}
}

// Each step begins where the one before it ends, and the total at 0.
func TestBridge(t *testing.T) {
	b := drawn(t, counts(document.ChartBridge, "plan 70", "volume -90", "price 5", "actual -15"), 0)
	if len(b) != 4 {
		t.Fatalf("there are %d steps", len(b))
	}
	zero := b[0].X
	unit := b[0].Width / 70
	for i, want := range []struct{ from, to float64 }{{0, 70}, {-20, 70}, {-20, -15}, {-15, 0}} {
		if !near(b[i].X, zero+want.from*unit) || !near(b[i].X+b[i].Width, zero+want.to*unit) {
			t.Errorf("step %d is from %v to %v, not from %v to %v of %v", i, b[i].X, b[i].X+b[i].Width, want.from, want.to, unit)
		}
	}
	if b[1].Class == b[2].Class || b[0].Class != b[3].Class {
		t.Errorf("steps down and up, and where they lead, look alike: %+v", b)
	}
}

func TestManyColumns(t *testing.T) {
	rows := make([]string, mostColumns+1)
	for i := range rows {
		rows[i] = "a" + strings.Repeat(" 1", 9)
	}
	drawn(t, counts(document.ChartColumns, rows...), 9)
}

// A number of a hundred digits leaves the picture whole.
func TestLongNumbers(t *testing.T) {
	long := strings.Repeat("9", 99)
	for _, kind := range document.ChartKind("").Values() {
		for _, n := range []string{long, "-" + long, "0." + strings.Repeat("0", 80) + "1"} {
			rows := []string{"a " + n, "b " + n}
			if kind == document.ChartBridge { // the second is the total
				drawn(t, counts(kind, rows...), 0)
				continue
			}
			drawn(t, counts(kind, append(rows, "c -1")...), 0)
		}
	}
}

// The marks of a scale stand in the picture as a whole in a wide typeface, which DejaVu Sans is:
// a digit is 0.636 and a percent sign 0.950 of the 11 px of a letter.
func TestMarksAreNotCutOff(t *testing.T) {
	shares := counts(document.ChartColumns, "Q1 0.5", "Q2 0.6")
	for i := range shares.Rows {
		shares.Rows[i].Cells[1].Unit = document.UnitShare
	}
	shares.Columns[1].Unit = document.UnitShare
	c, marks := newChart(&shares, "T", "id"), 0
	for _, text := range c.Texts {
		if !strings.HasSuffix(text.Class, "end") {
			continue
		}
		marks++
		digits := strings.TrimSuffix(text.Text, "%")
		if start := text.X - 11*(0.636*float64(len(digits))+0.950); start < 0 {
			t.Errorf("%s begins %.1f to the left of the picture", text.Text, -start)
		}
	}
	if marks != 4 { // 0%, 20%, 40% and 60%
		t.Errorf("there are %d marks", marks)
	}
}

func TestMarks(t *testing.T) {
	for _, tt := range []struct{ low, high, want string }{
		{"0", "7840", "0 2000 4000 6000 8000"},
		{"-35000", "0", "-40000 -30000 -20000 -10000 0"},
		{"-80", "120", "-100 -50 0 50 100 150"},
		{"0", "0.01", "0 0.005 0.01"},
		{"0", "0", "0"},
		{"0", "999999999999999999", "0 500000000000000000 1000000000000000000"},
		{"0", "4", "0 1 2 3 4"},
	} {
		low, _ := decimal.NewFromString(tt.low)
		high, _ := decimal.NewFromString(tt.high)
		var got []string
		for _, mark := range marksOf(low, high) {
			got = append(got, mark.String())
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("from %s to %s (-want +got):\n%s", tt.low, tt.high, diff)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		of   document.Table
		want string
	}{
		{counts(document.ChartBars, "a 1 2", "b -3 x"), "S1: a 1, b -3. S2: a 2, b –."},
		{counts(document.ChartColumns, "a 1", "b 5", "c x", "d 2", "e -1"), "S1 of 5: highest b 5, lowest e -1, 1 not known."},
		{counts(document.ChartBridge, "plan 70", "volume -90", "actual -20"), "From plan 70 to actual -20, by volume -90."},
	} {
		if got := newChart(&tt.of, "T", "id").Sentence; got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}

func TestWhatIsNotDrawn(t *testing.T) {
	if of := counts(document.ChartBars, "a x"); newChart(&of, "T", "id") != nil {
		t.Error("what is not known is drawn")
	}
	if of := counts("", "a 1"); newChart(&of, "T", "id") != nil {
		t.Error("a table without a chart is drawn")
	}
	rows := make([]string, mostBars+6)
	for i := range rows {
		rows[i] = "a 1"
	}
	of := counts(document.ChartBars, rows...)
	c := newChart(&of, "T", "id")
	if last := c.Texts[len(c.Texts)-1].Text; len(c.Boxes) != mostBars+1 || last != "The first 24 of 30; the table has all." {
		t.Errorf("%d boxes are drawn, and %q", len(c.Boxes), last)
	}
}

// Texts are readable on their ground, and pictures visible: WCAG 2, levels AA.
func TestContrast(t *testing.T) {
	grounds := regexp.MustCompile(`--paper: (#\w+)`).FindAllStringSubmatchIndex(style, -1)
	if len(grounds) != 3 {
		t.Fatalf("there are %d schemes", len(grounds))
	}
	for _, at := range grounds {
		scheme, _, _ := strings.Cut(style[at[0]:], "}")
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--(\w+): #(\w{6});`).FindAllStringSubmatch(scheme, -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		least := map[string]float64{"ink": 4.5, "quiet": 4.5, "link": 4.5, "red": 4.5, "amber": 4.5, "green": 4.5, "first": 3, "second": 3, "third": 3}
		for name, want := range least {
			a, known := colours[name]
			b := colours["paper"]
			if got := (max(a, b) + 0.05) / (min(a, b) + 0.05); got < want || !known {
				t.Errorf("%s on %s has a contrast of %.2f", name, scheme[:16], got)
			}
		}
	}
}

// luminance is that of a colour like 17467f by WCAG 2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
			continue
		}
		sum += weight * math.Pow((c+0.055)/1.055, 2.4)
	}
	return sum
}

// A text that is too long is cut where the room ends, however long it is.
func TestCut(t *testing.T) {
	for _, tt := range []struct {
		of   string
		room float64
		want string
	}{
		{"abcde", 5 * letter, "abcde"},
		{"abcdef", 5.1 * letter, "abc…"}, // 3 letters and an ellipsis, which may be as wide as 2
		{"東京都港区", 8.1 * letter, "東京都…"},
		{"ab cdef", 5.1 * letter, "ab…"},
		{"abcdef", 0, "…"},
		{strings.Repeat("v", 1_000_000), 12.1 * letter, "vvvvvvvvvv…"},
	} {
		if got := cut(tt.of, tt.room); got != tt.want {
			t.Errorf("%.20q in %v: got %q, want %q", tt.of, tt.room, got, tt.want)
		}
	}
}
