package earnings

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
)

// Write writes the sheets Profit and Months of a business case. Their titles end with what of tells, as
// " of Varnholt Systems". A case that is not valid makes the workbook fail.
func Write(b *live.Book, of string, c profit.Case, d profit.Discount) {
	statement, err := profit.Forecast(c)
	if err != nil {
		b.Fail(err)
		return
	}
	report, err := profit.Measure(statement, d)
	if err != nil {
		b.Fail(err)
		return
	}
	x := &earning{Case: c, Discount: d, Statement: statement, Report: report, cells: map[string]string{}, at: map[string]int{}}
	x.s = b.Open("Profit", "Business case"+of, "What the partner earns, when it breaks even and what that is worth. Amounts in "+c.Currency+".")
	x.months = b.Open("Months", "Profit by month"+of, "Each line of each month follows from the terms of the business case. Month 0 is before the first.")
	x.arrange()
	x.results()
	x.streams()
	x.terms()
	x.table()
}

// earning writes a business case.
type earning struct {
	Case      profit.Case
	Discount  profit.Discount
	Statement profit.Statement
	Report    profit.Report

	s, months *live.Sheet
	cells     map[string]string // of the terms, as the months name them
	columns   []column
	at        map[string]int // columns by kind and id
	steps     int            // the first hidden column
}

// results writes what the months come to.
func (x *earning) results() {
	s, r := x.s, &x.Report
	flows, sums := x.all(x.basis()), x.all(x.steps+stepSum)
	basis := map[profit.LineKind]string{profit.LineCash: "cash", profit.LineNetProfit: "net profit"}[r.Basis]
	s.Heads("Of the "+basis+" by month", "Figure")
	s.Value("", "Net present value", live.Money, s.Rounded("SUM("+x.all(x.steps+stepPresent)+")"), live.Known(r.NPV))
	x.breakEven("Pays back", r.Payback, x.steps+stepSum, x.steps+stepCrossing)
	x.breakEven("Pays back, discounted", r.DiscountedPayback, x.steps+stepPresentSum, x.steps+stepPresentCrossing)
	peak := s.Value("", "Peak funding", live.Money, s.Rounded(fmt.Sprintf("MAX(0,-MIN(%s))", sums)), live.Known(r.PeakFunding))
	s.Value("", "  in month", live.Number, fmt.Sprintf(`IF(%s=0,"",INDEX(%s,MATCH(MIN(%s),%s,0)))`, peak, x.all(1), sums, sums), r.PeakMonth)
	s.Value("", "Return on peak funding", live.Times, live.Ratio("SUM("+flows+")", peak, 4), r.ReturnOnPeakFunding)
	s.Value("", "No month loses from month", live.Number, fmt.Sprintf(`IF(COUNT(%[1]s)=0,"",MIN(%[1]s))`, x.all(x.steps+stepHolds)), r.OperatingBreakEven)
	x.rates(flows)
	recurring, services := x.total(profit.LineRecurringRevenue), x.total(profit.LineServiceRevenue)
	all := x.total(profit.LineProductRevenue) + "+" + recurring + "+" + services
	s.Value("", "Recurring part of the revenue", live.Share, live.Ratio(recurring, all, 4), r.RecurringShare)
	s.Value("", "Service revenue ÷ what delivery costs", live.Times, live.Ratio(services, x.total(profit.LineDeliveryPay, profit.LineServiceCost), 4), r.ServicesPerWages)
	first, last := x.months.Rows("months")
	s.Chart(live.Lines, "Cumulative "+basis+", and at today’s value", live.Money,
		x.months.Series(x.steps+stepSum, 1, first, last), x.months.Series(x.steps+stepPresentSum, 1, first, last))
}

// breakEven writes where sums rise to 0, of which a column has the crossings.
func (x *earning) breakEven(words string, b profit.BreakEven, sumsAt, crossingsAt int) {
	s, sums, crossings := x.s, x.all(sumsAt), x.all(crossingsAt)
	_, last := x.months.Rows("months")
	n, end := "COUNT("+crossings+")", x.months.Far(x.months.At(sumsAt, last))
	s.Decided("", words, fmt.Sprintf(`IF(MIN(%s)>=0,"%s",IF(%s=0,"%s",IF(%s<0,"%s",IF(%s=1,"%s","%s"))))`, sums, profit.BreakEvenAlready, n,
		profit.BreakEvenNever, end, profit.BreakEvenLostAgain, n, profit.BreakEvenOnce, profit.BreakEvenSeveral), string(b.Status))
	var at, atLast, month decimal.NullDecimal
	if k := len(b.Crossings); k > 0 {
		at, atLast, month = live.Known(b.Crossings[0].At), live.Known(b.Crossings[k-1].At), live.Whole(b.Crossings[k-1].Month)
	}
	s.Value("", "  after months", live.Count, fmt.Sprintf(`IF(%s=0,"",MIN(%s))`, n, crossings), at)
	if len(b.Crossings) > 1 {
		s.Value("", "  for the last time after", live.Count, fmt.Sprintf(`IF(%s=0,"",MAX(%s))`, n, crossings), atLast)
	}
	if crossingsAt == x.steps+stepCrossing {
		cell := s.Value("", "  in month", live.Number, fmt.Sprintf(`IF(%s=0,"",MAX(%s))`, n, x.all(x.steps+stepMonth)), month)
		s.Link(string(qbr.MetricPaybackMonth), cell, month)
	}
}

// rates writes returns by the month. A root has no formula: the library finds all there are,
// and the sheet shows that the flows are worth nothing at it.
func (x *earning) rates(flows string) {
	s, r, months := x.s, &x.Report, x.all(1)
	for i, rate := range r.IRR.Rates {
		cell := s.ComputedValue("", "Internal rate of return, by the month", live.Share, live.Known(rate))
		s.StepValue("", "  the flows at that rate are worth", live.Money, s.Rounded(fmt.Sprintf("SUMPRODUCT(%s,(1+%s)^(-%s))", flows, cell, months)))
		if i < len(r.AnnualIRR) {
			s.ComputedValue("", "  by the year", live.Share, live.Known(r.AnnualIRR[i]))
		}
	}
	n := len(x.Statement.Months)
	monthly := func(key string) string { return x.monthly(live.OrElse(x.discount(key), x.discount("annual"))) }
	cost := fmt.Sprintf("SUMPRODUCT(--(%[1]s<0),-(%[1]s),(%[2]s)^(-%[3]s))", flows, monthly("finance"), months)
	worth := fmt.Sprintf("SUMPRODUCT(--(%[1]s>0),%[1]s,(%[2]s)^(%[4]d-%[3]s))", flows, monthly("reinvest"), months, n)
	s.Value("", "Modified rate of return, by the month", live.Share, fmt.Sprintf(`IF(OR(%[1]s=0,%[2]s=0),"",ROUND((%[2]s/%[1]s)^(1/%[3]d)-1,10))`, cost, worth, n), r.MIRR)
}

// discount names a cell of the discount.
func (x *earning) discount(key string) string { return x.s.Far(x.s.GivenOf(key)) }

func (x *earning) monthly(annual string) string {
	if x.Discount.Compounding == profit.Nominal {
		return fmt.Sprintf("(1+%s/12)", annual)
	}
	return fmt.Sprintf("(1+%s)^(1/12)", annual)
}

// total adds up the totals of lines of some kinds.
func (x *earning) total(kinds ...profit.LineKind) string {
	var cells []string
	for _, col := range x.columnsOf(kinds...) {
		cells = append(cells, x.months.Far(x.months.At(col, x.months.RowOf("total"))))
	}
	if cells == nil {
		return "0"
	}
	return "(" + strings.Join(cells, "+") + ")"
}

// streams writes the margin by what it comes from.
func (x *earning) streams() {
	s := x.s
	s.Title("Gross margin by what it comes from")
	s.Heads("", "Revenue", "Margin", "Margin rate")
	for _, st := range x.Report.Streams {
		words, revenue, cost := "Vendor money", "0", x.total(profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess)
		switch st.ID {
		case "products":
			words, revenue, cost = "Products", x.total(profit.LineProductRevenue), x.total(profit.LineProductCost)
		case "recurring":
			words, revenue, cost = "Recurring", x.total(profit.LineRecurringRevenue), x.total(profit.LineRecurringCost)
		case "services":
			words, revenue, cost = "Services", x.total(profit.LineServiceRevenue), x.total(profit.LineServiceCost, profit.LineDeliveryPay, profit.LineSubcontract)
		}
		s.Text(1, words)
		of := s.Figure(2, live.Money, s.Rounded(revenue), live.Known(st.Revenue))
		margin := s.Figure(3, live.Money, s.Rounded(of+"-"+cost), live.Known(st.Margin))
		s.Figure(4, live.Share, live.Ratio(margin, of, 4), st.MarginRate)
		s.Row++
	}
}
