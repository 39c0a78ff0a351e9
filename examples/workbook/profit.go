package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
)

// profit writes the business case: what it is of, its months, and what they come to.
func (in *Input) profit(b *book) {
	p := &in.Profit
	if p.Statement.Currency == "" {
		return
	}
	x := &earning{Profit: p, cells: map[string]string{}}
	x.s = b.open("Profit", "Business case"+in.of(), "What the partner earns, when it breaks even and what that is worth. Amounts in "+p.Statement.Currency+".")
	x.months = b.open("Months", "Profit by month"+in.of(), "Each line of each month follows from the terms of the business case. Month 0 is before the first.")
	x.s.valueAt = 2
	x.arrange()
	x.results()
	x.terms()
	x.table()
}

// earning writes a business case.
type earning struct {
	*Profit
	s, months *sheet
	cells     map[string]string // of the terms, as the months name them
	columns   []column
	at        map[string]int // columns by kind and id
	steps     int            // the first hidden column
}

// results writes what the months come to.
func (x *earning) results() {
	s, r := x.s, &x.Report
	flows, sums, crossings := x.all(x.basis()), x.all(x.steps+stepSum), x.all(x.steps+stepCrossing)
	s.heads("Of the "+map[profit.LineKind]string{profit.LineCash: "cash", profit.LineNetProfit: "net profit"}[r.Basis]+" by month", "Figure")
	s.value("Net present value", unitMoney, s.rounded("SUM("+x.all(x.steps+stepPresent)+")"), known(r.NPV))
	x.breakEven("Pays back", r.Payback, sums, crossings, x.all(x.steps+stepMonth))
	x.breakEven("Pays back, discounted", r.DiscountedPayback, x.all(x.steps+stepPresentSum), x.all(x.steps+stepPresentCrossing), "")
	peak := s.value("Peak funding", unitMoney, s.rounded(fmt.Sprintf("MAX(0,-MIN(%s))", sums)), known(r.PeakFunding))
	s.value("  in month", unitWhole, fmt.Sprintf(`IF(%s=0,"",INDEX(%s,MATCH(MIN(%s),%s,0)))`, peak, x.all(1), sums, sums), r.PeakMonth)
	s.value("Return on peak funding", unitTimes, fmt.Sprintf(`IF(%s=0,"",ROUND(SUM(%s)/%s,4))`, peak, flows, peak), r.ReturnOnPeakFunding)
	s.value("No month loses from month", unitWhole, fmt.Sprintf(`IF(COUNT(%[1]s)=0,"",MIN(%[1]s))`, x.all(x.steps+stepHolds)), r.OperatingBreakEven)
	x.rates(flows)
	x.ratios()
	first := x.months.rowOf("first")
	m, last := x.months, first+len(x.Statement.Months)
	s.chart(excelize.Line, "Cumulative "+map[profit.LineKind]string{profit.LineCash: "cash", profit.LineNetProfit: "net profit"}[r.Basis]+", and at today’s value", unitMoney,
		excelize.ChartSeries{Name: m.fixed(x.steps+stepSum, first-1, first-1), Categories: m.fixed(1, first, last), Values: m.fixed(x.steps+stepSum, first, last)},
		excelize.ChartSeries{Name: m.fixed(x.steps+stepPresentSum, first-1, first-1), Categories: m.fixed(1, first, last), Values: m.fixed(x.steps+stepPresentSum, first, last)})
}

func (x *earning) breakEven(words string, b profit.BreakEven, sums, crossings, months string) {
	s := x.s
	n := "COUNT(" + crossings + ")"
	end := x.months.far(x.months.at(x.steps+stepSum, x.months.rowOf("first")+len(x.Statement.Months)))
	if months == "" {
		end = x.months.far(x.months.at(x.steps+stepPresentSum, x.months.rowOf("first")+len(x.Statement.Months)))
	}
	s.decided(words, fmt.Sprintf(`IF(MIN(%s)>=0,"%s",IF(%s=0,"%s",IF(%s<0,"%s",IF(%s=1,"%s","%s"))))`, sums, profit.BreakEvenAlready, n,
		profit.BreakEvenNever, end, profit.BreakEvenLostAgain, n, profit.BreakEvenOnce, profit.BreakEvenSeveral), string(b.Status))
	var first, last, month decimal.NullDecimal
	if k := len(b.Crossings); k > 0 {
		first, last, month = known(b.Crossings[0].At), known(b.Crossings[k-1].At), partnermath.Int(int64(b.Crossings[k-1].Month))
	}
	s.value("  after months", unitCount, fmt.Sprintf(`IF(%s=0,"",MIN(%s))`, n, crossings), first)
	if len(b.Crossings) > 1 {
		s.value("  for the last time after", unitCount, fmt.Sprintf(`IF(%s=0,"",MAX(%s))`, n, crossings), last)
	}
	if months != "" {
		cell := s.value("  in month", unitWhole, fmt.Sprintf(`IF(%s=0,"",MAX(%s))`, n, months), month)
		s.link(qbr.MetricPaybackMonth, cell, month)
	}
}

// rates writes returns by the month. A root has no formula: the library finds all there are,
// and the sheet shows that the flows are worth nothing at it.
func (x *earning) rates(flows string) {
	s, r, months := x.s, &x.Report, x.all(1)
	for i, rate := range r.IRR.Rates {
		s.text(1, "Internal rate of return, by the month")
		cell := s.library(s.valueAt, unitShare, known(rate))
		s.row++
		s.text(1, "  the flows at that rate are worth")
		s.helper(s.valueAt, unitMoney, s.rounded(fmt.Sprintf("SUMPRODUCT(%s,(1+%s)^(-%s))", flows, cell, months)))
		s.row++
		if i < len(r.AnnualIRR) {
			s.text(1, "  by the year")
			s.library(s.valueAt, unitShare, known(r.AnnualIRR[i]))
			s.row++
		}
	}
	n := len(x.Statement.Months)
	monthly := func(name string) string { return x.monthly(defaulted(x.far(name), x.far("annual"))) }
	cost := fmt.Sprintf("SUMPRODUCT(--(%[1]s<0),-(%[1]s),(%[2]s)^(-%[3]s))", flows, monthly("finance"), months)
	worth := fmt.Sprintf("SUMPRODUCT(--(%[1]s>0),%[1]s,(%[2]s)^(%[4]d-%[3]s))", flows, monthly("reinvest"), months, n)
	s.value("Modified rate of return, by the month", unitShare, fmt.Sprintf(`IF(OR(%[1]s=0,%[2]s=0),"",ROUND((%[2]s/%[1]s)^(1/%[3]d)-1,10))`, cost, worth, n), r.MIRR)
}

// far names a cell of the discount in this sheet.
func (x *earning) far(name string) string { return x.s.at(x.s.givenAt, x.s.rowOf(name)) }

func (x *earning) monthly(annual string) string {
	if x.Discount.Compounding == profit.Nominal {
		return fmt.Sprintf("(1+%s/12)", annual)
	}
	return fmt.Sprintf("(1+%s)^(1/12)", annual)
}

// ratios writes the margin by what it comes from, and what buyers of such businesses look for.
func (x *earning) ratios() {
	s, r := x.s, &x.Report
	sum := func(kinds ...profit.LineKind) string {
		all := ""
		for _, c := range x.columns {
			for _, kind := range kinds {
				if c.line.Kind == kind {
					all += "+" + x.months.far(x.months.at(c.at, x.months.rowOf("total")))
				}
			}
		}
		if all == "" {
			return "0"
		}
		return all[1:]
	}
	ratio := func(part, whole string) string {
		return fmt.Sprintf(`IF((%s)=0,"",ROUND((%s)/(%s),4))`, whole, part, whole)
	}
	recurring, services := sum(profit.LineRecurringRevenue), sum(profit.LineServiceRevenue)
	all := sum(profit.LineProductRevenue) + "+" + recurring + "+" + services
	s.value("Recurring part of the revenue", unitShare, ratio(recurring, all), r.RecurringShare)
	s.value("Service revenue ÷ what delivery costs", unitTimes, ratio(services, sum(profit.LineDeliveryPay, profit.LineServiceCost)), r.ServicesPerWages)
	s.title("Gross margin by what it comes from")
	s.heads("", "Revenue", "Margin", "Margin rate")
	for _, st := range r.Streams {
		revenue, cost := "0", sum(profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess)
		switch st.ID {
		case "products":
			revenue, cost = sum(profit.LineProductRevenue), sum(profit.LineProductCost)
		case "recurring":
			revenue, cost = recurring, sum(profit.LineRecurringCost)
		case "services":
			revenue, cost = services, sum(profit.LineServiceCost, profit.LineDeliveryPay, profit.LineSubcontract)
		}
		s.text(1, map[string]string{"products": "Products", "recurring": "Recurring", "services": "Services", "vendor-money": "Vendor money"}[st.ID])
		of := s.figure(2, unitMoney, s.rounded(revenue), known(st.Revenue))
		margin := s.figure(3, unitMoney, s.rounded(fmt.Sprintf("%s-(%s)", of, cost)), known(st.Margin))
		s.figure(4, unitShare, ratio(margin, of), st.MarginRate)
		s.row++
	}
}
