package pricing_test

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
)

// Four programs meet on a sale of 1,000. Two take their rate on what others leave, and one
// does not lower what they take it on.
func ExampleStack() {
	stacking := pricing.Stacking{
		ID: "q3", Currency: "USD", Method: pricing.StackByProgram,
		Programs: []pricing.StackProgram{
			{ID: "volume", Rate: partnermath.Num(10, 2)},
			{ID: "registration", Rate: partnermath.Num(15, 2), ExcludeFromReduction: true},
			{ID: "growth", Rate: partnermath.Num(20, 2), ApplyReduction: true},
			{ID: "launch", Rate: partnermath.Num(25, 2), ApplyReduction: true},
		},
	}
	sale := pricing.Sale{ID: "inv-1", Amount: partnermath.Int(1_000)}
	stacked, err := pricing.Stack(stacking, sale)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range stacked.Lines {
		fmt.Println(line.Program, "on", line.Base.Decimal, "pays", line.Amount, "and leaves", line.Left)
	}
	orders, err := pricing.CompareOrders(stacking, sale)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("pays", stacked.Total, "of", orders.Least.Total, "to", orders.Most.Total)
	fmt.Print("most:")
	for _, line := range orders.Most.Lines {
		fmt.Print(" ", line.Program)
	}
	fmt.Println()
	// Output:
	// volume on 1000 pays 100 and leaves 900
	// registration on 1000 pays 150 and leaves 750
	// growth on 900 pays 180 and leaves 570
	// launch on 720 pays 180 and leaves 390
	// pays 610 of 610 to 650
	// most: registration growth launch volume
}

// The list price of a router falls from 100 to 88 on 1 June. The stock report of the
// window says what a partner still has of what came in lately. Five others were sold to a
// customer at a contract price. No rebate is then paid on the units that were claimed.
func ExampleSettleClaims() {
	day := partnermath.NewDate
	window := partnermath.Period{Start: day(2026, 5, 1), End: day(2026, 6, 1)}
	stock, err := pricing.MeasureStock(pricing.StockPolicy{Period: window, MaxWeeks: partnermath.Int(8)}, []pricing.Movement{
		{ID: "m1", Partner: "acme", Product: "router", Kind: pricing.MovementOpening, Date: window.Start, Quantity: partnermath.Int(60)},
		{ID: "m2", Partner: "acme", Product: "router", Kind: pricing.MovementSellIn, Date: day(2026, 5, 4), Quantity: partnermath.Int(40)},
		{ID: "m3", Partner: "acme", Product: "router", Kind: pricing.MovementSellThrough, Date: day(2026, 5, 20), Quantity: partnermath.Int(31)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	router := stock.Lines[0]
	fmt.Println("on hand:", router.Closing.Decimal, "weeks:", router.Weeks.Decimal, "stuffed:", router.Stuffed)

	terms := pricing.PriceTerms{ID: "june", Currency: "USD", Agreements: []pricing.Agreement{
		{
			ID: "fall", Kind: pricing.AgreementPriceProtection, Product: "router", Period: window,
			Reference: partnermath.Int(100), Price: partnermath.Int(88),
		},
		{
			ID: "city", Kind: pricing.AgreementShipAndDebit, Product: "router", Customer: "city-hall",
			Period: window, Reference: partnermath.Int(100), Price: partnermath.Int(75), Quantity: partnermath.Int(4),
		},
	}}
	settlement, err := pricing.SettleClaims(terms, []pricing.PriceClaim{
		{
			ID: "c1", Agreement: "fall", Partner: "acme", Product: "router", Submitted: day(2026, 6, 3),
			OnHand: router.Closing, Received: router.SellIn,
		},
		{
			ID: "c2", Agreement: "city", Partner: "acme", Product: "router", Submitted: day(2026, 6, 3),
			Sale: "inv-7", Customer: "city-hall", Date: day(2026, 5, 20), Quantity: partnermath.Int(5),
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range settlement.Lines {
		fmt.Println(line.Claim, "pays", line.Difference.Decimal, "×", line.Units, "=", line.Amount, line.Reason)
	}
	for _, claimed := range settlement.Claimed {
		fmt.Printf("no rebate on %s of sale %q\n", claimed.Units, claimed.Sale)
	}
	// Output:
	// on hand: 69 weeks: 9.8571 stuffed: true
	// c1 pays 12 × 40 = 480 received-in-window
	// c2 pays 25 × 4 = 100 left-on-agreement
	// no rebate on 40 of sale ""
	// no rebate on 4 of sale "inv-7"
}
