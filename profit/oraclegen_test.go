package profit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// Every published number of a statement and of its report is that of the oracle.
func TestForecastIsTheOracleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d := rapid.OneOf(rapid.Custom(drawCase), rapid.Custom(drawCase), rapid.Custom(drawTaxed)).Draw(t, "case"), drawDiscount(t)
		statement, err := profit.Forecast(c)
		for _, broken := range testkit.BrokenRules(t, err) {
			if !strings.HasSuffix(broken, " range") {
				t.Fatal(err)
			}
		}
		if err != nil {
			t.Skip("too large")
		}
		want := expect(c)
		compareStatement(t, want, statement)
		report, err := profit.Measure(statement, d)
		if err != nil {
			t.Fatal(err)
		}
		_, flows := want.flows()
		checkRoots(t, flows, report.IRR, report.AnnualIRR)
		report.IRR, report.AnnualIRR = profit.Roots{}, nil
		agree(t, "report", want.measure(d), report)
		testkit.LeftOutIsNotRead(t, func() (any, error) { return profit.Forecast(c) }, &c)
	})
}

func compareStatement(t rapid.TB, o *oracle, s profit.Statement) {
	t.Helper()
	opening, closing := o.balances()
	agree(t, "months", o.months(), s.Months)
	agree(t, "quarters", o.quarters(), s.Quarters)
	agree(t, "years", o.years(), s.Years)
	lines := map[key]bool{}
	for _, l := range append(append([]profit.Line(nil), s.Lines...), s.Quantities...) {
		k := key{l.Kind, l.ID}
		if lines[k] {
			t.Fatalf("%v is there twice", k)
		}
		lines[k] = true
		values := o.rows[k]
		if values == nil {
			values = o.zeros()
		}
		agree(t, fmt.Sprintf("%s %s", l.Kind, l.ID), o.published(l, values), l)
	}
	for k, values := range o.rows {
		if lines[k] {
			continue
		}
		for m, v := range values {
			if v.Sign() != 0 {
				t.Fatalf("there is no line %v, which is %s in month %d", k, v.FloatString(4), m)
			}
		}
	}
	agree(t, "utilisation", o.utilisation(), s.Utilisation)
	agree(t, "opening", opening, s.Opening)
	agree(t, "closing", closing, s.Closing)
	agree(t, "timed", o.timed(), s.Timed)
	agree(t, "case", o.c.ID+" "+o.c.Currency, s.Case+" "+s.Currency)
}

// published is the line with the figures of the oracle and the words of what was got.
func (o *oracle) published(l profit.Line, values row) profit.Line {
	places := int32(4)
	if !isQuantity[l.Kind] {
		places = o.minor
	}
	stock := map[profit.LineKind]bool{
		profit.LineBase: true, profit.LineFirstBase: true, profit.LineHeads: true,
		profit.LineNeeded: true, profit.LineCumulativeCash: true,
	}[l.Kind]
	figure := func(columns []profit.Column) []decimal.Decimal {
		var figures []decimal.Decimal
		for _, c := range columns {
			sum := add(values[c.First : c.Last+1]...)
			if stock {
				sum = values[c.Last]
			}
			figures = append(figures, testkit.RoundHalfAway(sum, places))
		}
		return figures
	}
	total := add(values...)
	if stock {
		total = values[o.n]
	}
	return profit.Line{
		ID: l.ID, Kind: l.Kind, Name: l.Name, Formula: l.Formula, Stock: stock,
		Start: testkit.RoundHalfAway(values[0], places), Total: testkit.RoundHalfAway(total, places),
		Months: figure(o.months()), Quarters: figure(o.quarters()), Years: figure(o.years()),
	}
}

var isQuantity = map[profit.LineKind]bool{
	profit.LineUnits: true, profit.LineNew: true, profit.LineExpanded: true, profit.LineChurned: true, profit.LineNotRenewed: true,
	profit.LineBase: true, profit.LineFirstBase: true, profit.LineServices: true, profit.LineHours: true, profit.LineOwnHours: true,
	profit.LineSubcontractedHours: true, profit.LineHeads: true, profit.LineAvailable: true, profit.LineCapacity: true,
	profit.LineDemand: true, profit.LineUsed: true, profit.LineIdle: true, profit.LineShortfall: true, profit.LineNeeded: true,
}

// What was used ÷ what was available, of the sums of a column.
func (o *oracle) utilisation() []profit.Rates {
	var all []profit.Rates
	for _, r := range o.c.Roles {
		used, available := o.rows[key{profit.LineUsed, r.ID}], o.rows[key{profit.LineAvailable, r.ID}]
		if used == nil {
			continue
		}
		rates := func(columns []profit.Column) []decimal.NullDecimal {
			var of []decimal.NullDecimal
			for _, c := range columns {
				of = append(of, ratio(add(used[c.First:c.Last+1]...), add(available[c.First:c.Last+1]...), 4))
			}
			return of
		}
		all = append(all, profit.Rates{
			ID: r.ID, Months: rates(o.months()), Quarters: rates(o.quarters()), Years: rates(o.years()),
			Total: ratio(add(used...), add(available...), 4),
		})
	}
	return all
}

func agree(t rapid.TB, what string, want, got any) {
	t.Helper()
	equal := cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
	if diff := cmp.Diff(want, got, equal); diff != "" {
		t.Fatalf("%s (-oracle +got):\n%s", what, diff)
	}
}

// A draw makes the numbers of a case.
type draw struct{ t *rapid.T }

func (d draw) number(low, high int64, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(d.t, "number"))
}

// scaled is now and then a thousand, a million or more times as large.
func (d draw) scaled(n decimal.NullDecimal, shifts ...int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(n.Decimal.Shift(rapid.SampledFrom(append([]int32{0, 0, 0, 0, 0, 0}, shifts...)).Draw(d.t, "shift")))
}

// price is at most 90,000,000,000.
func (d draw) price() decimal.NullDecimal { return d.scaled(d.number(0, 900, 6), 3, 8) }

// units are at most 900,000.
func (d draw) units(places int32) decimal.NullDecimal { return d.scaled(d.number(0, 9, places), 2, 5) }

// rate is often one of the ends.
func (d draw) rate(places int32) decimal.NullDecimal {
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) decimal.NullDecimal { return draw{t}.number(0, 1, places) }),
		rapid.SampledFrom([]decimal.NullDecimal{partnermath.Int(0), partnermath.Int(1), partnermath.Num(5, 2), partnermath.Num(9, 1)}),
	).Draw(d.t, "rate")
}

func (d draw) maybe(n decimal.NullDecimal) decimal.NullDecimal {
	if d.yes() {
		return n
	}
	return decimal.NullDecimal{}
}

func (d draw) yes() bool { return rapid.Bool().Draw(d.t, "yes") }

func (d draw) upTo(n int) int { return rapid.IntRange(0, n).Draw(d.t, "count") }

func (d draw) some(ids []string) []string {
	var some []string
	for _, id := range ids {
		if d.yes() {
			some = append(some, id)
		}
	}
	return some
}

// drawCase makes small cases of every kind of part.
func drawCase(t *rapid.T) profit.Case {
	d := draw{t}
	c := profit.Case{
		ID: "case", Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
		Calendar: rapid.SampledFrom([]partnermath.Calendar{
			{},
			{YearStart: partnermath.YearStart{Month: time.July}},
			{YearStart: partnermath.YearStart{Month: time.April, Day: 6}},
			{Pattern: partnermath.Pattern454, YearStart: partnermath.YearStart{Month: time.February, Weekday: partnermath.Sunday, Named: partnermath.NamedByStart}},
			{Pattern: partnermath.Pattern445, YearStart: partnermath.YearStart{Weekday: partnermath.Monday}},
		}).Draw(t, "calendar"),
		Start:  partnermath.NewDate(2026, 1, 1).AddDays(d.upTo(800)),
		Months: rapid.SampledFrom([]int{1, 2, 5, 12, 13, 14, 25, 26, 38}).Draw(t, "months"),
	}
	sold, bases := d.lines(&c)
	roles := d.roles(&c)
	d.services(&c, sold, bases, roles)
	d.sellers(&c, sold)
	d.money(&c, sold)
	// A case must sell something.
	if len(sold) == 0 {
		c.Products = append(c.Products, d.product("p", c.Months))
	}
	c.OpeningCash = d.maybe(d.number(-100, 100, minorUnits[c.Currency]))
	return c
}

// drawTaxed makes cases of good and bad years, with losses that are used in part, and late.
func drawTaxed(t *rapid.T) profit.Case {
	d := draw{t}
	c := profit.Case{
		ID: "taxed", Currency: "USD", Start: partnermath.NewDate(2026, time.Month(1+d.upTo(11)), 1), Months: 60,
		Costs: []profit.Cost{{ID: "team", Kind: profit.CostRunning, Amount: partnermath.Int(100)}},
		Tax:   profit.Tax{Rate: d.rate(8), LossShare: d.maybe(d.rate(8)), LossYears: d.upTo(3), Lag: d.upTo(15)},
	}
	p := profit.Product{ID: "p", Kind: profit.ProductReferral, Units: profit.Ramp{Kind: profit.RampTable}, Price: partnermath.Int(1)}
	for range c.Months / 12 {
		units := rapid.OneOf(d.around(0), d.around(100), d.around(250)).Draw(t, "units")
		p.Units.Table = append(p.Units.Table, slices.Repeat([]decimal.NullDecimal{units}, 12)...)
	}
	c.Products = []profit.Product{p}
	return c
}

// around makes numbers from low on that are not much above it.
func (draw) around(low int64) *rapid.Generator[decimal.NullDecimal] {
	return rapid.Map(testkit.Decimal(low, low+40, 2), decimal.NewNullDecimal)
}

func (d draw) lines(c *profit.Case) (sold, bases []string) {
	for i := range d.upTo(2) {
		c.Products = append(c.Products, d.product(fmt.Sprint("p", i), c.Months))
		sold = append(sold, fmt.Sprint("p", i))
	}
	for i := range d.upTo(2) {
		id := fmt.Sprint("r", i)
		sold, bases = append(sold, id), append(bases, id)
		c.Recurring = append(c.Recurring, profit.Recurring{
			ID: id, New: d.ramp(c.Months), Base: d.maybe(d.units(4)),
			AnnualChurn: d.rate(8), MonthlyExpansion: d.maybe(decimal.NewNullDecimal(d.rate(4).Decimal.Shift(-1))), RenewalRate: d.rate(8),
			Price: d.price(), Decline: d.maybe(d.rate(8)),
			FirstMargin: d.number(-1, 1, 8), RenewalMargin: d.number(-1, 1, 8), Yearly: d.yes(),
		})
	}
	return sold, bases
}

func (d draw) product(id string, months int) profit.Product {
	p := profit.Product{
		ID: id, Kind: rapid.SampledFrom(profit.ProductKind("").Values()).Draw(d.t, "kind"),
		Units: d.ramp(months), Price: d.price(), Decline: d.maybe(d.rate(8)),
	}
	switch {
	case p.Kind == profit.ProductReferral:
	case p.Kind == profit.ProductResale && d.yes():
		p.Discount, p.List = d.rate(8), d.maybe(d.price())
	default:
		p.Margin = d.number(-1, 1, 8)
		if p.Kind == profit.ProductAgency {
			p.Margin = d.rate(8)
		}
	}
	return p
}

func (d draw) ramp(months int) profit.Ramp {
	r := profit.Ramp{Kind: rapid.SampledFrom(profit.RampKind("").Values()).Draw(d.t, "ramp")}
	switch r.Kind {
	case profit.RampTable:
		for range months {
			r.Table = append(r.Table, d.units(4))
		}
	case profit.RampOutcomes:
		for range months {
			r.Outcomes = append(r.Outcomes, partnermath.Outcome{Won: d.units(6)})
		}
	default:
		r.First, r.Start, r.Growth = d.upTo(months), d.units(8), d.maybe(decimal.NewNullDecimal(testkit.Decimal(-10, 15, 6).Draw(d.t, "growth").Shift(-2)))
		if d.yes() {
			r.Season = rapid.SliceOfN(testkit.Decimal(0, 2, 8), 12, 12).Draw(d.t, "season")
		}
	}
	return r
}

// roles makes the people, and returns the ids of those who deliver.
func (d draw) roles(c *profit.Case) []string {
	var deliver []string
	for i := range d.upTo(3) {
		r := profit.Role{
			ID: fmt.Sprint("h", i), Kind: rapid.SampledFrom(profit.RoleKind("").Values()).Draw(d.t, "role"),
			Salary: d.scaled(d.number(0, 9_000, 6), 3, 7), Burden: d.number(0, 2, 8), Raise: d.maybe(d.rate(8)),
		}
		for range d.upTo(2) {
			h := profit.Hire{Month: 1 + d.upTo(c.Months-1), Heads: decimal.NewNullDecimal(d.number(0, 2, 4).Decimal.Add(decimal.New(1, -4)))}
			if d.yes() && h.Month < c.Months {
				h.Leave = h.Month + 1 + d.upTo(c.Months-h.Month-1)
			}
			r.Hires = append(r.Hires, h)
		}
		if r.Kind == profit.RoleDelivery {
			deliver = append(deliver, r.ID)
			r.Ramp = d.upTo(5)
			r.Hours, r.Utilisation = d.number(1, 90, 4), partnermath.Num(100+int64(d.upTo(9_900)), 4)
			r.Subcontract = d.scaled(d.number(0, 50, 6), 7)
		}
		c.Roles = append(c.Roles, r)
	}
	return deliver
}

func (d draw) services(c *profit.Case, sold, bases, roles []string) {
	if len(sold) == 0 {
		return
	}
	for i := range d.upTo(3) {
		s := profit.Service{
			ID: fmt.Sprint("s", i), On: rapid.SampledFrom(sold).Draw(d.t, "on"), Attach: d.number(0, 2, 8),
			Lag: d.upTo(3), Hours: d.number(0, 20, 4),
		}
		if len(bases) > 0 && d.yes() {
			s.On, s.ToBase = rapid.SampledFrom(bases).Draw(d.t, "on"), true
		}
		if d.yes() {
			s.Price = d.price()
		} else {
			s.BillRate = d.scaled(d.number(0, 90, 6), 7)
		}
		if len(roles) > 0 && d.yes() {
			s.Role = rapid.SampledFrom(roles).Draw(d.t, "role")
		} else {
			s.HourCost = d.scaled(d.number(0, 90, 6), 7)
		}
		c.Services = append(c.Services, s)
	}
}

func (d draw) sellers(c *profit.Case, sold []string) {
	for _, s := range c.Services {
		sold = append(sold, s.ID)
	}
	for i := range c.Roles {
		r := &c.Roles[i]
		switch {
		case r.Kind != profit.RoleSales:
		case len(sold) == 0:
			r.Kind = profit.RoleOther
		default:
			r.Ramp, r.Sells, r.Commission = d.upTo(5), d.some(sold), d.maybe(d.rate(8))
			if len(r.Sells) == 0 {
				r.Sells = sold[:1]
			}
			r.Deals = decimal.NewNullDecimal(d.number(0, 5, 4).Decimal.Add(decimal.New(1, -2)))
		}
	}
}

func (d draw) money(c *profit.Case, sold []string) {
	minor := minorUnits[c.Currency]
	span := func() (first, last int) {
		if d.yes() {
			first = 1 + d.upTo(c.Months-1)
		}
		if d.yes() {
			last = max(1, first) + d.upTo(c.Months-max(1, first))
		}
		return first, last
	}
	for i := range d.upTo(3) {
		v := profit.VendorMoney{ID: fmt.Sprint("v", i), Kind: rapid.SampledFrom(profit.VendorMoneyKind("").Values()).Draw(d.t, "vendor"), Lag: d.upTo(4)}
		if v.On = d.some(sold); len(v.On) > 0 {
			v.Rate = d.rate(8)
		} else {
			v.Amount = d.scaled(d.number(0, 90, minor), 6)
		}
		v.First, v.Last = span()
		c.VendorMoney = append(c.VendorMoney, v)
	}
	for i := range d.upTo(4) {
		x := profit.Cost{ID: fmt.Sprint("c", i), Kind: rapid.SampledFrom(profit.CostKind("").Values()).Draw(d.t, "cost"), Marketing: d.yes()}
		x.Amount = d.scaled(d.number(0, 2_000, minor), 6)
		if x.Kind == profit.CostOnce {
			x.First = d.upTo(c.Months)
		} else {
			x.Rate = d.maybe(d.rate(8))
			x.First, x.Last = span()
		}
		c.Costs = append(c.Costs, x)
	}
	if d.yes() {
		c.Tax = profit.Tax{Rate: d.rate(8), LossShare: d.maybe(d.rate(8)), LossYears: d.upTo(2), Lag: d.upTo(5)}
	}
	if d.yes() {
		days := func() decimal.NullDecimal { return d.maybe(partnermath.Int(int64(d.upTo(100)))) }
		c.Timing = profit.Timing{CustomerDays: days(), SupplierDays: days(), CostDays: days()}
	}
}

func drawDiscount(t *rapid.T) profit.Discount {
	d := draw{t}
	return profit.Discount{
		Annual: d.number(0, 2, 8), Compounding: rapid.SampledFrom(profit.Compounding("").Values()).Draw(t, "compounding"),
		FirstFlow: rapid.SampledFrom(profit.FirstFlow("").Values()).Draw(t, "first"),
		Finance:   d.maybe(d.rate(8)), Reinvest: d.maybe(d.rate(8)),
	}
}
