package partnermath

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// MaxSteps is the largest number of steps in a tier table.
const MaxSteps = 100

// Method tells how the steps of a tier table pay on a measure.
type Method string

// The methods. For a table of 10 % from 0 and 25 % from 1,000, a measure of
// 2,000 pays as shown.
const (
	// MethodStepped pays each step's rate on the part of the measure inside the
	// step (marginal, graduated): 100 + 250 = 350.
	MethodStepped Method = "stepped"
	// MethodWhole pays the reached step's rate on the whole measure
	// (retrospective, cumulative, volume): 500.
	MethodWhole Method = "whole"
	// MethodRolling pays each reached step's rate on the measure up to the step's
	// upper end: 100 + 500 = 600.
	MethodRolling Method = "rolling"
	// MethodTotal pays each reached step's rate on the whole measure:
	// 200 + 500 = 700.
	MethodTotal Method = "total"
)

// Values returns the methods.
func (Method) Values() []Method {
	return []Method{MethodStepped, MethodWhole, MethodRolling, MethodTotal}
}

// Boundary tells to which step a measure equal to a threshold belongs.
type Boundary string

// The boundaries. None means BoundaryLower.
const (
	// BoundaryLower lets a measure equal to a threshold reach the step ("from").
	BoundaryLower Boundary = "lower-inclusive"
	// BoundaryUpper keeps it in the step below ("up to").
	BoundaryUpper Boundary = "upper-inclusive"
)

// Values returns the boundaries.
func (Boundary) Values() []Boundary { return []Boundary{BoundaryLower, BoundaryUpper} }

// Tiers is a tier table. The zero Tiers is not valid: it has no method and no
// steps.
type Tiers struct {
	Method   Method   `json:"method"`
	Boundary Boundary `json:"boundary,omitempty"`
	// Steps are 1 to MaxSteps steps with increasing thresholds.
	Steps []Step `json:"steps"`
}

// Step is one tier: its lower threshold and what it pays, of which at least one
// must be given. It ends where the next one begins. The zero Step is not valid.
type Step struct {
	// From is the lower threshold, at least 0, which must be given.
	From decimal.NullDecimal `json:"from,omitzero"`
	// Rate is a fraction of the measure, from 0 to 1.
	Rate decimal.NullDecimal `json:"rate,omitzero"`
	// PerUnit is an amount for each unit of the measure, at least 0.
	PerUnit decimal.NullDecimal `json:"perUnit,omitzero"`
	// Flat is an amount for reaching the step, at least 0.
	Flat decimal.NullDecimal `json:"flat,omitzero"`
}

// Validate returns a [*ValidationError] for an unknown method or boundary, a
// missing or excessive number of steps, thresholds that are missing, below 0 or
// not increasing, a step that pays nothing by any measure, a rate outside 0 to 1
// and an amount below 0.
func (t Tiers) Validate() error {
	var faults ValidationError
	if t.Method == "" {
		faults.Addf("method", "required", "must be one of %s", listed(t.Method.Values()))
	}
	oneOfValues(&faults, "method", t.Method)
	oneOfValues(&faults, "boundary", t.Boundary)
	if len(t.Steps) < 1 || len(t.Steps) > MaxSteps {
		faults.Addf("steps", "length", "must have 1 to %d steps, got %d", MaxSteps, len(t.Steps))
		return faults.Err()
	}
	var previous decimal.NullDecimal
	for i, step := range t.Steps {
		step.check(&faults, fmt.Sprintf("steps[%d]", i), previous)
		if step.From.Valid && InBounds(step.From.Decimal) {
			previous = step.From
		}
	}
	return faults.Err()
}

func (s Step) check(faults *ValidationError, path string, previous decimal.NullDecimal) {
	switch from := s.From.Decimal; {
	case !s.From.Valid:
		faults.Add(path+".from", "required", "must be given")
	case !InBounds(from):
		faults.Add(path+".from", "bounds", boundsMessage)
	case from.IsNegative():
		faults.Addf(path+".from", "min", "must not be below 0, got %s", from)
	case previous.Valid && !from.GreaterThan(previous.Decimal):
		faults.Addf(path+".from", "increasing", "must be above %s, got %s", previous.Decimal, from)
	}
	if !s.Rate.Valid && !s.PerUnit.Valid && !s.Flat.Valid {
		faults.Add(path+".rate", "required", "must be given unless perUnit or flat is")
	}
	for _, f := range []figure{{"rate", &s.Rate}, {"perUnit", &s.PerUnit}, {"flat", &s.Flat}} {
		path := path + "." + f.name
		switch {
		case !f.value.Valid:
		case !InBounds(f.value.Decimal):
			faults.Add(path, "bounds", boundsMessage)
		case f.value.Decimal.IsNegative():
			faults.Addf(path, "min", "must not be below 0, got %s", f.value.Decimal)
		case f.name == "rate" && f.value.Decimal.GreaterThan(decimal.NewFromInt(1)):
			faults.Addf(path, "max", "is a fraction and must not be above 1, got %s", f.value.Decimal)
		}
	}
}
