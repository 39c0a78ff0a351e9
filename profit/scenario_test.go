package profit_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

func usualDiscount() profit.Discount {
	return profit.Discount{Annual: partnermath.Num(1, 1), Compounding: profit.Effective, FirstFlow: profit.FirstNow}
}

func set(lever profit.Lever, id string, to decimal.NullDecimal) profit.Change {
	return profit.Change{Lever: lever, ID: id, Set: to}
}

// A scenario without changes is the plan, byte for byte, and a statement that was used before is
// no other than a new one.
func TestNoChangesProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		plan, err := profit.Forecast(c)
		if err != nil {
			t.Fatal(err)
		}
		m, err := profit.Compile(c)
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.Products {
			c.Products[i].Price = decimal.NullDecimal{}
		}
		var s profit.Statement
		other, err := profit.Compile(usualCase())
		if err != nil || other.ForecastInto(&s, profit.Scenario{}) != nil || m.ForecastInto(&s, profit.Scenario{}) != nil {
			t.Fatal(err)
		}
		if got, want := testkit.JSON(t, s), testkit.JSON(t, plan); got != want {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}

// What a lever does is what the same change of the case does.
func TestLevers(t *testing.T) {
	table := func(c *profit.Case, n int64) {
		c.Products[1].Units = profit.Ramp{Kind: profit.RampTable}
		for i := range int64(36) {
			c.Products[1].Units.Table = append(c.Products[1].Units.Table, partnermath.Int((i+1)*n))
		}
	}
	half := partnermath.Num(5, 1)
	for _, tt := range []struct {
		change profit.Change
		by     func(c *profit.Case)
	}{
		{set(profit.LeverVolume, "suite", partnermath.Int(7)), func(c *profit.Case) { c.Products[0].Units.Start = partnermath.Int(7) }},
		{profit.Change{Lever: profit.LeverVolume, ID: "device", Multiply: half}, func(c *profit.Case) { table(c, 2) }},
		{set(profit.LeverGrowth, "care", partnermath.Num(5, 2)), func(c *profit.Case) { c.Recurring[0].New.Growth = partnermath.Num(5, 2) }},
		{set(profit.LeverPrice, "suite", half), func(c *profit.Case) { c.Products[0].Price = half }},
		{set(profit.LeverPrice, "care", half), func(c *profit.Case) { c.Recurring[0].Price = half }},
		{set(profit.LeverPrice, "rollout", half), func(c *profit.Case) { c.Services[0].BillRate = half }},
		{set(profit.LeverPrice, "support", half), func(c *profit.Case) { c.Services[1].Price = half }},
		{set(profit.LeverMargin, "suite", half), func(c *profit.Case) { c.Products[0].Margin = half }},
		{set(profit.LeverMargin, "device", half), func(c *profit.Case) { c.Products[1].Discount = half }},
		{set(profit.LeverMargin, "care", half), func(c *profit.Case) { c.Recurring[0].FirstMargin = half }},
		{set(profit.LeverRenewalMargin, "care", half), func(c *profit.Case) { c.Recurring[0].RenewalMargin = half }},
		{set(profit.LeverChurn, "care", half), func(c *profit.Case) { c.Recurring[0].AnnualChurn = half }},
		{set(profit.LeverExpansion, "care", partnermath.Num(5, 2)), func(c *profit.Case) { c.Recurring[0].MonthlyExpansion = partnermath.Num(5, 2) }},
		{set(profit.LeverRenewalRate, "care", half), func(c *profit.Case) { c.Recurring[0].RenewalRate = half }},
		{set(profit.LeverBase, "care", half), func(c *profit.Case) { c.Recurring[0].Base = half }},
		{set(profit.LeverAttach, "rollout", half), func(c *profit.Case) { c.Services[0].Attach = half }},
		{set(profit.LeverHours, "rollout", half), func(c *profit.Case) { c.Services[0].Hours = half }},
		{set(profit.LeverHeads, "engineers", half), func(c *profit.Case) { c.Roles[0].Hires = []profit.Hire{{Month: 1, Heads: half}} }},
		{set(profit.LeverHeads, "engineers", partnermath.Int(0)), func(c *profit.Case) { c.Roles[0].Hires = nil }},
		{profit.Change{Lever: profit.LeverHeads, ID: "engineers", Multiply: half}, func(c *profit.Case) {
			c.Roles[0].Hires = []profit.Hire{{Month: 1, Heads: partnermath.Int(1)}, {Month: 13, Heads: half}}
		}},
		{set(profit.LeverSalary, "office", half), func(c *profit.Case) { c.Roles[4].Salary = half }},
		{set(profit.LeverUtilisation, "engineers", half), func(c *profit.Case) { c.Roles[0].Utilisation = half }},
		{set(profit.LeverCommission, "sellers", half), func(c *profit.Case) { c.Roles[1].Commission = half }},
		{set(profit.LeverVendorMoney, "rebate", half), func(c *profit.Case) { c.VendorMoney[0].Rate = half }},
		{set(profit.LeverVendorMoney, "funds", half), func(c *profit.Case) { c.VendorMoney[1].Amount = half }},
		{set(profit.LeverCost, "overhead", half), func(c *profit.Case) { c.Costs[2].Amount = half }},
	} {
		c := clone(usualCase())
		if tt.change.Lever == profit.LeverVolume {
			table(&c, 4)
		}
		m, err := profit.Compile(c)
		if err != nil {
			t.Fatal(err)
		}
		tt.by(&c)
		want, err := profit.Forecast(c)
		if err != nil {
			t.Fatal(err)
		}
		var got profit.Statement
		if err := m.ForecastInto(&got, profit.Scenario{Changes: []profit.Change{tt.change}}); err != nil {
			t.Fatal(err)
		}
		if testkit.JSON(t, got) != testkit.JSON(t, want) {
			t.Errorf("%v is another change", tt.change)
		}
	}
}

func TestScenarioFaults(t *testing.T) {
	c, d := usualCase(), usualDiscount()
	one := partnermath.Int(1)
	_, sim := profit.Simulate(c, d, []profit.Scenario{
		{Name: "a", Changes: []profit.Change{set(profit.LeverPrice, "nobody", one), set(profit.LeverUtilisation, "engineers", partnermath.Int(2))}},
		{Name: "b", Changes: []profit.Change{set(profit.LeverVolume, "suite", partnermath.Int(1_000_000))}},
	})
	_, alone := profit.Simulate(c, d, []profit.Scenario{
		{Changes: []profit.Change{{Lever: "x", ID: "suite", Set: one}, {Lever: profit.LeverPrice, ID: "suite", Set: one, Multiply: one}}},
		{Name: "b", Changes: []profit.Change{{Lever: profit.LeverPrice, ID: "suite"}}},
		{Name: "b"},
	})
	var zero profit.Model
	for name, tt := range map[string]struct {
		err  error
		want []string
	}{
		"with the case": {sim, []string{"scenarios[0].changes[0].id known", "scenarios[0].case.roles[0].utilisation max", "scenarios[1].case.products[0].units range"}},
		"alone":         {alone, []string{"scenarios[0].changes[0].lever one-of", "scenarios[0].name required", "scenarios[1].changes[0].multiply one-of", "scenarios[2].name unique"}},
		"zero":          {zero.ForecastInto(&profit.Statement{}, profit.Scenario{}), []string{"model required"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if !strings.Contains(sim.Error(), `one of "suite", "device", "lead", "care", "rollout", "support"; got "nobody"`) {
		t.Errorf("those that there are are not named: %s", sim)
	}
}

// What a case is between two changes does not count, and a fault that several changes make is one.
func TestScenarioIsItsLastCase(t *testing.T) {
	by := func(lever profit.Lever, id string, factor decimal.NullDecimal) profit.Change {
		return profit.Change{Lever: lever, ID: id, Multiply: factor}
	}
	m, err := profit.Compile(smallCase())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		changes []profit.Change
		want    []string
		byHand  func(*profit.Case)
	}{
		{
			"a margin of 1.6 between",
			[]profit.Change{by(profit.LeverMargin, "a", partnermath.Int(4)), by(profit.LeverMargin, "a", partnermath.Num(1, 1))},
			nil,
			func(c *profit.Case) { c.Products[0].Margin = partnermath.Num(16, 2) },
		},
		{
			"a margin below 0 between",
			[]profit.Change{set(profit.LeverMargin, "a", partnermath.Int(-9)), set(profit.LeverMargin, "a", partnermath.Num(3, 1))},
			nil,
			func(c *profit.Case) { c.Products[0].Margin = partnermath.Num(3, 1) },
		},
		{
			"once",
			[]profit.Change{set(profit.LeverMargin, "a", partnermath.Int(2)), set(profit.LeverVolume, "a", partnermath.Int(2))},
			[]string{"scenario.case.products[0].margin max"},
			nil,
		},
		{
			"in the order of the case",
			[]profit.Change{set(profit.LeverCost, "rent", partnermath.Int(-1)), set(profit.LeverPrice, "b", partnermath.Int(-1)), set(profit.LeverMargin, "a", partnermath.Int(2))},
			[]string{"scenario.case.products[0].margin max", "scenario.case.products[1].price min", "scenario.case.costs[1].amount min"},
			nil,
		},
	} {
		var got profit.Statement
		err := m.ForecastInto(&got, profit.Scenario{Changes: tt.changes})
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if tt.byHand == nil {
			continue
		}
		c := smallCase()
		tt.byHand(&c)
		want, err := profit.Forecast(c)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// Two axes of one number: what both make of it is bounded as what one makes.
func TestGridOfOneNumber(t *testing.T) {
	margin := func(multiply bool, from, to decimal.NullDecimal) profit.Axis {
		return profit.Axis{Lever: profit.LeverMargin, ID: "a", Multiply: multiply, From: from, To: to, Step: from}
	}
	rows := margin(false, partnermath.Num(5, 1), partnermath.Int(1))
	_, err := profit.Grid(smallCase(), profit.FigureCash, profit.Discount{}, rows, margin(true, partnermath.Num(5, 1), partnermath.Num(15, 1)))
	if diff := cmp.Diff([]string{"case.products[0].margin max"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Error(diff)
	}
	g, err := profit.Grid(smallCase(), profit.FigureGrossMargin, profit.Discount{}, rows, margin(true, partnermath.Num(5, 1), partnermath.Int(1)))
	if err != nil {
		t.Fatal(err)
	}
	// In 4 months 4000 × the margin, 400 of the other product, 120 of rebates.
	n := partnermath.Int
	if diff := testkit.Diff([][]decimal.NullDecimal{{n(1520), n(2520)}, {n(2520), n(4520)}}, g.Cells); diff != "" {
		t.Error(diff)
	}
}

// A grid has what the scenarios of its corners have.
func TestGrid(t *testing.T) {
	c, d := usualCase(), usualDiscount()
	rows := profit.Axis{Lever: profit.LeverPrice, ID: "suite", From: partnermath.Int(10_000), To: partnermath.Int(12_500), Step: partnermath.Int(1000)}
	columns := profit.Axis{Lever: profit.LeverAttach, ID: "rollout", Multiply: true, From: partnermath.Num(5, 1), To: partnermath.Int(1), Step: partnermath.Num(25, 2)}
	for _, of := range profit.Figure("").Values() {
		g, err := profit.Grid(c, of, d, rows, columns)
		if err != nil {
			t.Fatal(err)
		}
		if len(g.Rows) != 3 || len(g.Columns) != 3 || g.Rows[2].String() != "12000" || g.Columns[1].String() != "0.75" {
			t.Fatal(g.Rows, g.Columns)
		}
		for i, price := range g.Rows {
			for k, attach := range g.Columns {
				all, err := profit.Simulate(c, d, []profit.Scenario{{Name: "x", Changes: []profit.Change{
					set(profit.LeverPrice, "suite", decimal.NewNullDecimal(price)), {Lever: profit.LeverAttach, ID: "rollout", Multiply: decimal.NewNullDecimal(attach)},
				}}})
				if err != nil {
					t.Fatal(err)
				}
				if want := figure(t, of, all[1]); g.Cells[i][k].Valid != want.Valid || !g.Cells[i][k].Decimal.Equal(want.Decimal) {
					t.Errorf("%s at %s, %s: got %v, want %v", of, price, attach, g.Cells[i][k], want)
				}
			}
		}
	}
	bad := rows
	bad.Step = partnermath.Int(1)
	low := columns
	low.To = partnermath.Int(0)
	_, err := profit.Grid(c, "x", d, bad, low)
	_, ends := profit.Grid(c, profit.FigureNPV, d, bad, low)
	far := rows
	far.From, far.Step = partnermath.Int(-12_500), partnermath.Int(25_000)
	far.ID = "suite"
	_, values := profit.Grid(c, profit.FigureCash, profit.Discount{}, far, profit.Axis{Lever: profit.LeverAttach, ID: "suite", From: partnermath.Int(0), To: partnermath.Int(0), Step: partnermath.Int(1)})
	for i, tt := range []struct {
		err  error
		want []string
	}{
		{err, []string{"figure one-of"}},
		{ends, []string{"rows.step length", "columns.to order"}},
		{values, []string{"rows.case.products[0].price min", "columns.id known"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.err)); diff != "" {
			t.Errorf("%d (-want +got):\n%s", i, diff)
		}
	}
}

// figure is what a figure is in a simulation.
func figure(t rapid.TB, of profit.Figure, s profit.Simulation) decimal.NullDecimal {
	total := func(kind profit.LineKind) decimal.NullDecimal {
		for _, l := range s.Statement.Lines {
			if l.Kind == kind {
				return decimal.NewNullDecimal(l.Total)
			}
		}
		t.Fatal(kind)
		return decimal.NullDecimal{}
	}
	switch r := s.Report; of {
	case profit.FigurePeakFunding:
		return decimal.NewNullDecimal(r.PeakFunding)
	case profit.FigureReturnOnPeakFunding:
		return r.ReturnOnPeakFunding
	case profit.FigureOperatingBreakEven:
		return r.OperatingBreakEven
	case profit.FigurePayback:
		switch r.Payback.Status {
		case profit.BreakEvenAlready:
			return partnermath.Int(0)
		case profit.BreakEvenOnce, profit.BreakEvenSeveral:
			return partnermath.Int(int64(r.Payback.Crossings[len(r.Payback.Crossings)-1].Month))
		}
		return decimal.NullDecimal{}
	case profit.FigureNPV:
		return decimal.NewNullDecimal(r.NPV)
	case profit.FigureAnnualIRR:
		if r.IRR.Status != profit.RootsOne {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(r.AnnualIRR[0])
	default:
		return total(profit.LineKind(of))
	}
}

// The effect of a step is that of a scenario, and they fall in size.
func TestRankLevers(t *testing.T) {
	c, d := usualCase(), usualDiscount()
	c.Roles[0].Utilisation = partnermath.Num(95, 2)
	effects, err := profit.RankLevers(c, profit.FigureNPV, d, partnermath.Num(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	limited := 0
	for i, e := range effects {
		if i > 0 && e.Change.Decimal.Abs().GreaterThan(effects[i-1].Change.Decimal.Abs()) {
			t.Errorf("effect %d is larger than the one before it", i)
		}
		if e.Limited {
			limited++
		}
		// A set number of heads stays, one that is multiplied leaves as it did.
		if !e.To.Valid || e.Lever == profit.LeverHeads {
			continue
		}
		all, err := profit.Simulate(c, d, []profit.Scenario{{Name: "x", Changes: []profit.Change{set(e.Lever, e.ID, e.To)}}})
		if err != nil {
			t.Fatal(err)
		}
		if !e.Change.Decimal.Equal(all[1].NPV) || !e.Figure.Decimal.Equal(all[1].Report.NPV) {
			t.Errorf("%s of %s: got %s, want %s", e.Lever, e.ID, e.Change.Decimal, all[1].NPV)
		}
	}
	// The utilisation stops at 1.
	if len(effects) < 30 || limited != 1 {
		t.Errorf("%d effects, %d limited", len(effects), limited)
	}
	if _, err := profit.RankLevers(c, profit.FigureNPV, d, partnermath.Int(-1)); err == nil {
		t.Error("a step of −1 was taken")
	}
}

// A higher price with a margin of at least 0 never lowers what a product makes by more than its
// rounding: of two cases, a half of a minor unit of revenue and of cost in each month.
func TestPriceProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := smallCase()
		c.Products[0].Margin = decimal.NewNullDecimal(testkit.Decimal(0, 1, 8).Draw(t, "margin"))
		c.Products[0].Units.Start = decimal.NewNullDecimal(testkit.Decimal(0, 100, 4).Draw(t, "units"))
		low, more := testkit.Decimal(0, 1000, 6).Draw(t, "price"), testkit.Decimal(0, 10, 6).Draw(t, "more")
		all, err := profit.Simulate(c, usualDiscount(), []profit.Scenario{
			{Name: "low", Changes: []profit.Change{set(profit.LeverPrice, "a", decimal.NewNullDecimal(low))}},
			{Name: "high", Changes: []profit.Change{set(profit.LeverPrice, "a", decimal.NewNullDecimal(low.Add(more)))}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if lost := all[1].NetProfit.Sub(all[2].NetProfit); lost.GreaterThan(number("0.08")) {
			t.Fatalf("a higher price loses %s", lost)
		}
	})
}

// Whatever a scenario, an axis and actuals have in them, there is an answer.
func TestHostilePlansProperty(t *testing.T) {
	c, d := smallCase(), usualDiscount()
	rapid.Check(t, func(t *rapid.T) {
		hostile := func() decimal.NullDecimal {
			return decimal.NullDecimal{Decimal: testkit.HostileDecimal().Draw(t, "hostile"), Valid: rapid.Bool().Draw(t, "given")}
		}
		lever := rapid.SampledFrom(append(profit.Lever("").Values(), "x")).Draw(t, "lever")
		id := rapid.OneOf(rapid.SampledFrom([]string{"a", "b", "boss", "rebate", "rent"}), testkit.HostileString()).Draw(t, "id")
		change := profit.Change{Lever: lever, ID: id, Set: hostile(), Multiply: hostile()}
		axis := profit.Axis{Lever: lever, ID: id, Multiply: rapid.Bool().Draw(t, "multiply"), From: hostile(), To: hostile(), Step: hostile()}
		figure := rapid.SampledFrom(append(profit.Figure("").Values(), "x")).Draw(t, "figure")
		_, err := profit.Simulate(c, d, []profit.Scenario{{Name: id, Changes: []profit.Change{change}}})
		_ = testkit.BrokenRules(t, err)
		_, err = profit.Grid(c, figure, d, axis, axis)
		_ = testkit.BrokenRules(t, err)
		_, err = profit.Seek(c, profit.Goal{Figure: figure, AtLeast: hostile()}, d, axis)
		_ = testkit.BrokenRules(t, err)
		_, err = profit.RankLevers(c, figure, d, hostile())
		_ = testkit.BrokenRules(t, err)
		_, err = profit.Verify(c, profit.Actuals{Through: rapid.Int().Draw(t, "through"), Lines: []profit.Actual{
			{Month: rapid.IntRange(-1, 5).Draw(t, "month"), ID: id, Quantity: hostile(), Revenue: hostile(), Cost: hostile(), VendorMoney: hostile()},
			{Month: 1, ID: id, Cost: hostile()},
		}})
		_ = testkit.BrokenRules(t, err)
		_, err = profit.MeasureVendor(profit.Statement{Currency: id}, profit.VendorSide{Lines: []profit.VendorLine{{ID: id, MarginRate: hostile()}}, Cost: hostile(), Shares: []decimal.NullDecimal{hostile()}})
		_ = testkit.BrokenRules(t, err)
	})
}
