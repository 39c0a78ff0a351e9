package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
)

func TestCampaigns(t *testing.T) {
	const two = `[
		{"id": "c-2", "due": "0.6", "stages": [{"stage": "inquiry", "plan": "900", "actual": "950"}, {"stage": "lead", "plan": "40", "actual": "31"}],
			"pipeline": {"plan": "90000", "actual": "75500"}, "revenue": {"plan": "20000", "actual": "0", "attainment": "0"}},
		{"id": "c-1", "name": "Spring webinar", "mature": true, "due": "1", "stages": [{"stage": "lead", "plan": "80", "actual": "96"}],
			"pipeline": {"actual": "180000"}, "revenue": {"plan": "60000", "actual": "75000", "attainment": "1.25"}}
	]`
	read := func(s *qbr.Sources, text string) {
		s.Campaigns = source[[]waterfall.Verification](t, text)
		s.Campaigns.Period = partnermath.Calendar{}.Quarter(2026, 2)
	}
	s, _ := sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) { read(s, two) })
	same(t, "figures", []string{"pipeline-created 255500 – no-target –"}, figures(s.Metrics))
	if s.Metrics[0].Name != "Pipeline created 2026-Q2" {
		t.Errorf("the figure is named %q, which says nothing of the quarter before", s.Metrics[0].Name)
	}
	same(t, "campaigns", []string{
		"Campaign|Leads planned|Leads|Pipeline created|Revenue planned|Revenue|Revenue of plan|Due by now",
		"Spring webinar|80|96|180,000|60,000|75,000|125%|100%", "c-2|40|31|75,500|20,000|0|0%|60%",
		"In all|120|127|255,500|80,000|75,000|93.75%", // 75,000 ÷ 80,000
	}, sheet(tableOf(t, s, "Campaigns of 2026-Q2")))
	same(t, "notes", []string{"Campaigns that may still bring more, as their deals take longer: 1."}, s.Notes)

	// What one campaign does not know is not known in all, and the pipeline is that of the others.
	s, r := sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) {
		read(s, two)
		s.Campaigns.Value[0].Pipeline.Actual.Valid, s.Campaigns.Value[1].Revenue.Actual.Valid = false, false
	})
	same(t, "figures in part", []string{"pipeline-created 180000 – no-target –"}, figures(s.Metrics))
	same(t, "total in part", []string{"In all|120|127|–|80,000|–|–"}, rows(s.Tables[0])[2:])
	same(t, "gap in part", []string{"the pipeline that 1 of 2 campaigns of 2026-Q2 created"}, gapsOf(r, qbr.SectionMarketing)[1:2])

	s, _ = sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) { read(s, "[]") })
	same(t, "notes on none", []string{"No campaign ran in 2026-Q2."}, s.Notes)

	s, r = sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) {
		read(s, `[{"id": "c-1", "due": "1", "revenue": {"plan": "0", "actual": "0"}}]`)
	})
	same(t, "figures of nothing that is known", []string{"pipeline-created – – no-target –"}, figures(s.Metrics))
	same(t, "campaigns of no plan", []string{"Campaign|Revenue planned|Revenue|Due by now", "c-1|0|0|100%", "In all|0|0"}, sheet(s.Tables[0]))
	if len(r.FirstPage) > 0 {
		t.Error("a figure that is not known is on the first page")
	}
}

func TestWhatTheGoalTakes(t *testing.T) {
	year := partnermath.Period{Start: day(1, 1), End: partnermath.NewDate(2027, 1, 1)}
	s, r := sectionOf(t, qbr.SectionMarketing, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Requirement = source[waterfall.Requirement](t, `{"revenue": "984600", "won": "612000", "recurring": "0", "expected": "152500", "covered": "764500", "remaining": "220100", "sourced": "88040",
			"stages": [{"id": "lead", "name": "Leads", "planned": "118"}, {"id": "won", "planned": "6"}]}`)
		s.Requirement.Period = year
	})
	same(t, "goal", []string{
		"Goal|Amount", "Revenue goal|984,600", "Less won already|-612,000", "Less expected of open deals, as the goal was set|-152,500", "Still to win|220,100",
		"Of that, for marketing to source|88,040",
	}, sheet(tableOf(t, s, "What the goal takes, 2026")))
	same(t, "demand", []string{"Stage|Needed", "Leads|118", "won|6"}, sheet(tableOf(t, s, "What marketing has to bring for it")))
	same(t, "gaps", []string{"the leads that the partner was given", "what the campaigns of 2026-Q2 brought", "the marketing plan", "the marketing plan by scenario"}, gapsOf(r, qbr.SectionMarketing)[:4])
}

// plan is a marketing plan with a margin of an owner.
const plan = `{"tactics": [
		{"id": "webinar", "name": "Webinars", "return": {"cost": "3000", "outcome": {"owner": "OWNER", "leads": "80", "mqls": "32.5", "revenue": "60000", "margin": "18000"}, "marginRoi": "5"}},
		{"id": "mail", "return": {"cost": "1920", "outcome": {"owner": "OWNER", "leads": "72", "revenue": "54000", "margin": "16200"}, "marginRoi": "7.4375"}}
	], "total": {"cost": "4920", "outcome": {"owner": "OWNER", "leads": "152", "revenue": "114000", "margin": "34200"}, "within": {"owner": "OWNER", "revenue": "85500"}, "marginRoi": "5.9512"}}`

const scenarios = `{"sourced": "88040",
	"base": {"return": {"cost": "4920", "outcome": {"owner": "OWNER", "revenue": "114000", "margin": "34200"}, "marginRoi": "5.9512"}, "scale": "0.7723", "scaleWithin": "1.0297",
		"needed": [{"id": "webinar", "units": "2"}], "neededReturn": {"cost": "5066.12"}},
	"scenarios": [{"name": "Harder to win", "return": {"cost": "4920", "outcome": {"owner": "OWNER", "revenue": "91200", "margin": "27360"}, "marginRoi": "4.561"}, "scale": "0.9654"}]}`

func TestMarketingPlan(t *testing.T) {
	with := func(audience scorecard.Audience, owner string) (qbr.Section, qbr.Review) {
		return sectionOf(t, qbr.SectionMarketing, audience, func(s *qbr.Sources) {
			s.Marketing = source[waterfall.MixForecast](t, replaced(plan, "OWNER", owner))
			s.Scenarios = source[waterfall.Simulation](t, replaced(scenarios, "OWNER", owner))
		})
	}
	s, _ := with(scorecard.AudienceVendor, "vendor")
	same(t, "figures", []string{"marketing-margin-roi 5.9512 – no-target –"}, figures(s.Metrics))
	tactics := []string{
		"Tactic|Cost|Leads|MQLs|Revenue|Margin|Margin ROI", "Webinars|3,000|80|32.5|60,000|18,000|500%", "mail|1,920|72|–|54,000|16,200|743.75%",
		"In all|4,920|152|–|114,000|34,200|595.12%",
	}
	same(t, "tactics", tactics, sheet(tableOf(t, s, "Marketing plan, 2026-Q3")))
	same(t, "scenarios", []string{
		// The mix within its period goes before the mix at all; what a mix takes may not be known.
		"Scenario|Revenue|Margin|Margin ROI|Needed of the plan|Cost of what is needed", "As planned|114,000|34,200|595.12%|102.97%|5,066.12", "Harder to win|91,200|27,360|456.1%|96.54%|–",
	}, sheet(tableOf(t, s, "The marketing plan by scenario")))
	same(t, "notes", []string{
		"Margin ROI: (margin − cost) ÷ cost.",
		"Of the revenue of the marketing plan, 85,500 USD comes within its period, the rest later.",
		"Needed of the plan: how much of it brings the 88,040 USD that marketing has to source.",
	}, s.Notes)

	// The vendor's margin is no partner's business, its own is.
	s, r := with(scorecard.AudiencePartner, "vendor")
	same(t, "figures for the partner", []string{}, figures(s.Metrics))
	same(t, "tactics for the partner", []string{"Tactic|Cost|Leads|MQLs|Revenue", "Webinars|3,000|80|32.5|60,000", "mail|1,920|72|–|54,000", "In all|4,920|152|–|114,000"},
		sheet(tableOf(t, s, "Marketing plan, 2026-Q3")))
	same(t, "scenarios for the partner", []string{"Scenario|Revenue|Needed of the plan|Cost of what is needed", "As planned|114,000|102.97%|5,066.12", "Harder to win|91,200|96.54%|–"},
		sheet(tableOf(t, s, "The marketing plan by scenario")))
	hides(t, r, "34,200", "34200", "18,000", "18000", "27,360", "27360", "Margin ROI", "5.9512", "595.12")
	s, _ = with(scorecard.AudiencePartner, "partner")
	same(t, "tactics with the partner's margin", tactics, sheet(tableOf(t, s, "Marketing plan, 2026-Q3")))
}

// An outcome that is funded and promoted counts once: (27,099 − 6,000 − 1,800) ÷ 7,800 = 2.4742.
func TestSharedOutcomes(t *testing.T) {
	share := func(id string, requests, promotions []string, margin string) qbr.SharedOutcome {
		return qbr.SharedOutcome{ID: id, Requests: requests, Promotions: promotions, Outcome: partnermath.Outcome{
			Currency: "USD", Owner: partnermath.OwnerVendor, Revenue: num("90000"), Margin: num(margin),
		}}
	}
	in := quarterOnly(func(in *inputs) {
		in.Records.Shared = []qbr.SharedOutcome{
			share("autumn", []string{"r-1", "r-2"}, []string{"p-1"}, "27099"),
			share("winter", []string{"r-4", "r-9"}, []string{"p-3"}, "5000"),
			share("yule", []string{"r-3"}, []string{"p-2"}, "5000"),
		}
		in.Sources.FundRequests = source[[]mdf.Decision](t, `[
			{"request": "r-1", "status": "approved", "amount": "4000"}, {"request": "r-2", "status": "approved-for-less", "amount": "2000"}, {"request": "r-3", "status": "denied", "amount": "0"}, {"request": "r-4", "status": "approved", "amount": "10"}]`)
		in.Sources.Promotions = source[[]promotion.Decision](t, `[
			{"proposal": "p-1", "status": "approved", "full": {"payout": "1800", "cost": "11800"}}, {"proposal": "p-3", "status": "approved", "full": {"payout": "700"}}, {"proposal": "p-2", "status": "returned", "full": {"payout": "0", "cost": "10000"}}]`)
	})
	s := section(t, prepared(t, in), qbr.SectionMarketing)
	same(t, "together", []string{
		"Activity|From the fund|Payouts|Revenue|Margin|Margin ROI",
		"autumn|6,000|1,800|90,000|27,099|247.42%",
		"winter|–|700|90,000|5,000|–", // of r-9 nobody knows
		"yule|0|0|90,000|5,000|–",     // at no cost there is no return on it
	}, sheet(tableOf(t, s, "Funded and promoted together")))

	in.Policy.Audience = scorecard.AudiencePartner
	r := prepared(t, in)
	same(t, "together for the partner", []string{"Activity|From the fund|Payouts|Revenue", "autumn|6,000|1,800|90,000", "winter|–|700|90,000", "yule|0|0|90,000"},
		sheet(tableOf(t, section(t, r, qbr.SectionMarketing), "Funded and promoted together")))
	hides(t, r, "27,099", "27099", "11,800", "11800", "247.42")
}
