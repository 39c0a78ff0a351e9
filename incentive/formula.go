package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Formula is what a measure pays. Below, V is the measure that qualifies in a period after returns
// and P what is paid on: min(V, the program's MeasureCap), or that of the second measure. A field
// that its kind does not read must be empty. The zero Formula is not valid: it has no kind.
type Formula struct {
	Kind FormulaKind `json:"kind" validate:"enum"`
	// Tiers are read by tiers and growth.
	Tiers partnermath.Tiers `json:"tiers,omitzero" validate:"-"`
	// Baseline is read by growth.
	Baseline Baseline `json:"baseline,omitzero"`
	// Points are the 2 to MaxSteps points of a target: From is an attainment and Rate
	// the rate there.
	Points []partnermath.Step `json:"points,omitempty" validate:"-"`
	// Target is read by target and goal, above 0. Left out, it is the partner's own.
	Target decimal.NullDecimal `json:"target,omitzero" validate:"omitempty,bounds,above=0"`
	// Minimum is read by every and per-unit: where they begin, at least 0; none is 0.
	Minimum decimal.NullDecimal `json:"minimum,omitzero" validate:"omitempty,bounds,atleast=0"`
	// Step and Reward are read by every: Reward for each full Step above Minimum.
	Step   decimal.NullDecimal `json:"step,omitzero" validate:"omitempty,bounds,above=0"`
	Reward decimal.NullDecimal `json:"reward,omitzero" validate:"omitempty,bounds,atleast=0"`
	// Category, Share and Rate are read by attach.
	Category Selection           `json:"category,omitzero"`
	Share    decimal.NullDecimal `json:"share,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1"`
	Rate     decimal.NullDecimal `json:"rate,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1"`
	// Amount is read by per-unit, for each unit, and by goal.
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"omitempty,bounds,atleast=0"`
	// Places is the number of decimals, 1 to 12, that the growth or the attainment is
	// rounded to before it is compared and used; 0 takes it exactly.
	Places int `json:"places,omitempty" validate:"min=0,max=12"`
}

// FormulaKind tells how a measure pays.
type FormulaKind string

// The kinds.
const (
	// FormulaTiers pays P by a tier table of which V reaches the steps. With another
	// measure to be paid on, it is rate(step of V) × P + flat, nothing for P ≤ 0.
	FormulaTiers FormulaKind = "tiers"
	// FormulaGrowth pays by a tier table of growth over a baseline B: a step is reached when V - B
	// ≥ its threshold × B, compared exactly. The whole method pays rate × (V - B), or rate × V as
	// Baseline.Whole says; the stepped method pays the increment V - B by thresholds × B. It pays
	// nothing on an increment, or a V, of 0 or below.
	FormulaGrowth FormulaKind = "growth"
	// FormulaTarget pays rate × P, where the attainment a = V ÷ Target lies between two
	// points: rate = r1 + (r2 - r1)(a - a1) ÷ (a2 - a1), in one division. Below the
	// first point it pays nothing, above the last the last rate. P is money.
	FormulaTarget FormulaKind = "target"
	// FormulaEvery pays floor((P - Minimum) ÷ Step) × Reward, and nothing below Minimum.
	FormulaEvery FormulaKind = "every"
	// FormulaAttach pays Rate × the measure of Category, up to the MeasureCap, when
	// Category ÷ V ≥ Share, compared exactly, and nothing when V or Category ≤ 0. Sales
	// outside Category count in V; they are not paid on. P is money.
	FormulaAttach FormulaKind = "attach"
	// FormulaPerUnit pays P × Amount when V ≥ Minimum: for each unit, deal or customer. P counts.
	FormulaPerUnit FormulaKind = "per-unit"
	// FormulaGoal pays Amount when V ≥ Target.
	FormulaGoal FormulaKind = "goal"
)

// Values returns the kinds.
func (FormulaKind) Values() []FormulaKind {
	return []FormulaKind{FormulaTiers, FormulaGrowth, FormulaTarget, FormulaEvery, FormulaAttach, FormulaPerUnit, FormulaGoal}
}

// Baseline is what growth is measured from. The zero Baseline is not valid for a
// formula of growth: it has no kind.
type Baseline struct {
	Kind BaselineKind `json:"kind" validate:"omitempty,enum"`
	// Absolute compares V - B with the thresholds themselves, instead of with thresholds × B.
	Absolute bool `json:"absolute,omitempty"`
	// Whole pays on V instead of on V - B. It is for the whole method.
	Whole bool `json:"whole,omitempty"`
	// Missing tells what a missing, zero or negative baseline does; none means MissingSkip.
	Missing MissingBaseline `json:"missing,omitempty" validate:"omitempty,enum"`
	// Agreed is the baseline, above 0, for BaselineAgreed and for MissingAgreed. Money has at
	// most the decimals of the currency, a count 4.
	Agreed decimal.NullDecimal `json:"agreed,omitzero" validate:"omitempty,bounds,above=0"`
	// Periods is how many periods, 1 to MaxPeriods, a rolling average takes. It needs all of them.
	Periods int `json:"periods,omitempty" validate:"min=0,max=120"`
}

// BaselineKind tells which figure growth is measured from. The earlier figures are
// those of Partner.History. To all kinds, the Adjustments of the partner for the
// period are added, which never make a missing baseline known.
type BaselineKind string

// The kinds of baseline.
const (
	// BaselinePrevious is the period that ends where the settled one begins.
	BaselinePrevious BaselineKind = "previous-period"
	// BaselineLastYear is the period whose start and end lie 358 to 372 days before
	// those of the settled one.
	BaselineLastYear BaselineKind = "same-period-last-year"
	// BaselineHigher is the higher of both, and needs both, so that nothing is gained
	// by shifting sales between periods.
	BaselineHigher BaselineKind = "higher-of-both"
	// BaselineAverage is the mean of the last Periods periods, each of which ends where
	// the next begins.
	BaselineAverage BaselineKind = "rolling-average"
	// BaselineHighest is the highest of all earlier periods that are given.
	BaselineHighest BaselineKind = "high-water-mark"
	// BaselineAgreed is the figure in Agreed.
	BaselineAgreed BaselineKind = "agreed"
)

// Values returns the kinds.
func (BaselineKind) Values() []BaselineKind {
	return []BaselineKind{BaselinePrevious, BaselineLastYear, BaselineHigher, BaselineAverage, BaselineHighest, BaselineAgreed}
}

// MissingBaseline tells what a baseline does that is missing, or not above 0 with its adjustments.
type MissingBaseline string

// The treatments. None means MissingSkip.
const (
	// MissingSkip pays nothing, and says so.
	MissingSkip MissingBaseline = "skip"
	// MissingZero takes it as 0. It is for growth that is Absolute.
	MissingZero MissingBaseline = "zero"
	// MissingAgreed takes Agreed, as it stands.
	MissingAgreed MissingBaseline = "agreed"
)

// Values returns the treatments.
func (MissingBaseline) Values() []MissingBaseline {
	return []MissingBaseline{MissingSkip, MissingZero, MissingAgreed}
}
