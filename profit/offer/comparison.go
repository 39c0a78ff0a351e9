package offer

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Comparison is two programs side by side.
type Comparison struct {
	Currency   string          `json:"currency"`
	Months     decimal.Decimal `json:"months"`
	Incumbent  Net             `json:"incumbent"`
	Challenger Net             `json:"challenger"`
	// Difference is the challenger's profit − the incumbent's, and Better the one with more.
	Difference decimal.Decimal `json:"difference"`
	Better     Side            `json:"better"`
	// Reversals are first those with a value, the smallest change for its size first, those
	// from 0 last; then those without, as [Assumption] lists them, the incumbent first.
	Reversals []Reversal `json:"reversals"`
}

// Side is one of the two programs, or what concerns both.
type Side string

// The sides.
const (
	SideIncumbent  Side = "incumbent"
	SideChallenger Side = "challenger"
	// SideBoth is of what is the same for both, and of two that net the same.
	SideBoth Side = "both"
)

// Values returns the sides in order.
func (Side) Values() []Side { return []Side{SideIncumbent, SideChallenger, SideBoth} }

// Net is what a program nets over the horizon:
//
//	Margin − Pursuit − Support − Investment − Switching − Disloyalty = Profit
type Net struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Deals is deals a month × max(0, horizon − first deal), with 4 decimals, and Revenue
	// deals × price, each rounded by itself.
	Deals      decimal.Decimal `json:"deals"`
	Revenue    decimal.Decimal `json:"revenue"`
	Margin     decimal.Decimal `json:"margin"`
	Pursuit    decimal.Decimal `json:"pursuit"`
	Support    decimal.Decimal `json:"support"`
	Investment decimal.Decimal `json:"investment"`
	Switching  decimal.Decimal `json:"switching"`
	Disloyalty decimal.Decimal `json:"disloyalty"`
	Profit     decimal.Decimal `json:"profit"`
	// ADeal is what a won deal nets before the fixed amounts: price × margin rate − pursuit
	// cost ÷ win rate − support.
	ADeal decimal.Decimal `json:"aDeal"`
}

// Assumption is a number that the comparison rests on.
type Assumption string

// The assumptions: those of a program, then those of the terms.
const (
	DealsAMonth Assumption = "deals-a-month"
	FirstDeal   Assumption = "first-deal"
	Price       Assumption = "price"
	MarginRate  Assumption = "margin-rate"
	PursuitCost Assumption = "pursuit-cost"
	WinRate     Assumption = "win-rate"
	Support     Assumption = "support"
	Investment  Assumption = "investment"
	// Disloyalty is the sum of the losses.
	Switching  Assumption = "switching"
	Disloyalty Assumption = "disloyalty"
	// Months is the horizon. Of several at which the two net the same it is the nearest, of
	// two as near the shorter.
	Months Assumption = "months"
)

// Values returns the assumptions in order.
func (Assumption) Values() []Assumption {
	return []Assumption{
		DealsAMonth, FirstDeal, Price, MarginRate, PursuitCost, WinRate, Support, Investment, Switching, Disloyalty, Months,
	}
}

// Reversal is what one assumption would have to be for the two programs to net the same.
type Reversal struct {
	Side       Side            `json:"side"`
	Assumption Assumption      `json:"assumption"`
	Now        decimal.Decimal `json:"now"`
	// Value has 8 decimals. It is undefined where there is none, for the Reason given.
	Value  decimal.NullDecimal `json:"value"`
	Reason partnermath.Reason  `json:"reason,omitempty"`
	// Change is Value − Now, and ChangeShare Change ÷ Now, undefined from 0.
	Change      decimal.NullDecimal `json:"change"`
	ChangeShare decimal.NullDecimal `json:"changeShare"`
}

// Why an assumption reverses nothing.
const (
	// ReasonNoEffect: the profit does not depend on it.
	ReasonNoEffect partnermath.Reason = "no-effect"
	// ReasonOutside: it would have to be what it cannot be, such as a win rate above 1.
	ReasonOutside partnermath.Reason = "outside"
)
