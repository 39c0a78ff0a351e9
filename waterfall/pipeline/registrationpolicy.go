package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// RegistrationPolicy is the policy: what is measured of registrations, and against
// what. The zero RegistrationPolicy is not valid: it
// lacks Currency.
type RegistrationPolicy struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"currency"`
	// Period is when something has to happen to count: submission, decision, expiry,
	// closing. Left out, everything counts.
	Period partnermath.Period `json:"period,omitzero"`
	// Goal is the value to be registered in Period, at least 0, and Basis tells what is
	// measured against it.
	Goal  decimal.NullDecimal `json:"goal,omitzero" validate:"omitempty,bounds,atleast=0"`
	Basis RegistrationBasis   `json:"basis,omitempty" validate:"omitempty,oneof=approved submitted"`
	// Days tells how ages and approval times are counted, and WorkingDays, for
	// DaysWorking only, which days are worked.
	Days        DayCount                `json:"days,omitempty" validate:"omitempty,oneof=calendar working"`
	WorkingDays partnermath.WorkingDays `json:"workingDays,omitzero"`
	// ServiceLevel is the number of days in which a decision is due. 0 states none, and
	// what takes one is undefined. Two to four days are called best practice.
	ServiceLevel int `json:"serviceLevel,omitempty" validate:"min=0,max=1000"`
}

// RegistrationBasis tells which value is registered.
type RegistrationBasis string

// The bases. None means BasisApproved.
const (
	// RegisteredWhenApproved is the value of what was approved in the period.
	RegisteredWhenApproved RegistrationBasis = "approved"
	// RegisteredWhenSubmitted is the value of what was submitted in the period, whatever became
	// of it.
	RegisteredWhenSubmitted RegistrationBasis = "submitted"
)

// DayCount tells which days are counted. The day from which they are counted is 0, and
// the day to which they are counted is counted in.
type DayCount string

// The counts of days. None means DaysCalendar.
const (
	// DaysCalendar counts every day: from Friday to Monday are 3.
	DaysCalendar DayCount = "calendar"
	// DaysWorking counts the days that are worked: from Friday to Monday is 1, and so
	// is from Saturday to Monday.
	DaysWorking DayCount = "working"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy
// breaks.
func (p RegistrationPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		if !p.Period.IsZero() {
			faults.Merge("period", p.Period.Validate())
		}
		if p.Goal.Valid {
			check.Amount(faults, "goal", p.Goal.Decimal, p.Currency)
		}
		faults.Merge("workingDays", p.WorkingDays.Validate())
		if p.Days != DaysWorking && (p.WorkingDays.Weekend != nil || p.WorkingDays.Holidays != nil) {
			faults.Add("workingDays", "empty", `is read with days "working" only and must be left out`)
		}
	})
}

// minor returns the decimals of an amount, the most there are while the currency is
// not sound.
func (p *RegistrationPolicy) minor() int32 {
	if places, ok := exact.MinorUnits(p.Currency); ok {
		return places
	}
	return maxMinorUnits
}

// maxMinorUnits is the most decimals that a currency has.
const maxMinorUnits = 4
