package ledger

import (
	"math/big"

	"github.com/partnermath/partnermath/internal/exact"
)

// spend works out other costs, and vendor money as costs below 0.
func (l *Ledger) spend() {
	l.earn()
	revenue := l.Rows[l.Totals.Revenue]
	for i := range l.Costs {
		k := &l.Costs[i]
		for month := k.First; month <= min(k.Last, l.Months); month++ {
			value, ok := exact.MulDiv(k.Rate, revenue[month], OneRate)
			l.Rows[k.Row][month] = l.amount(value+k.Amount, ok, "costs", i, "amount")
		}
	}
	for i := range l.Vendor {
		v := &l.Vendor[i]
		for month := v.First; month <= min(v.Last, l.Months); month++ {
			var base int64
			for _, row := range v.On {
				base += l.Rows[row][month]
			}
			value, ok := exact.MulDiv(v.Rate, base, OneRate)
			l.Rows[v.Row][month] = -l.amount(value+v.Amount, ok, "vendorMoney", i, "rate")
		}
	}
}

// earn adds up the revenue.
func (l *Ledger) earn() {
	clear(l.Rows[l.Totals.Revenue])
	for i := range l.Products {
		l.sum(l.Totals.Revenue, l.Products[i].RevenueRow, 1)
	}
	for i := range l.Recurring {
		l.sum(l.Totals.Revenue, l.Recurring[i].RevenueRow, 1)
	}
	for i := range l.Services {
		l.sum(l.Totals.Revenue, l.Services[i].RevenueRow, 1)
	}
}

// Finish adds up to net profit, and works out tax and cash.
func (l *Ledger) Finish() {
	t := &l.Totals
	for _, row := range []int{
		t.CostOfSales, t.GrossMargin, t.OperatingCost, t.OperatingProfit, t.Tax, t.NetProfit, t.Billed, t.Receipts,
		t.VendorReceipts, t.Suppliers, t.People, t.Costs, t.TaxPaid, t.Cash, t.Cumulative,
	} {
		clear(l.Rows[row])
	}
	l.earn()
	l.fund()
	for row := t.Revenue + 1; row < t.CostOfSales; row++ {
		l.sum(t.CostOfSales, row, 1)
	}
	l.sum(t.GrossMargin, t.Revenue, 1)
	l.sum(t.GrossMargin, t.CostOfSales, -1)
	for row := t.GrossMargin + 1; row < t.OperatingCost; row++ {
		l.sum(t.OperatingCost, row, 1)
	}
	l.sum(t.OperatingProfit, t.GrossMargin, 1)
	l.sum(t.OperatingProfit, t.OperatingCost, -1)
	l.assess()
	l.sum(t.NetProfit, t.OperatingProfit, 1)
	l.sum(t.NetProfit, t.Tax, -1)
	l.move()
}

// sum adds a row to another, or takes it off.
func (l *Ledger) sum(to, from int, sign int64) {
	into := l.Rows[to]
	for month, value := range l.Rows[from] {
		into[month] += sign * value
	}
}

// fund shares marketing funds, entry after entry, each up to what is left of marketing.
func (l *Ledger) fund() {
	var marketing [MaxMonths + 1]int64
	for i := range l.Costs {
		if k := &l.Costs[i]; k.Marketing {
			l.gather(&marketing, k.Row)
		}
	}
	for i := range l.Vendor {
		v := &l.Vendor[i]
		if v.ExcessRow == None {
			continue
		}
		used, excess := l.Rows[v.Row], l.Rows[v.ExcessRow]
		for month := range used {
			funds := used[month] + excess[month]
			used[month] = max(funds, -max(marketing[month], 0))
			excess[month] = funds - used[month]
			marketing[month] += used[month]
		}
	}
}

// assess works out the tax of each fiscal year.
func (l *Ledger) assess() {
	profit := l.Rows[l.Totals.OperatingProfit]
	var losses [MaxMonths + 1]int64
	for y, year := range l.Years {
		made := int64(0)
		if y == 0 {
			made = profit[0]
		}
		for month := year.First; month <= year.Last; month++ {
			made += profit[month]
		}
		if made <= 0 {
			losses[y] = -made
			continue
		}
		room, _ := exact.MulDiv(made, l.Tax.Share, OneRate)
		for from := range y {
			if l.Tax.Years == 0 || y-from <= l.Tax.Years {
				used := min(losses[from], room)
				losses[from] -= used
				room -= used
				made -= used
			}
		}
		l.Rows[l.Totals.Tax][year.Last], _ = exact.MulDiv(made, l.Tax.Rate, OneRate)
	}
}

// move works out when money moves.
func (l *Ledger) move() {
	t := &l.Totals
	purchases := l.purchases()
	var paid, spent [MaxMonths + 1]int64
	billed := l.Rows[t.Billed]
	copy(billed, l.Bills)
	l.sum(t.Billed, t.Revenue, 1)
	for i := range l.Roles {
		l.gather(&paid, l.Roles[i].PayRow)
		l.gather(&paid, l.Roles[i].CommissionRow)
	}
	for i := range l.Costs {
		l.gather(&spent, l.Costs[i].Row)
	}
	copy(l.Rows[t.People], paid[:])
	later(l.Rows[t.Receipts], billed, l.CustomerDays)
	later(l.Rows[t.Suppliers], purchases[:l.Months+1], l.SupplierDays)
	later(l.Rows[t.Costs], spent[:l.Months+1], l.CostDays)
	for i := range l.Vendor {
		v := &l.Vendor[i]
		for month := 0; month+v.Lag <= l.Months; month++ {
			l.Rows[t.VendorReceipts][month+v.Lag] -= l.Rows[v.Row][month]
			if v.ExcessRow != None {
				l.Rows[t.VendorReceipts][month+v.Lag] -= l.Rows[v.ExcessRow][month]
			}
		}
	}
	for month := 0; month+l.Tax.Lag <= l.Months; month++ {
		l.Rows[t.TaxPaid][month+l.Tax.Lag] = l.Rows[t.Tax][month]
	}
	for _, row := range []int{t.Receipts, t.VendorReceipts} {
		l.sum(t.Cash, row, 1)
	}
	for _, row := range []int{t.Suppliers, t.People, t.Costs, t.TaxPaid} {
		l.sum(t.Cash, row, -1)
	}
	total := int64(0)
	for month, flow := range l.Rows[t.Cash] {
		total += flow
		l.Rows[t.Cumulative][month] = total
	}
}

// purchases are what products, recurring lines and services cost.
func (l *Ledger) purchases() (all [MaxMonths + 1]int64) {
	for i := range l.Products {
		l.gather(&all, l.Products[i].CostRow)
	}
	for i := range l.Recurring {
		l.gather(&all, l.Recurring[i].CostRow)
	}
	for i := range l.Services {
		l.gather(&all, l.Services[i].CostRow)
	}
	return all
}

func (l *Ledger) gather(into *[MaxMonths + 1]int64, row int) {
	if row == None {
		return
	}
	for month, value := range l.Rows[row] {
		into[month] += value
	}
}

// later moves amounts by days = 30a + b: round(x × (30 − b) ÷ 30) by a months, the rest by
// one more.
func later(into, from []int64, days int) {
	months, rest := days/daysPerMonth, int64(days%daysPerMonth)
	for month, value := range from {
		now := exact.DivInt(value*(daysPerMonth-rest), daysPerMonth)
		if at := month + months; at < len(into) {
			into[at] += now
		}
		if at := month + months + 1; at < len(into) {
			into[at] += value - now
		}
	}
}

const daysPerMonth = 30

// Over returns what a column of some months shows of a row: the last of a stock, else the
// sum.
func Over(row []int64, within Span, stock bool) (sum int64) {
	if stock {
		return row[within.Last]
	}
	for _, value := range row[within.First : within.Last+1] {
		sum += value
	}
	return sum
}

// Total adds up a row.
func (l *Ledger) Total(row int) int64 { return Over(l.Rows[row], Span{0, l.Months}, false) }

// Balances are what is there and what is owed at the end.
type Balances struct{ Cash, Receivables, VendorReceivables, Payables, TaxPayable, DeferredRevenue int64 }

// Closing works out the balances at the end.
func (l *Ledger) Closing() Balances {
	t := &l.Totals
	var vendor [MaxMonths + 1]int64
	var owed, received int64
	for i := range l.Vendor {
		l.gather(&vendor, l.Vendor[i].Row)
		l.gather(&vendor, l.Vendor[i].ExcessRow)
	}
	for _, value := range vendor {
		received -= value
	}
	for _, value := range l.purchases() {
		owed += value
	}
	for i := range l.Costs {
		owed += l.Total(l.Costs[i].Row)
	}
	return Balances{
		Cash:              l.OpeningCash + l.Total(t.Cash),
		Receivables:       l.Total(t.Billed) - l.Total(t.Receipts),
		VendorReceivables: received - l.Total(t.VendorReceipts),
		Payables:          owed - l.Total(t.Suppliers) - l.Total(t.Costs),
		TaxPayable:        l.Total(t.Tax) - l.Total(t.TaxPaid),
		DeferredRevenue:   l.Deferred + l.Total(t.Billed) - l.Total(t.Revenue),
	}
}

// Flows returns a row as it is, month 0 first.
func Flows(row []int64) []*big.Int {
	all := make([]*big.Int, len(row))
	for i, units := range row {
		all[i] = big.NewInt(units)
	}
	return all
}
