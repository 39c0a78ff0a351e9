package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func quarterOf2026(n int) partnermath.Period { return partnermath.Calendar{}.Quarter(2026, n) }

var inDollars = pipeline.ForecastPolicy{Currency: "USD"}

// twoPartners are their forecasts of three quarters.
func twoPartners() []pipeline.PartnerForecast {
	return []pipeline.PartnerForecast{
		{Partner: "bolt", Period: quarterOf2026(1), Committed: null("50000"), Landed: null("0")},
		{Partner: "acme", Period: quarterOf2026(2), Committed: null("200000"), Landed: null("150000")},
		{Partner: "acme", Period: quarterOf2026(1), Committed: null("100000"), Landed: null("120000.50"), Deals: []pipeline.CommittedDeal{
			{ID: "D1", Committed: null("60000"), Landed: null("0")},
			{ID: "D2", Committed: null("40000"), Landed: null("70000")},
			{ID: "D3", Landed: null("50000.50")},
		}},
		{Partner: "acme", Period: quarterOf2026(3), Committed: null("80000")},
	}
}

func accuracyText(a pipeline.ForecastAccuracy) string {
	return fmt.Sprintf("%d+%d committed %s landed %s error %s absolute %s bias %s wape %s",
		a.Forecasts, a.Unknown, a.Committed, a.Landed, a.Error, a.AbsoluteError, shownNull(a.Bias), shownNull(a.WAPE))
}

// 20,000.50 too little, then 50,000 too much: of 300,000, −29,999.50 and 70,000.50.
func TestVerifyForecasts(t *testing.T) {
	r, err := pipeline.VerifyForecasts(inDollars, twoPartners())
	if err != nil {
		t.Fatal(err)
	}
	got := []string{accuracyText(r.Periods)}
	for _, p := range r.Partners {
		got = append(got, p.Partner, accuracyText(p.Periods), accuracyText(p.Deals))
		for _, l := range p.Lines {
			got = append(got, fmt.Sprint(l.Period, " ", shownNull(l.Committed), " ", shownNull(l.Landed), " ", shownNull(l.Error)))
		}
	}
	same(t, "report", []string{
		"3+1 committed 350000 landed 270000.5 error -79999.5 absolute 120000.5 bias -0.2286 wape 0.3429",
		"acme", "2+1 committed 300000 landed 270000.5 error -29999.5 absolute 70000.5 bias -0.1 wape 0.2333",
		"2+1 committed 100000 landed 70000 error -30000 absolute 90000 bias -0.3 wape 0.9",
		"2026-01-01 to 2026-03-31 100000 120000.5 20000.5", "2026-04-01 to 2026-06-30 200000 150000 -50000", "2026-07-01 to 2026-09-30 80000 null null",
		"bolt", "1+0 committed 50000 landed 0 error -50000 absolute 50000 bias -1 wape 1",
		"0+0 committed 0 landed 0 error 0 absolute 0 bias null wape null", "2026-01-01 to 2026-03-31 50000 0 -50000",
	}, got)
	same(t, "findings", []string{"amount-unknown: acme 2026-07-01"}, foundIn(r.Findings))
	testkit.Golden(t, "json/forecasts.json", testkit.RoundTrip(t, twoPartners()))
	testkit.Golden(t, "json/forecast-report.json", testkit.RoundTrip(t, r))
}

func TestVerifyForecastsFaults(t *testing.T) {
	other := twoPartners()[1]
	other.Landed = null("1")
	for _, tt := range []struct {
		name   string
		policy pipeline.ForecastPolicy
		change func(*pipeline.PartnerForecast)
		want   []string
	}{
		{"sound", inDollars, func(*pipeline.PartnerForecast) {}, nil},
		{"nothing committed", inDollars, func(f *pipeline.PartnerForecast) { f.Committed = null("0") }, nil},
		{"zero", pipeline.ForecastPolicy{}, func(f *pipeline.PartnerForecast) { *f = pipeline.PartnerForecast{} }, []string{
			"policy.currency currency", "forecasts[1].partner id", "forecasts[1].period.start required", "forecasts[1].period.end required",
		}},
		{"amounts", pipeline.ForecastPolicy{Currency: "JPY", Faulty: "x"}, func(f *pipeline.PartnerForecast) {
			f.Committed, f.Landed = null("-1"), null("0.5")
		}, []string{"policy.faulty one-of", "forecasts[1].committed min", "forecasts[1].landed digits"}},
		{"deals", inDollars, func(f *pipeline.PartnerForecast) {
			f.Deals = []pipeline.CommittedDeal{{ID: "a", Committed: null("1e15")}, {ID: "a"}, {}}
		}, []string{"forecasts[1].deals[0].committed max", "forecasts[1].deals[1].id unique", "forecasts[1].deals[2].id id"}},
		{"too many deals", inDollars, func(f *pipeline.PartnerForecast) {
			f.Deals = make([]pipeline.CommittedDeal, pipeline.MaxForecastDeals+1)
		}, []string{"forecasts[1].deals length"}},
		{"another copy", inDollars, func(f *pipeline.PartnerForecast) { *f = other }, []string{"forecasts[2].id unique"}},
	} {
		all := []pipeline.PartnerForecast{{Partner: "zen", Period: quarterOf2026(1)}, twoPartners()[0], twoPartners()[1]}
		tt.change(&all[1])
		_, err := pipeline.VerifyForecasts(tt.policy, all)
		same(t, tt.name, tt.want, testkit.BrokenRules(t, err))
		policy := inDollars
		policy.Faulty = partnermath.FaultySetApart
		r, err := pipeline.VerifyForecasts(policy, all)
		if err != nil || len(r.Partners) == 0 {
			t.Errorf("%s, set apart: %v, %v", tt.name, err, r.Partners)
		}
	}
	_, err := pipeline.VerifyForecasts(inDollars, make([]pipeline.PartnerForecast, pipeline.MaxForecasts+1))
	same(t, "too many", []string{"forecasts length"}, testkit.BrokenRules(t, err))
}

// The figures against their definitions, in any order.
func TestVerifyForecastsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawForecasts(t)
		r, err := pipeline.VerifyForecasts(inDollars, rapid.Permutation(all).Draw(t, "order"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(oracleAccuracy(all), accuracyText(r.Periods)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// How far what a partner committed for its quarters holds.
func ExampleVerifyForecasts() {
	quarter := func(n int) partnermath.Period { return partnermath.Calendar{}.Quarter(2026, n) }
	report, err := pipeline.VerifyForecasts(pipeline.ForecastPolicy{Currency: "USD"}, []pipeline.PartnerForecast{
		{Partner: "acme", Period: quarter(1), Committed: partnermath.Int(100_000), Landed: partnermath.Int(120_000)},
		{Partner: "acme", Period: quarter(2), Committed: partnermath.Int(200_000), Landed: partnermath.Int(150_000)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range report.Partners {
		fmt.Println(p.Partner, "bias", p.Periods.Bias.Decimal, "WAPE", p.Periods.WAPE.Decimal)
	}
	// Output:
	// acme bias -0.1 WAPE 0.2333
}
