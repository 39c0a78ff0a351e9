package profit

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/cashflow"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

const usualMonths = 36

// sheet is a case in integers.
type sheet struct{ ledger.Book }

// integer returns a number in units of 10^-places; 0 when it is not given.
func integer(d decimal.NullDecimal, places int32) int64 {
	if !d.Valid {
		return 0
	}
	units, _ := exact.Int64(d.Decimal, places)
	return units
}

func (c *Case) horizon() int { return cmp.Or(c.Months, usualMonths) }

// compile turns a case whose fields and rules are sound into a sheet. Ramps that outgrow
// their bounds are faults.
func compile(c *Case, faults *partnermath.ValidationError) *sheet {
	m := &sheet{ledger.Book{Months: c.horizon()}}
	m.Places, _ = partnermath.MinorUnits(c.Currency)
	m.PerPrice = int64(math.Pow10(int(ledger.QuantityPlaces + ledger.PricePlaces - m.Places)))
	m.PerRate = m.PerPrice * ledger.OneRate
	m.Fiscal(c.Calendar.Find(c.Start).Month)
	m.OpeningCash = integer(c.OpeningCash, m.Places)
	m.Timed = c.Timing.CustomerDays.Valid || c.Timing.SupplierDays.Valid || c.Timing.CostDays.Valid
	m.CustomerDays = int(integer(c.Timing.CustomerDays, 0))
	m.SupplierDays = int(integer(c.Timing.SupplierDays, 0))
	m.CostDays = int(integer(c.Timing.CostDays, 0))
	m.Tax = ledger.Tax{Rate: integer(c.Tax.Rate, ledger.PercentPlaces), Share: ledger.OneRate, Years: c.Tax.LossYears, Lag: c.Tax.Lag}
	if c.Tax.LossShare.Valid {
		m.Tax.Share = integer(c.Tax.LossShare, ledger.PercentPlaces)
	}
	m.compileProducts(c, faults)
	m.compileRecurring(c, faults)
	m.compileServices(c)
	m.compileRoles(c)
	m.compileMoney(c)
	m.Layout()
	m.link(c)
	return m
}

// prices returns the price of each plan year.
func (m *sheet) prices(price, decline decimal.NullDecimal) []int64 {
	return m.Prices(integer(price, ledger.PricePlaces), integer(decline, ledger.PercentPlaces))
}

func (m *sheet) compileProducts(c *Case, faults *partnermath.ValidationError) {
	m.Products = make([]ledger.Product, len(c.Products))
	for i := range c.Products {
		from, p := &c.Products[i], &m.Products[i]
		p.Label, p.Costs = ledger.Label{ID: from.ID, Name: from.Name}, from.Kind == ProductResale
		p.Units = m.ramp(&from.Units, faults, "products[%d].units", i)
		p.Price = m.prices(from.Price, from.Decline)
		p.RevenueRate, p.CostPrice = ledger.OneRate, p.Price
		switch {
		case from.Kind == ProductAgency:
			p.RevenueRate = integer(from.Margin, ledger.PercentPlaces)
		case from.Kind == ProductReferral:
		case from.Discount.Valid:
			p.CostRate = ledger.OneRate - integer(from.Discount, ledger.PercentPlaces)
			if from.List.Valid {
				p.CostPrice = m.prices(from.List, from.Decline)
			}
		default:
			p.CostRate = ledger.OneRate - integer(from.Margin, ledger.PercentPlaces)
		}
	}
}

// ramp returns the units of each month, that of month 0 being none. What outgrows the
// bounds is a fault, and counts as none, so that nothing else that follows from it is.
func (m *sheet) ramp(r *Ramp, faults *partnermath.ValidationError, path string, i int) []int64 {
	units := make([]int64, m.Months+1)
	switch r.Kind {
	case RampTable:
		for month := 1; month <= m.Months; month++ {
			units[month] = integer(r.Table[month-1], ledger.QuantityPlaces)
		}
		return units
	case RampOutcomes:
		for month := 1; month <= m.Months; month++ {
			won, ok := exact.Int64(exact.Round(r.Outcomes[month-1].Won.Decimal, ledger.QuantityPlaces), ledger.QuantityPlaces)
			if ok && won <= ledger.MaxQuantity {
				units[month] = won
			} else {
				faults.Addf(fmt.Sprintf(path+".outcomes[%d].won", i, month-1), "range", "must be at most 1000000")
			}
		}
		return units
	}
	season := make([]int64, len(r.Season))
	for k := range season {
		season[k], _ = exact.Int64(r.Season[k], ledger.PercentPlaces)
	}
	outgrown := m.Grow(units, max(r.First, 1), integer(r.Start, ledger.PercentPlaces), integer(r.Growth, ledger.PercentPlaces), season)
	if outgrown > 0 {
		faults.Addf(fmt.Sprintf(path, i), "range", "must stay at most 1000000 units and outgrows that in month %d", outgrown)
	}
	return units
}

func (m *sheet) compileRecurring(c *Case, faults *partnermath.ValidationError) {
	m.Recurring = make([]ledger.Recurring, len(c.Recurring))
	for i := range c.Recurring {
		from := &c.Recurring[i]
		churn := from.AnnualChurn
		if !from.Yearly {
			churn = decimal.NewNullDecimal(cashflow.MonthlyChurn(churn.Decimal, ledger.PercentPlaces))
		}
		m.Recurring[i] = ledger.Recurring{
			Label:   ledger.Label{ID: from.ID, Name: from.Name},
			Joining: m.ramp(&from.New, faults, "recurring[%d].new", i),
			Base:    integer(from.Base, ledger.QuantityPlaces), Churn: integer(churn, ledger.PercentPlaces),
			Expansion: integer(from.MonthlyExpansion, ledger.PercentPlaces), Renewal: integer(from.RenewalRate, ledger.PercentPlaces),
			Price: m.prices(from.Price, from.Decline), Yearly: from.Yearly,
			FirstCost: ledger.OneRate - integer(from.FirstMargin, ledger.PercentPlaces), RenewalCost: ledger.OneRate - integer(from.RenewalMargin, ledger.PercentPlaces),
		}
	}
}

func (m *sheet) compileServices(c *Case) {
	m.Services = make([]ledger.Service, len(c.Services))
	for i := range c.Services {
		from := &c.Services[i]
		s := ledger.Service{
			Label:  ledger.Label{ID: from.ID, Name: from.Name},
			ToBase: from.ToBase, Hourly: from.Role == "", Lag: from.Lag, ByHour: from.BillRate.Valid,
			Attach: integer(from.Attach, ledger.PercentPlaces), Hours: integer(from.Hours, ledger.QuantityPlaces),
			Price: integer(from.Price, ledger.PricePlaces), HourCost: integer(from.HourCost, ledger.PricePlaces),
		}
		if s.ByHour {
			s.Price = integer(from.BillRate, ledger.PricePlaces)
		}
		m.Services[i] = s
	}
}

func (m *sheet) compileRoles(c *Case) {
	m.Roles = make([]ledger.Role, len(c.Roles))
	for i := range c.Roles {
		from := &c.Roles[i]
		r := ledger.Role{
			Label: ledger.Label{ID: from.ID, Name: from.Name},
			Ramp:  int64(max(from.Ramp, 1)),
			Hours: integer(from.Hours, ledger.QuantityPlaces), Utilisation: integer(from.Utilisation, ledger.QuantityPlaces),
			Subcontract: integer(from.Subcontract, ledger.PricePlaces), Deals: integer(from.Deals, ledger.QuantityPlaces),
			Commission: integer(from.Commission, ledger.PercentPlaces),
		}
		for _, h := range from.Hires {
			leave := h.Leave
			if leave == 0 {
				leave = m.Months + 1
			}
			r.Hires = append(r.Hires, ledger.Hire{Month: h.Month, Leave: leave, Heads: integer(h.Heads, ledger.QuantityPlaces)})
		}
		r.Pay = m.PayOf(integer(from.Salary, ledger.PricePlaces), integer(from.Burden, ledger.PercentPlaces), integer(from.Raise, ledger.PercentPlaces))
		for s := range c.Services {
			if c.Services[s].Role == from.ID {
				r.Services = append(r.Services, s)
			}
		}
		m.Roles[i] = r
	}
}

func (m *sheet) compileMoney(c *Case) {
	within := func(first, last int) (int, int) {
		if last == 0 {
			last = m.Months
		}
		return max(first, 1), last
	}
	m.Vendor = make([]ledger.VendorMoney, len(c.VendorMoney))
	for i := range c.VendorMoney {
		from := &c.VendorMoney[i]
		v := ledger.VendorMoney{Label: ledger.Label{ID: from.ID, Name: from.Name}, Kind: ledger.VendorKind(slices.Index(from.Kind.Values(), from.Kind)), Rate: integer(from.Rate, ledger.PercentPlaces), Amount: integer(from.Amount, m.Places), Lag: from.Lag}
		v.First, v.Last = within(from.First, from.Last)
		m.Vendor[i] = v
	}
	m.Costs = make([]ledger.Cost, len(c.Costs))
	for i := range c.Costs {
		from := &c.Costs[i]
		k := ledger.Cost{Label: ledger.Label{ID: from.ID, Name: from.Name}, Rate: integer(from.Rate, ledger.PercentPlaces), Amount: integer(from.Amount, m.Places), Marketing: from.Marketing}
		k.First, k.Last = within(from.First, from.Last)
		if from.Kind == CostOnce {
			k.First, k.Last = from.First, from.First
		}
		m.Costs[i] = k
	}
}

// soldRows are the rows of something that is sold.
type soldRows struct{ count, base, revenue, cost int }

// link resolves the ids by which parts name what is sold.
func (m *sheet) link(c *Case) {
	sold := make(map[string]soldRows, len(c.Products)+len(c.Recurring)+len(c.Services))
	for i, p := range c.Products {
		sold[p.ID] = soldRows{m.Products[i].UnitsRow, ledger.None, m.Products[i].RevenueRow, m.Products[i].CostRow}
	}
	for i, r := range c.Recurring {
		sold[r.ID] = soldRows{m.Recurring[i].NewRow, m.Recurring[i].BaseRow, m.Recurring[i].RevenueRow, m.Recurring[i].CostRow}
	}
	for i, s := range c.Services {
		sold[s.ID] = soldRows{ledger.None, ledger.None, m.Services[i].RevenueRow, ledger.None}
	}
	for i, s := range c.Services {
		m.Services[i].From = sold[s.On].count
		if s.ToBase {
			m.Services[i].From = sold[s.On].base
		}
	}
	for i, r := range c.Roles {
		for _, id := range r.Sells {
			m.Roles[i].Sells = append(m.Roles[i].Sells, sold[id].revenue)
			if count := sold[id].count; count != ledger.None {
				m.Roles[i].Closes = append(m.Roles[i].Closes, count)
			}
		}
	}
	for i, v := range c.VendorMoney {
		for _, id := range v.On {
			base := sold[id].cost
			if v.Kind == VendorRegistration {
				base = sold[id].revenue
			}
			if base != ledger.None {
				m.Vendor[i].On = append(m.Vendor[i].On, base)
			}
		}
	}
}
