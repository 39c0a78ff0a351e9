package incentive

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Eligibility tells which partners take part. What is left empty asks for nothing.
//
// An earlier period, and one that is final, keeps what was decided when it was settled,
// see Settled.Reason, so that a partner's later change of tier takes nothing back.
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

// decide returns why a partner does not take part in a period.
func (e *Eligibility) decide(p *Partner, period partnermath.Period) partnermath.Reason {
	among := func(list []string, id string) bool { return len(list) == 0 || slices.Contains(list, id) }
	switch {
	case !among(e.Types, p.Type):
		return ReasonType
	case !among(e.Tiers, p.Tier):
		return ReasonTier
	case !among(e.Regions, p.Region):
		return ReasonRegion
	case slices.ContainsFunc(e.Certifications, func(id string) bool { return !slices.Contains(p.Certifications, id) }):
		return ReasonCertification
	case e.MinimumSales.Valid && (!p.SalesLevel.Valid || p.SalesLevel.Decimal.LessThan(e.MinimumSales.Decimal)):
		return ReasonSalesLevel
	case p.Enrolled.Before(e.EnrolledFrom), !e.EnrolledBy.IsZero() && p.Enrolled.After(e.EnrolledBy), !p.Enrolled.Before(period.End):
		return ReasonEnrolment
	case !p.Left.IsZero() && !p.Left.After(period.Start):
		return ReasonLeft
	}
	return ""
}
