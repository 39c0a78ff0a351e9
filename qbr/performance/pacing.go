package performance

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Pacing tells how a plan falls due within its period. The zero Pacing is by days.
type Pacing struct {
	Kind PacingKind `json:"kind,omitempty" validate:"omitempty,enum"`
	// WorkingDays are for PacingWorkingDays only.
	WorkingDays partnermath.WorkingDays `json:"workingDays,omitzero"`
	// Weights are for PacingMonths only: how much of a year falls due in each of its 12
	// months, at least 0 and not all 0.
	Weights []decimal.NullDecimal `json:"weights,omitempty"`
}

// PacingKind tells what a plan falls due by.
type PacingKind string

// The kinds. None means PacingDays.
const (
	PacingDays        PacingKind = "days"
	PacingWorkingDays PacingKind = "working-days"
	// PacingMonths is by the weights of the months, and within a month by days.
	PacingMonths PacingKind = "months"
)

// Values returns the kinds in order.
func (PacingKind) Values() []PacingKind {
	return []PacingKind{PacingDays, PacingWorkingDays, PacingMonths}
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the pacing
// breaks.
func (p Pacing) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		if p.Kind == PacingWorkingDays {
			faults.Merge("workingDays", p.WorkingDays.Validate())
		} else if p.WorkingDays.Weekend != nil || p.WorkingDays.Holidays != nil {
			faults.Addf("workingDays", "empty", "is for pacing by working days only and must be left out")
		}
		switch {
		case p.Kind != PacingMonths && len(p.Weights) > 0:
			faults.Addf("weights", "empty", "are for pacing by months only and must be left out")
		case p.Kind == PacingMonths && len(p.Weights) != months:
			faults.Addf("weights", "length", "must be those of 12 months, got %d", len(p.Weights))
		case p.Kind == PacingMonths:
			p.checkWeights(faults)
		}
	})
}

// months is how many a year has.
const months = 12

func (p Pacing) checkWeights(faults *partnermath.ValidationError) {
	sum := decimal.Decimal{}
	for i, w := range p.Weights {
		count := len(faults.Fields)
		weightNumber.Require(faults, check.Place{Field: fmt.Sprintf("weights[%d]", i)}, w)
		if len(faults.Fields) == count {
			sum = sum.Add(w.Decimal)
		}
	}
	if len(faults.Fields) == 0 && sum.IsZero() {
		faults.Add("weights", "sum", "must not all be 0")
	}
}

var weightNumber = check.Number{AtLeast: partnermath.Int(0), Digits: 12, Places: 6}

// Pace is how a running period stands to its plan. The zero Pace is of one that is over or
// has not begun.
type Pace struct {
	// Due is round(plan × share), where share is the part of the plan that falls due
	// through asOf: days through asOf, with that day, ÷ days of the period, of the kind
	// that the pacing counts. They are undefined where the period has no such day.
	Share decimal.NullDecimal `json:"share"`
	Due   decimal.NullDecimal `json:"due"`
	// FloorDue is round(floor × share).
	FloorDue decimal.NullDecimal `json:"floorDue"`
	// Pace is actual ÷ Due, and RunRate actual ÷ share, what the period would end with at
	// this pace.
	Pace    decimal.NullDecimal `json:"pace"`
	RunRate decimal.NullDecimal `json:"runRate"`
	// DaysLeft are those after asOf, working days where the pacing counts these. NeededADay
	// is (plan − actual) ÷ DaysLeft; 0 where nothing remains, undefined on the last day.
	DaysLeft   int                 `json:"daysLeft"`
	NeededADay decimal.NullDecimal `json:"neededADay"`
}

// Due returns what of a figure for the reviewed quarter is due by a day: round(whole × share),
// with the share that the pacing gives of [Pace], or all of it once the quarter is over. It is
// undefined where nothing falls due in the quarter. The policy has to be valid, and places
// from 0 to 12.
func (p *Policy) Due(whole decimal.NullDecimal, asOf partnermath.Date, places int32) decimal.NullDecimal {
	return p.due(p.Calendar.Quarter(p.Quarter.Year, p.Quarter.Number), whole, asOf, places)
}

// DueOfYear is Due of a figure for the fiscal year through the reviewed quarter.
func (p *Policy) DueOfYear(whole decimal.NullDecimal, asOf partnermath.Date, places int32) decimal.NullDecimal {
	year := p.Calendar.Quarter(p.Quarter.Year, p.Quarter.Number)
	year.Start = p.Calendar.Quarter(p.Quarter.Year, 1).Start
	return p.due(year, whole, asOf, places)
}

func (p *Policy) due(period partnermath.Period, whole decimal.NullDecimal, asOf partnermath.Date, places int32) decimal.NullDecimal {
	if !whole.Valid || !asOf.Before(period.End.AddDays(-1)) {
		return whole
	}
	share, ok := p.Pacing.share(&p.Calendar, period, asOf)
	if !ok {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(share.Mul(whole.Decimal).Round(places))
}

// pace works out the pace of a running period.
func (p *Pacing) pace(c *partnermath.Calendar, period partnermath.Period, asOf partnermath.Date, plan, floor, actual decimal.NullDecimal, places int32) Pace {
	pace := Pace{DaysLeft: p.days(partnermath.Period{Start: asOf.AddDays(1), End: period.End})}
	if plan.Valid && actual.Valid {
		remaining := decimal.Max(plan.Decimal.Sub(actual.Decimal), decimal.Decimal{})
		pace.NeededADay = exact.Ratio(remaining, decimal.NewFromInt(int64(pace.DaysLeft)), places)
		if remaining.IsZero() {
			pace.NeededADay = partnermath.Int(0)
		}
	}
	share, ok := p.share(c, period, asOf)
	if !ok {
		return pace
	}
	part := func(whole decimal.NullDecimal) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: share.Mul(whole.Decimal).Round(places), Valid: whole.Valid}
	}
	pace.Share = decimal.NewNullDecimal(share.Round(exact.RatioPlaces))
	pace.Due, pace.FloorDue = part(plan), part(floor)
	pace.Pace = exact.RatioNull(actual, pace.Due, exact.RatioPlaces)
	if actual.Valid {
		pace.RunRate = exact.Ratio(actual.Decimal.Mul(share.Den()), share.Num(), places)
	}
	return pace
}

// days returns the days of a period of the kind that the pacing counts.
func (p *Pacing) days(period partnermath.Period) int {
	if p.Kind == PacingWorkingDays {
		return p.WorkingDays.In(period)
	}
	return period.Days()
}

// share returns the part of a period of whole months that falls due through asOf. It is
// not ok where nothing falls due in the period at all.
func (p *Pacing) share(c *partnermath.Calendar, period partnermath.Period, asOf partnermath.Date) (share exact.Fraction, ok bool) {
	through := partnermath.Period{Start: period.Start, End: asOf.AddDays(1)}
	if p.Kind != PacingMonths {
		all := p.days(period)
		return exact.NewFraction(count(p.days(through)), count(all)), all > 0
	}
	sum := decimal.Decimal{}
	for month := range c.Units(period.Start, partnermath.UnitMonth) {
		if !month.Start.Before(period.End) {
			break
		}
		weight := p.Weights[c.Find(month.Start).Month-1].Decimal
		sum = sum.Add(weight)
		through := partnermath.Period{Start: month.Start, End: asOf.AddDays(1)}
		if month.End.Before(through.End) {
			through.End = month.End
		}
		if elapsed := through.Days(); elapsed > 0 {
			share = share.Add(exact.NewFraction(weight.Mul(count(elapsed)), count(month.Days())))
		}
	}
	return share.Div(sum), sum.IsPositive()
}

func count(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }
