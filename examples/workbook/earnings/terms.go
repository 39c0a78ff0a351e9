package earnings

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/profit"
)

// term is a column of a table of terms: its head, what the months call it, and the name of its inputs
// if they have one.
type term struct {
	head, name, input string
	unit              live.Unit
}

// termTable writes parts of the business, one a row.
type termTable struct {
	*earning
	terms []term
}

func (x *earning) begin(title, kind string, terms ...term) *termTable {
	heads, names := []string{"", kind}, []string{"", ""}
	for _, t := range terms {
		heads, names = append(heads, t.head), append(names, t.input)
	}
	x.s.Title(title)
	x.s.Heads(heads...)
	x.s.Names(names...)
	return &termTable{x, terms}
}

// row writes the terms of a part, and remembers their cells for the months.
func (t *termTable) row(id, name, kind string, values ...decimal.NullDecimal) {
	t.s.Texts(cmp.Or(name, id), kind)
	for i, value := range values {
		t.term(3+i, t.terms[i].unit, value, id, t.terms[i].name)
	}
	t.s.Row++
}

// term writes a term of the business case, and remembers its cell for the months.
func (x *earning) term(col int, u live.Unit, d decimal.NullDecimal, id, name string) {
	x.cells[id+"\x00"+name] = x.s.Far(x.s.Input(col, u, d))
}

// of names the cell of a term.
func (x *earning) of(id, name string) string { return x.cells[id+"\x00"+name] }

// terms writes the discount and the parts of the business.
func (x *earning) terms() {
	s := x.s
	s.Title("Discount")
	s.Heads("", "Given")
	s.Given("annual", "Rate for a year, "+string(x.Discount.Compounding), live.Share, x.Discount.Annual)
	s.Given("finance", "Rate that funding costs", live.Share, x.Discount.Finance)
	s.Given("reinvest", "Rate that surplus earns", live.Share, x.Discount.Reinvest)
	x.products()
	x.services()
	x.vendorMoney()
	x.costs()
	x.roles()
}

func (x *earning) products() {
	if len(x.Case.Products) == 0 {
		return
	}
	t := x.begin("Products", "<Kind", term{"Price", "price", "price", live.Price}, term{"Margin", "margin", "margin", live.Share},
		term{"Discount", "discount", "", live.Share}, term{"List price", "list", "", live.Price}, term{"Decline a year", "decline", "", live.Share},
		term{"Units at first", "start", "units_at_first", live.Count}, term{"Growth a month", "growth", "growth", live.Share}, term{"From month", "first", "", live.Number})
	for i := range x.Case.Products {
		p := &x.Case.Products[i]
		values := []decimal.NullDecimal{p.Price, p.Margin, p.Discount, p.List, p.Decline}
		if p.Units.Kind == profit.RampGrowth {
			values = append(values, p.Units.Start, p.Units.Growth, live.Whole(max(1, p.Units.First)))
		}
		t.row(p.ID, p.Name, string(p.Kind), values...)
	}
	varies := func(p profit.Product) bool { return p.Decline.Valid || len(p.Units.Season) > 0 }
	if slices.ContainsFunc(x.Case.Products, varies) {
		x.s.Heads("By plan year, and seasons by fiscal month", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
	}
	for i := range x.Case.Products {
		p := &x.Case.Products[i]
		x.prices(p, "price", p.Decline.Valid)
		x.prices(p, "list", p.Decline.Valid && p.List.Valid)
		if len(p.Units.Season) > 0 {
			for k, factor := range p.Units.Season {
				x.term(2+k, live.Plain, live.Known(factor), p.ID, fmt.Sprintf("season %d", k))
			}
			x.s.Texts(cmp.Or(p.Name, p.ID) + ": season")
			x.s.Row++
		}
	}
}

// prices writes what a price falls to, year by year.
func (x *earning) prices(p *profit.Product, name string, falls bool) {
	s, years, at := x.s, (len(x.Statement.Months)-1)/12+1, x.of(p.ID, name)
	for y := range years {
		cell := at
		if falls && y > 0 {
			cell = fmt.Sprintf("ROUND(%s*(1-%s),6)", s.Here(1+y), x.of(p.ID, "decline"))
		}
		if falls {
			cell = s.Far(s.Step(2+y, live.Price, cell))
		}
		x.cells[fmt.Sprintf("%s\x00%s %d", p.ID, name, y)] = cell
	}
	if falls {
		s.Texts(cmp.Or(p.Name, p.ID) + ": " + name)
		s.Row++
	}
}

func (x *earning) services() {
	if len(x.Case.Services) == 0 {
		return
	}
	t := x.begin("Services", "<On", term{"For each", "attach", "attach", live.Share}, term{"Hours", "hours", "hours", live.Count},
		term{"Price", "price", "", live.Price}, term{"Bill rate", "bill rate", "bill_rate", live.Price}, term{"Cost of an hour", "hour cost", "hour_cost", live.Price},
		term{head: "Months later"})
	for i := range x.Case.Services {
		v := &x.Case.Services[i]
		x.s.Fact(8, live.Number, live.Whole(v.Lag))
		t.row(v.ID, v.Name, v.On, v.Attach, v.Hours, v.Price, v.BillRate, v.HourCost)
	}
}

func (x *earning) vendorMoney() {
	if len(x.Case.VendorMoney) == 0 {
		return
	}
	t := x.begin("Vendor money", "<Kind", term{"Rate", "rate", "vendor_money_rate", live.Share}, term{"Amount a month", "amount", "vendor_money_amount", live.Money},
		term{"From month", "first", "", live.Number}, term{"To month", "last", "", live.Number})
	for i := range x.Case.VendorMoney {
		v := &x.Case.VendorMoney[i]
		t.row(v.ID, v.Name, string(v.Kind), v.Rate, v.Amount, live.Whole(max(1, v.First)), live.Whole(cmp.Or(v.Last, len(x.Statement.Months))))
	}
}

func (x *earning) costs() {
	if len(x.Case.Costs) == 0 {
		return
	}
	t := x.begin("Costs", "<Kind", term{"Rate of revenue", "rate", "cost_rate", live.Share}, term{"Amount", "amount", "cost_amount", live.Money},
		term{"From month", "first", "", live.Number}, term{"To month", "last", "", live.Number})
	for i := range x.Case.Costs {
		c := &x.Case.Costs[i]
		from, to := max(1, c.First), cmp.Or(c.Last, len(x.Statement.Months))
		if c.Kind == profit.CostOnce {
			from, to = c.First, c.First
		}
		t.row(c.ID, c.Name, string(c.Kind), c.Rate, c.Amount, live.Whole(from), live.Whole(to))
	}
}

// roles writes who is paid, and when they come and leave.
func (x *earning) roles() {
	if len(x.Case.Roles) == 0 {
		return
	}
	t := x.begin("Roles", "<Kind", term{"Salary a year", "salary", "salary", live.Price}, term{"Burden", "burden", "burden", live.Share},
		term{"Raise a year", "raise", "", live.Share}, term{"Commission", "commission", "commission", live.Share})
	for i := range x.Case.Roles {
		r := &x.Case.Roles[i]
		t.row(r.ID, r.Name, string(r.Kind), r.Salary, r.Burden, r.Raise, r.Commission)
	}
	x.s.Title("Hires")
	x.s.Heads("", "Heads", "From month", "Until month")
	for i := range x.Case.Roles {
		r := &x.Case.Roles[i]
		for k, h := range r.Hires {
			leave := live.Whole(h.Leave)
			leave.Valid = h.Leave > 0
			x.s.Text(1, cmp.Or(r.Name, r.ID))
			x.term(2, live.Count, h.Heads, r.ID, fmt.Sprintf("heads %d", k))
			x.term(3, live.Number, live.Whole(h.Month), r.ID, fmt.Sprintf("month %d", k))
			x.term(4, live.Number, leave, r.ID, fmt.Sprintf("leave %d", k))
			x.s.Row++
		}
	}
}
