package earnings

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath/profit"
)

// line names the cell of a line in this month, "0" for one that is not there.
func (x *earning) line(kind profit.LineKind, id string) string {
	return x.cellAt(x.at[string(kind)+"\x00"+id], x.months.Row)
}

// one is line for a kind of which there is one.
func (x *earning) one(kind profit.LineKind) string { return x.cellAt(x.only(kind), x.months.Row) }

func (x *earning) cellAt(col, row int) string {
	if col == 0 {
		return "0"
	}
	return "N(" + x.months.At(col, row) + ")"
}

// added adds up the columns of some kinds.
func (x *earning) added(kinds ...profit.LineKind) string {
	var cells []string
	for _, col := range x.columnsOf(kinds...) {
		cells = append(cells, x.months.Here(col))
	}
	if cells == nil {
		return "0"
	}
	return "SUM(" + strings.Join(cells, ",") + ")"
}

// sold adds up the lines of some kinds of what is sold.
func (x *earning) sold(ids []string, kinds ...profit.LineKind) string {
	sum := "(0"
	for _, id := range ids {
		for _, kind := range kinds {
			sum += "+" + x.line(kind, id)
		}
	}
	return sum + ")"
}

// formula is that of a line in a month, none where only the library works it out. The number
// is given instead where the case states it by the month.
func (x *earning) formula(l *profit.Line, m int) (formula string, given bool) {
	if formula = x.sumFormula(l.Kind); formula != "" {
		return x.months.Rounded(formula), false
	}
	switch l.Kind {
	case profit.LineCost, profit.LineMarketing:
		return x.costFormula(l.ID, m), false
	case profit.LineCumulativeCash:
		formula = x.one(profit.LineCash)
		if m > 0 {
			formula += "+" + x.cellAt(x.only(l.Kind), x.months.Row-1)
		}
		return x.months.Rounded(formula), false
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
	switch kind {
	case profit.LineRevenue:
		return x.added(profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue)
	case profit.LineCostOfSales:
		return x.added(profit.LineProductCost, profit.LineRecurringCost, profit.LineServiceCost, profit.LineSubcontract, profit.LineDeliveryPay,
			profit.LineRebate, profit.LineRegistration, profit.LineMDFExcess)
	case profit.LineGrossMargin:
		return x.one(profit.LineRevenue) + "-" + x.one(profit.LineCostOfSales)
	case profit.LineOperatingCost:
		return x.added(profit.LineSalesPay, profit.LineCommission, profit.LineOtherPay, profit.LineMarketing, profit.LineMDF, profit.LineCost)
	case profit.LineOperatingProfit:
		return x.one(profit.LineGrossMargin) + "-" + x.one(profit.LineOperatingCost)
	case profit.LineNetProfit:
		return x.one(profit.LineOperatingProfit) + "-" + x.one(profit.LineTax)
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
	revenue := x.one(profit.LineRevenue)
	return x.during(id, m, fmt.Sprintf("%s+N(%s)", x.months.Rounded(fmt.Sprintf("N(%s)*%s", x.of(id, "rate"), revenue)), x.of(id, "amount")))
}

func (x *earning) productFormula(p *profit.Product, i int, kind profit.LineKind, m int) (formula string, given bool) {
	year := (m - 1) / 12
	price := x.of(p.ID, fmt.Sprintf("price %d", year))
	units := x.line(profit.LineUnits, p.ID)
	switch {
	case kind == profit.LineUnits && p.Units.Kind != profit.RampGrowth:
		return "", true
	case kind == profit.LineUnits:
		trend := x.months.Here(x.steps + stepTrends + i)
		if len(p.Units.Season) > 0 {
			fiscal := x.Case.Calendar.Find(x.Statement.Months[m-1].Days.Start).Month
			trend += "*" + x.of(p.ID, fmt.Sprintf("season %d", fiscal-1))
		}
		return fmt.Sprintf("ROUND(%s,4)", trend), false
	case kind == profit.LineProductRevenue && p.Kind == profit.ProductAgency:
		return x.months.Rounded(fmt.Sprintf("%s*%s*%s", units, price, x.of(p.ID, "margin"))), false
	case kind == profit.LineProductRevenue:
		return x.months.Rounded(units + "*" + price), false
	case kind == profit.LineProductCost && p.Kind == profit.ProductResale && p.Discount.Valid:
		list := price
		if p.List.Valid {
			list = x.of(p.ID, fmt.Sprintf("list %d", year))
		}
		return x.months.Rounded(fmt.Sprintf("%s*%s*(1-%s)", units, list, x.of(p.ID, "discount"))), false
	case kind == profit.LineProductCost && p.Kind == profit.ProductResale:
		return x.months.Rounded(fmt.Sprintf("%s*%s*(1-%s)", units, price, x.of(p.ID, "margin"))), false
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
		return fmt.Sprintf("ROUND(%s*%s,4)", x.of(v.ID, "attach"), x.cellAt(x.at[string(profit.LineUnits)+"\x00"+v.On], x.months.Row-v.Lag))
	case profit.LineHours:
		return fmt.Sprintf("ROUND(%s*%s,4)", x.line(profit.LineServices, v.ID), x.of(v.ID, "hours"))
	case profit.LineServiceRevenue:
		if v.Price.Valid {
			return x.months.Rounded(x.line(profit.LineServices, v.ID) + "*" + x.of(v.ID, "price"))
		}
		return x.months.Rounded(x.line(profit.LineHours, v.ID) + "*" + x.of(v.ID, "bill rate"))
	case profit.LineServiceCost:
		if v.HourCost.Valid {
			return x.months.Rounded(x.line(profit.LineHours, v.ID) + "*" + x.of(v.ID, "hour cost"))
		}
	}
	return ""
}

// vendorFormula is that of vendor money; funds pay for marketing first, entry after entry.
func (x *earning) vendorFormula(v *profit.VendorMoney, kind profit.LineKind, m int) string {
	base := x.sold(v.On, profit.LineProductCost, profit.LineRecurringCost)
	if v.Kind == profit.VendorRegistration {
		base = x.sold(v.On, profit.LineProductRevenue, profit.LineRecurringRevenue)
	}
	money := x.during(v.ID, m, fmt.Sprintf("%s+N(%s)", x.months.Rounded(fmt.Sprintf("N(%s)*%s", x.of(v.ID, "rate"), base)), x.of(v.ID, "amount")))
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
		return x.months.Rounded(fmt.Sprintf("%s*%s*(1+%s)*(1+N(%s))^%d/12", x.line(profit.LineHeads, r.ID), x.of(r.ID, "salary"), x.of(r.ID, "burden"), x.of(r.ID, "raise"), (m-1)/12))
	case profit.LineCommission:
		sold := x.sold(r.Sells, profit.LineProductRevenue, profit.LineRecurringRevenue, profit.LineServiceRevenue)
		return x.months.Rounded(fmt.Sprintf("N(%s)*%s", x.of(r.ID, "commission"), sold))
	}
	return ""
}
