package reward_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
)

// A quarter of the margin is earned when the registration is approved, half once the
// proof of concept is passed, and the rest on the actual margin when the deal is won. The
// rep has a fifth of it all.
func Example() {
	program := reward.Program{
		ID: "registration", Currency: "USD",
		Milestones: []reward.Milestone{
			{ID: "approved", Share: partnermath.Num(25, 2)},
			{ID: "proof", Share: partnermath.Num(50, 2)},
			{ID: "won", Share: partnermath.Int(1)},
		},
		CapRate: partnermath.Num(20, 2), RepShare: partnermath.Num(20, 2), ProtectedDays: 120,
		Lost: reward.TakenBack, Expired: reward.PaidStands, Cancelled: reward.TakenBack,
	}
	day := func(month time.Month, day int) partnermath.Date { return partnermath.NewDate(2026, month, day) }
	book := reward.Book{Deals: []reward.Deal{{
		ID: "D-17", Partner: "acme", Rep: "ann", Margin: partnermath.Int(20_000), Base: partnermath.Int(100_000),
		Reached: []reward.Reached{
			{Milestone: "approved", Date: day(time.February, 2)},
			{Milestone: "proof", Date: day(time.March, 16)},
			{Milestone: "won", Date: day(time.April, 30), Margin: partnermath.Int(16_000)},
		},
		Paid: []reward.Payment{{Date: day(time.February, 28), Organisation: partnermath.Int(4_000), Rep: partnermath.Int(1_000)}},
	}}}

	s, err := reward.Settle(program, book, day(time.April, 30))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range s.Deals[0].Steps {
		fmt.Printf("%-8s of %s: %5s, to the rep %s\n", step.Milestone, step.Counted.Decimal, step.Amount, step.Rep)
	}
	ann := s.Reps[0]
	fmt.Println("ann earned", ann.Earned, "was paid", ann.Paid, "is due", ann.Due)
	// Output:
	// approved of 20000:  5000, to the rep 1000
	// proof    of 20000:  5000, to the rep 1000
	// won      of 16000:  6000, to the rep 1200
	// ann earned 3200 was paid 1000 is due 2200
}

// Before a deal begins, its partner knows what it pays at each milestone. The margin counts
// up to a fifth of what the deal is worth.
func ExampleSchedule() {
	program := reward.Program{
		ID: "registration", Currency: "EUR",
		Milestones: []reward.Milestone{{ID: "approved", Share: partnermath.Num(25, 2)}, {ID: "won", Share: partnermath.Int(1)}},
		CapRate:    partnermath.Num(20, 2), RepShare: partnermath.Num(10, 2),
		Lost: reward.EarnedStands, Expired: reward.EarnedStands, Cancelled: reward.TakenBack,
	}
	timetable, err := reward.Schedule(program, partnermath.Int(12_000), partnermath.Int(50_000))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range timetable.Steps {
		fmt.Printf("%-8s up to %4s of %s: %s, to the rep %s\n", step.Milestone, step.Share.Decimal, step.Counted.Decimal, step.Amount, step.Rep)
	}
	// Output:
	// approved up to 0.25 of 10000: 2500, to the rep 250
	// won      up to    1 of 10000: 7500, to the rep 750
}

// Two reps share the second place, and the prizes of the second and the third.
func ExampleRank() {
	contest := reward.Contest{
		ID: "spring", Currency: "USD", Ties: reward.TiesPool,
		Prizes: []decimal.NullDecimal{partnermath.Int(1000), partnermath.Int(500), partnermath.Int(250)},
	}
	standings, err := reward.Rank(contest, []reward.Entry{
		{ID: "ann", Result: partnermath.Int(14)},
		{ID: "bob", Result: partnermath.Int(21)},
		{ID: "cem", Result: partnermath.Int(14)},
		{ID: "dee", Result: partnermath.Int(9)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range standings.Standings {
		fmt.Println(s.Place, s.ID, s.Prize)
	}
	// Output:
	// 1 bob 1000
	// 2 ann 375
	// 2 cem 375
	// 4 dee 0
}
