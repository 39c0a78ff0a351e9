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
	// Output:
	// approved-with-changes [roi roi-at-lowest-attainment]
	// asked   2400 ROI 1.9032 largest 2000
	// counter 1800 ROI 2.0508 at 0.015
	// 2 % needs a revenue of 525000
}

// Ten partners under one target of growth for all, which only gold reaches, and under
// promotions of their own.
func ExampleCompareModels() {
	n := partnermath.Int
	var partners []promotion.ModelPartner
	for i := range 10 {
		p := promotion.ModelPartner{
			ID: fmt.Sprintf("partner-%d", i), Tier: "silver", Baseline: n(100_000),
			Own: promotion.Participation{Revenue: n(130_000), Payout: n(2_000), FixedCost: n(500)},
		}
		if i < 2 {
			p.Tier, p.Baseline = "gold", n(500_000)
			p.Rigid = promotion.Participation{Revenue: n(600_000), Payout: n(18_000), FixedCost: n(0)}
			p.Own = promotion.Participation{Revenue: n(610_000), Payout: n(12_000), FixedCost: n(500)}
		}
		partners = append(partners, p)
	}
	comparison, err := promotion.CompareModels(promotion.Models{
		Currency: "USD", MarginRate: partnermath.Num(30, 2), Tiers: []string{"gold", "silver"},
		Transition: []promotion.TransitionYear{
			{Year: 2026, OwnShare: partnermath.Num(20, 2)}, {Year: 2027, OwnShare: partnermath.Num(60, 2)}, {Year: 2028, OwnShare: n(1)},
		},
	}, partners)
	if err != nil {
		log.Fatal(err)
	}
	for _, model := range []promotion.ModelReport{comparison.Rigid, comparison.Own} {
		fmt.Println(model.Total.Taking, "of", model.Total.Partners, "take part, increment", model.Total.Increment,
			"payout", model.Total.Payout, "ROI", model.Total.MarginROI.Decimal)
	}
	for _, year := range comparison.Transition {
		fmt.Println(year.Year, "ROI", year.MarginROI.Decimal)
	}
	// Output:
	// 2 of 10 take part, increment 200000 payout 36000 ROI 0.6667
	// 10 of 10 take part, increment 460000 payout 40000 ROI 2.0667
	// 2026 ROI 1
	// 2027 ROI 1.5797
	// 2028 ROI 2.0667
}
