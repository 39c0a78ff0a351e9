package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
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
	Basis RegistrationBasis   `json:"basis,omitempty" validate:"omitempty,enum"`
	// Days tells how ages and approval times are counted, and WorkingDays, for
	// DaysWorking only, which days are worked.
	Days        DayCount                `json:"days,omitempty" validate:"omitempty,enum"`
	WorkingDays partnermath.WorkingDays `json:"workingDays,omitzero"`
	// ServiceLevel is the number of days in which a decision is due. 0 states none, and
	// what takes one is undefined. Two to four days are called best practice.
	ServiceLevel int `json:"serviceLevel,omitempty" validate:"min=0,max=1000"`
	// Goals are goals with a floor, and of other measures than the value, of all
	// registrations, at most one for each measure, and none of the value beside Goal;
	// those of a partner or a rep stand in the book.
	Goals []RegistrationGoal `json:"goals,omitempty"`
	// Faulty tells what becomes of a book with faulty registrations.
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// RegistrationBasis tells which value is registered.
type RegistrationBasis string

// The bases. None means RegisteredWhenApproved.
const (
	// RegisteredWhenApproved is the value of what was approved in the period.
	RegisteredWhenApproved RegistrationBasis = "approved"
	// RegisteredWhenSubmitted is the value of what was submitted in the period, whatever became
	// of it.
	RegisteredWhenSubmitted RegistrationBasis = "submitted"
)

// Values returns the bases in order.
func (RegistrationBasis) Values() []RegistrationBasis {
	return []RegistrationBasis{RegisteredWhenApproved, RegisteredWhenSubmitted}
}

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
		checkDays(faults, p.Days, p.WorkingDays)
		checkGoals(faults, "goals", p.Goals, p.Goal)
	})
}

// minorUnits returns the decimals of an amount, the most there are while the currency is
// not sound.
func minorUnits(currency string) int32 {
	if places, ok := partnermath.MinorUnits(currency); ok {
		return places
	}
	return maxMinorUnits
}

// maxMinorUnits is the most decimals that a currency has.
const maxMinorUnits = 4
