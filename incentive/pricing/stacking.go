package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// MaxPrograms is the largest number of programs of a [Stacking], and MaxOrdered that of the
// programs whose orders [CompareOrders] tries.
const (
	MaxPrograms = 100
	MaxOrdered  = 8
)

// Stacking is the policy: which programs meet on a sale, and how. The zero Stacking is not
// valid: it lacks ID, Currency, Method and Programs.
type Stacking struct {
	ID       string      `json:"id" validate:"id"`
	Currency string      `json:"currency" validate:"currency"`
	Method   StackMethod `json:"method" validate:"required,enum"`
	// BestOfGroup pays, of each exclusive group, the program that pays most alone, the
	// first listed of equal ones. Otherwise it is the first in the order of payment. Either
	// is chosen among those whose minimum is met.
	BestOfGroup bool `json:"bestOfGroup,omitempty"`
	// Programs are 1 to MaxPrograms, each with an id of its own.
	Programs []StackProgram `json:"programs" validate:"required,min=1,max=100,dive"`
}

// StackMethod tells what programs take their rates on.
type StackMethod string

// The methods. On a sale of 1,000, programs of 2 % and 5 % pay as shown.
const (
	// StackAdditive pays each on the sale: 20 + 50 = 70.
	StackAdditive StackMethod = "additive"
	// StackCascade pays each on what the earlier ones leave: 20 + 49 = 69.
	StackCascade StackMethod = "cascade"
	// StackByProgram lets each program say: ApplyReduction, ExcludeFromReduction.
	StackByProgram StackMethod = "by-program"
	// StackBestOf pays the one that pays most alone, the first listed of equal ones: 50.
	StackBestOf StackMethod = "best-of"
)

// Values returns the methods in order.
func (StackMethod) Values() []StackMethod {
	return []StackMethod{StackAdditive, StackCascade, StackByProgram, StackBestOf}
}

// StackProgram is a program in a stacking. It has one of Rate, PerUnit and Amount. The zero
// StackProgram is not valid: it lacks ID and all of these.
type StackProgram struct {
	ID string `json:"id" validate:"id"`
	// Priority orders the payment, the lowest first; equal ones are paid as listed.
	Priority int `json:"priority,omitempty" validate:"min=0,max=1000000"`
	// Group names an exclusive group: one of its programs pays on a sale. None is in no group.
	// In a stacking by StackBestOf it must be left out.
	Group string `json:"group,omitempty" validate:"omitempty,id"`
	// Rate is a fraction of the sale's amount, OnMargin of its margin.
	Rate     decimal.NullDecimal `json:"rate,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1"`
	OnMargin bool                `json:"onMargin,omitempty"`
	// PerUnit is an amount for each unit, Amount one for the sale. No reduction changes them.
	PerUnit decimal.NullDecimal `json:"perUnit,omitzero" validate:"omitempty,bounds,atleast=0,atmost=10000000000,digits=18 8"`
	Amount  decimal.NullDecimal `json:"amount,omitzero" validate:"omitempty,bounds,atleast=0"`
	// ApplyReduction takes the Rate on what earlier programs leave of the base.
	// ExcludeFromReduction keeps the program's own amount from lowering that of later ones.
	// Both are read under StackByProgram only.
	ApplyReduction       bool `json:"applyReduction,omitempty"`
	ExcludeFromReduction bool `json:"excludeFromReduction,omitempty"`
	// Minimum is the least amount of a sale, OnMargin the least margin, that qualifies, with
	// PerUnit the least units. It is never reduced. Left out, every sale qualifies.
	Minimum decimal.NullDecimal `json:"minimum,omitzero" validate:"omitempty,bounds,atleast=0"`
	// Cap is the most that is paid on a sale, in minor units of the currency at the finest. Left
	// out, there is none.
	Cap decimal.NullDecimal `json:"cap,omitzero" validate:"omitempty,bounds,atleast=0"`
}

// Sale is what programs meet on. Stack a sale that is returned in part again with what is
// left of it; the difference is what comes back. The zero Sale is not valid.
type Sale struct {
	ID string `json:"id"`
	// Amount must be given: 0 to 10^14 minor units.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// Margin, of any sign, and Units, at least 0 with 4 decimals, must be given where a program reads them.
	Margin decimal.NullDecimal `json:"margin,omitzero"`
	Units  decimal.NullDecimal `json:"units,omitzero"`
	// Programs are the ids of those that the sale takes part in, in any order. None: all.
	Programs []string `json:"programs,omitempty"`
}

// Stacked is what programs pay on a sale: total = Σ amounts of the lines, and left = the
// sale's amount − total, which is never below 0.
type Stacked struct {
	Stacking string          `json:"stacking"`
	Sale     string          `json:"sale"`
	Currency string          `json:"currency"`
	Amount   decimal.Decimal `json:"amount"`
	// Lines are one for each program that the sale takes part in, in the order of payment.
	Lines []StackLine     `json:"lines"`
	Total decimal.Decimal `json:"total"`
	Left  decimal.Decimal `json:"left"`
}

// StackLine is what a program pays on a sale.
type StackLine struct {
	Program string `json:"program"`
	// Alone is what it would pay as the only program, on the whole amount or margin of the
	// sale: what its rate, amount per unit or fixed amount comes to, at most its cap and the
	// sale's amount. It is 0 below the minimum.
	Alone decimal.Decimal `json:"alone"`
	// Base is what the rate was taken on. It is undefined where nothing is paid by a rate:
	// by an amount, below the minimum and for another program of the group.
	Base   decimal.NullDecimal `json:"base"`
	Amount decimal.Decimal     `json:"amount"`
	// Left is the sale's amount less this and all earlier amounts.
	Left decimal.Decimal `json:"left"`
	// Reason is why it pays nothing, ReasonMinimum or ReasonGroup, or what limits its amount,
	// ReasonNothingLeft or else ReasonCap; where both are the same amount, the former. Empty,
	// nothing does.
	Reason partnermath.Reason `json:"reason,omitempty"`
}

// OrderComparison is what orders of payment make of a sale. Priorities count for Given only.
type OrderComparison struct {
	// Given is the order of the stacking.
	Given Stacked `json:"given"`
	// Least and Most are the orders that pay least and most of all; of orders that pay
	// the same, the first is taken when orders are compared program by program as listed.
	Least Stacked `json:"least"`
	Most  Stacked `json:"most"`
	// Spread is Most.Total − Least.Total.
	Spread decimal.Decimal `json:"spread"`
}
