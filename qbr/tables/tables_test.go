package tables_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/network"
	"github.com/partnermath/partnermath/scorecard/trend"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// first returns the tables of several results that are tables.
func first(all ...any) []document.Table {
	var some []document.Table
	for _, one := range all {
		if t, ok := one.(document.Table); ok {
			some = append(some, t)
		}
	}
	return some
}

func list(all ...any) []any { return all }

// Every table is made of nothing, and of lists of zero results, without a fault, and has a
// column for each cell.
func TestTablesOfNothing(t *testing.T) {
	var calendar partnermath.Calendar
	var period partnermath.Period
	followed := trend.Scores{Quarters: make([]partnermath.Quarter, 6), Lines: []trend.Line{{Node: scorecard.NodeOverall}, {Node: scorecard.NodeCategory, Scores: make([]scorecard.Score, 3)}}}
	comparison := scorecard.PeerComparison{Strengths: make([]string, 9), Improvements: make([]string, 1)}
	result := scorecard.Result{Overall: scorecard.Point, Lines: make([]scorecard.ResultLine, 1), Gates: []scorecard.GateLine{{Outcome: scorecard.GateFailed, Contribution: -1}}}
	quarters := make([]tables.DealQuarter, 3)
	quarters[0].Report.Deals, quarters[0].Report.Apart = 1, []pipeline.DealExceptions{{Deals: 9}}
	registrations := pipeline.RegistrationReport{Pending: make([]pipeline.PendingRegistration, 7), Partners: make([]pipeline.RegistrationRow, 1), Conflicts: make([]pipeline.RegistrationConflict, 7)}
	rebates := make([]tables.Rebate, 2)
	channel := network.Report{Columns: make([]network.Column, 2), Rows: make([]network.Row, 2), Groups: make([]network.Group, 2)}
	split := make([]waterfall.Verification, 1)
	split[0].Revenue.Variance = partnermath.Int(1)
	split[0].Split.Parts = []waterfall.RevenueSplitPart{{Amount: decimal.NewFromInt(1)}, {Driver: waterfall.DriverDealSize, Amount: decimal.NewFromInt(1)}, {Driver: waterfall.DriverVolume}}
	var all []document.Table
	for _, of := range [][]any{
		list(tables.Scores(scorecard.Result{}, trend.Scores{})), list(tables.Scores(result, followed)),
		{tables.Gates(scorecard.Result{}), tables.Gates(result)},
		{tables.NetworkGroups(network.Report{}), tables.NetworkGroups(channel)},
		list(tables.NetworkMovers(channel, channel.Rows, partnermath.Quarter{})), list(tables.NetworkMovers(network.Report{}, nil, partnermath.Quarter{})),
		list(tables.NetworkPartners(network.Report{}, partnermath.Quarter{})), list(tables.NetworkPartners(channel, partnermath.Quarter{})),
		list(tables.ScoreTrend(trend.Scores{})), list(tables.ScoreTrend(followed)),
		{tables.ScoreGoals(make([]trend.Progress, 1), scorecard.Result{})},
		{tables.PeerGroups(nil), tables.PeerGroups(make([]tables.PeerGroup, 2)), tables.Peers(tables.PeerGroup{})},
		list(tables.Topics(scorecard.PeerComparison{})), list(tables.Topics(comparison)),
		list(tables.Roadmap(scorecard.Roadmap{})), list(tables.Roadmap(scorecard.Roadmap{Steps: make([]scorecard.RoadmapStep, 12)})),
		{tables.Sales(performance.Report{}), tables.Engagement(performance.Engagement{Parts: make([]performance.EngagementLine, 1)})},
		{tables.Deals(nil), tables.Deals(quarters)},
		list(tables.OpenDeals(quarters[0])), list(tables.OpenDeals(quarters[1])),
		list(tables.Forecasts(pipeline.PartnerForecastRow{Lines: make([]pipeline.ForecastLine, 2)}, calendar, "")),
		list(tables.Registrations(pipeline.RegistrationFigures{}, "", partnermath.Date{}, "")), list(tables.PendingRegistrations(registrations, "", "")),
		list(tables.RegistrationConflicts(registrations, "", "", "")),
		{tables.Leads(pipeline.LeadReport{Sources: make([]pipeline.LeadRow, 1)}), tables.Funnel(partnermath.Outcome{}, nil)},
		{tables.Campaigns(nil, "", ""), tables.Campaigns(make([]waterfall.Verification, 1), "", "")},
		{tables.Causes(nil, ""), tables.Causes(split, ""), tables.LeadQuarters(nil), tables.Capacity(make([]tables.CapacityLine, 1)), tables.LeadQuarters(make([]tables.LeadQuarter, 2))},
		list(tables.Specialisations(make([]tables.Specialisation, 1), partnermath.Date{})), list(tables.Wins(nil, "")), list(tables.Wins(make([]tables.Win, 1), "")),
		list(tables.QuarterTargets(make([]performance.QuarterTarget, 2), partnermath.Quarter{}, true, partnermath.Date{}, "")),
		list(tables.Requirement(waterfall.Requirement{}, calendar, period)),
		{tables.MarketingPlan(waterfall.MixForecast{}, calendar, period), tables.Scenarios(waterfall.Simulation{Scenarios: make([]waterfall.SimulatedMix, 1)})},
		{tables.Shared(make([]tables.SharedOutcome, 1), nil, nil, "")},
		{tables.Rebates(nil, ""), tables.Rebates(rebates, ""), tables.RebateTiers(rebates, ""), tables.NextTiers(rebates, ""), tables.MissedTiers(rebates, "")},
		{tables.Promotions(make([]promotion.Decision, 1), scorecard.AudienceVendor, ""), tables.Promotions(make([]promotion.Decision, 1), scorecard.AudiencePartner, "")},
		{tables.Rewards(reward.Statement{}, ""), tables.Rewards(reward.Statement{Lines: make([]reward.StatementLine, 12)}, "")},
		{tables.FundPosition(mdf.Position{}, ""), tables.ExpiringFunds(mdf.Report{Expiring: make([]mdf.Expiring, 1)})},
		{tables.FundRequests(make([]mdf.Decision, 1), ""), tables.Claims(make([]mdf.Settlement, 1), "")},
		{tables.Loop(nil, loop.Figures{}, ""), tables.Loop(make([]loop.Line, 1), loop.Figures{Campaigns: 1}, ""), tables.Worked(loop.Group{Rows: make([]loop.Row, 2)}, "")},
		{tables.Statement(profit.Statement{Years: make([]profit.Column, 6)}), tables.Profit(profit.Report{}, ""), tables.Variance(profit.Verification{}), tables.VendorReturn(profit.VendorReturn{Shares: make([]profit.VendorShare, 1)})},
		{tables.Findings("", make([]partnermath.Finding, 1))},
	} {
		all = append(all, first(of...)...)
	}
	if len(all) < 64 {
		t.Errorf("only %d tables were made", len(all))
	}
	for i := range all {
		wide := func(r document.Row) bool { return len(r.Cells) > len(all[i].Columns) }
		if slices.ContainsFunc(all[i].Rows, wide) {
			t.Errorf("%q has cells without a column: %q", all[i].Title, sheet(all[i]))
		}
		if len(sheet(all[i])) == 0 {
			t.Error("no sheet")
		}
	}
}

func TestReasons(t *testing.T) {
	got := tables.Reasons(mdf.ReasonLate, "no-target", mdf.ReasonMissingProof)
	if want := "claimed too late, no target, a proof is missing"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := tables.Reasons(); got != "" {
		t.Errorf("no reason is %q", got)
	}
}
