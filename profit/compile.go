package profit

import (
	"fmt"
	"math"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/cashflow"
	"github.com/partnermath/partnermath/internal/exact"
)

// A case is worked out in machine integers: quantities in units of 10^-4, prices of
// 10^-6, rates of 10^-8, amounts in minor units. Its inputs are bounded so that
//
//	quantity              ≤ 10^6               10^10 units
//	price                 ≤ 10^12              10^18
//	1 − margin            ≤ 2                  2 × 10^8
//	quantity × (1 − margin)                    2 × 10^18 < 2^63
//	× price                                    2 × 10^36 < 2^126
//
// and what comes out is bounded where it does: an amount of a line of a month by 10^14
// minor units. Lines are at most 80 and columns, with month 0, at most 121. So the sum of
// the sizes of all amounts is at most
//
//	80 × 121 × 10^14 = 9.68 × 10^17 < 10^18 < 2^63,
//
// and every total, margin, profit and balance is a sum of some of them with some signs. Cash
// moves these amounts to other months (bills of a year instead of what is earned of
// them, bounded as the revenue is), and a tax is at most the profit of its year.
const (
	quantityPlaces = 4
	pricePlaces    = 6
	percentPlaces  = 8

	oneQuantity = 10_000
	oneRate     = 100_000_000

	maxQuantity = 1_000_000 * oneQuantity
	maxTrend    = 1_000_000 * oneRate
	maxAmount   = 100_000_000_000_000

	monthsPerYear = 12
	usualMonths   = 36
)

// sheet is a case in integers, with its lines.
type sheet struct {
	book
	rows []row
}

// A book is a business in integers.
type book struct {
	months int
	places int32
	// perPrice is what quantity × price is divided by to make an amount, perRate what
	// quantity × rate × price is.
	perPrice, perRate int64
	// season is the fiscal month of each month, from 0.
	season []int
	years  []span

	products  []product
	recurring []recurring
	services  []service
	roles     []role
	vendor    []vendorMoney
	costs     []cost
	tax       tax

	timed                                bool
	customerDays, supplierDays, costDays int
	openingCash                          int64

	// lines is how many rows there are, of which the last of money is totals.cumulative.
	lines  int
	totals totals
}

// span is the months of a fiscal year or quarter.
type span struct{ first, last int }

// row is a line of the ledger: what a [Line] is, without its numbers.
type row struct {
	id   string
	name string
	kind LineKind
}

type product struct {
	units []int64
	// revenue = units × revenueRate × price, cost = units × costRate × costPrice.
	revenueRate, costRate         int64
	price, costPrice              []int64
	unitsRow, revenueRow, costRow int
}

type recurring struct {
	joining                                        []int64
	base, churn, expansion, renewal                int64
	price                                          []int64
	firstCost, renewalCost                         int64
	yearly                                         bool
	newRow, expandedRow, churnedRow, notRenewedRow int
	baseRow, firstRow, revenueRow, costRow         int
}

type service struct {
	// from is the row that it is attached to. Before month 1 it is 0, or that of month 0.
	from                   int
	toBase, hourly         bool
	attach                 int64
	lag                    int
	hours, price, hourCost int64
	byHour                 bool
	servicesRow, hoursRow  int
	ownRow, subRow         int
	revenueRow, costRow    int
}

type role struct {
	hires                                  []hire
	ramp                                   int64
	pay                                    []pay
	hours, utilisation, subcontract, deals int64
	services                               []int
	sells, closes                          []int
	commission                             int64
	headsRow, availableRow, capacityRow    int
	demandRow, usedRow, idleRow, shortRow  int
	neededRow, payRow, commissionRow       int
}

type hire struct {
	month, leave int
	heads        int64
}

// pay is what a head costs in a month of a plan year, as a fraction.
type pay struct{ num, den *big.Int }

type vendorMoney struct {
	rate, amount     int64
	on               []int
	first, last, lag int
	row, excessRow   int
}

type cost struct {
	rate, amount int64
	first, last  int
	marketing    bool
	row          int
}

type tax struct {
	rate, share int64
	years, lag  int
}

// integer returns a number in units of 10^-places; 0 when it is not given.
func integer(d decimal.NullDecimal, places int32) int64 {
	if !d.Valid {
		return 0
	}
	units, _ := exact.Int64(d.Decimal, places)
	return units
}

func (c *Case) horizon() int {
	if c.Months == 0 {
		return usualMonths
	}
	return c.Months
}

// compile turns a case whose fields and rules are sound into a sheet.
func compile(c *Case) *sheet {
	m := &sheet{}
	m.months = c.horizon()
	m.places, _ = partnermath.MinorUnits(c.Currency)
	m.perPrice = int64(math.Pow10(int(quantityPlaces + pricePlaces - m.places)))
	m.perRate = m.perPrice * oneRate
	m.fiscal(c)
	m.openingCash = integer(c.OpeningCash, m.places)
	m.timed = c.Timing.CustomerDays.Valid || c.Timing.SupplierDays.Valid || c.Timing.CostDays.Valid
	m.customerDays = int(integer(c.Timing.CustomerDays, 0))
	m.supplierDays = int(integer(c.Timing.SupplierDays, 0))
	m.costDays = int(integer(c.Timing.CostDays, 0))
	m.tax = tax{rate: integer(c.Tax.Rate, percentPlaces), share: oneRate, years: c.Tax.LossYears, lag: c.Tax.Lag}
	if c.Tax.LossShare.Valid {
		m.tax.share = integer(c.Tax.LossShare, percentPlaces)
	}
	m.compileProducts(c)
	m.compileRecurring(c)
	m.compileServices(c)
	m.compileRoles(c)
	m.compileMoney(c)
	m.layout(c)
	return m
}

// fiscal finds the fiscal month of each month and the months of each fiscal year.
func (m *sheet) fiscal(c *Case) {
	place := c.Calendar.Find(c.Start)
	m.season = make([]int, m.months+1)
	first := 1
	for i := 1; i <= m.months; i++ {
		m.season[i] = (place.Month - 1 + i - 1) % monthsPerYear
		if m.season[i] == monthsPerYear-1 || i == m.months {
			m.years = append(m.years, span{first, i})
			first = i + 1
		}
	}
}

// planYears is how many plan years the case has.
func (m *sheet) planYears() int { return (m.months + monthsPerYear - 1) / monthsPerYear }

func planYear(month int) int { return (month - 1) / monthsPerYear }

// prices returns the price of each plan year.
func (m *sheet) prices(price, decline decimal.NullDecimal) []int64 {
	all := make([]int64, m.planYears())
	all[0] = integer(price, pricePlaces)
	kept := oneRate - integer(decline, percentPlaces)
	for y := 1; y < len(all); y++ {
		all[y] = all[y-1]
		if kept != oneRate {
			all[y], _ = exact.MulDiv(all[y-1], kept, oneRate)
		}
	}
	return all
}

func (m *sheet) compileProducts(c *Case) {
	m.products = make([]product, len(c.Products))
	for i := range c.Products {
		from, p := &c.Products[i], &m.products[i]
		p.units = m.ramp(&from.Units, nil, "")
		p.price = m.prices(from.Price, from.Decline)
		p.revenueRate, p.costPrice = oneRate, p.price
		switch {
		case from.Kind == ProductAgency:
			p.revenueRate = integer(from.Margin, percentPlaces)
		case from.Kind == ProductReferral:
		case from.Discount.Valid:
			p.costRate = oneRate - integer(from.Discount, percentPlaces)
			if from.List.Valid {
				p.costPrice = m.prices(from.List, from.Decline)
			}
		default:
			p.costRate = oneRate - integer(from.Margin, percentPlaces)
		}
	}
}

// ramp returns the units of each month, that of month 0 being none. What outgrows the
// bounds is a fault, if there are any to be, and counts as none, so that nothing else that follows
// from it is.
func (m *sheet) ramp(r *Ramp, faults *partnermath.ValidationError, path string) []int64 {
	units := make([]int64, m.months+1)
	switch r.Kind {
	case RampTable:
		for month := 1; month <= m.months; month++ {
			units[month] = integer(r.Table[month-1], quantityPlaces)
		}
		return units
	case RampOutcomes:
		for month := 1; month <= m.months; month++ {
			won, ok := exact.Int64(exact.Round(r.Outcomes[month-1].Won.Decimal, quantityPlaces), quantityPlaces)
			if ok && won <= maxQuantity {
				units[month] = won
			} else if faults != nil {
				faults.Addf(fmt.Sprintf("%s.outcomes[%d].won", path, month-1), "range", "must be at most 1000000")
			}
		}
		return units
	}
	trend, growth := integer(r.Start, percentPlaces), oneRate+integer(r.Growth, percentPlaces)
	for month := max(r.First, 1); month <= m.months; month++ {
		factor := int64(oneRate)
		if len(r.Season) > 0 {
			factor, _ = exact.Int64(r.Season[m.season[month]], percentPlaces)
		}
		count, ok := exact.MulDiv(trend, factor, oneRate*(oneRate/oneQuantity))
		if !ok || count > maxQuantity || trend > maxTrend {
			if faults != nil {
				faults.Addf(path, "range", "must stay at most 1000000 units and outgrows that in month %d", month)
			}
			clear(units)
			return units
		}
		units[month] = count
		trend, _ = exact.MulDiv(trend, growth, oneRate)
	}
	return units
}

func (m *sheet) compileRecurring(c *Case) {
	m.recurring = make([]recurring, len(c.Recurring))
	for i := range c.Recurring {
		from := &c.Recurring[i]
		churn := from.AnnualChurn
		if !from.Yearly {
			churn = decimal.NewNullDecimal(monthlyChurn(churn.Decimal))
		}
		m.recurring[i] = recurring{
			joining: m.ramp(&from.New, nil, ""),
			base:    integer(from.Base, quantityPlaces), churn: integer(churn, percentPlaces),
			expansion: integer(from.MonthlyExpansion, percentPlaces), renewal: integer(from.RenewalRate, percentPlaces),
			price: m.prices(from.Price, from.Decline), yearly: from.Yearly,
			firstCost: oneRate - integer(from.FirstMargin, percentPlaces), renewalCost: oneRate - integer(from.RenewalMargin, percentPlaces),
		}
	}
}

// monthlyChurn returns 1 − (1 − annual)^(1/12) with 8 decimals.
func monthlyChurn(annual decimal.Decimal) decimal.Decimal {
	up, down := cashflow.Growth(annual.Neg())
	return exact.RootExcess(up, down, monthsPerYear, percentPlaces).Neg()
}

func (m *sheet) compileServices(c *Case) {
	m.services = make([]service, len(c.Services))
	for i := range c.Services {
		from := &c.Services[i]
		s := service{
			toBase: from.ToBase, hourly: from.Role == "", lag: from.Lag, byHour: from.BillRate.Valid,
			attach: integer(from.Attach, percentPlaces), hours: integer(from.Hours, quantityPlaces),
			price: integer(from.Price, pricePlaces), hourCost: integer(from.HourCost, pricePlaces),
		}
		if s.byHour {
			s.price = integer(from.BillRate, pricePlaces)
		}
		m.services[i] = s
	}
}

func (m *sheet) compileRoles(c *Case) {
	m.roles = make([]role, len(c.Roles))
	for i := range c.Roles {
		from := &c.Roles[i]
		r := role{
			ramp: int64(max(from.Ramp, 1)),
			hours: integer(from.Hours, quantityPlaces), utilisation: integer(from.Utilisation, quantityPlaces),
			subcontract: integer(from.Subcontract, pricePlaces), deals: integer(from.Deals, quantityPlaces),
			commission: integer(from.Commission, percentPlaces),
		}
		for _, h := range from.Hires {
			leave := h.Leave
			if leave == 0 {
				leave = m.months + 1
			}
			r.hires = append(r.hires, hire{h.Month, leave, integer(h.Heads, quantityPlaces)})
		}
		r.pay = m.payOf(from)
		for s := range c.Services {
			if c.Services[s].Role == from.ID {
				r.services = append(r.services, s)
			}
		}
		m.roles[i] = r
	}
}

// payOf returns the pay of a head in a month of each plan year: salary × (1 + burden) ×
// (1 + raise)^y ÷ 12, in minor units for a head in units of 10^-4.
func (m *sheet) payOf(from *Role) []pay {
	num := big.NewInt(integer(from.Salary, pricePlaces))
	num.Mul(num, big.NewInt(oneRate+integer(from.Burden, percentPlaces)))
	den := big.NewInt(monthsPerYear * m.perPrice)
	den.Mul(den, big.NewInt(oneRate))
	raise := oneRate + integer(from.Raise, percentPlaces)
	all := make([]pay, m.planYears())
	for y := range all {
		all[y] = pay{num, den}
		if raise != oneRate {
			num = new(big.Int).Mul(num, big.NewInt(raise))
			den = new(big.Int).Mul(den, big.NewInt(oneRate))
		}
	}
	return all
}

func (m *sheet) compileMoney(c *Case) {
	within := func(first, last int) (int, int) {
		if last == 0 {
			last = m.months
		}
		return max(first, 1), last
	}
	m.vendor = make([]vendorMoney, len(c.VendorMoney))
	for i := range c.VendorMoney {
		from := &c.VendorMoney[i]
		v := vendorMoney{rate: integer(from.Rate, percentPlaces), amount: integer(from.Amount, m.places), lag: from.Lag}
		v.first, v.last = within(from.First, from.Last)
		m.vendor[i] = v
	}
	m.costs = make([]cost, len(c.Costs))
	for i := range c.Costs {
		from := &c.Costs[i]
		k := cost{rate: integer(from.Rate, percentPlaces), amount: integer(from.Amount, m.places), marketing: from.Marketing}
		k.first, k.last = within(from.First, from.Last)
		if from.Kind == CostOnce {
			k.first, k.last = from.First, from.First
		}
		m.costs[i] = k
	}
}
