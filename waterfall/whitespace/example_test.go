package whitespace_test

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

// Whom should partners call first, when nobody is to be called about two products at once?
func ExampleMeasure() {
	report, err := whitespace.Measure(whitespace.Policy{
		Currency: "USD", MinimumFit: partnermath.Num(25, 2), PerAccount: 1,
		Products: []whitespace.Product{
			{ID: "firewall", WinRate: partnermath.Num(25, 2), DealSize: partnermath.Int(40_000)},
			{ID: "backup", WinRate: partnermath.Num(5, 1), DealSize: partnermath.Int(12_000)},
		},
	}, []whitespace.Account{
		{ID: "acme", Cells: []whitespace.Cell{
			{Product: "firewall", Owned: true},
			{Product: "backup", Fit: partnermath.Num(8, 1), Potential: partnermath.Int(16_000)},
		}},
		{ID: "bolt", Cells: []whitespace.Cell{
			{Product: "firewall", Fit: partnermath.Num(6, 1)},
			{Product: "backup", Fit: partnermath.Num(2, 1)},
		}},
		{ID: "crux", Cells: []whitespace.Cell{
			{Product: "firewall", Fit: partnermath.Num(5, 1)},
			{Product: "backup", Fit: partnermath.Num(9, 1)},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range report.Targets {
		fmt.Println(s.Rank, s.Customer, s.Product, s.Amount, "×", s.Fit, "×", s.WinRate, "=", s.Expected)
	}
	total := report.Total
	fmt.Println("owned", total.Owned, "open", total.Open, "penetration", total.Penetration.Decimal, "of what fits", total.FitPenetration.Decimal)
	fmt.Println("below the fit", total.LeftOut.BelowFit, "over the cap of an account", total.LeftOut.OverAccount)
	// Output:
	// 1 acme backup 16000 × 0.8 × 0.5 = 6400
	// 2 bolt firewall 40000 × 0.6 × 0.25 = 6000
	// 3 crux backup 12000 × 0.9 × 0.5 = 5400
	// owned 1 open 5 penetration 0.1667 of what fits 0.2
	// below the fit 1 over the cap of an account 1
}
