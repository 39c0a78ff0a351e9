package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"

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
	return x.span(col, x.rowOf(x.key("sales")), x.rowOf(x.key("sales end")))
}

// sales lists the records of the period, and what each earns.
func (x *paying) sales() {
	x.title("Sales of " + named(x.Program.Name, x.Program.ID))
	x.heads("Record", "Date", "<Product", "<Rep", "As recorded", "Returns, corrections", "Qualifying", "Paid on", "Factor", "Earned", "<Why it earns nothing",
		"Share", "Multiplied", "Within the sale's cap", "Within the rep's cap", "Exact", "Lost")
	x.markAs("sales")
	records := map[string]*incentive.Sale{}
	for i := range x.Sales {
		records[x.Sales[i].ID] = &x.Sales[i]
	}
	first := x.row
	for i := range x.Statement.Lines {
		x.sale(&x.Statement.Lines[i], records)
		x.row++
	}
	x.row = max(x.row-1, first)
	x.markAs("sales end")
	x.row++
	x.define(fmt.Sprintf("recorded_%d", x.n+1), saleRecorded, first, x.row-1)
	x.hide(saleShare, saleSteps+1)
}

func (x *paying) sale(l *incentive.SaleLine, records map[string]*incentive.Sale) {
	if l.Sale == "" {
		x.text(saleID, "No sale has a share in it")
		x.figure(saleEarned, unitMoney, x.figureOf("earned"), known(l.Earned))
		return
	}
	x.text(saleID, l.Sale)
	x.day(saleDate, l.Date)
	x.text(saleProduct, l.Product)
	rep := x.text(saleRep, l.Rep)
	x.text(saleWhy, string(l.Reason))
	if !l.Qualifying.Valid {
		return
	}
	paidOn := x.measured(l, records)
	factor := x.input(saleFactor, unitPlain, l.Factor)
	share := x.helper(saleShare, unitRaw, fmt.Sprintf(`IF(%[1]s>0,%[2]s*%[1]s/SUMIF(%[3]s,">0"),0)`, paidOn, x.figureOf("exact"), x.salesOf(salePaidOn)))
	multiplied := x.helper(saleMultiplied, unitRaw, fmt.Sprintf("%s*%s", share, defaulted(factor, "1")))
	capped := multiplied
	if x.has("sale_cap") {
		capped = fmt.Sprintf("MIN(%s,%s)", multiplied, x.inputOf("sale_cap"))
	}
	capped = x.helper(saleCapped, unitRaw, capped)
	within := capped
	if x.has("rep_cap") && l.Rep != "" {
		sum := fmt.Sprintf("SUMPRODUCT(--EXACT(%s,%s),%s)", x.salesOf(saleRep), rep, x.salesOf(saleCapped))
		within = fmt.Sprintf("%s*MIN(1,IF(%s=0,1,%s/%s))", capped, sum, x.inputOf("rep_cap"), sum)
	}
	x.helper(saleRepCapped, unitRaw, within)
	x.partOf(l.Earned)
}

// partOf writes the part of a sale in what is earned.
func (x *paying) partOf(earned decimal.Decimal) {
	x.sheet.part(split{
		first: x.rowOf(x.key("sales")), last: x.rowOf(x.key("sales end")), total: x.figureOf("earned"), units: x.units(), unit: unitMoney,
		weights: saleRepCapped, steps: saleSteps, col: saleEarned,
	}, earned)
}

// measured writes what a sale counts: what was recorded of it, and of what was netted with it.
func (x *paying) measured(l *incentive.SaleLine, records map[string]*incentive.Sale) (paidOn string) {
	m := x.Program.Qualifies
	own, net := measureOf(m, records[l.Sale], l.Sale == l.Of || l.Kind != incentive.KindReturn), decimal.Decimal{}
	for _, id := range l.Netted {
		r := records[id]
		net = net.Add(measureOf(m, r, r == nil || r.Kind != incentive.KindReturn))
	}
	recorded := x.input(saleRecorded, x.qualifies(), known(own))
	write := x.input
	if off := l.Qualifying.Decimal.Sub(own); !off.Equal(net) { // by units, up to what was sold, or paid
		net, write = off, x.library
	}
	netted := write(saleNetted, x.qualifies(), known(net))
	round := fmt.Sprintf("ROUND(%s+%s,4)", recorded, netted)
	qualifying := x.figure(saleQualifying, x.qualifies(), round, l.Qualifying)
	if l.PaidOn.Valid && l.PaidOn.Decimal.Equal(l.Qualifying.Decimal) && x.qualifies() == x.pays() {
		return x.figure(salePaidOn, x.pays(), qualifying, l.PaidOn)
	}
	return x.library(salePaidOn, x.pays(), l.PaidOn)
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

func orZero(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}
