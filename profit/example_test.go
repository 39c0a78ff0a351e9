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
	for _, line := range statement.Lines {
		switch line.Kind {
		case profit.LineRevenue, profit.LineGrossMargin, profit.LineNetProfit:
			fmt.Println(line.ID, line.Start, line.Years, line.Total)
		}
	}
	fmt.Println("needs", report.PeakFunding, "by month", report.PeakMonth.Decimal)
	fmt.Println("pays back in month", report.Payback.Crossings[0].Month, "at", report.Payback.Crossings[0].At)
	fmt.Println("is worth", report.NPV, "and returns", report.AnnualIRR[0], "a year")

	// Output:
	// revenue 0 [342000 684000 912000] 1938000
	// gross-margin 0 [117000 234000 312000] 663000
	// net-profit -30000 [-15000 102000 180000] 237000
	// needs 63000 by month 3
	// pays back in month 18 at 17.2941
	// is worth 183837.83 and returns 1.3746965012 a year
}

// When three shapes of business break even.
func ExampleMeasure() {
	for _, shape := range []struct {
		name  string
		costs []profit.Cost
	}{
		{"an investment", []profit.Cost{{ID: "setup", Kind: profit.CostOnce, Amount: partnermath.Int(50_000)}}},
		{"and a rebuild in month 20", []profit.Cost{
			{ID: "setup", Kind: profit.CostOnce, Amount: partnermath.Int(50_000)},
			{ID: "rebuild", Kind: profit.CostOnce, First: 20, Amount: partnermath.Int(120_000)},
		}},
		{"none", nil},
	} {
		statement, err := profit.Forecast(profit.Case{
			ID: "shape", Currency: "USD", Start: partnermath.NewDate(2027, 1, 1), Costs: shape.costs,
			Products: []profit.Product{{
				ID: "leads", Kind: profit.ProductReferral, Price: partnermath.Int(500),
				Units: profit.Ramp{Kind: profit.RampGrowth, Start: partnermath.Int(10)},
			}},
		})
		if err != nil {
			log.Fatal(err)
		}
		report, err := profit.Measure(statement, profit.Discount{
			Annual: partnermath.Num(10, 2), Compounding: profit.Nominal, FirstFlow: profit.FirstNow,
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(shape.name+":", report.Payback.Status, report.Payback.Crossings)
	}

	// Output:
	// an investment: once [{10 10}]
	// and a rebuild in month 20: several [{10 10} {34 34}]
	// none: already []
}

// All rates at which flows are worth nothing, found without a guess.
func ExampleIRR() {
	amounts := []int64{-100, 230, -132}
	flows := make([]decimal.Decimal, len(amounts))
	for i, amount := range amounts {
		flows[i] = decimal.NewFromInt(amount)
	}
	roots, err := profit.IRR(flows)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(roots.Status, roots.Rates)

	// Output:
	// several [0.1 0.2]
}

// What a deal must be sold for so that the plan pays back within 15 months, in steps of 50.
func ExampleSeek() {
	answer, err := profit.Seek(
		partnerPlan(),
		profit.Goal{Figure: profit.FigurePayback, AtMost: partnermath.Int(15)},
		profit.Discount{},
		profit.Axis{
			Lever: profit.LeverPrice, ID: "suite",
			From: partnermath.Int(10_000), To: partnermath.Int(20_000), Step: partnermath.Int(50),
		},
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Value.Decimal, "pays back in month", answer.Figure.Decimal)
	fmt.Println(answer.Neighbour.Decimal, "pays back in month", answer.NeighbourFigure.Decimal)

	// Output:
	// 13650 pays back in month 15
	// 13600 pays back in month 16
}

// How many people the plan can bear, in quarters of a head: the neighbour of the least that makes a loss. A head costs
// 5,000 in each of 36 months, and the plan makes 237,000.
func ExampleSeek_most() {
	plan := partnerPlan()
	plan.Roles = []profit.Role{{
		ID: "office", Kind: profit.RoleOther, Salary: partnermath.Int(60_000), Burden: partnermath.Int(0),
		Hires: []profit.Hire{{Month: 1, Heads: partnermath.Int(1)}},
	}}
	answer, err := profit.Seek(
		plan,
		profit.Goal{Figure: profit.FigureNetProfit, AtMost: partnermath.Num(-1, 2)},
		profit.Discount{},
		profit.Axis{
			Lever: profit.LeverHeads, ID: "office",
			From: partnermath.Int(0), To: partnermath.Int(5), Step: partnermath.Num(25, 2),
		},
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Neighbour.Decimal, "make", answer.NeighbourFigure.Decimal)
	fmt.Println(answer.Value.Decimal, "make", answer.Figure.Decimal)

	// Output:
	// 1.25 make 12000
	// 1.5 make -33000
}

// The second quarter is closed: more deals at a lower price, more work on each, a dearer
// team. The months before it were not reported, and stay as they were planned.
func ExampleVerify() {
	actuals := profit.Actuals{Through: 6}
	for month := 4; month <= 6; month++ {
		actuals.Lines = append(
			actuals.Lines,
			profit.Actual{Month: month, ID: "suite", Quantity: partnermath.Int(3), Revenue: partnermath.Int(28_500), Cost: partnermath.Int(24_000)},
			profit.Actual{Month: month, ID: "rollout", Quantity: partnermath.Int(150), Revenue: partnermath.Int(22_500), Cost: partnermath.Int(11_250)},
			profit.Actual{Month: month, ID: "team", Cost: partnermath.Int(12_000)},
		)
	}
	v, err := profit.Verify(partnerPlan(), actuals)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("profit", v.Profit.Plan.Decimal, "planned,", v.Profit.Actual.Decimal, "made")
	fmt.Println("volume", v.Volume.Decimal, "mix", v.Mix.Decimal, "price", v.Price.Decimal, "cost", v.CostOfLines.Decimal, "other", v.OtherCost.Decimal)
	fmt.Println("not reported", v.Unreported)
	for _, line := range v.Reforecast.Lines {
		if line.Kind == profit.LineNetProfit {
			fmt.Println("net profit by year", line.Years, "in total", line.Total)
		}
	}

	// Output:
	// profit 6000 planned, 11250 made
	// volume 14881.58 mix -2131.58 price -4500 cost 0 other -3000
	// not reported [0 1 2 3]
	// net profit by year [-9750 102000 180000] in total 242250
}
