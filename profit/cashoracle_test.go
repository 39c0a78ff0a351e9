package profit_test

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// moveCash figures what moves when, and what is left at the end.
func (b *books) moveCash() {
	timing, end := b.c.Timing, &b.s.Closing
	*end = b.s.Opening
	billed := b.set(profit.LineBilled, b.bills.plus(b.of(profit.LineRevenue)))
	receipts := b.set(profit.LineReceipts, b.days(billed, timing.CustomerDays))
	end.Receivables = end.Receivables.Add(total(billed)).Sub(total(receipts))

	vendor := b.set(profit.LineVendorReceipts, b.vendorReceipts())
	end.VendorReceivables = end.VendorReceivables.Sub(total(b.of(vendorKinds...))).Sub(total(vendor))

	supplied, incurred := b.of(bought...), b.of(bills...)
	suppliers := b.set(profit.LineSupplierPayments, b.days(supplied, timing.SupplierDays))
	costs := b.set(profit.LineCostPayments, b.days(incurred, timing.CostDays))
	end.Payables = end.Payables.Add(total(supplied.plus(incurred))).Sub(total(suppliers.plus(costs)))

	paid := b.set(profit.LinePeoplePayments, b.of(people...))
	tax := b.set(profit.LineTaxPayments, later(b.of(profit.LineTax), b.c.Tax.Lag))
	end.TaxPayable = end.TaxPayable.Add(total(b.of(profit.LineTax))).Sub(total(tax))

	cash := b.set(profit.LineCash, receipts.plus(vendor).less(suppliers).less(paid).less(costs).less(tax))
	end.Cash = end.Cash.Add(total(cash))
	cumulative := slices.Clone(cash)
	for i := range cumulative[1:] {
		cumulative[i+1] = cumulative[i+1].Add(cumulative[i])
	}
	b.set(profit.LineCumulativeCash, cumulative)
	end.DeferredRevenue = end.DeferredRevenue.Add(total(billed)).Sub(total(b.of(profit.LineRevenue)))
}

func total(r byMonth) decimal.Decimal { return decimal.Sum(decimal.Decimal{}, r...) }

// days moves round(x × (30 − b) ÷ 30) of each amount a months later, and the rest a month after that.
func (b *books) days(r byMonth, days decimal.NullDecimal) byMonth {
	months, over := days.Decimal.IntPart()/30, days.Decimal.IntPart()%30
	first, rest := make(byMonth, len(r)), make(byMonth, len(r))
	for i, x := range r {
		part := testkit.Rat(x)
		first[i] = b.round(part.Mul(part, big.NewRat(30-over, 30)))
		rest[i] = x.Sub(first[i])
	}
	return later(first, int(months)).plus(later(rest, int(months)+1))
}

// later moves amounts by so many months, some beyond the last.
func later(r byMonth, months int) byMonth {
	moved := make(byMonth, len(r))
	for i := range r {
		if i >= months {
			moved[i] = r[i-months]
		}
	}
	return moved
}

// vendorReceipts are what the vendor pays, each entry with its lag.
func (b *books) vendorReceipts() byMonth {
	sum := make(byMonth, len(b.s.Months)+1)
	for _, l := range b.s.Lines {
		if !slices.Contains(vendorKinds, l.Kind) {
			continue
		}
		lag := 0
		for _, v := range b.c.VendorMoney {
			if v.ID == l.ID {
				lag = v.Lag
			}
		}
		sum = sum.less(later(monthsOf(l), lag))
	}
	return sum
}

// report writes what was reported over what was planned.
func (b *books) report(a profit.Actuals) {
	parts := partsOf(b.c)
	for _, l := range a.Lines {
		i := slices.IndexFunc(parts, func(p part) bool { return p.id == l.ID })
		if i < 0 {
			parts = append(parts, b.open(l))
			i = len(parts) - 1
		}
		b.write(parts[i], l)
	}
}

// open adds a new line as a resale, a rebate or a running cost, after the others of its kind.
func (b *books) open(l profit.Actual) part {
	p := newPart(l)
	switch p.shape {
	case money:
		p.amount = []profit.LineKind{profit.LineRebate}
	case expense:
		p.amount = []profit.LineKind{profit.LineCost}
	default:
		p.quantity = profit.LineUnits
		p.revenue, p.amount = []profit.LineKind{profit.LineProductRevenue}, []profit.LineKind{profit.LineProductCost}
	}
	for _, kind := range slices.Concat(p.revenue, p.amount) {
		b.s.Lines = b.insert(b.s.Lines, p.id, kind, kindsOfMoney)
	}
	if p.quantity != "" {
		b.s.Quantities = b.insert(b.s.Quantities, p.id, p.quantity, []profit.LineKind{profit.LineUnits})
	}
	return p
}

// kindsOfMoney are the kinds of line that there may be several of, in their order, with the sums between them.
var kindsOfMoney = slices.Concat(
	revenueKinds, []profit.LineKind{profit.LineRevenue}, bought,
	[]profit.LineKind{profit.LineDeliveryPay, profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess},
	[]profit.LineKind{profit.LineCostOfSales, profit.LineGrossMargin}, operating,
)

// insert adds an empty line behind all lines of the kinds up to its own.
func (b *books) insert(lines []profit.Line, id string, kind profit.LineKind, order []profit.LineKind) []profit.Line {
	at := 0
	for i, l := range lines {
		if slices.Contains(order[:slices.Index(order, kind)+1], l.Kind) {
			at = i + 1
		}
	}
	l := profit.Line{ID: id, Kind: kind}
	b.put(&l, make(byMonth, len(b.s.Months)+1))
	return slices.Insert(lines, at, l)
}

// write puts the numbers of a month in their places. What a role costs is its pay.
func (b *books) write(p part, a profit.Actual) {
	for i := range b.s.Quantities {
		if l := &b.s.Quantities[i]; l.ID == p.id && l.Kind == p.quantity {
			b.writeMonth(l, a.Month, a.Quantity.Decimal)
		}
	}
	if funds := b.funds[p.id]; funds != nil {
		funds[a.Month] = a.VendorMoney.Decimal
		return
	}
	for i := range b.s.Lines {
		switch l := &b.s.Lines[i]; {
		case l.ID != p.id:
		case slices.Contains(p.revenue, l.Kind):
			b.writeMonth(l, a.Month, a.Revenue.Decimal)
		case l.Kind == profit.LineCommission:
			b.writeMonth(l, a.Month, decimal.Decimal{})
		case slices.Contains(p.amount, l.Kind):
			b.writeMonth(l, a.Month, a.Cost.Decimal.Sub(a.VendorMoney.Decimal))
		}
	}
}

func (b *books) writeMonth(l *profit.Line, month int, n decimal.Decimal) {
	r := monthsOf(*l)
	r[month] = n
	b.put(l, r)
}
