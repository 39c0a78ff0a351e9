package offer_test

import (
	"fmt"

	"github.com/partnermath/partnermath/profit/offer"
)

// A partner sells one program and is courted by another with the higher margin.
func ExampleCompare() {
	c, err := offer.Compare(terms(), incumbent(), challenger())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range []offer.Net{c.Incumbent, c.Challenger} {
		fmt.Printf("%s: %s deals, %s of margin, %s to find and win them, nets %s\n", n.ID, n.Deals, n.Margin, n.Pursuit, n.Profit)
	}
	fmt.Println("better:", c.Better, "by", c.Difference.Abs())
	for _, r := range c.Reversals[:3] {
		fmt.Println("turned round by the", r.Assumption, "of the", r.Side, "at", r.Value.Decimal, "instead of", r.Now)
	}
	// Output:
	// old: 70 deals, 140000 of margin, 35000 to find and win them, nets 84000
	// new: 45 deals, 162000 of margin, 72000 to find and win them, nets 57000
	// better: incumbent by 27000
	// turned round by the price of the challenger at 14000 instead of 12000
	// turned round by the margin-rate of the challenger at 0.35 instead of 0.3
	// turned round by the price of the incumbent at 8071.42857143 instead of 10000
}
