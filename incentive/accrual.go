package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Expectation is what is expected of a partner in a period that still runs, or was
// settled. The zero Expectation is not valid: it lacks Period, Partner, ToDate and Before.
type Expectation struct {
	// Period is one of the program, and Partner who is to be paid, with the History,
	// BaselineAdjustments and Targets that the formula needs.
	Period  partnermath.Period `json:"period"`
	Partner Partner            `json:"partner"`
	// AsOf is the day of the accrual.
	AsOf partnermath.Date `json:"asOf"`
	// ToDate is the measure so far.
	ToDate Forecast `json:"toDate"`
	// Method is how Forecasts make one figure; none means AccrueMostLikely.
	Method AccrualMethod `json:"method,omitempty"`
	// Forecasts are what the measure of the whole period may be, 1 to MaxList. Probabilities add up
	// to exactly 1; one forecast alone needs none. Without any, the measure to date is
	// projected: to date × Parts ÷ Elapsed, such as 3 months of which 1 is over.
	Forecasts []Forecast `json:"forecasts,omitempty"`
	Parts     int        `json:"parts,omitempty"`
	Elapsed   int        `json:"elapsed,omitempty"`
	// Before is what was accrued before for the partner and the period; 0 the first time.
	Before decimal.NullDecimal `json:"before,omitzero"`
	// Settled are the entries of earlier periods, which a cumulative guarantee reads: those of
	// the partner count.
	Settled []Settled `json:"settled,omitempty"`
	// Earned is given once the period is settled as final: what the partner earns for it after guarantee,
	// budget and repayment. Then nothing is forecast, and the difference to Before is the true-up.
	Earned decimal.NullDecimal `json:"earned,omitzero"`
}

// Forecast is a measure of a whole period, or of one to date.
type Forecast struct {
	// Qualifying is required. PaidOn is what is paid on, where that is another figure: with a
	// second measure or a formula of attach, which require it. Others take no PaidOn.
	Qualifying decimal.NullDecimal `json:"qualifying,omitzero"`
	PaidOn     decimal.NullDecimal `json:"paidOn,omitzero"`
	// Probability is above 0 and at most 1. What is to date has none.
	Probability decimal.NullDecimal `json:"probability,omitzero"`
}

// AccrualMethod is how the consideration that varies is estimated: ASC 606-10-32-8 and
// IFRS 15.53 know these two.
type AccrualMethod string

// The methods.
const (
	// AccrueMostLikely takes the forecast with the highest probability, the first of
	// equal ones.
	AccrueMostLikely AccrualMethod = "most-likely"
	// AccrueWeighted takes all, each by its probability.
	AccrueWeighted AccrualMethod = "probability-weighted"
)

// Accrual is what to book for a partner and a period:
//
//	Accrued = Expected × to date ÷ ExpectedMeasure, in one division
//	Entry = Accrued - Before, or once the period is settled TrueUp = Earned - Before
type Accrual struct {
	Program  string             `json:"program"`
	Partner  string             `json:"partner"`
	Currency string             `json:"currency"`
	Period   partnermath.Period `json:"period"`
	AsOf     partnermath.Date   `json:"asOf"`
	// Reason is why the partner takes no part, and nothing is accrued; else empty.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Forecasts are what each would pay, in their order.
	Forecasts []AccrualLine `json:"forecasts"`
	// ExpectedMeasure is Σ probability × PaidOn, exact, and Expected Σ probability × Payout,
	// rounded. EffectiveRate is Expected ÷ ExpectedMeasure with 8 decimals, of unrounded figures, for a
	// measure of money; undefined for others. It is not used again.
	ExpectedMeasure decimal.Decimal     `json:"expectedMeasure"`
	Expected        decimal.Decimal     `json:"expected"`
	EffectiveRate   decimal.NullDecimal `json:"effectiveRate"`
	// Highest is the most that one of the forecasts pays, likely or not.
	Highest decimal.Decimal `json:"highest"`
	// Accrued is what is accrued to date. At a measure of 0 or below it is what that pays, without
	// a guarantee.
	Accrued decimal.Decimal `json:"accrued"`
	Before  decimal.Decimal `json:"before"`
	Entry   decimal.Decimal `json:"entry"`
	// TrueUp is undefined until the period is settled; then Entry is 0.
	TrueUp decimal.NullDecimal `json:"trueUp"`
}

// AccrualLine is what a forecast pays: formula, cap of the partner and guarantee. A forecast has no
// sales, so gates, multipliers and caps of a sale or a rep do not apply.
type AccrualLine struct {
	// Qualifying and PaidOn are those of the forecast, but at least those to date.
	Qualifying decimal.Decimal `json:"qualifying"`
	PaidOn     decimal.Decimal `json:"paidOn"`
	// Probability is that by which it counts: 1 or 0 for AccrueMostLikely.
	Probability decimal.Decimal `json:"probability"`
	// Earned + TopUp = Payout, each in the minor unit.
	Earned decimal.Decimal `json:"earned"`
	TopUp  decimal.Decimal `json:"topUp"`
	Payout decimal.Decimal `json:"payout"`
}

// Accrue tells what to accrue for a partner and a period that is not settled yet. With Mᵢ =
// max(forecastᵢ, to date), each settled and rounded,
//
//	accrued = Σ pᵢ × settle(Mᵢ) × to date ÷ Σ pᵢ × Mᵢ
//
// where pᵢ is 1 for the most likely one and 0 for others, or the probability. What entries and
// the true-up bring adds up to what is earned.
//
// The error is a [*partnermath.ValidationError] with paths below "program" and "expectation".
func Accrue(program Program, expectation Expectation) (Accrual, error) {
	return Accrual{}, notYet()
}
