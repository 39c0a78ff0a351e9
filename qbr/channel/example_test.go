package channel_test

import (
	"fmt"
	"log"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/channel"
)

// What a dollar returned: two partners, three kinds of spend. Rebates are taken off revenue in
// the books, the others are a cost.
func Example() {
	quarter := partnermath.Quarter{Year: 2026, Number: 3}
	money := partnermath.Int
	policy := channel.Policy{
		Period: channel.Span{From: quarter, Through: quarter},
		Kinds: []channel.Kind{
			{ID: "mdf", Treatment: channel.TreatedAsCost},
			{ID: "rebates", Treatment: channel.TreatedAsContra},
			{ID: "people", Treatment: channel.TreatedAsCost},
		},
	}
	report, err := channel.RollUp(policy, []channel.Record{
		{
			Partner: "acme", Quarter: quarter, Currency: "USD", DirectCost: money(90_000),
			Spend: []channel.Spend{{Kind: "mdf", Amount: money(10_000)}, {Kind: "rebates", Amount: money(20_000)}},
			Outcomes: []channel.Outcome{
				{ // deals that campaigns brought, a quarter of which acme would have won anyway
					Revenue: money(100_000), CostOfGoods: money(60_000), Baseline: money(25_000),
					Tags: []channel.Tag{{Kind: "mdf", Share: partnermath.Num(8, 1)}},
				},
				{ // the rest of the quarter, which was to be 250,000 without the rebate
					Revenue: money(300_000), CostOfGoods: money(180_000), Baseline: money(250_000),
					Tags: []channel.Tag{{Kind: "rebates", Share: money(1)}},
				},
			},
		},
		{
			Partner: "bolt", Quarter: quarter, Currency: "USD", DirectCost: money(30_000),
			Spend:    []channel.Spend{{Kind: "people", Amount: money(15_000)}},
			Outcomes: []channel.Outcome{{Revenue: money(120_000), CostOfGoods: money(70_000)}},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	show := func(n interface{ StringFixed(int32) string }, known bool) string {
		if !known {
			return "not known"
		}
		return n.StringFixed(2)
	}
	account := report.Accounts[0]
	for _, line := range append(account.Kinds, account.Total) {
		all, increment := line.Margin.Multiple, line.IncrementalMargin.Multiple
		fmt.Printf("a dollar of %q: %s of margin, of which it made %s\n", line.Kind, show(all.Decimal, all.Valid), show(increment.Decimal, increment.Valid))
	}
	fmt.Println("untagged margin:", account.Untagged.Margin.Amount.Decimal)
	fmt.Println("cost of channel:", account.Cost.CostRate.Decimal, "of net revenue, beside", account.Cost.DirectRate.Decimal, "without partners")
	// Output:
	// a dollar of "mdf": 3.60 of margin, of which it made 2.70
	// a dollar of "rebates": 6.75 of margin, of which it made 1.13
	// a dollar of "people": not known of margin, of which it made not known
	// a dollar of "": 5.11 of margin, of which it made not known
	// untagged margin: 59000
	// cost of channel: 0.0481 of net revenue, beside 0.2308 without partners
}
