package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// The limits of a funnel and of a forecast with it.
const (
	MaxStages    = 30
	MaxLagShares = 60
	MaxPeriods   = 260
)

// Funnel is the policy: the stages that demand passes through on its way to
// revenue, and what is left of it, or made of it, at each. The zero Funnel is not
// valid. A funnel has 1 to MaxStages stages.
type Funnel struct {
	// Currency is the ISO 4217 code of every amount. The funnel of a tactic may leave it
	// to the mix.
	Currency string `json:"currency,omitempty"`
	// Owner tells whose money DealSize and MarginRate are of, and so every outcome of
	// the funnel; left out, it is not said.
	Owner partnermath.MoneyOwner `json:"owner,omitempty"`
	// Stages stand in order, the entry first. The last is what DealSize is the size
	// of: the won deals.
	Stages []FunnelStage `json:"stages"`
	// DealSize is the average revenue of one unit of the last stage, above 0. Without
	// it a forecast knows no revenue, and there is no planning backward from one.
	DealSize decimal.NullDecimal `json:"dealSize,omitzero"`
	// MarginRate is the gross margin, a fraction of revenue from -1 to 1. Without it
	// a forecast knows no margin.
	MarginRate decimal.NullDecimal `json:"marginRate,omitzero"`
	// Unit is the length of the periods that lags are counted in: a week, a month or a
	// quarter; left out, a month.
	Unit partnermath.CalendarUnit `json:"unit,omitempty"`
}

// FunnelStage is one step of a funnel. Every stage but the first says how it is reached
// from the one before, with exactly one of Rate, Per and Multiplier.
type FunnelStage struct {
	// ID is unique in the funnel.
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// CountsAs is the stage of an [partnermath.Outcome] that this one is, if any. It
	// is given to one stage at most, and StageWon to the last only.
	CountsAs partnermath.Stage `json:"countsAs,omitempty"`
	// Rate is the conversion rate: the fraction, from 0 to 1, of the stage before
	// that gets here.
	Rate decimal.NullDecimal `json:"rate,omitzero"`
	// Per is how many of the stage before it takes to make one of this, at least 1:
	// 12.6 opportunities per won deal, where no terminating rate is exact.
	Per decimal.NullDecimal `json:"per,omitzero"`
	// Multiplier is how many of this one of the stage before makes, above 1:
	// recipients per campaign.
	Multiplier decimal.NullDecimal `json:"multiplier,omitzero"`
	// Lag tells when: Lag[i] is the share that gets here i periods after it was at
	// the stage before. The shares are at least 0 and sum to at most 1; what lacks to
	// 1 arrives later than anybody looks. No lag means all in the same period.
	Lag []decimal.Decimal `json:"lag,omitempty"`
	// StepName names the conversion on a [Worksheet]; left out, it is made of the
	// names of the two stages.
	StepName string `json:"stepName,omitempty"`
	// Folded leaves the count of this stage, not the first, off the worksheet, whose
	// next count then multiplies through.
	Folded bool `json:"folded,omitempty"`
}

// conversion returns the number that a stage is reached by; it is not the first.
func (s *FunnelStage) conversion() (WorksheetLineKind, decimal.Decimal) {
	switch {
	case s.Rate.Valid:
		return LineRate, s.Rate.Decimal
	case s.Per.Valid:
		return LinePer, s.Per.Decimal
	}
	return LineMultiplier, s.Multiplier.Decimal
}

// setConversion replaces the conversion of a stage by one of the same kind.
func (s *FunnelStage) setConversion(value decimal.Decimal) {
	to := &s.Multiplier
	switch {
	case s.Rate.Valid:
		to = &s.Rate
	case s.Per.Valid:
		to = &s.Per
	}
	*to = decimal.NewNullDecimal(value)
}

// through returns what volume at the stage before makes at this one, which is not the first.
func (s *FunnelStage) through(volume exact.Fraction) exact.Fraction {
	if kind, number := s.conversion(); kind != LinePer {
		return volume.Mul(number)
	}
	return volume.Div(s.Per.Decimal)
}

// back returns the volume that the stage before must have, for a rate above 0.
func (s *FunnelStage) back(volume exact.Fraction) exact.Fraction {
	if kind, number := s.conversion(); kind != LinePer {
		return volume.Div(number)
	}
	return volume.Mul(s.Per.Decimal)
}

func (s *FunnelStage) label() string {
	if s.Name != "" {
		return s.Name
	}
	return s.ID
}

// find returns the position of a stage, or -1.
func (f *Funnel) find(id string) int {
	for i := range f.Stages {
		if f.Stages[i].ID == id {
			return i
		}
	}
	return -1
}

// minor returns the decimals of an amount; the currency is sound.
func (f *Funnel) minor() int32 {
	places, _ := partnermath.MinorUnits(f.Currency)
	return places
}
