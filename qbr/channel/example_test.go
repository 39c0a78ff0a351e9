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

// What moving money would have returned: in the third quarter less went into people and more
// into marketing funds than in the second.
func ExampleShift() {
	quarter := partnermath.Quarter{Year: 2026, Number: 2}
	rollUp := func(quarter partnermath.Quarter, people, mdf, soldByPeople, soldByMDF int64) channel.Report {
		policy := channel.Policy{
			Period: channel.Span{From: quarter, Through: quarter},
			Kinds:  []channel.Kind{{ID: "people", Treatment: channel.TreatedAsCost}, {ID: "mdf", Treatment: channel.TreatedAsCost}},
		}
		outcome := func(kind string, revenue int64) channel.Outcome {
			return channel.Outcome{
				Revenue: partnermath.Int(revenue), CostOfGoods: partnermath.Int(0), Tags: []channel.Tag{{Kind: kind, Share: partnermath.Int(1)}},
			}
		}
		report, err := channel.RollUp(policy, []channel.Record{{
			Partner: "acme", Quarter: quarter, Currency: "USD",
			Spend:    []channel.Spend{{Kind: "people", Amount: partnermath.Int(people)}, {Kind: "mdf", Amount: partnermath.Int(mdf)}},
			Outcomes: []channel.Outcome{outcome("people", soldByPeople), outcome("mdf", soldByMDF)},
		}})
		if err != nil {
			log.Fatal(err)
		}
		return report
	}
	before := rollUp(quarter, 50_000, 20_000, 150_000, 80_000)
	after := rollUp(quarter.Add(1), 40_000, 30_000, 138_000, 105_000)
	estimate, err := channel.Shift(before, after, channel.Ask{
		Currency: "USD", From: []string{"people"}, To: []string{"mdf"}, Amount: partnermath.Int(15_000),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("the last dollar of people returned", estimate.From.Return.Decimal, "and that of mdf", estimate.To.Return.Decimal)
	fmt.Printf("of %s asked, %s was seen to move: %s gained for %s given up\n", estimate.Asked, estimate.Moved, estimate.Gained.Decimal, estimate.GivenUp.Decimal)
	fmt.Println("change in margin before spend:", estimate.Change.Decimal)
	// Output:
	// the last dollar of people returned 1.2 and that of mdf 2.5
	// of 15000 asked, 10000 was seen to move: 25000 gained for 12000 given up
	// change in margin before spend: 13000
}
