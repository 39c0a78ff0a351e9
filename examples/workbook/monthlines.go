package workbook

import (
	"fmt"

	"github.com/partnermath/partnermath/profit"
)

// line names the cell of a line in this month, "0" for one that is not there.
func (x *earning) line(kind profit.LineKind, id string) string {
	return x.lineAt(kind, id, x.months.row)
}

func (x *earning) lineAt(kind profit.LineKind, id string, row int) string {
	if at := x.at[string(kind)+"\x00"+id]; at > 0 {
		return "N(" + x.months.at(at, row) + ")"
	}
	return "0"
}

// added adds up the columns of some kinds.
func (x *earning) added(kinds ...profit.LineKind) string {
	all := ""
	for _, c := range x.columns {
		for _, kind := range kinds {
			if c.line.Kind == kind {
				all += "," + x.months.here(c.at)
			}
		}
	}
	if all == "" {
		return "0"
	}
	return "SUM(" + all[1:] + ")"
}

// formula is that of a line in a month, none where only the library works it out. The number
// is given instead where the case states it by the month.
func (x *earning) formula(l *profit.Line, m int) (formula string, given bool) {
	if formula = x.sumFormula(l.Kind); formula != "" {
		return x.months.rounded(formula), false
	}
	switch l.Kind {
	case profit.LineCost, profit.LineMarketing:
		return x.costFormula(l.ID, m), false
	case profit.LineCumulativeCash:
		formula = x.line(profit.LineCash, x.idOf(profit.LineCash))
		if m > 0 {
			formula += "+" + x.lineAt(l.Kind, l.ID, x.months.row-1)
		}
		return x.months.rounded(formula), false
	}
	if m == 0 {
		return "", false
	}
	for i := range x.Case.Products {
		if p := &x.Case.Products[i]; p.ID == l.ID {
			return x.productFormula(p, i, l.Kind, m)
		}
	}
	for i := range x.Case.Services {
		if v := &x.Case.Services[i]; v.ID == l.ID {
			return x.serviceFormula(v, l.Kind, m), false
		}
	}
	for i := range x.Case.VendorMoney {
		if v := &x.Case.VendorMoney[i]; v.ID == l.ID {
			return x.vendorFormula(v, l.Kind, m), false
		}
	}
	for i := range x.Case.Roles {
		if r := &x.Case.Roles[i]; r.ID == l.ID {
			return x.roleFormula(r, l.Kind, m), false
		}
	}
	return "", false
}

// sumFormula adds up lines of the month.
func (x *earning) sumFormula(kind profit.LineKind) string {
	one := func(kind profit.LineKind) string { return x.line(kind, x.idOf(kind)) }
	switch kind {
	case profit.LineRevenue:
		return x.added(profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue)
	case profit.LineCostOfSales:
		return x.added(profit.LineProductCost, profit.LineRecurringCost, profit.LineServiceCost, profit.LineSubcontract, profit.LineDeliveryPay,
			profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess)
	case profit.LineGrossMargin:
		return one(profit.LineRevenue) + "-" + one(profit.LineCostOfSales)
	case profit.LineOperatingCost:
		return x.added(profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay, profit.LineMarketing, profit.LineMDF, profit.LineCost)
	case profit.LineOperatingProfit:
		return one(profit.LineGrossMargin) + "-" + one(profit.LineOperatingCost)
	case profit.LineNetProfit:
		return one(profit.LineOperatingProfit) + "-" + one(profit.LineTax)
	case profit.LineCash:
		return x.added(profit.LineReceipts, profit.LineVendorReceipts) + "-" +
			x.added(profit.LineSupplierPayments, profit.LinePeoplePayments, profit.LineCostPayments, profit.LineTaxPayments)
	}
	return ""
}

func (x *earning) during(id string, m int, formula string) string {
	return fmt.Sprintf("IF(AND(%d>=%s,%d<=%s),%s,0)", m, x.of(id, "first"), m, x.of(id, "last"), formula)
}

func (x *earning) costFormula(id string, m int) string {
	revenue := x.line(profit.LineRevenue, x.idOf(profit.LineRevenue))
	return x.during(id, m, fmt.Sprintf("%s+N(%s)", x.months.rounded(fmt.Sprintf("N(%s)*%s", x.of(id, "rate"), revenue)), x.of(id, "amount")))
}

func (x *earning) productFormula(p *profit.Product, i int, kind profit.LineKind, m int) (formula string, given bool) {
	year := (m - 1) / 12
	price := x.of(p.ID, fmt.Sprintf("price %d", year))
	units := x.line(profit.LineUnits, p.ID)
	switch {
	case kind == profit.LineUnits && p.Units.Kind != profit.RampGrowth:
		return "", true
	case kind == profit.LineUnits:
		trend := x.months.here(x.steps + stepTrends + i)
		if len(p.Units.Season) > 0 {
			fiscal := x.Case.Calendar.Find(x.Statement.Months[m-1].Days.Start).Month
			trend += "*" + x.of(p.ID, fmt.Sprintf("season %d", fiscal-1))
		}
		return fmt.Sprintf("ROUND(%s,4)", trend), false
	case kind == profit.LineProductRevenue && p.Kind == profit.ProductAgency:
		return x.months.rounded(fmt.Sprintf("%s*%s*%s", units, price, x.of(p.ID, "margin"))), false
	case kind == profit.LineProductRevenue:
		return x.months.rounded(units + "*" + price), false
	case kind == profit.LineProductCost && p.Kind == profit.ProductResale && p.Discount.Valid:
		list := price
		if p.List.Valid {
			list = x.of(p.ID, fmt.Sprintf("list %d", year))
		}
		return x.months.rounded(fmt.Sprintf("%s*%s*(1-%s)", units, list, x.of(p.ID, "discount"))), false
	case kind == profit.LineProductCost && p.Kind == profit.ProductResale:
		return x.months.rounded(fmt.Sprintf("%s*%s*(1-%s)", units, price, x.of(p.ID, "margin"))), false
	}
	return "", false
}

func (x *earning) serviceFormula(v *profit.Service, kind profit.LineKind, m int) string {
	switch kind {
	case profit.LineServices:
		if _, sold := x.at[string(profit.LineUnits)+"\x00"+v.On]; !sold || v.ToBase {
			return ""
		}
		if m <= v.Lag {
			return "0"
		}
		return fmt.Sprintf("ROUND(%s*%s,4)", x.of(v.ID, "attach"), x.lineAt(profit.LineUnits, v.On, x.months.row-v.Lag))
	case profit.LineHours:
		return fmt.Sprintf("ROUND(%s*%s,4)", x.line(profit.LineServices, v.ID), x.of(v.ID, "hours"))
	case profit.LineServiceRevenue:
		if v.Price.Valid {
			return x.months.rounded(x.line(profit.LineServices, v.ID) + "*" + x.of(v.ID, "price"))
		}
		return x.months.rounded(x.line(profit.LineHours, v.ID) + "*" + x.of(v.ID, "bill rate"))
	case profit.LineServiceCost:
		if v.HourCost.Valid {
			return x.months.rounded(x.line(profit.LineHours, v.ID) + "*" + x.of(v.ID, "hour cost"))
		}
	}
	return ""
}

// vendorFormula is that of vendor money; funds pay for marketing first, entry after entry.
func (x *earning) vendorFormula(v *profit.VendorMoney, kind profit.LineKind, m int) string {
	base := "0"
	for _, id := range v.On {
		if v.Kind == profit.VendorRegistration {
			base += "+" + x.line(profit.LineProductRevenue, id) + "+" + x.line(profit.LineRecurringRevenue, id)
		} else {
			base += "+" + x.line(profit.LineProductCost, id) + "+" + x.line(profit.LineRecurringCost, id)
		}
	}
	money := x.during(v.ID, m, fmt.Sprintf("%s+N(%s)", x.months.rounded(fmt.Sprintf("N(%s)*(%s)", x.of(v.ID, "rate"), base)), x.of(v.ID, "amount")))
	switch kind {
	case profit.LineRebate, profit.LineRegistration:
		return "-" + money
	case profit.LineMDFExcess:
		return fmt.Sprintf("-(%s)-%s", money, x.line(profit.LineMDF, v.ID))
	case profit.LineMDF:
		left := x.added(profit.LineMarketing)
		for i := range x.Case.VendorMoney {
			if other := &x.Case.VendorMoney[i]; other.ID == v.ID {
				break
			} else if other.Kind == profit.VendorMDF {
				left += "+" + x.line(profit.LineMDF, other.ID)
			}
		}
		return fmt.Sprintf("-MIN(%s,MAX(0,%s))", money, left)
	}
	return ""
}

func (x *earning) roleFormula(r *profit.Role, kind profit.LineKind, m int) string {
	switch kind {
	case profit.LineHeads:
		heads := "0"
		for k := range r.Hires {
			leave := x.of(r.ID, fmt.Sprintf("leave %d", k))
			heads += fmt.Sprintf(`+IF(AND(%d>=%s,OR(%s="",%d<%s)),%s,0)`, m, x.of(r.ID, fmt.Sprintf("month %d", k)), leave, m, leave, x.of(r.ID, fmt.Sprintf("heads %d", k)))
		}
		return heads
	case profit.LineDeliveryPay, profit.LineSalesPay, profit.LineOtherPay:
		return x.months.rounded(fmt.Sprintf("%s*%s*(1+%s)*(1+N(%s))^%d/12", x.line(profit.LineHeads, r.ID), x.of(r.ID, "salary"), x.of(r.ID, "burden"), x.of(r.ID, "raise"), (m-1)/12))
	case profit.LineCommission:
		sold := "0"
		for _, id := range r.Sells {
			sold += "+" + x.line(profit.LineProductRevenue, id) + "+" + x.line(profit.LineRecurringRevenue, id) + "+" + x.line(profit.LineServiceRevenue, id)
		}
		return x.months.rounded(fmt.Sprintf("N(%s)*(%s)", x.of(r.ID, "commission"), sold))
	}
	return ""
}
