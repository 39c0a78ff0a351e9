package profit

import "github.com/partnermath/partnermath/internal/exact"

// renew works out a recurring line, as the package comment says.
func (l *ledger) renew(i int) {
	r := &l.recurring[i]
	b := &bookings{ledger: l, recurring: r, at: i}
	copy(l.rows[r.newRow], r.joining)
	l.rows[r.baseRow][0] = r.base
	b.open()
	for month := 1; month <= l.months; month++ {
		b.turn(month)
	}
	revenue, spent := l.rows[r.revenueRow], l.rows[r.costRow]
	for month := 1; month <= l.months; month++ {
		if r.yearly {
			revenue[month] = l.amount(b.first[month]+b.renewed[month], true, "recurring", i, "price")
			value, ok := exact.MulAddDiv(b.first[month], r.firstCost, b.renewed[month], r.renewalCost, oneRate)
			spent[month] = l.amount(value, ok, "recurring", i, "price")
			l.bills[month] += b.billed[month] - revenue[month]
			continue
		}
		base, first, price := l.rows[r.baseRow][month], l.rows[r.firstRow][month], r.price[planYear(month)]
		value, ok := exact.MulDiv(base, price, l.perPrice)
		revenue[month] = l.amount(value, ok, "recurring", i, "price")
		value, ok = exact.MulDiv(first*r.firstCost+(base-first)*r.renewalCost, price, l.perRate)
		spent[month] = l.amount(value, ok, "recurring", i, "price")
	}
}

// bookings are the customers of a recurring line.
type bookings struct {
	*ledger
	*recurring
	at int
	// cohorts have what is left of those that joined in a month, until they renew.
	cohorts [MaxMonths + 1]int64
	// stocks are the renewed: by the fiscal position of their anniversary where they are
	// billed by the year, else all in the first.
	stocks [monthsPerYear]int64
	// grown are all that expansion has added.
	grown int64
	// first and renewed are what is earned from the two, of what is billed by the year.
	first, renewed, billed [MaxMonths + 1]int64
}

// open places the opening base, and defers what it was billed and has not been served yet.
func (b *bookings) open() {
	if !b.yearly {
		b.stocks[0] = b.base
		return
	}
	for k := range monthsPerYear {
		share := exact.RoundShare(b.base, int64(k)+1, monthsPerYear) - exact.RoundShare(b.base, int64(k), monthsPerYear)
		anniversary := k + 1
		b.stocks[anniversary%monthsPerYear] = share
		b.bill(&b.renewed, share, anniversary-monthsPerYear, monthsPerYear)
	}
}

// turn works out a month.
func (b *bookings) turn(month int) {
	var expanded, churned, notRenewed, joined int64
	for from := max(1, month-monthsPerYear); from < month; from++ {
		left := b.cohorts[from]
		if left == 0 {
			continue
		}
		more := part(left, b.expansion)
		expanded += more
		ends := from == month-monthsPerYear
		if gone := b.leaving(left, ends); gone > 0 {
			churned += gone
			left -= gone
		}
		left += more
		switch {
		case ends:
			renewed := part(left, b.renewal)
			notRenewed += left - renewed
			joined += renewed
			left = 0
		case b.yearly:
			b.bill(&b.first, more, month, from+monthsPerYear-month)
		}
		b.cohorts[from] = left
	}
	for k := range b.stocks {
		if b.stocks[k] == 0 && joined == 0 {
			continue
		}
		due := k == month%monthsPerYear && b.yearly
		more, gone := part(b.stocks[k], b.expansion), b.leaving(b.stocks[k], due)
		expanded += more
		churned += gone
		b.stocks[k] += more - gone
		switch {
		case due:
			b.stocks[k] += joined
			b.bill(&b.renewed, b.stocks[k], month, monthsPerYear)
		case b.yearly:
			b.bill(&b.renewed, more, month, (k-month%monthsPerYear+monthsPerYear)%monthsPerYear)
		case k == 0:
			b.stocks[k] += joined
		}
	}
	b.cohorts[month] = b.joining[month]
	if b.yearly {
		b.bill(&b.first, b.joining[month], month, monthsPerYear)
	}
	b.close(month, expanded, churned, notRenewed)
}

// leaving returns the churn of a month: billed by the year, at the anniversary only.
func (b *bookings) leaving(customers int64, anniversary bool) int64 {
	if b.yearly && !anniversary {
		return 0
	}
	return part(customers, b.churn)
}

// part returns round4(rate × customers), of at most 10^6 of them and a rate of at most 1.
func part(customers, rate int64) int64 { return (customers*rate + oneRate/2) / oneRate }

// close writes the quantities of a month.
func (b *bookings) close(month int, expanded, churned, notRenewed int64) {
	var first, base int64
	for from := max(1, month-monthsPerYear+1); from <= month; from++ {
		first += b.cohorts[from]
	}
	base = first
	for _, stock := range b.stocks {
		base += stock
	}
	if b.grown += expanded; base > maxQuantity {
		field := "new"
		if base-b.grown <= maxQuantity {
			field = "monthlyExpansion"
		}
		b.quantity(base, true, "recurring", b.at, field)
		// What would not fit is taken off, so that the arithmetic that follows stays in bounds.
		clear(b.cohorts[:])
		clear(b.stocks[:])
		base, first = maxQuantity, 0
	}
	b.rows[b.expandedRow][month] = expanded
	b.rows[b.churnedRow][month] = churned
	b.rows[b.notRenewedRow][month] = notRenewed
	b.rows[b.firstRow][month] = first
	b.rows[b.baseRow][month] = base
}

// bill bills customers in a month for as many from it on, and earns it by the month: in
// part k, round(bill × k ÷ months) less what was earned before. What of it is billed before
// month 1 and earned later is the opening deferred revenue.
func (b *bookings) bill(earned *[MaxMonths + 1]int64, customers int64, month, months int) {
	if customers == 0 {
		return
	}
	value, ok := exact.MulDiv(customers*int64(months), b.price[planYear(max(month, 1))], b.perPrice)
	value = b.amount(value, ok, "recurring", b.at, "price")
	if month >= 1 {
		b.billed[month] = b.amount(b.billed[month]+value, true, "recurring", b.at, "price")
	}
	before := int64(0)
	for k := 1; k <= months; k++ {
		sofar := exact.DivInt(value*int64(k), int64(months))
		if at := month + k - 1; at >= 1 {
			if at <= b.months {
				earned[at] += sofar - before
			}
			if month < 1 {
				b.deferred += sofar - before
			}
		}
		before = sofar
	}
}
