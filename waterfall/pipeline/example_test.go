package pipeline_test

import (
	"fmt"
	"time"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// In the middle of a quarter, does the pipeline hold what the target still lacks?
func ExampleMeasureDeals() {
	in := func(month time.Month, day int) partnermath.Date { return partnermath.NewDate(2026, month, day) }
	policy := pipeline.DealPolicy{
		Currency: "USD", Period: partnermath.Calendar{}.Quarter(2026, 1), Target: partnermath.Int(500_000),
		Stages: []pipeline.DealStage{
			{ID: "proposal", Probability: partnermath.Num(4, 1)}, {ID: "verbal", Probability: partnermath.Num(8, 1)},
		},
		CoverageTargets: []pipeline.CoverageTarget{{Name: "twice what remains", Basis: pipeline.ValueRaw, Times: partnermath.Int(2)}},
	}
	report, err := pipeline.MeasureDeals(policy, in(time.February, 15), []pipeline.Deal{
		{ID: "D-1", Partner: "acme", Amount: partnermath.Int(200_000), Created: in(time.January, 5), Outcome: pipeline.DealWon, Closed: in(time.February, 2)},
		{ID: "D-2", Partner: "acme", Amount: partnermath.Int(150_000), Stage: "verbal", Created: in(time.January, 9), ExpectedClose: in(time.March, 1)},
		{ID: "D-3", Partner: "bolt", Amount: partnermath.Int(300_000), Stage: "proposal", Created: in(time.January, 20), ExpectedClose: in(time.March, 20)},
		{ID: "D-4", Partner: "bolt", Amount: partnermath.Int(90_000), Stage: "verbal", Created: in(time.January, 20), ExpectedClose: in(time.February, 10)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("remaining", report.Remaining.Decimal, "open", report.Open, "weighted", report.Weighted, "landing", report.Landing)
	for _, c := range report.Coverages {
		fmt.Println("coverage", c.Basis, "of", c.Of, c.Value.Decimal)
	}
	for _, target := range report.CoverageTargets {
		fmt.Println(target.Name, "reached", target.Reached.Decimal, "met", target.Met)
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
