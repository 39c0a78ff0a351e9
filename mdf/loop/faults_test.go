package loop_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
)

// sample has every field.
func sample() (loop.Policy, []loop.Campaign, []loop.Campaign) {
	policy := loop.Policy{
		Currency: "USD", GroupBy: []loop.Dimension{loop.ByTactic, loop.ByPartner, loop.ByQuarter}, Alike: []loop.Dimension{loop.ByTactic},
		RankBy: loop.MarginByTotalCost, MinimumVolume: 1, MinimumROI: partnermath.Num(5, 1), Faulty: partnermath.FaultyRefuse,
	}
	campaigns := funded(`
		spring tactic=webinar partner=acme agency=loud region=emea quarter=2026-Q1 | leads=80 mqls=40 sqls=20.5 pipeline=90000 revenue=70000 margin=20000 vendor=5000 total=10000 | leads=60 mqls=30 sqls=10 pipeline=75000.5 revenue=42000 margin=12600 vendor=4200 total=9000
		summer tactic=event partner=bolt | leads=10 margin=100 vendor=50 total=100`)
	campaigns[0].Forecast.Owner = partnermath.OwnerVendor
	direct := funded("own tactic=webinar agency=loud region=emea quarter=2026-Q1 | leads=100 | leads=100 margin=20000 vendor=10000 total=10000")
	return policy, campaigns, direct
}

func TestVerifyFaults(t *testing.T) {
	null := testkit.Null
	for _, tt := range []struct {
		change func(*loop.Policy, []loop.Campaign, []loop.Campaign)
		want   string
	}{
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.Currency = "usd" }, "policy.currency currency"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { *p = loop.Policy{} }, "policy.currency required"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.GroupBy[1] = "tactic" }, "policy.groupBy[1] unique"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.GroupBy[1] = "colour" }, "policy.groupBy[1] one-of"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.GroupBy = make([]loop.Dimension, 6) }, "policy.groupBy length"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.Alike = []loop.Dimension{"region", "region"} }, "policy.alike[1] unique"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.RankBy = "leads" }, "policy.rankBy one-of"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.MinimumVolume = -1 }, "policy.minimumVolume min"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.MinimumROI = null("-1") }, "policy.minimumRoi above"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.MinimumROI = null("1000001") }, "policy.minimumRoi max"},
		{func(p *loop.Policy, _, _ []loop.Campaign) { p.Faulty = "drop" }, "policy.faulty one-of"},

		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].ID = "" }, "campaigns[0].id id"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[1].ID = "spring" }, "campaigns[1].id unique"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[1].Tactic = " " }, "campaigns[1].tactic id"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[1].Partner = "a\n" }, "campaigns[1].partner id"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[1].Agency = "\xff" }, "campaigns[1].agency id"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[1].Region = strings.Repeat("r", 101) }, "campaigns[1].region id"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[1].Quarter.Number = 5 }, "campaigns[1].quarter date"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[1].Forecast.Leads = null("-1") }, "campaigns[1].forecast.leads min"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Actual.MQLs = null("1e10") }, "campaigns[0].actual.mqls max"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Actual.SQLs = null("0.00001") }, "campaigns[0].actual.sqls digits"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) {
			c[0].Actual.Recipients = decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
		}, "campaigns[0].actual.recipients bounds"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Actual.Pipeline = null("0.001") }, "campaigns[0].actual.pipeline digits"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Actual.Revenue = null("100000000000.01") }, "campaigns[0].actual.revenue max"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Actual.Margin = null("-100000000000.01") }, "campaigns[0].actual.margin min"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Forecast.VendorMoney = null("-0.01") }, "campaigns[0].forecast.vendorMoney min"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Forecast.TotalCost = null("-1") }, "campaigns[0].forecast.totalCost min"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Forecast.TotalCost = null("1e12") }, "campaigns[0].forecast.totalCost max"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Forecast.Currency = "EUR" }, "campaigns[0].forecast.currency match"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Forecast.Currency = "" }, "campaigns[0].forecast.currency required"},
		{func(_ *loop.Policy, c, _ []loop.Campaign) { c[0].Actual.Owner = partnermath.OwnerPartner }, "campaigns[0].actual.owner match"},
		{func(_ *loop.Policy, _, d []loop.Campaign) { d[0].Partner = "acme" }, "direct[0].partner empty"},
		{func(_ *loop.Policy, _, d []loop.Campaign) { d[0].Actual.Owner = partnermath.OwnerPartner }, "direct[0].actual.owner match"},
		{func(_ *loop.Policy, _, d []loop.Campaign) { d[0].ID = "" }, "direct[0].id id"},
	} {
		p, c, d := sample()
		tt.change(&p, c, d)
		l, err := loop.Verify(p, c, d)
		differ(t, []string{tt.want}, testkit.BrokenRules(t, err))
		differ(t, loop.Loop{}, l)
	}
	p, c, d := sample()
	p.Currency, c[0].ID, d[0].ID = "", "", ""
	_, err := loop.Verify(p, c, d)
	differ(t, []string{"policy.currency required", "campaigns[0].id id", "direct[0].id id"}, testkit.BrokenRules(t, err))
	_, err = loop.Verify(p, make([]loop.Campaign, loop.MaxCampaigns+1), nil)
	differ(t, []string{"policy.currency required", "campaigns length"}, testkit.BrokenRules(t, err))
	_, err = loop.Verify(p, make([]loop.Campaign, loop.MaxCampaigns), nil)
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) || !invalid.Truncated {
		t.Errorf("100,000 faults are all listed: %v", err)
	}
}

// The partner's counts are no money, and the fault names the record.
func TestVerifyWhoseMoney(t *testing.T) {
	c := funded("spring || leads=1 vendor=5")
	c[0].Actual.Owner = partnermath.OwnerPartner
	verify(t, byTactic(), c, nil)
	for _, amount := range []string{"pipeline=0", "revenue=0", "margin=0"} {
		c[0].Actual = returned(amount)
		c[0].Actual.Owner = partnermath.OwnerPartner
		_, err := loop.Verify(byTactic(), c, nil)
		differ(t, []string{"campaigns[0].actual.owner match"}, testkit.BrokenRules(t, err))
		if !strings.Contains(err.Error(), `("spring")`) {
			t.Errorf("%v does not name the campaign", err)
		}
	}
}

func weighting() loop.Attribution {
	return loop.Attribution{
		Currency: "USD", Method: loop.AttributeWeighted, WindowDays: 90, First: partnermath.Int(3), Middle: partnermath.Int(2), Last: partnermath.Int(5),
		Faulty: partnermath.FaultyRefuse,
	}
}

func TestAttributeFaults(t *testing.T) {
	null := testkit.Null
	for _, tt := range []struct {
		change func(*loop.Attribution, []loop.Opportunity, []loop.Touch)
		want   []string
	}{
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { *a = loop.Attribution{} }, []string{"attribution.currency required", "attribution.method required"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.Method = "decay" }, []string{"attribution.method one-of"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.WindowDays = -1 }, []string{"attribution.windowDays min"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.WindowDays = 36501 }, []string{"attribution.windowDays max"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.First = null("-1") }, []string{"attribution.first min"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.Middle = null("1000001") }, []string{"attribution.middle max"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.Last.Valid = false }, []string{"attribution.last required"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) {
			a.First, a.Last = null("0"), null("0")
		}, []string{"attribution.first sum"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.Method = loop.AttributeEven }, []string{"attribution.first empty", "attribution.middle empty", "attribution.last empty"}},
		{func(a *loop.Attribution, _ []loop.Opportunity, _ []loop.Touch) { a.Faulty = "drop" }, []string{"attribution.faulty one-of"}},
		{func(_ *loop.Attribution, o []loop.Opportunity, _ []loop.Touch) { o[0].ID = "" }, []string{"opportunities[0].id id"}},
		{func(_ *loop.Attribution, o []loop.Opportunity, _ []loop.Touch) { o[1].ID = "o" }, []string{"opportunities[1].id unique"}},
		{func(_ *loop.Attribution, o []loop.Opportunity, _ []loop.Touch) { o[0].Pipeline = null("-1") }, []string{"opportunities[0].pipeline min"}},
		{func(_ *loop.Attribution, o []loop.Opportunity, _ []loop.Touch) { o[0].Revenue = null("0.001") }, []string{"opportunities[0].revenue digits"}},
		{func(_ *loop.Attribution, o []loop.Opportunity, _ []loop.Touch) { o[0].Revenue = null("1e12") }, []string{"opportunities[0].revenue max"}},
		{func(_ *loop.Attribution, _ []loop.Opportunity, s []loop.Touch) { s[0] = loop.Touch{} }, []string{"touches[0].id id", "touches[0].opportunity id", "touches[0].campaign id"}},
		{func(_ *loop.Attribution, _ []loop.Opportunity, s []loop.Touch) { s[1].ID = "a" }, []string{"touches[1].id unique"}},
	} {
		a, o, s := weighting(), dealt("o 03-10 - 1 -\np 03-10 - 2 -"), touched("a o x 03-01\nb o y 03-02")
		tt.change(&a, o, s)
		c, err := loop.Attribute(a, o, s)
		differ(t, tt.want, testkit.BrokenRules(t, err))
		differ(t, loop.Credits{}, c)
	}
	_, err := loop.Attribute(weighting(), make([]loop.Opportunity, loop.MaxOpportunities+1), make([]loop.Touch, loop.MaxTouches+1))
	differ(t, []string{"opportunities length", "touches length"}, testkit.BrokenRules(t, err))
}

func TestModelsValidate(t *testing.T) {
	_, c, _ := sample()
	for _, sound := range []interface{ Validate() error }{
		c[0], c[0].Actual, loop.Return{}, weighting(), dealt("o 03-10 - 1 -")[0], touched("a o x 03-01")[0], byTactic(),
	} {
		differ(t, []string(nil), testkit.BrokenRules(t, sound.Validate()))
	}
	differ(t, []string{"id id"}, testkit.BrokenRules(t, loop.Opportunity{}.Validate()))
	differ(t, []string{"id id"}, testkit.BrokenRules(t, loop.Campaign{}.Validate()))
}

// Whatever comes in, what comes out is a result or faults with bounded messages.
func TestSurvivesHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, c, d := sample()
		a, o, s := weighting(), dealt("o 03-10 03-20 1 2\np 03-10 - 2 -"), touched("a o x 03-01\nb o y 03-02\nc o y 03-02")
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &p, &c, &d)
			testkit.Plant(t, &a, &o, &s)
		}
		_, err := loop.Verify(p, c, d)
		testkit.BrokenRules(t, err)
		_, err = loop.Attribute(a, o, s)
		testkit.BrokenRules(t, err)
	})
}
