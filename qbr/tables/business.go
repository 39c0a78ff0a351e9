package tables

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// Statement shows the main lines of a business case by year: revenue and its parts, costs,
// profit, and cash where the case times it. Months are left out, and lines of 0 that a reader
// does not look for.
func Statement(st profit.Statement) document.Table {
	t := table("Business case by year", st.Currency, setting.WordColumn("Line"), setting.Spare(1, setting.Column(money, "Start")))
	for i := range st.Years {
		year := setting.Charted(setting.Column(money, yearName(&st.Years[i])))
		if i >= mostYears {
			year = setting.Spare(i, year)
		}
		t.Columns = append(t.Columns, year)
	}
	t.Columns = append(t.Columns, setting.Column(money, "Total"))
	t.Chart = document.ChartAcross
	for _, of := range statementRows() {
		for i := range st.Lines {
			if l := &st.Lines[i]; l.Kind == of.line && (of.always || !l.Total.IsZero() || !l.Start.IsZero()) && (st.Timed || of.line != profit.LineCash) {
				add := addRow
				if of.charted {
					add = addCharted
				}
				add(&t, of.row, statementCells(l, of.row)...)
			}
		}
	}
	return t
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
	line    profit.LineKind
	row     document.RowKind
	always  bool
	charted bool
}

// statementRows are in the order in which they stand: a sum of parts above them.
func statementRows() []statementRow {
	return []statementRow{
		{profit.LineRevenue, document.RowGroup, true, true},
		{profit.LineProductRevenue, document.RowPart, false, false},
		{profit.LineRecurringRevenue, document.RowPart, false, false},
		{profit.LineServiceRevenue, document.RowPart, false, false},
		{profit.LineCostOfSales, "", true, false},
		{profit.LineGrossMargin, "", true, true},
		{profit.LineOperatingCost, "", true, false},
		{profit.LineOperatingProfit, "", true, true},
		{profit.LineTax, "", false, false},
		{profit.LineNetProfit, document.RowTotal, true, false},
		{profit.LineCash, "", false, false},
		{profit.LineCumulativeCash, "", false, false},
	}
}

func statementCells(l *profit.Line, kind document.RowKind) []document.Cell {
	name := words.Name(string(l.Kind))
	if kind == document.RowPart {
		name = cmp.Or(l.Name, l.ID)
	}
	cells := []document.Cell{setting.Text(name), knownCell(l.Start)}
	for _, amount := range l.Years {
		cells = append(cells, knownCell(amount))
	}
	return append(cells, knownCell(l.Total))
}

// Profit shows when a business case earns, what it takes until then and what it comes to.
// Measures that it has nothing for are left out.
func Profit(r profit.Report, currency string) document.Table {
	t := table("What the business case comes to", currency, setting.WordColumn("Measure"), setting.Mixed("Value"))
	row := func(name string, n decimal.NullDecimal, unit document.Unit) {
		if !n.Valid { // the case has nothing that it is of
			return
		}
		if unit == money {
			name += ", " + currency
		}
		addRow(&t, "", setting.Text(name), document.Cell{Number: n, Unit: unit})
	}
	row("Operating profit from month", r.OperatingBreakEven, count)
	row("Peak funding", known(r.PeakFunding), money)
	row("Return on peak funding", r.ReturnOnPeakFunding, share)
	row("Net present value", known(r.NPV), money)
	row("Monthly recurring revenue at the end", known(r.MRR), money)
	row("Recurring share of revenue", r.RecurringShare, share)
	row("Revenue a head and year", r.RevenuePerHead, money)
	for i := range r.Streams {
		row("Gross margin rate of "+strings.ReplaceAll(r.Streams[i].ID, "-", " "), r.Streams[i].MarginRate, share)
	}
	return t
}

// Variance shows why operating profit is not as planned, over the months that are closed:
// what each cause took or added, those of 0 left out.
func Variance(v profit.Verification) document.Table {
	t := table(
		fmt.Sprintf("Why operating profit is not as planned, months 1 to %d", v.Through), v.Currency, setting.WordColumn("From plan to actual"), setting.Charted(setting.Column(money, "Profit")),
	)
	t.Chart = document.ChartBridge
	addRow(&t, "", setting.Text("Planned, of what was reported"), moneyCell(v.Profit.Plan))
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
			addRow(&t, document.RowPart, setting.Text(part.name), moneyCell(part.amount))
		}
	}
	addRow(&t, document.RowTotal, setting.Text("Actual"), moneyCell(v.Profit.Actual))
	return t
}

// VendorReturn shows what the vendor gets, by how much of the margin is due to the partner.
// It is for the vendor alone.
func VendorReturn(v profit.VendorReturn) document.Table {
	t := table(
		"What the vendor gets, by how much of it is due to the partner", v.Currency, setting.Column(share, "Due to the partner"), setting.Column(money, "Margin"),
		setting.Column(money, "Less program cost"), setting.Column(share, "Margin ROI"),
	)
	for i := range v.Shares {
		of := &v.Shares[i]
		addRow(&t, "", knownCell(of.Share), knownCell(of.Margin), knownCell(of.Return), shareCell(of.MarginROI))
	}
	return t
}
