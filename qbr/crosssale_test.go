package qbr_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

// dealOf is the table in the package comment of whitespace.
func dealOf(list whitespace.Report, s whitespace.CrossSale) pipeline.Deal {
	return pipeline.Deal{
		Partner: s.Partner, Rep: s.Rep, Region: s.Region, Product: s.Product, Customer: s.Customer,
		Currency: list.Currency, Amount: decimal.NewNullDecimal(s.Amount),
		Probability: decimal.NewNullDecimal(s.WinRate), Reliability: decimal.NewNullDecimal(s.Fit),
	}
}

// What white space expects of its targets, the pipeline weights them with. The two rooms
// do not know each other, so that it is proved here.
func TestCrossSalesEnterThePipeline(t *testing.T) {
	policy := whitespace.Policy{Currency: "USD", Products: []whitespace.Product{
		{ID: "backup", WinRate: num("0.35"), DealSize: num("1234.50")}, {ID: "cloud", WinRate: num("0.123457"), DealSize: num("999.99")},
	}}
	var accounts []whitespace.Account
	for i := range 9 {
		accounts = append(accounts, whitespace.Account{ID: fmt.Sprint("account-", i), Partner: "acme", Cells: []whitespace.Cell{
			{Product: "backup", Fit: num(fmt.Sprint("0.", i+1, "31"))}, {Product: "cloud", Fit: num("0.7"), Potential: num(fmt.Sprint(100*i + 1))},
		}})
	}
	list, err := whitespace.Measure(policy, accounts)
	if err != nil || len(list.Targets) != 18 {
		t.Fatalf("%d targets, %v", len(list.Targets), err)
	}
	quarter := partnermath.Period{Start: partnermath.NewDate(2026, 7, 1), End: partnermath.NewDate(2026, 10, 1)}
	var deals []pipeline.Deal
	for _, s := range list.Targets {
		d := dealOf(list, s)
		d.ID, d.Stage, d.Created, d.ExpectedClose = fmt.Sprint("target-", s.Rank), "qualified", quarter.Start, quarter.End.AddDays(-1)
		deals = append(deals, d)
	}
	report, err := pipeline.MeasureDeals(pipeline.DealPolicy{
		Currency: "USD", Period: quarter, Target: num("1000000"),
		Stages: []pipeline.DealStage{{ID: "qualified", Probability: num("0.1")}},
	}, quarter.Start.AddDays(1), deals)
	if err != nil {
		t.Fatal(err)
	}
	if want := list.Total.Targets.Expected; !report.Weighted.Equal(want) || report.Deals != 18 {
		t.Errorf("%d deals are weighted with %s, expected %s", report.Deals, report.Weighted, want)
	}
}
