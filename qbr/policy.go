package qbr

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

// Policy tells what a review has in it, for whom, and what its figures are set against.
// The zero Policy is not valid: it lacks Audience and Performance.
type Policy struct {
	// Audience is who reads the review. That of a partner holds nothing of the vendor's alone.
	Audience scorecard.Audience `json:"audience" validate:"enum"`
	// Performance has the quarter, the currency and the calendar of the review.
	Performance performance.Policy `json:"performance" validate:"-"`
	// Engagement may be left out.
	Engagement performance.EngagementPolicy `json:"engagement,omitzero" validate:"-"`
	// Sections are chosen by the partner's tier: the first entry of that tier, or without
	// one that of tier "", or else all.
	Sections []TierSections `json:"sections,omitempty" validate:"max=100,dive"`
	// Metrics say what is wanted of figures that their sources say nothing of, or otherwise.
	Metrics []MetricRule `json:"metrics,omitempty" validate:"max=100,dive"`
	// Tolerance is the largest |a − b| ÷ the larger of two figures that agree, from 0 to 1;
	// left out, 0.
	Tolerance decimal.NullDecimal `json:"tolerance,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// Prefer lists the sources that are used where two disagree, the first first. Of two that
	// it does not list, it is the one named first in the [Discrepancy].
	Prefer []SourceID `json:"prefer,omitempty" validate:"max=50,dive,enum"`
}

// TierSections are the sections of the partners of a tier, in the order in which they stand.
type TierSections struct {
	Tier     string      `json:"tier,omitempty" validate:"omitempty,text=200"`
	Sections []SectionID `json:"sections" validate:"min=1,max=20,dive,enum"`
}

// MetricRule says what is wanted of a figure. It goes before what a source says.
type MetricRule struct {
	// Metric is a figure of the review, none of the caller's own, which have a target themselves.
	Metric MetricID            `json:"metric" validate:"required"`
	Target decimal.NullDecimal `json:"target,omitzero" validate:"omitempty,bounds,digits=18 8"`
	// Floor is what keeps a figure from being red; left out, the target.
	Floor decimal.NullDecimal `json:"floor,omitzero" validate:"omitempty,bounds,digits=18 8"`
}

// SectionID names a section of a review.
type SectionID string

// The sections, in the order in which they stand.
const (
	SectionPerformance    SectionID = "performance"
	SectionPipeline       SectionID = "pipeline"
	SectionMarketing      SectionID = "marketing"
	SectionRegistration   SectionID = "registration"
	SectionIncentives     SectionID = "incentives"
	SectionFunds          SectionID = "funds"
	SectionProfitability  SectionID = "profitability"
	SectionCapability     SectionID = "capability"
	SectionEngagement     SectionID = "engagement"
	SectionSpecialisation SectionID = "specialisation"
	SectionCommitments    SectionID = "commitments"
	SectionWins           SectionID = "wins"
	SectionOwn            SectionID = "own-metrics"
)

// Values returns the sections in order.
func (SectionID) Values() []SectionID {
	return []SectionID{
		SectionPerformance, SectionPipeline, SectionMarketing, SectionRegistration, SectionIncentives, SectionFunds,
		SectionProfitability, SectionCapability, SectionEngagement, SectionSpecialisation, SectionCommitments, SectionWins, SectionOwn,
	}
}
