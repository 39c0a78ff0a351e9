package qbr

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// Metric is a figure, where it stands against what is wanted, and where it is from.
type Metric struct {
	ID   MetricID      `json:"id"`
	Name string        `json:"name"`
	Unit document.Unit `json:"unit"`
	// Value is undefined where it is not known.
	Value decimal.NullDecimal `json:"value"`
	// Target is what is wanted, Floor what keeps it from being red. Both are undefined where
	// nothing is wanted.
	Target decimal.NullDecimal `json:"target"`
	Floor  decimal.NullDecimal `json:"floor"`
	// Due and FloorDue are what of them is due by now; they are defined in a running period
	// only, of what grows in its course, and Status is beside them then.
	Due      decimal.NullDecimal `json:"due"`
	FloorDue decimal.NullDecimal `json:"floorDue"`
	// Reached is Value ÷ Target with 4 decimals, that of the source where it tells it unrounded;
	// undefined unless the target is above 0 and
	// more is better.
	Reached  decimal.NullDecimal  `json:"reached"`
	Polarity performance.Polarity `json:"polarity"`
	// Status is none, [performance.StatusNoTarget], of a landing that contradicts the revenue too,
	// see [Discrepancy].
	Status performance.Status `json:"status"`
	// Change is Value − that of the quarter before: of revenue from [Records.Sales], of the score
	// from ScoreTrend, and of what these do not know from [Records.History]. Slope is the change
	// a quarter by least squares through all that are known, with 4 decimals. Neither is defined
	// of what grows in the course of a quarter that still runs.
	Change decimal.NullDecimal `json:"change"`
	Slope  decimal.NullDecimal `json:"slope"`
	// Source is where it is from, "" for the records, and AsOf the day that it is of.
	Source SourceID         `json:"source,omitempty"`
	AsOf   partnermath.Date `json:"asOf,omitzero"`
	// VendorOnly tells that a partner's review does not have it.
	VendorOnly bool `json:"vendorOnly,omitempty"`
}

// MetricID names a figure of a review.
type MetricID string

// The figures, by the line of the first page that shows them. All but the caller's own, whose
// ids are those of [Records.Metrics].
const (
	MetricRevenue     MetricID = "revenue"
	MetricYearRevenue MetricID = "revenue-year-to-date"
	// MetricWonDeals is there where no sales are recorded.
	MetricWonDeals MetricID = "won-deals"

	MetricLanding          MetricID = "landing"
	MetricCoverageTotal    MetricID = "coverage-total"
	MetricCoverageWeighted MetricID = "coverage-weighted"

	MetricForecastBias MetricID = "forecast-bias"
	MetricForecastWAPE MetricID = "forecast-wape"

	MetricMQLs            MetricID = "mqls"
	MetricSQLs            MetricID = "sqls"
	MetricSQLRate         MetricID = "sql-rate"
	MetricPipelineCreated MetricID = "pipeline-created"

	MetricRegistered      MetricID = "registered"
	MetricDecidedInTime   MetricID = "decided-in-time"
	MetricIncentiveEarned MetricID = "incentive-earned"
	MetricNextTierMissing MetricID = "next-tier-missing"
	MetricNextTierGain    MetricID = "next-tier-gain"
	MetricRewardsEarned   MetricID = "rewards-earned"

	MetricFundAvailable  MetricID = "fund-available"
	MetricFundExpiring   MetricID = "fund-expiring"
	MetricClaimsAccepted MetricID = "claims-accepted"
	MetricClaimsDenied   MetricID = "claims-denied"
	MetricMarginROI      MetricID = "marketing-margin-roi"

	MetricPartnerProfit MetricID = "partner-profit"
	MetricPaybackMonth  MetricID = "payback-month"
	MetricVendorReturn  MetricID = "vendor-margin-multiple"

	MetricScore       MetricID = "score"
	MetricFailedGates MetricID = "failed-gates"
	MetricNextLift    MetricID = "next-action-lift"
	MetricEngagement  MetricID = "engagement"
	MetricSpecialists MetricID = "specialisations"

	MetricPartnerKept MetricID = "commitments-kept-by-partner"
	MetricVendorKept  MetricID = "commitments-kept-by-vendor"
)

// Values returns the figures in order.
func (MetricID) Values() []MetricID {
	return []MetricID{
		MetricRevenue, MetricYearRevenue, MetricWonDeals, MetricLanding, MetricCoverageTotal, MetricCoverageWeighted,
		MetricForecastBias, MetricForecastWAPE, MetricMQLs, MetricSQLs, MetricSQLRate, MetricPipelineCreated,
		MetricRegistered, MetricDecidedInTime, MetricIncentiveEarned, MetricNextTierMissing, MetricNextTierGain, MetricRewardsEarned,
		MetricFundAvailable, MetricFundExpiring, MetricClaimsAccepted, MetricClaimsDenied, MetricMarginROI,
		MetricPartnerProfit, MetricPaybackMonth, MetricVendorReturn,
		MetricScore, MetricFailedGates, MetricNextLift, MetricEngagement, MetricSpecialists, MetricPartnerKept, MetricVendorKept,
	}
}

// polarity tells which way a figure is better.
func polarity(id MetricID) performance.Polarity {
	switch id {
	case MetricForecastWAPE, MetricClaimsDenied, MetricFundExpiring, MetricNextTierMissing, MetricFailedGates, MetricPaybackMonth:
		return performance.LowerIsBetter
	}
	return performance.HigherIsBetter
}

// isFlow reports whether a figure grows in the course of the quarter, so that a target of it
// falls due day by day.
func isFlow(id MetricID) bool {
	switch id {
	case MetricRevenue, MetricYearRevenue, MetricWonDeals, MetricMQLs, MetricSQLs, MetricRegistered, MetricIncentiveEarned:
		return true
	}
	return false
}

// isFigure reports whether an id is of the review itself.
func isFigure(id MetricID) bool { return slices.Contains(id.Values(), id) }
