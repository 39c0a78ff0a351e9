package profit

import "github.com/partnermath/partnermath/internal/exact"

// spend works out other costs, and vendor money as costs below 0.
func (l *ledger) spend() {
	l.earn()
	revenue := l.rows[l.totals.revenue]
	for i := range l.costs {
		k := &l.costs[i]
		for month := k.first; month <= min(k.last, l.months); month++ {
			value, ok := exact.MulDiv(k.rate, revenue[month], oneRate)
			l.rows[k.row][month] = l.amount(value+k.amount, ok, "costs", i, "amount")
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
			l.rows[v.row][month] = -l.amount(value+v.amount, ok, "vendorMoney", i, "rate")
		}
	}
}

// earn adds up the revenue.
func (l *ledger) earn() {
	clear(l.rows[l.totals.revenue])
	for i := range l.products {
		l.sum(l.totals.revenue, l.products[i].revenueRow, 1)
	}
	for i := range l.recurring {
		l.sum(l.totals.revenue, l.recurring[i].revenueRow, 1)
	}
	for i := range l.services {
		l.sum(l.totals.revenue, l.services[i].revenueRow, 1)
	}
}

// finish adds up to net profit, and works out tax and cash.
func (l *ledger) finish() {
	t := &l.totals
	for _, row := range []int{
		t.costOfSales, t.grossMargin, t.operatingCost, t.operatingProfit, t.tax, t.netProfit, t.billed, t.receipts,
		t.vendorReceipts, t.suppliers, t.people, t.costs, t.taxPaid, t.cash, t.cumulative,
	} {
		clear(l.rows[row])
	}
	l.earn()
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
	l.move()
}

// sum adds a row to another, or takes it off.
func (l *ledger) sum(to, from int, sign int64) {
	into := l.rows[to]
	for month, value := range l.rows[from] {
		into[month] += sign * value
	}
}

// fund shares marketing funds, entry after entry, each up to what is left of marketing.
func (l *ledger) fund() {
	var marketing [MaxMonths + 1]int64
	for i := range l.costs {
		if k := &l.costs[i]; k.marketing {
			l.gather(&marketing, k.row)
		}
	}
	for i := range l.vendor {
		v := &l.vendor[i]
		if v.excessRow == none {
			continue
		}
		used, excess := l.rows[v.row], l.rows[v.excessRow]
		for month := range used {
			funds := used[month] + excess[month]
			used[month] = max(funds, -max(marketing[month], 0))
			excess[month] = funds - used[month]
			marketing[month] += used[month]
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
		l.gather(&paid, l.roles[i].commissionRow)
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
			if v.excessRow != none {
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
