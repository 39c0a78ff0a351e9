package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// prepare prepares for measuring the answers to a question that satisfies its rules.
func (q *question) prepare(asked *Question) {
	q.min, q.max = -maxMillionths, maxMillionths
	switch asked.Kind {
	case KindYesNo:
		q.form = formYesNo
	case KindSingleChoice, KindMultipleChoice:
		q.prepareChoices(asked)
	case KindBands:
		q.prepareBands(asked)
	case KindScale:
		step := asked.Step
		if !step.Valid {
			step = decimal.NewNullDecimal(decimal.NewFromInt(1))
		}
		q.interpolate(interpolation{min: asked.Min, max: asked.Max, step: step, from: asked.Min.Decimal, to: asked.Max.Decimal})
	case KindFraction:
		zero, one := decimal.NewFromInt(0), decimal.NewFromInt(1)
		q.interpolate(interpolation{
			min: decimal.NewNullDecimal(zero), max: decimal.NewNullDecimal(one), from: zero, to: one,
		})
	case KindNumber:
		q.interpolate(interpolation{min: asked.Min, max: asked.Max, from: asked.Floor.Decimal, to: asked.Target.Decimal})
	}
}

func (q *question) prepareChoices(asked *Question) {
	q.form = formChoice
	if asked.Kind == KindMultipleChoice {
		q.form = formChoices
	}
	q.choices = new(choices)
	var sum int64
	for _, c := range asked.Choices {
		points := weightUnits(c.Points)
		q.choices.ids = append(q.choices.ids, c.ID)
		q.choices.sketches = append(q.choices.sketches, sketch(c.ID))
		q.choices.options = append(q.choices.options, option{points: points})
		sum += points
	}
	if asked.MaxPoints.Valid {
		sum = weightUnits(asked.MaxPoints.Decimal)
	}
	q.choices.most = exact.NewDivisor(sum)
	q.choices.score()
}

func (q *question) prepareBands(asked *Question) {
	q.form = formBands
	q.exactly = &interpolation{min: decimal.NewNullDecimal(asked.Bands[0].From)}
	q.choices = new(choices)
	for _, b := range asked.Bands {
		q.exactly.bands = append(q.exactly.bands, b.From)
		q.choices.options = append(q.choices.options, option{from: unitsOf(b.From), points: weightUnits(b.Points)})
	}
	q.choices.score()
	q.min = max(q.min, q.choices.options[0].from)
}

// score gives every option the score that it has alone.
func (c *choices) score() {
	var most int64
	for _, o := range c.options {
		most = max(most, o.points)
	}
	by := exact.NewDivisor(most)
	for i := range c.options {
		c.options[i].score = pointScore(c.options[i].points, by)
	}
}

// unitsOf returns a number in millionths, beyond maxMillionths when it is.
func unitsOf(d decimal.Decimal) int64 {
	n, ok := exact.Int64(d, answerPlaces)
	if !ok {
		return (maxMillionths + 1) * int64(d.Sign())
	}
	return n
}

func (q *question) interpolate(exactly interpolation) {
	q.exactly = &exactly
	if exactly.min.Valid {
		q.min = max(q.min, unitsOf(exactly.min.Decimal))
	}
	if exactly.max.Valid {
		q.max = min(q.max, unitsOf(exactly.max.Decimal))
	}
	q.from = unitsOf(exactly.from)
	to := unitsOf(exactly.to)
	q.falls = to < q.from
	q.stepped = exactly.step.Valid
	q.wide.span = exact.NewDivisor(magnitude(to - q.from))
	q.wide.step = 1
	if q.stepped {
		q.wide.step = unitsOf(exactly.step.Decimal)
	}
	if max(magnitude(q.from), magnitude(to), q.wide.step) > maxMillionths {
		q.min, q.max = 1, 0
	}
	var narrow, fine bool
	q.span, narrow = exact.NewSmallDivisor(q.wide.span.Den())
	q.step, fine = exact.NewSmallDivisor(q.wide.step)
	if !narrow || !fine {
		q.form = formWide
	}
}

func magnitude(n int64) int64 { return max(n, -n) }

// weightUnits returns a weight or points in ten-thousandths, at most 1e10.
func weightUnits(d decimal.Decimal) int64 {
	n, _ := exact.Int64(d, 4)
	return n
}
