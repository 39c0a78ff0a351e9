package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/incentive"
)

// The columns of the list of sales of a program.
const (
	saleID = iota + 1
	saleDate
	saleProduct
	saleRep
	saleRecorded
	saleNetted
	saleQualifying
	salePaidOn
	saleFactor
	saleEarned
	saleWhy
	saleShare
	saleMultiplied
	saleCapped
	saleRepCapped
	saleSteps
)

// salesOf names a column of the list.
func (x *paying) salesOf(col int) string {
	first, last := x.Rows(x.key("sales"))
	return x.Span(col, first, last)
}

// sales lists the records of the period, and what each earns.
func (x *paying) sales() {
	x.Title("Sales of " + named(x.Program.Name, x.Program.ID))
	x.Heads("Record", "Date", "<Product", "<Rep", "As recorded", "Returns, corrections", "Qualifying", "Paid on", "Factor", "Earned", "<Why it earns nothing",
		"Share", "Multiplied", "Within the sale's cap", "Within the rep's cap", "Exact", "Lost")
	x.Names("", "", "", "", x.key("recorded"))
	records := map[string]*incentive.Sale{}
	for i := range x.Sales {
		records[x.Sales[i].ID] = &x.Sales[i]
	}
	first := x.Row
	for i := range x.Statement.Lines {
		x.sale(&x.Statement.Lines[i], records)
		x.Row++
	}
	x.MarkRows(x.key("sales"), first)
	x.Row = max(x.Row, first+1)
}

func (x *paying) sale(l *incentive.SaleLine, records map[string]*incentive.Sale) {
	if l.Sale == "" {
		x.Text(saleID, "No sale has a share in it")
		x.Figure(saleEarned, live.Money, x.figureOf("earned"), live.Known(l.Earned))
		return
	}
	x.Text(saleID, l.Sale)
	x.Day(saleDate, l.Date)
	x.Text(saleProduct, l.Product)
	rep := x.Text(saleRep, l.Rep)
	x.Text(saleWhy, string(l.Reason))
	if !l.Qualifying.Valid {
		return
	}
	paidOn := x.measured(l, records)
	factor := x.Input(saleFactor, live.Plain, l.Factor)
	share := x.Step(saleShare, live.Price, fmt.Sprintf(`IF(%[1]s>0,%[2]s*%[1]s/SUMIF(%[3]s,">0"),0)`, paidOn, x.figureOf("exact"), x.salesOf(salePaidOn)))
	multiplied := x.Step(saleMultiplied, live.Price, fmt.Sprintf("%s*%s", share, live.OrElse(factor, "1")))
	capped := multiplied
	if x.Program.Limits.TransactionCap.Valid {
		capped = fmt.Sprintf("MIN(%s,%s)", multiplied, x.inputOf("sale_cap"))
	}
	capped = x.Step(saleCapped, live.Price, capped)
	within := capped
	if x.Program.Limits.RepCap.Valid && l.Rep != "" {
		sum := fmt.Sprintf("SUMPRODUCT(--EXACT(%s,%s),%s)", x.salesOf(saleRep), rep, x.salesOf(saleCapped))
		within = fmt.Sprintf("%s*MIN(1,IF(%s=0,1,%s/%s))", capped, sum, x.inputOf("rep_cap"), sum)
	}
	x.Step(saleRepCapped, live.Price, within)
	first, last := x.Rows(x.key("sales"))
	x.Share(live.Split{
		First: first, Last: last, Total: x.figureOf("earned"), Places: x.Places, Unit: live.Money, Weights: saleRepCapped, Steps: saleSteps, Col: saleEarned,
	}, l.Earned)
}

// measured writes what a sale counts: what was recorded of it, and of what was netted with it.
func (x *paying) measured(l *incentive.SaleLine, records map[string]*incentive.Sale) (paidOn string) {
	m := x.Program.Qualifies
	own, net := measureOf(m, records[l.Sale], l.Sale == l.Of || l.Kind != incentive.KindReturn), decimal.Decimal{}
	for _, id := range l.Netted {
		r := records[id]
		net = net.Add(measureOf(m, r, r == nil || r.Kind != incentive.KindReturn))
	}
	recorded := x.Input(saleRecorded, x.qualifies(), live.Known(own))
	write := x.Input
	if off := l.Qualifying.Decimal.Sub(own); !off.Equal(net) { // by units, up to what was sold, or paid
		net, write = off, x.Library
	}
	netted := write(saleNetted, x.qualifies(), live.Known(net))
	round := fmt.Sprintf("ROUND(%s+%s,4)", recorded, netted)
	qualifying := x.Figure(saleQualifying, x.qualifies(), round, l.Qualifying)
	if l.PaidOn.Valid && l.PaidOn.Decimal.Equal(l.Qualifying.Decimal) && x.qualifies() == x.pays() {
		return x.Figure(salePaidOn, x.pays(), qualifying, l.PaidOn)
	}
	return x.Library(salePaidOn, x.pays(), l.PaidOn)
}

// measureOf is what a record states: a return takes back what it states.
func measureOf(m incentive.Measure, s *incentive.Sale, adds bool) (d decimal.Decimal) {
	if s == nil {
		return d
	}
	switch m {
	case incentive.MeasureRevenue:
		d = orZero(s.Amount)
	case incentive.MeasureMargin:
		d = orZero(s.Margin)
	case incentive.MeasureUnits:
		d = orZero(s.Units)
	default:
		d = decimal.NewFromInt(1)
	}
	if !adds {
		return d.Neg()
	}
	return d
}
