package pipeline

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// DealPolicy says what a pipeline is measured against. The zero DealPolicy
// is not valid.
type DealPolicy struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"currency"`
	// Period is the period whose revenue is planned, such as a quarter.
	Period partnermath.Period `json:"period"`
	// Target is the revenue planned for the period. Without it there is no coverage.
	Target decimal.NullDecimal `json:"target,omitzero" validate:"omitempty,bounds,atleast=0"`
	// Stages are those of open deals, in order.
	Stages []DealStage `json:"stages" validate:"required,min=1,max=50,dive"`
	// Call is the revenue of the period that the manager calls, beside what is worked out.
	Call decimal.NullDecimal `json:"call,omitzero" validate:"omitempty,bounds,atleast=0"`
	// StaleAfter is the number of days that an open deal may go without activity, since it
	// was created if there was none; after more it is stale. 0 means that none is. Days
	// tells how they are counted, and WorkingDays, for DaysWorking only, which days are
	// worked.
	StaleAfter  int                     `json:"staleAfter,omitempty" validate:"min=0,max=36500"`
	Days        DayCount                `json:"days,omitempty" validate:"omitempty,enum"`
	WorkingDays partnermath.WorkingDays `json:"workingDays,omitzero"`
	// CoverageTargets are the vendor's targets for the pipeline, such as twice the revenue that
	// remains in all open deals and once in weighted ones.
	CoverageTargets []CoverageTarget `json:"coverageTargets,omitempty" validate:"max=20,dive"`
	// Faulty tells what becomes of a list with faulty deals.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// DealStage is a stage of open deals and what they are worth there.
type DealStage struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Probability is that of winning a deal at this stage, from 0 to 1 with at most 6
	// decimals.
	Probability decimal.NullDecimal `json:"probability,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=7 6"`
}

// ValueBasis tells which value of the pipeline counts.
type ValueBasis string

// The bases.
const (
	// ValueRaw is the full amount of open deals.
	ValueRaw ValueBasis = "raw"
	// ValueWeighted is the amount weighted by the chance to win it (risk-adjusted).
	ValueWeighted ValueBasis = "weighted"
)

// Values returns the bases in order.
func (ValueBasis) Values() []ValueBasis { return []ValueBasis{ValueRaw, ValueWeighted} }

// TargetBasis tells what of the plan a pipeline is set against.
type TargetBasis string

// The bases of a plan. None means TargetRemaining.
const (
	// TargetRemaining is what the target lacks to be won: target − won.
	TargetRemaining TargetBasis = "remaining"
	// TargetFull is the full target.
	TargetFull TargetBasis = "target"
)

// Values returns the bases in order.
func (TargetBasis) Values() []TargetBasis { return []TargetBasis{TargetRemaining, TargetFull} }

// CoverageTarget is a target for the pipeline itself: the pipeline on a Basis must be Times
// the plan.
type CoverageTarget struct {
	Name  string              `json:"name" validate:"id"`
	Basis ValueBasis          `json:"basis" validate:"enum"`
	Of    TargetBasis         `json:"of,omitempty" validate:"omitempty,enum"`
	Times decimal.NullDecimal `json:"times,omitzero" validate:"required,bounds,above=0,digits=9 4"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks.
func (p DealPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		faults.Merge("period", p.Period.Validate())
		if p.Target.Valid {
			check.Amount(faults, "target", p.Target.Decimal, p.Currency)
		}
		if p.Call.Valid {
			check.Amount(faults, "call", p.Call.Decimal, p.Currency)
		}
		checkDays(faults, p.Days, p.WorkingDays)
		seen := make(map[string]bool)
		for i, s := range p.Stages {
			if seen[s.ID] {
				faults.Addf(fmt.Sprintf("stages[%d].id", i), "unique", "stage %.40q stands before", s.ID)
			}
			seen[s.ID] = true
		}
		names := make(map[string]bool)
		for i, target := range p.CoverageTargets {
			if names[target.Name] {
				faults.Addf(fmt.Sprintf("coverageTargets[%d].name", i), "unique", "target %.40q stands before", target.Name)
			}
			names[target.Name] = true
		}
	})
}
