package incentive_test

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
)

// yearly pays 2 % of a quarter's revenue, and 5 % of all of it from 100,000.
func yearly() incentive.Program {
	year := partnermath.Calendar{}
	return incentive.Program{
		ID: "volume-2026", Currency: "USD",
		Periods:   []partnermath.Period{year.Quarter(2026, 1), year.Quarter(2026, 2)},
		Qualifies: incentive.MeasureRevenue,
		Formula: incentive.Formula{Kind: incentive.FormulaTiers, Tiers: partnermath.Tiers{
			Method: partnermath.MethodWhole,
			Steps: []partnermath.Step{
				{From: partnermath.Int(0), Rate: partnermath.Num(2, 2)},
				{From: partnermath.Int(100_000), Rate: partnermath.Num(5, 2)},
			},
		}},
	}
}

// A rebate by tiers. In the second quarter a return of 5,000 takes the first below its
// tier, and what it paid too much is taken back.
func ExampleSettle() {
	program, day := yearly(), partnermath.NewDate
	book := incentive.Book{
		Period: program.Periods[0], Final: true,
		Partners: []incentive.Partner{{ID: "acme"}},
		Sales:    []incentive.Sale{{ID: "inv-1", Partner: "acme", Amount: partnermath.Int(104_000), Date: day(2026, 2, 3)}},
	}
	first, err := incentive.Settle(program, book, day(2026, 4, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("first quarter:", first.Statements[0].Payable)

	book.Period, book.Settled = program.Periods[1], first.Settled
	book.Sales = append(book.Sales,
		incentive.Sale{ID: "ret-1", Partner: "acme", Kind: incentive.KindReturn, Of: "inv-1", Amount: partnermath.Int(5_000), Date: day(2026, 5, 4)},
		incentive.Sale{ID: "inv-2", Partner: "acme", Amount: partnermath.Int(95_000), Date: day(2026, 6, 9)},
		incentive.Sale{ID: "inv-3", Partner: "acme", Amount: partnermath.Int(90_000), Date: day(2026, 6, 11)},
	)
	second, err := incentive.Settle(program, book, day(2026, 7, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	statement := second.Statements[0]
	for _, line := range statement.Lines {
		fmt.Println(line.Sale, "earns", line.Earned)
	}
	fmt.Println("earned:", statement.Earned)
	for _, a := range statement.Adjustments {
		fmt.Println("adjustment of", a.Period, "for", a.Records, "from", a.Before, "to", a.After, "=", a.Amount)
	}
	fmt.Println("payable:", statement.Payable)
	// Output:
	// first quarter: 5200
	// ret-1 earns 0
	// inv-2 earns 4750
	// inv-3 earns 4500
	// earned: 9250
	// adjustment of 2026-01-01 to 2026-03-31 for [ret-1] from 5200 to 1980 = -3220
	// payable: 6030
}

// A partner asks what it would be paid at 90,000 and at 110,000.
func ExampleForecast() {
	expected, err := incentive.Forecast(yearly(), incentive.Outlook{
		Period: yearly().Periods[0], Partner: incentive.Partner{ID: "acme"},
		ToDate:    incentive.Level{Qualifying: partnermath.Int(40_000)},
		Forecasts: []incentive.Level{{Qualifying: partnermath.Int(90_000)}, {Qualifying: partnermath.Int(110_000)}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, level := range expected.Forecasts {
		fmt.Println(level.Qualifying, "pays", level.Payout)
	}
	// Output:
	// 90000 pays 1800
	// 110000 pays 5500
}

// Two workers tally one sale each, and what they merge is settled.
func ExampleTally() {
	settler, err := incentive.Compile(yearly())
	if err != nil {
		fmt.Println(err)
		return
	}
	book := incentive.Book{Period: yearly().Periods[0], Products: []incentive.Product{{ID: "x"}}, Partners: []incentive.Partner{{ID: "acme"}}}
	var tallies [2]*incentive.Tally
	for i := range tallies {
		if tallies[i], err = incentive.NewTally(settler, book, partnermath.NewDate(2026, 4, 10)); err != nil {
			fmt.Println(err)
			return
		}
		sale := incentive.Sale{ID: fmt.Sprint("inv-", i), Partner: "acme", Product: "x", Amount: partnermath.Int(52_000), Date: partnermath.NewDate(2026, 2, 3)}
		if err := tallies[i].Add(sale); err != nil {
			fmt.Println(err)
		}
	}
	if err := tallies[0].Merge(tallies[1]); err != nil {
		fmt.Println(err)
	}
	settlement, err := tallies[0].Result()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range settlement.Statements[0].Lines {
		fmt.Println(line.Product, "counts", line.PaidOn.Decimal, "and earns", line.Earned)
	}
	// Output:
	// x counts 104000 and earns 5200
}
