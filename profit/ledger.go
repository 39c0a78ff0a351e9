package profit

import (
	"fmt"
	"math/big"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// A ledger is the numbers of a sheet: a row for each line, with month 0 first.
type ledger struct {
	*book
	rows [][]int64
	// faults are the bounds that were broken; overPath keeps each to its first month.
	faults   *partnermath.ValidationError
	overPath string
	// bills are what is billed by the year less what is earned of it, and deferred is what of
	// the bills before month 1 is earned later.
	bills    []int64
	deferred int64
}

// run works a sheet out. What exceeds its bounds goes into faults and counts as the bound.
func (m *book) run(faults *partnermath.ValidationError) *ledger {
	columns := m.months + 1
	l := &ledger{book: m, faults: faults, rows: make([][]int64, m.lines)}
	cells := make([]int64, (len(l.rows)+1)*columns)
	for i := range l.rows {
		l.rows[i], cells = cells[:columns:columns], cells[columns:]
	}
	l.bills = cells
	for i := range m.products {
		l.sell(i)
	}
	for i := range m.recurring {
		l.renew(i)
	}
	for i := range m.services {
		l.serve(i)
	}
	for i := range m.roles {
		l.staff(i)
	}
	l.spend()
	l.finish()
	return l
}

// Replace puts a number in the place of one of a row of its own; Finish follows.
func (l *ledger) replace(row, month int, value int64) {
	if row != none {
		l.rows[row][month] = value
	}
}

// quantity bounds a quantity of a month.
func (l *ledger) quantity(units int64, ok bool, list string, i int, field string) int64 {
	if ok && units <= maxQuantity {
		return units
	}
	l.over(list, i, field, "quantity of a month must be at most 1000000")
	return maxQuantity
}

// amount bounds an amount of a line of a month.
func (l *ledger) amount(units int64, ok bool, list string, i int, field string) int64 {
	if ok && units <= maxAmount {
		return units
	}
	l.over(list, i, field, "amount of a month must be at most 10^14 minor units")
	return maxAmount
}

func (l *ledger) over(list string, i int, field, message string) {
	path := fmt.Sprintf("%s[%d].%s", list, i, field)
	if l.faults != nil && path != l.overPath {
		l.faults.Add(path, "range", message)
	}
	l.overPath = path
}

// sell works out a product.
func (l *ledger) sell(i int) {
	p := &l.products[i]
	units, revenue := l.rows[p.unitsRow], l.rows[p.revenueRow]
	copy(units, p.units)
	for month := 1; month <= l.months; month++ {
		value, ok := exact.MulDiv(units[month]*p.revenueRate, p.price[planYear(month)], l.perRate)
		revenue[month] = l.amount(value, ok, "products", i, "price")
	}
	if p.costRow == none {
		return
	}
	spent := l.rows[p.costRow]
	for month := 1; month <= l.months; month++ {
		value, ok := exact.MulDiv(units[month]*p.costRate, p.costPrice[planYear(month)], l.perRate)
		spent[month] = l.amount(value, ok, "products", i, "price")
	}
}

// serve works out how much of a service is done and what it brings, and what it costs when its
// hours are paid as they are worked. Pools are the roles'.
func (l *ledger) serve(i int) {
	s := &l.services[i]
	services, hours, revenue := l.rows[s.servicesRow], l.rows[s.hoursRow], l.rows[s.revenueRow]
	for month := 1; month <= l.months; month++ {
		count, ok := exact.MulDiv(s.attach, l.sourceOf(s, month-s.lag), oneRate)
		services[month] = l.quantity(count, ok, "services", i, "attach")
		worked, ok := exact.MulDiv(services[month], s.hours, oneQuantity)
		hours[month] = l.quantity(worked, ok, "services", i, "hours")
		billed := services[month]
		if s.byHour {
			billed = hours[month]
		}
		value, ok := exact.MulDiv(billed, s.price, l.perPrice)
		revenue[month] = l.amount(value, ok, "services", i, "price")
		if s.hourly {
			value, ok = exact.MulDiv(hours[month], s.hourCost, l.perPrice)
			l.rows[s.costRow][month] = l.amount(value, ok, "services", i, "hourCost")
		}
	}
}

// sourceOf returns what a service is attached to. A row of month 0 is 0 but for a base.
func (l *ledger) sourceOf(s *service, month int) int64 {
	return l.rows[s.from][max(month, 0)]
}

// staff works out a role: its people, their pay and commission, and what they can do.
func (l *ledger) staff(i int) {
	r := &l.roles[i]
	heads, paid := l.rows[r.headsRow], l.rows[r.payRow]
	var productive [MaxMonths + 1]int64
	for _, h := range r.hires {
		for month := h.month; month < min(h.leave, l.months+1); month++ {
			heads[month] += h.heads
			productive[month] += h.heads * min(r.ramp, int64(month-h.month+1))
		}
	}
	for month := 1; month <= l.months; month++ {
		heads[month] = l.quantity(heads[month], true, "roles", i, "hires")
		productive[month] = min(productive[month], heads[month]*r.ramp)
		if month > 1 && heads[month] == heads[month-1] && planYear(month) == planYear(month-1) {
			paid[month] = paid[month-1]
			continue
		}
		p := &r.pay[planYear(month)]
		value := new(big.Int).Mul(p.num, big.NewInt(heads[month]))
		value = exact.QuoBig(value, p.den)
		paid[month] = l.amount(value.Int64(), value.IsInt64(), "roles", i, "salary")
	}
	switch {
	case r.hours > 0:
		l.deliver(i, productive[:])
	case r.deals > 0:
		l.close(i, productive[:])
	}
}

// deliver shares the hours of a pool over its services.
func (l *ledger) deliver(i int, productive []int64) {
	r := &l.roles[i]
	var asked, given [maxParts]int64
	n := len(r.services)
	for month := 1; month <= l.months; month++ {
		var demand int64
		for k, s := range r.services {
			asked[k] = l.rows[l.services[s].hoursRow][month]
			demand += asked[k]
		}
		capacity, ok := exact.MulDiv(productive[month]*r.hours, r.utilisation, r.ramp*oneQuantity*oneQuantity)
		l.rows[r.capacityRow][month] = l.quantity(capacity, ok, "roles", i, "hours")
		available, ok := exact.MulDiv(l.rows[r.headsRow][month], r.hours, oneQuantity)
		l.rows[r.availableRow][month] = l.quantity(available, ok, "roles", i, "hours")
		needed, _ := exact.MulDiv(demand, oneQuantity*oneQuantity, r.hours*r.utilisation)
		l.use(i, month, demand, needed)
		own := l.rows[r.usedRow][month]
		copy(given[:n], asked[:n])
		if own < demand {
			exact.AllocateInto(given[:n], own, asked[:n])
		}
		for k, s := range r.services {
			from := &l.services[s]
			sub := asked[k] - given[k]
			l.rows[from.ownRow][month], l.rows[from.subRow][month] = given[k], sub
			value, ok := exact.MulDiv(sub, r.subcontract, l.perPrice)
			l.rows[from.costRow][month] = l.amount(value, ok, "roles", i, "subcontract")
		}
	}
}

// close works out the deals of a sales role.
func (l *ledger) close(i int, productive []int64) {
	r := &l.roles[i]
	for month := 1; month <= l.months; month++ {
		var demand, revenue int64
		for _, row := range r.closes {
			demand += l.rows[row][month]
		}
		for _, row := range r.sells {
			revenue += l.rows[row][month]
		}
		capacity, ok := exact.MulDiv(productive[month], r.deals, r.ramp*oneQuantity)
		l.rows[r.capacityRow][month] = l.quantity(capacity, ok, "roles", i, "deals")
		available, ok := exact.MulDiv(l.rows[r.headsRow][month], r.deals, oneQuantity)
		l.rows[r.availableRow][month] = l.quantity(available, ok, "roles", i, "deals")
		needed, _ := exact.MulDiv(demand, oneQuantity, r.deals)
		l.use(i, month, demand, needed)
		value, ok := exact.MulDiv(r.commission, revenue, oneRate)
		l.rows[r.commissionRow][month] = l.amount(value, ok, "roles", i, "commission")
	}
}

// use sets demand against the capacity of a role. The heads it needs may be any number, since
// nothing follows from them: at most 10^10 × 10^8, in units, of the least of hours.
func (l *ledger) use(i, month int, demand, needed int64) {
	r := &l.roles[i]
	capacity := l.rows[r.capacityRow][month]
	used := min(demand, capacity)
	field := "hours"
	if r.deals > 0 {
		field = "deals"
	}
	l.rows[r.demandRow][month] = l.quantity(demand, true, "roles", i, field)
	l.rows[r.usedRow][month] = used
	l.rows[r.idleRow][month] = capacity - used
	l.rows[r.shortRow][month] = demand - used
	l.rows[r.neededRow][month] = needed
}
