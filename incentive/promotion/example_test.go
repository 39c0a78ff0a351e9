package promotion_test

import (
	"fmt"
	"log"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
)

// growthMenu lets partners choose a rebate on what they sell above their baseline, as long
// as the margin of it is three times its cost.
func growthMenu() promotion.Menu {
	return promotion.Menu{
		ID: "growth-2026", Currency: "USD", MarginRate: partnermath.Num(30, 2), FixedCost: partnermath.Int(10_000),
		MinimumROI: partnermath.Int(2), MinimumAttainment: partnermath.Int(1),
		Goals:    []promotion.GoalType{{ID: "growth", Measure: promotion.MeasureIncrement, Least: partnermath.Int(50_000)}},
		Products: []string{"firewall", "backup"},
		Payouts: []promotion.Payout{{
			ID: "rebate", Basis: promotion.BasisIncrement,
			Least: partnermath.Num(5, 3), Most: partnermath.Num(10, 2), Step: partnermath.Num(5, 3),
		}},
	}
}

// A partner asks for 2 % of the increment, which returns 1.9 times its cost. 1.5 % would
// return 2.05 times.
func ExampleDecide() {
	q3 := partnermath.Quarter{Year: 2026, Number: 3}
	decision, err := promotion.Decide(growthMenu(), promotion.Proposal{
		ID: "autumn", Partner: "acme", Quarters: []partnermath.Quarter{q3},
		Goals:    []promotion.Goal{{Type: "growth", By: partnermath.NewDate(2026, 9, 30)}},
		Products: []string{"firewall"}, Payout: "rebate", Level: partnermath.Num(2, 2),
		Forecast: []promotion.QuarterOutcome{{Quarter: q3, Outcome: partnermath.Outcome{
			Currency: "USD", Leads: partnermath.Int(400), Revenue: partnermath.Int(520_000),
		}}},
	}, promotion.Baseline{Quarters: []promotion.QuarterRevenue{{Quarter: q3, Revenue: partnermath.Int(400_000)}}})
	if err != nil {
		log.Fatal(err)
	}
	full, counter := decision.Full, decision.Counter
	fmt.Println(decision.Status, decision.Reasons)
	fmt.Println("asked  ", full.Payout.Decimal, "ROI", full.MarginROI.Decimal, "largest", full.LargestPayout.Decimal)
	fmt.Println("counter", counter.Full.Payout.Decimal, "ROI", counter.Full.MarginROI.Decimal, "at", counter.Level.Decimal)
	fmt.Println("2 % needs a revenue of", decision.SmallestRevenue.Decimal)
}
