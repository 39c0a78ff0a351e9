package dashboard_test

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

// Two partners closed their quarter. Whom does their manager call first?
func ExampleOverview() {
	quarter, asOf := partnermath.Quarter{Year: 2026, Number: 3}, partnermath.NewDate(2026, 10, 14)
	var reviews []qbr.Review
	for partner, sold := range map[string]int64{"Nordwerk": 107_000, "Calder & Pike": 30_000} { // a month
		records := qbr.Records{Partner: qbr.Partner{ID: partner}}
		for month := 7; month <= 9; month++ {
			records.Sales = append(records.Sales, performance.SalesMonth{
				Year: 2026, Month: month, Product: "suite", Plan: partnermath.Int(100_000), Sourced: partnermath.Int(sold),
			})
		}
		review, err := qbr.Prepare(qbr.Policy{
			Audience:    scorecard.AudienceVendor,
			Performance: performance.Policy{Currency: "USD", Quarter: quarter, Counts: []performance.Involvement{performance.Sourced}},
		}, records, qbr.Sources{}, asOf)
		if err != nil {
			panic(err)
		}
		reviews = append(reviews, review)
	}

	board, err := dashboard.Overview(dashboard.Policy{Currency: "USD", Quarter: quarter, Goal: partnermath.Int(750_000)}, reviews, nil, asOf)
	if err != nil {
		panic(err)
	}
	for _, a := range board.Attention {
		for _, r := range a.Reasons {
			fmt.Printf("%s, %s short: %s (%s)\n", a.Partner, a.Missing.Decimal, r.Text, r.Value.Decimal)
		}
	}
	fmt.Println("goal", board.Goal.Goal.Decimal, "planned", board.Goal.Planned.Decimal, "gap", board.Goal.Gap.Decimal)
	// Output:
	// Calder & Pike, 210000 short: Revenue is off plan (0.3)
	// goal 750000 planned 600000 gap 150000
}
