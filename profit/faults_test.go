package profit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

func TestCaseFaults(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
	for _, tt := range []struct {
		name   string
		change func(*profit.Case)
		want   []string
	}{
		{"nothing", func(c *profit.Case) { *c = profit.Case{} }, []string{"id id", "currency currency"}},
		{"all at once", func(c *profit.Case) {
			c.Months = 121
			c.Products[0].Price = partnermath.Int(-1)
			c.Products[1].Discount = huge
			c.Recurring[0].AnnualChurn = partnermath.Num(11, 1)
			c.Recurring[0].RenewalRate = decimal.NullDecimal{}
			c.Roles[0].Hires[0].Month = 0
		}, []string{
			"months max", "products[0].price min", "products[1].discount bounds", "recurring[0].annualChurn max", "recurring[0].renewalRate required",
			"roles[0].hires[0].month min",
		}},
		{"no start", func(c *profit.Case) { c.Start = partnermath.Date{} }, []string{"start required"}},
		{"far start", func(c *profit.Case) { c.Start = partnermath.NewDate(9996, 1, 1) }, []string{"start range"}},
		{"calendar", func(c *profit.Case) { c.Calendar.Pattern = "x" }, []string{"calendar.pattern one-of"}},
		{"hires", func(c *profit.Case) {
			c.Roles[0].Hires = []profit.Hire{{Month: 37, Heads: partnermath.Int(1)}, {Month: 5, Leave: 5, Heads: partnermath.Int(1)}}
		}, []string{"roles[0].hires[0].month max", "roles[0].hires[1].leave order"}},
		{"names", func(c *profit.Case) {
			c.Services[0].Role, c.Services[1].Role = "nobody", "sellers"
			c.Services[0].On = "nothing"
			c.Roles[1].Sells = []string{"suite", "suite", "rebate"}
			c.VendorMoney[0].On = []string{"rollout"}
			c.Costs[0].ID = "suite"
		}, []string{
			"costs[0].id unique", "services[0].on known", "services[0].role known", "services[1].role match",
			"roles[1].sells[1] unique", "roles[1].sells[2] known", "vendorMoney[0].on[0] known",
		}},
		{"kinds", func(c *profit.Case) {
			c.Products[0].Margin = decimal.NullDecimal{}
			c.Products[1].Margin = partnermath.Int(0)
			c.Products[2].Margin = partnermath.Int(0)
			c.Services[0].Price = partnermath.Int(1)
			c.Services[1].Role, c.Services[1].Price = "", decimal.NullDecimal{}
			c.Roles[0].Hours, c.Roles[0].Deals = decimal.NullDecimal{}, partnermath.Int(1)
			c.Roles[2].Ramp = 2
			c.VendorMoney[0].Amount = partnermath.Num(12345, 3)
			c.Costs[0].Rate = partnermath.Int(0)
			c.Costs[1].Amount = decimal.NullDecimal{}
			c.Tax.Rate = decimal.NullDecimal{}
		}, []string{
			"products[0].margin required", "products[1].discount empty", "products[2].margin empty",
			"services[0].billRate empty", "services[1].price required", "services[1].role required",
			"roles[0].hours required", "roles[0].deals empty", "roles[2].ramp empty",
			"vendorMoney[0].amount empty", "vendorMoney[0].amount digits", "costs[0].rate empty", "costs[1].amount required", "tax.rate required",
		}},
		{"a month without data", func(c *profit.Case) {
			c.Products[0].Units = profit.Ramp{Kind: profit.RampTable, Table: make([]decimal.NullDecimal, 2)}
		}, []string{"products[0].units.table[0] required", "products[0].units.table[1] required"}},
		{"too few months", func(c *profit.Case) {
			c.Products[0].Units = profit.Ramp{Kind: profit.RampTable, Table: []decimal.NullDecimal{partnermath.Int(1)}}
			c.Products[1].Units = profit.Ramp{Kind: profit.RampOutcomes, Outcomes: make([]partnermath.Outcome, 36)}
			c.Products[1].Units.Outcomes = c.Products[1].Units.Outcomes[:1]
		}, []string{"products[0].units.table length", "products[1].units.outcomes length", "products[1].units.outcomes[0].won required"}},
		{"outgrown", func(c *profit.Case) {
			c.Products[0].Units.Growth = partnermath.Int(10)
			c.Recurring[0].New.Growth = partnermath.Int(10)
		}, []string{"products[0].units range", "recurring[0].new range"}},
		{"outgrown beside others", func(c *profit.Case) {
			c.Products[0].Units.Growth = partnermath.Int(10)
			c.Products[1].Price = partnermath.Int(1_000_000_000_000)
		}, []string{"products[0].units range", "products[1].price range"}},
		{"outgrown beside broken rules", func(c *profit.Case) {
			c.Products[0].Units.Growth = partnermath.Int(10)
			c.Services[0].On = "nothing"
			c.Recurring[0].New.Table = make([]decimal.NullDecimal, 1)
			c.Recurring[0].New.Table[0] = partnermath.Int(1)
		}, []string{"recurring[0].new.table empty", "services[0].on known", "products[0].units range"}},
		{"a base that expands too far", func(c *profit.Case) {
			c.Services, c.Roles = nil, nil
			c.Recurring[0].New.Start, c.Recurring[0].Base = partnermath.Int(0), partnermath.Int(1)
			c.Recurring[0].MonthlyExpansion, c.Recurring[0].AnnualChurn = partnermath.Int(1), partnermath.Int(0)
		}, []string{"recurring[0].monthlyExpansion range"}},
		{"too much money", func(c *profit.Case) { c.Products[0].Price = partnermath.Int(1_000_000_000_000) }, []string{"products[0].price range"}},
		{"too many lines", func(c *profit.Case) {
			for i := range 70 {
				k := c.Costs[1]
				k.ID = string(rune('A'+i%26)) + string(rune('a'+i/26))
				c.Costs = append(c.Costs, k)
			}
		}, []string{"costs length"}},
	} {
		c := clone(usualCase())
		tt.change(&c)
		got := testkit.BrokenRules(t, c.Validate())
		if strings.HasSuffix(strings.Join(got, " "), "range") {
			got = slices.Compact(got)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if _, err := profit.Forecast(c); err == nil {
			t.Errorf("%s: Forecast took it", tt.name)
		}
	}
}

// clone copies the lists that a test changes.
func clone(c profit.Case) profit.Case {
	c.Products, c.Recurring, c.Services = slices.Clone(c.Products), slices.Clone(c.Recurring), slices.Clone(c.Services)
	c.Roles, c.VendorMoney, c.Costs = slices.Clone(c.Roles), slices.Clone(c.VendorMoney), slices.Clone(c.Costs)
	for i := range c.Roles {
		c.Roles[i].Hires = slices.Clone(c.Roles[i].Hires)
	}
	return c
}

func TestFlowFaults(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	flows := []decimal.Decimal{huge, number("1")}
	day := partnermath.NewDate(2026, 1, 1)
	_, npv := profit.NPV("XXX", number("-1"), flows, "")
	_, irr := profit.IRR(nil)
	_, long := profit.IRR(make([]decimal.Decimal, profit.MaxFlows+1))
	_, mirr := profit.MIRR(flows[1:], huge, number("2000000"))
	_, xnpv := profit.XNPV("USD", number("0.0000000000001"), []profit.Flow{{Date: day}, {Amount: decimal.NewNullDecimal(huge)}, {Date: day.AddDays(36526), Amount: partnermath.Int(1)}})
	for name, tt := range map[string]struct {
		err  error
		want []string
	}{
		"npv":  {npv, []string{"currency currency", "rate min", "flows[0] bounds", "first one-of"}},
		"irr":  {irr, []string{"flows required"}},
		"long": {long, []string{"flows length"}},
		"mirr": {mirr, []string{"finance bounds", "reinvest max"}},
		"xnpv": {xnpv, []string{"rate bounds", "flows[0].amount required", "flows[1].date required", "flows[1].amount bounds", "flows[2].date range"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestMeasureFaults(t *testing.T) {
	s, err := profit.Forecast(usualCase())
	if err != nil {
		t.Fatal(err)
	}
	s.Lines = slices.Clone(s.Lines)
	for i := range s.Lines {
		switch s.Lines[i].Kind {
		case profit.LineCash:
			s.Lines[i].Kind = "x"
		case profit.LineNetProfit:
			s.Lines[i].Start = number("0.001")
		case profit.LineRevenue:
			s.Lines[i].Months = nil
		case profit.LineTax:
			s.Lines[i].Start = decimal.New(1, 1_000_000_000)
		}
	}
	_, err = profit.Measure(s, profit.Discount{Annual: partnermath.Int(-1)})
	got := testkit.BrokenRules(t, err)
	want := []string{
		"discount.annual min", "discount.compounding one-of", "discount.firstFlow one-of",
		"statement.lines[6].months length", "statement.lines[29].start bounds", "statement.lines[30] range", "statement.lines required",
	}
	if len(got) != len(want) || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
		t.Errorf("-want +got:\n%s", cmp.Diff(want, got))
	}
}

// Whatever numbers and texts a case has, there is an answer.
func TestHostileCaseProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		hostile := func() decimal.NullDecimal {
			return decimal.NewNullDecimal(testkit.HostileDecimal().Draw(t, "hostile"))
		}
		c.OpeningCash, c.Tax.Rate, c.Timing.CustomerDays = hostile(), hostile(), hostile()
		c.ID = testkit.HostileString().Draw(t, "id")
		c.Months = rapid.OneOf(rapid.Int(), rapid.IntRange(0, 130)).Draw(t, "months")
		c.Products = append(c.Products, profit.Product{ID: "x", Kind: profit.ProductResale, Price: hostile(), Margin: hostile()})
		_ = testkit.BrokenRules(t, c.Validate())
		_, err := profit.NPV("USD", hostile().Decimal, []decimal.Decimal{hostile().Decimal, hostile().Decimal}, profit.FirstNow)
		_ = testkit.BrokenRules(t, err)
		_, err = profit.IRR([]decimal.Decimal{hostile().Decimal, hostile().Decimal, hostile().Decimal})
		_ = testkit.BrokenRules(t, err)
		_, err = profit.Measure(profit.Statement{Currency: "USD", Months: make([]profit.Column, 1), Lines: []profit.Line{{Kind: profit.LineCash, Start: hostile().Decimal}}}, profit.Discount{})
		_ = testkit.BrokenRules(t, err)
	})
}

// The largest case stays below 10^18 minor units: as many lines as there may be, at the
// largest amount, for as long as a case can last.
func TestBounds(t *testing.T) {
	c := profit.Case{ID: "large", Currency: "JPY", Start: partnermath.NewDate(2027, 1, 1), Months: profit.MaxMonths}
	for i := range 39 {
		c.Products = append(c.Products, profit.Product{
			ID: string(rune('A'+i%26)) + string(rune('a'+i/26)), Kind: profit.ProductResale,
			Units: profit.Ramp{Kind: profit.RampGrowth, Start: partnermath.Int(1_000_000)}, Price: partnermath.Int(100_000_000), Margin: partnermath.Int(0),
		})
	}
	s, err := profit.Forecast(c)
	if err != nil {
		t.Fatal(err)
	}
	// 39 lines × 120 months × 10^14 each way.
	if got := line(t, s, profit.LineRevenue).Total; got.String() != "468000000000000000" {
		t.Errorf("got %s", got)
	}
	if got := line(t, s, profit.LineNetProfit).Total; !got.IsZero() {
		t.Errorf("got %s", got)
	}
	c.Products[0].Price = partnermath.Int(100_000_001)
	if got := testkit.BrokenRules(t, c.Validate()); !slices.Equal(got, []string{"products[0].price range"}) {
		t.Errorf("got %q", got)
	}
}

// So few hours that demand would need more than 10^6 heads are no fault of the case.
func TestNeededHasNoBound(t *testing.T) {
	c := clone(usualCase())
	c.Roles[0].Hours, c.Roles[0].Utilisation = partnermath.Num(1, 4), partnermath.Num(1, 4)
	s, err := profit.Forecast(c)
	if err != nil {
		t.Fatal(err)
	}
	var demand, needed profit.Line
	for _, l := range s.Quantities {
		switch {
		case l.ID == "engineers" && l.Kind == profit.LineDemand:
			demand = l
		case l.ID == "engineers" && l.Kind == profit.LineNeeded:
			needed = l
		}
	}
	// Demand ÷ (0.0001 × 0.0001).
	if last := len(s.Months) - 1; !needed.Months[last].Equal(demand.Months[last].Shift(8)) || demand.Months[last].IsZero() {
		t.Errorf("%s hours need %s heads", demand.Months[last], needed.Months[last])
	}
}
