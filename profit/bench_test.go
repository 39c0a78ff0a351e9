package profit_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
)

// usualCase has 36 months, 3 products, 2 services and 5 roles.
func usualCase() profit.Case {
	n, num := partnermath.Int, partnermath.Num
	growing := func(start int64) profit.Ramp {
		return profit.Ramp{Kind: profit.RampGrowth, First: 2, Start: n(start), Growth: num(3, 2)}
	}
	return profit.Case{
		ID: "usual", Currency: "USD", Start: partnermath.NewDate(2027, 1, 1), OpeningCash: n(50_000),
		Products: []profit.Product{
			{ID: "suite", Kind: profit.ProductResale, Units: growing(3), Price: n(12_000), Margin: num(22, 2), Decline: num(3, 2)},
			{ID: "device", Kind: profit.ProductResale, Units: growing(20), Price: num(89_950, 2), Discount: num(30, 2), List: n(999)},
			{ID: "lead", Kind: profit.ProductReferral, Units: growing(2), Price: n(400)},
		},
		Recurring: []profit.Recurring{{
			ID: "care", New: growing(5), AnnualChurn: num(12, 2), MonthlyExpansion: num(5, 3), RenewalRate: num(9, 1),
			Price: n(180), FirstMargin: num(25, 2), RenewalMargin: num(35, 2),
		}},
		Services: []profit.Service{
			{ID: "rollout", On: "suite", Attach: num(8, 1), Lag: 1, Hours: n(60), BillRate: n(150), Role: "engineers"},
			{ID: "support", On: "care", ToBase: true, Attach: n(1), Hours: num(5, 1), Price: n(60), Role: "engineers"},
		},
		Roles: []profit.Role{
			{
				ID: "engineers", Kind: profit.RoleDelivery, Salary: n(90_000), Burden: num(25, 2), Raise: num(3, 2), Ramp: 3,
				Hours: n(160), Utilisation: num(75, 2), Subcontract: n(110),
				Hires: []profit.Hire{{Month: 1, Heads: n(2)}, {Month: 13, Heads: n(1)}},
			},
			{
				ID: "sellers", Kind: profit.RoleSales, Salary: n(70_000), Burden: num(25, 2), Raise: num(3, 2), Ramp: 6, Deals: n(15),
				Sells: []string{"suite", "device", "care"}, Commission: num(4, 2), Hires: []profit.Hire{{Month: 1, Heads: n(2)}},
			},
			{ID: "marketer", Kind: profit.RoleOther, Salary: n(60_000), Burden: num(25, 2), Hires: []profit.Hire{{Month: 4, Heads: num(5, 1)}}},
			{ID: "manager", Kind: profit.RoleOther, Salary: n(110_000), Burden: num(25, 2), Hires: []profit.Hire{{Month: 1, Heads: num(3, 1)}}},
			{ID: "office", Kind: profit.RoleOther, Salary: n(45_000), Burden: num(25, 2), Hires: []profit.Hire{{Month: 1, Heads: num(5, 1), Leave: 30}}},
		},
		VendorMoney: []profit.VendorMoney{
			{ID: "rebate", Kind: profit.VendorRebate, Rate: num(3, 2), On: []string{"suite", "device"}, Lag: 3},
			{ID: "funds", Kind: profit.VendorMDF, Amount: n(2000), Lag: 2},
		},
		Costs: []profit.Cost{
			{ID: "setup", Kind: profit.CostOnce, Amount: n(30_000)},
			{ID: "events", Kind: profit.CostRunning, Amount: n(2500), Marketing: true},
			{ID: "overhead", Kind: profit.CostRunning, Amount: n(4000), Rate: num(2, 2)},
		},
		Tax:    profit.Tax{Rate: num(25, 2), LossShare: num(8, 1), Lag: 3},
		Timing: profit.Timing{CustomerDays: n(45), SupplierDays: n(30), CostDays: n(30)},
	}
}

// BenchmarkForecast makes the statement of the usual case, validation included; and beside
// it the plain loop makes the same from a case that is known to be sound, its columns too.
func BenchmarkForecast(b *testing.B) {
	c := usualCase()
	b.Run("forecast", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := profit.Forecast(c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("validate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := c.Validate(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline-decimal", func(b *testing.B) {
		churn := newPlain(&c, 2).churn
		kinds := map[string]bool{}
		s, _ := profit.Forecast(c)
		for _, l := range append(s.Lines, s.Quantities...) {
			kinds[string(l.Kind)+" "+l.ID] = l.Stock
		}
		b.ReportAllocs()
		for b.Loop() {
			p := newPlainWith(&c, 2, churn)
			p.forecast()
			for key, stock := range kinds {
				p.publish(p.byID[key], stock, p.quarters(), p.years)
			}
		}
	})
}

func BenchmarkMeasure(b *testing.B) {
	s, err := profit.Forecast(usualCase())
	if err != nil {
		b.Fatal(err)
	}
	d := profit.Discount{Annual: partnermath.Num(1, 1), Compounding: profit.Effective, FirstFlow: profit.FirstNow}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := profit.Measure(s, d); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIRR finds the roots of 480 flows with one change of sign, and of 120 with any.
func BenchmarkIRR(b *testing.B) {
	loan := []decimal.Decimal{decimal.NewFromInt(-1_000_000)}
	for i := range int64(479) {
		loan = append(loan, decimal.New(500_000+7919*i%100_000, -2))
	}
	var mixed []decimal.Decimal
	state := uint64(7)
	for range 120 {
		state = state*6364136223846793005 + 1442695040888963407
		mixed = append(mixed, decimal.New(int64(state>>33)%200_000_000-100_000_000, -2))
	}
	for name, flows := range map[string][]decimal.Decimal{"flows=480/changes=1": loan, "flows=120/any": mixed} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if r, err := profit.IRR(flows); err != nil || r.Status == profit.RootsUncertified {
					b.Fatal(r, err)
				}
			}
		})
	}
}

// BenchmarkGrid is of 20 × 20 values, BenchmarkSeek of 100,001.
func BenchmarkGrid(b *testing.B) {
	c, d := usualCase(), usualDiscount()
	rows := profit.Axis{Lever: profit.LeverPrice, ID: "suite", From: partnermath.Int(10_000), To: partnermath.Int(11_900), Step: partnermath.Int(100)}
	columns := profit.Axis{Lever: profit.LeverAttach, ID: "rollout", From: partnermath.Num(5, 2), To: partnermath.Int(1), Step: partnermath.Num(5, 2)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := profit.Grid(c, profit.FigureNPV, d, rows, columns); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSeek(b *testing.B) {
	c, d := usualCase(), usualDiscount()
	a := profit.Axis{Lever: profit.LeverPrice, ID: "suite", From: partnermath.Int(0), To: partnermath.Int(100_000), Step: partnermath.Int(1)}
	for name, g := range map[string]profit.Goal{
		"reached": {Figure: profit.FigureNPV, AtLeast: partnermath.Int(2_000_000)},
		"irr":     {Figure: profit.FigureAnnualIRR, AtLeast: partnermath.Int(10)},
		"cannot":  {Figure: profit.FigureNPV, AtLeast: partnermath.Int(1_000_000_000)},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := profit.Seek(c, g, d, a); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
