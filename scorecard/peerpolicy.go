package scorecard

import (
	"fmt"

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
	// AudiencePartner sees what the [Disclosure] lets through.
	AudiencePartner Audience = "partner"
)

// PeerPolicy tells what is worked out of a peer group, and for whom.
type PeerPolicy struct {
	Audience Audience `json:"audience" validate:"required,oneof=vendor partner"`
	// SubjectIsMember tells that a result that is compared with the group is a
	// member of it. It then does not count towards the minimum size of a group that
	// a partner may see.
	SubjectIsMember bool `json:"subjectIsMember,omitempty"`
	// TopShare is the share of the group, above 0 to 1 with at most 4 decimals, that
	// are its top performers; by default 0.25.
	TopShare decimal.NullDecimal `json:"topShare,omitzero" validate:"omitempty,bounds,above=0,atmost=1,digits=5 4"`
	// Quantiles are the quantiles to list, fractions from 0 to 1 with at most 4
	// decimals; for AudienceVendor only.
	Quantiles []decimal.Decimal `json:"quantiles,omitempty" validate:"max=100,dive,bounds,atleast=0,atmost=1,digits=5 4"`
	// QuantileType is that of Quantiles and of the median; by default QuantileType7.
	QuantileType QuantileType `json:"quantileType,omitempty" validate:"omitempty,oneof=type-7 type-6"`
	// RankKind is that of percentile ranks; by default RankMean.
	RankKind RankKind `json:"rankKind,omitempty" validate:"omitempty,oneof=mean strict weak"`
	// DeviationKind is the kind of standard deviation; by default DeviationSample.
	Deviation DeviationKind `json:"deviation,omitempty" validate:"omitempty,oneof=sample population"`
	// PeerReference is what strengths and improvement areas are measured against; by
	// default ReferenceBestPractice.
	Reference PeerReference `json:"reference,omitempty" validate:"omitempty,oneof=best-practice peers top-performers"`
	// Disclosure is read for AudiencePartner only, so that one policy serves both.
	Disclosure Disclosure `json:"disclosure,omitzero"`
}

// Disclosure tells what partners may learn of their peers. Its zero value has the
// defaults.
//
// Scores enter the figures that partners see rounded to the nearest multiple of
// Grain, the lowest and highest multiples taking in the ends of the scale, and the
// figures themselves are then rounded to Step. So two scores of a node that round alike
// make exactly the same figures of that node in that group.
//
// Figures of several nodes combined (the overall score is a known mean of its children),
// or of several groups combined, can narrow a member's score to less than Grain. Show a
// partner only the group of all partners, and treat the figures as confidential to a
// degree.
type Disclosure struct {
	// MinimumGroup is the smallest number of members, the subject aside, of a group
	// and of its top performers that figures are shown of: 2 to 1,000, by default 5.
	MinimumGroup int `json:"minimumGroup,omitempty" validate:"omitempty,min=2,max=1000"`
	// RoadmapStep is the step of group figures in points, from 0.01 to 10 with at most 2
	// decimals; by default 0.5.
	Step decimal.NullDecimal `json:"step,omitzero" validate:"omitempty,bounds,atleast=0.01,atmost=10,digits=4 2"`
	// Grain is the width of the ranges that the scores of members are rounded to, in points
	// from 1 to 20 with at most 2 decimals; by default 2.5.
	Grain decimal.NullDecimal `json:"grain,omitzero" validate:"omitempty,bounds,atleast=1,atmost=20,digits=4 2"`
	// Bands are the bands of percentile ranks, from the lowest, which starts at 0;
	// by default four quarters.
	Bands []RankBand `json:"bands,omitempty" validate:"max=100,dive"`
}

// RankBand is the percentile ranks from From, included, up to the next band.
type RankBand struct {
	Name string `json:"name" validate:"id"`
	// From is from 0 to 100 with at most 2 decimals.
	From decimal.Decimal `json:"from" validate:"bounds,atleast=0,atmost=100,digits=5 2"`
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
)

// DeviationKind names a standard deviation of n scores.
type DeviationKind string

// The kinds of standard deviation.
const (
	// DeviationSample divides the squares by n − 1; undefined for one score.
	DeviationSample DeviationKind = "sample"
	// DeviationPopulation divides them by n.
	DeviationPopulation DeviationKind = "population"
)

// PeerReference names what a score is measured against.
type PeerReference string

// The references.
const (
	ReferenceBestPractice  PeerReference = "best-practice"
	ReferencePeers         PeerReference = "peers"
	ReferenceTopPerformers PeerReference = "top-performers"
)

// Validate returns a [*partnermath.ValidationError] for a missing audience, an
// unknown kind, a number out of its range, a grain below the step, and rank bands
// that do not start at 0 or do not increase.
func (p PeerPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		d := p.Disclosure
		if step, grain := d.step(), d.grain(); grain < step {
			faults.Addf("disclosure.grain", "min", "must not be below the step %s", decimal.New(step, -scorePlaces))
		}
		for i, b := range d.Bands {
			path := fmt.Sprintf("disclosure.bands[%d].from", i)
			switch {
			case i == 0 && !b.From.IsZero():
				faults.Addf(path, "range", "must be 0 for the first band, got %s", b.From)
			case i > 0 && !b.From.GreaterThan(d.Bands[i-1].From):
				faults.Addf(path, "increasing", "must be above %s, got %s", d.Bands[i-1].From, b.From)
			}
		}
	})
}

func (d Disclosure) minimum() int64 {
	if d.MinimumGroup == 0 {
		return 5
	}
	return int64(d.MinimumGroup)
}

func (d Disclosure) step() int64  { return hundredthsOr(d.Step, 50) }
func (d Disclosure) grain() int64 { return hundredthsOr(d.Grain, 250) }

func hundredthsOr(d decimal.NullDecimal, absent int64) int64 {
	if !d.Valid {
		return absent
	}
	n, _ := exact.Int64(d.Decimal, scorePlaces)
	return n
}

func (d Disclosure) bands() []rankBand {
	if len(d.Bands) == 0 {
		return []rankBand{
			{"bottom-quarter", 0}, {"third-quarter", 2500}, {"second-quarter", 5000}, {"top-quarter", 7500},
		}
	}
	bands := make([]rankBand, len(d.Bands))
	for i, b := range d.Bands {
		from, _ := exact.Int64(b.From, scorePlaces)
		bands[i] = rankBand{b.Name, from}
	}
	return bands
}

type rankBand struct {
	name string
	from int64 // hundredths
}
