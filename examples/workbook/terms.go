package workbook

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
)

// term writes a term of the business case, and remembers its cell for the months.
func (x *earning) term(col int, u unit, d decimal.NullDecimal, id, name string) {
	x.cells[id+"\x00"+name] = x.s.far(x.s.input(col, u, d))
}

// of names the cell of a term.
func (x *earning) of(id, name string) string { return x.cells[id+"\x00"+name] }

// terms writes the discount and the parts of the business.
func (x *earning) terms() {
	s, c := x.s, &x.Case
	s.title("Discount")
	s.heads("", "Given")
	s.mark("annual")
	s.given("annual", "Rate for a year, "+string(x.Discount.Compounding), unitShare, x.Discount.Annual)
	s.mark("finance")
	s.given("finance", "Rate that funding costs", unitShare, x.Discount.Finance)
	s.mark("reinvest")
	s.given("reinvest", "Rate that surplus earns", unitShare, x.Discount.Reinvest)
	x.products()
	x.services()
	x.vendorMoney()
	x.costs()
	x.roles()
	if rate := c.Tax.Rate; rate.Valid {
		s.title("Tax")
		s.given("tax_rate", "Tax rate", unitShare, rate)
	}
}

func month(m int) decimal.NullDecimal { return partnermath.Int(int64(m)) }

func (x *earning) products() {
	s := x.s
	if len(x.Case.Products) == 0 {
		return
	}
	s.title("Products")
	s.heads("", "<Kind", "Price", "Margin", "Discount", "List price", "Decline a year", "Units at first", "Growth a month", "From month")
	first := s.row
	for i := range x.Case.Products {
		p := &x.Case.Products[i]
		s.text(1, named(p.Name, p.ID))
		s.text(2, string(p.Kind))
		x.term(3, unitRaw, p.Price, p.ID, "price")
		x.term(4, unitShare, p.Margin, p.ID, "margin")
		x.term(5, unitShare, p.Discount, p.ID, "discount")
		x.term(6, unitRaw, p.List, p.ID, "list")
		x.term(7, unitShare, p.Decline, p.ID, "decline")
		if p.Units.Kind == profit.RampGrowth {
			x.term(8, unitCount, p.Units.Start, p.ID, "start")
			x.term(9, unitShare, p.Units.Growth, p.ID, "growth")
			x.term(10, unitWhole, month(max(1, p.Units.First)), p.ID, "first")
		}
		s.row++
	}
	s.define("price", 3, first, s.row-1)
	s.define("margin", 4, first, s.row-1)
	s.define("units_at_first", 8, first, s.row-1)
	s.define("growth", 9, first, s.row-1)
	x.prices()
	x.seasons()
}

// prices writes what prices fall to, year by year.
func (x *earning) prices() {
	s, years := x.s, (len(x.Statement.Months)-1)/12+1
	for i := range x.Case.Products {
		p := &x.Case.Products[i]
		for _, name := range []string{"price", "list"} {
			at := x.of(p.ID, name)
			for y := range years {
				x.cells[fmt.Sprintf("%s\x00%s %d", p.ID, name, y)] = at
			}
			if !p.Decline.Valid || name == "list" && !p.List.Valid {
				continue
			}
			s.text(1, fmt.Sprintf("%s: %s by plan year", named(p.Name, p.ID), name))
			for y := range years {
				formula := at
				if y > 0 {
					formula = fmt.Sprintf("ROUND(%s*(1-%s),6)", s.here(1+y), x.of(p.ID, "decline"))
				}
				x.cells[fmt.Sprintf("%s\x00%s %d", p.ID, name, y)] = s.far(s.helper(2+y, unitRaw, formula))
			}
			s.row++
		}
	}
}

// seasons writes the factors of the months of the fiscal year.
func (x *earning) seasons() {
	s := x.s
	for i := range x.Case.Products {
		p := &x.Case.Products[i]
		if len(p.Units.Season) == 0 {
			continue
		}
		s.text(1, named(p.Name, p.ID)+": factor by fiscal month")
		for k, factor := range p.Units.Season {
			x.term(2+k, unitPlain, known(factor), p.ID, fmt.Sprintf("season %d", k))
		}
		s.row++
	}
}

func (x *earning) services() {
	s := x.s
	if len(x.Case.Services) == 0 {
		return
	}
	s.title("Services")
	s.heads("", "<On", "For each", "Months later", "Hours", "Price", "Bill rate", "Cost of an hour")
	first := s.row
	for i := range x.Case.Services {
		v := &x.Case.Services[i]
		s.text(1, named(v.Name, v.ID))
		s.text(2, v.On)
		x.term(3, unitShare, v.Attach, v.ID, "attach")
		s.put(4, look{unit: unitWhole}, v.Lag, "")
		x.term(5, unitCount, v.Hours, v.ID, "hours")
		x.term(6, unitRaw, v.Price, v.ID, "price")
		x.term(7, unitRaw, v.BillRate, v.ID, "bill rate")
		x.term(8, unitRaw, v.HourCost, v.ID, "hour cost")
		s.row++
	}
	s.define("attach", 3, first, s.row-1)
	s.define("hours", 5, first, s.row-1)
	s.define("bill_rate", 7, first, s.row-1)
	s.define("hour_cost", 8, first, s.row-1)
}

func (x *earning) vendorMoney() {
	s := x.s
	if len(x.Case.VendorMoney) == 0 {
		return
	}
	s.title("Vendor money")
	s.heads("", "<Kind", "Rate", "Amount a month", "From month", "To month")
	first := s.row
	for i := range x.Case.VendorMoney {
		v := &x.Case.VendorMoney[i]
		s.text(1, named(v.Name, v.ID))
		s.text(2, string(v.Kind))
		x.term(3, unitShare, v.Rate, v.ID, "rate")
		x.term(4, unitMoney, v.Amount, v.ID, "amount")
		x.term(5, unitWhole, month(max(1, v.First)), v.ID, "first")
		x.term(6, unitWhole, month(cmp.Or(v.Last, len(x.Statement.Months))), v.ID, "last")
		s.row++
	}
	s.define("vendor_money_rate", 3, first, s.row-1)
	s.define("vendor_money_amount", 4, first, s.row-1)
}

func (x *earning) costs() {
	s := x.s
	if len(x.Case.Costs) == 0 {
		return
	}
	s.title("Costs")
	s.heads("", "<Kind", "Rate of revenue", "Amount", "From month", "To month")
	first := s.row
	for i := range x.Case.Costs {
		c := &x.Case.Costs[i]
		s.text(1, named(c.Name, c.ID))
		s.text(2, string(c.Kind))
		x.term(3, unitShare, c.Rate, c.ID, "rate")
		x.term(4, unitMoney, c.Amount, c.ID, "amount")
		from, to := max(1, c.First), cmp.Or(c.Last, len(x.Statement.Months))
		if c.Kind == profit.CostOnce {
			from, to = c.First, c.First
		}
		x.term(5, unitWhole, month(from), c.ID, "first")
		x.term(6, unitWhole, month(to), c.ID, "last")
		s.row++
	}
	s.define("cost_rate", 3, first, s.row-1)
	s.define("cost_amount", 4, first, s.row-1)
}

// roles writes who is paid, and when they come and leave.
func (x *earning) roles() {
	s := x.s
	if len(x.Case.Roles) == 0 {
		return
	}
	s.title("Roles")
	s.heads("", "<Kind", "Salary a year", "Burden", "Raise a year", "Commission")
	for i := range x.Case.Roles {
		r := &x.Case.Roles[i]
		s.text(1, named(r.Name, r.ID))
		s.text(2, string(r.Kind))
		x.term(3, unitRaw, r.Salary, r.ID, "salary")
		x.term(4, unitShare, r.Burden, r.ID, "burden")
		x.term(5, unitShare, r.Raise, r.ID, "raise")
		x.term(6, unitShare, r.Commission, r.ID, "commission")
		s.row++
	}
	s.title("Hires")
	s.heads("", "From month", "Until month", "Heads")
	for i := range x.Case.Roles {
		r := &x.Case.Roles[i]
		for k, h := range r.Hires {
			s.text(1, named(r.Name, r.ID))
			x.term(2, unitWhole, month(h.Month), r.ID, fmt.Sprintf("month %d", k))
			leave := decimal.NullDecimal{}
			if h.Leave > 0 {
				leave = month(h.Leave)
			}
			x.term(3, unitWhole, leave, r.ID, fmt.Sprintf("leave %d", k))
			x.term(4, unitCount, h.Heads, r.ID, fmt.Sprintf("heads %d", k))
			s.row++
		}
	}
}
