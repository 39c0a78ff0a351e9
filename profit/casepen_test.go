package profit_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// checkOften checks a property that costs little three times as often as others.
func checkOften(t *testing.T, property func(*rapid.T)) {
	for range 3 {
		rapid.Check(t, property)
	}
}

// casePen draws small cases with every kind of part, by what the comments of the fields allow.
type casePen struct {
	t        *rapid.T
	places   int32
	months   int
	currency string
}

// sketchCase returns a sound case of at most that many months.
func sketchCase(t *rapid.T, months int) profit.Case {
	p := casePen{t: t, months: rapid.IntRange(1, months).Draw(t, "months")}
	p.currency = rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")
	p.places, _ = partnermath.MinorUnits(p.currency)
	c := profit.Case{
		ID: "drawn", Currency: p.currency, Months: p.months,
		Start:       partnermath.NewDate(2027, time.Month(p.whole("start", 1, 12)), p.whole("day", 1, 28)),
		Tax:         p.tax(),
		Timing:      profit.Timing{CustomerDays: p.days(), SupplierDays: p.days(), CostDays: p.days()},
		OpeningCash: p.maybe(-5000, 5000, p.places),
	}
	if p.coin("fiscal") {
		c.Calendar.YearStart.Month = time.Month(p.whole("year start", 1, 12))
	}
	for i := range p.whole("products", 1, 3) {
		c.Products = append(c.Products, p.product(fmt.Sprint("product", i)))
	}
	for i := range p.whole("recurring", 0, 2) {
		c.Recurring = append(c.Recurring, p.recurring(fmt.Sprint("recurring", i)))
	}
	for i := range p.whole("services", 0, 2) {
		c.Services = append(c.Services, p.service(fmt.Sprint("service", i), c))
	}
	c.Roles = p.roles(c)
	for i := range p.whole("vendor money", 0, 3) {
		c.VendorMoney = append(c.VendorMoney, p.vendorMoney(fmt.Sprint("money", i), c))
	}
	for i := range p.whole("costs", 0, 3) {
		c.Costs = append(c.Costs, p.cost(fmt.Sprint("cost", i)))
	}
	return c
}

func (p casePen) whole(label string, low, high int) int {
	return rapid.IntRange(low, high).Draw(p.t, label)
}

func (p casePen) coin(label string) bool { return rapid.Bool().Draw(p.t, label) }

func (p casePen) number(low, high int64, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(p.t, "number"))
}

// maybe draws a number that may be left out.
func (p casePen) maybe(low, high int64, places int32) decimal.NullDecimal {
	if p.coin("left out") {
		return decimal.NullDecimal{}
	}
	return p.number(low, high, places)
}

// rate draws a fraction from 0 to most hundredths, often with few decimals.
func (p casePen) rate(most int64) decimal.NullDecimal {
	places := rapid.SampledFrom([]int32{0, 2, 6}).Draw(p.t, "places")
	return decimal.NewNullDecimal(testkit.Decimal(0, most, places).Draw(p.t, "rate").Shift(-2))
}

func (p casePen) days() decimal.NullDecimal { return p.maybe(0, 100, 0) }

func (p casePen) tax() profit.Tax {
	if p.coin("untaxed") {
		return profit.Tax{}
	}
	tax := profit.Tax{Rate: p.rate(60), LossYears: p.whole("loss years", 0, 2), Lag: p.whole("tax lag", 0, 4)}
	if p.coin("loss share") {
		tax.LossShare = p.rate(100)
	}
	return tax
}

func (p casePen) ramp() profit.Ramp {
	switch kind := rapid.SampledFrom(profit.RampKind("").Values()).Draw(p.t, "ramp"); kind {
	case profit.RampTable:
		r := profit.Ramp{Kind: kind}
		for range p.months {
			r.Table = append(r.Table, p.number(0, 9, 4))
		}
		return r
	case profit.RampOutcomes:
		r := profit.Ramp{Kind: kind}
		for range p.months {
			r.Outcomes = append(r.Outcomes, partnermath.Outcome{Won: p.number(0, 9, 4)})
		}
		return r
	default:
		r := profit.Ramp{Kind: kind, First: p.whole("first", 0, p.months), Start: p.number(0, 20, 8)}
		if p.coin("growing") {
			r.Growth = decimal.NewNullDecimal(p.number(-30, 30, 6).Decimal.Shift(-2))
		}
		for range 12 * p.whole("seasons", 0, 1) {
			r.Season = append(r.Season, p.number(0, 2, 2).Decimal)
		}
		return r
	}
}

func (p casePen) product(id string) profit.Product {
	r := profit.Product{ID: id, Units: p.ramp(), Price: p.number(0, 900, 6), Decline: p.maybe(0, 1, 4)}
	r.Kind = rapid.SampledFrom(r.Kind.Values()).Draw(p.t, "kind")
	switch {
	case r.Kind == profit.ProductReferral:
	case r.Kind == profit.ProductResale && p.coin("by discount"):
		r.Discount = p.rate(100)
		if p.coin("list") {
			r.List = p.number(0, 999, 6)
		}
	default:
		r.Margin = p.rate(100)
	}
	return r
}

func (p casePen) recurring(id string) profit.Recurring {
	return profit.Recurring{
		ID: id, New: p.ramp(), Base: p.maybe(0, 50, 4), AnnualChurn: p.rate(100), MonthlyExpansion: p.rate(10),
		RenewalRate: p.rate(100), Price: p.number(0, 90, 6), Decline: p.maybe(0, 1, 4),
		FirstMargin: p.number(-1, 1, 8), RenewalMargin: p.number(-1, 1, 8), Yearly: p.coin("yearly"),
	}
}

func (p casePen) service(id string, c profit.Case) profit.Service {
	s := profit.Service{
		ID: id, On: rapid.SampledFrom(soldIDs(c)).Draw(p.t, "on"), Attach: p.number(0, 2, 8),
		Lag: p.whole("lag", 0, 3), Hours: p.number(0, 30, 4),
	}
	for _, r := range c.Recurring {
		s.ToBase = s.ToBase || r.ID == s.On && p.coin("to base")
	}
	if p.coin("bill rate") {
		s.BillRate = p.number(0, 150, 6)
	} else {
		s.Price = p.number(0, 900, 6)
	}
	if p.coin("pool") {
		s.Role = "delivery"
	} else {
		s.HourCost = p.number(0, 90, 6)
	}
	return s
}

// roles are one for services, one who sells, and one other.
func (p casePen) roles(c profit.Case) []profit.Role {
	delivery := p.role("delivery", profit.RoleDelivery)
	delivery.Hours, delivery.Utilisation = p.number(1, 160, 4), decimal.NewNullDecimal(p.number(1, 99, 0).Decimal.Shift(-2))
	delivery.Subcontract = p.number(0, 120, 6)
	seller := p.role("seller", profit.RoleSales)
	seller.Deals, seller.Commission = p.number(1, 9, 4), p.maybe(0, 1, 8)
	seller.Sells = rapid.SliceOfNDistinct(rapid.SampledFrom(soldIDs(c)), 1, -1, rapid.ID).Draw(p.t, "sells")
	return []profit.Role{delivery, seller, p.role("other", profit.RoleOther)}
}

func (p casePen) role(id string, kind profit.RoleKind) profit.Role {
	r := profit.Role{
		ID: id, Kind: kind, Salary: p.number(0, 90000, 6), Burden: p.rate(50), Raise: p.maybe(0, 1, 4),
	}
	if kind != profit.RoleOther {
		r.Ramp = p.whole("ramp months", 0, 4)
	}
	for range p.whole("hires", 0, 2) {
		h := profit.Hire{Month: p.whole("hired", 1, p.months), Heads: p.number(0, 3, 4)}
		h.Heads.Decimal = h.Heads.Decimal.Add(decimal.New(1, -4))
		if p.coin("leaves") {
			h.Leave = p.whole("left", h.Month+1, p.months+1)
		}
		r.Hires = append(r.Hires, h)
	}
	return r
}

func (p casePen) vendorMoney(id string, c profit.Case) profit.VendorMoney {
	v := profit.VendorMoney{ID: id, Lag: p.whole("money lag", 0, 4)}
	v.Kind = rapid.SampledFrom(v.Kind.Values()).Draw(p.t, "money kind")
	if p.coin("of lines") {
		v.Rate, v.On = p.rate(20), rapid.SliceOfNDistinct(rapid.SampledFrom(soldIDs(c)), 1, -1, rapid.ID).Draw(p.t, "money on")
	} else {
		v.Amount = p.number(0, 900, p.places)
	}
	v.First, v.Last = p.window()
	return v
}

func (p casePen) cost(id string) profit.Cost {
	k := profit.Cost{ID: id, Marketing: p.coin("marketing")}
	k.Kind = rapid.SampledFrom(k.Kind.Values()).Draw(p.t, "cost kind")
	if k.Kind == profit.CostOnce {
		k.First, k.Amount = p.whole("once", 0, p.months), p.number(0, 5000, p.places)
		return k
	}
	k.First, k.Last = p.window()
	k.Amount = p.maybe(0, 900, p.places)
	if !k.Amount.Valid || p.coin("with a rate") {
		k.Rate = p.rate(10)
	}
	return k
}

// window draws the first and the last month of something, or neither.
func (p casePen) window() (first, last int) {
	if p.coin("always") {
		return 0, 0
	}
	first = p.whole("from", 1, p.months)
	return first, p.whole("to", first, p.months)
}

// soldIDs are those of the products and recurring lines.
func soldIDs(c profit.Case) []string {
	var ids []string
	for _, p := range c.Products {
		ids = append(ids, p.ID)
	}
	for _, r := range c.Recurring {
		ids = append(ids, r.ID)
	}
	return ids
}

// forecastOf is the statement of a case that must be sound.
func forecastOf(t rapid.TB, c profit.Case) profit.Statement {
	s, err := profit.Forecast(c)
	if err != nil {
		t.Fatalf("the case is refused: %v", err)
	}
	return s
}
