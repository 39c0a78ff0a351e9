package profit_test

import (
	"fmt"
	"log"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
)

// partnerPlan is 36 months of a product with 60 hours of services to each deal.
func partnerPlan() profit.Case {
	deals := slices.Concat(
		slices.Repeat([]decimal.NullDecimal{partnermath.Int(0)}, 3),
		slices.Repeat([]decimal.NullDecimal{partnermath.Int(2)}, 9),
		slices.Repeat([]decimal.NullDecimal{partnermath.Int(3)}, 12),
		slices.Repeat([]decimal.NullDecimal{partnermath.Int(4)}, 12),
	)
	return profit.Case{
		ID: "plan", Currency: "USD", Start: partnermath.NewDate(2027, 1, 1),
		Products: []profit.Product{{
			ID: "suite", Kind: profit.ProductResale, Units: profit.Ramp{Kind: profit.RampTable, Table: deals},
			Price: partnermath.Int(10_000), Margin: partnermath.Num(20, 2),
		}},
		Services: []profit.Service{{
			ID: "rollout", On: "suite", Attach: partnermath.Int(1), Hours: partnermath.Int(60),
			BillRate: partnermath.Int(150), HourCost: partnermath.Int(75),
		}},
		Costs: []profit.Cost{
			{ID: "setup", Kind: profit.CostOnce, Amount: partnermath.Int(30_000)},
			{ID: "team", Kind: profit.CostRunning, Amount: partnermath.Int(11_000)},
		},
	}
}

// What a partner earns in 36 months, and when it has its money back.
func Example() {
	statement, err := profit.Forecast(partnerPlan())
	if err != nil {
		log.Fatal(err)
	}
	report, err := profit.Measure(statement, profit.Discount{
		Annual: partnermath.Num(10, 2), Compounding: profit.Effective, FirstFlow: profit.FirstNow,
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, year := range statement.Years {
		fmt.Println(year.Year, year.Days)
	}
	fmt.Println(report.PeakFunding, report.Payback.Crossings[0].At, report.NPV, report.AnnualIRR[0])
}
