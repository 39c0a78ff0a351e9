package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Eligibility tells which partners take part. What is left empty asks for nothing.
//
// A period that was settled before keeps what was decided then, see Settled.Reason, so
// that a partner's later change of tier takes nothing back.
type Eligibility struct {
	Types   []string `json:"types,omitempty" validate:"max=1000,dive,id"`
	Tiers   []string `json:"tiers,omitempty" validate:"max=1000,dive,id"`
	Regions []string `json:"regions,omitempty" validate:"max=1000,dive,id"`
	// Certifications must all be held.
	Certifications []string `json:"certifications,omitempty" validate:"max=1000,dive,id"`
	// MinimumSales is the lowest sales level, met at or above it. A partner whose level
	// is not known does not meet it.
	MinimumSales decimal.NullDecimal `json:"minimumSales,omitzero" validate:"omitempty,bounds"`
	// A partner must have enrolled on a day from EnrolledFrom to EnrolledBy, where they
	// are given. What it sells before it enrolled, or from the day it left on, does not count.
	EnrolledFrom partnermath.Date `json:"enrolledFrom,omitzero"`
	EnrolledBy   partnermath.Date `json:"enrolledBy,omitzero"`
}
