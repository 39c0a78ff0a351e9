package profit_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// Two products, a person, a cost and a rebate for 4 months.
func smallCase() profit.Case {
	n := partnermath.Int
	product := func(id string, price int64, margin decimal.NullDecimal) profit.Product {
		return profit.Product{ID: id, Kind: profit.ProductResale, Price: n(price), Margin: margin, Units: profit.Ramp{Kind: profit.RampGrowth, Start: n(10)}}
	}
	return profit.Case{
		ID: "small", Currency: "USD", Start: partnermath.NewDate(2027, 1, 1), Months: 4,
		Products:    []profit.Product{product("a", 100, partnermath.Num(4, 1)), product("b", 50, partnermath.Num(2, 1))},
		Roles:       []profit.Role{{ID: "boss", Kind: profit.RoleOther, Salary: n(1200), Burden: n(0), Hires: []profit.Hire{{Month: 1, Heads: n(1)}}}},
		VendorMoney: []profit.VendorMoney{{ID: "rebate", Kind: profit.VendorRebate, Amount: n(30)}},
		Costs:       []profit.Cost{once("setup", 0, 70), {ID: "rent", Kind: profit.CostRunning, Amount: n(20)}},
	}
}

func sold(month int, id string, quantity, revenue, cost int64) profit.Actual {
	return profit.Actual{Month: month, ID: id, Quantity: partnermath.Int(quantity), Revenue: partnermath.Int(revenue), Cost: partnermath.Int(cost)}
}

func paid(month int, id string, cost int64) profit.Actual {
	return profit.Actual{Month: month, ID: id, Cost: partnermath.Int(cost)}
}

func variance(v profit.Verification) string {
	text := ""
	for _, d := range []decimal.NullDecimal{v.Volume, v.Mix, v.Price, v.CostOfLines, v.NewLines, v.VendorMoney, v.OtherCost, v.Profit.Variance} {
		text += d.Decimal.String() + " "
	}
	return text
}

// Planned in month 1: a 10 at 100 and 60, b 10 at 50 and 40; M = 400 + 100 = 500. Actual: a 12 at
// 1320 and 720, b 6 at 300 and 252.
//
//	k        (12 × 100 + 6 × 50) ÷ 1500 = 1          by units 18 ÷ 20 = 0.9
//	volume   0                                       −50
//	mix      12 × 40 + 6 × 10 − 500 = 40             540 − 450 = 90
//	price    12 × (110 − 100) + 6 × (50 − 50) = 120
//	cost     −(12 × (60 − 60) + 6 × (42 − 40)) = −12
//	new      200 − 150 = 50
//	vendor   25 − 30 = −5
//	other    −(110 − 100) − (15 − 0) = −25
func TestVerify(t *testing.T) {
	a := profit.Actuals{Through: 2, Lines: []profit.Actual{
		sold(1, "a", 12, 1320, 720), sold(1, "b", 6, 300, 252), sold(1, "c", 4, 200, 150),
		{Month: 1, ID: "rebate", VendorMoney: partnermath.Int(25)},
		paid(1, "boss", 110), paid(1, "fine", 15),
	}}
	v, err := profit.Verify(smallCase(), a)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := variance(v), "0 40 120 -12 50 -5 -25 168 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	a.ByUnits = true
	if v, err = profit.Verify(smallCase(), a); err != nil {
		t.Fatal(err)
	}
	if got, want := variance(v), "-50 90 120 -12 50 -5 -25 168 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// Month 0: the setup; month 1: the rent; month 2: all that was planned.
	missing := map[string][]int{}
	var ids []string
	for _, l := range v.Lines {
		ids = append(ids, l.ID)
		if l.Unreported != nil {
			missing[l.ID] = l.Unreported
		}
	}
	if diff := cmp.Diff(map[string][]int{"a": {2}, "b": {2}, "boss": {2}, "rebate": {2}, "setup": {0}, "rent": {1, 2}}, missing); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"a", "b", "boss", "rebate", "setup", "rent", "c", "fine"}, ids); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(v.Unreported, []int{0, 1, 2}) {
		t.Error(v.Unreported)
	}
	// −70; 1820 − 1122 + 25 − 110 − 15 − 20 = 578; then 500 + 30 − 100 − 20 = 410 a month.
	for m, want := range []string{"-70", "578", "410", "410", "410"} {
		l := line(t, v.Reforecast, profit.LineNetProfit)
		if got := append([]decimal.Decimal{l.Start}, l.Months...)[m].String(); got != want {
			t.Errorf("month %d: got %s, want %s", m, got, want)
		}
	}
}

func TestVerifyFaults(t *testing.T) {
	c := smallCase()
	c.Products[1] = profit.Product{ID: "b", Kind: profit.ProductReferral, Price: partnermath.Int(50), Units: c.Products[1].Units}
	for name, tt := range map[string]struct {
		actuals profit.Actuals
		want    []string
	}{
		"zero": {profit.Actuals{}, []string{"actuals.through min"}},
		"alone": {profit.Actuals{Through: 1, Lines: []profit.Actual{
			{Month: 2, ID: "", Cost: partnermath.Int(1)},
			{Month: -1, ID: "x"},
			{ID: "y", Revenue: partnermath.Int(1)},
			paid(1, "rent", 1), paid(1, "rent", 1),
			{ID: "rebate", VendorMoney: partnermath.Int(1), Cost: partnermath.Int(1)},
			{ID: "a", Quantity: partnermath.Int(-1), Revenue: partnermath.Num(1, -20), Cost: decimal.NewNullDecimal(decimal.New(1, 1_000_000))},
		}}, []string{
			"actuals.lines[0].id id", "actuals.lines[0].month range", "actuals.lines[1].month range", "actuals.lines[1].cost required", "actuals.lines[2].cost required", "actuals.lines[2].quantity required",
			"actuals.lines[4].id unique", "actuals.lines[5].vendorMoney empty",
			"actuals.lines[6].quantity min", "actuals.lines[6].revenue bounds", "actuals.lines[6].cost bounds",
		}},
		"with the case": {profit.Actuals{Through: 5, Lines: []profit.Actual{
			paid(1, "a", 1), sold(1, "rent", 1, 1, 1), sold(1, "b", 1, 1, 1), {ID: "boss", Cost: partnermath.Num(1, 3)}, sold(1, "new", 1, 1, 1), paid(2, "new", 1),
		}}, []string{
			"actuals.through max", "actuals.lines[0] match", "actuals.lines[1] match", "actuals.lines[2].cost range", "actuals.lines[3].cost digits", "actuals.lines[5] match",
		}},
	} {
		_, err := profit.Verify(c, tt.actuals)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	var many profit.Actuals
	many.Through = 1
	for i := range 40 {
		many.Lines = append(many.Lines, sold(1, fmt.Sprint("n", i), 1, 1, 1))
	}
	_, err := profit.Verify(c, many)
	if diff := cmp.Diff([]string{"actuals.lines length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Error(diff)
	}
}

// New lines stand in the order in which each is reported first, whatever they are.
func TestNewLinesInTheirOrder(t *testing.T) {
	v, err := profit.Verify(smallCase(), profit.Actuals{Through: 2, Lines: []profit.Actual{
		paid(2, "fine", 15), sold(1, "c", 4, 200, 150),
		{Month: 1, ID: "bonus", VendorMoney: partnermath.Int(5)},
		sold(1, "a", 10, 1000, 600),
		paid(1, "fine", 15), sold(1, "d", 1, 20, 10),
	}})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, l := range v.Lines {
		ids = append(ids, l.ID)
	}
	if diff := cmp.Diff([]string{"a", "b", "boss", "rebate", "setup", "rent", "fine", "c", "bonus", "d"}, ids); diff != "" {
		t.Error(diff)
	}
}

func careCase() profit.Case {
	c := smallCase()
	c.Recurring = []profit.Recurring{{
		ID: "care", New: profit.Ramp{Kind: profit.RampGrowth, Start: partnermath.Int(0)}, Base: partnermath.Int(10), AnnualChurn: partnermath.Int(0),
		RenewalRate: partnermath.Int(1), Price: partnermath.Int(5), FirstMargin: partnermath.Int(0), RenewalMargin: partnermath.Num(4, 1),
	}}
	return c
}

// 10 customers at 5 a month cost 30. In month 1 there are 12 at 6, which cost 36: 12 × 2 − 10 × 2 = 4 of volume and 12 of
// price. The 10 that are there before, or the 11 that are reported of them, sell nothing in month 0.
func TestVerifyOpeningBase(t *testing.T) {
	for _, tt := range []struct {
		name   string
		month0 []profit.Actual
		opened string
	}{
		{"not reported", nil, "10"},
		{"as planned", []profit.Actual{sold(0, "care", 10, 0, 0)}, "10"},
		{"others", []profit.Actual{sold(0, "care", 11, 0, 0)}, "11"},
	} {
		v, err := profit.Verify(careCase(), profit.Actuals{Through: 2, Lines: append(tt.month0, sold(1, "care", 12, 72, 36))})
		if err != nil {
			t.Fatal(err)
		}
		care := v.Lines[2]
		if diff := cmp.Diff([]int{2}, care.Unreported); care.ID != "care" || diff != "" {
			t.Errorf("%s: unreported %s: %s", tt.name, care.ID, diff)
		}
		if got := care.Quantity; got.Plan.Decimal.String() != "10" || got.Actual.Decimal.String() != "12" {
			t.Errorf("%s: got %v", tt.name, got)
		}
		if got, want := variance(v), "4 0 12 0 0 0 0 16 "; got != want {
			t.Errorf("%s: got %s, want %s", tt.name, got, want)
		}
		for _, l := range v.Reforecast.Quantities {
			if l.Kind == profit.LineBase && l.Start.String() != tt.opened {
				t.Errorf("%s: the reforecast opens with %s", tt.name, l.Start)
			}
		}
	}
}

// Of 12 customers one a month is billed for a year, 12 × 5 = 60, and so is one that joins, beside 1500 of products. In
// month 1, 13 × 5 = 65 are earned. It brings 50: 15 less are billed and received, and what is deferred stays.
func TestReforecastOfYearlyBills(t *testing.T) {
	c := careCase()
	c.Recurring[0].Base, c.Recurring[0].New.Start, c.Recurring[0].Yearly = partnermath.Int(12), partnermath.Int(1), true
	plan, err := profit.Forecast(c)
	if err != nil {
		t.Fatal(err)
	}
	v, err := profit.Verify(c, profit.Actuals{Through: 1, Lines: []profit.Actual{sold(1, "care", 10, 50, 36)}})
	if err != nil {
		t.Fatal(err)
	}
	first := func(s profit.Statement, kind profit.LineKind) string { return line(t, s, kind).Months[0].String() }
	for _, tt := range []struct {
		kind       profit.LineKind
		plan, came string
	}{{profit.LineRecurringRevenue, "65", "50"}, {profit.LineBilled, "1620", "1605"}, {profit.LineReceipts, "1620", "1605"}} {
		if was, is := first(plan, tt.kind), first(v.Reforecast, tt.kind); was != tt.plan || is != tt.came {
			t.Errorf("%s: got %s and %s, want %s and %s", tt.kind, was, is, tt.plan, tt.came)
		}
	}
	if was, is := plan.Closing.DeferredRevenue, v.Reforecast.Closing.DeferredRevenue; !was.Equal(is) || !was.IsPositive() {
		t.Errorf("deferred: %s and %s", was, is)
	}
}

// The parts add up to the variance, whatever came; and what came as planned is the plan again.
func TestVerifyAddsUpProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		plan, err := profit.Forecast(c)
		if err != nil {
			t.Fatal(err)
		}
		places, _ := partnermath.MinorUnits(c.Currency)
		a := profit.Actuals{Through: rapid.IntRange(1, len(plan.Months)).Draw(t, "through"), ByUnits: rapid.Bool().Draw(t, "by units")}
		exactly := rapid.Bool().Draw(t, "as planned")
		amount := func(label string) decimal.NullDecimal {
			return decimal.NewNullDecimal(testkit.Decimal(-500, 5000, places).Draw(t, label))
		}
		at := func(kind profit.LineKind, id string, month int) (value decimal.Decimal) {
			for _, l := range slices.Concat(plan.Lines, plan.Quantities) {
				if l.ID == id && l.Kind == kind {
					value = value.Add(append([]decimal.Decimal{l.Start}, l.Months...)[month])
				}
			}
			return value
		}
		null := decimal.NewNullDecimal
		for month := 0; month <= a.Through; month++ {
			for _, p := range c.Products {
				of := profit.Actual{
					Month: month, ID: p.ID, Quantity: null(at(profit.LineUnits, p.ID, month)),
					Revenue: null(at(profit.LineProductRevenue, p.ID, month)), Cost: null(at(profit.LineProductCost, p.ID, month)),
				}
				if !exactly {
					of.Quantity, of.Revenue = null(testkit.Decimal(0, 40, 4).Draw(t, "quantity")), amount("revenue")
					if p.Kind == profit.ProductResale {
						of.Cost = amount("cost")
					}
				}
				a.Lines = append(a.Lines, of)
			}
			for _, v := range c.VendorMoney {
				of := profit.Actual{Month: month, ID: v.ID}
				of.VendorMoney = null(at(profit.LineRebate, v.ID, month).Add(at(profit.LineRegistration, v.ID, month)).Add(at(profit.LineMDF, v.ID, month)).Add(at(profit.LineMDFExcess, v.ID, month)).Neg())
				if !exactly {
					of.VendorMoney = amount("vendor money")
				}
				a.Lines = append(a.Lines, of)
			}
			for _, r := range c.Roles {
				of := profit.Actual{Month: month, ID: r.ID, Cost: amount("pay")}
				if exactly {
					continue
				}
				a.Lines = append(a.Lines, of)
			}
		}
		if !exactly {
			a.Lines = append(a.Lines, profit.Actual{Month: 1, ID: "new", Quantity: partnermath.Int(3), Revenue: amount("new"), Cost: amount("new cost")})
		}
		v, err := profit.Verify(c, a)
		if err != nil {
			t.Fatal(err)
		}
		if exactly && testkit.JSON(t, v.Reforecast) != testkit.JSON(t, plan) {
			t.Fatal("what came as planned is not the plan")
		}
		sum := decimal.Decimal{}
		for _, l := range v.Lines {
			sum = sum.Add(l.Profit.Variance.Decimal)
		}
		if !sum.Equal(v.Profit.Variance.Decimal) {
			t.Fatalf("the lines add up to %s, not %s", sum, v.Profit.Variance.Decimal)
		}
		parts := decimal.Decimal{}
		for _, d := range []decimal.NullDecimal{v.Volume, v.Mix, v.Price, v.CostOfLines, v.NewLines, v.VendorMoney, v.OtherCost} {
			if d.Valid != v.Volume.Valid {
				t.Fatal("some parts are known")
			}
			parts = parts.Add(d.Decimal)
		}
		if v.Volume.Valid && !parts.Equal(v.Profit.Variance.Decimal) {
			t.Fatalf("the parts add up to %s, not %s", parts, v.Profit.Variance.Decimal)
		}
		for _, l := range slices.Concat(v.Reforecast.Lines, v.Reforecast.Quantities) {
			addsUp(t, l)
		}
		for _, of := range a.Lines {
			for _, l := range v.Reforecast.Lines {
				if l.ID == of.ID && l.Kind == profit.LineProductRevenue && of.Month > 0 && !l.Months[of.Month-1].Equal(of.Revenue.Decimal) {
					t.Fatalf("%s in month %d is %s", of.ID, of.Month, l.Months[of.Month-1])
				}
			}
		}
	})
}
