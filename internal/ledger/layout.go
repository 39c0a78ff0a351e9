package ledger

// Label is what a part is called.
type Label struct{ ID, Name string }

// Row is a line: of which part, and of which kind, as package profit names it.
type Row struct {
	Label
	Kind string
}

// Layout gives each line its row, in the order of the kinds: amounts, then quantities.
func (b *Book) Layout() {
	b.layoutMoney()
	b.layoutCash()
	b.layoutQuantities()
}

func (b *Book) add(kind string, label Label) int {
	b.Lines = append(b.Lines, Row{Label: label, Kind: kind})
	return len(b.Lines) - 1
}

func (b *Book) addTotal(kind string) int { return b.add(kind, Label{ID: kind}) }

// addIf is add where the part has the line.
func (b *Book) addIf(has bool, kind string, label Label) int {
	if !has {
		return None
	}
	return b.add(kind, label)
}

func (b *Book) layoutMoney() {
	for i := range b.Products {
		p := &b.Products[i]
		p.RevenueRow = b.add("product-revenue", p.Label)
	}
	for i := range b.Recurring {
		r := &b.Recurring[i]
		r.RevenueRow = b.add("recurring-revenue", r.Label)
	}
	for i := range b.Services {
		s := &b.Services[i]
		s.RevenueRow = b.add("service-revenue", s.Label)
	}
	b.Totals.Revenue = b.addTotal("revenue")
	for i := range b.Products {
		p := &b.Products[i]
		p.CostRow = b.addIf(p.Costs, "product-cost", p.Label)
	}
	for i := range b.Recurring {
		r := &b.Recurring[i]
		r.CostRow = b.add("recurring-cost", r.Label)
	}
	for i := range b.Services {
		s := &b.Services[i]
		if s.Hourly {
			s.CostRow = b.add("service-cost", s.Label)
		}
	}
	for i := range b.Services {
		s := &b.Services[i]
		if !s.Hourly {
			s.CostRow = b.add("subcontract", s.Label)
		}
	}
	b.layoutRoles(func(r *Role) bool { return r.Hours > 0 }, "delivery-pay")
	b.layoutVendor(Rebate, "rebate")
	b.layoutVendor(Registration, "registration")
	for i := range b.Vendor {
		v := &b.Vendor[i]
		v.ExcessRow = b.addIf(v.Kind == MDF, "mdf-excess", v.Label)
	}
	b.Totals.CostOfSales = b.addTotal("cost-of-sales")
	b.Totals.GrossMargin = b.addTotal("gross-margin")
	b.layoutRoles(func(r *Role) bool { return r.Deals > 0 }, "sales-pay")
	for i := range b.Roles {
		r := &b.Roles[i]
		r.CommissionRow = b.addIf(r.Deals > 0, "commission", r.Label)
	}
	b.layoutRoles(func(r *Role) bool { return r.Hours == 0 && r.Deals == 0 }, "other-pay")
	b.layoutCosts(true, "marketing")
	b.layoutVendor(MDF, "mdf")
	b.layoutCosts(false, "cost")
	b.Totals.OperatingCost = b.addTotal("operating-cost")
	b.Totals.OperatingProfit = b.addTotal("operating-profit")
	b.Totals.Tax = b.addTotal("tax")
	b.Totals.NetProfit = b.addTotal("net-profit")
}

func (b *Book) layoutRoles(are func(*Role) bool, line string) {
	for i := range b.Roles {
		r := &b.Roles[i]
		if are(r) {
			r.PayRow = b.add(line, r.Label)
		}
	}
}

func (b *Book) layoutVendor(kind VendorKind, line string) {
	for i := range b.Vendor {
		v := &b.Vendor[i]
		if v.Kind == kind {
			v.Row = b.add(line, v.Label)
		}
	}
}

func (b *Book) layoutCosts(marketing bool, line string) {
	for i := range b.Costs {
		k := &b.Costs[i]
		if k.Marketing == marketing {
			k.Row = b.add(line, k.Label)
		}
	}
}

func (b *Book) layoutCash() {
	t := &b.Totals
	t.Billed = b.addTotal("billed")
	t.Receipts = b.addTotal("receipts")
	t.VendorReceipts = b.addTotal("vendor-receipts")
	t.Suppliers = b.addTotal("supplier-payments")
	t.People = b.addTotal("people-payments")
	t.Costs = b.addTotal("cost-payments")
	t.TaxPaid = b.addTotal("tax-payments")
	t.Cash = b.addTotal("cash")
	t.Cumulative = b.addTotal("cumulative-cash")
}

func (b *Book) layoutQuantities() {
	for i := range b.Products {
		p := &b.Products[i]
		p.UnitsRow = b.add("units", p.Label)
	}
	for i := range b.Recurring {
		r := &b.Recurring[i]
		r.NewRow = b.add("new", r.Label)
		r.ExpandedRow = b.add("expanded", r.Label)
		r.ChurnedRow = b.add("churned", r.Label)
		r.NotRenewedRow = b.add("not-renewed", r.Label)
		r.BaseRow = b.add("base", r.Label)
		r.FirstRow = b.add("first-base", r.Label)
	}
	for i := range b.Services {
		s := &b.Services[i]
		s.ServicesRow = b.add("services", s.Label)
		s.HoursRow = b.add("hours", s.Label)
		s.OwnRow = b.addIf(!s.Hourly, "own-hours", s.Label)
		s.SubRow = b.addIf(!s.Hourly, "subcontracted-hours", s.Label)
	}
	for i := range b.Roles {
		r := &b.Roles[i]
		r.HeadsRow = b.add("heads", r.Label)
		if r.Hours == 0 && r.Deals == 0 {
			continue
		}
		r.AvailableRow = b.add("available", r.Label)
		r.CapacityRow = b.add("capacity", r.Label)
		r.DemandRow = b.add("demand", r.Label)
		r.UsedRow = b.add("used", r.Label)
		r.IdleRow = b.add("idle", r.Label)
		r.ShortRow = b.add("shortfall", r.Label)
		r.NeededRow = b.add("needed", r.Label)
	}
}
