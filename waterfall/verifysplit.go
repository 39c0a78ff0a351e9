package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// RevenueSplit tells where a difference in revenue comes from, in the order in which
// demand passes: the volume at the first stage that plan and actual both know, the
// conversion to each later one, the deal size. The parts add up to the variance of
// the revenue exactly.
//
// It replaces planned numbers by actual ones, one after another (chain
// substitution). With the counts P and A and the revenue R of the plan,
//
//	revenue(j) = R × A(j) ÷ P(j)
//
// is what everything up to stage j as it was, and the rest as planned, would have
// brought. Each part is the change that its number makes: a rate after the volume
// and the rates before it, the deal size after all of them. In another order, the
// same difference would divide otherwise.
type RevenueSplit struct {
	// Parts is nil when there is no split, and Reason tells why not; Stage is the
	// stage that makes it so.
	Parts  []RevenueSplitPart `json:"parts"`
	Reason NoSplitReason      `json:"reason,omitempty"`
	Stage  partnermath.Stage  `json:"stage,omitempty"`
}

// RevenueSplitPart is what one number contributes to the difference in revenue.
type RevenueSplitPart struct {
	Driver RevenueDriver `json:"driver"`
	// From and Stage are the conversion of DriverRate; Stage alone is that of
	// DriverVolume.
	From  partnermath.Stage `json:"from,omitempty"`
	Stage partnermath.Stage `json:"stage,omitempty"`
	// Revenue is revenue(j) rounded to the minor unit, for the deal size the actual revenue.
	Revenue decimal.Decimal `json:"revenue"`
	// Amount is Revenue − that of the part before, for the first − the planned
	// revenue. So it is within one minor unit of its exact value.
	Amount decimal.Decimal `json:"amount"`
}

// RevenueDriver names the kind of number that a [RevenueSplitPart] is about.
type RevenueDriver string

// The drivers.
const (
	DriverVolume   RevenueDriver = "volume"
	DriverRate     RevenueDriver = "rate"
	DriverDealSize RevenueDriver = "deal-size"
)

// Values returns the drivers.
func (RevenueDriver) Values() []RevenueDriver {
	return []RevenueDriver{DriverVolume, DriverRate, DriverDealSize}
}

// NoSplitReason tells why a difference in revenue cannot be split.
type NoSplitReason string

// The reasons.
const (
	// NoSplitRevenue: plan or actual does not know the revenue.
	NoSplitRevenue NoSplitReason = "unknown-revenue"
	// NoSplitWon: plan or actual does not know the won deals.
	NoSplitWon NoSplitReason = "unknown-won"
	// NoSplitPlan: the plan has a count of 0 at a stage, so that there is no planned
	// rate, or nothing to compare a volume with.
	NoSplitPlan NoSplitReason = "zero-plan"
)

// Values returns the reasons.
func (NoSplitReason) Values() []NoSplitReason {
	return []NoSplitReason{NoSplitRevenue, NoSplitWon, NoSplitPlan}
}

func splitRevenue(stages []VerifiedStage, revenue PlanActual, places int32) RevenueSplit {
	switch last := len(stages) - 1; {
	case !revenue.Variance.Valid:
		return RevenueSplit{Reason: NoSplitRevenue}
	case last < 0 || stages[last].Stage != partnermath.StageWon:
		return RevenueSplit{Reason: NoSplitWon, Stage: partnermath.StageWon}
	}
	parts := make([]RevenueSplitPart, 0, len(stages)+1)
	before := revenue.Plan.Decimal
	add := func(p RevenueSplitPart) {
		p.Amount = p.Revenue.Sub(before)
		before = p.Revenue
		parts = append(parts, p)
	}
	for i := range stages {
		s := &stages[i]
		if s.Plan.Decimal.IsZero() {
			return RevenueSplit{Reason: NoSplitPlan, Stage: s.Stage}
		}
		part := RevenueSplitPart{Driver: DriverRate, From: s.From, Stage: s.Stage}
		if i == 0 {
			part.Driver = DriverVolume
		}
		part.Revenue = exact.NewFraction(revenue.Plan.Decimal.Mul(s.Actual.Decimal), s.Plan.Decimal).Round(places)
		add(part)
	}
	add(RevenueSplitPart{Driver: DriverDealSize, Revenue: revenue.Actual.Decimal})
	return RevenueSplit{Parts: parts}
}
