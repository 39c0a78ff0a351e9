package mdf

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Earning is how purchases earn money, and what becomes of it. The zero Earning earns
// nothing; without Tiers, the fields about earning must be left out.
type Earning struct {
	// Period are the days whose purchases earn.
	Period partnermath.Period `json:"period,omitzero"`
	// Tiers pay the purchases to date in Period: their units where a step has an amount
	// per unit, else their amount. A plain rate is one step from 0.
	Tiers partnermath.Tiers `json:"tiers,omitzero" validate:"-"`
	// RebateShare of what is earned is paid as a rebate, outside of the fund:
	// rebate = round(share × earned); the rest is co-op money. Left out, 0.
	RebateShare decimal.NullDecimal `json:"rebateShare,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// Threshold: co-op money below it at the end of Period converts into rebate, as far as
	// it is available. Left out, 0.
	Threshold decimal.NullDecimal `json:"threshold,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	// Expiry is the last day of use of what is earned, counted from the day of the
	// accrual. The zero Deadline: it does not expire.
	Expiry Deadline `json:"expiry,omitzero"`
	// RolloverShare of what a partner's lots lose by expiring on the day after the Usage of the program comes
	// back, at most RolloverCap, as a lot that can be used until, but not on, RolloverExpires:
	// min(round(share × rest), cap). Left out, the share is 0 and the cap none.
	RolloverShare   decimal.NullDecimal `json:"rolloverShare,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	RolloverCap     decimal.NullDecimal `json:"rolloverCap,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	RolloverExpires partnermath.Date    `json:"rolloverExpires,omitzero"`
}

// rules checks how the parts of an Earning fit together.
func (e *Earning) rules(faults *partnermath.ValidationError, currency string, usage partnermath.Period) {
	if e.earns() {
		faults.Merge("earning.period", e.Period.Validate())
		faults.Merge("earning.tiers", e.Tiers.Validate())
		e.tierRules(faults)
	} else if !e.Period.IsZero() || e.RebateShare.Valid || e.Threshold.Valid || !e.Expiry.isZero() {
		faults.Add("earning.tiers", "required", "must be given with what else is said of earning")
	}
	minorUnits(faults, "earning.threshold", currency, e.Threshold)
	minorUnits(faults, "earning.rolloverCap", currency, e.RolloverCap)
	switch {
	case !e.RolloverShare.Valid:
		if e.RolloverCap.Valid || !e.RolloverExpires.IsZero() {
			faults.Add("earning.rolloverShare", "required", "must be given with what else is said of a rollover")
		}
	case !e.RolloverExpires.After(usage.End):
		faults.Addf("earning.rolloverExpires", "order", "must be after the usage, which ends before %s", usage.End)
	}
}

// tierRules checks that the tiers pay on one measure.
func (e *Earning) tierRules(faults *partnermath.ValidationError) {
	if !e.onUnits() {
		return
	}
	for i, step := range e.Tiers.Steps {
		if step.Rate.Valid {
			faults.Add(fmt.Sprintf("earning.tiers.steps[%d].rate", i), "empty", "must be left out beside an amount per unit, which makes it a table of units")
		}
	}
}

func (e *Earning) earns() bool { return e.Tiers.Method != "" || len(e.Tiers.Steps) > 0 }

// onUnits tells whether units are paid on, not money.
func (e *Earning) onUnits() bool {
	return slices.ContainsFunc(e.Tiers.Steps, func(s partnermath.Step) bool { return s.PerUnit.Valid })
}
