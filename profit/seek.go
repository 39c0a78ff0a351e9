package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
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
	// closest to the goal, of those as close the one that is looked at first, undefined where the figure is undefined
	// at all of them.
	Value  decimal.NullDecimal `json:"value"`
	Figure decimal.NullDecimal `json:"figure"`
	// Neighbour is the value a step below, which fails, with the figure that it makes. There is
	// none where Value is the first of the axis, or where no value reaches the goal.
	Neighbour       decimal.NullDecimal `json:"neighbour"`
	NeighbourFigure decimal.NullDecimal `json:"neighbourFigure"`
}

// Seek finds the least value of a lever that reaches a goal, with the value a step below, which does not.
//
// The most of a lever that a plan can bear, such as heads or a cost, is the neighbour of the least that it
// cannot: seek the goal turned round, a net profit of at most −0.01 for one of at least 0.
//
// It looks at all values of an axis of at most 33. On one of more, it looks at 33 that are evenly spread, the
// first and the last among them, and halves between the first that reaches the goal and the one before it.
// Where none of them does, it looks at 9 between the neighbours of the one that comes closest, and so on
// until a value reaches the goal or there is none left between. So the answer is the least wherever the
// figure crosses the goal at most once between two of the 33, as it does when it only rises or only falls.
// The discount is as for [Grid].
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
	seen := map[int64]decimal.NullDecimal{}
	at, reached := exact.LeastStep(a.steps(), func(step int64) decimal.NullDecimal {
		figure, ok := seen[step]
		if !ok {
			figure = gauge.under(&c, &faults, a.change(a.at(step)))
			seen[step] = figure
		}
		return decimal.NullDecimal{Decimal: g.short(figure.Decimal), Valid: figure.Valid}
	})
	if err := faults.Err(); err != nil {
		return Answer{}, err
	}
	answer := Answer{Reached: reached}
	if at < 0 {
		return answer, nil
	}
	answer.Value, answer.Figure = decimal.NewNullDecimal(a.at(at)), seen[at]
	if reached && at > 0 {
		answer.Neighbour, answer.NeighbourFigure = decimal.NewNullDecimal(a.at(at-1)), seen[at-1]
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
