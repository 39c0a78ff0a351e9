package waterfall

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/waterfall/internal/flow"
)

// Backcasting is when demand must be where, for revenue to come when it is wanted.
type Backcasting struct {
	Currency string                   `json:"currency"`
	Unit     partnermath.CalendarUnit `json:"unit"`
	// Revenue is that of the goals, and Total is their sum.
	Revenue []decimal.Decimal `json:"revenue"`
	Total   decimal.Decimal   `json:"total"`
	// Stages stand in the order of the funnel.
	Stages []BackcastStage `json:"stages"`
}

// BackcastStage is one stage of a [Backcasting], with counts of 4 decimals.
type BackcastStage struct {
	ID       string            `json:"id"`
	Name     string            `json:"name,omitempty"`
	CountsAs partnermath.Stage `json:"countsAs,omitempty"`
	// Before is what must have been there before the first period: too late to begin
	// with now. Counts are those of the periods, and Total is Before and their sum.
	Before decimal.Decimal   `json:"before"`
	Counts []decimal.Decimal `json:"counts"`
	Total  decimal.Decimal   `json:"total"`
}

// Backcast works backward from a revenue for each period, the first one next, to how
// much must be at every stage in which period. It is the backward of [Forecast] where
// [Plan] takes no time into account:
//
//	count(last, t) = revenue(t) ÷ deal size
//	count(stage before, t) = Σ count(stage, t + i) × lag(i) ÷ Σ lag ÷ (conversion × Σ lag)
//
// Of what gets to a stage in a period, the fraction lag(i) ÷ Σ lag was at the stage
// before i periods earlier; and of what is there, only conversion × Σ lag ever gets
// through. No lag is one of 1. The revenues may come from a [Schedule], a month of it
// for each period. Each stage's total is evaluated exactly, rounded once, and split by
// largest remainder among Before and the periods, in proportion to their exact values.
//
// The error is a [*partnermath.ValidationError] with paths below "funnel" and
// "revenue": the faults of the funnel, no deal size, and on the way to a revenue above
// 0 a rate or a sum of lags of 0; no revenue or more than MaxPeriods, and revenues
// below 0 or of more decimals than the currency has; and a funnel that needs absurd
// numbers, of more than 30 digits.
func Backcast(f Funnel, revenue []decimal.Decimal) (Backcasting, error) {
	var faults partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	sound := checkRevenue(&faults, revenue)
	if err := faults.Err(); err != nil {
		return Backcasting{}, err
	}
	for i, amount := range revenue[:sound] {
		check.Amount(&faults, fmt.Sprintf("revenue[%d]", i), amount, f.Currency)
	}
	total := decimal.Sum(decimal.Decimal{}, revenue...)
	faults.Merge("funnel", f.reaches(total.IsPositive()))
	faults.Merge("funnel", f.arrives(total.IsPositive()))
	if err := faults.Err(); err != nil {
		return Backcasting{}, err
	}
	b := Backcasting{
		Currency: f.Currency, Unit: f.unit(), Revenue: slices.Clone(revenue), Total: total, Stages: make([]BackcastStage, len(f.Stages)),
	}
	// The flow runs backward in time: the last period first, and then what is before
	// all of them.
	current := flow.New(len(revenue))
	for t, amount := range revenue {
		current.Enter(len(revenue)-1-t, amount)
	}
	current.Pass(func(revenue exact.Fraction) exact.Fraction { return revenue.Div(f.DealSize.Decimal) }, nil)
	for i := len(f.Stages) - 1; i >= 0; i-- {
		s := &f.Stages[i]
		b.Stages[i] = s.timed(&current)
		if i > 0 {
			current.Back(s.back, s.Lag)
		}
	}
	return bounded(b, b.inBounds())
}

func (b *Backcasting) inBounds() bool {
	for i := range b.Stages {
		if s := &b.Stages[i]; !allInBounds(s.Counts) || !partnermath.InBounds(s.Before) || !partnermath.InBounds(s.Total) {
			return false
		}
	}
	return partnermath.InBounds(b.Total)
}

// checkRevenue checks revenues for themselves, and returns how many there are to look
// at.
func checkRevenue(faults *partnermath.ValidationError, revenue []decimal.Decimal) int {
	switch {
	case len(revenue) == 0:
		faults.Add("revenue", "required", "must be given for each period")
	case len(revenue) > MaxPeriods:
		faults.Addf("revenue", "length", "must have a length of at most %d, got %d", MaxPeriods, len(revenue))
		return 0
	}
	limits := check.Number{AtLeast: null(0)}
	for i, amount := range revenue {
		if !limits.Holds(amount) {
			limits.Fault(faults, fmt.Sprintf("revenue[%d]", i), amount)
		}
	}
	return len(revenue)
}

// arrives checks that lags let something through.
func (f *Funnel) arrives(something bool) error {
	var faults partnermath.ValidationError
	for i := range f.Stages {
		if lag := f.Stages[i].Lag; something && len(lag) > 0 && decimal.Sum(decimal.Decimal{}, lag...).IsZero() {
			faults.Add(stagePath(i)+".lag", "sum", "must have a sum above 0 to reach a goal above 0")
		}
	}
	return faults.Err()
}

// timed publishes the flow at a stage, in the order of time.
func (s *FunnelStage) timed(w *flow.Flow) BackcastStage {
	whole := w.Volume().Round(countPlaces)
	parts := w.Split(whole, countPlaces)
	slices.Reverse(parts)
	return BackcastStage{ID: s.ID, Name: s.Name, CountsAs: s.CountsAs, Before: parts[0], Counts: parts[1:], Total: whole}
}
