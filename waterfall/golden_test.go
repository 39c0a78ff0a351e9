package waterfall_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// counts returns the planned counts of the stages by id.
func counts(r waterfall.Requirement) map[string]string {
	all := make(map[string]string)
	for _, s := range r.Stages {
		all[s.ID] = s.Planned.String()
	}
	return all
}

func TestPlanOfTheArticle(t *testing.T) {
	want := golden(t).Worksheet.Backward
	r, err := waterfall.Plan(article(), waterfall.RevenueGoal{Revenue: null(want["revenue"])})
	if err != nil {
		t.Fatal(err)
	}
	got := counts(r)
	for id, key := range map[string]string{
		"won": "deals", "mgos": "mgos", "responses": "responses", "recipients": "recipients", "campaigns": "campaigns",
	} {
		if got[id] != want[key] {
			t.Errorf("%s: got %s, want %s", id, got[id], want[key])
		}
	}
	s, err := waterfall.Solve(article(), waterfall.KnownTerms{
		Unknown: waterfall.UnknownConversion, Stage: "campaigns", Units: null("1500"), Revenue: null(want["revenue"]),
	})
	if err != nil || !s.Attainable || s.Value.Decimal.String() != want["campaignsPerEngagedPartner"] {
		t.Errorf("campaigns per engaged partner: got %v %v %v", s.Value.Decimal, s.Attainable, err)
	}
}

func TestPlanOfPublishedCases(t *testing.T) {
	for _, tt := range golden(t).Backward.Cases {
		f := waterfall.Funnel{Currency: "USD", DealSize: null(tt.DealSize), Stages: []waterfall.FunnelStage{
			{ID: "sql"}, {ID: "won", Rate: null(tt.Rates[0])},
		}}
		r, err := waterfall.Plan(f, waterfall.RevenueGoal{Revenue: null(tt.Revenue)})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.Want, []string{r.Stages[0].Needed.String(), r.Stages[1].Needed.String()}); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

func TestPlanOfWholeCampaigns(t *testing.T) {
	want := golden(t).Worksheet.WholeCampaigns
	f := article()
	f.Stages[6].Per, f.Stages[6].Rate = decimal.NullDecimal{}, null("0.08")
	r, err := waterfall.Plan(f, waterfall.RevenueGoal{
		Revenue: null("10000000"), Rounding: waterfall.RoundingStage,
		Rounded: waterfall.RoundingLot{Stage: "campaigns", Lot: null("600")},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := []string{r.Stages[5].Needed.String(), r.Stages[5].Planned.String(), r.Outcome.Revenue.Decimal.String(), r.Lots.Decimal.String()}
	if diff := cmp.Diff([]string{want.Needed, want.Delivered, want.Revenue, "4"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if want.Waves != 4 {
		t.Errorf("the file says %d waves", want.Waves)
	}
}

// Whatever there is beyond a whole thing takes one more.
func TestPlanRoundsUp(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", DealSize: null("100"), Stages: []waterfall.FunnelStage{{ID: "won"}}}
	for _, tt := range []struct {
		revenue    string
		rounding   waterfall.Rounding
		lot        string
		want, lots string
	}{
		{"100", waterfall.RoundingEveryStage, "", "1", "null"},
		{"100.01", waterfall.RoundingEveryStage, "", "2", "null"},
		{"149.99", waterfall.RoundingEveryStage, "", "2", "null"},
		{"100.01", waterfall.RoundingStage, "1", "2", "2"},
		{"300", waterfall.RoundingStage, "1.5", "3", "2"},
		{"300.01", waterfall.RoundingStage, "1.5", "4.5", "3"},
	} {
		g := waterfall.RevenueGoal{Revenue: null(tt.revenue), Rounding: tt.rounding}
		if tt.lot != "" {
			g.Rounded.Lot = null(tt.lot)
		}
		r, err := waterfall.Plan(f, g)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{tt.want, tt.lots}, []string{r.Stages[0].Planned.String(), nullText(r.Lots)}); diff != "" {
			t.Errorf("%s by %s (-want +got):\n%s", tt.revenue, tt.rounding, diff)
		}
	}
}

func TestPlanOfTheAccountPlanningForm(t *testing.T) {
	form := golden(t).AccountPlanning
	f := waterfall.Funnel{Currency: "USD", DealSize: null("50000"), Stages: []waterfall.FunnelStage{
		{ID: "opportunity", CountsAs: partnermath.StageOpportunity}, {ID: "won", Rate: null(form.WinRate)},
	}}
	r, err := waterfall.Plan(f, waterfall.RevenueGoal{
		Revenue: null(form.Goal), Recurring: null(form.Base), Open: null(form.Open), OpenRate: null(form.OpenRate),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Outcome.Pipeline.Decimal.String(); got != form.Needed {
		t.Errorf("the pipeline needed is %s, want %s", got, form.Needed)
	}
}

func TestForecastOfPublishedAverages(t *testing.T) {
	want := golden(t).Worksheet.PublishedAverages
	f := waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{
		{ID: "campaigns"},
		{ID: "recipients", Multiplier: null(want.Recipients)},
		{ID: "responses", Rate: null(want.ResponseRate)},
		{ID: "mgos", Rate: null(want.ResponseToMGO), CountsAs: partnermath.StageMGO},
	}}
	p, err := waterfall.Forecast(f, waterfall.Demand{Periods: 1, Entries: []waterfall.DemandEntry{{Count: null(want.Campaigns)}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Total.MGOs.Decimal.String(); got != want.MGOs {
		t.Errorf("got %s MGOs, want %s", got, want.MGOs)
	}
}

func TestForecastOfALag(t *testing.T) {
	want := golden(t).Lag
	f := waterfall.Funnel{Currency: "USD", Stages: []waterfall.FunnelStage{
		{ID: "mgo"}, {ID: "won", Per: null(want.PerWon), CountsAs: partnermath.StageWon},
	}}
	for _, part := range want.Lag {
		f.Stages[1].Lag = append(f.Stages[1].Lag, number(part))
	}
	p, err := waterfall.Forecast(f, waterfall.Demand{Periods: 3, Entries: []waterfall.DemandEntry{{Count: null(want.MGOs)}}})
	if err != nil {
		t.Fatal(err)
	}
	var wins []string
	for _, o := range p.Periods {
		wins = append(wins, o.Won.Decimal.String())
	}
	if diff := cmp.Diff(want.Wins, wins); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// articleMix is the article's funnel as the one tactic of a mix.
func articleMix() waterfall.Mix {
	return waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{{ID: "campaigns", Units: null("1500"), UnitCost: null("0"), Funnel: article()}}}
}

func TestSimulateTheScenariosOfTheArticle(t *testing.T) {
	var scenarios []waterfall.Scenario
	figures := golden(t).Worksheet.Scenarios
	for _, s := range figures {
		scenario := waterfall.Scenario{Name: s.Name}
		set := func(lever waterfall.Lever, stage, to string) {
			if to != "" {
				scenario.Changes = append(scenario.Changes, waterfall.ScenarioChange{Lever: lever, Stage: stage, Set: null(to)})
			}
		}
		set(waterfall.LeverConversion, "responses", s.ResponseRate)
		set(waterfall.LeverConversion, "won", s.MGOsPerWon)
		set(waterfall.LeverDealSize, "", s.DealSize)
		scenarios = append(scenarios, scenario)
	}
	got, err := waterfall.Simulate(articleMix(), waterfall.RevenueGoal{Revenue: null("10000000")}, scenarios)
	if err != nil {
		t.Fatal(err)
	}
	scales := []string{"2", "1", "0.6667", "3.9683"} // 10,000,000 ÷ revenue
	for i, want := range figures {
		s := got.Scenarios[i]
		o := s.Return.Outcome
		if o.MGOs.Decimal.String() != want.MGOs || o.Revenue.Decimal.String() != want.Revenue {
			t.Errorf("%s: got %s MGOs and %s, want %s and %s", want.Name, o.MGOs.Decimal, o.Revenue.Decimal, want.MGOs, want.Revenue)
		}
		if want.Won != "" && o.Won.Decimal.String() != want.Won {
			t.Errorf("%s: got %s won, want %s", want.Name, o.Won.Decimal, want.Won)
		}
		if s.Scale.Decimal.String() != scales[i] || s.NeededReturn.Outcome.Revenue.Decimal.String() != "10000000" {
			t.Errorf("%s backward: got %s times, for %s", want.Name, s.Scale.Decimal, s.NeededReturn.Outcome.Revenue.Decimal)
		}
	}
}

func TestForecastMixOfAMix(t *testing.T) {
	want := golden(t).Mix
	m := waterfall.Mix{Currency: "USD", Target: null(want.MGOs), Stage: partnermath.StageMGO}
	for i, tactic := range want.Tactics {
		m.Tactics = append(m.Tactics, waterfall.Tactic{
			ID: string(rune('a' + i)), Share: null(tactic.Share), UnitCost: null(tactic.CostPerMGO),
			Funnel: waterfall.Funnel{Stages: []waterfall.FunnelStage{{ID: "mgo", CountsAs: partnermath.StageMGO}}},
		})
	}
	p, err := waterfall.ForecastMix(m)
	if err != nil {
		t.Fatal(err)
	}
	for i, tactic := range want.Tactics {
		if got := p.Tactics[i].Return.Outcome.MGOs.Decimal.String(); got != tactic.MGOs {
			t.Errorf("tactic %d: got %s MGOs, want %s", i, got, tactic.MGOs)
		}
	}
	if got := p.Total.Cost.String(); got != want.Budget {
		t.Errorf("got a budget of %s, want %s", got, want.Budget)
	}
}

// mustForecast forecasts a mix that is valid.
func mustForecast(t testing.TB, m waterfall.Mix) waterfall.MixForecast {
	t.Helper()
	p, err := waterfall.ForecastMix(m)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
