package liability_test

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/liability"
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

// A quarter's accruals. In January the partner is expected to reach the tier of 5 %; in
// February it is not, and what was accrued too much is taken back. In March it reaches it
// after all: the true-up.
func ExampleAccrue() {
	program, day := yearly(), partnermath.NewDate
	likely := func(measure int64) []liability.Forecast {
		return []liability.Forecast{{Qualifying: partnermath.Int(measure)}}
	}
	booked := partnermath.Int(0)
	accrue := func(e liability.Expectation) liability.Accrual {
		e.Period, e.Partner, e.Before = program.Periods[0], incentive.Partner{ID: "acme"}, booked
		accrual, err := liability.Accrue(program, e)
		if err != nil {
			fmt.Println(err)
		}
		booked.Decimal = accrual.Accrued
		return accrual
	}
	january := accrue(liability.Expectation{AsOf: day(2026, 1, 31), ToDate: liability.Forecast{Qualifying: partnermath.Int(40_000)}, Forecasts: likely(120_000)})
	fmt.Println("January accrues", january.Accrued, "of", january.Expected, "at", january.EffectiveRate.Decimal)
	february := accrue(liability.Expectation{AsOf: day(2026, 2, 28), ToDate: liability.Forecast{Qualifying: partnermath.Int(60_000)}, Forecasts: likely(90_000)})
	fmt.Println("February accrues", february.Accrued, "and books", february.Entry)

	open, err := liability.Roll(program.Periods[0], []liability.Obligation{{Program: program, Accruals: []liability.Accrual{january, february}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("owed at the end of the quarter:", open.Total.Closing, "due on", open.Total.Dues[0].Date)

	settled, err := incentive.Settle(program, incentive.Book{
		Period: program.Periods[0], Final: true,
		Partners: []incentive.Partner{{ID: "acme"}},
		Sales:    []incentive.Sale{{ID: "inv-1", Partner: "acme", Amount: partnermath.Int(101_000), Date: day(2026, 3, 3)}},
	}, day(2026, 4, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	earned := accrue(liability.Expectation{AsOf: day(2026, 4, 10), ToDate: liability.Forecast{Qualifying: partnermath.Int(101_000)}, Earned: settled.Settled[0].Awarded})
	fmt.Println("earned", earned.Accrued, "with a true-up of", earned.TrueUp.Decimal)
	// Output:
	// January accrues 2000 of 6000 at 0.05
	// February accrues 1200 and books -800
	// owed at the end of the quarter: 1200 due on 2026-04-01
	// earned 5050 with a true-up of 3850
}
