// Command award lets three requests compete for a fund of 30,000: which of them it funds, what becomes of the
// awards in the ledger of the fund, and what a claim to one of them is paid.
//
//	go run ./examples/award
package main

import (
	"fmt"
	"log"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/merit"
)

func main() {
	text, err := run()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(text)
}

var (
	day  = partnermath.NewDate
	fund = mdf.Program{
		ID: "summits-2026", Currency: "USD", Merit: true, Competing: true, PreApproval: true,
		Usage:      partnermath.Period{Start: day(2026, 1, 1), End: day(2027, 1, 1)},
		Activities: []mdf.Activity{{ID: "event", Rate: partnermath.Num(5, 1)}},
		Budget:     partnermath.Int(30_000), MinimumROI: partnermath.Int(1),
	}
	partners = []mdf.Partner{{ID: "acme"}, {ID: "bolt"}, {ID: "core"}}
	requests = []mdf.Request{
		request("summit", "acme", 40_000, 80_000),
		request("series", "bolt", 24_000, 30_000),
		request("launch", "core", 10_000, 15_000),
		request("dinner", "core", 4_000, 3_000),
	}
)

// request asks for half of a cost, and forecasts the vendor's margin.
func request(id, partner string, cost, margin int64) mdf.Request {
	return mdf.Request{
		ID: id, Partner: partner, Activity: "event", Submitted: day(2026, 1, 15),
		Period: partnermath.Period{Start: day(2026, 5, 1), End: day(2026, 5, 3)},
		Costs:  []mdf.Cost{{ID: "all", Amount: partnermath.Int(cost)}}, Asked: partnermath.Int(cost / 2),
		Forecast: partnermath.Outcome{Currency: "USD", Margin: partnermath.Int(margin)},
	}
}

func run() (text string, err error) {
	ledger, err := mdf.Balance(fund, nil, day(2026, 2, 1))
	if err != nil {
		return "", err
	}
	decisions, err := mdf.Decide(fund, ledger, partners, requests)
	if err != nil {
		return "", err
	}
	competition := merit.Competition{Currency: fund.Currency, Merit: merit.ROI, Whole: true}
	var contenders []merit.Contender
	byID := map[string]mdf.Request{}
	for _, r := range requests {
		byID[r.ID] = r
	}
	for _, d := range decisions {
		competition.Budget = d.BudgetLeft
		text += fmt.Sprintln(d.Request, d.Status, d.Allowed, d.Reasons)
		if d.Status == mdf.Qualified {
			contenders = append(contenders, merit.Contender{
				Request: d.Request, Submitted: byID[d.Request].Submitted,
				Amount: decimal.NewNullDecimal(d.Allowed), ROI: d.ROI, Alignment: d.Alignment.Alignment,
			})
		}
	}
	awards, err := merit.Compete(competition, contenders)
	if err != nil {
		return "", err
	}
	text += fmt.Sprintln("value", awards.Value, "of at most", awards.Bound)

	// What is awarded is granted and reserved, and approved for claims.
	var entries []mdf.Entry
	var approvals []mdf.Approval
	post := func(id, partner string, on partnermath.Date, kind mdf.EntryKind, amount decimal.Decimal, of string) {
		entries = append(entries, mdf.Entry{ID: id, Partner: partner, Date: on, Kind: kind, Amount: decimal.NewNullDecimal(amount), Of: of})
	}
	for _, a := range awards.Lines {
		text += fmt.Sprintln(a.Request, "funded", a.Funded, a.Reasons)
		if r := byID[a.Request]; a.Funded.IsPositive() {
			post("grant "+r.ID, r.Partner, day(2026, 2, 1), mdf.EntryGrant, a.Funded, "")
			post("reserve "+r.ID, r.Partner, day(2026, 2, 1), mdf.EntryReservation, a.Funded, "")
			approvals = append(approvals, mdf.Approval{Request: r, Amount: decimal.NewNullDecimal(a.Funded)})
		}
	}

	claim := mdf.Claim{ID: "launch-1", Request: "launch", Submitted: day(2026, 5, 20), Final: true, Expenses: []mdf.Expense{
		{Cost: mdf.Cost{ID: "1", Amount: partnermath.Int(9000)}, Item: "all", Supplier: "Hall Inc.", Invoice: "118"},
	}}
	settled, err := mdf.SettleClaims(fund, approvals, []mdf.Claim{claim}, day(2026, 6, 1))
	if err != nil {
		return "", err
	}
	for _, s := range settled {
		text += fmt.Sprintln(s.Claim, "payable", s.Payable, "released", s.Released)
		post("pay "+s.Claim, s.Partner, day(2026, 6, 1), mdf.EntryPayment, s.Payable, "reserve "+s.Request)
		// What is released was granted for this request alone, and goes back to the budget.
		post("release "+s.Claim, s.Partner, day(2026, 6, 1), mdf.EntryRelease, s.Released, "reserve "+s.Request)
		post("return "+s.Claim, s.Partner, day(2026, 6, 1), mdf.EntryReversal, s.Released, "grant "+s.Request)
	}
	if ledger, err = mdf.Balance(fund, entries, day(2026, 6, 1)); err != nil {
		return "", err
	}
	t := ledger.Total
	return text + fmt.Sprintln("granted", t.Granted, "paid", t.Paid, "reserved", t.Reserved, "available", t.Available), nil
}
