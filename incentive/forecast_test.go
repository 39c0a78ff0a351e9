package incentive_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

func outlook(toDate string, forecasts ...string) incentive.Outlook {
	o := incentive.Outlook{Period: quarter(1), Partner: incentive.Partner{ID: "p"}, ToDate: incentive.Level{Qualifying: null(toDate)}}
	for _, f := range forecasts {
		o.Forecasts = append(o.Forecasts, incentive.Level{Qualifying: null(f)})
	}
	return o
}

// 50,000 pays 1,000, topped up to 1,500; 40,000 is less than there is; 120,000 pays 6,000, capped at 4,000.
func TestForecastByHand(t *testing.T) {
	p := program()
	p.Limits.PartnerCap, p.Limits.Guarantee = null("4000"), incentive.Guarantee{Kind: incentive.GuaranteePerPeriod, Amount: null("1500")}
	e, err := incentive.Forecast(p, outlook("50000", "40000", "120000"))
	if err != nil {
		t.Fatal(err)
	}
	at := func(measure, earned, topUp, payout string) incentive.Expected {
		return incentive.Expected{Qualifying: number(measure), PaidOn: number(measure), Earned: number(earned), TopUp: number(topUp), Payout: number(payout)}
	}
	low := at("50000", "1000", "500", "1500")
	want := incentive.Expectations{ToDate: low, Forecasts: []incentive.Expected{low, at("120000", "4000", "0", "4000")}}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	testkit.RoundTrip(t, outlook("50000", "40000"))
	testkit.RoundTrip(t, e)
}

// A forecast of what was sold pays what the settlement of it earns.
func TestForecastIsSettleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), plain(t)
		s := settle(t, p, b, lastDay(1)).Statements[0]
		e, err := incentive.Forecast(p, outlook(s.Qualifying.String()))
		if err != nil {
			t.Fatal(err)
		}
		if !e.ToDate.Earned.Equal(s.Earned) || e.ToDate.Reason != s.Reason {
			t.Fatalf("%s by %s, settled %s by %s", e.ToDate.Earned, e.ToDate.Reason, s.Earned, s.Reason)
		}
	})
}

func TestOutlookFaults(t *testing.T) {
	o := outlook("1.001", "")
	o.Settled, o.Partner.Type = []incentive.Settled{settledAt(1)}, " "
	o.Settled[0].Period.End = on("06-01")
	want := []string{"partner.type id", "forecasts[0].qualifying required"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, o.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	o.Partner.Type, o.Forecasts = "", nil
	_, err := incentive.Forecast(program(), o)
	if diff := cmp.Diff([]string{"outlook.toDate.qualifying digits", "outlook.settled[0].period known"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	o.Forecasts = make([]incentive.Level, incentive.MaxList+1)
	if got := testkit.BrokenRules(t, o.Validate()); got[0] != "forecasts length" {
		t.Errorf("got %v", got)
	}
}
