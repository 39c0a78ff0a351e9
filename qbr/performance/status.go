package performance

import (
	"github.com/shopspring/decimal"
)

// Polarity tells which way a figure is better. None means HigherIsBetter.
type Polarity string

// The polarities.
const (
	HigherIsBetter Polarity = "higher"
	LowerIsBetter  Polarity = "lower"
)

// Values returns the polarities in order.
func (Polarity) Values() []Polarity { return []Polarity{HigherIsBetter, LowerIsBetter} }

// Status is how a figure stands to what was wanted of it.
type Status string

// The statuses.
const (
	// StatusGreen is at its target or better, StatusAmber short of that but not of the
	// floor, StatusRed short of both.
	StatusGreen Status = "green"
	StatusAmber Status = "amber"
	StatusRed   Status = "red"
	// StatusNoTarget: nothing was wanted. StatusNoData: the figure is not known.
	StatusNoTarget Status = "no-target"
	StatusNoData   Status = "no-data"
)

// Values returns the statuses in order.
func (Status) Values() []Status {
	return []Status{StatusGreen, StatusAmber, StatusRed, StatusNoTarget, StatusNoData}
}

// Judge returns the status of a published value beside its target and floor: at the target or
// better green, else at the floor or better amber, else red. Without a floor the target is one.
func (p Polarity) Judge(value, target, floor decimal.NullDecimal) Status {
	switch {
	case !target.Valid:
		return StatusNoTarget
	case !value.Valid:
		return StatusNoData
	case !p.worse(value.Decimal, target.Decimal):
		return StatusGreen
	case floor.Valid && !p.worse(value.Decimal, floor.Decimal):
		return StatusAmber
	}
	return StatusRed
}

// worse reports whether a is worse than b.
func (p Polarity) worse(a, b decimal.Decimal) bool {
	if p == LowerIsBetter {
		return a.GreaterThan(b)
	}
	return a.LessThan(b)
}
