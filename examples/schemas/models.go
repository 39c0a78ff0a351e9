package schemas

import (
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/liability"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/mdf/merit"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/profit/offer"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/coverage"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

// Models returns one of each type that a program of the library reads: those with a
// method Validate, and some that are checked with their policy.
func Models() []any {
	return slices.Concat(
		[]any{partnermath.Calendar{}, partnermath.Outcome{}, partnermath.Period{}, partnermath.Tiers{}, partnermath.WorkingDays{}},
		[]any{scorecard.Questionnaire{}, scorecard.Assessment{}, scorecard.RoadmapLimits{}},
		[]any{scorecard.PeerPolicy{}, scorecard.Disclosure{}, trend.Goal{}},
		[]any{waterfall.Funnel{}, waterfall.RevenueGoal{}, waterfall.Demand{}, waterfall.Mix{}, waterfall.Scenario{}},
		[]any{waterfall.ScenarioChange{}, waterfall.Nudge{}, waterfall.KnownTerms{}, waterfall.Campaign{}},
		[]any{waterfall.Cadence{}, waterfall.YearTarget{}},
		[]any{pipeline.DealPolicy{}, pipeline.Deal{}, pipeline.RegistrationPolicy{}, pipeline.RegistrationBook{}},
		[]any{pipeline.LeadPolicy{}, pipeline.Lead{}, pipeline.ForecastPolicy{}, pipeline.PartnerForecast{}},
		[]any{whitespace.Policy{}, whitespace.Account{}},
		[]any{incentive.Program{}, incentive.Book{}, incentive.Formula{}, incentive.Outlook{}},
		[]any{liability.Expectation{}, liability.Obligation{}},
		[]any{pricing.Stacking{}, pricing.Sale{}, pricing.PriceTerms{}, pricing.PriceClaim{}, pricing.StockPolicy{}, pricing.Movement{}},
		[]any{promotion.Menu{}, promotion.Proposal{}, promotion.Baseline{}, promotion.Actual{}, promotion.Axes{}},
		[]any{promotion.Models{}, promotion.ModelPartner{}, promotion.ReturnPolicy{}, promotion.ReturnPartner{}, promotion.ReturnSale{}},
		[]any{reward.Program{}, reward.Book{}, reward.Contest{}},
		[]any{mdf.Program{}, mdf.Entry{}, mdf.Partner{}, mdf.Request{}, mdf.Approval{}, mdf.Claim{}, mdf.Purchase{}},
		[]any{mdf.FundPeriod{}, mdf.Tactic{}},
		[]any{loop.Policy{}, loop.Campaign{}, loop.Return{}, loop.Attribution{}, loop.Opportunity{}, loop.Touch{}},
		[]any{merit.Competition{}, merit.Contender{}},
		[]any{profit.Case{}, profit.Discount{}, profit.Scenario{}, profit.Axis{}, profit.Goal{}, profit.Actuals{}, profit.GrowthPlan{}},
		[]any{profit.VendorSide{}},
		[]any{offer.Terms{}, offer.Program{}},
		[]any{qbr.Policy{}, qbr.Records{}},
		[]any{performance.Policy{}, performance.EngagementPolicy{}, performance.Pacing{}},
		[]any{channel.Policy{}, channel.Record{}, channel.Ask{}, channel.CohortPolicy{}, channel.CohortPartner{}},
		[]any{dashboard.Policy{}},
		[]any{coverage.StagePolicy{}, coverage.Facts{}, coverage.Policy{}, coverage.Account{}},
	)
}

var wordStart = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// File returns the slash-separated path of the schema of a model below this directory:
// that of its package, and its name.
func File(model any) string {
	t := reflect.TypeOf(model)
	name := strings.ToLower(wordStart.ReplaceAllString(t.Name(), "$1-$2")) + ".json"
	return path.Join("/", strings.TrimPrefix(t.PkgPath(), module), name)[1:]
}
