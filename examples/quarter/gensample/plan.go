package main

import (
	"encoding/json"
	"os"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// program is the marketing plan of the last quarter: for the Registered partners, and
// what differs for the tiers above and for a partner with a plan of its own.
type program struct {
	Schema   string              `json:"$schema"`
	Quarter  partnermath.Quarter `json:"quarter"`
	Currency string              `json:"currency"`
	terms
	Plans []ownPlan `json:"plans"`
}

type terms struct {
	Funnel    *waterfall.Funnel      `json:"funnel,omitempty"`
	Goal      *waterfall.RevenueGoal `json:"goal,omitempty"`
	Cadence   *waterfall.Cadence     `json:"cadence,omitempty"`
	Tactics   []waterfall.Tactic     `json:"tactics,omitempty"`
	Scenarios []waterfall.Scenario   `json:"scenarios,omitempty"`
	Campaigns []waterfall.Tactic     `json:"campaigns,omitempty"`

	Pipeline      *pipelinePolicy      `json:"pipeline,omitempty"`
	Registrations *registrationPolicy  `json:"registrations,omitempty"`
	Leads         *pipeline.LeadPolicy `json:"leads,omitempty"`
}

// pipelinePolicy and registrationPolicy are those of the library without what the
// review adds.
type pipelinePolicy struct {
	Stages          []pipeline.DealStage      `json:"stages"`
	StaleAfter      int                       `json:"staleAfter"`
	CoverageTargets []pipeline.CoverageTarget `json:"coverageTargets"`
}

type registrationPolicy struct {
	Goal         decimal.NullDecimal `json:"goal,omitzero"`
	Days         pipeline.DayCount   `json:"days"`
	ServiceLevel int                 `json:"serviceLevel"`
}

type ownPlan struct {
	Partner string `json:"partner,omitempty"`
	Tier    string `json:"tier,omitempty"`
	terms
}

func writePlan(file string, channel []partner) error {
	plan := program{
		Schema:  "../../schemas/quarter/plan.json",
		Quarter: partnermath.Quarter{Year: 2026, Number: 3}, Currency: currency,
		terms: terms{
			Funnel:    funnel(),
			Goal:      goal(240_000, 90_000, 60_000),
			Cadence:   &waterfall.Cadence{Spread: waterfall.SpreadSeason, Season: numbers("22", "25", "23", "30")},
			Tactics:   []waterfall.Tactic{emails("4"), webinar("1")},
			Scenarios: scenarios(),
			Campaigns: []waterfall.Tactic{past(emails("0.5"))},
			Pipeline: &pipelinePolicy{
				Stages: []pipeline.DealStage{
					{ID: "qualify", Name: "Qualify", Probability: optional("0.1")},
					{ID: "develop", Name: "Develop", Probability: optional("0.25")},
					{ID: "propose", Name: "Propose", Probability: optional("0.5")},
					{ID: "negotiate", Name: "Negotiate", Probability: optional("0.75")},
				},
				StaleAfter: 30,
				CoverageTargets: []pipeline.CoverageTarget{
					{Name: "total", Basis: pipeline.ValueRaw, Of: pipeline.TargetRemaining, Times: optional("2")},
					{Name: "risk-adjusted", Basis: pipeline.ValueWeighted, Of: pipeline.TargetRemaining, Times: optional("1")},
				},
			},
			Registrations: &registrationPolicy{Days: pipeline.DaysWorking, ServiceLevel: 4},
			Leads:         &pipeline.LeadPolicy{FollowUpWithin: 3},
		},
		Plans: []ownPlan{
			{Tier: tiers[0].name, terms: terms{
				Goal:      goal(2_400_000, 900_000, 640_000),
				Tactics:   []waterfall.Tactic{emails("12"), webinar("3"), event("2"), searches("13"), calls("12")},
				Campaigns: []waterfall.Tactic{past(emails("1")), past(webinar("0.5"))},
			}},
			{Tier: tiers[1].name, terms: terms{
				Goal:      goal(900_000, 320_000, 240_000),
				Tactics:   []waterfall.Tactic{emails("6"), webinar("2"), searches("8")},
				Campaigns: []waterfall.Tactic{past(emails("0.5")), past(webinar("0.25"))},
			}},
			{Partner: channel[0].id, terms: terms{
				Goal:      goal(1_400_000, 380_000, 260_000),
				Tactics:   []waterfall.Tactic{emails("6"), webinar("2"), event("1"), searches("8"), calls("10")},
				Campaigns: []waterfall.Tactic{past(emails("3")), past(webinar("1")), past(calls("6"))},
				Registrations: &registrationPolicy{
					Goal: optional("250000"), Days: pipeline.DaysWorking, ServiceLevel: 4,
				},
			}},
		},
	}
	text, err := json.MarshalIndent(plan, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}

// funnel is that of the whole program, by which goals are worked out backward.
func funnel() *waterfall.Funnel {
	return &waterfall.Funnel{
		Stages: []waterfall.FunnelStage{
			{ID: "leads", Name: "Leads", CountsAs: partnermath.StageLead},
			{ID: "mqls", Name: "MQLs", CountsAs: partnermath.StageMQL, Rate: optional("0.5"), Lag: numbers("0.7", "0.3")},
			{ID: "mgos", Name: "MGOs", CountsAs: partnermath.StageMGO, Rate: optional("0.4"), Lag: numbers("0.7", "0.3")},
			won("4"),
		},
		Currency: currency, DealSize: optional(dealSize), MarginRate: optional(marginRate),
	}
}

const (
	currency   = "USD"
	dealSize   = "15000"
	marginRate = "0.22"
)

// won is the last stage of every funnel: sales take one month to four.
func won(mgos string) waterfall.FunnelStage {
	return waterfall.FunnelStage{
		ID: "won", Name: "Won deals", CountsAs: partnermath.StageWon, Per: optional(mgos),
		Lag: numbers("0", "0.3", "0.4", "0.2", "0.1"),
	}
}

// goal takes dollars.
func goal(revenue, recurring, open int64) *waterfall.RevenueGoal {
	return &waterfall.RevenueGoal{
		Revenue: partnermath.Int(revenue), Recurring: partnermath.Int(recurring),
		Open: partnermath.Int(open), OpenRate: optional("0.25"), MarketingShare: optional("0.6"),
		Rounding: waterfall.RoundingEveryStage,
	}
}

func scenarios() []waterfall.Scenario {
	conversion := func(stage, times string) waterfall.ScenarioChange {
		return waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Stage: stage, Multiply: optional(times)}
	}
	return []waterfall.Scenario{
		{Name: "bleak", Changes: []waterfall.ScenarioChange{
			conversion("leads", "0.8"), conversion("won", "0.8"),
			{Lever: waterfall.LeverDealSize, Multiply: optional("0.9")},
		}},
		{Name: "expected"},
		{Name: "bright", Changes: []waterfall.ScenarioChange{conversion("leads", "1.2"), conversion("mgos", "1.1")}},
	}
}

func emails(mailings string) waterfall.Tactic {
	return tactic("email", "Nurture emails", mailings, "1500", "220", "600", dates(7, 6, 9, 26),
		waterfall.FunnelStage{ID: "recipients", Name: "Recipients"},
		waterfall.FunnelStage{ID: "responses", Name: "Responses", CountsAs: partnermath.StageInquiry, Rate: optional("0.02")},
		waterfall.FunnelStage{ID: "leads", Name: "Leads", CountsAs: partnermath.StageLead, Rate: optional("0.4")},
		mgos("0.15"), won("5"))
}

func webinar(times string) waterfall.Tactic {
	return tactic("webinar", "Webinars", times, "80", "1800", "0", dates(7, 14, 9, 12),
		waterfall.FunnelStage{ID: "registrations", Name: "Registrations", CountsAs: partnermath.StageInquiry},
		waterfall.FunnelStage{ID: "attendees", Name: "Attendees", Rate: optional("0.45")},
		waterfall.FunnelStage{ID: "leads", Name: "Leads", CountsAs: partnermath.StageLead, Rate: optional("0.5")},
		mgos("0.25"), won("4"))
}

func event(times string) waterfall.Tactic {
	breakfast := tactic("breakfast", "Customer breakfast", times, "40", "3500", "0", dates(9, 17, 9, 18),
		waterfall.FunnelStage{ID: "invited", Name: "Invited", CountsAs: partnermath.StageInquiry},
		waterfall.FunnelStage{ID: "guests", Name: "Guests", Rate: optional("0.5")},
		waterfall.FunnelStage{ID: "leads", Name: "Leads", CountsAs: partnermath.StageLead, Rate: optional("0.6")},
		mgos("0.35"), won("3"))
	breakfast.Capacity = optional("2")
	return breakfast
}

func searches(weeks string) waterfall.Tactic {
	return tactic("search", "Search advertising", weeks, "90", "450", "500", dates(7, 1, 10, 1),
		waterfall.FunnelStage{ID: "clicks", Name: "Clicks", CountsAs: partnermath.StageInquiry},
		waterfall.FunnelStage{ID: "leads", Name: "Leads", CountsAs: partnermath.StageLead, Rate: optional("0.05")},
		mgos("0.15"), won("5"))
}

func calls(days string) waterfall.Tactic {
	desk := tactic("calls", "Telemarketing", days, "60", "400", "0", dates(8, 3, 9, 5),
		waterfall.FunnelStage{ID: "calls", Name: "Calls"},
		waterfall.FunnelStage{ID: "leads", Name: "Leads", CountsAs: partnermath.StageLead, Rate: optional("0.05")},
		mgos("0.3"), won("4"))
	desk.Capacity = optional("15")
	return desk
}

func tactic(id, name, units, reach, unitCost, fixedCost string, when partnermath.Period, stages ...waterfall.FunnelStage) waterfall.Tactic {
	return waterfall.Tactic{
		ID: id, Name: name, Units: optional(units), Reach: optional(reach),
		UnitCost: optional(unitCost), FixedCost: optional(fixedCost), Period: when,
		Funnel: waterfall.Funnel{
			Currency: currency, Stages: stages, DealSize: optional(dealSize), MarginRate: optional(marginRate),
		},
	}
}

// past is a tactic as it was planned for the quarter before.
func past(t waterfall.Tactic) waterfall.Tactic {
	t.ID += "-2026-q2"
	t.Period = dates(4, 6, 6, 27)
	return t
}

func mgos(rate string) waterfall.FunnelStage {
	return waterfall.FunnelStage{
		ID: "mgos", Name: "MGOs", CountsAs: partnermath.StageMGO, Rate: optional(rate), Lag: numbers("0.7", "0.3"),
	}
}

// dates are from a day of 2026 up to, but without, another.
func dates(month, day int, endMonth, endDay int) partnermath.Period {
	return partnermath.Period{
		Start: partnermath.NewDate(2026, time.Month(month), day),
		End:   partnermath.NewDate(2026, time.Month(endMonth), endDay),
	}
}

func numbers(texts ...string) []decimal.Decimal {
	all := make([]decimal.Decimal, len(texts))
	for i, text := range texts {
		all[i] = number(text)
	}
	return all
}
