package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Statement explains what a partner is paid for a period:
//
//	Qualifying, PaidOn → Slices → Payout → multipliers → Multiplied → caps → Earned
//	Earned + TopUp → budget → Awarded
//	balance = Awarded - Repaid + CarriedIn + AdjustedBefore + sum of Adjustments
//	          - PaidBefore - LapsedBefore = Payable + CarriedOut + Lapsed
//
// All down to Owed is of the records that are part of the settlement: recorded up to
// the grace days, or, for a period that was final before, up to the settlement before.
type Statement struct {
	Partner string             `json:"partner"`
	Name    string             `json:"name,omitempty"`
	Period  partnermath.Period `json:"period"`
	// Reason is why nothing is earned; empty when something can be.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Qualifying and PaidOn are the sums of the lines, before the cap of the measure.
	Qualifying decimal.Decimal `json:"qualifying"`
	PaidOn     decimal.Decimal `json:"paidOn"`
	// Baseline includes BaselineAdjustments, rounded once to the minor unit, or of a count
	// to 4 decimals; thresholds and growth are of this figure. Growth is (Qualifying - Baseline) ÷
	// Baseline. Attainment is Qualifying ÷ Target. Both have 4 decimals, and are undefined
	// where the formula has none.
	Baseline            decimal.NullDecimal `json:"baseline"`
	BaselineAdjustments []PeriodFigure      `json:"baselineAdjustments,omitempty"`
	Growth              decimal.NullDecimal `json:"growth"`
	Target              decimal.NullDecimal `json:"target"`
	Attainment          decimal.NullDecimal `json:"attainment"`
	Gates               []GateLine          `json:"gates"`
	// Slices add up to Payout, what the formula pays.
	Slices []Slice         `json:"slices"`
	Payout decimal.Decimal `json:"payout"`
	// Lines are the records of the period by date and id, those of the same partner
	// that do not count included. Those that earn add up to Earned.
	Lines []SaleLine `json:"lines"`
	// Multiplied is Payout after multipliers, and Caps what limited it, in order: the
	// cap of the measure lies before Multiplied; Multiplied less the costs of the
	// caps of transactions, reps and the partner is Earned.
	Multiplied decimal.Decimal `json:"multiplied"`
	Caps       []CapLine       `json:"caps"`
	Earned     decimal.Decimal `json:"earned"`
	// TopUp is what the guarantee adds, Awarded what the budget leaves of Earned + TopUp,
	// Repaid what is taken back of a recoverable guarantee, and Owed what is left to be repaid.
	TopUp   decimal.Decimal `json:"topUp"`
	Awarded decimal.Decimal `json:"awarded"`
	Repaid  decimal.Decimal `json:"repaid"`
	Owed    decimal.Decimal `json:"owed"`
	// CarriedIn is what the period before handed on. AdjustedBefore, PaidBefore and
	// LapsedBefore are of earlier settlements of this period.
	CarriedIn      decimal.Decimal `json:"carriedIn"`
	AdjustedBefore decimal.Decimal `json:"adjustedBefore"`
	// Adjustments are of this and the earlier periods, in order: what is known since.
	Adjustments  []Adjustment    `json:"adjustments"`
	PaidBefore   decimal.Decimal `json:"paidBefore"`
	LapsedBefore decimal.Decimal `json:"lapsedBefore"`
	// Payable is the balance when that is at least 0 and the minimum payout; else it is
	// CarriedOut, or at the end of the program Lapsed.
	Payable    decimal.Decimal `json:"payable"`
	CarriedOut decimal.Decimal `json:"carriedOut"`
	Lapsed     decimal.Decimal `json:"lapsed"`
	// Outside tells what returns that came back in this period, outside the window, would have
	// cost inside it. It has an entry for each period of their sales: Before is what that
	// period earns, After what it would earn, and both are the same where the return would
	// have cost nothing, such as above a cap. It is in no other figure.
	Outside []Adjustment `json:"outside"`
	// EffectiveRate is Earned ÷ PaidOn with 8 decimals; undefined unless PaidOn is money above 0.
	EffectiveRate decimal.NullDecimal `json:"effectiveRate"`
	// Gap is the way to the next tier; the zero Gap at the last, or without tiers.
	Gap Gap `json:"gap,omitzero"`
}

// SaleLine is what a record counts and earns. The line without a sale, at the end,
// earns what no sale has a share in.
type SaleLine struct {
	Sale    string           `json:"sale"`
	Kind    SaleKind         `json:"kind,omitempty"`
	Of      string           `json:"of,omitempty"`
	Date    partnermath.Date `json:"date,omitzero"`
	Rep     string           `json:"rep,omitempty"`
	Product string           `json:"product,omitempty"`
	// Netted are the records that were netted with this one, by date and id.
	Netted []string `json:"netted,omitempty"`
	// Reason is why it earns nothing.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Qualifying and PaidOn are its measures, after what was netted; undefined where it
	// does not count.
	Qualifying decimal.NullDecimal `json:"qualifying"`
	PaidOn     decimal.NullDecimal `json:"paidOn"`
	// Multipliers are those that apply, and Factor is their product with at most 12
	// decimals, which the sale's share is multiplied by.
	Multipliers []string            `json:"multipliers,omitempty"`
	Factor      decimal.NullDecimal `json:"factor"`
	// Earned is its part of the partner's Earned, by largest remainder.
	Earned decimal.Decimal `json:"earned"`
}

// Slice is the part of a payout that one tier, or a formula without tiers, pays.
type Slice struct {
	// From and To are the ends of the tier in the measure that qualifies, or in the
	// increment of growth, exact.
	From decimal.NullDecimal `json:"from"`
	To   decimal.NullDecimal `json:"to"`
	// Measure is what the slice pays on, Rate, PerUnit and Flat what it pays; Rate has
	// 8 decimals where it is interpolated.
	Measure decimal.Decimal     `json:"measure"`
	Rate    decimal.NullDecimal `json:"rate"`
	PerUnit decimal.NullDecimal `json:"perUnit"`
	Flat    decimal.NullDecimal `json:"flat"`
	// Amount is the difference of two rounded running totals.
	Amount decimal.Decimal `json:"amount"`
}

// GateLine is how a gate was met.
type GateLine struct {
	ID      string          `json:"id"`
	Measure decimal.Decimal `json:"measure"`
	// Share is Measure ÷ the program's, with 4 decimals; undefined unless the gate asks
	// for one and there is a base.
	Share decimal.NullDecimal `json:"share"`
	Met   bool                `json:"met"`
}

// CapLine is a cap that bites, with the running totals of the partner around it.
type CapLine struct {
	Cap partnermath.Reason `json:"cap"`
	// ID is the sale or the rep.
	ID    string          `json:"id,omitempty"`
	Limit decimal.Decimal `json:"limit"`
	// Before - After = Cost.
	Before decimal.Decimal `json:"before"`
	After  decimal.Decimal `json:"after"`
	Cost   decimal.Decimal `json:"cost"`
}

// Adjustment is a change of what a period comes to, Awarded - Repaid, by what is known since.
// Package dispute tells how to see it line by line.
type Adjustment struct {
	Period partnermath.Period `json:"period"`
	// Records are those that were not known before, by date and id. There may be none:
	// a guarantee of one period depends on the earlier ones.
	Records []string `json:"records"`
	// After - Before = Amount.
	Before decimal.Decimal `json:"before"`
	After  decimal.Decimal `json:"after"`
	Amount decimal.Decimal `json:"amount"`
}

// Gap is what is missing to the next tier, and what reaching it would pay. The zero Gap
// is none. With BoundaryUpper, reaching it takes more than the gap.
type Gap struct {
	// To is where the next tier begins, in the measure that qualifies, exact, such as 1.5
	// deals. Missing is To - Qualifying.
	To      decimal.NullDecimal `json:"to"`
	Missing decimal.NullDecimal `json:"missing"`
	// Now is Payout, and Then what the formula pays at To with the next tier's rate, the
	// other measure unchanged. Gain is Then - Now, and below 0 where a table falls.
	Now  decimal.NullDecimal `json:"now"`
	Then decimal.NullDecimal `json:"then"`
	Gain decimal.NullDecimal `json:"gain"`
}
