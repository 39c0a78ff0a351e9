package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// DealReport is where open deals stand against the plan of a period. Its figures are
// of the deals that are expected to close in the period, and not before asOf; all
// other open deals are set apart, with reasons. A won deal is never pipeline, and a
// lost one is worth nothing. Amounts are in minor units, ratios have 4 decimals.
type DealReport struct {
	Currency string             `json:"currency"`
	Period   partnermath.Period `json:"period"`
	AsOf     partnermath.Date   `json:"asOf"`

	// Won is the revenue of the deals won in the period, and Remaining is Target − Won,
	// undefined without a target. Met tells that nothing remains.
	Target    decimal.NullDecimal `json:"target"`
	Won       decimal.Decimal     `json:"won"`
	Remaining decimal.NullDecimal `json:"remaining"`
	Met       bool                `json:"met"`

	// Deals counts the open deals of the period, Open adds up their amounts and
	// Weighted what these are worth: amount × probability × reliability, rounded for
	// each deal.
	Deals    int             `json:"deals"`
	Open     decimal.Decimal `json:"open"`
	Weighted decimal.Decimal `json:"weighted"`
	// Landing is Won + Weighted: where the period is expected to end.
	Landing decimal.Decimal `json:"landing"`
	// Stages stand in the order of the policy. Categories are cumulative: commit, then
	// with best case, then all open deals.
	Stages     []DealStageRow    `json:"stages"`
	Categories []DealCategoryRow `json:"categories"`

	// Coverages are the pipeline ÷ the plan, on every basis, and Indexes the targets of
	// the policy.
	Coverages []Coverage            `json:"coverages"`
	Indexes   []CoverageIndexResult `json:"indexes,omitempty"`
	WinRates  DealWinRates          `json:"winRates"`
	Pace      DealPace              `json:"pace"`
	// Apart are the open deals that are in no figure above, one entry for each reason.
	// Stale are deals that are in the figures, and that nobody has touched for long.
	Apart []DealExceptions `json:"apart"`
	Stale DealExceptions   `json:"stale"`
	// The same by partner, region and product, a line for each that has a deal.
	Partners []DealRow `json:"partners"`
	Regions  []DealRow `json:"regions"`
	Products []DealRow `json:"products"`
}

// DealStageRow is the part of a [DealReport] at one stage.
type DealStageRow struct {
	ID       string          `json:"id"`
	Name     string          `json:"name,omitempty"`
	Deals    int             `json:"deals"`
	Open     decimal.Decimal `json:"open"`
	Weighted decimal.Decimal `json:"weighted"`
}

// DealCategoryRow is the part of a [DealReport] in a category and the surer ones.
type DealCategoryRow struct {
	Category ForecastCategory `json:"category"`
	Deals    int              `json:"deals"`
	Open     decimal.Decimal  `json:"open"`
	Weighted decimal.Decimal  `json:"weighted"`
}

// Coverage is pipeline ÷ plan.
type Coverage struct {
	Basis ValueBasis  `json:"basis"`
	Of    TargetBasis `json:"of"`
	// Value is undefined without a target, and when nothing remains of it.
	Value decimal.NullDecimal `json:"value"`
}

// CoverageIndexResult is a [CoverageIndex] and how much of it is reached.
type CoverageIndexResult struct {
	Name  string          `json:"name"`
	Basis ValueBasis      `json:"basis"`
	Of    TargetBasis     `json:"of"`
	Times decimal.Decimal `json:"times"`
	// Required is Times × the plan, 0 when nothing remains of it; Pipeline is Open or
	// Weighted, and Reached is Pipeline ÷ Required, undefined when nothing is required.
	// Met tells that Pipeline is at least Required.
	Required decimal.NullDecimal `json:"required"`
	Pipeline decimal.Decimal     `json:"pipeline"`
	Reached  decimal.NullDecimal `json:"reached"`
	Met      bool                `json:"met"`
}

// DealWinRates count every closed deal that is given, also those that closed before the
// period, and say how much pipeline a plan takes.
type DealWinRates struct {
	Won        int `json:"won"`
	Lost       int `json:"lost"`
	NoDecision int `json:"noDecision"`
	// Narrow is won ÷ (won + lost), and Broad won ÷ (won + lost + no decision).
	Narrow decimal.NullDecimal `json:"narrow"`
	Broad  decimal.NullDecimal `json:"broad"`
	// RequiredNarrow and RequiredBroad are the coverage that the rates require: 1 ÷
	// rate, worked out from the counts.
	RequiredNarrow decimal.NullDecimal `json:"requiredNarrow"`
	RequiredBroad  decimal.NullDecimal `json:"requiredBroad"`
}

// DealPace is how fast deals move. Averages of days have 1 decimal.
type DealPace struct {
	// AverageAge is that of the open deals of the period at asOf, and AverageCycle the
	// days from creation to winning of all won deals.
	AverageAge   decimal.NullDecimal `json:"averageAge"`
	AverageCycle decimal.NullDecimal `json:"averageCycle"`
	// Velocity is the revenue that the pipeline makes a day:
	//
	//	deals × average deal × win rate ÷ cycle = Open × won ÷ (won + lost) ÷ average cycle
	//
	// divided once, by the exact average, in minor units. It is undefined without a won
	// deal that took a day, and without a won or lost one.
	Velocity decimal.NullDecimal `json:"velocity"`
}

// DealApartReason tells why an open deal is not in the figures of the period.
type DealApartReason string

// The reasons.
const (
	// ApartSlipped: it was expected to close before asOf.
	ApartSlipped DealApartReason = "slipped"
	// ApartUndated: nobody expects it to close on any day.
	ApartUndated DealApartReason = "undated"
	// ApartEarlier and ApartLater: it is expected to close before the period, or after.
	ApartEarlier DealApartReason = "earlier"
	ApartLater   DealApartReason = "later"
)

// MaxListedDeals is the number of deals that a list of exceptions names: those that come
// first by id.
const MaxListedDeals = 100

// DealExceptions are open deals with something to look at.
type DealExceptions struct {
	Reason DealApartReason `json:"reason,omitempty"`
	Deals  int             `json:"deals"`
	Amount decimal.Decimal `json:"amount"`
	// Listed are at most MaxListedDeals of them, by id, and More counts the rest.
	Listed []ListedDeal `json:"listed,omitempty"`
	More   int          `json:"more,omitempty"`
}

// ListedDeal names a deal.
type ListedDeal struct {
	ID            string           `json:"id"`
	Partner       string           `json:"partner,omitempty"`
	Amount        decimal.Decimal  `json:"amount"`
	ExpectedClose partnermath.Date `json:"expectedClose,omitzero"`
	LastActivity  partnermath.Date `json:"lastActivity,omitzero"`
}

// DealRow is the part of a [DealReport] of one partner, region or product, by id; ""
// are the deals without.
type DealRow struct {
	ID       string          `json:"id"`
	Deals    int             `json:"deals"`
	Open     decimal.Decimal `json:"open"`
	Weighted decimal.Decimal `json:"weighted"`
	Won      decimal.Decimal `json:"won"`
	Landing  decimal.Decimal `json:"landing"`
	// Apart adds up the open deals that are set apart.
	Apart decimal.Decimal `json:"apart"`
}
