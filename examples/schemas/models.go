package schemas

import (
	"path"
	"reflect"
	"regexp"
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
	"github.com/partnermath/partnermath/qbr/coverage"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Models returns one of each type that a program of the library reads: those with a
// method Validate, and some that are checked with their policy.
func Models() []any {
	return []any{
		partnermath.Calendar{}, partnermath.Outcome{}, partnermath.Period{}, partnermath.Tiers{}, partnermath.WorkingDays{},

		scorecard.Questionnaire{}, scorecard.Assessment{}, scorecard.RoadmapLimits{}, scorecard.ScoreGoal{},
		scorecard.PeerPolicy{}, scorecard.Disclosure{},

		waterfall.Funnel{}, waterfall.RevenueGoal{}, waterfall.Demand{}, waterfall.Mix{}, waterfall.Scenario{},
		waterfall.ScenarioChange{}, waterfall.Nudge{}, waterfall.KnownTerms{}, waterfall.Campaign{},
		waterfall.Cadence{}, waterfall.YearTarget{},

		pipeline.DealPolicy{}, pipeline.Deal{}, pipeline.RegistrationPolicy{}, pipeline.RegistrationBook{},
		pipeline.LeadPolicy{}, pipeline.Lead{}, pipeline.ForecastPolicy{}, pipeline.PartnerForecast{},
		pipeline.WhiteSpacePolicy{}, pipeline.Account{},

		incentive.Program{}, incentive.Book{}, incentive.Formula{}, incentive.Outlook{},
		liability.Expectation{}, liability.Obligation{},
		pricing.Stacking{}, pricing.Sale{}, pricing.PriceTerms{}, pricing.PriceClaim{}, pricing.StockPolicy{}, pricing.Movement{},
		promotion.Menu{}, promotion.Proposal{}, promotion.Baseline{}, promotion.Actual{}, promotion.Axes{},
		promotion.Models{}, promotion.ModelPartner{}, promotion.ReturnPolicy{}, promotion.ReturnPartner{}, promotion.ReturnSale{},
		reward.Program{}, reward.Book{}, reward.Contest{},

		mdf.Program{}, mdf.Entry{}, mdf.Partner{}, mdf.Request{}, mdf.Approval{}, mdf.Claim{}, mdf.Purchase{},
		mdf.FundPeriod{}, mdf.Tactic{},
		loop.Policy{}, loop.Campaign{}, loop.Return{}, loop.Attribution{}, loop.Opportunity{}, loop.Touch{},
		merit.Competition{}, merit.Contender{},

		profit.Case{}, profit.Discount{}, profit.Scenario{}, profit.Axis{}, profit.Goal{}, profit.Actuals{}, profit.GrowthPlan{},
		profit.VendorSide{},
		offer.Terms{}, offer.Program{},

		qbr.Policy{}, qbr.Records{},
		performance.Policy{}, performance.EngagementPolicy{}, performance.Pacing{},
		coverage.StagePolicy{}, coverage.Facts{}, coverage.Policy{}, coverage.Account{},
	}
}

var wordStart = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// File returns the slash-separated path of the schema of a model below this directory:
// that of its package, and its name.
func File(model any) string {
	t := reflect.TypeOf(model)
	name := strings.ToLower(wordStart.ReplaceAllString(t.Name(), "$1-$2")) + ".json"
	return path.Join("/", strings.TrimPrefix(t.PkgPath(), module), name)[1:]
}
