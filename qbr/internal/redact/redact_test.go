package redact_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/internal/redact"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func num(n int64) decimal.NullDecimal { return partnermath.Int(n) }

// outcome is one with a margin of 999, of whose money it is.
func outcome(owner partnermath.MoneyOwner) partnermath.Outcome {
	return partnermath.Outcome{Currency: "USD", Owner: owner, Leads: num(3), Revenue: num(700), Margin: num(999)}
}

// without holds that nothing of some words is left in the JSON of a result, and that others are.
func without(t *testing.T, result any, gone []string, kept ...string) {
	t.Helper()
	text := testkit.JSON(t, result)
	for _, word := range gone {
		if strings.Contains(text, word) {
			t.Errorf("%q is left in %s", word, text)
		}
	}
	for _, word := range kept {
		if !strings.Contains(text, word) {
			t.Errorf("%q is gone from %s", word, text)
		}
	}
}

// stays holds that the lists of the caller are as they were.
func stays(t *testing.T, of any, redacted func()) {
	t.Helper()
	before := testkit.JSON(t, of)
	redacted()
	if diff := cmp.Diff(before, testkit.JSON(t, of)); diff != "" {
		t.Errorf("the caller's changed (-before +after):\n%s", diff)
	}
}

func TestWithout(t *testing.T) {
	all := []int{1, 2, 3, 4}
	odd := redact.Without(all, func(n *int) bool { return *n%2 == 0 })
	if diff := cmp.Diff([][]int{{1, 3}, {1, 2, 3, 4}}, [][]int{odd, all}); diff != "" {
		t.Error(diff)
	}
}

// The margin goes where it is the vendor's, and stays where it is the partner's or nobody says.
func TestMargin(t *testing.T) {
	for owner, stays := range map[partnermath.MoneyOwner]bool{partnermath.OwnerVendor: false, partnermath.OwnerPartner: true, "": true} {
		o := outcome(owner)
		redact.Margin(&o)
		if o.Margin.Valid != stays || !o.Revenue.Valid {
			t.Errorf("of %q the margin is %v", owner, o.Margin)
		}
	}
}

func TestDeals(t *testing.T) {
	listed := func(id, partner string) pipeline.ListedDeal { return pipeline.ListedDeal{ID: id, Partner: partner} }
	three := []pipeline.ListedDeal{listed("own-1", "p"), listed("other-1", "q"), listed("own-2", "")}
	original := pipeline.DealReport{
		Call:     pipeline.ManagerCall{Call: num(999), Variance: num(-998), Committed: num(50).Decimal, BelowCommitted: true},
		Partners: []pipeline.DealRow{{ID: "p"}, {ID: "other-2"}}, Largest: three, Stale: pipeline.DealExceptions{Listed: three},
		Apart: []pipeline.DealExceptions{{Listed: three}, {Listed: three[1:2]}},
	}
	stays(t, original, func() {
		r := original
		redact.Deals(&r, "p")
		without(t, r, []string{"999", "998", "other"}, "own-1", "own-2", `"committed": "50"`)
		if r.Call.BelowCommitted || len(r.Apart) != 2 {
			t.Errorf("got %+v", r)
		}
	})
}

func TestForecasts(t *testing.T) {
	row := func(partner string, committed int64) pipeline.PartnerForecastRow {
		return pipeline.PartnerForecastRow{Partner: partner, Periods: pipeline.ForecastAccuracy{Committed: num(committed).Decimal}}
	}
	findings := []partnermath.Finding{{Reason: "other", Records: 1, IDs: []string{"other-1"}}}
	for _, tt := range []struct {
		name      string
		rows      []pipeline.PartnerForecastRow
		found     bool
		committed string
		findings  int
	}{
		{"alone", []pipeline.PartnerForecastRow{row("p", 7)}, true, "999", 1},
		{"among others", []pipeline.PartnerForecastRow{row("other", 992), row("p", 7)}, true, "7", 0},
		{"others", []pipeline.PartnerForecastRow{row("other", 992)}, false, "", 0},
	} {
		original := pipeline.ForecastReport{Partners: tt.rows, Periods: pipeline.ForecastAccuracy{Committed: num(999).Decimal}, Findings: findings}
		stays(t, original, func() {
			r := original
			if found := redact.Forecasts(&r, "p"); found != tt.found {
				t.Errorf("%s: found is %t", tt.name, found)
			}
			if tt.found && (r.Periods.Committed.String() != tt.committed || len(r.Findings) != tt.findings || len(r.Partners) != 1) {
				t.Errorf("%s: got %s", tt.name, testkit.JSON(t, r))
			}
		})
	}
}

// registrations are those of a partner, with another one's where these stand.
func registrations(change func(*pipeline.RegistrationReport)) pipeline.RegistrationReport {
	own := pipeline.RegistrationFigures{
		Approved: pipeline.RegistrationSum{Count: 2}, Pending: pipeline.RegistrationSum{Count: 3}, Registered: num(7).Decimal, Colliding: 1,
	}
	r := pipeline.RegistrationReport{
		Total: own, Partners: []pipeline.RegistrationRow{{ID: "p", RegistrationFigures: own}}, Reps: []pipeline.RegistrationRow{{ID: "rep"}},
		Pending: []pipeline.PendingRegistration{{ID: "own-1", Partner: "p"}}, MorePending: 2, Repeated: 4,
		Findings: []partnermath.Finding{{Reason: "unclear", Records: 1, IDs: []string{"own-2"}}},
	}
	change(&r)
	return r
}

func TestRegistrations(t *testing.T) {
	conflict := pipeline.RegistrationConflict{Customer: "Hafen", Earlier: "own-3", EarlierPartner: "p", Later: "other-3", LaterPartner: "other"}
	turned := pipeline.RegistrationConflict{Customer: "Werft", Earlier: "other-4", EarlierPartner: "other", Later: "own-4", LaterPartner: "p"}
	foreign := pipeline.RegistrationConflict{Customer: "Other & Co", Earlier: "other-5", EarlierPartner: "other", Later: "other-6", LaterPartner: "others"}
	row := pipeline.RegistrationRow{ID: "other", RegistrationFigures: pipeline.RegistrationFigures{Approved: pipeline.RegistrationSum{Count: 9}}}
	for _, tt := range []struct {
		name   string
		change func(*pipeline.RegistrationReport)
		kept   bool // sums and findings
	}{
		{"alone", func(*pipeline.RegistrationReport) {}, true},
		{"alone, in conflict with others", func(r *pipeline.RegistrationReport) {
			r.Conflicts = []pipeline.RegistrationConflict{conflict, turned, foreign}
		}, true},
		{"with the row of another", func(r *pipeline.RegistrationReport) { r.Partners = append(r.Partners, row) }, false},
		{"with what waits of another", func(r *pipeline.RegistrationReport) {
			r.Pending = append(r.Pending, pipeline.PendingRegistration{ID: "other-7", Partner: "other"})
		}, false},
		{"with the total of all", func(r *pipeline.RegistrationReport) { r.Total.Expired.Count++ }, false},
		{"with all", func(r *pipeline.RegistrationReport) {
			r.Partners, r.Conflicts = append(r.Partners, row), []pipeline.RegistrationConflict{conflict, turned, foreign}
			r.Findings = []partnermath.Finding{{IDs: []string{"other-8"}}}
		}, false},
	} {
		original := registrations(tt.change)
		stays(t, original, func() {
			r := original
			redact.Registrations(&r, "p")
			without(t, r, []string{"other", "Other"}, "own-1")
			if kept := len(r.Findings) == 1 && len(r.Reps) == 1 && r.Repeated == 4; kept != tt.kept {
				t.Errorf("%s: sums and findings are %+v", tt.name, r)
			}
			if r.Total.Registered.String() != "7" || r.MorePending != 2 {
				t.Errorf("%s: the total is %s, and %d more wait", tt.name, r.Total.Registered, r.MorePending)
			}
			if n := len(original.Conflicts); n > 0 && len(r.Conflicts) != n-1 {
				t.Errorf("%s: %d conflicts", tt.name, len(r.Conflicts))
			}
		})
	}
	none := registrations(func(r *pipeline.RegistrationReport) { r.Partners = []pipeline.RegistrationRow{row} })
	redact.Registrations(&none, "p")
	if none.Total.Registered.String() != "0" || len(none.Findings) > 0 {
		t.Errorf("of others only: %+v", none)
	}
}

func TestCampaigns(t *testing.T) {
	all := []waterfall.Verification{{Owner: partnermath.OwnerVendor}, {Owner: partnermath.OwnerPartner}}
	for i := range all {
		all[i].Margin, all[i].Revenue = waterfall.PlanActual{Plan: num(999)}, waterfall.PlanActual{Plan: num(7)}
	}
	redact.Campaigns(all)
	if all[0].Margin.Plan.Valid || !all[1].Margin.Plan.Valid || !all[0].Revenue.Plan.Valid {
		t.Errorf("got %+v", all)
	}
}

func TestPromotions(t *testing.T) {
	point := promotion.Point{Revenue: num(7), Payout: num(8), Return: num(999), MarginROI: num(998), MarginMultiple: num(997), LargestPayout: num(996)}
	all := []promotion.Decision{{Forecast: outcome(partnermath.OwnerVendor), Full: point, Lowest: point}}
	all[0].Counter.Full, all[0].Counter.Lowest = point, point
	redact.Promotions(all)
	without(t, all, []string{"999", "998", "997", "996"}, `"payout": "8"`, `"700"`)
}

func TestRequests(t *testing.T) {
	limits := []mdf.Limit{{Limit: mdf.LimitAsked, Amount: num(7).Decimal}, {Limit: mdf.LimitBudget, Amount: num(999).Decimal}}
	stays(t, limits, func() {
		all := []mdf.Decision{{Request: "r-1", BudgetLeft: num(998), Limits: limits}}
		redact.Requests(all)
		without(t, all, []string{"999", "998"}, "r-1", `"7"`)
	})
}

func marketing(owner partnermath.MoneyOwner) waterfall.MarketingReturn {
	return waterfall.MarketingReturn{Outcome: outcome(owner), Within: outcome(owner), MarginROI: num(998)}
}

func TestMixAndScenarios(t *testing.T) {
	for owner, kept := range map[partnermath.MoneyOwner]bool{partnermath.OwnerVendor: false, partnermath.OwnerPartner: true} {
		mix := waterfall.MixForecast{Tactics: []waterfall.TacticForecast{{ID: "events", Return: marketing(owner)}}, Total: marketing(owner)}
		simulated := waterfall.SimulatedMix{Return: marketing(owner), NeededReturn: marketing(owner), Change: outcome(owner)}
		all := waterfall.Simulation{Base: simulated, Scenarios: []waterfall.SimulatedMix{simulated}}
		stays(t, []any{mix.Tactics, all.Scenarios}, func() {
			mix, all := mix, all
			redact.Mix(&mix)
			redact.Scenarios(&all)
			if kept {
				without(t, []any{mix, all}, nil, "999", "998")
				return
			}
			without(t, []any{mix, all}, []string{"999", "998"}, "700", "events")
		})
	}
}
