package profit_test

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// An oracle is a statement in exact fractions, worked out from the formulas one after
// the other and not by calling the package.
type oracle struct {
	c     profit.Case
	n     int
	minor int32
	// places are where months 1 to n lie in the calendar; the first stands for month 0 and
	// is none.
	places []partnermath.FiscalDay
	rows   map[key]row
	// billed is what is billed by the year, and deferred what of the bills before month 1
	// months from 1 on earn.
	billed   row
	deferred *big.Rat
}

// A key names a line. A row has its value for month 0 and months 1 to n.
type (
	key struct {
		kind profit.LineKind
		id   string
	}
	row []*big.Rat
)

func expect(c profit.Case) *oracle {
	o := &oracle{c: c, n: c.Months, minor: minorUnits[c.Currency], rows: map[key]row{}, deferred: new(big.Rat)}
	if o.n == 0 {
		o.n = 36
	}
	o.billed = o.zeros()
	o.time()
	o.products()
	for _, r := range c.Recurring {
		if r.Yearly {
			o.yearly(r)
			continue
		}
		o.monthly(r)
	}
	o.services()
	o.roles()
	o.revenue()
	o.vendorMoney()
	o.profit()
	o.tax()
	o.cash()
	return o
}

var minorUnits = map[string]int32{"JPY": 0, "USD": 2, "KWD": 3}

// The start is a month of the calendar, and each month the next one of it.
func (o *oracle) time() {
	p := o.c.Calendar.Find(o.c.Start)
	o.places = make([]partnermath.FiscalDay, 1, o.n+1)
	for range o.n {
		o.places = append(o.places, partnermath.FiscalDay{Year: p.Year, Quarter: (p.Month + 2) / 3, Month: p.Month})
		if p.Month++; p.Month > 12 {
			p.Month, p.Year = 1, p.Year+1
		}
	}
}

// columns are the months, or the runs of months that are of one quarter, or one year. One
// is partial that has not all the days of its quarter or year.
func (o *oracle) columns(same func(a, b partnermath.FiscalDay) bool, whole func(partnermath.FiscalDay) partnermath.Period) []profit.Column {
	var columns []profit.Column
	for m := 1; m <= o.n; m++ {
		p := o.places[m]
		days := o.c.Calendar.Month(p.Year, p.Month)
		if m == 1 || !same(o.places[m-1], p) {
			columns = append(columns, profit.Column{Year: p.Year, Quarter: p.Quarter, First: m, Days: days})
		}
		last := &columns[len(columns)-1]
		last.Last, last.Days.End = m, days.End
		last.Partial = last.Days != whole(p)
	}
	return columns
}

func (o *oracle) months() []profit.Column {
	return o.columns(func(a, b partnermath.FiscalDay) bool { return false },
		func(p partnermath.FiscalDay) partnermath.Period { return o.c.Calendar.Month(p.Year, p.Month) })
}

func (o *oracle) quarters() []profit.Column {
	return o.columns(func(a, b partnermath.FiscalDay) bool { return a.Year == b.Year && a.Quarter == b.Quarter },
		func(p partnermath.FiscalDay) partnermath.Period { return o.c.Calendar.Quarter(p.Year, p.Quarter) })
}

func (o *oracle) years() []profit.Column {
	years := o.columns(func(a, b partnermath.FiscalDay) bool { return a.Year == b.Year },
		func(p partnermath.FiscalDay) partnermath.Period { return o.c.Calendar.Year(p.Year) })
	for i := range years {
		years[i].Quarter = 0
	}
	return years
}

// trend(m) = round8(trend(m−1) × (1 + g)); units = trend × season, with 4 decimals. Or the
// table, or the won deals.
func (o *oracle) ramp(r profit.Ramp) row {
	units := o.zeros()
	trend := rat(r.Start)
	for m := 1; m <= o.n; m++ {
		switch {
		case r.Kind == profit.RampTable:
			units[m] = rat(r.Table[m-1])
		case r.Kind == profit.RampOutcomes:
			units[m] = round(rat(r.Outcomes[m-1].Won), 4)
		case m >= max(1, r.First):
			if m > max(1, r.First) {
				trend = round(mul(trend, add(one, rat(r.Growth))), 8)
			}
			season := one
			if r.Season != nil {
				season = testkit.Rat(r.Season[o.places[m].Month-1])
			}
			units[m] = round(mul(trend, season), 4)
		}
	}
	return units
}

// prices fall at the start of each plan year but the first: round6(price × (1 − decline)).
func (o *oracle) prices(first, decline decimal.NullDecimal) row {
	prices := o.zeros()
	for m := 1; m <= o.n; m++ {
		switch {
		case m == 1:
			prices[m] = rat(first)
		case m%12 == 1:
			prices[m] = round(mul(prices[m-1], sub(one, rat(decline))), 6)
		default:
			prices[m] = prices[m-1]
		}
	}
	return prices
}

// revenue = round(units × price); cost = round(units × price × (1 − margin)), or of the
// list and the discount.
func (o *oracle) products() {
	for _, p := range o.c.Products {
		units := o.set(profit.LineUnits, p.ID, o.ramp(p.Units))
		revenue, cost := o.line(profit.LineProductRevenue, p.ID), o.line(profit.LineProductCost, p.ID)
		price, list, off := o.prices(p.Price, p.Decline), o.prices(p.Price, p.Decline), rat(p.Margin)
		if p.List.Valid {
			list = o.prices(p.List, p.Decline)
		}
		if p.Discount.Valid {
			off = rat(p.Discount)
		}
		for m := 1; m <= o.n; m++ {
			switch p.Kind {
			case profit.ProductResale:
				revenue[m] = o.money(mul(units[m], price[m]))
				cost[m] = o.money(mul(units[m], list[m], sub(one, off)))
			case profit.ProductAgency:
				revenue[m] = o.money(mul(units[m], price[m], rat(p.Margin)))
			case profit.ProductReferral:
				revenue[m] = o.money(mul(units[m], price[m]))
			}
		}
	}
}

// Billed by the month: the cohort of a month churns and expands on its opening from the month
// after its sale, and closes at month 12, when the renewed join the one renewed stock.
func (o *oracle) monthly(r profit.Recurring) {
	l := o.base(r)
	// round8(1 − (1 − a)^(1/12))
	churn := round(sub(one, root(sub(one, rat(r.AnnualChurn)), 12)), 8)
	cohort, stock := o.zeros(), rat(r.Base)
	for m := 1; m <= o.n; m++ {
		stock = add(stock, l.moves(m, stock, churn))
		for s := max(1, m-12); s < m; s++ {
			cohort[s] = add(cohort[s], l.moves(m, cohort[s], churn))
			if m-s == 12 {
				stock = add(stock, l.renew(m, cohort[s]))
				cohort[s] = new(big.Rat)
			}
		}
		cohort[m] = l.joined[m]
		first := add(cohort...)
		l.close(m, first, stock)
		l.revenue[m] = o.money(mul(l.closing[m], l.price[m]))
		l.cost[m] = o.money(mul(add(
			mul(first, sub(one, rat(r.FirstMargin))),
			mul(stock, sub(one, rat(r.RenewalMargin)))), l.price[m]))
	}
}

// Billed by the year: who is there leaves at an anniversary only, by the annual churn. The
// renewed of an anniversary are one stock, of which there are 12.
func (o *oracle) yearly(r profit.Recurring) {
	l := o.base(r)
	first, renewed := o.zeros(), o.zeros()
	// round(customers × n × price) is earned by rounding cumulative sums.
	bill := func(earned row, m, n int, customers, price *big.Rat) {
		amount := o.money(mul(customers, whole(n), price))
		if m >= 1 {
			o.billed[m] = add(o.billed[m], amount)
		}
		before := new(big.Rat)
		for k := 1; k <= n; k++ {
			upTo := o.money(quo(mul(amount, whole(k)), whole(n)))
			part, in := sub(upTo, before), m+k-1
			if before = upTo; m < 1 && in >= 1 {
				o.deferred = add(o.deferred, part)
			}
			if in >= 1 && in <= o.n {
				earned[in] = add(earned[in], part)
			}
		}
	}
	// stock[j] has its anniversary in months j + 1, j + 13, …
	cohort, stock := o.zeros(), make(row, 12)
	for j := range stock {
		upTo := func(k int) *big.Rat { return round(quo(mul(rat(r.Base), whole(k)), whole(12)), 4) }
		stock[j] = sub(upTo(j+1), upTo(j))
		bill(renewed, j+1-12, 12, stock[j], l.price[1])
	}
	for m := 1; m <= o.n; m++ {
		for j := range stock {
			if j == (m-1)%12 {
				stock[j] = add(stock[j], l.moves(m, stock[j], rat(r.AnnualChurn)))
				continue
			}
			more := l.moves(m, stock[j], new(big.Rat))
			stock[j] = add(stock[j], more)
			bill(renewed, m, (j-(m-1)%12+12)%12, more, l.price[m])
		}
		for s := max(1, m-12); s < m; s++ {
			if m-s == 12 {
				left := add(cohort[s], l.moves(m, cohort[s], rat(r.AnnualChurn)))
				stock[(m-1)%12] = add(stock[(m-1)%12], l.renew(m, left))
				cohort[s] = new(big.Rat)
				continue
			}
			more := l.moves(m, cohort[s], new(big.Rat))
			cohort[s] = add(cohort[s], more)
			bill(first, m, 12-(m-s), more, l.price[m])
		}
		bill(renewed, m, 12, stock[(m-1)%12], l.price[m])
		cohort[m] = l.joined[m]
		bill(first, m, 12, cohort[m], l.price[m])
		l.close(m, add(cohort...), add(stock...))
		l.revenue[m] = add(first[m], renewed[m])
		l.cost[m] = o.money(add(
			mul(first[m], sub(one, rat(r.FirstMargin))),
			mul(renewed[m], sub(one, rat(r.RenewalMargin)))))
	}
}

// base has the lines of a recurring line.
type base struct {
	expansion, renewal                              *big.Rat
	price                                           row
	joined, expanded, churned, lost, closing, first row
	revenue, cost                                   row
}

func (o *oracle) base(r profit.Recurring) base {
	l := base{
		expansion: rat(r.MonthlyExpansion), renewal: rat(r.RenewalRate), price: o.prices(r.Price, r.Decline),
		joined:   o.set(profit.LineNew, r.ID, o.ramp(r.New)),
		expanded: o.line(profit.LineExpanded, r.ID), churned: o.line(profit.LineChurned, r.ID),
		lost: o.line(profit.LineNotRenewed, r.ID), closing: o.line(profit.LineBase, r.ID),
		first: o.line(profit.LineFirstBase, r.ID), revenue: o.line(profit.LineRecurringRevenue, r.ID),
		cost: o.line(profit.LineRecurringCost, r.ID),
	}
	l.closing[0] = rat(r.Base)
	return l
}

// Each rate is on the opening: round4(rate × opening). The result is expanded − churned.
func (l base) moves(m int, opening, churn *big.Rat) *big.Rat {
	expanded, churned := round(mul(l.expansion, opening), 4), round(mul(churn, opening), 4)
	l.expanded[m], l.churned[m] = add(l.expanded[m], expanded), add(l.churned[m], churned)
	return sub(expanded, churned)
}

// The renewal rate applies after that month's churn.
func (l base) renew(m int, left *big.Rat) *big.Rat {
	renewed := round(mul(l.renewal, left), 4)
	l.lost[m] = add(l.lost[m], sub(left, renewed))
	return renewed
}

// closing = opening + new + expanded − churned − not renewed, which is who is there.
func (l base) close(m int, first, renewed *big.Rat) {
	l.first[m] = first
	l.closing[m] = sub(add(l.closing[m-1], l.joined[m], l.expanded[m]), add(l.churned[m], l.lost[m]))
	if l.closing[m].Cmp(add(first, renewed)) != 0 {
		panic("the oracle has lost customers")
	}
}

// services(m) = round4(attach × units(m − lag)), hours(m) = round4(services(m) × hours).
func (o *oracle) services() {
	for _, s := range o.c.Services {
		services, hours := o.line(profit.LineServices, s.ID), o.line(profit.LineHours, s.ID)
		revenue, cost := o.line(profit.LineServiceRevenue, s.ID), o.line(profit.LineServiceCost, s.ID)
		on := o.sold(s.On)
		if s.ToBase {
			on = o.rows[key{profit.LineBase, s.On}]
		}
		for m := 1; m <= o.n; m++ {
			services[m] = round(mul(rat(s.Attach), on[max(0, m-s.Lag)]), 4)
			hours[m] = round(mul(services[m], rat(s.Hours)), 4)
			if s.Price.Valid {
				revenue[m] = o.money(mul(services[m], rat(s.Price)))
			} else {
				revenue[m] = o.money(mul(hours[m], rat(s.BillRate)))
			}
			cost[m] = o.money(mul(hours[m], rat(s.HourCost)))
		}
	}
}

// sold are the units of a product, the new customers of a recurring line, and none of a service.
func (o *oracle) sold(id string) row {
	for _, kind := range []profit.LineKind{profit.LineUnits, profit.LineNew} {
		if r, ok := o.rows[key{kind, id}]; ok {
			return r
		}
	}
	return o.zeros()
}

// payroll = round(heads × salary × (1 + burden) × (1 + raise)^years ÷ 12).
func (o *oracle) roles() {
	pays := map[profit.RoleKind]profit.LineKind{
		profit.RoleDelivery: profit.LineDeliveryPay, profit.RoleSales: profit.LineSalesPay, profit.RoleOther: profit.LineOtherPay,
	}
	for _, r := range o.c.Roles {
		heads, productive := o.line(profit.LineHeads, r.ID), o.zeros()
		pay, commission := o.line(pays[r.Kind], r.ID), o.line(profit.LineCommission, r.ID)
		for m := 1; m <= o.n; m++ {
			for _, h := range r.Hires {
				if m < h.Month || h.Leave > 0 && m >= h.Leave {
					continue
				}
				// In its k-th month a head produces min(1, k ÷ ramp).
				k := m - h.Month + 1
				heads[m] = add(heads[m], rat(h.Heads))
				productive[m] = add(productive[m], mul(rat(h.Heads), least(one, quo(whole(k), whole(max(1, r.Ramp))))))
			}
			pay[m] = o.money(quo(mul(heads[m], rat(r.Salary), add(one, rat(r.Burden)), power(add(one, rat(r.Raise)), (m-1)/12)), whole(12)))
			// Commission is on published lines.
			sales := new(big.Rat)
			for _, id := range r.Sells {
				for _, kind := range []profit.LineKind{profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue} {
					if revenue, ok := o.rows[key{kind, id}]; ok {
						sales = add(sales, revenue[m])
					}
				}
			}
			commission[m] = o.money(mul(rat(r.Commission), sales))
		}
		switch {
		case r.Kind == profit.RoleDelivery && r.Hours.Valid:
			o.capacity(r.ID, heads, productive, o.pool(r.ID), rat(r.Hours), rat(r.Utilisation))
			o.deliver(r)
		case r.Kind == profit.RoleSales && r.Deals.Valid:
			deals := o.zeros()
			for _, id := range r.Sells {
				for m, sold := range o.sold(id) {
					deals[m] = add(deals[m], sold)
				}
			}
			o.capacity(r.ID, heads, productive, deals, rat(r.Deals), one)
		}
	}
}

// Hours pool by role.
func (o *oracle) pool(role string) row {
	hours := o.zeros()
	for _, s := range o.c.Services {
		if s.Role == role {
			for m, h := range o.rows[key{profit.LineHours, s.ID}] {
				hours[m] = add(hours[m], h)
			}
		}
	}
	return hours
}

// used = min(demand, capacity); needed = demand ÷ (hours × utilisation).
func (o *oracle) capacity(id string, heads, productive, demand row, each, utilisation *big.Rat) {
	o.set(profit.LineDemand, id, demand)
	for m := 1; m <= o.n; m++ {
		capacity := round(mul(productive[m], each, utilisation), 4)
		used := least(demand[m], capacity)
		o.line(profit.LineAvailable, id)[m] = round(mul(heads[m], each), 4)
		o.line(profit.LineCapacity, id)[m] = capacity
		o.line(profit.LineUsed, id)[m] = used
		o.line(profit.LineIdle, id)[m] = sub(capacity, used)
		o.line(profit.LineShortfall, id)[m] = sub(demand[m], used)
		o.line(profit.LineNeeded, id)[m] = round(quo(demand[m], mul(each, utilisation)), 4)
	}
}

// Own hours are split over services by largest remainder, subcontracted the rest.
func (o *oracle) deliver(r profit.Role) {
	for m := 1; m <= o.n; m++ {
		var ids []string
		var hours []*big.Rat
		for _, s := range o.c.Services {
			if s.Role == r.ID {
				ids, hours = append(ids, s.ID), append(hours, o.rows[key{profit.LineHours, s.ID}][m])
			}
		}
		own := hours
		if add(hours...).Sign() > 0 {
			own = testkit.LargestRemainder(o.line(profit.LineUsed, r.ID)[m], hours, 4)
		}
		for i, id := range ids {
			rest := sub(hours[i], own[i])
			o.line(profit.LineOwnHours, id)[m] = own[i]
			o.line(profit.LineSubcontractedHours, id)[m] = rest
			o.line(profit.LineSubcontract, id)[m] = o.money(mul(rest, rat(r.Subcontract)))
		}
	}
}

// Totals only add up.
func (o *oracle) revenue() {
	o.set(profit.LineRevenue, string(profit.LineRevenue),
		o.sum(profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue))
}

// Running costs are round(rate × total revenue) + amount, a one-off cost stands in its
// month. Rebates and registration margin reduce cost of sales; MDF reduces marketing by
// min(MDF, that month's marketing), the excess cost of sales.
func (o *oracle) vendorMoney() {
	revenue := o.sum(profit.LineRevenue)
	for _, c := range o.c.Costs {
		kind := profit.LineCost
		if c.Marketing {
			kind = profit.LineMarketing
		}
		cost := o.line(kind, c.ID)
		if c.Kind == profit.CostOnce {
			cost[c.First] = rat(c.Amount)
			continue
		}
		for m := max(1, c.First); m <= o.last(c.Last); m++ {
			cost[m] = add(o.money(mul(rat(c.Rate), revenue[m])), rat(c.Amount))
		}
	}
	left := o.sum(profit.LineMarketing)
	for _, v := range o.c.VendorMoney {
		for m := max(1, v.First); m <= o.last(v.Last); m++ {
			amount := o.vendorAmount(v, m)
			switch v.Kind {
			case profit.VendorRebate:
				o.line(profit.LineRebate, v.ID)[m] = negate(amount)
			case profit.VendorRegistration:
				o.line(profit.LineRegistration, v.ID)[m] = negate(amount)
			case profit.VendorMDF:
				paid := least(amount, left[m])
				left[m] = sub(left[m], paid)
				o.line(profit.LineMDF, v.ID)[m] = negate(paid)
				o.line(profit.LineMDFExcess, v.ID)[m] = sub(paid, amount)
			}
		}
	}
}

// An amount, or the rate of what the lines cost, for registrations of what they sell for.
func (o *oracle) vendorAmount(v profit.VendorMoney, m int) *big.Rat {
	if v.Amount.Valid {
		return rat(v.Amount)
	}
	kinds := []profit.LineKind{profit.LineProductCost, profit.LineRecurringCost}
	if v.Kind == profit.VendorRegistration {
		kinds = []profit.LineKind{profit.LineProductRevenue, profit.LineRecurringRevenue}
	}
	sum := new(big.Rat)
	for _, id := range v.On {
		for _, kind := range kinds {
			if r, ok := o.rows[key{kind, id}]; ok {
				sum = add(sum, r[m])
			}
		}
	}
	return o.money(mul(rat(v.Rate), sum))
}

// Margins and totals only add up.
func (o *oracle) profit() {
	revenue := o.sum(profit.LineRevenue)
	sales := o.sum(profit.LineProductCost, profit.LineRecurringCost, profit.LineServiceCost, profit.LineSubcontract,
		profit.LineDeliveryPay, profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess)
	operating := o.sum(profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay, profit.LineMarketing, profit.LineMDF, profit.LineCost)
	o.total(profit.LineCostOfSales, sales)
	gross := o.total(profit.LineGrossMargin, minus(revenue, sales))
	o.total(profit.LineOperatingCost, operating)
	o.total(profit.LineOperatingProfit, minus(gross, operating))
}

// Tax = max(0, profit of the fiscal year − losses brought forward) × rate, booked in the
// year's last month. Oldest losses first; used = min(losses, round(share × max(0,
// profit))); a part year is a year, and month 0 is in the first.
func (o *oracle) tax() {
	operating, tax := o.sum(profit.LineOperatingProfit), o.line(profit.LineTax, string(profit.LineTax))
	share := one
	if o.c.Tax.LossShare.Valid {
		share = rat(o.c.Tax.LossShare)
	}
	var losses row
	for y, year := range o.years() {
		first := year.First
		if y == 0 {
			first = 0
		}
		profit := add(operating[first : year.Last+1]...)
		losses = append(losses, most(new(big.Rat), negate(profit)))
		may := o.money(mul(share, most(new(big.Rat), profit)))
		used := new(big.Rat)
		for of := range y {
			if o.c.Tax.LossYears > 0 && y-of > o.c.Tax.LossYears {
				continue
			}
			part := least(losses[of], sub(may, used))
			losses[of], used = sub(losses[of], part), add(used, part)
		}
		tax[year.Last] = o.money(mul(rat(o.c.Tax.Rate), most(new(big.Rat), sub(profit, used))))
	}
	o.total(profit.LineNetProfit, minus(operating, tax))
}

// Vendor money and tax are paid with their lags, people in the month, the rest by days.
func (o *oracle) cash() {
	t := o.c.Timing
	monthly := o.zeros()
	for _, r := range o.c.Recurring {
		if !r.Yearly {
			monthly = plus(monthly, o.rows[key{profit.LineRecurringRevenue, r.ID}])
		}
	}
	billed := o.total(profit.LineBilled, plus(plus(o.sum(profit.LineProductRevenue, profit.LineServiceRevenue), monthly), o.billed))
	receipts := o.total(profit.LineReceipts, o.delayed(billed, t.CustomerDays))
	vendor := o.line(profit.LineVendorReceipts, string(profit.LineVendorReceipts))
	for _, v := range o.c.VendorMoney {
		for m := max(1, v.First); m <= o.last(v.Last); m++ {
			if m+v.Lag <= o.n {
				vendor[m+v.Lag] = add(vendor[m+v.Lag], o.vendorAmount(v, m))
			}
		}
	}
	supplier := o.total(profit.LineSupplierPayments, o.delayed(o.supplied(), t.SupplierDays))
	people := o.total(profit.LinePeoplePayments,
		o.sum(profit.LineDeliveryPay, profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay))
	costs := o.total(profit.LineCostPayments, o.delayed(o.sum(profit.LineMarketing, profit.LineCost), t.CostDays))
	taxes := o.line(profit.LineTaxPayments, string(profit.LineTaxPayments))
	for m, x := range o.sum(profit.LineTax) {
		if m+o.c.Tax.Lag <= o.n {
			taxes[m+o.c.Tax.Lag] = add(taxes[m+o.c.Tax.Lag], x)
		}
	}
	cash := o.total(profit.LineCash, minus(plus(receipts, vendor), plus(plus(supplier, people), plus(costs, taxes))))
	sum := o.line(profit.LineCumulativeCash, string(profit.LineCumulativeCash))
	for m := range cash {
		sum[m] = add(cash[:m+1]...)
	}
}

func (o *oracle) supplied() row {
	return o.sum(profit.LineProductCost, profit.LineRecurringCost, profit.LineServiceCost, profit.LineSubcontract)
}

// days = 30a + b: round(x × (30 − b) ÷ 30) comes a months later, the rest one month after.
func (o *oracle) delayed(amounts row, days decimal.NullDecimal) row {
	moved := o.zeros()
	d := int(days.Decimal.IntPart())
	a, b := d/30, d%30
	for m, x := range amounts {
		part := o.money(quo(mul(x, whole(30-b)), whole(30)))
		if m+a <= o.n {
			moved[m+a] = add(moved[m+a], part)
		}
		if m+a+1 <= o.n {
			moved[m+a+1] = add(moved[m+a+1], sub(x, part))
		}
	}
	return moved
}

// balances are what has been earned or owed and has not moved.
func (o *oracle) balances() (opening, closing profit.Balances) {
	all := func(kinds ...profit.LineKind) *big.Rat { return add(o.sum(kinds...)...) }
	amount := func(r *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(r, o.minor) }
	earned := new(big.Rat)
	for _, r := range o.c.Recurring {
		if r.Yearly {
			earned = add(earned, add(o.rows[key{profit.LineRecurringRevenue, r.ID}]...))
		}
	}
	opening = profit.Balances{Cash: amount(rat(o.c.OpeningCash)), DeferredRevenue: amount(o.deferred)}
	closing = profit.Balances{
		Cash:        amount(add(rat(o.c.OpeningCash), all(profit.LineCash))),
		Receivables: amount(sub(all(profit.LineBilled), all(profit.LineReceipts))),
		VendorReceivables: amount(negate(add(all(profit.LineRebate, profit.LineRegistration, profit.LineMDF, profit.LineMDFExcess),
			all(profit.LineVendorReceipts)))),
		Payables: amount(sub(add(add(o.supplied()...), all(profit.LineMarketing, profit.LineCost)),
			all(profit.LineSupplierPayments, profit.LineCostPayments))),
		TaxPayable:      amount(sub(all(profit.LineTax), all(profit.LineTaxPayments))),
		DeferredRevenue: amount(sub(add(o.deferred, add(o.billed...)), earned)),
	}
	return opening, closing
}

// line is the row of a line, made of zeros when there is none.
func (o *oracle) line(kind profit.LineKind, id string) row {
	if o.rows[key{kind, id}] == nil {
		o.rows[key{kind, id}] = o.zeros()
	}
	return o.rows[key{kind, id}]
}

func (o *oracle) set(kind profit.LineKind, id string, r row) row {
	o.rows[key{kind, id}] = r
	return r
}

// total is the line of a kind of which there is one.
func (o *oracle) total(kind profit.LineKind, r row) row { return o.set(kind, string(kind), r) }

// sum adds up the lines of some kinds.
func (o *oracle) sum(kinds ...profit.LineKind) row {
	sum := o.zeros()
	for k, r := range o.rows {
		for _, kind := range kinds {
			if k.kind == kind {
				sum = plus(sum, r)
			}
		}
	}
	return sum
}

func (o *oracle) last(month int) int {
	if month == 0 {
		return o.n
	}
	return month
}

func (o *oracle) zeros() row {
	r := make(row, o.n+1)
	for m := range r {
		r[m] = new(big.Rat)
	}
	return r
}

func (o *oracle) money(r *big.Rat) *big.Rat { return round(r, o.minor) }

var one = big.NewRat(1, 1)

func rat(n decimal.NullDecimal) *big.Rat { return testkit.Rat(n.Decimal) }

func whole(n int) *big.Rat { return big.NewRat(int64(n), 1) }

func round(r *big.Rat, places int32) *big.Rat { return testkit.Rat(testkit.RoundHalfAway(r, places)) }

func add(terms ...*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, t := range terms {
		sum.Add(sum, t)
	}
	return sum
}

func mul(factors ...*big.Rat) *big.Rat {
	product := big.NewRat(1, 1)
	for _, f := range factors {
		product.Mul(product, f)
	}
	return product
}

func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

func quo(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

func negate(a *big.Rat) *big.Rat { return new(big.Rat).Neg(a) }

func power(r *big.Rat, n int) *big.Rat {
	p := big.NewRat(1, 1)
	for range n {
		p.Mul(p, r)
	}
	return p
}

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) <= 0 {
		return a
	}
	return b
}

func most(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) >= 0 {
		return a
	}
	return b
}

func plus(a, b row) row {
	sum := make(row, len(a))
	for m := range a {
		sum[m] = add(a[m], b[m])
	}
	return sum
}

func minus(a, b row) row {
	difference := make(row, len(a))
	for m := range a {
		difference[m] = sub(a[m], b[m])
	}
	return difference
}
