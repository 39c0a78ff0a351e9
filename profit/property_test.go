package profit_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// A drawer draws the parts of a sound case.
type drawer struct {
	*rapid.T
	months int
	places int32
}

func (d *drawer) bool(label string) bool { return rapid.Bool().Draw(d.T, label) }

func (d *drawer) number(label string, low, high int64, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(d.T, label))
}

// maybe draws a number that may be left out.
func (d *drawer) maybe(label string, low, high int64, places int32) decimal.NullDecimal {
	if d.bool(label + "?") {
		return decimal.NullDecimal{}
	}
	return d.number(label, low, high, places)
}

func (d *drawer) int(label string, low, high int) int {
	return rapid.IntRange(low, high).Draw(d.T, label)
}

func (d *drawer) ramp() profit.Ramp {
	switch kind := rapid.SampledFrom(profit.RampKind("").Values()).Draw(d.T, "ramp"); kind {
	case profit.RampTable:
		r := profit.Ramp{Kind: kind}
		for range d.months {
			r.Table = append(r.Table, d.number("units", 0, 30, 4))
		}
		return r
	case profit.RampOutcomes:
		r := profit.Ramp{Kind: kind}
		for range d.months {
			r.Outcomes = append(r.Outcomes, partnermath.Outcome{Won: d.number("won", 0, 30, 6)})
		}
		return r
	default:
		r := profit.Ramp{Kind: kind, First: d.int("first", 0, d.months), Start: d.number("start", 0, 30, 8)}
		if d.bool("grows") {
			r.Growth = decimal.NewNullDecimal(testkit.Decimal(-500_000, 50_000, 2).Draw(d.T, "growth").Shift(-6))
		}
		if d.bool("season") {
			for range 12 {
				r.Season = append(r.Season, d.number("season", 0, 2, 8).Decimal)
			}
		}
		return r
	}
}

// anyCase draws a sound case of every kind of part.
func anyCase(t *rapid.T) profit.Case {
	currency := rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")
	places, _ := partnermath.MinorUnits(currency)
	d := &drawer{T: t, months: rapid.IntRange(1, 50).Draw(t, "months"), places: places}
	c := profit.Case{ID: "case", Currency: currency, Months: d.months, OpeningCash: d.maybe("cash", -1000, 1000, places)}
	c.Start = partnermath.NewDate(2026, 1, 1).AddDays(d.int("start", 0, 800))
	c.Calendar = rapid.SampledFrom([]partnermath.Calendar{
		{},
		{YearStart: partnermath.YearStart{Month: time.July}},
		{Pattern: partnermath.Pattern454, YearStart: partnermath.YearStart{Month: time.February, Weekday: partnermath.Sunday}},
	}).Draw(t, "calendar")
	var products, recurring, sold []string
	for i := range d.int("products", 0, 3) {
		p := profit.Product{ID: fmt.Sprint("p", i), Units: d.ramp(), Price: d.number("price", 0, 20_000, 6), Decline: d.maybe("decline", 0, 1, 8)}
		p.Kind = rapid.SampledFrom(p.Kind.Values()).Draw(t, "kind")
		switch {
		case p.Kind == profit.ProductAgency:
			p.Margin = d.number("margin", 0, 1, 8)
		case p.Kind == profit.ProductReferral:
		case d.bool("discount"):
			p.Discount, p.List = d.number("discount", 0, 1, 8), d.maybe("list", 0, 30_000, 6)
		default:
			p.Margin = d.number("margin", -1, 1, 8)
		}
		c.Products, products = append(c.Products, p), append(products, p.ID)
	}
	for i := range d.int("recurring", 0, 2) {
		r := profit.Recurring{
			ID: fmt.Sprint("r", i), New: d.ramp(), Base: d.maybe("base", 0, 200, 4), AnnualChurn: d.number("churn", 0, 1, 8),
			MonthlyExpansion: decimal.NewNullDecimal(d.number("expansion", 0, 3, 6).Decimal.Shift(-2)), RenewalRate: d.number("renewal", 0, 1, 8),
			Price: d.number("price", 0, 500, 6), Decline: d.maybe("decline", 0, 1, 8),
			FirstMargin: d.number("first", -1, 1, 8), RenewalMargin: d.number("renewed", -1, 1, 8), Yearly: d.bool("yearly"),
		}
		c.Recurring, recurring = append(c.Recurring, r), append(recurring, r.ID)
	}
	sold = slices.Concat(products, recurring)
	roles := d.int("roles", 1, 4)
	var pools []string
	for i := range roles {
		r := profit.Role{
			ID: fmt.Sprint("role", i), Salary: d.number("salary", 0, 200_000, 6), Burden: d.number("burden", 0, 1, 8), Raise: d.maybe("raise", 0, 1, 8),
		}
		r.Kind = rapid.SampledFrom(r.Kind.Values()).Draw(t, "kind")
		for range d.int("hires", 0, 3) {
			h := profit.Hire{Month: d.int("month", 1, d.months), Heads: partnermath.Num(rapid.Int64Range(1, 50_000).Draw(t, "heads"), 4)}
			if d.bool("leaves") {
				h.Leave = h.Month + d.int("after", 1, 20)
			}
			r.Hires = append(r.Hires, h)
		}
		if r.Kind == profit.RoleSales && len(sold) == 0 {
			r.Kind = profit.RoleOther
		}
		switch r.Kind {
		case profit.RoleDelivery:
			r.Ramp = d.int("ramp", 0, 7)
			r.Hours, r.Utilisation = partnermath.Num(rapid.Int64Range(10_000, 2_000_000).Draw(t, "hours"), 4), partnermath.Num(rapid.Int64Range(1000, 10_000).Draw(t, "utilisation"), 4)
			r.Subcontract = d.number("subcontract", 0, 300, 6)
			pools = append(pools, r.ID)
		case profit.RoleSales:
			r.Ramp = d.int("ramp", 0, 7)
			r.Deals, r.Commission = partnermath.Num(rapid.Int64Range(1000, 100_000).Draw(t, "deals"), 4), d.maybe("commission", 0, 1, 8)
			r.Sells = slices.Clone(sold[:d.int("sells", 1, len(sold))])
		}
		c.Roles = append(c.Roles, r)
	}
	for i := range d.int("services", 0, 4) {
		if len(sold) == 0 {
			break
		}
		s := profit.Service{
			ID: fmt.Sprint("s", i), On: rapid.SampledFrom(sold).Draw(t, "on"), Attach: d.number("attach", 0, 2, 8), Lag: d.int("lag", 0, 5),
			Hours: d.number("hours", 0, 80, 4),
		}
		s.ToBase = slices.Contains(recurring, s.On) && d.bool("to base")
		if d.bool("fixed") {
			s.Price = d.number("price", 0, 5000, 6)
		} else {
			s.BillRate = d.number("rate", 0, 300, 6)
		}
		if len(pools) > 0 && d.bool("pool") {
			s.Role = rapid.SampledFrom(pools).Draw(t, "role")
		} else {
			s.HourCost = d.number("cost", 0, 200, 6)
		}
		c.Services = append(c.Services, s)
	}
	for i := range d.int("vendor", 0, 4) {
		v := profit.VendorMoney{ID: fmt.Sprint("v", i), Lag: d.int("lag", 0, 6)}
		v.Kind = rapid.SampledFrom(v.Kind.Values()).Draw(t, "kind")
		v.First, v.Last = d.span()
		if len(sold) > 0 && d.bool("rate") {
			v.Rate, v.On = d.number("rate", 0, 1, 8), slices.Clone(sold[:d.int("on", 1, len(sold))])
		} else {
			v.Amount = d.number("amount", 0, 3000, places)
		}
		c.VendorMoney = append(c.VendorMoney, v)
	}
	for i := range d.int("costs", 0, 4) {
		k := profit.Cost{ID: fmt.Sprint("c", i), Kind: profit.CostRunning, Amount: d.number("amount", 0, 5000, places), Marketing: d.bool("marketing")}
		if d.bool("once") {
			k.Kind, k.First = profit.CostOnce, d.int("month", 0, d.months)
		} else {
			k.Rate = d.maybe("rate", 0, 1, 8)
			k.First, k.Last = d.span()
		}
		c.Costs = append(c.Costs, k)
	}
	if d.bool("tax") {
		c.Tax = profit.Tax{Rate: d.number("rate", 0, 1, 8), LossShare: d.maybe("share", 0, 1, 8), LossYears: d.int("years", 0, 3), Lag: d.int("lag", 0, 8)}
	}
	if d.bool("timing") {
		c.Timing = profit.Timing{CustomerDays: d.maybe("days", 0, 100, 0), SupplierDays: d.maybe("days", 0, 100, 0), CostDays: d.maybe("days", 0, 100, 0)}
	}
	return c
}

func (d *drawer) span() (first, last int) {
	first = d.int("first", 0, d.months)
	if d.bool("ends") {
		return first, d.int("last", max(first, 1), d.months)
	}
	return first, 0
}

// A statement is that of the plainest loop, and adds up both ways.
func TestForecastProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkStatement(t, anyCase(t)) })
}

func FuzzForecast(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { checkStatement(t, anyCase(t)) }))
}

func checkStatement(t *rapid.T, c profit.Case) {
	s, err := profit.Forecast(c)
	if err != nil {
		t.Fatal(err)
	}
	places, _ := partnermath.MinorUnits(c.Currency)
	p := newPlain(&c, places)
	p.forecast()
	published := map[string]bool{}
	for _, l := range slices.Concat(s.Lines, s.Quantities) {
		key := string(l.Kind) + " " + l.ID
		if p.byID[key] == nil || published[key] {
			t.Fatalf("line %s is not one of the plain loop, or is there twice", key)
		}
		published[key] = true
		same(t, l, p.publish(p.byID[key], l.Stock, p.quarters(), p.years))
		addsUp(t, l)
	}
	for key, row := range p.byID {
		if !published[key] && slices.ContainsFunc(row, func(d decimal.Decimal) bool { return !d.IsZero() }) {
			t.Fatalf("line %s is missing", key)
		}
	}
	identities(t, &c, s)
}

func same(t *rapid.T, got, want profit.Line) {
	for _, pair := range [][2][]decimal.Decimal{
		{{got.Start, got.Total}, {want.Start, want.Total}}, {got.Months, want.Months}, {got.Quarters, want.Quarters}, {got.Years, want.Years},
	} {
		if len(pair[0]) != len(pair[1]) {
			t.Fatalf("%s %s has %d columns, want %d", got.Kind, got.ID, len(pair[0]), len(pair[1]))
		}
		for i := range pair[0] {
			if !pair[0][i].Equal(pair[1][i]) {
				t.Fatalf("%s %s, column %d: got %s, want %s", got.Kind, got.ID, i, pair[0][i], pair[1][i])
			}
		}
	}
}

// Month 0 + months = month 0 + quarters = month 0 + years = total.
func addsUp(t *rapid.T, l profit.Line) {
	for _, columns := range [][]decimal.Decimal{l.Months, l.Quarters, l.Years} {
		sum := l.Start
		for _, value := range columns {
			sum = sum.Add(value)
		}
		if l.Stock {
			sum = columns[len(columns)-1]
		}
		if !sum.Equal(l.Total) {
			t.Fatalf("%s %s adds up to %s, not %s", l.Kind, l.ID, sum, l.Total)
		}
	}
}

// identities checks the lines against each other, month by month, and cash against profit.
func identities(t *rapid.T, c *profit.Case, s profit.Statement) {
	sum := map[profit.LineKind][]decimal.Decimal{}
	for _, l := range slices.Concat(s.Lines, s.Quantities) {
		if sum[l.Kind] == nil {
			sum[l.Kind] = make([]decimal.Decimal, len(l.Months)+1)
		}
		for m, value := range append([]decimal.Decimal{l.Start}, l.Months...) {
			sum[l.Kind][m] = sum[l.Kind][m].Add(value)
		}
	}
	at := func(kind profit.LineKind, m int) decimal.Decimal {
		if sum[kind] == nil {
			return decimal.Decimal{}
		}
		return sum[kind][m]
	}
	for m := range sum[profit.LineRevenue] {
		base := decimal.Decimal{}
		if m > 0 {
			base = at(profit.LineBase, m-1).Add(at(profit.LineNew, m)).Add(at(profit.LineExpanded, m)).Sub(at(profit.LineChurned, m)).Sub(at(profit.LineNotRenewed, m))
		}
		for _, pair := range [][2]decimal.Decimal{
			{at(profit.LineGrossMargin, m), at(profit.LineRevenue, m).Sub(at(profit.LineCostOfSales, m))},
			{at(profit.LineOperatingProfit, m), at(profit.LineGrossMargin, m).Sub(at(profit.LineOperatingCost, m))},
			{at(profit.LineNetProfit, m), at(profit.LineOperatingProfit, m).Sub(at(profit.LineTax, m))},
			{at(profit.LineHours, m), at(profit.LineOwnHours, m).Add(at(profit.LineSubcontractedHours, m)).Add(hourly(c, s, m))},
			{at(profit.LineCapacity, m), at(profit.LineUsed, m).Add(at(profit.LineIdle, m))},
			{at(profit.LineDemand, m), at(profit.LineUsed, m).Add(at(profit.LineShortfall, m))},
		} {
			if !pair[0].Equal(pair[1]) {
				t.Fatalf("month %d: %s, not %s", m, pair[0], pair[1])
			}
		}
		if m > 0 && !base.Equal(at(profit.LineBase, m)) {
			t.Fatalf("month %d: the base is %s, and follows as %s", m, at(profit.LineBase, m), base)
		}
	}
	net := func(b profit.Balances) decimal.Decimal {
		return b.Cash.Add(b.Receivables).Add(b.VendorReceivables).Sub(b.Payables).Sub(b.TaxPayable).Sub(b.DeferredRevenue)
	}
	earned := decimal.Decimal{}
	for _, value := range sum[profit.LineNetProfit] {
		earned = earned.Add(value)
	}
	if moved := net(s.Closing).Sub(net(s.Opening)); !moved.Equal(earned) {
		t.Fatalf("net profit is %s and the balances move by %s", earned, moved)
	}
}

// hourly returns the hours of services that no pool delivers.
func hourly(c *profit.Case, s profit.Statement, m int) (hours decimal.Decimal) {
	for _, of := range c.Services {
		for _, l := range s.Quantities {
			if of.Role == "" && l.ID == of.ID && l.Kind == profit.LineHours && m > 0 {
				hours = hours.Add(l.Months[m-1])
			}
		}
	}
	return hours
}

// Prices and pay times k make each amount that is rounded once k times as large, to within
// k half units and one more: the rounding of the two.
func TestForecastScalesProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		k := decimal.NewFromInt(rapid.Int64Range(2, 40).Draw(t, "k"))
		large := clone(c)
		times := func(d *decimal.NullDecimal) { d.Decimal = given(*d).Mul(k) }
		for i := range large.Products {
			large.Products[i].Decline, c.Products[i].Decline = decimal.NullDecimal{}, decimal.NullDecimal{}
			times(&large.Products[i].Price)
			times(&large.Products[i].List)
		}
		for i := range large.Services {
			times(&large.Services[i].Price)
			times(&large.Services[i].BillRate)
			times(&large.Services[i].HourCost)
		}
		for i := range large.Roles {
			times(&large.Roles[i].Salary)
			times(&large.Roles[i].Subcontract)
		}
		a, err := profit.Forecast(c)
		if err != nil {
			t.Fatal(err)
		}
		b, err := profit.Forecast(large)
		if err != nil {
			t.Fatal(err)
		}
		places, _ := partnermath.MinorUnits(c.Currency)
		allowed := k.Add(unity).Mul(decimal.New(5, -places-1))
		for i, l := range a.Lines {
			switch l.Kind {
			case profit.LineProductRevenue, profit.LineProductCost, profit.LineServiceRevenue, profit.LineServiceCost,
				profit.LineSubcontract, profit.LineDeliveryPay, profit.LineSalesPay, profit.LineOtherPay:
				for m := range l.Months {
					if off := l.Months[m].Mul(k).Sub(b.Lines[i].Months[m]).Abs(); off.GreaterThan(allowed) {
						t.Fatalf("%s %s in month %d is off by %s", l.Kind, l.ID, m+1, off)
					}
				}
			}
		}
	})
}
