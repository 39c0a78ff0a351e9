package coverage_test

import (
	"fmt"
	"log"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/coverage"
)

// A partner that sold in Q2 is at risk in Q3, since it is idle. What another sold is not known.
func ExamplePlace() {
	q2, q3 := partnermath.Quarter{Year: 2026, Number: 2}, partnermath.Quarter{Year: 2026, Number: 3}
	policy := coverage.StagePolicy{
		Quarter: q3,
		Figures: []string{"sales", "monthsIdle"},
		Rules: []coverage.Rule{
			{ID: "idle", Stage: "at-risk", Conditions: []coverage.Condition{{Figure: "monthsIdle", Is: coverage.Above, Value: partnermath.Int(3)}}},
			{ID: "sells", Stage: "grow", Conditions: []coverage.Condition{{Figure: "sales", Is: coverage.Above, Value: partnermath.Int(0)}}},
			{ID: "else", Stage: "onboard"},
		},
	}
	all, err := coverage.Place(policy, []coverage.Facts{
		{Partner: "acme", Quarter: q2, Figures: []coverage.Figure{{Name: "sales", Value: partnermath.Int(80_000)}}},
		{Partner: "acme", Quarter: q3, Figures: []coverage.Figure{{Name: "monthsIdle", Value: partnermath.Int(4)}}},
		{Partner: "birch", Quarter: q3, Figures: []coverage.Figure{{Name: "monthsIdle", Value: partnermath.Int(1)}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range all.Partners {
		fmt.Println(p.Partner, p.Stage, "by", p.Rule, "since", p.Since, "unknown", p.Unknown)
		for _, m := range p.Moves {
			fmt.Printf("  %s: %q to %q\n", m.Quarter, m.From, m.To)
		}
	}
	// Output:
	// acme at-risk by idle since 2026-Q3 unknown []
	//   2026-Q2: "" to "grow"
	//   2026-Q3: "grow" to "at-risk"
	// birch onboard by else since 2026-Q3 unknown [sales]
	//   2026-Q3: "" to "onboard"
}

// Ana has 40 hours to enable three partners. Birch gets the most that it can, 15; the 25 left
// go to the others as 1 to 3.
func ExampleCover() {
	policy := coverage.Policy{
		Work: []string{"enablement"},
		Needs: []coverage.Need{
			{Stage: "onboard", Work: "enablement", Weight: partnermath.Int(3), Minimum: partnermath.Int(4), Maximum: partnermath.Int(15)},
			{Stage: "grow", Work: "enablement", Weight: partnermath.Int(1)},
		},
		Managers: []coverage.Manager{{ID: "ana", Hours: []coverage.WorkHours{{Work: "enablement", Hours: partnermath.Int(40)}}}},
	}
	c, err := coverage.Cover(policy, []coverage.Account{
		{Partner: "acme", Manager: "ana", Stage: "grow", Potential: partnermath.Int(1)},
		{Partner: "birch", Manager: "ana", Stage: "onboard", Potential: partnermath.Int(2), Actual: []coverage.WorkHours{{Work: "enablement", Hours: partnermath.Num(125, 1)}}},
		{Partner: "cedar", Manager: "ana", Stage: "grow", Potential: partnermath.Int(3)},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range c.Managers[0].Accounts {
		fmt.Println(a.Partner, a.Hours.Planned, "worked", a.Hours.Actual.Decimal, a.Hours.Actual.Valid)
	}
	work := c.Work[0]
	fmt.Println(work.Hours.Planned, "of", work.Available, "with", work.Hours.Unreported, "not reported")
	// Output:
	// acme 6.25 worked 0 false
	// birch 15 worked 12.5 true
	// cedar 18.75 worked 0 false
	// 40 of 40 with 2 not reported
}
