package ledger

import (
	"fmt"
	"math/big"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// A Ledger is the numbers of a book: a row for each line, with month 0 first.
type Ledger struct {
	*Book
	Rows [][]int64
	// Faults are the bounds that were broken; OverPath keeps each to its first month.
	Faults   *partnermath.ValidationError
	OverPath string
	// Bills are what is billed by the year less what is earned of it, and Deferred is what of
	// the bills before month 1 is earned later.
	Bills    []int64
	Deferred int64
}

// Run works a book out. What exceeds its bounds goes into faults and counts as the bound.
func (m *Book) Run(faults *partnermath.ValidationError) *Ledger {
	columns := m.Months + 1
	l := &Ledger{Book: m, Faults: faults, Rows: make([][]int64, len(m.Lines))}
	cells := make([]int64, (len(l.Rows)+1)*columns)
	for i := range l.Rows {
		l.Rows[i], cells = cells[:columns:columns], cells[columns:]
	}
	l.Bills = cells
	for i := range m.Products {
		l.sell(i)
	}
	for i := range m.Recurring {
		l.renew(i)
	}
	for i := range m.Services {
		l.serve(i)
	}
	for i := range m.Roles {
		l.staff(i)
	}
	l.spend()
	l.Finish()
	return l
}

// quantity bounds a quantity of a month.
func (l *Ledger) quantity(units int64, ok bool, list string, i int, field string) int64 {
	if ok && units <= MaxQuantity {
		return units
	}
	l.over(list, i, field, "quantity of a month must be at most 1000000")
	return MaxQuantity
}

// amount bounds an amount of a line of a month.
func (l *Ledger) amount(units int64, ok bool, list string, i int, field string) int64 {
	if ok && units <= MaxAmount {
		return units
	}
	l.over(list, i, field, "amount of a month must be at most 10^14 minor units")
	return MaxAmount
}

func (l *Ledger) over(list string, i int, field, message string) {
	path := fmt.Sprintf("%s[%d].%s", list, i, field)
	if l.Faults != nil && path != l.OverPath {
		l.Faults.Add(path, "range", message)
	}
	l.OverPath = path
}

// sell works out a product.
func (l *Ledger) sell(i int) {
	p := &l.Products[i]
	units, revenue := l.Rows[p.UnitsRow], l.Rows[p.RevenueRow]
	copy(units, p.Units)
	for month := 1; month <= l.Months; month++ {
		value, ok := exact.MulDiv(units[month]*p.RevenueRate, p.Price[PlanYear(month)], l.PerRate)
		revenue[month] = l.amount(value, ok, "products", i, "price")
	}
	if p.CostRow == None {
		return
	}
	spent := l.Rows[p.CostRow]
	for month := 1; month <= l.Months; month++ {
		value, ok := exact.MulDiv(units[month]*p.CostRate, p.CostPrice[PlanYear(month)], l.PerRate)
		spent[month] = l.amount(value, ok, "products", i, "price")
	}
}

// serve works out how much of a service is done and what it brings, and what it costs when its
// hours are paid as they are worked. Pools are the roles'.
func (l *Ledger) serve(i int) {
	s := &l.Services[i]
	services, hours, revenue := l.Rows[s.ServicesRow], l.Rows[s.HoursRow], l.Rows[s.RevenueRow]
	for month := 1; month <= l.Months; month++ {
		count, ok := exact.MulDiv(s.Attach, l.sourceOf(s, month-s.Lag), OneRate)
		services[month] = l.quantity(count, ok, "services", i, "attach")
		worked, ok := exact.MulDiv(services[month], s.Hours, OneQuantity)
		hours[month] = l.quantity(worked, ok, "services", i, "hours")
		billed := services[month]
		if s.ByHour {
			billed = hours[month]
		}
		value, ok := exact.MulDiv(billed, s.Price, l.PerPrice)
		revenue[month] = l.amount(value, ok, "services", i, "price")
		if s.Hourly {
			value, ok = exact.MulDiv(hours[month], s.HourCost, l.PerPrice)
			l.Rows[s.CostRow][month] = l.amount(value, ok, "services", i, "hourCost")
		}
	}
}

// sourceOf returns what a service is attached to. A row of month 0 is 0 but for a base.
func (l *Ledger) sourceOf(s *Service, month int) int64 {
	return l.Rows[s.From][max(month, 0)]
}

// staff works out a role: its people, their pay and commission, and what they can do.
func (l *Ledger) staff(i int) {
	r := &l.Roles[i]
	heads, paid := l.Rows[r.HeadsRow], l.Rows[r.PayRow]
	var productive [MaxMonths + 1]int64
	for _, h := range r.Hires {
		for month := h.Month; month < min(h.Leave, l.Months+1); month++ {
			heads[month] += h.Heads
			productive[month] += h.Heads * min(r.Ramp, int64(month-h.Month+1))
		}
	}
	for month := 1; month <= l.Months; month++ {
		heads[month] = l.quantity(heads[month], true, "roles", i, "hires")
		productive[month] = min(productive[month], heads[month]*r.Ramp)
		if month > 1 && heads[month] == heads[month-1] && PlanYear(month) == PlanYear(month-1) {
			paid[month] = paid[month-1]
			continue
		}
		p := &r.Pay[PlanYear(month)]
		value := new(big.Int).Mul(p.Num, big.NewInt(heads[month]))
		value = exact.QuoBig(value, p.Den)
		paid[month] = l.amount(value.Int64(), value.IsInt64(), "roles", i, "salary")
	}
	switch {
	case r.Hours > 0:
		l.deliver(i, productive[:])
	case r.Deals > 0:
		l.close(i, productive[:])
	}
}

// deliver shares the hours of a pool over its services.
func (l *Ledger) deliver(i int, productive []int64) {
	r := &l.Roles[i]
	var asked, given [MaxParts]int64
	n := len(r.Services)
	for month := 1; month <= l.Months; month++ {
		var demand int64
		for k, s := range r.Services {
			asked[k] = l.Rows[l.Services[s].HoursRow][month]
			demand += asked[k]
		}
		capacity, ok := exact.MulDiv(productive[month]*r.Hours, r.Utilisation, r.Ramp*OneQuantity*OneQuantity)
		l.Rows[r.CapacityRow][month] = l.quantity(capacity, ok, "roles", i, "hours")
		available, ok := exact.MulDiv(l.Rows[r.HeadsRow][month], r.Hours, OneQuantity)
		l.Rows[r.AvailableRow][month] = l.quantity(available, ok, "roles", i, "hours")
		needed, _ := exact.MulDiv(demand, OneQuantity*OneQuantity, r.Hours*r.Utilisation)
		l.use(i, month, demand, needed)
		own := l.Rows[r.UsedRow][month]
		copy(given[:n], asked[:n])
		if own < demand {
			exact.AllocateInto(given[:n], own, asked[:n])
		}
		for k, s := range r.Services {
			from := &l.Services[s]
			sub := asked[k] - given[k]
			l.Rows[from.OwnRow][month], l.Rows[from.SubRow][month] = given[k], sub
			value, ok := exact.MulDiv(sub, r.Subcontract, l.PerPrice)
			l.Rows[from.CostRow][month] = l.amount(value, ok, "roles", i, "subcontract")
		}
	}
}

// close works out the deals of a sales role.
func (l *Ledger) close(i int, productive []int64) {
	r := &l.Roles[i]
	for month := 1; month <= l.Months; month++ {
		var demand, revenue int64
		for _, row := range r.Closes {
			demand += l.Rows[row][month]
		}
		for _, row := range r.Sells {
			revenue += l.Rows[row][month]
		}
		capacity, ok := exact.MulDiv(productive[month], r.Deals, r.Ramp*OneQuantity)
		l.Rows[r.CapacityRow][month] = l.quantity(capacity, ok, "roles", i, "deals")
		available, ok := exact.MulDiv(l.Rows[r.HeadsRow][month], r.Deals, OneQuantity)
		l.Rows[r.AvailableRow][month] = l.quantity(available, ok, "roles", i, "deals")
		needed, _ := exact.MulDiv(demand, OneQuantity, r.Deals)
		l.use(i, month, demand, needed)
		value, ok := exact.MulDiv(r.Commission, revenue, OneRate)
		l.Rows[r.CommissionRow][month] = l.amount(value, ok, "roles", i, "commission")
	}
}

// use sets demand against the capacity of a role. The heads it needs may be any number, since
// nothing follows from them: at most 10^10 × 10^8, in units, of the least of hours.
func (l *Ledger) use(i, month int, demand, needed int64) {
	r := &l.Roles[i]
	capacity := l.Rows[r.CapacityRow][month]
	used := min(demand, capacity)
	field := "hours"
	if r.Deals > 0 {
		field = "deals"
	}
	l.Rows[r.DemandRow][month] = l.quantity(demand, true, "roles", i, field)
	l.Rows[r.UsedRow][month] = used
	l.Rows[r.IdleRow][month] = capacity - used
	l.Rows[r.ShortRow][month] = demand - used
	l.Rows[r.NeededRow][month] = needed
}
