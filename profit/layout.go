package profit

// totals are the rows of which there is one.
type totals struct {
	revenue, costOfSales, grossMargin, operatingCost, operatingProfit, tax, netProfit     int
	billed, receipts, vendorReceipts, suppliers, people, costs, taxPaid, cash, cumulative int
}

// none is the row that a part does not have.
const none = -1

// layout gives each line of the statement its row, in the order of the kinds, and links
// the parts that name others.
func (m *sheet) layout(c *Case) {
	m.layoutMoney(c)
	m.layoutCash()
	m.layoutQuantities(c)
	m.lines = len(m.rows)
	m.link(c)
}

func (m *sheet) add(kind LineKind, id, name string) int {
	m.rows = append(m.rows, row{id: id, name: name, kind: kind})
	return len(m.rows) - 1
}

func (m *sheet) addTotal(kind LineKind) int { return m.add(kind, string(kind), "") }

// addIf is add where the part has the line.
func (m *sheet) addIf(has bool, kind LineKind, id, name string) int {
	if !has {
		return none
	}
	return m.add(kind, id, name)
}

func (m *sheet) layoutMoney(c *Case) {
	for i, p := range c.Products {
		m.products[i].revenueRow = m.add(LineProductRevenue, p.ID, p.Name)
	}
	for i, r := range c.Recurring {
		m.recurring[i].revenueRow = m.add(LineRecurringRevenue, r.ID, r.Name)
	}
	for i, s := range c.Services {
		m.services[i].revenueRow = m.add(LineServiceRevenue, s.ID, s.Name)
	}
	m.totals.revenue = m.addTotal(LineRevenue)
	for i, p := range c.Products {
		m.products[i].costRow = m.addIf(p.Kind == ProductResale, LineProductCost, p.ID, p.Name)
	}
	for i, r := range c.Recurring {
		m.recurring[i].costRow = m.add(LineRecurringCost, r.ID, r.Name)
	}
	for i, s := range c.Services {
		if s.Role == "" {
			m.services[i].costRow = m.add(LineServiceCost, s.ID, s.Name)
		}
	}
	for i, s := range c.Services {
		if s.Role != "" {
			m.services[i].costRow = m.add(LineSubcontract, s.ID, s.Name)
		}
	}
	m.layoutRoles(c, RoleDelivery, LineDeliveryPay)
	m.layoutVendor(c, VendorRebate, LineRebate)
	m.layoutVendor(c, VendorRegistration, LineRegistration)
	for i, v := range c.VendorMoney {
		m.vendor[i].excessRow = m.addIf(v.Kind == VendorMDF, LineMDFExcess, v.ID, v.Name)
	}
	m.totals.costOfSales = m.addTotal(LineCostOfSales)
	m.totals.grossMargin = m.addTotal(LineGrossMargin)
	m.layoutRoles(c, RoleSales, LineSalesPay)
	for i, r := range c.Roles {
		m.roles[i].commissionRow = m.addIf(r.Kind == RoleSales, LineCommission, r.ID, r.Name)
	}
	m.layoutRoles(c, RoleOther, LineOtherPay)
	m.layoutCosts(c, true, LineMarketing)
	m.layoutVendor(c, VendorMDF, LineMDF)
	m.layoutCosts(c, false, LineCost)
	m.totals.operatingCost = m.addTotal(LineOperatingCost)
	m.totals.operatingProfit = m.addTotal(LineOperatingProfit)
	m.totals.tax = m.addTotal(LineTax)
	m.totals.netProfit = m.addTotal(LineNetProfit)
}

func (m *sheet) layoutRoles(c *Case, kind RoleKind, line LineKind) {
	for i, r := range c.Roles {
		if r.Kind == kind {
			m.roles[i].payRow = m.add(line, r.ID, r.Name)
		}
	}
}

func (m *sheet) layoutVendor(c *Case, kind VendorMoneyKind, line LineKind) {
	for i, v := range c.VendorMoney {
		if v.Kind == kind {
			m.vendor[i].row = m.add(line, v.ID, v.Name)
		}
	}
}

func (m *sheet) layoutCosts(c *Case, marketing bool, line LineKind) {
	for i, k := range c.Costs {
		if k.Marketing == marketing {
			m.costs[i].row = m.add(line, k.ID, k.Name)
		}
	}
}

func (m *sheet) layoutCash() {
	t := &m.totals
	t.billed = m.addTotal(LineBilled)
	t.receipts = m.addTotal(LineReceipts)
	t.vendorReceipts = m.addTotal(LineVendorReceipts)
	t.suppliers = m.addTotal(LineSupplierPayments)
	t.people = m.addTotal(LinePeoplePayments)
	t.costs = m.addTotal(LineCostPayments)
	t.taxPaid = m.addTotal(LineTaxPayments)
	t.cash = m.addTotal(LineCash)
	t.cumulative = m.addTotal(LineCumulativeCash)
}

func (m *sheet) layoutQuantities(c *Case) {
	for i, p := range c.Products {
		m.products[i].unitsRow = m.add(LineUnits, p.ID, p.Name)
	}
	for i, from := range c.Recurring {
		r := &m.recurring[i]
		r.newRow = m.add(LineNew, from.ID, from.Name)
		r.expandedRow = m.add(LineExpanded, from.ID, from.Name)
		r.churnedRow = m.add(LineChurned, from.ID, from.Name)
		r.notRenewedRow = m.add(LineNotRenewed, from.ID, from.Name)
		r.baseRow = m.add(LineBase, from.ID, from.Name)
		r.firstRow = m.add(LineFirstBase, from.ID, from.Name)
	}
	for i, from := range c.Services {
		s := &m.services[i]
		s.servicesRow = m.add(LineServices, from.ID, from.Name)
		s.hoursRow = m.add(LineHours, from.ID, from.Name)
		s.ownRow = m.addIf(from.Role != "", LineOwnHours, from.ID, from.Name)
		s.subRow = m.addIf(from.Role != "", LineSubcontractedHours, from.ID, from.Name)
	}
	for i, from := range c.Roles {
		r := &m.roles[i]
		r.headsRow = m.add(LineHeads, from.ID, from.Name)
		if from.Kind == RoleOther {
			continue
		}
		r.availableRow = m.add(LineAvailable, from.ID, from.Name)
		r.capacityRow = m.add(LineCapacity, from.ID, from.Name)
		r.demandRow = m.add(LineDemand, from.ID, from.Name)
		r.usedRow = m.add(LineUsed, from.ID, from.Name)
		r.idleRow = m.add(LineIdle, from.ID, from.Name)
		r.shortRow = m.add(LineShortfall, from.ID, from.Name)
		r.neededRow = m.add(LineNeeded, from.ID, from.Name)
	}
}

// soldRows are the rows of something that is sold.
type soldRows struct{ count, base, revenue, cost int }

// link resolves the ids by which parts name what is sold.
func (m *sheet) link(c *Case) {
	sold := make(map[string]soldRows, len(c.Products)+len(c.Recurring)+len(c.Services))
	for i, p := range c.Products {
		sold[p.ID] = soldRows{m.products[i].unitsRow, none, m.products[i].revenueRow, m.products[i].costRow}
	}
	for i, r := range c.Recurring {
		sold[r.ID] = soldRows{m.recurring[i].newRow, m.recurring[i].baseRow, m.recurring[i].revenueRow, m.recurring[i].costRow}
	}
	for i, s := range c.Services {
		sold[s.ID] = soldRows{none, none, m.services[i].revenueRow, none}
	}
	for i, s := range c.Services {
		m.services[i].from = sold[s.On].count
		if s.ToBase {
			m.services[i].from = sold[s.On].base
		}
	}
	for i, r := range c.Roles {
		for _, id := range r.Sells {
			m.roles[i].sells = append(m.roles[i].sells, sold[id].revenue)
			if count := sold[id].count; count != none {
				m.roles[i].closes = append(m.roles[i].closes, count)
			}
		}
	}
	for i, v := range c.VendorMoney {
		for _, id := range v.On {
			base := sold[id].cost
			if v.Kind == VendorRegistration {
				base = sold[id].revenue
			}
			if base != none {
				m.vendor[i].on = append(m.vendor[i].on, base)
			}
		}
	}
}
