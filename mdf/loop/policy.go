package loop

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Policy says how campaigns are grouped, ranked and compared. The zero Policy is not valid.
type Policy struct {
	// Currency is the ISO 4217 code of every amount.
	Currency string `json:"currency" validate:"required,currency"`
	// GroupBy are what campaigns are grouped by, in the order of the result. Left out, there
	// are no groups.
	GroupBy []Dimension `json:"groupBy,omitempty" validate:"max=5,dive,enum"`
	// Alike are what a campaign and a direct program must have in common to be alike. Left
	// out, all are.
	Alike []Dimension `json:"alike,omitempty" validate:"max=5,dive,enum"`
	// RankBy is what groups are ranked by, the actual one. Left out, MarginByVendorMoney.
	RankBy Measure `json:"rankBy,omitempty" validate:"omitempty,enum"`
	// MinimumVolume is the number of campaigns with that measure below which a group is not
	// ranked; 0 counts as 1.
	MinimumVolume int `json:"minimumVolume,omitempty" validate:"min=0"`
	// MinimumROI is the ROI, by that measure, from which on a group worked, above -1. Left
	// out, 0: the money came back.
	MinimumROI decimal.NullDecimal `json:"minimumRoi,omitzero" validate:"omitempty,bounds,above=-1,atmost=1000000"`
	// Faulty tells what becomes of a list with faulty campaigns; none means [partnermath.FaultyRefuse].
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,enum"`
}

// Dimension is what campaigns are grouped by.
type Dimension string

// The dimensions.
const (
	ByTactic  Dimension = "tactic"
	ByPartner Dimension = "partner"
	ByAgency  Dimension = "agency"
	ByRegion  Dimension = "region"
	ByQuarter Dimension = "quarter"
)

// Values returns the dimensions in order.
func (Dimension) Values() []Dimension {
	return []Dimension{ByTactic, ByPartner, ByAgency, ByRegion, ByQuarter}
}

// Measure is a return by the money that it took, a [Yield].
type Measure string

// The measures.
const (
	MarginByVendorMoney  Measure = "margin-by-vendor-money"
	MarginByTotalCost    Measure = "margin-by-total-cost"
	RevenueByVendorMoney Measure = "revenue-by-vendor-money"
	RevenueByTotalCost   Measure = "revenue-by-total-cost"
)

// Values returns the measures in order.
func (Measure) Values() []Measure {
	return []Measure{MarginByVendorMoney, MarginByTotalCost, RevenueByVendorMoney, RevenueByTotalCost}
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks.
func (p Policy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		repeated(faults, "groupBy", p.GroupBy)
		repeated(faults, "alike", p.Alike)
	})
}

func repeated(faults *partnermath.ValidationError, path string, list []Dimension) {
	for i, d := range list {
		if slices.Contains(list[:i], d) {
			faults.Addf(fmt.Sprintf("%s[%d]", path, i), "unique", "%s stands before", d)
		}
	}
}
