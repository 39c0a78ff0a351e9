package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Audience tells who reads figures about a peer group.
type Audience string

// The audiences. There is no default, because showing a group's figures to the
// wrong reader cannot be undone.
const (
	// AudienceVendor sees everything, exactly. What is made for it is confidential.
	AudienceVendor Audience = "vendor"
	// AudiencePartner sees what the [Disclosure] of the peers lets through.
	AudiencePartner Audience = "partner"
)

// Values returns all audiences, in order.
func (Audience) Values() []Audience { return []Audience{AudienceVendor, AudiencePartner} }

// PeerPolicy tells what is worked out of a peer group, and for whom.
type PeerPolicy struct {
	Audience Audience `json:"audience" validate:"required,enum"`
	// SubjectIsMember tells that a result that is compared with the group is a
	// member of it. It then does not count towards the minimum size of a group that
	// a partner may see.
	SubjectIsMember bool `json:"subjectIsMember,omitempty"`
	// TopShare is the share of the group, above 0 to 1 with at most 4 decimals, that
	// are its top performers; by default 0.25.
	TopShare decimal.NullDecimal `json:"topShare,omitzero" validate:"omitempty,bounds,above=0,atmost=1,digits=5 4"`
	// Quantiles are the quantiles to list, fractions from 0 to 1 with at most 4
	// decimals; for AudienceVendor only.
	Quantiles []decimal.NullDecimal `json:"quantiles,omitempty" validate:"max=100,dive,required,bounds,atleast=0,atmost=1,digits=5 4"`
	// QuantileType is that of Quantiles and of the median; by default QuantileType7.
	QuantileType QuantileType `json:"quantileType,omitempty" validate:"omitempty,enum"`
	// RankKind is that of percentile ranks; by default RankMean. RankInclusive takes
	// SubjectIsMember.
	RankKind RankKind `json:"rankKind,omitempty" validate:"omitempty,enum"`
	// DeviationKind is the kind of standard deviation; by default DeviationSample.
	Deviation DeviationKind `json:"deviation,omitempty" validate:"omitempty,enum"`
	// PeerReference is what strengths and improvement areas are measured against; by
	// default ReferenceBestPractice.
	Reference PeerReference `json:"reference,omitempty" validate:"omitempty,enum"`
	// Decided is why [DecideGroups] withholds the group, and with it all figures from a partner; "" where the
	// group is shown.
	Decided Withheld `json:"decided,omitempty" validate:"omitempty,enum"`
}

// QuantileType names a definition of quantiles, as Hyndman and Fan number them
// (Sample Quantiles in Statistical Packages, The American Statistician, 1996). With
// the sorted scores x(1) to x(n), the quantile of p is x(k) + f × (x(k+1) − x(k)),
// where k is the whole and f the fractional part of h.
type QuantileType string

// The types of quantiles.
const (
	// QuantileType7 has h = (n − 1)p + 1. Excel's PERCENTILE.INC, NumPy and R use it
	// by default.
	QuantileType7 QuantileType = "type-7"
	// QuantileType6 has h = (n + 1)p, no less than 1 and no more than n. Excel's
	// PERCENTILE.EXC uses it.
	QuantileType6 QuantileType = "type-6"
)

// Values returns all types, in order.
func (QuantileType) Values() []QuantileType { return []QuantileType{QuantileType7, QuantileType6} }

// RankKind names a definition of the percentile rank of a score among n scores,
// of which b are below it and e equal to it.
type RankKind string

// The kinds of percentile ranks.
const (
	// RankMean is 100 × (b + e ÷ 2) ÷ n.
	RankMean RankKind = "mean"
	// RankStrict is 100 × b ÷ n.
	RankStrict RankKind = "strict"
	// RankWeak is 100 × (b + e) ÷ n.
	RankWeak RankKind = "weak"
	// RankInclusive is 100 × b ÷ (n − 1), of a member only; undefined when it is the only
	// one. It is PERCENTRANK.INC of spreadsheets and percent_rank of SQL.
	RankInclusive RankKind = "inclusive"
)

// Values returns all kinds, in order.
func (RankKind) Values() []RankKind { return []RankKind{RankMean, RankStrict, RankWeak, RankInclusive} }

// DeviationKind names a standard deviation of n scores.
type DeviationKind string

// The kinds of standard deviation.
const (
	// DeviationSample divides the squares by n − 1; undefined for one score.
	DeviationSample DeviationKind = "sample"
	// DeviationPopulation divides them by n.
	DeviationPopulation DeviationKind = "population"
)

// Values returns all kinds, in order.
func (DeviationKind) Values() []DeviationKind {
	return []DeviationKind{DeviationSample, DeviationPopulation}
}

// PeerReference names what a score is measured against.
type PeerReference string

// The references.
const (
	ReferenceBestPractice  PeerReference = "best-practice"
	ReferencePeers         PeerReference = "peers"
	ReferenceTopPerformers PeerReference = "top-performers"
)

// Values returns all references, in order.
func (PeerReference) Values() []PeerReference {
	return []PeerReference{ReferenceBestPractice, ReferencePeers, ReferenceTopPerformers}
}

// Validate returns a [*partnermath.ValidationError] for a missing audience, an
// unknown kind, ranks of members without a subject that is one, and a number out of its range.
func (p PeerPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		if p.RankKind == RankInclusive && !p.SubjectIsMember {
			faults.Addf("subjectIsMember", "required", "must be true for ranks of kind %s, which only members have", p.RankKind)
		}
	})
}

func hundredthsOr(d decimal.NullDecimal, absent int64) int64 {
	if !d.Valid {
		return absent
	}
	n, _ := exact.Int64(d.Decimal, scorePlaces)
	return n
}
