package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// DealReport is where open deals stand against the plan of a period. Its figures are
// of the deals that are expected to close in the period, and not before asOf; all
// other open deals are set apart, with reasons. A won deal is never pipeline, and a
// lost one is worth nothing. Amounts are in Currency with as many decimals as it has, ratios have 4.
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
	// Unknown counts the deals that the sums leave out, and Call is what the manager says.
	Unknown DealUnknown `json:"unknown,omitzero"`
	Call    ManagerCall `json:"call"`
	// Stages stand in the order of the policy, after them the deals whose stage is not
	// known, if there are any, under "". Categories are cumulative: commit, then with best
	// case, then all open deals.
	Stages     []DealStageRow    `json:"stages"`
	Categories []DealCategoryRow `json:"categories"`

	// Coverages are the pipeline ÷ the plan, on every basis, and CoverageTargets the targets of
	// the policy.
	Coverages       []Coverage             `json:"coverages"`
	CoverageTargets []CoverageTargetResult `json:"coverageTargets,omitempty"`
	WinRates        DealWinRates           `json:"winRates"`
	Pace            DealPace               `json:"pace"`
	// Apart are the open deals that are in no figure above, one entry for each reason.
	// Stale are deals that are in the figures, and that nobody has touched for long, as far
	// as that is known: for more than StaleAfter days, counted as Days tells. Where StaleAfter is 0,
	// no deal is looked at, and Stale says nothing.
	Apart      []DealExceptions `json:"apart"`
	Stale      DealExceptions   `json:"stale"`
	StaleAfter int              `json:"staleAfter"`
	Days       DayCount         `json:"days"`
	// Largest are at most MaxLargestDeals of the deals that are in the figures, the
	// largest first, equal ones by id.
	Largest []ListedDeal `json:"largest,omitempty"`
	// The same by partner, rep, region and product, a line for each that has a deal.
	Partners []DealRow `json:"partners"`
	Reps     []DealRow `json:"reps"`
	Regions  []DealRow `json:"regions"`
	Products []DealRow `json:"products"`
	// Findings are the deals whose facts contradict each other, and those set apart, by
	// reason.
	Findings []partnermath.Finding `json:"findings"`
}

// DealUnknown counts the deals that the sums beside it leave out, because what they would
// add is not known: no amount, or for Weighted no chance to win; Won also counts those
// that were won nobody knows when. The zero DealUnknown is none.
type DealUnknown struct {
	Open     int `json:"open,omitempty"`
	Weighted int `json:"weighted,omitempty"`
	Won      int `json:"won,omitempty"`
	Apart    int `json:"apart,omitempty"`
}

// ManagerCall is the manager's own call of the period beside what is worked out.
type ManagerCall struct {
	Call decimal.NullDecimal `json:"call"`
	// Variance is Call − Landing.
	Variance decimal.NullDecimal `json:"variance"`
	// Committed is what is won, and the full amount of the open deals in commit.
	// BelowCommitted tells that Call is less.
	Committed      decimal.Decimal `json:"committed"`
	BelowCommitted bool            `json:"belowCommitted"`
}

// DealStageRow is the part of a [DealReport] at one stage.
type DealStageRow struct {
	ID       string          `json:"id"`
	Name     string          `json:"name,omitempty"`
	Deals    int             `json:"deals"`
	Open     decimal.Decimal `json:"open"`
	Weighted decimal.Decimal `json:"weighted"`
	Unknown  DealUnknown     `json:"unknown,omitzero"`
}

// DealCategoryRow is the part of a [DealReport] in a category and the surer ones.
type DealCategoryRow struct {
	Category ForecastCategory `json:"category"`
	Deals    int              `json:"deals"`
	Open     decimal.Decimal  `json:"open"`
	Weighted decimal.Decimal  `json:"weighted"`
	Unknown  DealUnknown      `json:"unknown,omitzero"`
}

// Coverage is pipeline ÷ plan.
type Coverage struct {
	Basis ValueBasis  `json:"basis"`
	Of    TargetBasis `json:"of"`
	// Value is undefined without a target, and when nothing remains of it.
	Value decimal.NullDecimal `json:"value"`
}

// CoverageTargetResult is a [CoverageTarget] and how much of it is reached.
type CoverageTargetResult struct {
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
	// AverageAge is that of the open deals of the period at asOf, as far as their creation
	// is known, of which there are Aged. AverageCycle is the days from creation to winning
	// of the won deals of which both are known, of which there are Cycles.
	Aged         int                 `json:"aged"`
	AverageAge   decimal.NullDecimal `json:"averageAge"`
	Cycles       int                 `json:"cycles"`
	AverageCycle decimal.NullDecimal `json:"averageCycle"`
	// Velocity is the revenue that the pipeline makes a day:
	//
	//	deals × average deal × win rate ÷ cycle = Open × won ÷ (won + lost) ÷ average cycle
	//
	// divided once, by the exact average, rounded as an amount. It is undefined without a won
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
	// ApartOmitted: its forecast category is CategoryOmitted.
	ApartOmitted DealApartReason = "omitted"
)

// Values returns the reasons in order.
func (DealApartReason) Values() []DealApartReason {
	return []DealApartReason{ApartSlipped, ApartUndated, ApartEarlier, ApartLater, ApartOmitted}
}

// MaxListedDeals is the number of deals that a list of exceptions names: those that come
// first by id. MaxLargestDeals is the number of largest ones.
const (
	MaxListedDeals  = 100
	MaxLargestDeals = 10
)

// DealExceptions are open deals with something to look at.
type DealExceptions struct {
	Reason DealApartReason `json:"reason,omitempty"`
	Deals  int             `json:"deals"`
	Amount decimal.Decimal `json:"amount"`
	// Unknown counts the deals without an amount, which Amount leaves out.
	Unknown int `json:"unknown,omitempty"`
	// Listed are at most MaxListedDeals of them, by id, and More counts the rest.
	Listed []ListedDeal `json:"listed,omitempty"`
	More   int          `json:"more,omitempty"`
}

// ListedDeal names a deal.
type ListedDeal struct {
	ID            string              `json:"id"`
	Partner       string              `json:"partner,omitempty"`
	Rep           string              `json:"rep,omitempty"`
	Amount        decimal.NullDecimal `json:"amount"`
	ExpectedClose partnermath.Date    `json:"expectedClose,omitzero"`
	LastActivity  partnermath.Date    `json:"lastActivity,omitzero"`
}

// DealRow is the part of a [DealReport] of one partner, rep, region or product, by id; ""
// are the deals without.
type DealRow struct {
	ID       string          `json:"id"`
	Deals    int             `json:"deals"`
	Open     decimal.Decimal `json:"open"`
	Weighted decimal.Decimal `json:"weighted"`
	Won      decimal.Decimal `json:"won"`
	Landing  decimal.Decimal `json:"landing"`
	// Apart adds up the open deals that are set apart.
	Apart    decimal.Decimal `json:"apart"`
	Unknown  DealUnknown     `json:"unknown,omitzero"`
	WinRates DealWinRates    `json:"winRates"`
}
