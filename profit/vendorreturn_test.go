package profit_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// a costs the partner 4 × 600 = 2400, of which 25 % are 600. b is a referral: 40 units at 20
// are 800, and its fees 40 × 50 = 2000. Program: 2000 + 4 × 30 + 100 = 2220; margin 1400.
func TestMeasureVendor(t *testing.T) {
	c := smallCase()
	c.Products[1] = profit.Product{ID: "b", Kind: profit.ProductReferral, Price: partnermath.Int(50), Units: c.Products[1].Units}
	s, err := profit.Forecast(c)
	if err != nil {
		t.Fatal(err)
	}
	side := profit.VendorSide{
		Lines: []profit.VendorLine{{ID: "a", MarginRate: partnermath.Num(25, 2)}, {ID: "b", MarginPerUnit: partnermath.Int(20)}},
		Cost:  partnermath.Int(100), Shares: []decimal.NullDecimal{partnermath.Int(1), partnermath.Num(5, 1)},
	}
	v, err := profit.MeasureVendor(s, side)
	if err != nil {
		t.Fatal(err)
	}
	want := profit.VendorReturn{
		Case: "small", Currency: "USD", Margin: number("1400"), Fees: number("2000"), VendorMoney: number("120"), ProgramCost: number("2220"),
		Shares: []profit.VendorShare{
			{Share: number("1"), Margin: number("1400"), Return: number("-820"), MarginROI: partnermath.Num(-3694, 4)},
			{Share: number("0.5"), Margin: number("700"), Return: number("-1520"), MarginROI: partnermath.Num(-6847, 4)},
		},
		ZeroShare: partnermath.Num(15857, 4),
	}
	if diff := testkit.Diff(want, v); diff != "" {
		t.Error(diff)
	}
	side.Lines = []profit.VendorLine{{ID: "b", MarginRate: partnermath.Num(25, 2)}, {ID: "x", MarginPerUnit: partnermath.Int(20)}}
	_, err = profit.MeasureVendor(s, side)
	if diff := cmp.Diff([]string{"side.lines[0].id known", "side.lines[1].id known"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(err.Error(), `one of "a", "b"; got "x"`) {
		t.Error(err)
	}
	_, err = profit.MeasureVendor(s, profit.VendorSide{Lines: []profit.VendorLine{{ID: "a"}, {ID: "a", MarginRate: partnermath.Int(0), MarginPerUnit: partnermath.Int(0)}}, Cost: partnermath.Int(0)})
	if diff := cmp.Diff([]string{"side.lines[0].marginPerUnit one-of", "side.lines[1].id unique", "side.lines[1].marginPerUnit one-of"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Error(diff)
	}
}

func usualGrowthPlan() profit.GrowthPlan {
	day := partnermath.NewDate
	return profit.GrowthPlan{
		ID: "fy27", Partner: "Northwind", Vendor: "Acme", Case: "usual", Start: day(2027, 1, 1), End: day(2027, 12, 31),
		Goals: []profit.GrowthGoal{{ID: "worth", Goal: profit.Goal{Figure: profit.FigureNPV, AtLeast: partnermath.Int(500_000)}, Owner: "Ann", Due: day(2027, 12, 31)}},
		Strategies: []profit.Strategy{
			{ID: "bundle", Goals: []string{"worth"}, Owner: "Bo", Start: day(2027, 1, 1), Due: day(2027, 6, 30), Changes: []profit.Change{set(profit.LeverAttach, "rollout", partnermath.Int(1))}},
			{ID: "keep", Goals: []string{"worth"}, Owner: "Cy", Start: day(2027, 3, 1), Due: day(2027, 9, 30), Changes: []profit.Change{{Lever: profit.LeverChurn, ID: "care", Multiply: partnermath.Num(5, 1)}}},
		},
		PartnerSigner: "Ann", VendorSigner: "Vi", Signed: day(2026, 12, 1),
	}
}

func TestGrowthPlan(t *testing.T) {
	g := usualGrowthPlan()
	if err := g.Validate(); err != nil {
		t.Fatal(err)
	}
	all, err := profit.Simulate(usualCase(), usualDiscount(), []profit.Scenario{g.Scenario()})
	if err != nil || all[1].Name != "fy27" || !all[1].NPV.IsPositive() {
		t.Error(err)
	}
	g.VendorSigner = ""
	g.Goals[0].Due = partnermath.NewDate(2028, 1, 1)
	g.Goals[0].Goal.AtMost = partnermath.Int(1)
	g.Strategies[0].ID, g.Strategies[0].Goals = "worth", []string{"nothing"}
	g.Strategies[0].Changes[0].Multiply = partnermath.Int(1)
	g.Strategies[1].Due = partnermath.NewDate(2027, 2, 1)
	g.Strategies[1].Start = partnermath.NewDate(2026, 3, 1)
	want := []string{
		"goals[0].goal.atMost one-of", "goals[0].due range", "strategies[0].id unique", "strategies[0].goals[0] known", "strategies[0].changes[0].multiply one-of",
		"strategies[1].start order", "signed empty",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, g.Validate())); diff != "" {
		t.Error(diff)
	}
	if err := (profit.GrowthPlan{}).Validate(); err == nil {
		t.Error("an empty plan was taken")
	}
}

func TestPlansInJSON(t *testing.T) {
	c, d := smallCase(), usualDiscount()
	all, err := profit.Simulate(c, d, []profit.Scenario{{Name: "less", Changes: []profit.Change{set(profit.LeverPrice, "a", partnermath.Int(90))}}})
	if err != nil {
		t.Fatal(err)
	}
	a := profit.Axis{Lever: profit.LeverPrice, ID: "a", From: partnermath.Int(90), To: partnermath.Int(100), Step: partnermath.Int(10)}
	surface, err := profit.Grid(c, profit.FigureCash, d, a, a)
	if err != nil {
		t.Fatal(err)
	}
	effects, err := profit.RankLevers(c, profit.FigureCash, d, partnermath.Num(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	goal := profit.Goal{Figure: profit.FigureCash, AtLeast: partnermath.Int(1500)}
	answer, err := profit.Seek(c, goal, d, a)
	if err != nil {
		t.Fatal(err)
	}
	actuals := profit.Actuals{Through: 1, Lines: []profit.Actual{sold(1, "a", 9, 900, 540)}}
	v, err := profit.Verify(c, actuals)
	if err != nil {
		t.Fatal(err)
	}
	side := profit.VendorSide{Lines: []profit.VendorLine{{ID: "a", MarginRate: partnermath.Num(25, 2)}}, Cost: partnermath.Int(100), Shares: []decimal.NullDecimal{partnermath.Int(1)}}
	vendor, err := profit.MeasureVendor(all[0].Statement, side)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"simulation": testkit.RoundTrip(t, all[1]), "surface": testkit.RoundTrip(t, surface), "effects": testkit.RoundTrip(t, effects), "answer": testkit.RoundTrip(t, answer),
		"actuals": testkit.RoundTrip(t, actuals), "verification": testkit.RoundTrip(t, v), "vendorside": testkit.RoundTrip(t, side), "vendorreturn": testkit.RoundTrip(t, vendor),
		"growthplan": testkit.RoundTrip(t, usualGrowthPlan()), "axis": testkit.RoundTrip(t, a),
	} {
		testkit.Golden(t, "json/"+name+".json", text)
	}
}

// 10 customers for 4 months at 2 a month are 80: those that are there before are no month.
func TestMeasureVendorOfBase(t *testing.T) {
	s, err := profit.Forecast(careCase())
	if err != nil {
		t.Fatal(err)
	}
	v, err := profit.MeasureVendor(s, profit.VendorSide{Lines: []profit.VendorLine{{ID: "care", MarginPerUnit: partnermath.Int(2)}}, Cost: partnermath.Int(0)})
	if err != nil || v.Margin.String() != "80" {
		t.Error(v.Margin, err)
	}
}

// A program that costs nothing, or takes more back than it spends, has no return on what it costs.
func TestMarginROIWithoutCost(t *testing.T) {
	for _, tt := range []struct{ took, cost, left string }{{"0", "0", "240"}, {"-50", "-50", "290"}, {"40", "40", "200"}} {
		c := smallCase()
		c.VendorMoney[0].Amount = partnermath.Int(0)
		took := profit.Actual{Month: 1, ID: "rebate", VendorMoney: decimal.NewNullDecimal(number(tt.took))}
		v, err := profit.Verify(c, profit.Actuals{Through: 1, Lines: []profit.Actual{took}})
		if err != nil {
			t.Fatal(err)
		}
		// 10% of the 2400 that a costs.
		side := profit.VendorSide{Lines: []profit.VendorLine{{ID: "a", MarginRate: partnermath.Num(1, 1)}}, Cost: partnermath.Int(0), Shares: []decimal.NullDecimal{partnermath.Int(1)}}
		r, err := profit.MeasureVendor(v.Reforecast, side)
		if err != nil {
			t.Fatal(err)
		}
		if r.ProgramCost.String() != tt.cost || r.Shares[0].Return.String() != tt.left || r.Shares[0].MarginROI.Valid != r.ProgramCost.IsPositive() {
			t.Errorf("%s: got %s of cost, %v", tt.took, r.ProgramCost, r.Shares[0])
		}
	}
}
