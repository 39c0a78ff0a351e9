package pipeline

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// RegistrationGoal is a goal for registrations. The zero RegistrationGoal is not valid.
type RegistrationGoal struct {
	Measure RegistrationMeasure `json:"measure"`
	// Target is what is to be reached, above 0. Floor, which may be left out, is what has to
	// be reached at least: not above Target, and of days not below it.
	Target decimal.NullDecimal `json:"target,omitzero"`
	Floor  decimal.NullDecimal `json:"floor,omitzero"`
}

// RegistrationMeasure tells what a [RegistrationGoal] is of.
type RegistrationMeasure string

// The measures.
const (
	// MeasureCount is how many are registered, by the basis of the policy, and MeasureValue
	// Registered.
	MeasureCount RegistrationMeasure = "count"
	MeasureValue RegistrationMeasure = "value"
	// MeasureShare is RegisteredShare, MeasureDays MedianDays, of which fewer are better,
	// and MeasureWinRate WinRate.
	MeasureShare   RegistrationMeasure = "share"
	MeasureDays    RegistrationMeasure = "days"
	MeasureWinRate RegistrationMeasure = "win-rate"
)

// Values returns the measures in order.
func (RegistrationMeasure) Values() []RegistrationMeasure {
	return []RegistrationMeasure{MeasureCount, MeasureValue, MeasureShare, MeasureDays, MeasureWinRate}
}

// RegistrationGoalResult is a [RegistrationGoal] and what became of it.
type RegistrationGoalResult struct {
	RegistrationGoal
	// Actual is what was measured, and Attainment Actual ÷ Target, of days Target ÷ Actual.
	Actual     decimal.NullDecimal `json:"actual"`
	Attainment decimal.NullDecimal `json:"attainment"`
	Status     GoalStatus          `json:"status"`
}

// GoalStatus is how a figure stands to its goal.
type GoalStatus string

// The statuses.
const (
	GoalMet        GoalStatus = "met"
	GoalMissed     GoalStatus = "missed"
	GoalBelowFloor GoalStatus = "below-floor"
	// GoalUnknown: there is no figure.
	GoalUnknown GoalStatus = "unknown"
)

// Values returns what can become of a goal, in order.
func (GoalStatus) Values() []GoalStatus {
	return []GoalStatus{GoalMet, GoalMissed, GoalBelowFloor, GoalUnknown}
}

var (
	goalNumber  = check.Number{Above: null(0)}
	floorNumber = check.Number{AtLeast: null(0)}
)

// checkGoals checks goals beside the plain goal of a value, which is one of the value too.
func checkGoals(faults *partnermath.ValidationError, list string, goals []RegistrationGoal, value decimal.NullDecimal) {
	if most := len(RegistrationMeasure("").Values()); len(goals) > most {
		faults.Addf(list, "length", "must have a length of at most %d, got %d", most, len(goals))
		return
	}
	for i, g := range goals {
		at := func(field string) check.Place { return check.Place{List: list, Index: i, Field: field} }
		if !slices.Contains(g.Measure.Values(), g.Measure) {
			faults.Addf(at("measure").String(), "one-of", "must be one of count, value, share, days, win-rate; got %.40q", g.Measure)
		}
		if g.Measure == MeasureValue && value.Valid ||
			slices.ContainsFunc(goals[:i], func(before RegistrationGoal) bool { return before.Measure == g.Measure }) {
			faults.Addf(at("measure").String(), "unique", "a goal for %.40q stands before", g.Measure)
		}
		count := len(faults.Fields)
		goalNumber.Require(faults, at("target"), g.Target)
		floorNumber.CheckNull(faults, at("floor"), g.Floor)
		if g.Floor.Valid && len(faults.Fields) == count && g.worse(g.Target.Decimal, g.Floor.Decimal) {
			faults.Addf(at("floor").String(), "order", "must not be better than the target %s, got %s", g.Target.Decimal, g.Floor.Decimal)
		}
	}
}

// worse reports whether a is worse than b.
func (g *RegistrationGoal) worse(a, b decimal.Decimal) bool {
	if g.Measure == MeasureDays {
		return a.GreaterThan(b)
	}
	return a.LessThan(b)
}

// follow sets a figure beside its goal.
func (g RegistrationGoal) follow(actual decimal.NullDecimal) RegistrationGoalResult {
	r := RegistrationGoalResult{RegistrationGoal: g, Actual: actual, Status: GoalUnknown}
	if !actual.Valid {
		return r
	}
	r.Attainment = exact.RatioNull(actual, g.Target, exact.RatioPlaces)
	if g.Measure == MeasureDays {
		r.Attainment = exact.RatioNull(g.Target, actual, exact.RatioPlaces)
	}
	switch {
	case !g.worse(actual.Decimal, g.Target.Decimal):
		r.Status = GoalMet
	case g.Floor.Valid && g.worse(actual.Decimal, g.Floor.Decimal):
		r.Status = GoalBelowFloor
	default:
		r.Status = GoalMissed
	}
	return r
}

// follow sets the figures beside their goals.
func (f *RegistrationFigures) follow(goals []RegistrationGoal, basis RegistrationBasis) {
	for _, g := range goals {
		actual := whole(f.Approved.Count)
		switch {
		case g.Measure == MeasureValue:
			actual = decimal.NewNullDecimal(f.Registered)
		case g.Measure == MeasureShare:
			actual = f.RegisteredShare
		case g.Measure == MeasureDays:
			actual = f.MedianDays
		case g.Measure == MeasureWinRate:
			actual = f.WinRate
		case basis == RegisteredWhenSubmitted:
			actual = whole(f.Submitted.Count)
		}
		f.Goals = append(f.Goals, g.follow(actual))
	}
}
