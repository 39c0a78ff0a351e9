package dispute_test

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/dispute"
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

// A dispute. The partner settles its own records by the same program; the comparison
// names the invoice that the vendor lacks, and shows that the tier follows from it.
func ExampleCompare() {
	program, day := yearly(), partnermath.NewDate
	book := incentive.Book{
		Period: program.Periods[0], Final: true,
		Partners: []incentive.Partner{{ID: "acme"}},
		Sales:    []incentive.Sale{{ID: "inv-1", Partner: "acme", Amount: partnermath.Int(95_000), Date: day(2026, 2, 3)}},
	}
	vendor, err := incentive.Settle(program, book, day(2026, 4, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	gap := vendor.Statements[0].Gap
	fmt.Println("missing to the next tier:", gap.Missing.Decimal, "which would pay", gap.Then.Decimal)

	book.Sales = append(book.Sales, incentive.Sale{ID: "inv-2", Partner: "acme", Amount: partnermath.Int(6_000), Date: day(2026, 3, 30)})
	partner, err := incentive.Settle(program, book, day(2026, 4, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	comparison, err := dispute.Compare(vendor.Statements[0], partner.Statements[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range comparison.Lines {
		fmt.Println(line.ID, line.Reason, line.Change)
	}
	for _, figure := range comparison.Figures {
		fmt.Println(figure.ID, figure.Before.Decimal, "→", figure.After.Decimal)
	}
	// Output:
	// missing to the next tier: 5000 which would pay 5000
	// inv-1 payout-changed 2850
	// inv-2 added 300
	// qualifying 95000 → 101000
	// paidOn 95000 → 101000
	// payout 1900 → 5050
	// multiplied 1900 → 5050
	// earned 1900 → 5050
	// awarded 1900 → 5050
	// payable 1900 → 5050
	// effectiveRate 0.02 → 0.05
}

// A return after the final settlement costs the tier. The next settlement names the period
// and the amount; settled once more with all that is known, the period shows the lines.
func ExampleCompare_adjustment() {
	program, day := yearly(), partnermath.NewDate
	book := incentive.Book{
		Period: program.Periods[0], Final: true,
		Partners: []incentive.Partner{{ID: "acme"}},
		Sales: []incentive.Sale{
			{ID: "inv-1", Partner: "acme", Amount: partnermath.Int(95_000), Date: day(2026, 2, 3)},
			{ID: "inv-2", Partner: "acme", Amount: partnermath.Int(6_000), Date: day(2026, 3, 30)},
		},
	}
	first, err := incentive.Settle(program, book, day(2026, 4, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	book.Sales = append(book.Sales, incentive.Sale{
		ID: "ret-1", Partner: "acme", Kind: incentive.KindReturn, Of: "inv-2", Amount: partnermath.Int(3_000), Date: day(2026, 4, 20),
	})
	second := book
	second.Period, second.Final, second.Settled = program.Periods[1], false, first.Settled
	next, err := incentive.Settle(program, second, day(2026, 4, 30))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range next.Statements[0].Adjustments {
		fmt.Println(a.Period, a.Records, a.Before, "→", a.After)
	}

	program.GraceDays = 365 // whatever is known by now
	known, err := incentive.Settle(program, book, day(2026, 4, 30))
	if err != nil {
		fmt.Println(err)
		return
	}
	comparison, err := dispute.Compare(first.Statements[0], known.Statements[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range comparison.Lines {
		fmt.Println(line.ID, line.Reason, line.Before.Decimal, "→", line.After.Decimal)
	}
	// Output:
	// 2026-01-01 to 2026-03-31 [ret-1] 5050 → 1960
	// inv-1 payout-changed 4750 → 1900
	// inv-2 measure-changed 300 → 60
}
