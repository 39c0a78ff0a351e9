package qbr

import (
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Origin tells of whom, of when and in which currency a result is. The zero Origin says
// that there is no result.
type Origin struct {
	Partner string `json:"partner"`
	// Currency may be left out for a result without amounts.
	Currency string             `json:"currency,omitempty"`
	Period   partnermath.Period `json:"period"`
	// AsOf is the day up to which the result knows.
	AsOf partnermath.Date `json:"asOf"`
}

// Source is a result of a sibling package and where it is from. The zero Source is absent.
type Source[T any] struct {
	Origin
	Value T `json:"value"`
}

// Sources are what a review pulls together. Each may be absent, which the review then says.
// The period of each is the reviewed quarter unless it is said otherwise.
type Sources struct {
	Score      Source[scorecard.Result]  `json:"score,omitzero"`
	Peers      Source[[]BesidePeers]     `json:"peers,omitzero"`
	Roadmap    Source[scorecard.Roadmap] `json:"roadmap,omitzero"`
	ScoreTrend Source[trend.Scores]      `json:"scoreTrend,omitzero"`
	ScoreGoals Source[[]trend.Progress]  `json:"scoreGoals,omitzero"`

	// Deals is of the partner's deals alone, for the reviewed quarter, NextDeals for the one after
	// it. Leads are those that the partner was given in the quarter: nothing in a report tells
	// whose they are, and of when. Registrations may be of the whole channel, which alone tells of
	// conflicts, and Forecasts of several partners.
	Deals         Source[pipeline.DealReport]         `json:"deals,omitzero"`
	NextDeals     Source[pipeline.DealReport]         `json:"nextDeals,omitzero"`
	Forecasts     Source[pipeline.ForecastReport]     `json:"forecasts,omitzero"`
	Leads         Source[pipeline.LeadReport]         `json:"leads,omitzero"`
	Registrations Source[pipeline.RegistrationReport] `json:"registrations,omitzero"`

	// Requirement is what the goal of the year takes, Marketing what is planned for it. Their
	// period, and that of Scenarios, holds the quarter, as the year does. Campaigns are of the
	// quarter before, which had time to bring something.
	Requirement Source[waterfall.Requirement]    `json:"requirement,omitzero"`
	Marketing   Source[waterfall.MixForecast]    `json:"marketing,omitzero"`
	Scenarios   Source[waterfall.Simulation]     `json:"scenarios,omitzero"`
	Campaigns   Source[[]waterfall.Verification] `json:"campaigns,omitzero"`
	// NextRequirement and NextMarketing are of the quarter after: what its target takes at
	// the conversion rates that were seen, and what is planned.
	NextRequirement Source[waterfall.Requirement] `json:"nextRequirement,omitzero"`
	NextMarketing   Source[waterfall.MixForecast] `json:"nextMarketing,omitzero"`

	Incentives Source[[]ProgramStatement]   `json:"incentives,omitzero"`
	Promotions Source[[]promotion.Decision] `json:"promotions,omitzero"`
	// Rewards is the statement of the partner's organisation.
	Rewards Source[reward.Statement] `json:"rewards,omitzero"`

	// Fund is of the partner's entries, requests and claims alone, up to the last day of the
	// quarter at most. FundPosition is the partner's, FundRequests are decisions on its requests.
	Fund         Source[mdf.Report]       `json:"fund,omitzero"`
	FundPosition Source[mdf.Position]     `json:"fundPosition,omitzero"`
	FundRequests Source[[]mdf.Decision]   `json:"fundRequests,omitzero"`
	Claims       Source[[]mdf.Settlement] `json:"claims,omitzero"`
	Loop         Source[loop.Loop]        `json:"loop,omitzero"`

	// The period of the business case is its own, and has to overlap the quarter.
	Profit       Source[profit.Report]       `json:"profit,omitzero"`
	Statement    Source[profit.Statement]    `json:"statement,omitzero"`
	PlanActual   Source[profit.Verification] `json:"planActual,omitzero"`
	VendorReturn Source[profit.VendorReturn] `json:"vendorReturn,omitzero"`
}

// BesidePeers is a score beside a group of peers, of which the partner is one.
type BesidePeers struct {
	// Group is its name, such as "Tier Silver".
	Group      string                   `json:"group"`
	Comparison scorecard.PeerComparison `json:"comparison"`
}

// ProgramStatement is what a rebate program pays the partner.
type ProgramStatement struct {
	Program string `json:"program"`
	// Measure is what the program's thresholds are of.
	Measure   incentive.Measure   `json:"measure"`
	Statement incentive.Statement `json:"statement"`
}

// SourceID names a source, as its JSON name does.
type SourceID string

// The sources. SourceVendorReturn is the vendor's alone.
const (
	SourceScore           SourceID = "score"
	SourcePeers           SourceID = "peers"
	SourceRoadmap         SourceID = "roadmap"
	SourceScoreTrend      SourceID = "scoreTrend"
	SourceScoreGoals      SourceID = "scoreGoals"
	SourceDeals           SourceID = "deals"
	SourceNextDeals       SourceID = "nextDeals"
	SourceForecasts       SourceID = "forecasts"
	SourceLeads           SourceID = "leads"
	SourceRegistrations   SourceID = "registrations"
	SourceRequirement     SourceID = "requirement"
	SourceMarketing       SourceID = "marketing"
	SourceScenarios       SourceID = "scenarios"
	SourceCampaigns       SourceID = "campaigns"
	SourceNextRequirement SourceID = "nextRequirement"
	SourceNextMarketing   SourceID = "nextMarketing"
	SourceIncentives      SourceID = "incentives"
	SourcePromotions      SourceID = "promotions"
	SourceRewards         SourceID = "rewards"
	SourceFund            SourceID = "fund"
	SourceFundPosition    SourceID = "fundPosition"
	SourceFundRequests    SourceID = "fundRequests"
	SourceClaims          SourceID = "claims"
	SourceLoop            SourceID = "loop"
	SourceProfit          SourceID = "profit"
	SourceStatement       SourceID = "statement"
	SourcePlanActual      SourceID = "planActual"
	SourceVendorReturn    SourceID = "vendorReturn"
)

// SourceHistory stands for [Records.History] in a [Discrepancy], and is none of the sources.
const SourceHistory SourceID = "history"

// Values returns the sources in order.
func (SourceID) Values() []SourceID {
	return []SourceID{
		SourceScore, SourcePeers, SourceRoadmap, SourceScoreTrend, SourceScoreGoals,
		SourceDeals, SourceNextDeals, SourceForecasts, SourceLeads, SourceRegistrations,
		SourceRequirement, SourceMarketing, SourceScenarios, SourceCampaigns, SourceNextRequirement, SourceNextMarketing,
		SourceIncentives, SourcePromotions, SourceRewards,
		SourceFund, SourceFundPosition, SourceFundRequests, SourceClaims, SourceLoop,
		SourceProfit, SourceStatement, SourcePlanActual, SourceVendorReturn,
	}
}

// origins are those of the sources, in their order.
func (s *Sources) origins() [28]*Origin {
	return [...]*Origin{
		&s.Score.Origin, &s.Peers.Origin, &s.Roadmap.Origin, &s.ScoreTrend.Origin, &s.ScoreGoals.Origin,
		&s.Deals.Origin, &s.NextDeals.Origin, &s.Forecasts.Origin, &s.Leads.Origin, &s.Registrations.Origin,
		&s.Requirement.Origin, &s.Marketing.Origin, &s.Scenarios.Origin, &s.Campaigns.Origin, &s.NextRequirement.Origin, &s.NextMarketing.Origin,
		&s.Incentives.Origin, &s.Promotions.Origin, &s.Rewards.Origin,
		&s.Fund.Origin, &s.FundPosition.Origin, &s.FundRequests.Origin, &s.Claims.Origin, &s.Loop.Origin,
		&s.Profit.Origin, &s.Statement.Origin, &s.PlanActual.Origin, &s.VendorReturn.Origin,
	}
}

// origin is that of a source.
func (s *Sources) origin(id SourceID) *Origin {
	if at := slices.Index(id.Values(), id); at >= 0 {
		return s.origins()[at]
	}
	return &Origin{}
}

// has tells whether a source is there.
func (s *Sources) has(id SourceID) bool { return *s.origin(id) != Origin{} }

// Name is what a reader calls the source: open deals for [SourceNextDeals]. That of "" is of the
// sales records, for which it stands in a [Discrepancy].
func (id SourceID) Name() string { return words.Source(string(id)) }
