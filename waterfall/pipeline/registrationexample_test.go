package pipeline_test

import (
	"fmt"
	"time"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// A channel chief asks at the end of January how registration goes.
func ExampleMeasureRegistrations() {
	january := func(day int) partnermath.Date { return partnermath.NewDate(2026, time.January, day) }
	policy := pipeline.RegistrationPolicy{
		Currency:     "USD",
		Period:       partnermath.Calendar{}.Month(2026, 1),
		Goal:         partnermath.Int(100_000),
		Days:         pipeline.DaysWorking,
		ServiceLevel: 3,
	}
	book := pipeline.RegistrationBook{
		Revenue: partnermath.Int(160_000),
		Registrations: []pipeline.Registration{
			{
				ID: "DR-1", Partner: "acme", Customer: "hooli", Product: "router", Amount: partnermath.Int(40_000), Submitted: january(2),
				Decision: pipeline.RegistrationApproved, Decided: january(7), Outcome: pipeline.DealWon, Closed: january(28),
			},
			{
				ID: "DR-2", Partner: "bolt", Customer: "hooli", Product: "router", Amount: partnermath.Int(35_000), Submitted: january(9),
				Decision: pipeline.RegistrationApproved, Decided: january(16), Expires: january(16).AddDays(90),
			},
			{ID: "DR-3", Partner: "bolt", Customer: "initech", Amount: partnermath.Int(12_000), Submitted: january(23)},
		},
	}
	report, err := pipeline.MeasureRegistrations(policy, january(31), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	total := report.Total
	fmt.Println("registered:", total.Registered, "attainment:", total.Attainment.Decimal)
	fmt.Println("median days:", total.MedianDays.Decimal, "within 3:", total.WithinShare.Decimal)
	fmt.Println("share of all revenue:", total.RegisteredShare.Decimal)
	for _, p := range report.Pending {
		fmt.Println("pending:", p.ID, "of", p.Partner, "for", p.Days, "working days")
	}
	for _, c := range report.Conflicts {
		fmt.Println("conflict:", c.Earlier, "and", c.Later, "about", c.Customer, c.Overlap)
	}
	// Output:
	// registered: 75000 attainment: 0.75
	// median days: 4 within 3: 0.3333
	// share of all revenue: 0.25
	// pending: DR-3 of bolt for 5 working days
	// conflict: DR-1 and DR-2 about hooli 2026-01-16 to 2026-01-27
}
