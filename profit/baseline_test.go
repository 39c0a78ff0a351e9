package profit_test

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/profit"
)

// plain makes the statement of a sound case in the plainest way: a decimal for each number,
// line after line, month after month, from the formulas in the package's documentation. It
// is what tests compare with, and what the benchmark measures against.
type plain struct {
	c      *profit.Case
	n      int
	places int32
	// churn is the monthly churn of each recurring line that is billed by the month.
	churn []decimal.Decimal

	byID   map[string][]decimal.Decimal // kind and id
	season []int
	years  [][2]int

	// of what is billed by the year
	billed   []decimal.Decimal
	deferred decimal.Decimal
}

var (
	zero   = decimal.Decimal{}
	unity  = decimal.NewFromInt(1)
	twelve = decimal.NewFromInt(12)
	thirty = decimal.NewFromInt(30)
)

func newPlain(c *profit.Case, places int32) *plain {
	var churn []decimal.Decimal
	for _, r := range c.Recurring {
		churn = append(churn, twelfth(r.AnnualChurn.Decimal))
	}
	return newPlainWith(c, places, churn)
}

func newPlainWith(c *profit.Case, places int32, churn []decimal.Decimal) *plain {
	p := &plain{c: c, n: c.Months, places: places, churn: churn, byID: map[string][]decimal.Decimal{}}
	if p.n == 0 {
		p.n = 36
	}
	place := c.Calendar.Find(c.Start)
	first := 1
	for m := 1; m <= p.n; m++ {
		p.season = append(p.season, (place.Month+m-2)%12)
		if (place.Month+m-2)%12 == 11 || m == p.n {
			p.years = append(p.years, [2]int{first, m})
			first = m + 1
		}
	}
	return p
}

// twelfth returns the c of 8 decimals that is nearest to 1 − (1 − a)^(1/12): halfway between
// two of them, the power tells.
func twelfth(a decimal.Decimal) decimal.Decimal {
	kept := unity.Sub(a)
	low, high := int64(0), int64(100_000_000) // of (1 − c) × 10^8: the smallest x with (x + ½)^12 ≥ kept
	for low < high {
		middle := (low + high) / 2
		x := decimal.New(2*middle+1, 0).Mul(decimal.New(5, -9))
		power := x.Mul(x).Mul(x)
		power = power.Mul(power)
		if power.Mul(power).LessThan(kept) {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return decimal.New(100_000_000-low, -8)
}

func (p *plain) row(kind profit.LineKind, id string) []decimal.Decimal {
	key := string(kind) + " " + id
	if p.byID[key] == nil {
		p.byID[key] = make([]decimal.Decimal, p.n+1)
	}
	return p.byID[key]
}

func (p *plain) money(d decimal.Decimal) decimal.Decimal { return d.Round(p.places) }

func given(d decimal.NullDecimal) decimal.Decimal {
	if d.Valid {
		return d.Decimal
	}
	return zero
}

func less(d decimal.NullDecimal) decimal.Decimal { return unity.Sub(given(d)) }

func (p *plain) ramp(r *profit.Ramp, into []decimal.Decimal) {
	switch r.Kind {
	case profit.RampTable:
		for m := 1; m <= p.n; m++ {
			into[m] = r.Table[m-1].Decimal
		}
	case profit.RampOutcomes:
		for m := 1; m <= p.n; m++ {
			into[m] = r.Outcomes[m-1].Won.Decimal.Round(4)
		}
	default:
		trend, growth := r.Start.Decimal, unity.Add(given(r.Growth))
		for m := max(1, r.First); m <= p.n; m++ {
			into[m] = trend
			if r.Season != nil {
				into[m] = trend.Mul(r.Season[p.season[m-1]])
			}
			into[m] = into[m].Round(4)
			trend = trend.Mul(growth).Round(8)
		}
	}
}

func (p *plain) price(price, decline decimal.NullDecimal, m int) decimal.Decimal {
	at := price.Decimal
	for y := 1; y <= (m-1)/12; y++ {
		at = at.Mul(less(decline)).Round(6)
	}
	return at
}

func (p *plain) products() {
	for i := range p.c.Products {
		of := &p.c.Products[i]
		units, revenue := p.row(profit.LineUnits, of.ID), p.row(profit.LineProductRevenue, of.ID)
		p.ramp(&of.Units, units)
		for m := 1; m <= p.n; m++ {
			price := p.price(of.Price, of.Decline, m)
			revenue[m] = units[m].Mul(price)
			if of.Kind == profit.ProductAgency {
				revenue[m] = revenue[m].Mul(of.Margin.Decimal)
			}
			revenue[m] = p.money(revenue[m])
			if of.Kind != profit.ProductResale {
				continue
			}
			kept := less(of.Margin)
			if of.Discount.Valid {
				kept = less(of.Discount)
				if of.List.Valid {
					price = p.price(of.List, of.Decline, m)
				}
			}
			p.row(profit.LineProductCost, of.ID)[m] = p.money(units[m].Mul(price).Mul(kept))
		}
	}
}

// A plainCohort is customers with the same first month, or renewed ones with the same anniversary.
type plainCohort struct {
	joined      int // 0 for renewed ones
	anniversary int // 1 to 12 months from a multiple of 12
	customers   decimal.Decimal
}

func (p *plain) recurring() {
	p.billed = make([]decimal.Decimal, p.n+1)
	for i := range p.c.Recurring {
		of := &p.c.Recurring[i]
		row := func(kind profit.LineKind) []decimal.Decimal { return p.row(kind, of.ID) }
		joining, base, first := row(profit.LineNew), row(profit.LineBase), row(profit.LineFirstBase)
		expanded, churned, notRenewed := row(profit.LineExpanded), row(profit.LineChurned), row(profit.LineNotRenewed)
		p.ramp(&of.New, joining)
		base[0] = given(of.Base)
		var stocks []*plainCohort
		var earned [2][]decimal.Decimal
		earned[0], earned[1] = make([]decimal.Decimal, p.n+1), make([]decimal.Decimal, p.n+1)
		bill := func(renewed int, customers decimal.Decimal, month, n int) {
			amount := p.money(customers.Mul(decimal.NewFromInt(int64(n))).Mul(p.price(of.Price, of.Decline, max(month, 1))))
			if month >= 1 {
				p.billed[month] = p.billed[month].Add(amount)
			}
			before := zero
			for k := 1; k <= n; k++ {
				now := amount.Mul(decimal.NewFromInt(int64(k))).DivRound(decimal.NewFromInt(int64(n)), p.places)
				if at := month + k - 1; at >= 1 {
					if month < 1 {
						p.deferred = p.deferred.Add(now.Sub(before))
					}
					if at <= p.n {
						earned[renewed][at] = earned[renewed][at].Add(now.Sub(before))
					}
				}
				before = now
			}
		}
		if of.Yearly {
			before := zero
			for k := 1; k <= 12; k++ {
				now := base[0].Mul(decimal.NewFromInt(int64(k))).DivRound(twelve, 4)
				stocks = append(stocks, &plainCohort{anniversary: k, customers: now.Sub(before)})
				bill(1, now.Sub(before), k-12, 12)
				before = now
			}
		} else {
			stocks = append(stocks, &plainCohort{customers: base[0]})
		}
		var cohorts []*plainCohort
		for m := 1; m <= p.n; m++ {
			left := map[int]decimal.Decimal{}
			for _, c := range cohorts {
				if c.joined < m-12 {
					continue
				}
				more, gone := c.customers.Mul(given(of.MonthlyExpansion)).Round(4), zero
				if !of.Yearly {
					gone = c.customers.Mul(p.churn[i]).Round(4)
				} else if m == c.joined+12 {
					gone = c.customers.Mul(of.AnnualChurn.Decimal).Round(4)
				}
				expanded[m], churned[m] = expanded[m].Add(more), churned[m].Add(gone)
				c.customers = c.customers.Add(more).Sub(gone)
				if m == c.joined+12 {
					renewed := c.customers.Mul(of.RenewalRate.Decimal).Round(4)
					notRenewed[m] = notRenewed[m].Add(c.customers.Sub(renewed))
					left[0] = renewed
					c.customers = zero
				} else if of.Yearly {
					bill(0, more, m, c.joined+12-m)
				}
			}
			for _, s := range stocks {
				more, gone := s.customers.Mul(given(of.MonthlyExpansion)).Round(4), zero
				due := of.Yearly && (m-s.anniversary)%12 == 0
				if !of.Yearly {
					gone = s.customers.Mul(p.churn[i]).Round(4)
				} else if due {
					gone = s.customers.Mul(of.AnnualChurn.Decimal).Round(4)
				}
				expanded[m], churned[m] = expanded[m].Add(more), churned[m].Add(gone)
				s.customers = s.customers.Add(more).Sub(gone)
				if due || !of.Yearly {
					s.customers = s.customers.Add(left[0])
				}
				if due {
					bill(1, s.customers, m, 12)
				} else if of.Yearly {
					bill(1, more, m, ((s.anniversary-m)%12+12)%12)
				}
			}
			cohorts = append(cohorts, &plainCohort{joined: m, customers: joining[m]})
			if of.Yearly {
				bill(0, joining[m], m, 12)
			}
			for _, c := range cohorts {
				first[m] = first[m].Add(c.customers)
			}
			base[m] = first[m]
			for _, s := range stocks {
				base[m] = base[m].Add(s.customers)
			}
			revenue, spent, price := row(profit.LineRecurringRevenue), row(profit.LineRecurringCost), p.price(of.Price, of.Decline, m)
			if of.Yearly {
				continue
			}
			revenue[m] = p.money(base[m].Mul(price))
			spent[m] = p.money(first[m].Mul(less(of.FirstMargin)).Add(base[m].Sub(first[m]).Mul(less(of.RenewalMargin))).Mul(price))
			p.billed[m] = p.billed[m].Add(revenue[m])
		}
		for m := 1; m <= p.n && of.Yearly; m++ {
			row(profit.LineRecurringRevenue)[m] = earned[0][m].Add(earned[1][m])
			row(profit.LineRecurringCost)[m] = p.money(earned[0][m].Mul(less(of.FirstMargin)).Add(earned[1][m].Mul(less(of.RenewalMargin))))
		}
	}
}

func (p *plain) isProduct(id string) bool {
	for _, of := range p.c.Products {
		if of.ID == id {
			return true
		}
	}
	return false
}

func (p *plain) isRecurring(id string) bool {
	for _, of := range p.c.Recurring {
		if of.ID == id {
			return true
		}
	}
	return false
}

func (p *plain) services() {
	for i := range p.c.Services {
		of := &p.c.Services[i]
		from := p.row(profit.LineNew, of.On)
		if p.isProduct(of.On) {
			from = p.row(profit.LineUnits, of.On)
		} else if of.ToBase {
			from = p.row(profit.LineBase, of.On)
		}
		count, hours := p.row(profit.LineServices, of.ID), p.row(profit.LineHours, of.ID)
		for m := 1; m <= p.n; m++ {
			count[m] = of.Attach.Decimal.Mul(from[max(0, m-of.Lag)]).Round(4)
			hours[m] = count[m].Mul(of.Hours.Decimal).Round(4)
			revenue := count[m].Mul(given(of.Price))
			if of.BillRate.Valid {
				revenue = hours[m].Mul(of.BillRate.Decimal)
			}
			p.row(profit.LineServiceRevenue, of.ID)[m] = p.money(revenue)
			if of.HourCost.Valid {
				p.row(profit.LineServiceCost, of.ID)[m] = p.money(hours[m].Mul(of.HourCost.Decimal))
			}
		}
	}
}

func (p *plain) roles() {
	for i := range p.c.Roles {
		of := &p.c.Roles[i]
		row := func(kind profit.LineKind) []decimal.Decimal { return p.row(kind, of.ID) }
		ramp := decimal.NewFromInt(int64(max(1, of.Ramp)))
		pay := map[profit.RoleKind]profit.LineKind{
			profit.RoleDelivery: profit.LineDeliveryPay, profit.RoleSales: profit.LineSalesPay, profit.RoleOther: profit.LineOtherPay,
		}[of.Kind]
		for m := 1; m <= p.n; m++ {
			heads, productive := zero, zero
			for _, h := range of.Hires {
				if m >= h.Month && (h.Leave == 0 || m < h.Leave) {
					heads = heads.Add(h.Heads.Decimal)
					productive = productive.Add(h.Heads.Decimal.Mul(decimal.NewFromInt(int64(min(m-h.Month+1, max(1, of.Ramp))))))
				}
			}
			row(profit.LineHeads)[m] = heads
			cost := heads.Mul(of.Salary.Decimal).Mul(unity.Add(of.Burden.Decimal))
			for y := 1; y <= (m-1)/12; y++ {
				cost = cost.Mul(unity.Add(given(of.Raise)))
			}
			p.row(pay, of.ID)[m] = cost.DivRound(twelve, p.places)
			if of.Kind == profit.RoleOther {
				continue
			}
			demand, each, nominal := zero, given(of.Deals), given(of.Deals)
			if of.Kind == profit.RoleDelivery {
				each, nominal = of.Hours.Decimal.Mul(of.Utilisation.Decimal), of.Hours.Decimal
				for _, s := range p.c.Services {
					if s.Role == of.ID {
						demand = demand.Add(p.row(profit.LineHours, s.ID)[m])
					}
				}
			} else {
				revenue := zero
				for _, id := range of.Sells {
					switch {
					case p.isProduct(id):
						demand = demand.Add(p.row(profit.LineUnits, id)[m])
						revenue = revenue.Add(p.row(profit.LineProductRevenue, id)[m])
					case p.isRecurring(id):
						demand = demand.Add(p.row(profit.LineNew, id)[m])
						revenue = revenue.Add(p.row(profit.LineRecurringRevenue, id)[m])
					default:
						revenue = revenue.Add(p.row(profit.LineServiceRevenue, id)[m])
					}
				}
				row(profit.LineCommission)[m] = p.money(given(of.Commission).Mul(revenue))
			}
			capacity := productive.Mul(each).DivRound(ramp, 4)
			used := decimal.Min(demand, capacity)
			row(profit.LineAvailable)[m] = heads.Mul(nominal).Round(4)
			row(profit.LineCapacity)[m] = capacity
			row(profit.LineDemand)[m] = demand
			row(profit.LineUsed)[m] = used
			row(profit.LineIdle)[m] = capacity.Sub(used)
			row(profit.LineShortfall)[m] = demand.Sub(used)
			row(profit.LineNeeded)[m] = demand.DivRound(each, 4)
			if of.Kind == profit.RoleDelivery {
				p.deliver(of, m, demand, used)
			}
		}
	}
}

// deliver shares used hours by largest remainder, in units of 10^-4.
func (p *plain) deliver(of *profit.Role, m int, demand, used decimal.Decimal) {
	var ids []string
	var shares, rests []decimal.Decimal
	left := used
	for _, s := range p.c.Services {
		if s.Role != of.ID {
			continue
		}
		hours := p.row(profit.LineHours, s.ID)[m]
		share, rest := hours, zero
		if demand.IsPositive() {
			q, r := used.Mul(hours).QuoRem(demand, 4)
			share, rest = q, r
		}
		ids, shares, rests = append(ids, s.ID), append(shares, share), append(rests, rest)
		left = left.Sub(share)
	}
	for ; left.IsPositive(); left = left.Sub(decimal.New(1, -4)) {
		next := 0
		for k := range rests {
			if rests[k].GreaterThan(rests[next]) {
				next = k
			}
		}
		shares[next], rests[next] = shares[next].Add(decimal.New(1, -4)), decimal.NewFromInt(-1)
	}
	for k, id := range ids {
		sub := p.row(profit.LineHours, id)[m].Sub(shares[k])
		p.row(profit.LineOwnHours, id)[m], p.row(profit.LineSubcontractedHours, id)[m] = shares[k], sub
		p.row(profit.LineSubcontract, id)[m] = p.money(sub.Mul(of.Subcontract.Decimal))
	}
}

func (p *plain) total(into profit.LineKind, kinds ...profit.LineKind) []decimal.Decimal {
	all := p.row(into, string(into))
	for _, kind := range kinds {
		for _, id := range p.ids() {
			if row := p.byID[string(kind)+" "+id]; row != nil {
				for m := range row {
					all[m] = all[m].Add(row[m])
				}
			}
		}
	}
	return all
}

func (p *plain) ids() (ids []string) {
	for _, of := range p.c.Products {
		ids = append(ids, of.ID)
	}
	for _, of := range p.c.Recurring {
		ids = append(ids, of.ID)
	}
	for _, of := range p.c.Services {
		ids = append(ids, of.ID)
	}
	for _, of := range p.c.Roles {
		ids = append(ids, of.ID)
	}
	for _, of := range p.c.VendorMoney {
		ids = append(ids, of.ID)
	}
	for _, of := range p.c.Costs {
		ids = append(ids, of.ID)
	}
	return ids
}

func (p *plain) costs(revenue []decimal.Decimal) {
	left := make([]decimal.Decimal, p.n+1)
	for _, of := range p.c.Costs {
		kind := profit.LineCost
		if of.Marketing {
			kind = profit.LineMarketing
		}
		row := p.row(kind, of.ID)
		for m := range row {
			last := of.Last
			if last == 0 {
				last = p.n
			}
			switch {
			case of.Kind == profit.CostOnce && m == of.First:
				row[m] = of.Amount.Decimal
			case of.Kind == profit.CostRunning && m >= max(1, of.First) && m <= last:
				row[m] = p.money(given(of.Rate).Mul(revenue[m])).Add(given(of.Amount))
			}
			if of.Marketing {
				left[m] = left[m].Add(row[m])
			}
		}
	}
	for _, of := range p.c.VendorMoney {
		last := of.Last
		if last == 0 {
			last = p.n
		}
		for m := max(1, of.First); m <= last; m++ {
			base := zero
			for _, id := range of.On {
				kinds := [2]profit.LineKind{profit.LineProductCost, profit.LineRecurringCost}
				if of.Kind == profit.VendorRegistration {
					kinds = [2]profit.LineKind{profit.LineProductRevenue, profit.LineRecurringRevenue}
				}
				for _, kind := range kinds {
					if row := p.byID[string(kind)+" "+id]; row != nil {
						base = base.Add(row[m])
					}
				}
			}
			money := p.money(given(of.Rate).Mul(base)).Add(given(of.Amount))
			switch of.Kind {
			case profit.VendorRebate:
				p.row(profit.LineRebate, of.ID)[m] = money.Neg()
			case profit.VendorRegistration:
				p.row(profit.LineRegistration, of.ID)[m] = money.Neg()
			default:
				used := decimal.Min(money, left[m])
				left[m] = left[m].Sub(used)
				p.row(profit.LineMDF, of.ID)[m] = used.Neg()
				p.row(profit.LineMDFExcess, of.ID)[m] = used.Sub(money)
			}
		}
	}
}

func (p *plain) tax(made, tax []decimal.Decimal) {
	type loss struct {
		year int
		left decimal.Decimal
	}
	var losses []loss
	for y, year := range p.years {
		sum := zero
		if y == 0 {
			sum = made[0]
		}
		for m := year[0]; m <= year[1]; m++ {
			sum = sum.Add(made[m])
		}
		if !sum.IsPositive() {
			losses = append(losses, loss{y, sum.Neg()})
			continue
		}
		room := sum
		if p.c.Tax.LossShare.Valid {
			room = p.money(sum.Mul(p.c.Tax.LossShare.Decimal))
		}
		for k := range losses {
			if p.c.Tax.LossYears == 0 || y-losses[k].year <= p.c.Tax.LossYears {
				used := decimal.Min(losses[k].left, room)
				losses[k].left, room, sum = losses[k].left.Sub(used), room.Sub(used), sum.Sub(used)
			}
		}
		tax[year[1]] = p.money(given(p.c.Tax.Rate).Mul(sum))
	}
}

func (p *plain) later(into, from []decimal.Decimal, days int) {
	for m, x := range from {
		now := x.Mul(decimal.NewFromInt(int64(30-days%30))).DivRound(thirty, p.places)
		if at := m + days/30; at <= p.n {
			into[at] = into[at].Add(now)
		}
		if at := m + days/30 + 1; at <= p.n {
			into[at] = into[at].Add(x.Sub(now))
		}
	}
}

// forecast fills the rows.
func (p *plain) forecast() {
	p.products()
	p.recurring()
	p.services()
	p.roles()
	revenue := p.total(profit.LineRevenue, profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue)
	p.costs(revenue)
	sales := p.total(profit.LineCostOfSales, profit.LineProductCost, profit.LineRecurringCost, profit.LineServiceCost,
		profit.LineSubcontract, profit.LineDeliveryPay, profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess)
	operating := p.total(profit.LineOperatingCost, profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay,
		profit.LineMarketing, profit.LineMDF, profit.LineCost)
	gross, made := p.total(profit.LineGrossMargin), p.total(profit.LineOperatingProfit)
	tax, net := p.total(profit.LineTax), p.total(profit.LineNetProfit)
	for m := range made {
		gross[m] = revenue[m].Sub(sales[m])
		made[m] = gross[m].Sub(operating[m])
	}
	p.tax(made, tax)
	billed, receipts, vendor := p.total(profit.LineBilled), p.total(profit.LineReceipts), p.total(profit.LineVendorReceipts)
	suppliers, costs, taxPaid := p.total(profit.LineSupplierPayments), p.total(profit.LineCostPayments), p.total(profit.LineTaxPayments)
	people := p.total(profit.LinePeoplePayments, profit.LineDeliveryPay, profit.LineSalesPay, profit.LineOtherPay, profit.LineCommission)
	cash, cumulative := p.total(profit.LineCash), p.total(profit.LineCumulativeCash)
	purchases := make([]decimal.Decimal, p.n+1)
	spent := make([]decimal.Decimal, p.n+1)
	for _, id := range p.ids() {
		for _, kind := range []profit.LineKind{profit.LineProductCost, profit.LineRecurringCost, profit.LineServiceCost, profit.LineSubcontract} {
			for m, x := range p.byID[string(kind)+" "+id] {
				purchases[m] = purchases[m].Add(x)
			}
		}
		for _, kind := range []profit.LineKind{profit.LineCost, profit.LineMarketing} {
			for m, x := range p.byID[string(kind)+" "+id] {
				spent[m] = spent[m].Add(x)
			}
		}
	}
	for m := range billed {
		net[m] = made[m].Sub(tax[m])
		billed[m] = p.billed[m]
		for _, of := range p.c.Products {
			billed[m] = billed[m].Add(p.row(profit.LineProductRevenue, of.ID)[m])
		}
		for _, of := range p.c.Services {
			billed[m] = billed[m].Add(p.row(profit.LineServiceRevenue, of.ID)[m])
		}
		if at := m + p.c.Tax.Lag; at <= p.n {
			taxPaid[at] = tax[m]
		}
		for _, of := range p.c.VendorMoney {
			for _, kind := range []profit.LineKind{profit.LineRebate, profit.LineRegistration, profit.LineMDF, profit.LineMDFExcess} {
				if row := p.byID[string(kind)+" "+of.ID]; row != nil && m+of.Lag <= p.n {
					vendor[m+of.Lag] = vendor[m+of.Lag].Sub(row[m])
				}
			}
		}
	}
	p.later(receipts, billed, int(given(p.c.Timing.CustomerDays).IntPart()))
	p.later(suppliers, purchases, int(given(p.c.Timing.SupplierDays).IntPart()))
	p.later(costs, spent, int(given(p.c.Timing.CostDays).IntPart()))
	for m := range cash {
		cash[m] = receipts[m].Add(vendor[m]).Sub(suppliers[m]).Sub(people[m]).Sub(costs[m]).Sub(taxPaid[m])
		cumulative[m] = cash[m]
		if m > 0 {
			cumulative[m] = cumulative[m].Add(cumulative[m-1])
		}
	}
}

// publish adds the columns of a row up.
func (p *plain) publish(row []decimal.Decimal, stock bool, quarters, years [][2]int) profit.Line {
	add := func(first, last int) decimal.Decimal {
		if stock {
			return row[last]
		}
		sum := zero
		for m := first; m <= last; m++ {
			sum = sum.Add(row[m])
		}
		return sum
	}
	line := profit.Line{Start: row[0], Months: row[1:], Total: add(0, p.n)}
	for _, q := range quarters {
		line.Quarters = append(line.Quarters, add(q[0], q[1]))
	}
	for _, y := range years {
		line.Years = append(line.Years, add(y[0], y[1]))
	}
	return line
}

// quarters returns the months of the quarters.
func (p *plain) quarters() (all [][2]int) {
	first := 1
	for m := 1; m <= p.n; m++ {
		if p.season[m-1]%3 == 2 || m == p.n {
			all = append(all, [2]int{first, m})
			first = m + 1
		}
	}
	return all
}
