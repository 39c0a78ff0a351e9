package pipeline_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// In the middle of a quarter, does the pipeline hold what the target still lacks?
func ExampleMeasureDeals() {
	number := func(units int64, places int32) decimal.Decimal { return decimal.New(units, -places) }
	in := func(month time.Month, day int) partnermath.Date { return partnermath.NewDate(2026, month, day) }
	policy := pipeline.DealPolicy{
		Currency: "USD", Period: partnermath.Calendar{}.Quarter(2026, 1), Target: decimal.NewNullDecimal(number(500_000, 0)),
		Stages: []pipeline.DealStage{
			{ID: "proposal", Probability: number(4, 1)}, {ID: "verbal", Probability: number(8, 1)},
		},
		Indexes: []pipeline.CoverageIndex{{Name: "twice what remains", Basis: pipeline.ValueRaw, Times: number(2, 0)}},
	}
	report, err := pipeline.MeasureDeals(policy, in(time.February, 15), []pipeline.Deal{
		{ID: "D-1", Partner: "acme", Amount: number(200_000, 0), Created: in(time.January, 5), Outcome: pipeline.DealWon, Closed: in(time.February, 2)},
		{ID: "D-2", Partner: "acme", Amount: number(150_000, 0), Stage: "verbal", Created: in(time.January, 9), ExpectedClose: in(time.March, 1)},
		{ID: "D-3", Partner: "bolt", Amount: number(300_000, 0), Stage: "proposal", Created: in(time.January, 20), ExpectedClose: in(time.March, 20)},
		{ID: "D-4", Partner: "bolt", Amount: number(90_000, 0), Stage: "verbal", Created: in(time.January, 20), ExpectedClose: in(time.February, 10)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("remaining", report.Remaining.Decimal, "open", report.Open, "weighted", report.Weighted, "landing", report.Landing)
	for _, c := range report.Coverages {
		fmt.Println("coverage", c.Basis, "of", c.Of, c.Value.Decimal)
	}
	for _, index := range report.Indexes {
		fmt.Println(index.Name, "reached", index.Reached.Decimal, "met", index.Met)
	}
	for _, apart := range report.Apart {
		for _, d := range apart.Listed {
			fmt.Println("apart:", d.ID, "of", d.Partner, apart.Reason, d.ExpectedClose)
		}
	}
	// Output:
	// remaining 300000 open 450000 weighted 240000 landing 440000
	// coverage raw of remaining 1.5
	// coverage raw of target 0.9
	// coverage weighted of remaining 0.8
	// coverage weighted of target 0.48
	// twice what remains reached 0.75 met false
	// apart: D-4 of bolt slipped 2026-02-10
}
