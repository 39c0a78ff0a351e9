package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/waterfall/internal/flow"
)

// Deadline is the day by which demand must be at a stage to be won in time.
type Deadline struct {
	ID       string            `json:"id"`
	Name     string            `json:"name,omitempty"`
	CountsAs partnermath.Stage `json:"countsAs,omitempty"`
	// Date is the last day of the latest period, of the funnel's unit, in which demand may
	// get to the stage, and Periods how many periods that is before the last one of the
	// quarter. Date is zero when the share is never won, or not within MaxPeriods.
	Periods int              `json:"periods"`
	Date    partnermath.Date `json:"date"`
	// Won is the fraction that is won by then, at least the share that was asked for, with
	// 8 decimals.
	Won decimal.NullDecimal `json:"won"`
}

// Deadlines tells, for every stage, the day by which demand must be there to be won inside
// a quarter. Lags stretch the wins over several periods, so it asks for a share of them:
// with 0.8, demand that is at the stage by Date has 80 % of its deals won by the end of
// the quarter. Where the lags lead to less than the share at all, there is no such day,
// and none for the stages before. Where the quarter ends within a week, the last week of
// it is the one before.
//
// The error is a [*partnermath.ValidationError] with paths below "funnel",
// "calendar", "quarter" and "share": the faults of the first two, a quarter that the
// calendar does not cover, and a share that is not above 0 and at most 1.
func Deadlines(f Funnel, c partnermath.Calendar, q partnermath.Quarter, share decimal.Decimal) ([]Deadline, error) {
	var faults partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	faults.Merge("calendar", c.Validate())
	deadlineNumber.Check(&faults, check.Place{Field: "share"}, share)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	days := c.Quarter(q.Year, q.Number)
	if days.IsZero() {
		faults.Add("quarter", "range", "must be a quarter that the calendar covers")
		return nil, faults.Err()
	}
	units := unitsBefore(c, f.unit(), days)
	deadlines := make([]Deadline, len(f.Stages))
	wins := flow.New(MaxPeriods)
	wins.Enter(0, one)
	for i := len(f.Stages) - 1; i >= 0; i-- {
		s := &f.Stages[i]
		deadlines[i] = Deadline{ID: s.ID, Name: s.Name, CountsAs: s.CountsAs}
		deadlines[i].find(wins.Weights(), units, share)
		wins.Pass(func(all exact.Fraction) exact.Fraction { return all }, s.Lag)
	}
	return deadlines, nil
}

var deadlineNumber = check.Number{Above: null(0), AtMost: null(1), Digits: 13, Places: 12}

// find looks for the first period by which enough is won.
func (d *Deadline) find(wins []decimal.Decimal, units []partnermath.Period, share decimal.Decimal) {
	var won decimal.Decimal
	for k, part := range wins {
		won = won.Add(part)
		if won.LessThan(share) {
			continue
		}
		if k < len(units) {
			d.Periods, d.Date = k, units[k].End.AddDays(-1)
			d.Won = decimal.NewNullDecimal(exact.Round(won, exact.RatePlaces))
		}
		return
	}
}

// unitsBefore returns the units of a calendar that end in a quarter, the last first,
// and those before it.
func unitsBefore(c partnermath.Calendar, unit partnermath.CalendarUnit, quarter partnermath.Period) []partnermath.Period {
	units := make([]partnermath.Period, 0, MaxPeriods)
	last := c.UnitOf(quarter.End.AddDays(-1), unit)
	if quarter.End.Before(last.End) {
		last = c.UnitOf(last.Start.AddDays(-1), unit) // a week that the quarter ends in
	}
	for ; !last.IsZero() && len(units) < MaxPeriods; last = c.UnitOf(last.Start.AddDays(-1), unit) {
		units = append(units, last)
	}
	return units
}
