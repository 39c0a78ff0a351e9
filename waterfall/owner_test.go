package waterfall_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// A funnel that says whose money it is in says so in every outcome.
func TestOwnerOfOutcomes(t *testing.T) {
	f := laggedFunnel()
	f.Owner = partnermath.OwnerPartner
	plan, err := waterfall.Plan(f, waterfall.RevenueGoal{Revenue: null("1000")})
	if err != nil {
		t.Fatal(err)
	}
	forecast, err := waterfall.Forecast(f, waterfall.Demand{Periods: 1, Entries: []waterfall.DemandEntry{{Count: null("7")}}})
	if err != nil {
		t.Fatal(err)
	}
	m := fullMix()
	m.Owner = partnermath.OwnerPartner
	m.Tactics[0].Funnel.Owner = partnermath.OwnerPartner
	mix := mustForecast(t, m)
	simulation, err := waterfall.Simulate(m, waterfall.RevenueGoal{Revenue: null("1000")}, []waterfall.Scenario{{Name: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	investment, err := waterfall.Invest(m, number("4000"))
	if err != nil {
		t.Fatal(err)
	}
	scenario := simulation.Scenarios[0]
	for name, o := range map[string]partnermath.Outcome{
		"plan": plan.Outcome, "period": forecast.Periods[0], "total": forecast.Total, "beyond": forecast.Beyond,
		"tactic": mix.Tactics[0].Return.Outcome, "within": mix.Tactics[0].Return.Within, "mix": mix.Total.Outcome, "mix within": mix.Total.Within,
		"scenario": scenario.Return.Outcome, "change": scenario.Change, "needed": scenario.NeededReturn.Outcome,
		"investment": investment.Plan.Total.Outcome,
	} {
		if o.Owner != partnermath.OwnerPartner {
			t.Errorf("%s: got owner %q", name, o.Owner)
		}
	}
}

func TestOwnersDoNotMix(t *testing.T) {
	vendor, partner := partnermath.Outcome{Currency: "USD", Owner: "vendor", Revenue: null("12000")}, partnermath.Outcome{Currency: "USD", Owner: "partner", Revenue: null("15000")}
	_, blend := waterfall.Blend(vendor, partner)
	verify := func(funnel, plan, actual partnermath.MoneyOwner) error {
		f, c := laggedFunnel(), laggedCampaign()
		f.Owner, c.Plan.Owner, c.Actual.Owner = funnel, plan, actual
		v, err := waterfall.Verify(f, c)
		want := funnel
		if plan == actual && want == "" {
			want = plan
		}
		if err == nil && v.Owner != want {
			t.Errorf("%s %s %s: the verification is %q", funnel, plan, actual, v.Owner)
		}
		return err
	}
	mix := func(owner, funnel partnermath.MoneyOwner) error {
		m := twoTactics()
		m.Owner, m.Tactics[1].Funnel.Owner = owner, funnel
		return m.Validate()
	}
	for name, tt := range map[string]struct {
		err  error
		want []string
	}{
		"blend":                   {blend, []string{"outcomes[1].owner match"}},
		"plan and actual":         {verify("", "vendor", "partner"), []string{"campaign.actual.owner match"}},
		"funnel and plan":         {verify("vendor", "partner", ""), []string{"campaign.plan.owner match"}},
		"funnel and both":         {verify("vendor", "partner", "partner"), []string{"campaign.plan.owner match", "campaign.actual.owner match"}},
		"all the vendor's":        {verify("vendor", "vendor", "vendor"), nil},
		"the funnel only":         {verify("vendor", "", ""), nil},
		"plan and actual only":    {verify("", "partner", "partner"), nil},
		"the plan only":           {verify("", "partner", ""), nil},
		"nobody":                  {verify("nobody", "", ""), []string{"funnel.owner one-of"}},
		"a mix":                   {mix("vendor", "vendor"), nil},
		"a mix only":              {mix("vendor", ""), nil},
		"a tactic's":              {mix("vendor", "partner"), []string{"tactics[1].funnel.owner match"}},
		"a tactic's in an unsaid": {mix("", "partner"), []string{"tactics[1].funnel.owner match"}},
		"nobody's mix":            {mix("nobody", ""), []string{"owner one-of"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A planned response rate is verified like any other.
func TestVerifyAResponseRate(t *testing.T) {
	f, c := laggedFunnel(), laggedCampaign()
	c.Plan = partnermath.Outcome{Recipients: null("10000"), Inquiries: null("200")}
	c.Actual = partnermath.Outcome{Recipients: null("8000"), Inquiries: null("120")}
	v, err := waterfall.Verify(f, c)
	if err != nil {
		t.Fatal(err)
	}
	s := v.Stages[1]
	got := []string{string(s.From), string(s.Stage), s.PlanRate.Decimal.String(), s.ActualRate.Decimal.String(), s.Difference.Decimal.String()}
	if diff := cmp.Diff([]string{"recipient", "inquiry", "0.02", "0.015", "-0.005"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
