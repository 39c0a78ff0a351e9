package qbr

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/document"
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
	t := document.Table{Title: "Business case by year", Currency: st.Currency, Columns: []document.Column{{Head: "Line", Kind: document.ColumnWords}, {Head: "Start", Unit: document.UnitMoney, Spare: 1}}}
	for i := range st.Years {
		t.Columns = append(t.Columns, document.Column{Head: strconv.Itoa(st.Years[i].Year), Unit: document.UnitMoney})
	}
	t.Columns = append(t.Columns, document.Column{Head: "Total", Unit: document.UnitMoney})
	for _, kind := range []profit.LineKind{
		profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue, profit.LineRevenue,
		profit.LineCostOfSales, profit.LineGrossMargin, profit.LineOperatingCost, profit.LineOperatingProfit, profit.LineTax, profit.LineNetProfit,
		profit.LineCash, profit.LineCumulativeCash,
	} {
		for i := range st.Lines {
			if l := &st.Lines[i]; l.Kind == kind {
				t.Rows = append(t.Rows, statementRow(l))
			}
		}
	}
	s.Tables = append(s.Tables, t)
	at := slices.IndexFunc(st.Lines, func(l profit.Line) bool { return l.Kind == profit.LineOperatingProfit })
	year := slices.IndexFunc(st.Years, func(c profit.Column) bool { return c.Days.Contains(b.review.Period.Start) })
	if at >= 0 && year >= 0 && year < len(st.Lines[at].Years) {
		name := fmt.Sprintf("The partner's operating profit %d", st.Years[year].Year)
		s.Metrics = append(s.Metrics, b.figure(MetricPartnerProfit, name, document.UnitMoney, known(st.Lines[at].Years[year]), SourceStatement))
	}
}

func statementRow(l *profit.Line) document.Row {
	kind, name := document.RowKind(""), cmp.Or(l.Name, lineName(l.Kind), l.ID)
	switch l.Kind {
	case profit.LineRevenue, profit.LineGrossMargin, profit.LineOperatingProfit, profit.LineNetProfit:
		kind, name = document.RowGroup, lineName(l.Kind)
	}
	row := document.Row{Kind: kind, Cells: []document.Cell{{Text: name}, {Number: known(l.Start)}}}
	for _, amount := range l.Years {
		row.Cells = append(row.Cells, document.Cell{Number: known(amount)})
	}
	return document.Row{Kind: kind, Cells: append(row.Cells, document.Cell{Number: known(l.Total)})}
}

// lineName is what people call a line of a statement.
func lineName(kind profit.LineKind) string {
	name := words(partnermath.Reason(kind))
	return strings.ToUpper(name[:min(len(name), 1)]) + name[min(len(name), 1):]
}

// profitReport tells when the business pays back, and what it takes until then.
func (b *builder) profitReport(s *Section) {
	if b.missing(SectionProfitability, SourceProfit, "when the partner's business pays back") {
		return
	}
	r := &b.sources.Profit.Value
	var month decimal.NullDecimal
	switch c := r.Payback.Crossings; {
	case r.Payback.Status == profit.BreakEvenAlready:
		month = counted(0)
	case r.Payback.Status == profit.BreakEvenNever:
		s.Notes = append(s.Notes, "The business does not pay back within the case.")
	case len(c) > 0:
		month = counted(c[len(c)-1].Month)
	}
	s.Metrics = append(s.Metrics, b.metric(Metric{
		ID: MetricPaybackMonth, Name: "Paid back in month", Unit: document.UnitCount, Value: month, Polarity: lowerIsBetter, Source: SourceProfit,
	}))
	t := document.Table{Title: "What the business case comes to", Currency: r.Currency, Columns: []document.Column{{Head: "Measure", Kind: document.ColumnWords}, {Head: "Value", Kind: document.ColumnNumber}}}
	row := func(name string, n decimal.NullDecimal, unit document.Unit) {
		if unit == document.UnitMoney {
			name += ", " + r.Currency
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Text: name}, document.Number(n, unit)}})
	}
	row("Operating break-even in month", r.OperatingBreakEven, document.UnitCount)
	row("Peak funding", known(r.PeakFunding), document.UnitMoney)
	row("Return on peak funding", r.ReturnOnPeakFunding, document.UnitShare)
	row("Net present value", known(r.NPV), document.UnitMoney)
	row("Monthly recurring revenue at the end", known(r.MRR), document.UnitMoney)
	row("Recurring share of revenue", r.RecurringShare, document.UnitShare)
	row("Revenue a head and year", r.RevenuePerHead, document.UnitMoney)
	for i := range r.Streams {
		row("Gross margin rate of "+words(partnermath.Reason(r.Streams[i].ID)), r.Streams[i].MarginRate, document.UnitShare)
	}
	s.Tables = append(s.Tables, t)
}

// profitVariance splits what closed months brought more or less than planned.
func (b *builder) profitVariance(s *Section) {
	if !b.sources.has(SourcePlanActual) {
		return
	}
	v := &b.sources.PlanActual.Value
	t := document.Table{Title: "Why profit is not as planned", Currency: v.Currency, Columns: []document.Column{
		{Head: "Closed months", Kind: document.ColumnWords}, {Head: "Operating profit", Unit: document.UnitMoney},
	}}
	row := func(kind document.RowKind, name string, n decimal.NullDecimal) {
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{{Text: name}, document.Number(n, document.UnitMoney)}})
	}
	row("", "Planned", v.Profit.Plan)
	row(document.RowPart, "Volume", v.Volume)
	row(document.RowPart, "Mix", v.Mix)
	row(document.RowPart, "Price", v.Price)
	row(document.RowPart, "Cost of lines", v.CostOfLines)
	row(document.RowPart, "New lines", v.NewLines)
	row(document.RowPart, "Vendor money", v.VendorMoney)
	row(document.RowPart, "Other cost", v.OtherCost)
	row(document.RowTotal, "Actual", v.Profit.Actual)
	s.Tables = append(s.Tables, t)
	if n := len(v.Unreported); n > 0 {
		b.gap(SectionProfitability, SourcePlanActual, fmt.Sprintf("a line of the business case in %d closed months", n))
	}
}

// vendorReturn tells the vendor, and nobody else, what the partner returns.
func (b *builder) vendorReturn(s *Section) {
	if b.toPartner || b.missing(SectionProfitability, SourceVendorReturn, "what the partner returns to the vendor") {
		return
	}
	v := &b.sources.VendorReturn.Value
	s.Metrics = append(s.Metrics, b.figure(MetricVendorReturn, "The vendor's margin by its program cost", document.UnitTimes, shareOf(v.Margin, v.ProgramCost), SourceVendorReturn))
	t := document.Table{Title: "The vendor's side", Currency: v.Currency, Columns: []document.Column{
		{Head: "Share of the margin due to the partner", Unit: document.UnitShare},
		{Head: "Margin", Unit: document.UnitMoney},
		{Head: "Margin less program cost", Unit: document.UnitMoney},
		{Head: "Margin ROI", Unit: document.UnitShare},
	}}
	for i := range v.Shares {
		share := &v.Shares[i]
		t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{{Number: known(share.Share)}, {Number: known(share.Margin)}, {Number: known(share.Return)}, document.Number(share.MarginROI, document.UnitShare)}})
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	s.Notes = append(s.Notes, fmt.Sprintf("The partner costs the vendor %s over the business case, and brings a margin of %s.",
		b.write(document.UnitMoney, known(v.ProgramCost)), b.write(document.UnitMoney, known(v.Margin))))
}
