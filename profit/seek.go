package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Goal is what a figure shall be. The zero Goal is not valid.
type Goal struct {
	Figure Figure `json:"figure" validate:"enum"`
	// AtLeast or AtMost is given, not both. An undefined figure reaches neither.
	AtLeast decimal.NullDecimal `json:"atLeast,omitzero" validate:"omitempty,bounds"`
	AtMost  decimal.NullDecimal `json:"atMost,omitzero" validate:"omitempty,bounds"`
}

// Answer is what [Seek] found.
type Answer struct {
	// Reached tells whether a value of the lever reaches the goal.
	Reached bool `json:"reached"`
	// Value is that value, and Figure what it makes. Where none does, Value is the one that comes
	// closest to the goal, undefined where the figure is undefined at all of them.
	Value  decimal.NullDecimal `json:"value"`
	Figure decimal.NullDecimal `json:"figure"`
	// Neighbour is the value a step below, which fails, with the figure that it makes. There is
	// none where Value is the first of the axis.
	Neighbour       decimal.NullDecimal `json:"neighbour"`
	NeighbourFigure decimal.NullDecimal `json:"neighbourFigure"`
}

// Seek finds the least value of a lever that reaches a goal, with the value a step below,
// which does not.
//
// It looks at all values of an axis of at most 33. On one of more, it looks at 33 that
// are evenly spread, the first and the last among them, and halves between the first that reaches the
// goal and the one before it. Where none of them does, it looks at 9 between the neighbours
// of the one that comes closest, and so on until a value reaches the goal or there is
// none left between. So the answer is the least wherever the figure crosses the goal at
// most once between two of the 33, as it does when it only rises or only falls. The discount is
// as for [Grid].
//
// The error is a [*partnermath.ValidationError] with paths below "case", "goal", "discount" and
// "axis", as for [Grid]; an axis has at most 10^9 values.
func Seek(c Case, g Goal, d Discount, a Axis) (Answer, error) {
	var faults partnermath.ValidationError
	gauge := newGauge(&c, g.Figure, d, &faults, "")
	faults.Merge("goal", g.Validate())
	if len(faults.Fields) == 0 {
		c.checkAxis(&a, &faults, "axis", maxSeekValues)
	}
	if err := faults.Err(); err != nil {
		return Answer{}, err
	}
	s := &seeker{goal: g, best: -1, seen: map[int64]decimal.NullDecimal{}}
	s.look = func(step int64) decimal.NullDecimal { return gauge.under(&c, &faults, a.change(a.at(step))) }
	at, reached := s.seek(a.steps())
	if err := faults.Err(); err != nil {
		return Answer{}, err
	}
	answer := Answer{Reached: reached}
	if at < 0 {
		return answer, nil
	}
	answer.Value, answer.Figure = decimal.NewNullDecimal(a.at(at)), s.seen[at]
	if reached && at > 0 {
		answer.Neighbour, answer.NeighbourFigure = decimal.NewNullDecimal(a.at(at-1)), s.seen[at-1]
	}
	return answer, nil
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the goal breaks.
func (g Goal) Validate() error {
	return check.Model(g, func(faults *partnermath.ValidationError) {
		if g.AtLeast.Valid == g.AtMost.Valid {
			faults.Add("atMost", "one-of", "must be given, or atLeast, and not both")
		}
	})
}

// short is by how much a figure fails the goal; at most 0 where it reaches it.
func (g *Goal) short(figure decimal.Decimal) decimal.Decimal {
	if g.AtLeast.Valid {
		return g.AtLeast.Decimal.Sub(figure)
	}
	return figure.Sub(g.AtMost.Decimal)
}

// A seeker looks at steps of an axis.
type seeker struct {
	goal Goal
	look func(step int64) decimal.NullDecimal
	seen map[int64]decimal.NullDecimal
	// best is the step that comes closest, −1 before there is one.
	best  int64
	short decimal.Decimal
}

// reaches reports whether a step reaches the goal.
func (s *seeker) reaches(step int64) bool {
	figure, ok := s.seen[step]
	if !ok {
		figure = s.look(step)
		s.seen[step] = figure
	}
	if !figure.Valid {
		return false
	}
	short := s.goal.short(figure.Decimal)
	if s.best < 0 || short.LessThan(s.short) {
		s.best, s.short = step, short
	}
	return !short.IsPositive()
}

// The range of steps is looked at in so many parts at first, and what is around the closest
// one in so many.
const (
	firstLooks = 32
	laterLooks = 8
)

// seek returns the first step that reaches the goal, or the one that comes closest.
func (s *seeker) seek(last int64) (step int64, reached bool) {
	low, high, looks := int64(0), last, int64(firstLooks)
	for {
		// Around the closest are the last step before it and the first after it.
		before, after, failed := low, high, low-1
		parts := min(high-low, looks)
		for k := range parts + 1 {
			at := low
			if parts > 0 {
				at += (high - low) * k / parts
			}
			if s.reaches(at) {
				return s.halve(failed, at), true
			}
			failed = at
		}
		if high-low <= looks || s.best < 0 {
			return s.best, false
		}
		for k := range parts + 1 {
			switch at := low + (high-low)*k/parts; {
			case at < s.best:
				before = at
			case at > s.best:
				after = min(after, at)
			}
		}
		low, high, looks = before, after, laterLooks
	}
}

// halve returns the first step that reaches the goal after one that fails, up to one that
// reaches it.
func (s *seeker) halve(failed, reached int64) int64 {
	for reached-failed > 1 {
		if middle := failed + (reached-failed)/2; s.reaches(middle) {
			reached = middle
		} else {
			failed = middle
		}
	}
	return reached
}
