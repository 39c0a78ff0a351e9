package profit

import "github.com/partnermath/partnermath/internal/ledger"

// layout gives each line of the statement its row, in the order of the kinds, and links
// the parts that name others.
func (m *sheet) layout(c *Case) {
	m.layoutMoney(c)
	m.layoutCash()
	m.layoutQuantities(c)
	m.Lines = len(m.rows)
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
		return ledger.None
	}
	return m.add(kind, id, name)
}

func (m *sheet) layoutMoney(c *Case) {
	for i, p := range c.Products {
		m.Products[i].RevenueRow = m.add(LineProductRevenue, p.ID, p.Name)
	}
	for i, r := range c.Recurring {
		m.Recurring[i].RevenueRow = m.add(LineRecurringRevenue, r.ID, r.Name)
	}
	for i, s := range c.Services {
		m.Services[i].RevenueRow = m.add(LineServiceRevenue, s.ID, s.Name)
	}
	m.Totals.Revenue = m.addTotal(LineRevenue)
	for i, p := range c.Products {
		m.Products[i].CostRow = m.addIf(p.Kind == ProductResale, LineProductCost, p.ID, p.Name)
	}
	for i, r := range c.Recurring {
		m.Recurring[i].CostRow = m.add(LineRecurringCost, r.ID, r.Name)
	}
	for i, s := range c.Services {
		if s.Role == "" {
			m.Services[i].CostRow = m.add(LineServiceCost, s.ID, s.Name)
		}
	}
	for i, s := range c.Services {
		if s.Role != "" {
			m.Services[i].CostRow = m.add(LineSubcontract, s.ID, s.Name)
		}
	}
	m.layoutRoles(c, RoleDelivery, LineDeliveryPay)
	m.layoutVendor(c, VendorRebate, LineRebate)
	m.layoutVendor(c, VendorRegistration, LineRegistration)
	for i, v := range c.VendorMoney {
		m.Vendor[i].ExcessRow = m.addIf(v.Kind == VendorMDF, LineMDFExcess, v.ID, v.Name)
	}
	m.Totals.CostOfSales = m.addTotal(LineCostOfSales)
	m.Totals.GrossMargin = m.addTotal(LineGrossMargin)
	m.layoutRoles(c, RoleSales, LineSalesPay)
	for i, r := range c.Roles {
		m.Roles[i].CommissionRow = m.addIf(r.Kind == RoleSales, LineCommission, r.ID, r.Name)
	}
	m.layoutRoles(c, RoleOther, LineOtherPay)
	m.layoutCosts(c, true, LineMarketing)
	m.layoutVendor(c, VendorMDF, LineMDF)
	m.layoutCosts(c, false, LineCost)
	m.Totals.OperatingCost = m.addTotal(LineOperatingCost)
	m.Totals.OperatingProfit = m.addTotal(LineOperatingProfit)
	m.Totals.Tax = m.addTotal(LineTax)
	m.Totals.NetProfit = m.addTotal(LineNetProfit)
}

func (m *sheet) layoutRoles(c *Case, kind RoleKind, line LineKind) {
	for i, r := range c.Roles {
		if r.Kind == kind {
			m.Roles[i].PayRow = m.add(line, r.ID, r.Name)
		}
	}
}

func (m *sheet) layoutVendor(c *Case, kind VendorMoneyKind, line LineKind) {
	for i, v := range c.VendorMoney {
		if v.Kind == kind {
			m.Vendor[i].Row = m.add(line, v.ID, v.Name)
		}
	}
}

func (m *sheet) layoutCosts(c *Case, marketing bool, line LineKind) {
	for i, k := range c.Costs {
		if k.Marketing == marketing {
			m.Costs[i].Row = m.add(line, k.ID, k.Name)
		}
	}
}

func (m *sheet) layoutCash() {
	t := &m.Totals
	t.Billed = m.addTotal(LineBilled)
	t.Receipts = m.addTotal(LineReceipts)
	t.VendorReceipts = m.addTotal(LineVendorReceipts)
	t.Suppliers = m.addTotal(LineSupplierPayments)
	t.People = m.addTotal(LinePeoplePayments)
	t.Costs = m.addTotal(LineCostPayments)
	t.TaxPaid = m.addTotal(LineTaxPayments)
	t.Cash = m.addTotal(LineCash)
	t.Cumulative = m.addTotal(LineCumulativeCash)
}

func (m *sheet) layoutQuantities(c *Case) {
	for i, p := range c.Products {
		m.Products[i].UnitsRow = m.add(LineUnits, p.ID, p.Name)
	}
	for i, from := range c.Recurring {
		r := &m.Recurring[i]
		r.NewRow = m.add(LineNew, from.ID, from.Name)
		r.ExpandedRow = m.add(LineExpanded, from.ID, from.Name)
		r.ChurnedRow = m.add(LineChurned, from.ID, from.Name)
		r.NotRenewedRow = m.add(LineNotRenewed, from.ID, from.Name)
		r.BaseRow = m.add(LineBase, from.ID, from.Name)
		r.FirstRow = m.add(LineFirstBase, from.ID, from.Name)
	}
	for i, from := range c.Services {
		s := &m.Services[i]
		s.ServicesRow = m.add(LineServices, from.ID, from.Name)
		s.HoursRow = m.add(LineHours, from.ID, from.Name)
		s.OwnRow = m.addIf(from.Role != "", LineOwnHours, from.ID, from.Name)
		s.SubRow = m.addIf(from.Role != "", LineSubcontractedHours, from.ID, from.Name)
	}
	for i, from := range c.Roles {
		r := &m.Roles[i]
		r.HeadsRow = m.add(LineHeads, from.ID, from.Name)
		if from.Kind == RoleOther {
			continue
		}
		r.AvailableRow = m.add(LineAvailable, from.ID, from.Name)
		r.CapacityRow = m.add(LineCapacity, from.ID, from.Name)
		r.DemandRow = m.add(LineDemand, from.ID, from.Name)
		r.UsedRow = m.add(LineUsed, from.ID, from.Name)
		r.IdleRow = m.add(LineIdle, from.ID, from.Name)
		r.ShortRow = m.add(LineShortfall, from.ID, from.Name)
		r.NeededRow = m.add(LineNeeded, from.ID, from.Name)
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
