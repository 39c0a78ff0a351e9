package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// What white space expects of its targets, the pipeline weights them with.
func TestCrossSalesEnterThePipeline(t *testing.T) {
	space := pipeline.WhiteSpacePolicy{Currency: "USD", Products: []pipeline.Product{
		{ID: "backup", WinRate: null("0.35"), DealSize: null("1234.50")}, {ID: "cloud", WinRate: null("0.123457"), DealSize: null("999.99")},
	}}
	var accounts []pipeline.Account
	for i := range 9 {
		accounts = append(accounts, pipeline.Account{ID: fmt.Sprint("account-", i), Partner: "acme", Cells: []pipeline.WhiteSpaceCell{
			{Product: "backup", Fit: null(fmt.Sprint("0.", i+1, "31"))}, {Product: "cloud", Fit: null("0.7"), Potential: null(fmt.Sprint(100*i + 1))},
		}})
	}
	list, err := pipeline.MeasureWhiteSpace(space, accounts)
	if err != nil || len(list.Targets) != 18 {
		t.Fatalf("%d targets, %v", len(list.Targets), err)
	}
	var deals []pipeline.Deal
	policy := quarterPolicy()
	for _, s := range list.Targets {
		deal := s.Deal(fmt.Sprint("target-", s.Rank), "qualified", policy.Period.Start)
		deal.ExpectedClose = policy.Period.End.AddDays(-1)
		deals = append(deals, deal)
	}
	p := measureDeals(t, policy, partnermath.NewDate(2026, 7, 2), deals)
	if want := list.Total.Targets.Expected; !p.Weighted.Equal(want) || p.Deals != 18 {
		t.Errorf("%d deals are weighted with %s, expected %s", p.Deals, p.Weighted, want)
	}
}
