package profit

import "github.com/partnermath/partnermath/internal/exact"

// add works out vendor money and other costs, and adds up to net profit.
func (l *ledger) add() {
	t := &l.totals
	revenue := l.rows[t.revenue]
	for i := range l.products {
		l.sum(t.revenue, l.products[i].revenueRow, 1)
	}
	for i := range l.recurring {
		l.sum(t.revenue, l.recurring[i].revenueRow, 1)
	}
	for i := range l.services {
		l.sum(t.revenue, l.services[i].revenueRow, 1)
	}
	for i := range l.costs {
		k := &l.costs[i]
		for month := k.first; month <= min(k.last, l.months); month++ {
			value, ok := exact.MulDiv(k.rate, revenue[month], oneRate)
			l.rows[k.row][month] = l.amount(value+k.amount, ok, "costs", i, "amount")
		}
	}
	l.fund()
	for row := t.revenue + 1; row < t.costOfSales; row++ {
		l.sum(t.costOfSales, row, 1)
	}
	l.sum(t.grossMargin, t.revenue, 1)
	l.sum(t.grossMargin, t.costOfSales, -1)
	for row := t.grossMargin + 1; row < t.operatingCost; row++ {
		l.sum(t.operatingCost, row, 1)
	}
	l.sum(t.operatingProfit, t.grossMargin, 1)
	l.sum(t.operatingProfit, t.operatingCost, -1)
	l.assess()
	l.sum(t.netProfit, t.operatingProfit, 1)
	l.sum(t.netProfit, t.tax, -1)
}

// sum adds a row to another, or takes it off.
func (l *ledger) sum(to, from int, sign int64) {
	into := l.rows[to]
	for month, value := range l.rows[from] {
		into[month] += sign * value
	}
}

// fund works out vendor money, as costs below 0: marketing funds entry after entry, each up
// to what is left of marketing.
func (l *ledger) fund() {
	var marketing [MaxMonths + 1]int64
	for i := range l.costs {
		if k := &l.costs[i]; k.marketing {
			for month, value := range l.rows[k.row] {
				marketing[month] += value
			}
		}
	}
	for i := range l.vendor {
		v := &l.vendor[i]
		for month := v.first; month <= min(v.last, l.months); month++ {
			var base int64
			for _, row := range v.on {
				base += l.rows[row][month]
			}
			value, ok := exact.MulDiv(v.rate, base, oneRate)
			value = l.amount(value+v.amount, ok, "vendorMoney", i, "rate")
			if v.kind != VendorMDF {
				l.rows[v.row][month] = -value
				continue
			}
			used := min(value, marketing[month])
			marketing[month] -= used
			l.rows[v.row][month], l.rows[v.excessRow][month] = -used, used-value
		}
	}
}

// assess works out the tax of each fiscal year.
func (l *ledger) assess() {
	profit := l.rows[l.totals.operatingProfit]
	var losses [MaxMonths + 1]int64
	for y, year := range l.years {
		made := int64(0)
		if y == 0 {
			made = profit[0]
		}
		for month := year.first; month <= year.last; month++ {
			made += profit[month]
		}
		if made <= 0 {
			losses[y] = -made
			continue
		}
		room, _ := exact.MulDiv(made, l.tax.share, oneRate)
		for from := range y {
			if l.tax.years == 0 || y-from <= l.tax.years {
				used := min(losses[from], room)
				losses[from] -= used
				room -= used
				made -= used
			}
		}
		l.rows[l.totals.tax][year.last], _ = exact.MulDiv(made, l.tax.rate, oneRate)
	}
}

// move works out when money moves.
func (l *ledger) move() {
	t := &l.totals
	var purchases, paid, spent [MaxMonths + 1]int64
	billed := l.rows[t.billed]
	copy(billed, l.bills)
	l.sum(t.billed, t.revenue, 1)
	for i := range l.products {
		l.gather(&purchases, l.products[i].costRow)
	}
	for i := range l.recurring {
		l.gather(&purchases, l.recurring[i].costRow)
	}
	for i := range l.services {
		l.gather(&purchases, l.services[i].costRow)
	}
	for i := range l.roles {
		l.gather(&paid, l.roles[i].payRow)
		if l.roles[i].kind == RoleSales {
			l.gather(&paid, l.roles[i].commissionRow)
		}
	}
	for i := range l.costs {
		l.gather(&spent, l.costs[i].row)
	}
	copy(l.rows[t.people], paid[:])
	later(l.rows[t.receipts], billed, l.customerDays)
	later(l.rows[t.suppliers], purchases[:l.months+1], l.supplierDays)
	later(l.rows[t.costs], spent[:l.months+1], l.costDays)
	for i := range l.vendor {
		v := &l.vendor[i]
		for month := 0; month+v.lag <= l.months; month++ {
			l.rows[t.vendorReceipts][month+v.lag] -= l.rows[v.row][month]
			if v.kind == VendorMDF {
				l.rows[t.vendorReceipts][month+v.lag] -= l.rows[v.excessRow][month]
			}
		}
	}
	for month := 0; month+l.tax.lag <= l.months; month++ {
		l.rows[t.taxPaid][month+l.tax.lag] = l.rows[t.tax][month]
	}
	for _, row := range []int{t.receipts, t.vendorReceipts} {
		l.sum(t.cash, row, 1)
	}
	for _, row := range []int{t.suppliers, t.people, t.costs, t.taxPaid} {
		l.sum(t.cash, row, -1)
	}
	total := int64(0)
	for month, flow := range l.rows[t.cash] {
		total += flow
		l.rows[t.cumulative][month] = total
	}
}

func (l *ledger) gather(into *[MaxMonths + 1]int64, row int) {
	if row == none {
		return
	}
	for month, value := range l.rows[row] {
		into[month] += value
	}
}

// later moves amounts by days = 30a + b: round(x × (30 − b) ÷ 30) by a months, the rest by
// one more.
func later(into, from []int64, days int) {
	months, rest := days/daysPerMonth, int64(days%daysPerMonth)
	for month, value := range from {
		now := (value*(daysPerMonth-rest) + daysPerMonth/2) / daysPerMonth
		if at := month + months; at < len(into) {
			into[at] += now
		}
		if at := month + months + 1; at < len(into) {
			into[at] += value - now
		}
	}
}

const daysPerMonth = 30
