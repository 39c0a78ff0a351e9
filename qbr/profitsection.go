package qbr

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// profitability is the section of what the partner earns with the vendor, and, for the vendor
// only, of what the partner returns.
func (b *builder) profitability() Section {
	s := Section{Title: "Profitability of the partnership"}
	b.statement(&s)
	b.profitReport(&s)
	b.profitVariance(&s)
	b.vendorReturn(&s)
	return s
}

// statement shows the main lines of the business case by year.
func (b *builder) statement(s *Section) {
	if b.missing(SectionProfitability, SourceStatement, "the partner's business case") {
		return
	}
	st := &b.sources.Statement.Value
	money := document.UnitMoney
	t := b.table("Business case by year", wordColumn("Line"), spare(1, column(money, "Start")))
	for i := range st.Years {
		year := column(money, yearName(&st.Years[i]))
		if i >= mostYears {
			year = spare(i, year)
		}
		t.Columns = append(t.Columns, year)
	}
	t.Columns = append(t.Columns, column(money, "Total"))
	for _, of := range statementRows() {
		for i := range st.Lines {
			if l := &st.Lines[i]; l.Kind == of.line && (of.always || !l.Total.IsZero() || !l.Start.IsZero()) && (st.Timed || of.line != profit.LineCash) {
				addRow(&t, of.row, statementCells(l, of.row)...)
			}
		}
	}
	s.add(t)
	at := slices.IndexFunc(st.Lines, func(l profit.Line) bool { return l.Kind == profit.LineOperatingProfit })
	year := slices.IndexFunc(st.Years, func(c profit.Column) bool { return c.Days.Contains(b.review.Period.Start) })
	if at >= 0 && year >= 0 && year < len(st.Lines[at].Years) {
		name := "Partner's operating profit " + yearName(&st.Years[year])
		s.Metrics = append(s.Metrics, b.figure(MetricPartnerProfit, name, money, known(st.Lines[at].Years[year]), SourceStatement))
	}
}

// mostYears is how many years are shown on any page.
const mostYears = 4

// yearName is a fiscal year, of which the business case may have a part.
func yearName(c *profit.Column) string {
	if c.Partial {
		return strconv.Itoa(c.Year) + ", in part"
	}
	return strconv.Itoa(c.Year)
}

// statementRow is a kind of line that is shown, always or where it is not 0.
type statementRow struct {
	line   profit.LineKind
	row    document.RowKind
	always bool
}

// statementRows are in the order in which they stand: a sum of parts above them.
func statementRows() []statementRow {
	return []statementRow{
		{profit.LineRevenue, document.RowGroup, true},
		{profit.LineProductRevenue, document.RowPart, false},
		{profit.LineRecurringRevenue, document.RowPart, false},
		{profit.LineServiceRevenue, document.RowPart, false},
		{profit.LineCostOfSales, "", true},
		{profit.LineGrossMargin, "", true},
		{profit.LineOperatingCost, "", true},
		{profit.LineOperatingProfit, "", true},
		{profit.LineTax, "", false},
		{profit.LineNetProfit, document.RowTotal, true},
		{profit.LineCash, "", false},
		{profit.LineCumulativeCash, "", false},
	}
}

func statementCells(l *profit.Line, kind document.RowKind) []document.Cell {
	name := lineName(string(l.Kind))
	if kind == document.RowPart {
		name = cmp.Or(l.Name, l.ID)
	}
	cells := []document.Cell{textCell(name), knownCell(l.Start)}
	for _, amount := range l.Years {
		cells = append(cells, knownCell(amount))
	}
	return append(cells, knownCell(l.Total))
}

// lineName writes a code as the name of a line.
func lineName(code string) string {
	name := strings.ReplaceAll(code, "-", " ")
	return strings.ToUpper(name[:min(len(name), 1)]) + name[min(len(name), 1):]
}

// profitReport tells when the business pays back, and what it takes until then.
func (b *builder) profitReport(s *Section) {
	if b.missing(SectionProfitability, SourceProfit, "when the partner's business pays back") {
		return
	}
	r := &b.sources.Profit.Value
	s.Metrics = append(s.Metrics, b.figure(MetricPaybackMonth, "Business pays back in month", document.UnitCount, b.paybackMonth(s, r), SourceProfit))
	t := b.table("What the business case comes to", wordColumn("Measure"), mixed("Value"))
	row := func(name string, n decimal.NullDecimal, unit document.Unit) {
		if !n.Valid { // the case has nothing that it is of
			return
		}
		if unit == document.UnitMoney {
			name += ", " + b.review.Currency
		}
		addRow(&t, "", textCell(name), document.Cell{Number: n, Unit: unit})
	}
	row("Operating profit from month", r.OperatingBreakEven, document.UnitCount)
	row("Peak funding", known(r.PeakFunding), document.UnitMoney)
	row("Return on peak funding", r.ReturnOnPeakFunding, document.UnitShare)
	row("Net present value", known(r.NPV), document.UnitMoney)
	row("Monthly recurring revenue at the end", known(r.MRR), document.UnitMoney)
	row("Recurring share of revenue", r.RecurringShare, document.UnitShare)
	row("Revenue a head and year", r.RevenuePerHead, document.UnitMoney)
	for i := range r.Streams {
		row("Gross margin rate of "+strings.ReplaceAll(r.Streams[i].ID, "-", " "), r.Streams[i].MarginRate, document.UnitShare)
	}
	s.add(t)
	if !r.OperatingBreakEven.Valid {
		s.Notes = append(s.Notes, "The business makes no lasting operating profit within the case.")
	}
}

// paybackMonth is the month from which on the business has paid back, 0 where it never owed
// anything; undefined where it does not within the case.
func (b *builder) paybackMonth(s *Section, r *profit.Report) decimal.NullDecimal {
	crossings := r.Payback.Crossings
	switch {
	case r.Payback.Status == profit.BreakEvenAlready:
		return counted(0)
	case r.Payback.Status == profit.BreakEvenNever:
		s.Notes = append(s.Notes, "The business does not pay back within the case.")
		return decimal.NullDecimal{}
	case len(crossings) == 0:
		return decimal.NullDecimal{}
	}
	month := crossings[len(crossings)-1].Month
	if len(crossings) > 1 {
		s.note("It pays back in month %d for the first time, and owes again later.", crossings[0].Month)
	}
	months := b.sources.Statement.Value.Months
	if at := slices.IndexFunc(months, func(c profit.Column) bool { return c.First == month }); at >= 0 && b.sources.has(SourceStatement) {
		remark := fmt.Sprintf("Month %d of the business case is %s.", month, months[at].Days)
		s.Notes = append(s.Notes, remark)
		b.remarks[MetricPaybackMonth] = remark
	}
	return counted(month)
}

// profitVariance splits what closed months brought more or less than planned.
func (b *builder) profitVariance(s *Section) {
	if b.missing(SectionProfitability, SourcePlanActual, "what the business case has brought so far") {
		return
	}
	v := &b.sources.PlanActual.Value
	t := b.table(
		fmt.Sprintf("Why operating profit is not as planned, months 1 to %d", v.Through), wordColumn("From plan to actual"), column(document.UnitMoney, "Profit"),
	)
	addRow(&t, "", textCell("Planned, of what was reported"), moneyCell(v.Profit.Plan))
	for _, part := range []struct {
		name   string
		amount decimal.NullDecimal
	}{
		{"Volume", v.Volume},
		{"Mix", v.Mix},
		{"Price", v.Price},
		{"Cost of lines", v.CostOfLines},
		{"New lines", v.NewLines},
		{"Vendor money", v.VendorMoney},
		{"Other cost", v.OtherCost},
	} {
		if part.amount.Valid && !part.amount.Decimal.IsZero() {
			addRow(&t, document.RowPart, textCell(part.name), moneyCell(part.amount))
		}
	}
	addRow(&t, document.RowTotal, textCell("Actual"), moneyCell(v.Profit.Actual))
	s.add(t)
	if n := len(v.Unreported); n > 0 {
		b.gap(SectionProfitability, SourcePlanActual, fmt.Sprintf("what some lines of the business case brought in %s", words.Many(n, "closed month")))
	}
}

// vendorReturn tells the vendor, and nobody else, what the partner returns.
func (b *builder) vendorReturn(s *Section) {
	if b.toPartner || b.missing(SectionProfitability, SourceVendorReturn, "what the partner returns to the vendor") {
		return
	}
	v := &b.sources.VendorReturn.Value
	money := document.UnitMoney
	s.Metrics = append(s.Metrics, b.figure(MetricVendorReturn, "Vendor's margin by program cost", document.UnitTimes, shareOf(v.Margin, v.ProgramCost), SourceVendorReturn))
	t := b.table(
		"What the vendor gets, by how much of it is due to the partner", column(document.UnitShare, "Due to the partner"), column(money, "Margin"),
		column(money, "Less program cost"), column(document.UnitShare, "Margin ROI"),
	)
	for i := range v.Shares {
		of := &v.Shares[i]
		addRow(&t, "", knownCell(of.Share), knownCell(of.Margin), knownCell(of.Return), shareCell(of.MarginROI))
	}
	s.add(t)
	s.note("The partner costs the vendor %s over the business case, and brings a margin of %s.", b.write(money, known(v.ProgramCost)), b.write(money, known(v.Margin)))
}
