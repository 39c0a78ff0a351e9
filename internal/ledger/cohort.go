package ledger

import "github.com/partnermath/partnermath/internal/exact"

// renew works out a recurring line, as the package comment says.
func (l *Ledger) renew(i int) {
	r := &l.Recurring[i]
	b := &bookings{Ledger: l, Recurring: r, at: i}
	copy(l.Rows[r.NewRow], r.Joining)
	l.Rows[r.BaseRow][0] = r.Base
	b.open()
	for month := 1; month <= l.Months; month++ {
		b.turn(month)
	}
	revenue, spent := l.Rows[r.RevenueRow], l.Rows[r.CostRow]
	for month := 1; month <= l.Months; month++ {
		if r.Yearly {
			revenue[month] = l.amount(b.first[month]+b.renewed[month], true, "recurring", i, "price")
			value, ok := exact.MulAddDiv(b.first[month], r.FirstCost, b.renewed[month], r.RenewalCost, OneRate)
			spent[month] = l.amount(value, ok, "recurring", i, "price")
			l.Bills[month] += b.billed[month] - revenue[month]
			continue
		}
		base, first, price := l.Rows[r.BaseRow][month], l.Rows[r.FirstRow][month], r.Price[PlanYear(month)]
		value, ok := exact.MulDiv(base, price, l.PerPrice)
		revenue[month] = l.amount(value, ok, "recurring", i, "price")
		value, ok = exact.MulDiv(first*r.FirstCost+(base-first)*r.RenewalCost, price, l.PerRate)
		spent[month] = l.amount(value, ok, "recurring", i, "price")
	}
}

// bookings are the customers of a recurring line.
type bookings struct {
	*Ledger
	*Recurring
	at int
	// cohorts have what is left of those that joined in a month, until they renew.
	cohorts [MaxMonths + 1]int64
	// stocks are the renewed: by the fiscal position of their anniversary where they are
	// billed by the year, else all in the first.
	stocks [MonthsPerYear]int64
	// grown are all that expansion has added.
	grown int64
	// first and renewed are what is earned from the two, of what is billed by the year.
	first, renewed, billed [MaxMonths + 1]int64
}

// open places the opening base, and defers what it was billed and has not been served yet.
func (b *bookings) open() {
	if !b.Yearly {
		b.stocks[0] = b.Base
		return
	}
	for k := range MonthsPerYear {
		share := exact.RoundShare(b.Base, int64(k)+1, MonthsPerYear) - exact.RoundShare(b.Base, int64(k), MonthsPerYear)
		anniversary := k + 1
		b.stocks[anniversary%MonthsPerYear] = share
		b.bill(&b.renewed, share, anniversary-MonthsPerYear, MonthsPerYear)
	}
}

// turn works out a month.
func (b *bookings) turn(month int) {
	var expanded, churned, notRenewed, joined int64
	for from := max(1, month-MonthsPerYear); from < month; from++ {
		left := b.cohorts[from]
		if left == 0 {
			continue
		}
		more := part(left, b.Expansion)
		expanded += more
		ends := from == month-MonthsPerYear
		if gone := b.leaving(left, ends); gone > 0 {
			churned += gone
			left -= gone
		}
		left += more
		switch {
		case ends:
			renewed := part(left, b.Renewal)
			notRenewed += left - renewed
			joined += renewed
			left = 0
		case b.Yearly:
			b.bill(&b.first, more, month, from+MonthsPerYear-month)
		}
		b.cohorts[from] = left
	}
	for k := range b.stocks {
		if b.stocks[k] == 0 && joined == 0 {
			continue
		}
		due := k == month%MonthsPerYear && b.Yearly
		more, gone := part(b.stocks[k], b.Expansion), b.leaving(b.stocks[k], due)
		expanded += more
		churned += gone
		b.stocks[k] += more - gone
		switch {
		case due:
			b.stocks[k] += joined
			b.bill(&b.renewed, b.stocks[k], month, MonthsPerYear)
		case b.Yearly:
			b.bill(&b.renewed, more, month, (k-month%MonthsPerYear+MonthsPerYear)%MonthsPerYear)
		case k == 0:
			b.stocks[k] += joined
		}
	}
	b.cohorts[month] = b.Joining[month]
	if b.Yearly {
		b.bill(&b.first, b.Joining[month], month, MonthsPerYear)
	}
	b.close(month, expanded, churned, notRenewed)
}

// leaving returns the churn of a month: billed by the year, at the anniversary only.
func (b *bookings) leaving(customers int64, anniversary bool) int64 {
	if b.Yearly && !anniversary {
		return 0
	}
	return part(customers, b.Churn)
}

// part returns round4(rate × customers), of at most 10^6 of them and a rate of at most 1.
func part(customers, rate int64) int64 { return (customers*rate + OneRate/2) / OneRate }

// close writes the quantities of a month.
func (b *bookings) close(month int, expanded, churned, notRenewed int64) {
	var first, base int64
	for from := max(1, month-MonthsPerYear+1); from <= month; from++ {
		first += b.cohorts[from]
	}
	base = first
	for _, stock := range b.stocks {
		base += stock
	}
	if b.grown += expanded; base > MaxQuantity {
		field := "new"
		if base-b.grown <= MaxQuantity {
			field = "monthlyExpansion"
		}
		b.quantity(base, true, "recurring", b.at, field)
		// What would not fit is taken off, so that the arithmetic that follows stays in bounds.
		clear(b.cohorts[:])
		clear(b.stocks[:])
		base, first = MaxQuantity, 0
	}
	b.Rows[b.ExpandedRow][month] = expanded
	b.Rows[b.ChurnedRow][month] = churned
	b.Rows[b.NotRenewedRow][month] = notRenewed
	b.Rows[b.FirstRow][month] = first
	b.Rows[b.BaseRow][month] = base
}

// bill bills customers in a month for as many from it on, and earns it by the month: in
// part k, round(bill × k ÷ months) less what was earned before. What of it is billed before
// month 1 and earned later is the opening deferred revenue.
func (b *bookings) bill(earned *[MaxMonths + 1]int64, customers int64, month, months int) {
	if customers == 0 {
		return
	}
	value, ok := exact.MulDiv(customers*int64(months), b.Price[PlanYear(max(month, 1))], b.PerPrice)
	value = b.amount(value, ok, "recurring", b.at, "price")
	if month >= 1 {
		b.billed[month] = b.amount(b.billed[month]+value, true, "recurring", b.at, "price")
	}
	before := int64(0)
	for k := 1; k <= months; k++ {
		sofar := exact.DivInt(value*int64(k), int64(months))
		if at := month + k - 1; at >= 1 {
			if at <= b.Months {
				earned[at] += sofar - before
			}
			if month < 1 {
				b.Deferred += sofar - before
			}
		}
		before = sofar
	}
}
