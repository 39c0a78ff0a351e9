package earnings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
)

// column is a line of the statement, which stands in a column of the table of months.
type column struct {
	line *profit.Line
	unit live.Unit
	at   int
}

// The hidden columns: the sum of flows so far and where it rises to 0, the same of present
// values, from which month on no month loses; the trends of products follow.
const (
	stepSum = iota
	stepCrossing
	stepMonth
	stepPresent
	stepPresentSum
	stepPresentCrossing
	stepHolds
	stepTrends
)

// cashKinds are shown for a case with a timing only.
var cashKinds = []profit.LineKind{
	profit.LineBilled, profit.LineReceipts, profit.LineVendorReceipts, profit.LineSupplierPayments, profit.LinePeoplePayments,
	profit.LineCostPayments, profit.LineTaxPayments, profit.LineCash, profit.LineCumulativeCash,
}

// arrange gives each line a column.
func (x *earning) arrange() {
	add := func(lines []profit.Line, u live.Unit) {
		for i := range lines {
			l := &lines[i]
			untaxed := l.Kind == profit.LineTax && !x.Case.Tax.Rate.Valid
			if untaxed || !x.Statement.Timed && slices.Contains(cashKinds, l.Kind) {
				continue
			}
			x.columns = append(x.columns, column{l, u, len(x.columns) + 3})
			x.at[string(l.Kind)+"\x00"+l.ID] = len(x.columns) + 2
		}
	}
	add(x.Statement.Quantities, live.Count)
	add(x.Statement.Lines, live.Money)
	x.steps = len(x.columns) + 3
}

// columnsOf are those of lines of some kinds.
func (x *earning) columnsOf(kinds ...profit.LineKind) (cols []int) {
	for _, c := range x.columns {
		if slices.Contains(kinds, c.line.Kind) {
			cols = append(cols, c.at)
		}
	}
	return cols
}

// only is the column of the one line of a kind, 0 for none.
func (x *earning) only(kind profit.LineKind) int { return append(x.columnsOf(kind), 0)[0] }

// basis is the column that is valued.
func (x *earning) basis() int { return max(1, x.only(x.Report.Basis)) }

// all names a column of month 0 and the months, as other sheets do.
func (x *earning) all(col int) string {
	first, last := x.months.Rows("months")
	return x.months.Far(x.months.Span(col, first, last))
}

// table writes the months, and below them the years and the total.
func (x *earning) table() {
	s, n := x.months, len(x.Statement.Months)
	heads := []string{"Month", "First day"}
	for _, c := range x.columns {
		heads = append(heads, head(c.line))
	}
	s.Heads(append(heads, "Sum so far", "Crossing", "In month", "Present value", "Sum of present values", "Crossing", "Holds from")...)
	s.RepeatHeads()
	s.Hide(x.steps, x.steps+stepTrends+len(x.Case.Products)-1)
	first := s.Row
	for m := range n + 1 {
		s.Fact(1, live.Number, live.Whole(m))
		if m > 0 {
			s.Date(2, x.Statement.Months[m-1].Days.Start)
		}
		for _, c := range x.columns {
			x.cell(c, m)
		}
		x.stepsOf(m)
		s.Row++
	}
	s.MarkRows("months", first)
	operating := x.only(profit.LineOperatingProfit)
	for i, year := range x.Statement.Years {
		x.sums(fmt.Sprintf("Year %d", year.Year), func(l *profit.Line) decimal.Decimal { return l.Years[i] }, first+year.First, first+year.Last)
		s.Link(string(qbr.MetricPartnerProfit), s.At(operating, s.Row-1), live.Known(x.columns[operating-3].line.Years[i]))
	}
	s.Mark("total")
	x.sums("Total", func(l *profit.Line) decimal.Decimal { return l.Total }, first, first+n)
	s.Note("Year rows leave out month 0, which the total has.")
	series := func(kind profit.LineKind) live.Series { return s.Series(x.only(kind), 1, first, first+n) }
	s.Chart(live.Lines, "Revenue, gross margin and net profit by month", live.Money,
		series(profit.LineRevenue), series(profit.LineGrossMargin), series(profit.LineNetProfit))
}

// head tells what a column is.
func head(l *profit.Line) string {
	words := strings.ReplaceAll(string(l.Kind), "-", " ")
	name := cmp.Or(l.Name, l.ID)
	switch {
	case slices.Contains([]profit.LineKind{profit.LineCost, profit.LineMarketing, profit.LineRebate, profit.LineRegistration}, l.Kind):
		return name
	case name != string(l.Kind):
		return name + " " + strings.TrimPrefix(strings.TrimPrefix(words, "product "), "service ")
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// cell writes a line in a month.
func (x *earning) cell(c column, m int) {
	value := c.line.Start
	if m > 0 {
		value = c.line.Months[m-1]
	}
	formula, given := x.formula(c.line, m)
	switch {
	case given:
		x.months.Input(c.at, c.unit, live.Known(value))
	case formula != "":
		x.months.Figure(c.at, c.unit, formula, live.Known(value))
	case m > 0 || !value.IsZero():
		x.months.Library(c.at, c.unit, live.Known(value))
	}
}

// stepsOf writes what the results follow from.
func (x *earning) stepsOf(m int) {
	s := x.months
	step := func(step int, u live.Unit, formula string) string { return s.Step(x.steps+step, u, formula) }
	before := func(step int) string { return s.At(x.steps+step, s.Row-1) }
	flow, k := "N("+s.Here(x.basis())+")", s.Here(1)
	if x.Discount.FirstFlow == profit.FirstAtEnd {
		k = "(" + k + "+1)"
	}
	present := step(stepPresent, live.Price, fmt.Sprintf("%s/(%s)^%s", flow, x.monthly(x.discount("annual")), k))
	if m == 0 {
		step(stepSum, live.Money, s.Rounded(flow))
		step(stepPresentSum, live.Money, present)
		return
	}
	sum := step(stepSum, live.Money, s.Rounded(before(stepSum)+"+"+flow))
	presentSum := step(stepPresentSum, live.Money, before(stepPresentSum)+"+"+present)
	crosses := `IF(AND(%[1]s<0,%[2]s>=0),ROUND(%[3]d-%[1]s/%[4]s,4),"")`
	crossing := step(stepCrossing, live.Count, fmt.Sprintf(crosses, before(stepSum), sum, m-1, flow))
	step(stepMonth, live.Number, fmt.Sprintf(`IF(%s="","",%d)`, crossing, m))
	step(stepPresentCrossing, live.Count, fmt.Sprintf(crosses, before(stepPresentSum), presentSum, m-1, present))
	next := fmt.Sprint(m)
	if m < len(x.Statement.Months) {
		next = fmt.Sprintf(`IF(%s="","",%d)`, s.At(x.steps+stepHolds, s.Row+1), m)
	}
	step(stepHolds, live.Number, fmt.Sprintf(`IF(%s<0,"",%s)`, s.Here(x.only(profit.LineOperatingProfit)), next))
	for i := range x.Case.Products {
		x.trend(i, m)
	}
}

// trend writes the units of a product before its season.
func (x *earning) trend(i, m int) {
	p, s, col := &x.Case.Products[i], x.months, x.steps+stepTrends+i
	if p.Units.Kind != profit.RampGrowth {
		return
	}
	grown := "0"
	if m > 1 {
		grown = fmt.Sprintf("ROUND(N(%s)*(1+N(%s)),8)", s.At(col, s.Row-1), x.of(p.ID, "growth"))
	}
	s.Step(col, live.Count, fmt.Sprintf("IF(%[1]d<%[2]s,0,IF(%[1]d=%[2]s,N(%[3]s),%[4]s))", m, x.of(p.ID, "first"), x.of(p.ID, "start"), grown))
}

// sums writes what the months in some rows come to.
func (x *earning) sums(words string, of func(*profit.Line) decimal.Decimal, first, last int) {
	s := x.months
	s.TotalName(words)
	for _, c := range x.columns {
		formula, places := fmt.Sprintf("SUM(%s)", s.Span(c.at, first, last)), int32(4)
		if c.line.Stock {
			formula = s.At(c.at, last)
		}
		if c.unit == live.Money {
			places = s.Places
		}
		s.Total(c.at, c.unit, fmt.Sprintf("ROUND(%s,%d)", formula, places), live.Known(of(c.line)))
	}
	s.Row++
}
