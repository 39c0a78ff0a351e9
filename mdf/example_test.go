package mdf_test

import (
	"fmt"
	"log"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
)

// coOp pays half of webinars, for partners that ask before, out of what they were granted.
func coOp() mdf.Program {
	return mdf.Program{
		ID: "coop-2026", Currency: "USD", PreApproval: true,
		Usage:      partnermath.Period{Start: partnermath.NewDate(2026, 1, 1), End: partnermath.NewDate(2027, 1, 1)},
		Activities: []mdf.Activity{{ID: "webinar", Rate: partnermath.Num(50, 2), Proofs: []string{"attendees"}}},
		ClaimBy:    mdf.Deadline{Days: partnermath.Int(60)},
		MinimumROI: partnermath.Int(2),
	}
}

// From a grant to a paid claim.
func Example() {
	program, day := coOp(), partnermath.NewDate
	entries := []mdf.Entry{{
		ID: "grant", Partner: "acme", Date: day(2026, 1, 1), Kind: mdf.EntryGrant,
		Amount: partnermath.Int(6000), Expires: day(2027, 1, 1),
	}}
	ledger, err := mdf.Balance(program, entries, day(2026, 2, 1))
	if err != nil {
		log.Fatal(err)
	}

	request := mdf.Request{
		ID: "spring", Partner: "acme", Activity: "webinar", Submitted: day(2026, 2, 1),
		Period:   partnermath.Period{Start: day(2026, 3, 10), End: day(2026, 3, 11)},
		Costs:    []mdf.Cost{{ID: "platform", Amount: partnermath.Int(10_000)}},
		Asked:    partnermath.Int(5000),
		Forecast: partnermath.Outcome{Currency: "USD", Leads: partnermath.Int(80), Margin: partnermath.Int(20_000)},
	}
	decisions, err := mdf.Decide(program, ledger, []mdf.Partner{{ID: "acme"}}, []mdf.Request{request})
	if err != nil {
		log.Fatal(err)
	}
	decision := decisions[0]
	fmt.Println(decision.Status, decision.Amount, "ROI", decision.ROI.Decimal)

	entries = append(entries, mdf.Entry{
		ID: "reserve spring", Partner: "acme", Date: day(2026, 2, 3), Kind: mdf.EntryReservation,
		Amount: partnermath.Int(5000), Until: day(2026, 6, 1),
	})

	claim := mdf.Claim{
		ID: "spring-1", Request: "spring", Submitted: day(2026, 4, 2), Final: true,
		Expenses: []mdf.Expense{
			{
				Cost: mdf.Cost{ID: "1", Amount: partnermath.Int(9000), Ineligible: partnermath.Int(600)}, Item: "platform",
				Supplier: "Streamer Inc.", Invoice: "2026-118", Proofs: []string{"attendees"},
			},
		},
	}
	settled, err := mdf.SettleClaims(program, []mdf.Approval{{Request: request, Amount: partnermath.Int(5000)}},
		[]mdf.Claim{claim}, day(2026, 4, 5))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(settled[0].Lines[0].Status, settled[0].Payable, "released", settled[0].Released)

	entries = append(entries,
		mdf.Entry{
			ID: "pay spring", Partner: "acme", Date: day(2026, 4, 5), Kind: mdf.EntryPayment,
			Of: "reserve spring", Amount: partnermath.Int(4200),
		},
		mdf.Entry{
			ID: "release spring", Partner: "acme", Date: day(2026, 4, 5), Kind: mdf.EntryRelease,
			Of: "reserve spring", Amount: partnermath.Int(800),
		})
	if ledger, err = mdf.Balance(program, entries, day(2026, 4, 30)); err != nil {
		log.Fatal(err)
	}
	acme := ledger.Positions[0]
	fmt.Println("available", acme.Available, "until", acme.Lots[0].Expires)
	// Output:
	// approved 5000 ROI 3
	// accepted 4200 released 800
	// available 1800 until 2027-01-01
}
