package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
)

// column is a line of the statement, which stands in a column of the table of months.
type column struct {
	line *profit.Line
	unit unit
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
	x.at = map[string]int{}
	add := func(lines []profit.Line, u unit) {
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
	add(x.Statement.Quantities, unitCount)
	add(x.Statement.Lines, unitMoney)
	x.steps = len(x.columns) + 3
}

// basis is the column that is valued.
func (x *earning) basis() int {
	for _, c := range x.columns {
		if c.line.Kind == x.Report.Basis {
			return c.at
		}
	}
	return 1
}

// all names a column of month 0 and the months, as other sheets do.
func (x *earning) all(col int) string {
	first := x.months.rowOf("first")
	return x.months.far(x.months.span(col, first, first+len(x.Statement.Months)))
}

// table writes the months, and below them the years and the total.
func (x *earning) table() {
	s := x.months
	heads := []string{"Month", "First day"}
	for _, c := range x.columns {
		heads = append(heads, x.head(c.line))
	}
	heads = append(heads, "Sum so far", "Crossing", "In month", "Present value", "Sum of present values", "Crossing", "Holds from")
	for range x.Case.Products {
		heads = append(heads, "Trend")
	}
	s.heads(heads...)
	s.titles = [2]int{s.row - 1, s.row - 1}
	s.hide(x.steps, x.steps+stepTrends+len(x.Case.Products)-1)
	s.mark("first")
	for m := range len(x.Statement.Months) + 1 {
		s.measure(1, 10)
		s.put(1, look{unit: unitWhole}, m, "")
		if m > 0 {
			s.measure(2, 11)
			s.put(2, look{unit: unitDate}, serial(x.Statement.Months[m-1].Days.Start), "")
		}
		for _, c := range x.columns {
			x.cell(c, m)
		}
		x.stepsOf(m)
		s.row++
	}
	x.years()
	s.mark("total")
	x.sums("Total", func(l *profit.Line) decimal.Decimal { return l.Total }, 0, len(x.Statement.Months))
	s.row++
	s.note("Year rows leave out month 0, which the total has.")
	first, last := s.rowOf("first"), s.rowOf("first")+len(x.Statement.Months)
	series := func(kind profit.LineKind) excelize.ChartSeries {
		at := x.at[string(kind)+"\x00"+x.idOf(kind)]
		return excelize.ChartSeries{Name: s.fixed(at, first-1, first-1), Categories: s.fixed(1, first, last), Values: s.fixed(at, first, last)}
	}
	s.chart(excelize.Line, "Revenue, gross margin and net profit by month", unitMoney,
		series(profit.LineRevenue), series(profit.LineGrossMargin), series(profit.LineNetProfit))
}

// head tells what a column is.
func (x *earning) head(l *profit.Line) string {
	words := strings.ReplaceAll(string(l.Kind), "-", " ")
	words = strings.ToUpper(words[:1]) + words[1:]
	for _, kind := range []profit.LineKind{profit.LineCost, profit.LineMarketing, profit.LineRebate, profit.LineRegistration} {
		if l.Kind == kind {
			return named(l.Name, l.ID)
		}
	}
	if name := named(l.Name, l.ID); name != string(l.Kind) {
		short, of := strings.TrimPrefix(strings.TrimPrefix(words, "Product "), "Service "), name
		return of + " " + strings.ToLower(short)
	}
	return words
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
		x.months.input(c.at, c.unit, known(value))
	case formula != "":
		x.months.figure(c.at, c.unit, formula, known(value))
	case m > 0 || !value.IsZero():
		x.months.library(c.at, c.unit, known(value))
	}
}

// stepsOf writes what the results follow from.
func (x *earning) stepsOf(m int) {
	s, basis := x.months, x.basis()
	at := func(step int) string { return s.here(x.steps + step) }
	before := func(step int) string { return s.at(x.steps+step, s.row-1) }
	flow := "N(" + s.here(basis) + ")"
	k := s.here(1)
	if x.Discount.FirstFlow == profit.FirstAtEnd {
		k = "(" + k + "+1)"
	}
	present := fmt.Sprintf("%s/(%s)^%s", flow, x.monthly(x.s.far(x.far("annual"))), k)
	sum, presentSum := s.rounded(flow), present
	if m > 0 {
		sum, presentSum = s.rounded(before(stepSum)+"+"+flow), before(stepPresentSum)+"+"+at(stepPresent)
	}
	s.helper(x.steps+stepSum, unitMoney, sum)
	s.helper(x.steps+stepPresent, unitRaw, present)
	s.helper(x.steps+stepPresentSum, unitMoney, presentSum)
	if m > 0 {
		crosses := `IF(AND(%[1]s<0,%[2]s>=0),ROUND(%[3]d-%[1]s/%[4]s,4),"")`
		s.helper(x.steps+stepCrossing, unitCount, fmt.Sprintf(crosses, before(stepSum), at(stepSum), m-1, flow))
		s.helper(x.steps+stepMonth, unitWhole, fmt.Sprintf(`IF(%s="","",%d)`, at(stepCrossing), m))
		s.helper(x.steps+stepPresentCrossing, unitCount, fmt.Sprintf(crosses, before(stepPresentSum), at(stepPresentSum), m-1, at(stepPresent)))
		operating := s.here(x.at[string(profit.LineOperatingProfit)+"\x00"+x.idOf(profit.LineOperatingProfit)])
		next := fmt.Sprintf(`IF(%s="","",%d)`, s.at(x.steps+stepHolds, s.row+1), m)
		if m == len(x.Statement.Months) {
			next = fmt.Sprint(m)
		}
		s.helper(x.steps+stepHolds, unitWhole, fmt.Sprintf(`IF(%s<0,"",%s)`, operating, next))
	}
	for i := range x.Case.Products {
		x.trend(i, m)
	}
}

// idOf is the id of the one line of a kind.
func (x *earning) idOf(kind profit.LineKind) string {
	for _, c := range x.columns {
		if c.line.Kind == kind {
			return c.line.ID
		}
	}
	return ""
}

// trend writes the units of a product before its season.
func (x *earning) trend(i, m int) {
	p, s, col := &x.Case.Products[i], x.months, x.steps+stepTrends+i
	if m == 0 || p.Units.Kind != profit.RampGrowth {
		return
	}
	grown := "0"
	if m > 1 {
		grown = fmt.Sprintf("ROUND(N(%s)*(1+N(%s)),8)", s.at(col, s.row-1), x.of(p.ID, "growth"))
	}
	first := x.of(p.ID, "first")
	s.helper(col, unitCount, fmt.Sprintf("IF(%[1]d<%[2]s,0,IF(%[1]d=%[2]s,N(%[3]s),%[4]s))", m, first, x.of(p.ID, "start"), grown))
}

// years writes the sums of fiscal years.
func (x *earning) years() {
	for i, year := range x.Statement.Years {
		words := fmt.Sprintf("Year %d", year.Year)
		x.sums(words, func(l *profit.Line) decimal.Decimal { return l.Years[i] }, year.First, year.Last)
		if at := x.at[string(profit.LineOperatingProfit)+"\x00"+x.idOf(profit.LineOperatingProfit)]; at > 0 {
			for _, c := range x.columns {
				if c.at == at {
					x.months.link(qbr.MetricPartnerProfit, x.months.here(at), known(c.line.Years[i]))
				}
			}
		}
		x.months.row++
	}
}

func (x *earning) sums(words string, of func(*profit.Line) decimal.Decimal, from, to int) {
	s := x.months
	first := s.rowOf("first")
	s.words(1, look{role: roleTotal}, words)
	for _, c := range x.columns {
		formula := fmt.Sprintf("SUM(%s)", s.span(c.at, first+from, first+to))
		if c.line.Stock {
			formula = s.at(c.at, first+to)
		}
		if c.unit == unitMoney {
			formula = s.rounded(formula)
		} else {
			formula = fmt.Sprintf("ROUND(%s,4)", formula)
		}
		s.total(c.at, look{role: roleTotal, unit: c.unit}, formula, known(of(c.line)))
	}
}
